"""Reports: what each states, paragraph by paragraph, and what the reports leave unstated."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from components import address, coverage, selection
from components.pages import report as report_page
from components.store import Tables
from etl import schema
from tests import built_tables
from tests.trees import elements, links, made, rows, text


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


def test_the_list_leads_to_every_report_newest_first(tables: Tables) -> None:
    _, content = made(tables, "/reports")
    reports = tables.records("reports")
    newest = sorted(reports, key=lambda code: str(reports[code]["date"]), reverse=True)
    assert rows(content, "reports") == [f"report-{code}" for code in newest]
    assert {f"/reports/{code}" for code in reports} <= set(links(content))


def test_the_grid_counts_every_actual_figure_once(tables: Tables) -> None:
    found = coverage.lines(tables)
    frame = tables.figures
    frame = frame[(frame["kind"] == "actual") & (frame["metric"] != "other") & frame["period_end"].notna()]
    assert sum(kinds.get("actual", 0) for line in found for kinds in line.cells.values()) == len(frame)
    assert {year for line in found for year in line.cells} <= set(coverage.years(tables))


def test_a_cell_states_or_says_that_nothing_is_stated(tables: Tables) -> None:
    _, content = made(tables, "/reports")
    (table,) = elements(content, "Table", id="coverage")
    there, cells = coverage.stated(coverage.lines(tables), coverage.years(tables))
    assert text(table).count("[x]") == cells - there
    assert f"{there} of {cells} cells are stated" in text(table)


def test_a_cell_leads_to_the_figures_that_it_counts(tables: Tables) -> None:
    _, content = made(tables, "/reports")
    (table,) = elements(content, "Table", id="coverage")
    counted = [one for one in elements(table, "Link") if text(one).isdigit()]
    assert counted
    for link in counted:
        asked = address.read(link["props"]["href"].partition("?")[2], tables)
        assert not asked.unknown
        assert len(selection.figures(tables, asked)) == int(text(link))


def test_a_metric_shows_its_groups(tables: Tables) -> None:
    _, content = made(tables, "/reports?metric=bme_share")
    (table,) = elements(content, "Table", id="coverage")
    groups = set(tables.select("bme_share")["group"].astype(str))
    assert len(rows(content, "coverage")) == len(groups)
    assert "/reports" in links(content)
    assert "Police officer recruits" in text(table)


@pytest.mark.parametrize("place", range(5))
def test_a_report_states_each_of_its_figures_in_the_order_of_its_text(tables: Tables, place: int) -> None:
    report_id = list(tables.records("reports"))[place]
    _, content = made(tables, f"/reports/{report_id}")
    figures = tables.figures_in(report_id)
    # a paragraph that goes on behind its items is one section, where it begins
    begins = figures.groupby("paragraph", observed=True)["start"].transform("min")
    ordered = figures.assign(begins=begins).sort_values(["begins", "start", "figure_id"])["figure_id"]
    assert [link for link in links(content) if link.startswith("/figure/")] == [
        f"/figure/{code}" for code in ordered
    ]
    marks = [text(mark) for mark in elements(content, "Mark")]
    # one number may be two figures (“31% of both”): it is marked once and listed for each
    assert len(marks) == len(figures.drop_duplicates(["start", "end"]))
    assert "In our words" in text(content)


def test_numbers_left_unplaced_are_listed_with_the_reason(tables: Tables) -> None:
    report_id = next(iter(tables.records("reports")))
    row = {
        "report_id": report_id,
        "paragraph": "19.d",
        "start": 5,
        "end": 6,
        "printed": "<7>",
        "became": "unplaced",
    }
    numbers = pd.DataFrame([{**row, "figure_id": "", "reason": "two subjects"}])
    lacking = replace(tables, read_numbers=lambda: numbers)
    _, content = made(lacking, f"/reports/{report_id}")
    (table,) = elements(content, "Table", id="unplaced-numbers")
    assert "<7>" in text(table)
    assert "Paragraph 19, item d" in text(table)
    assert "two subjects" in text(table)
    _, content = made(tables, f"/reports/{report_id}")
    assert not list(elements(content, "Table", id="unplaced-numbers"))


def test_an_unknown_report_is_a_plain_page(tables: Tables) -> None:
    page, content = made(tables, "/reports/<b>")
    assert page.title == "No such report"
    assert "“<b>”" in text(content)


def test_every_fate_of_a_number_has_words() -> None:
    assert set(report_page.FATES) == set(schema.NUMBER_FATES)


def test_a_long_list_of_reports_is_cut_into_pages(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.paging.SIZE", 2)
    listed = []
    for number in (1, 2, 3):
        _, content = made(tables, f"/reports?page={number}")
        listed += rows(content, "reports")
    assert sorted(listed) == sorted(f"report-{code}" for code in tables.records("reports"))
    assert "row 5 is shown, the file has all" in text(content)
