"""Trace: every figure has its sentence, place, rule and citation; a digest is never shown as the Authority's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components import citing, traced
from components.records import as_figures
from components.store import Tables
from etl import schema
from tests import built_tables
from tests.trees import elements, links, made, text


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


def figure_of(tables: Tables, **having: Any) -> str:
    frame = tables.figures
    for column, value in having.items():
        frame = frame[frame[column] == value]
    return str(frame["figure_id"].iloc[0])


def test_every_figure_is_marked_once_in_its_sentence(tables: Tables) -> None:
    numbers = {one: citing.numbers_of(tables, one) for one in tables.records("reports")}
    for figure in as_figures(tables.figures):
        marked = citing.marked(figure.quote, [figure], numbers[figure.report_id])
        texts = [one if isinstance(one, str) else one.children for one in marked]
        assert "".join(texts) == figure.quote
        assert [one.children for one in marked if not isinstance(one, str)] == [figure.printed]


@pytest.mark.parametrize("every", range(0, 210, 7))
def test_a_trace_says_where_the_figure_stands_and_how_it_was_read(tables: Tables, every: int) -> None:
    (figure,) = as_figures(tables.figures.iloc[[every]])
    report = tables.records("reports")[figure.report_id]
    page, content = made(tables, f"/figure/{figure.figure_id}")
    said = text(content)
    assert page.title.startswith("Where ")
    assert figure.quote in said
    assert str(report["committee"]) in said
    assert figure.rule in said
    assert report["url"] in links(content)
    assert "In our words" in said
    assert "not the Authority's sentence" in said
    assert "In the report's words" not in said
    (citation,) = elements(content, "P", id="citation")
    assert figure.figure_id in text(citation)
    assert tables.version in text(citation)


def test_an_original_is_headed_as_the_reports_words(tables: Tables) -> None:
    figure_id = figure_of(tables, printed="44.4%")
    reports = {code: {**record, "text_is": "original"} for code, record in tables.records("reports").items()}
    original = replace(tables, code_lists={**tables.code_lists, "reports": reports})
    _, content = made(original, f"/figure/{figure_id}")
    assert "In the report's words" in text(content)
    assert "In our words" not in text(content)


def test_comparisons_and_checks_of_a_figure_are_listed_with_the_other_figures(tables: Tables) -> None:
    one = tables.comparisons[tables.comparisons["metric"] == "network_disruptions"].iloc[0]
    _, content = made(tables, f"/figure/{one['later_id']}")
    led = links(content)
    assert f"/figure/{one['earlier_id']}" in led
    assert f"/compare?pair={one['comparison_id']}" in led
    check = tables.checks[tables.checks["stated_id"] == one["stated_change_ids"]].iloc[0]
    assert check["arithmetic"] in text(content)


def test_repeats_lead_to_each_other(tables: Tables) -> None:
    frame = tables.figures[tables.figures["repeat_of"] != ""]
    for figure in as_figures(frame):
        again = traced.repeats(tables, figure)
        assert figure.repeat_of in [one.figure_id for one in again]
        _, content = made(tables, f"/figure/{figure.figure_id}")
        assert f"/figure/{figure.repeat_of}" in links(content)


def test_neighbours_run_through_the_whole_report(tables: Tables) -> None:
    for report_id in list(tables.records("reports"))[-1:]:
        figures = as_figures(tables.figures_in(report_id))
        for place, figure in enumerate(figures):
            before, behind = traced.neighbours(tables, figure)
            assert (before and before.figure_id) == (figures[place - 1].figure_id if place else None)
            assert (behind and behind.figure_id) == (
                figures[place + 1].figure_id if place + 1 < len(figures) else None
            )


def test_the_same_in_other_reports_has_the_same_period(tables: Tables) -> None:
    for figure in as_figures(tables.figures):
        for one in traced.elsewhere(tables, figure):
            assert one.report_id != figure.report_id
            assert (one.period_start, one.period_end) == (figure.period_start, figure.period_end)


def test_an_unknown_figure_is_a_plain_page_with_the_nearest(tables: Tables) -> None:
    known = figure_of(tables, printed="44.4%")
    page, content = made(tables, f"/figure/{known[:-1]}")
    assert page.title == "No such figure"
    assert f"/figure/{known}" in links(content)
    _, content = made(tables, "/figure/<script>")
    assert "“<script>”" in text(content)
    assert len(list(elements(content, "H1"))) == 1


def test_every_period_and_definition_source_has_words(tables: Tables) -> None:
    assert set(traced.PERIOD_FROM) == set(schema.PERIOD_SOURCES)
    assert set(traced.DEFINITION_FROM) == set(schema.DEFINITION_SOURCES) - {""}
    assert set(traced.QUALIFIERS) == set(schema.QUALIFIERS)
