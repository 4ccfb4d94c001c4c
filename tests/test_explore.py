"""Explore as component trees: filters, counts, sentence, charts, table and file hold the same figures."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import dash
import numpy as np
import pandas as pd
import pytest

from app import create_app
from components import address, facets, ids, pages, selection
from components.pages import explore
from components.store import Tables, reader
from tests import built_tables, sample_tables
from tests.trees import classed, elements, links, text, tree


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    read = reader(sample_tables.write(tmp_path_factory.mktemp("tables")))()
    assert isinstance(read, Tables)
    return read


@pytest.fixture(scope="module")
def app(tables: Tables) -> dash.Dash:
    return create_app(tables)


def page(tables: Tables, query: str) -> tuple[Any, Any]:
    made = pages.page(tables, "/explore", query)
    return made, tree(made.content)


def rows(content: Any) -> list[str]:
    return [row["props"]["id"] for row in elements(content, "Tr") if row["props"].get("id")]


VIEWS = [
    "",
    "?metric=sanction_detection_rate",
    "?metric=bme_share&group=pcso&group=police_staff",
    "?metric=other",
    "?kind=target&kind=forecast",
    "?period_type=unstated",
    "?q=vans",
    "?from=2007-04-01&to=2008-03-31",
    "?scope=haringey",
    "?report=2007-03-01-sample-4&kind=actual",
    "?family=workforce",
]


@pytest.mark.parametrize("query", VIEWS)
def test_the_table_shows_every_figure_of_the_view(tables: Tables, query: str) -> None:
    made, content = page(tables, query)
    expected = selection.figures(tables, address.read(query, tables))
    assert rows(content) == [ids.row(identifier) for identifier in expected["figure_id"]]
    assert len(list(elements(content, "H1"))) == 1
    assert f"{len(expected)} figure" in made.status
    assert f"{len(expected)} figure" in text(classed(content, "said"))


@pytest.mark.parametrize("query", VIEWS)
def test_the_file_holds_the_rows_of_the_screen(tables: Tables, app: dash.Dash, query: str) -> None:
    _, content = page(tables, query)
    (button,) = (part for part in elements(content, "A") if part["props"].get("id") == ids.DOWNLOAD)
    body = app.server.test_client().get(button["props"]["href"]).data
    read = pd.read_csv(io.BytesIO(body), keep_default_na=False)
    assert [ids.row(identifier) for identifier in read["figure_id"]] == rows(content)
    assert text(button).startswith(f"Download {len(read)} figure")


@pytest.mark.parametrize("query", VIEWS)
def test_every_table_names_its_columns_and_rows(tables: Tables, query: str) -> None:
    _, content = page(tables, query)
    (table,) = elements(content, "Table")
    heads = [head["props"]["scope"] for head in elements(table, "Th")]
    assert heads.count("row") == len(rows(content))
    assert heads.count("col") == len(heads) - len(rows(content))
    assert len(list(elements(table, "Caption"))) == 1


@pytest.mark.parametrize("query", VIEWS)
def test_each_row_leads_to_its_trace_and_its_report(tables: Tables, query: str) -> None:
    _, content = page(tables, query)
    for row in [row for row in elements(content, "Tr") if row["props"].get("id")]:
        identifier = row["props"]["id"].removeprefix("figure-")
        assert address.figure(identifier) in links(row)
        assert any(link.startswith("/reports/") for link in links(row))


@pytest.mark.parametrize("query", ["", "?metric=bme_share", "?q=vans", "?kind=target", "?scope=haringey"])
def test_a_facet_counts_what_a_click_leaves(tables: Tables, query: str) -> None:
    view = address.read(query, tables)
    for key in facets.FACETS:
        for option in facets.options_of(tables, view, key):
            left = selection.figures(tables, view.but(**{key: option.code}))
            assert option.count == len(left)


def test_a_chosen_value_stays_among_the_options(tables: Tables) -> None:
    view = address.view(metric="hotline_calls", group="pcso")
    (option,) = (one for one in facets.options_of(tables, view, "group") if one.code == "pcso")
    assert option.count == 0


@pytest.mark.parametrize("query", ["?metric=offences&group=pcso", "?q=nothing-like-it"])
def test_a_view_without_figures_offers_a_way_back(tables: Tables, query: str) -> None:
    _, content = page(tables, query)
    assert "No figure of the reports fits all of these filters." in text(content)
    assert "/explore" in links(content)
    assert not list(elements(content, "Table"))


def test_each_filter_that_holds_can_be_taken_out(tables: Tables) -> None:
    _, content = page(tables, "?metric=bme_share&group=pcso&q=BME&from=2006-04-01&scope=mps")
    (nav,) = classed(content, "active")
    assert "/explore?metric=bme_share&scope=mps&from=2006-04-01&q=BME" in links(nav)
    assert "/explore" in links(nav)
    assert len(links(nav)) == 6


def test_what_the_form_does_not_show_is_kept(tables: Tables) -> None:
    _, content = page(tables, "?family=workforce&unit=percent&definition=spi8a-2005")
    hidden = {part["props"]["name"] for part in elements(content, "Input", type="hidden")}
    assert hidden == {"family", "unit", "definition"}


def test_every_field_has_a_label(tables: Tables) -> None:
    _, content = page(tables, "")
    (form,) = elements(content, "Form")
    labels = list(elements(form, "Label"))
    within = [part for label in labels for part in elements(label, "Input", type="checkbox")]
    assert len(within) == len(list(elements(form, "Input", type="checkbox"))) > 0
    fields = {
        part["props"]["id"] for part in [*elements(form, "Select"), *elements(form, "Input", type="search")]
    }
    assert fields == {label["props"]["htmlFor"] for label in labels if "htmlFor" in label["props"]}
    assert len(classed(form, "boxes")) == len(list(elements(form, "Legend")))


@pytest.mark.parametrize(("sort", "descending"), [("largest", True), ("smallest", False)])
def test_an_order_by_value(tables: Tables, sort: str, descending: bool) -> None:
    rows = explore.ordered(tables, selection.figure_rows(tables, address.view(metric="bme_share")), sort)
    values = list(tables.figures["value"].iloc[rows])
    assert values == sorted(values, reverse=descending)


@pytest.mark.parametrize("sort", ["", "oldest", "largest", "smallest", "report", "metric"])
def test_an_order_loses_nothing(tables: Tables, sort: str) -> None:
    every = np.arange(len(tables.figures))
    assert sorted(explore.ordered(tables, every, sort)) == list(every)


def test_an_order_by_report_or_metric_follows_the_lists(tables: Tables) -> None:
    every = np.arange(len(tables.figures))
    by_report = tables.figures.iloc[explore.ordered(tables, every, "report")]
    reports = by_report["report_id"].astype(str)
    assert reports.is_monotonic_decreasing
    assert all(part["start"].is_monotonic_increasing for _, part in by_report.groupby(reports))
    metrics = list(
        dict.fromkeys(tables.figures["metric"].astype(str).iloc[explore.ordered(tables, every, "metric")])
    )
    assert metrics == [code for code in tables.records("metrics") if code in metrics]


def test_oldest_first_leaves_what_has_no_period_at_the_end(tables: Tables) -> None:
    ends = tables.figures["period_end"].iloc[
        explore.ordered(tables, np.arange(len(tables.figures)), "oldest")
    ]
    assert ends.dropna().is_monotonic_increasing
    assert ends.isna().iloc[-1]


def test_the_sentence_says_kinds_reports_and_span(tables: Tables) -> None:
    rows = selection.figure_rows(tables, address.view(metric="arrest_rate_spi8a"))
    assert explore.sentence(tables, rows) == (
        "5 figures (4 outcomes and 1 target) in 1 report, for periods from April 2005 to March 2007."
    )


def test_a_digest_is_headed_in_our_words_and_an_original_is_not(tables: Tables) -> None:
    digest, original = (page(tables, f"?metric={metric}")[1] for metric in ("arrest_rate_spi8a", "bme_share"))
    assert "In our words" in text(digest)
    assert "In our words" not in text(original)
    assert "In the report's words" in text(original)


def test_digests_and_originals_together_are_told_apart_row_by_row(tables: Tables) -> None:
    _, content = page(tables, "")
    digests = (tables.figures["report_id"] == "2007-03-01-sample-4").sum()
    assert text(content).count("In our words") == digests


def test_text_of_a_report_is_text(tables: Tables) -> None:
    _, content = page(tables, "?metric=sanction_detection_rate")
    assert "One borough <Haringey> detected 41%." in text(content)
    assert not [part for part in elements(content) if "dangerously_allow_html" in part["props"]]


def test_the_printed_figure_is_marked_in_its_sentence(tables: Tables) -> None:
    _, content = page(tables, "?metric=hotline_calls")
    assert [text(mark) for mark in elements(content, "Mark")] == ["19,000"]


def test_a_changed_definition_is_said_with_the_figures(tables: Tables) -> None:
    _, content = page(tables, "?metric=arrest_rate_spi8a")
    assert "target 60% (2006/07; definition: incidents with a power of arrest)" in text(content)
    assert "The definition changed on 1 April 2006 (since then: every incident)" in text(content)


def test_several_metrics_have_panels_of_their_own(tables: Tables) -> None:
    _, content = page(tables, "?metric=arrest_rate_spi8a&metric=assets_recovered")
    titles = [text(part) for caption in elements(content, "Figcaption") for part in elements(caption, "B")]
    assert titles == ["SPI8a arrest rate, domestic violence", "Assets recovered"]
    tops = {graph["props"]["figure"]["layout"]["yaxis"]["range"][1] for graph in elements(content, "Graph")}
    assert len(tops) == 2


def test_a_long_table_is_cut_and_says_so(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.paging.SIZE", 4)
    _, content = page(tables, "?metric=bme_share")
    assert len(rows(content)) == 4
    assert "15 figures, newest period first; rows 1 to 4 are shown, the file has all" in text(content)
    (file,) = elements(content, "A", id=ids.DOWNLOAD)
    assert text(file).startswith("Download 15 figures (CSV")


def test_the_pages_of_a_long_table_hold_every_row_once(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.paging.SIZE", 4)
    every = list(selection.figures(tables, address.view(metric="bme_share"))["figure_id"])
    read: list[str] = []
    following = "/explore?metric=bme_share"
    while following:
        assert len(read) < len(every)
        _, content = page(tables, following.partition("?")[2].partition("#")[0])
        read += [row.removeprefix("figure-") for row in rows(content)]
        (pager,) = elements(content, "Nav", **{"aria-label": "Pages"})
        following = next((one["props"]["href"] for one in elements(pager, "Link") if text(one) == "Next"), "")
    assert read == every
    _, beyond = page(tables, "?metric=bme_share&page=9")
    assert "There are only 4 pages; page 9 was asked for, and the last one is shown." in text(beyond)
    assert len(rows(beyond)) == 3


def test_other_filters_begin_on_their_first_page(tables: Tables) -> None:
    _, content = page(tables, "?metric=bme_share&group=pcso&page=2")
    assert not [href for href in links(content) if "page=" in href and "version=" not in href]


def test_too_many_figures_for_charts_ask_for_a_choice(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.panels.POINTS_MOST", 10)
    _, content = page(tables, "")
    assert "Choose a metric, a group or a report to see charts" in text(content)
    assert not list(elements(content, "Graph"))


def test_intervals_are_shown_on_demand() -> None:
    built = built_tables.tables()
    query = "?metric=sanction_detection_rate&group=child_abuse"
    _, without = page(built, query)
    assert "95%: " not in text(classed(without, "figures"))
    assert "Show 95% intervals (1 figure)" in str(without)
    _, shown = page(built, f"{query}&show=intervals")
    assert "95%: 24.4% to 26.8%" in text(classed(shown, "figures"))
    bars = [trace for graph in elements(shown, "Graph") for trace in graph["props"]["figure"]["data"]]
    assert sum("error_y" in trace for trace in bars) == 1


def test_the_pinned_link_has_the_version(tables: Tables) -> None:
    _, content = page(replace(tables, version="abc"), "?metric=bme_share")
    assert "/explore?metric=bme_share&version=abc" in links(content)
