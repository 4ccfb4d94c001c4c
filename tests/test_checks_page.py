"""Checks: every check once, counts that add up, contradictions side by side, each figure with its trace."""

from __future__ import annotations

import pytest

from components import checked, ids, selection, told
from components.address import view
from components.records import as_checks
from components.store import Tables
from tests import built_tables
from tests.trees import boxes, elements, links, made, text


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


def shown(content: object) -> list[str]:
    return [
        str(one["props"]["id"])
        for kind in ("Tr", "Article")
        for one in elements(content, kind)
        if str(one["props"].get("id", "")).startswith("check-")
    ]


def test_every_check_is_on_the_page_once_with_its_sum(tables: Tables) -> None:
    page, content = made(tables, "/checks")
    checks = as_checks(tables.checks)
    assert sorted(shown(content)) == sorted(f"check-{one.check_id}" for one in checks)
    said = text(content)
    assert all(checked.arithmetic(one) in said for one in checks)
    misfits = sum(one.outcome == "does_not_fit" for one in checks)
    assert f"{misfits} do not fit" in page.status


def test_the_counts_by_kind_add_up_and_lead_to_what_they_count(tables: Tables) -> None:
    _, content = made(tables, "/checks")
    (table,) = elements(content, "Table", id="counts")
    counted = 0
    for link in elements(table, "Link"):
        address = link["props"]["href"]
        number = int(text(link))
        _, narrowed = made(tables, address)
        assert len(shown(narrowed)) == number
        counted += number
    assert counted == len(tables.checks)


def test_every_figure_of_a_check_leads_to_its_trace(tables: Tables) -> None:
    _, content = made(tables, "/checks")
    led = set(links(content))
    for one in as_checks(tables.checks):
        assert {f"/figure/{code}" for code in (one.stated_id, *one.input_ids.split())} <= led


def test_contradictions_stand_side_by_side_in_their_sentences(tables: Tables) -> None:
    _, content = made(tables, "/checks?check=contradiction&outcome=does_not_fit")
    articles = list(elements(content, "Article"))
    assert articles
    for article in articles:
        marks = [text(mark) for mark in elements(article, "Mark")]
        assert len(marks) == 2
        assert marks[0] != marks[1]
        assert "In our words" in text(article)


@pytest.mark.parametrize("key", ["outcome", "check", "metric", "report"])
def test_each_filter_narrows_as_its_count_says(tables: Tables, key: str) -> None:
    _, content = made(tables, "/checks")
    offered = boxes(content, key)
    assert offered
    for value, (count, _) in offered.items():
        assert count == f"{len(selection.checks(tables, view(**{key: value}))):,}"


def test_several_values_of_one_filter_are_alternatives(tables: Tables) -> None:
    kinds = ("change", "rate")
    _, content = made(tables, "/checks?check=change&check=rate")
    assert {value for value, (_, ticked) in boxes(content, "check").items() if ticked} == set(kinds)
    expected = tables.checks[tables.checks["kind"].isin(kinds)]
    assert f"{len(expected)} checks:" in text(content)
    (file,) = elements(content, "A", id=ids.DOWNLOAD)
    assert file["props"]["href"] == "/data/checks.csv?check=change&check=rate&bom=1"


def test_no_check_and_unknown_values(tables: Tables) -> None:
    _, content = made(tables, "/checks?check=parts&outcome=does_not_fit")
    assert "No check fits these filters." in text(content)
    _, content = made(tables, "/checks?outcome=<i>")
    assert "there is no outcome “<i>”" in text(content)
    assert set(told.OUTCOMES) == {"agrees", "agrees_after_rounding", "does_not_fit", "cannot_be_checked"}


def test_places_are_said_as_readers_call_them(tables: Tables) -> None:
    said = [checked.arithmetic(check) for check in as_checks(tables.checks)]
    assert any("recommendation 39, item g" in sentence for sentence in said)
    assert not any("rec39" in sentence for sentence in said)
