"""Compare: the change in the metric's own terms, order and filters by address, refusals with reasons, two of one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import plotly.graph_objects as go
import pytest

from components import address, choosing, compared, exports, marks, selection, told
from components.address import view
from components.store import Tables
from etl import schema
from etl.comparisons import Comparison
from tests import built_tables
from tests.trees import boxes, classed, elements, links, made, rows, text, tree


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


@pytest.fixture(scope="module")
def pairs(tables: Tables) -> list[Comparison]:
    return told.comparisons_of(tables.comparisons)


def pair(pairs: list[Comparison], metric: str, basis: str, verdict: str = "") -> Comparison:
    return next(
        one for one in pairs if one.metric == metric and one.basis == basis and verdict in ("", one.verdict)
    )


def test_every_pair_of_the_table_is_on_the_page_once(tables: Tables, pairs: list[Comparison]) -> None:
    page, content = made(tables, "/compare")
    shown = [
        one["props"]["id"]
        for one in elements(content, "Tr")
        if str(one["props"].get("id", "")).startswith("pair-")
    ]
    assert sorted(shown) == sorted(compared.row_id(one.comparison_id) for one in pairs)
    refused = [one for one in pairs if one.verdict == "not_comparable"]
    assert sorted(rows(content, "pairs-refused")) == sorted(
        compared.row_id(one.comparison_id) for one in refused
    )
    assert page.status == f"Compare: {len(pairs) - len(refused)} pairs compared, {len(refused)} refused"


def test_the_parts_of_the_page_are_named_at_its_top_with_their_pairs(
    tables: Tables, pairs: list[Comparison]
) -> None:
    _, content = made(tables, "/compare")
    (contents,) = elements(content, "Nav", **{"aria-label": "On this page"})
    places = {str(one["props"].get("id", "")) for one in elements(content)}
    counted = 0
    for item in elements(contents, "Li"):
        (link,) = elements(item, "A")
        assert link["props"]["href"].removeprefix("#") in places
        counted += int(text(item).removeprefix(text(link)) or 0)
    assert counted == len(pairs)


def test_a_count_has_number_and_per_cent_and_a_rate_has_points(pairs: list[Comparison]) -> None:
    count = pair(pairs, "network_disruptions", "same_period_last_year")
    assert (told.number(count), told.per_cent(count), told.points(count)) == ("−27", "−9.7%", "")
    assert told.change(count) == "down 27 (−9.7%)"
    rate = pair(pairs, "arrest_rate_spi8a", "same_period_last_year", "with_caution")
    assert (told.number(rate), told.points(rate)) == ("", "+12.1 points")
    assert told.change(rate) == "up 12.1 percentage points"


def test_colour_word_and_arrow_follow_the_judgement(pairs: list[Comparison]) -> None:
    said = {one.comparison_id: told.meaning(one) for one in pairs}
    for one in pairs:
        meaning = said[one.comparison_id]
        if one.verdict == "not_comparable":
            assert (meaning.sign, meaning.tone) == ("≠", "refused")
        elif one.judgement == "no_judgement":
            assert (meaning.sign, meaning.tone) == ("◆", "none")
        elif one.judgement == "unclear":
            assert meaning.tone == "unclear", "a change that is not clear is never coloured"
        elif one.judgement == "better":
            assert meaning.tone == "better"
            assert meaning.sign == ("▲" if (one.change_abs or 0) > 0 else "▼")
    assert {meaning.tone for meaning in said.values()} >= {"better", "none", "unclear", "refused"}


def test_a_derived_value_is_marked_and_leads_to_the_change_that_gave_it(pairs: list[Comparison]) -> None:
    one = next(one for one in pairs if one.derived)
    side = told.side(one, "earlier")
    assert "d" in side.marks
    assert side.figure_id == one.derived_from.split()[0]


def test_stated_and_computed_change_stand_side_by_side(tables: Tables, pairs: list[Comparison]) -> None:
    _, content = made(tables, "/compare?metric=network_disruptions")
    assert "−27 stated, −27 computed" in text(content)
    assert "✓ agrees" in text(content)


def test_a_small_base_has_no_per_cent(tables: Tables, pairs: list[Comparison]) -> None:
    one = replace(
        pair(pairs, "network_disruptions", "same_period_last_year"), base_size="too_small", change_pct=None
    )
    assert text(tree(compared.points_cell(one))) == "[u]small numbers"


@pytest.mark.parametrize("sort", list(compared.SORTS))
def test_the_order_is_the_address(tables: Tables, pairs: list[Comparison], sort: str) -> None:
    alike = [one for one in pairs if one.verdict != "not_comparable"]
    ordered = compared.ordered(tables, alike, sort)
    assert sorted(one.comparison_id for one in ordered) == sorted(one.comparison_id for one in alike)
    if sort.endswith("relative"):
        amounts = [one.change_abs if told.is_rate(one) else one.change_pct for one in ordered]
        known = [one for one in amounts if one is not None]
        assert known == sorted(known, reverse=sort.startswith("-"))
        assert amounts[len(known) :] == [None] * (len(amounts) - len(known))
    _, content = made(tables, f"/compare?sort={sort}")
    first = told.BASES[ordered[0].basis]
    members = [one for one in ordered if told.BASES[one.basis] == first]
    shown = rows(content, f"pairs-{ordered[0].basis}")
    assert shown == [compared.row_id(one.comparison_id) for one in members]


def test_headings_lead_to_the_other_order_and_say_the_one_that_holds(tables: Tables) -> None:
    _, content = made(tables, "/compare?sort=-change&metric=network_disruptions")
    (head,) = elements(content, "Th", **{"aria-sort": "descending"})
    assert text(head).startswith("Number")
    assert links(head) == ["/compare?metric=network_disruptions&sort=change"]


@pytest.mark.parametrize("key", ["metric", "group", "scope", "basis", "verdict", "report"])
def test_each_filter_narrows_as_its_count_says(tables: Tables, key: str) -> None:
    _, content = made(tables, "/compare")
    (form,) = elements(content, "Form", **{"aria-label": "Filter the comparisons"})
    offered = boxes(form, key)
    assert offered
    for value, (said, _) in offered.items():
        narrowed = selection.comparisons(tables, view(**{key: value}))
        assert said == f"{len(narrowed):,}"
        _, page = made(tables, f"/compare?{key}={value}")
        shown = [one for one in elements(page, "Tr") if str(one["props"].get("id", "")).startswith("pair-")]
        assert len(shown) == len(narrowed)


def test_the_order_of_another_page_is_ignored_with_a_notice(tables: Tables) -> None:
    page, content = made(tables, "/compare?sort=largest")
    assert "Left out of this view: this page has no order “largest”." in text(content)
    assert page.status.startswith("Left out of this view")
    assert not [href for href in links(content) if "sort=largest" in href]
    _, content = made(tables, "/explore?sort=-change")
    assert "this page has no order “-change”" in text(content)
    _, content = made(tables, "/checks?sort=newest")
    assert "this page has no order “newest”" in text(content)


def test_long_tables_are_cut_into_pages(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.paging.SIZE", 5)
    every: list[str] = []
    count = 0
    following = "/compare"
    while following:
        count += 1
        assert count < 20
        _, content = made(tables, following.partition("#")[0])
        every += [
            row["props"]["id"]
            for row in elements(content, "Tr")
            if str(row["props"].get("id", "")).startswith("pair-")
        ]
        (pager,) = elements(content, "Nav", **{"aria-label": "Pages"})
        following = next((one["props"]["href"] for one in elements(pager, "Link") if text(one) == "Next"), "")
    assert sorted(every) == sorted(f"pair-{code}" for code in tables.comparisons["comparison_id"])


@pytest.mark.parametrize("query", ["", "?metric=arrest_rate_spi8a", "?verdict=with_caution"])
def test_the_file_of_a_section_holds_its_rows(tables: Tables, query: str) -> None:
    _, content = made(tables, f"/compare{query}")
    sections = [one for one in elements(content, "Section") if classed(one, "file")]
    assert sections
    for section in sections:
        shown = {
            str(row["props"]["id"]).removeprefix("pair-")
            for row in elements(section, "Tr")
            if str(row["props"].get("id", "")).startswith("pair-")
        }
        (file,) = classed(section, "file")
        asked = address.read(urlsplit(file["props"]["href"]).query, tables)
        rows = exports.extract(tables, "comparisons", asked)
        assert set(rows.frame["comparison_id"].iloc[rows.rows]) == shown


def test_an_unknown_value_is_ignored_with_a_notice(tables: Tables) -> None:
    page, content = made(tables, "/compare?basis=<b>bad</b>")
    assert "there is no basis “<b>bad</b>”" in text(content)
    assert "12 pairs compared" in page.status


def test_a_refused_pair_has_a_reason_and_no_change(tables: Tables, pairs: list[Comparison]) -> None:
    _, content = made(tables, "/compare?verdict=not_comparable")
    (table,) = elements(content, "Table", id="pairs-refused")
    assert "Definition changed" in text(table)
    assert "points" not in text(table)
    offers = {one.offer for one in pairs if one.offer}
    assert {f"/compare?pair={one}" for one in offers} <= set(links(table))


def test_filters_without_a_pair_say_so(tables: Tables) -> None:
    _, content = made(tables, "/compare?basis=versus_target&metric=hotline_calls")
    assert "No pair fits these filters." in text(content)


@pytest.mark.parametrize("rates", [True, False])
def test_a_chart_is_a_valid_figure_with_a_mark_for_each_side(
    tables: Tables, pairs: list[Comparison], rates: bool
) -> None:
    drawn = marks.drawable(pairs, rates=rates)
    rows_ = [marks.dumbbell(one, told.name_of(tables, one), rates=rates) for one in drawn]
    chart = marks.chart(rows_, rates=rates)
    go.Figure(chart)
    earlier, later = (trace for trace in chart["data"] if trace["mode"] == "markers+text")
    assert len(earlier["x"]) == len(later["x"]) == len(drawn)
    if rates:
        assert list(later["x"]) == [one.later_value for one in drawn]
    else:
        assert set(earlier["x"]) == {0.0}
    for trace, which in ((earlier, "earlier"), (later, "later")):
        hollow = [color == "#ffffff" for color in trace["marker"]["color"]]
        assert hollow == [getattr(one, f"{which}_qualifier") != "exact" for one in drawn]


def test_titles_have_ten_words_at_most(pairs: list[Comparison]) -> None:
    comparable = [one for one in pairs if one.verdict != "not_comparable"]
    for basis in schema.BASES:
        for rates in (True, False):
            drawn = marks.drawable([one for one in comparable if one.basis == basis], rates=rates)
            for some in (drawn, drawn[:1]):
                if some:
                    assert len(marks.title(some, rates=rates).split()) <= 10


def test_report_words_in_a_chart_are_escaped() -> None:
    row = marks.Dumbbell(
        label="<img src=x>", change="▲ up", tone="better", earlier=1, later=2, earlier_text="<b>1", later_text="2",
        earlier_kind="actual", hollow=(False, True), hover=("<i>", "x"), traces=("a", "b"),
    )  # fmt: skip
    chart = str(marks.chart([row], rates=True))
    assert "<img" not in chart
    assert "<i>" not in chart


# Two figures of a reader's own choosing


def ids_of(tables: Tables, **having: Any) -> list[str]:
    frame = tables.figures
    for column, value in having.items():
        frame = frame[frame[column] == value]
    return [str(one) for one in frame["figure_id"]]


def test_two_like_figures_are_compared_in_either_order(tables: Tables, pairs: list[Comparison]) -> None:
    one = pair(pairs, "arrest_rate_spi8a", "same_period_last_year", "with_caution")
    there = choosing.ruled(tables, one.earlier_id, one.later_id)
    back = choosing.ruled(tables, one.later_id, one.earlier_id)
    assert there.comparison == back.comparison
    assert there.comparison is not None
    assert there.comparison.change_abs == one.change_abs
    assert there.comparison.verdict == one.verdict
    assert not there.remark
    assert back.remark


def test_two_unlike_figures_are_refused_in_words_with_an_offer(
    tables: Tables, pairs: list[Comparison]
) -> None:
    one = next(one for one in pairs if one.reason == "definition_changed" and one.basis == "year_on_year")
    address = f"/compare?metric={one.metric}&earlier={one.earlier_id}&later={one.later_id}"
    _, content = made(tables, address)
    (ruling,) = elements(content, "Div", id="ruling")
    assert "The two may not be compared: definition changed." in text(ruling)
    assert "These may be compared instead:" in text(ruling)
    assert any(link.startswith("/compare?pair=") for link in links(ruling))


def test_different_metrics_ranges_and_unknown_figures_are_refused_in_words(tables: Tables) -> None:
    first, second = ids_of(tables, metric="arrests")[0], ids_of(tables, metric="network_disruptions")[0]
    assert "measure different things" in choosing.ruled(tables, first, second).message
    assert "the same figure" in choosing.ruled(tables, first, first).message
    assert "No figure has the identifier nothing" in choosing.ruled(tables, first, "nothing").message


def test_every_choosable_pair_is_ruled_without_an_error(tables: Tables) -> None:
    for metric in tables.rows:
        figures = choosing.choosable(tables, view(metric=metric))[:4]
        for first in figures:
            for second in figures:
                ruling = choosing.ruled(tables, first.figure_id, second.figure_id)
                assert ruling.message or ruling.comparison is not None
                if ruling.comparison is not None and ruling.comparison.verdict == "not_comparable":
                    assert ruling.comparison.note, "a refusal has a sentence"


def test_half_a_choice_asks_for_the_other_half(tables: Tables) -> None:
    figure = ids_of(tables, metric="arrests")[0]
    _, content = made(tables, f"/compare?metric=arrests&earlier={figure}")
    assert "Choose the other figure too." in text(content)
