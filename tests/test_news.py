"""What a build brought, told against the build before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from components import news
from components.pages import overview
from components.store import Tables, before, reader
from tests import built_tables
from tests.trees import elements, links, made, text


def read(folder: Path, version: str = "") -> Tables:
    tables = reader(folder)(version)
    assert isinstance(tables, Tables)
    return tables


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    built_tables.with_older(tmp_path)
    return read(tmp_path)


def test_new_reports_and_figures_are_those_that_the_build_before_had_not(tables: Tables) -> None:
    found = news.news(tables)
    assert found is not None
    assert found.since == built_tables.OLDER
    assert [report["report_id"] for report in found.reports] == [built_tables.NEWEST_REPORT]
    assert (
        len(found.figures) == 2
    )  # one row is gone from the older build, another has another identifier there
    assert found.gone == 1
    assert not found.nothing
    brought = int((tables.figures["report_id"] == built_tables.NEWEST_REPORT).sum())
    assert overview.news_words(tables, found) == (
        f"New since the build of 1 January 2026, 09:00 UTC: 1 report with {brought} figures, "
        "2 figures in reports known before and 1 figure gone, or read otherwise."
    )


def test_the_overview_leads_to_what_is_new(tables: Tables) -> None:
    _, content = made(tables, "/")
    found = news.news(tables)
    assert found is not None
    leads = links(content)
    assert "#new" in leads
    assert f"/reports/{built_tables.NEWEST_REPORT}" in leads
    assert {f"/figure/{one.figure_id}" for one in found.first(9)} <= set(leads)
    assert "New since the build of 1 January 2026" in text(content)


def test_a_first_build_shows_the_newest_reports() -> None:
    tables = built_tables.tables()
    assert before(tables) is None
    _, content = made(tables, "/")
    assert "The first build kept here" in text(content)
    assert text(list(elements(content, "H3"))[-1]) == "Newest reports"
    days = [report["date"] for report in news.newest_reports(tables)]
    assert days == sorted(days, reverse=True)


def test_the_same_figures_again_are_nothing_new(tmp_path: Path) -> None:
    older, newest = built_tables.with_older(tmp_path)
    for path in (tmp_path / "builds" / newest).glob("*.parquet"):
        (tmp_path / "builds" / older / path.name).write_bytes(path.read_bytes())
    tables = read(tmp_path)
    found = news.news(tables)
    assert found is not None
    assert found.nothing
    assert overview.news_words(tables, found).startswith("Nothing new since the build of 1 January 2026")
    _, content = made(tables, "/")
    assert "Newest reports" in text(content)


def test_a_build_that_cannot_be_read_is_none_before(tmp_path: Path) -> None:
    older, _ = built_tables.with_older(tmp_path)
    (tmp_path / "builds" / older / "figures.parquet").write_bytes(b"no parquet")
    assert before(read(tmp_path)) is None


def test_the_older_build_itself_has_none_before_it(tmp_path: Path) -> None:
    older, _ = built_tables.with_older(tmp_path)
    assert before(read(tmp_path, older)) is None
