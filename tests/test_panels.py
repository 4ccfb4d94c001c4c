"""Charts of some figures: what stands over them, and the file of the rows that they draw."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import pytest

from components import address, charts, exports, panels, selection
from components.records import as_figures
from components.store import Tables
from tests import built_tables
from tests.trees import classed, elements, made, text


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


def metrics() -> list[str]:
    return sorted(built_tables.tables().rows)


def points(tables: Tables, metric: str, **chosen: Any) -> list[list[charts.Point]]:
    rows = selection.charted(tables, selection.figure_rows(tables, address.view(metric=metric, **chosen)))
    return charts.panels(charts.points(as_figures(tables.figures.iloc[rows])))


@pytest.mark.parametrize("query", ["", "?kind=target", *(f"?metric={code}" for code in metrics())])
def test_the_file_of_a_chart_holds_the_figures_it_draws(tables: Tables, query: str) -> None:
    _, content = made(tables, f"/explore{query}")
    for figure in elements(content, "Figure"):
        (graph,) = elements(figure, "Graph")
        drawn = {
            one.removeprefix("/figure/")
            for trace in graph["props"]["figure"]["data"]
            for one in trace.get("customdata", ())
        }
        (saves,) = classed(figure, "saves")
        (file,) = (link["props"]["href"] for link in elements(saves, "A"))
        view = address.read(urlsplit(file).query, tables)
        assert not view.unknown
        rows = exports.extract(tables, "figures", view)
        assert set(rows.frame["figure_id"].iloc[rows.rows]) == drawn


def test_a_title_says_the_finding_and_the_subtitle_the_measure(tables: Tables) -> None:
    _, content = made(tables, "/explore?metric=network_disruptions")
    (figure,) = elements(content, "Figure")
    assert text(classed(figure, "chart-title")) == "27 fewer network disruptions: no clear change"
    assert (
        text(classed(figure, "chart-subtitle"))
        == "Criminal network disruptions; number; April 2009 to March 2011"
    )


def test_a_title_names_the_measure_where_nothing_may_be_compared(tables: Tables) -> None:
    """Cash seized has one figure; and without its earlier one, a change would not be seen on the chart."""
    _, content = made(tables, "/explore?metric=cash_seized")
    assert [text(one) for one in classed(content, "chart-title")] == ["Cash seized"]
    (panel,) = points(tables, "network_disruptions", **{"from": "2010-10-31"})
    assert panels.finding(tables, panel) == ""


@pytest.mark.parametrize("metric", metrics())
def test_a_finding_rests_on_a_pair_that_may_be_compared_and_is_drawn(tables: Tables, metric: str) -> None:
    for panel in points(tables, metric):
        drawn = {point.figure.figure_id for point in panel}
        pairs: pd.DataFrame = tables.comparisons
        allowed = pairs[
            (pairs["verdict"] != "not_comparable")
            & pairs["earlier_id"].isin(drawn)
            & pairs["later_id"].isin(drawn)
        ]
        found = panels.finding(tables, panel)
        assert len(found.split()) <= 10
        if allowed.empty:
            assert found == ""


def test_a_break_is_noted_with_its_day_and_what_counts_since(tables: Tables) -> None:
    (panel,) = points(tables, "arrest_rate_spi8a")
    assert panels.break_note(tables, panel).startswith("The definition changed on 1 April 2006 (since then: ")
    assert panels.break_note(tables, panel[:1]) == ""


def test_figures_of_no_group_have_an_address(tables: Tables) -> None:
    view = address.read("group=none", tables)
    assert view.unknown == ()
    found = as_figures(selection.figures(tables, view))
    assert found
    assert {one.group for one in found} == {""}
