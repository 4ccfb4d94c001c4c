"""The server's drawing of a chart: what stands in it. Where it stands is held beside Plotly's in the browser."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from components import charts, drawing, theme
from tests.test_charts import MARCH, THREE_KINDS, chart, drawable, figure, frame


def drawn(made: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.svg(made))


def words(made: dict[str, Any]) -> list[str]:
    return ["".join(one.itertext()).strip() for one in drawn(made).iter("text")]


def test_every_mark_has_its_place_shape_and_label() -> None:
    marks = drawn(THREE := chart(THREE_KINDS)).findall(".//svg[path]")
    colours = {theme.MARKS[kind]["color"] for kind in charts.LEVELS}
    assert {path.attrib["fill"] for one in marks for path in one.findall("path")} == colours
    plotted = [
        (x, y)
        for trace in THREE["data"]
        if "markers" in trace["mode"]
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    assert len(marks) == len(plotted) == 3
    first, last = (date.fromisoformat(day) for day in THREE["layout"]["xaxis"]["range"])
    top, height = THREE["layout"]["yaxis"]["range"][1], 240 - 12 - 58
    for one, (day, value) in zip(marks, plotted, strict=True):
        assert float(one.attrib["x"].rstrip("%")) == pytest.approx(
            100 * (date.fromisoformat(day) - first) / (last - first), abs=0.01
        )
        assert float(one.attrib["y"]) == pytest.approx(height * (1 - value / top), abs=0.01)
    assert {"44.4%", "60%"} <= set(words(THREE))


def test_the_axes_the_source_and_a_break_are_told() -> None:
    figures = frame(
        figure(51.0, date(2005, 4, 1), date(2006, 3, 31), definition="old"),
        figure(43.8, date(2006, 4, 1), date(2007, 1, 21), definition="new"),
    )
    said = words(chart(figures, charts.Break(day=date(2006, 4, 1))))
    assert {"0%", "20%", "40%", "Apr 2006", "definition changed"} <= set(said)
    assert any(text.startswith("Source:") for text in said)


def test_a_point_on_a_day_has_no_line_over_its_period() -> None:
    made = chart(frame(figure(10.0, MARCH[0], MARCH[0]), figure(12.0, MARCH[0], MARCH[1])))
    (spans,) = (trace for trace in made["data"] if trace["mode"] == "lines")
    assert spans["x"] == [MARCH[0].isoformat(), MARCH[1].isoformat(), None]
    assert len(drawn(made).findall(".//line[@stroke]")) == 1


def test_an_interval_is_drawn_around_its_mark() -> None:
    points = drawable(frame(figure(10.0, MARCH[0], MARCH[0]), figure(12.0, MARCH[1], MARCH[1])))
    scale = charts.scales([points], "percent")[0]
    ends = {points[0].figure.figure_id: (8.0, 11.0)}
    paths = drawn(charts.chart(points, scale, intervals=ends)).findall(".//path")
    assert len([path for path in paths if "fill" not in path.attrib]) == 1


def test_words_of_a_chart_are_words_of_the_drawing() -> None:
    made = chart(frame(figure(10.0, MARCH[0], MARCH[0])))
    (marks,) = (trace for trace in made["data"] if "text" in trace)
    marks["text"] = ["&lt;b&gt; <script>alert(1)</script> & co"]
    assert "<b> <script>alert(1)</script> & co" in words(made)
    assert "<script" not in drawing.svg(made)
