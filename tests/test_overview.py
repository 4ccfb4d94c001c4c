"""The overview on the tables built from the committed digests: every word of it stands in the tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from components import address, card_view, cards, pages, sketch
from components.cards import Card
from components.store import Tables
from tests import built_tables
from tests.trees import classed, elements, links, text, tree


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


@pytest.fixture(scope="module")
def made(tables: Tables) -> list[Card]:
    return cards.cards(tables)


def content(tables: Tables, query: str = "") -> Any:
    return tree(pages.page(tables, "/", query).content)


def card_of(tables: Tables, made: list[Card], metric: str, group: str = "") -> tuple[Card, Any]:
    (one,) = (
        card
        for card in made
        if card.figure.metric == metric and card.figure.group == group and not card.figure.label
    )
    return one, tree(card_view.card(tables, one))


def test_there_is_one_card_for_each_headline_metric_group_and_scope(tables: Tables, made: list[Card]) -> None:
    figures = tables.figures
    headline = [code for code, record in tables.records("metrics").items() if record["headline"]]
    units = {code: tables.records("metrics")[code]["unit"] for code in headline}
    expected = {
        (row.metric, row.group, row.scope, row.label.lower() if row.group == "other" else "")
        for row in figures.itertuples()
        if row.metric in headline
        and row.kind == "actual"
        and not row.repeat_of
        and row.unit == units[row.metric]
    }
    keys = [
        (one.metric, one.group, one.scope, one.label.lower() if one.group == "other" else "")
        for one in (card.figure for card in made)
    ]
    assert len(keys) == len(set(keys))
    assert set(keys) == expected
    assert len(classed(content(tables), "card")) == len(keys)


def test_each_card_shows_the_latest_outcome(tables: Tables, made: list[Card]) -> None:
    for card in made:
        one = card.figure
        others = tables.figures[
            (tables.figures["metric"] == one.metric)
            & (tables.figures["group"] == one.group)
            & (tables.figures["scope"] == one.scope)
            & (tables.figures["kind"] == "actual")
            & (tables.figures["unit"] == one.unit)
            & (tables.figures["repeat_of"] == "")
        ]
        if one.group == "other":
            others = others[others["label"].str.lower() == one.label.lower()]
        ends = others["period_end"].dropna()
        assert one.period_end == (ends.max().date() if len(ends) else None)


def test_the_words_of_a_change_are_those_of_the_tables(tables: Tables, made: list[Card]) -> None:
    card, shown = card_of(tables, made, "arrest_rate_spi8a", "domestic_violence")
    assert card.change is not None
    assert card.change.verdict == "with_caution"
    said = text(shown)
    assert "44.4%" in said
    assert "▲ better: up 12.1 percentage points from 32.3% (April 2005 to 4 February 2006)" in said
    assert "that is inferred" in said
    assert "Target 60%: ≠ not comparable, definition changed." in said
    assert f"/figure/{card.figure.figure_id}" in links(shown)


def test_no_change_is_worked_out_by_the_app(tables: Tables) -> None:
    """The same figures with another change in the table: the card says what the table says."""
    comparisons = tables.comparisons.assign(change_abs=tables.comparisons["change_abs"] * 0 + 7.7)
    changed = replace(tables, comparisons=comparisons)
    _, shown = card_of(changed, cards.cards(changed), "arrest_rate_spi8a", "domestic_violence")
    assert "up 7.7 percentage points from 32.3%" in text(shown)


def test_a_change_that_is_not_clear_is_not_coloured(tables: Tables, made: list[Card]) -> None:
    _, shown = card_of(tables, made, "network_disruptions")
    assert "▼ no clear change: down 27 (−9.7%) from 277 (April to October 2009), p = 0.26." in text(shown)
    assert "Forecast ≈ 420 (2010/11); at the pace so far 429." in text(shown)
    assert not classed(shown, "better")
    assert not classed(shown, "worse")


def test_a_refused_pair_says_why_and_what_to_look_at_instead(tables: Tables, made: list[Card]) -> None:
    card, shown = card_of(tables, made, "bme_share", "police_officer_recruits")
    assert card.change is not None
    assert card.change.verdict == "not_comparable"
    assert "≠ not comparable with 7%: period differs." in text(shown)
    assert card.offer is not None
    assert "Like for like: 19.4% with 20%." in text(shown)


def test_the_target_has_the_colour_of_the_table_in_words(tables: Tables, made: list[Card]) -> None:
    _, shown = card_of(tables, made, "sanction_detection_rate", "racist_crime")
    (status,) = classed(shown, "status")
    assert text(status) == "Green: on or better than target"
    assert "green" in status["props"]["className"].split()
    assert "Target 33% (2007/08): " in text(shown)


def test_a_sum_that_does_not_fit_is_on_the_card(tables: Tables, made: list[Card]) -> None:
    _, shown = card_of(tables, made, "incidents", "domestic_violence")
    assert "≠ Does not fit: 7,428 ÷ 26,208 = 28.3%; stated: 39.0%." in text(shown)


def test_a_figure_alone_says_so_and_has_no_picture(tables: Tables, made: list[Card]) -> None:
    alone = [card for card in made if not (card.change or card.target or card.forecast)]
    assert alone
    for card in alone:
        shown = tree(card_view.card(tables, card))
        assert "No earlier figure to set beside it." in text(shown)
        assert not list(elements(shown, "Img"))


def test_no_picture_sets_a_refused_pair_side_by_side(tables: Tables, made: list[Card]) -> None:
    for card in made:
        pairs = [pair for pair in (card.change, card.target, card.forecast) if pair is not None]
        comparable = [pair for pair in pairs if pair.verdict != "not_comparable"]
        pictures = list(elements(tree(card_view.card(tables, card)), "Img"))
        assert len(pictures) == (1 if comparable else 0)
        for picture in pictures:
            marks = len(re.findall("<circle|<path", unquote(picture["props"]["src"])))
            assert marks == 1 + len(comparable)
            assert picture["props"]["alt"].count(",") >= len(comparable)


def test_every_value_leads_to_its_trace(tables: Tables) -> None:
    identifiers = set(tables.figures["figure_id"])
    traced = [link for link in links(content(tables)) if link.startswith("/figure/")]
    assert traced
    assert {link.removeprefix("/figure/") for link in traced} <= identifiers


def test_the_counts_of_the_strip_are_those_of_the_tables(tables: Tables) -> None:
    (strip,) = classed(content(tables), "strip")
    counts = dict(
        zip(
            (text(one) for one in elements(strip, "Dt")),
            (text(one) for one in elements(strip, "Dd")),
            strict=True,
        )
    )
    assert counts["reports"] == "5"
    assert counts["figures"] == f"{len(tables.figures)}"
    compared = (tables.comparisons["verdict"] != "not_comparable").sum()
    assert counts["pairs that compare"] == str(compared)
    assert int(counts["pairs refused, with reasons"]) + compared == len(tables.comparisons)
    assert counts["checks that do not"] == str((tables.checks["outcome"] == "does_not_fit").sum())
    assert "UTC" in counts["built"]


def test_a_family_narrows_the_cards(tables: Tables) -> None:
    shown = content(tables, "?family=asset-recovery")
    assert [text(part) for part in elements(classed(shown, "card"), "H3")] == [
        "Assets recovered",
        "Cash seized",
        "Confiscation orders",
    ]
    assert text(next(elements(shown, "Span"))) is not None
    assert address.link("/", address.view(family="workforce")) in links(shown)


def test_what_disagrees_and_the_newest_reports_are_named(tables: Tables) -> None:
    said = text(content(tables))
    assert "All 6 that do not agree" in said
    assert said.index("Newest reports") < said.index("Specialist Crime Directorate's quarterly report")
    newest = max(tables.records("reports").values(), key=lambda report: report["date"])
    assert address.report(newest["report_id"]) in links(content(tables))


def test_tables_without_figures_have_an_overview(tables: Tables) -> None:
    empty = replace(
        tables,
        figures=tables.figures.iloc[:0],
        rows={},
        comparisons=tables.comparisons.iloc[:0],
        checks=tables.checks.iloc[:0],
        code_lists=tables.code_lists | {"reports": {}},
    )
    assert "The reports hold no outcome of a headline metric here." in text(content(empty))


@pytest.mark.parametrize("values", [(0.0, 0.0), (1.0, 100.0), (49.0, 51.0), (99.0, 100.0), (100.0, 100.0)])
def test_the_labels_of_a_picture_stay_inside_and_apart(values: tuple[float, float]) -> None:
    dots = [
        sketch.Dot(value=value, text="18.5 <m>", kind=kind)
        for value, kind in zip(values, ("earlier", "actual"), strict=True)
    ]
    svg = unquote(sketch.picture(dots, 100.0, ("0", "100")).removeprefix("data:image/svg+xml,"))
    half = len("18.5 <m>") * sketch.LETTER / 2
    places = sorted(float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>18.5 &lt;m&gt;<', svg))
    assert len(places) == 2
    assert places[0] - half >= 0
    assert places[1] + half <= sketch.WIDTH
    assert places[1] - places[0] >= 2 * half
