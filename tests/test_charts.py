"""Charts as dictionaries: which mark stands where, what is joined, and that Plotly accepts them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import charts, selection, theme
from components.records import as_figures

MARCH = [date(year, 3, 31) for year in range(2003, 2009)]


def figure(value: float, start: date | None, end: date | None, **more: Any) -> dict[str, Any]:
    return {
        "figure_id": f"{value}-{end}-{more.get('kind', '')}",
        "report_id": "sample",
        "paragraph": "1",
        "quote": "A sentence.",
        "label": "",
        "value": value,
        "value_high": None,
        "unit": "percent",
        "printed": f"{value}%",
        "kind": "actual",
        "qualifier": "exact",
        "group": "",
        "scope": "mps",
        "statistic": "value",
        "definition": "",
        "repeat_of": "",
        "metric": "bme_share",
        "source_file": "sample.txt",
        "start": 0,
        "end": 4,
        "period_from": "sentence",
        "definition_from": "",
        "rule": "sample",
        "period_type": "as_at" if start == end else "fytd",
        "period_start": start,
        "period_end": end,
    } | more


def frame(*figures: dict[str, Any]) -> pd.DataFrame:
    made = pd.DataFrame(figures)
    made["value_high"] = made["value_high"].astype(float)
    for column in ("period_start", "period_end"):
        made[column] = pd.to_datetime(made[column])
    return made


def drawable(figures: pd.DataFrame) -> list[charts.Point]:
    """The figures that have a place on a chart of percentages."""
    return charts.points(as_figures(figures[selection.on_a_chart(figures, "percent")]))


def chart(figures: pd.DataFrame, *breaks: charts.Break) -> dict[str, Any]:
    points = drawable(figures)
    return charts.chart(points, charts.scales([points], "percent")[0], breaks)


def marks(made: dict[str, Any]) -> dict[str, Any]:
    return {trace["name"]: trace for trace in made["data"] if "markers" in trace["mode"]}


def lines(made: dict[str, Any]) -> list[list[float]]:
    """The joined values; a line over a period has blanks between its pieces and is none of them."""
    return [trace["y"] for trace in made["data"] if trace["mode"] == "lines" and None not in trace["y"]]


THREE_KINDS = frame(
    figure(44.4, date(2006, 4, 1), date(2007, 2, 4)),
    figure(60.0, date(2006, 4, 1), date(2007, 3, 31), kind="target", period_type="financial_year"),
    figure(50.0, date(2006, 4, 1), date(2007, 3, 31), kind="forecast", period_type="financial_year"),
)


def test_actual_target_and_forecast_are_three_marks() -> None:
    made = marks(chart(THREE_KINDS))
    assert {name: trace["marker"]["symbol"] for name, trace in made.items()} == {
        "actual": "circle",
        "target": "diamond",
        "forecast": "triangle-up",
    }
    assert len({trace["marker"]["line"]["color"] for trace in made.values()}) == 3


def test_an_earlier_periods_actual_is_an_actual() -> None:
    made = marks(
        chart(frame(figure(32.3, date(2005, 4, 1), date(2006, 2, 4)), *THREE_KINDS.to_dict("records")))
    )
    assert made["actual"]["x"] == ["2006-02-04", "2007-02-04"]


@pytest.mark.parametrize("qualifier", ["approx", "over", "under"])
def test_what_is_not_exact_is_hollow_and_says_so(qualifier: str) -> None:
    made = marks(
        chart(frame(figure(12.0, MARCH[0], MARCH[0], qualifier=qualifier), figure(13.0, MARCH[1], MARCH[1])))
    )
    assert made["actual"]["marker"]["color"] == [theme.GROUND, theme.MARKS["actual"]["color"]]
    assert made["actual"]["text"][0].strip()[0] in "≈><&"


def test_three_points_of_one_definition_are_joined() -> None:
    made = chart(frame(*(figure(6.0 + at, day, day) for at, day in enumerate(MARCH[:3]))))
    assert lines(made) == [[6.0, 7.0, 8.0]]


UNJOINED = {
    "two points are two points": [figure(1.0 + at, day, day) for at, day in enumerate(MARCH[:2])],
    "a missing year is a gap": [figure(1.0 + at, MARCH[at], MARCH[at]) for at in (0, 1, 3, 4)],
    "another definition": [
        figure(1.0 + at, day, day, definition="old" if at < 2 else "new") for at, day in enumerate(MARCH[:4])
    ],
    "years to date that end on other days": [
        figure(1.0 + at, date(2003 + at, 4, 1), date(2003 + at, 10 + at, 20)) for at in range(3)
    ],
    "targets": [figure(1.0 + at, day, day, kind="target") for at, day in enumerate(MARCH[:3])],
}


@pytest.mark.parametrize("figures", UNJOINED.values(), ids=UNJOINED.keys())
def test_not_joined(figures: list[dict[str, Any]]) -> None:
    assert lines(chart(frame(*figures))) == []


def test_a_change_of_definition_is_a_dashed_line_with_words() -> None:
    figures = frame(
        figure(51.0, date(2005, 4, 1), date(2006, 3, 31), definition="old"),
        figure(43.8, date(2006, 4, 1), date(2007, 1, 21), definition="new"),
    )
    layout = chart(figures, charts.Break(day=date(2006, 4, 1)))["layout"]
    assert [(shape["x0"], shape["line"]["dash"]) for shape in layout["shapes"]] == [("2006-04-01", "dash")]
    assert "definition changed" in {note["text"] for note in layout["annotations"]}


def test_only_levels_with_a_period_said_first_are_drawn() -> None:
    day = MARCH[0]
    figures = frame(
        figure(1.0, day, day),
        figure(2.0, day, day, kind="change_pct"),
        figure(3.0, None, None, period_type="unstated"),
        figure(4.0, day, day, repeat_of="1.0"),
        figure(5.0, day, day, unit="count"),
        figure(6.0, day, day, value_high=7.0),
    )
    assert [point.value for point in drawable(figures)] == [1.0]


def test_groups_and_scopes_have_panels_of_their_own_largest_first() -> None:
    day = MARCH[0]
    figures = frame(
        figure(1.0, day, day, group="a"),
        figure(2.0, day, day, group="b"),
        figure(3.0, MARCH[1], MARCH[1], group="b"),
        figure(4.0, day, day, group="b", scope="haringey"),
    )
    panels = charts.panels(drawable(figures))
    assert [[point.value for point in panel] for panel in panels] == [[2.0, 3.0], [1.0], [4.0]]


def test_groups_without_a_code_are_told_apart_by_their_label() -> None:
    day = MARCH[0]
    figures = frame(
        figure(1.0, day, day, group="other", label="total"),
        figure(2.0, day, day, group="other", label="part"),
    )
    assert len(charts.panels(drawable(figures))) == 2


@pytest.mark.parametrize(("other", "scales"), [(7.0, 1), (7428.0, 2)])
def test_panels_share_a_scale_unless_one_would_flatten_another(other: float, scales: int) -> None:
    figures = frame(figure(3.0, MARCH[0], MARCH[0], group="a"), figure(other, MARCH[1], MARCH[1], group="b"))
    made = charts.scales(charts.panels(drawable(figures)), "percent")
    assert len({scale.top for scale in made}) == scales
    assert len({(scale.first, scale.last) for scale in made}) == 1


def test_labels_of_figures_in_one_place_are_left_out_rather_than_printed_over_one_another() -> None:
    made = marks(chart(frame(*(figure(30.0 + at / 10, MARCH[0], MARCH[0]) for at in range(8)))))
    shown = [text for text in made["actual"]["text"] if text]
    assert 1 <= len(shown) < 8
    assert len(made["actual"]["y"]) == 8


def test_text_is_never_markup() -> None:
    made = marks(chart(frame(figure(1.0, MARCH[0], MARCH[0], qualifier="under"))))
    assert made["actual"]["text"][0].strip() == "&lt; 1.0%"


@pytest.mark.parametrize(
    "figures", [THREE_KINDS, *(frame(*figures) for figures in UNJOINED.values())], ids=["kinds", *UNJOINED]
)
def test_plotly_accepts_the_dictionary(figures: pd.DataFrame) -> None:
    go.Figure(chart(figures))


def test_every_mark_leads_to_its_source() -> None:
    for trace in marks(chart(THREE_KINDS)).values():
        assert all(address.startswith("/figure/") for address in trace["customdata"])
        assert len(trace["customdata"]) == len(trace["x"])


def test_intervals_are_bars_on_demand() -> None:
    points = drawable(THREE_KINDS)
    actual = next(point.figure for point in points if point.figure.kind == "actual")
    scale = charts.scales([points], "percent")[0]
    made = marks(charts.chart(points, scale, intervals={actual.figure_id: (40.0, 50.0)}))
    assert made["actual"]["error_y"]["array"] == [pytest.approx(5.6)]
    assert made["actual"]["error_y"]["arrayminus"] == [pytest.approx(4.4)]
    assert "error_y" not in made["target"]
    assert "error_y" not in marks(charts.chart(points, scale))["actual"]
