"""Component trees as HTML: escaped, without ids, as the browser will have them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash import dcc, html
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from components import pages, parts, still
from components.native import Input
from components.store import Tables
from tests import built_tables
from tests.trees import elements, text, tree


@pytest.mark.parametrize(
    ("part", "written"),
    [
        (None, ""),
        ("a < b & “c”", "a &lt; b &amp; “c”"),
        (5, "5"),
        ([html.B("a"), None, "b"], "<b>a</b>b"),
        (html.Br(), "<br>"),
        (html.P("x", id="main", className="soft", n_clicks=0), '<p class="soft">x</p>'),
        (html.Label("x", htmlFor="filter-q"), '<label for="filter-q">x</label>'),
        (html.Td("x", colSpan=2), '<td colspan="2">x</td>'),
        (html.Div(hidden=True), "<div hidden></div>"),
        (html.Details(open=False), "<details></details>"),
        (html.Div(**parts.aria(label='"a" <b>')), '<div aria-label="&quot;a&quot; &lt;b&gt;"></div>'),
        (html.Div(style={"minWidth": "3px", "--share": 4}), '<div style="min-width:3px;--share:4"></div>'),
        (dcc.Link("x", href="/a?b=1&c=2"), '<a href="/a?b=1&amp;c=2">x</a>'),
        (dcc.Graph(figure={}, style={"height": "240px"}), '<div style="height:240px"></div>'),
        (dcc.Store(id="title", data="x"), ""),
        (Input(type="search", id="q", name="q", value="a"), '<input type="search" name="q" value="a">'),
        (Input(type="checkbox", value="pcso", checked=True), '<input type="checkbox" value="pcso" checked>'),
        (Input(type="checkbox", value="pcso", checked=False), '<input type="checkbox" value="pcso">'),
        (html.Img(src="data:,", alt=""), '<img alt="" src="data:,">'),
        (html.P("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_a_part_as_html(part: Any, written: str) -> None:
    assert still.html_of(part) == written


def test_a_chart_is_found_anywhere() -> None:
    assert still.has_chart([html.P("x"), html.Div(html.Div([dcc.Graph(figure={})]))])
    assert not still.has_chart([html.P("x"), None, "Graph"])


@pytest.mark.parametrize("path", ["/", "/explore", "/compare", "/briefing", "/checks", "/reports", "/data"])
def test_every_page_has_the_same_words(path: str) -> None:
    tables = built_tables.tables()
    assert isinstance(tables, Tables)
    page = pages.page(tables, path, "")
    found = HTMLParser(f"<main>{still.html_of(page.content)}</main>").css_first("main")
    assert found is not None

    def words(said: str) -> str:
        return "".join(said.split())

    assert words(found.text()) == words(text(tree(page.content)))


def test_attributes_of_scripts_stand_in_one_order_in_every_process() -> None:
    part = html.Div(title="x", **{"data-b": "2", "aria-label": "l", "data-a": "1"})
    assert still.html_of(part) == '<div title="x" aria-label="l" data-a="1" data-b="2"></div>'


def test_ids_are_kept_where_they_are_asked_for() -> None:
    assert still.html_of(html.P("x", id="sum"), ids=True) == '<p id="sum">x</p>'
    assert still.html_of(dcc.Link("x", href="/a"), ids=True) == '<a href="/a" data-page="true">x</a>'


def test_what_has_no_chart_is_one_text() -> None:
    part = html.Div(
        [html.P("plain"), html.P([html.B("5 < 6")], className="soft"), html.Div(dcc.Graph(figure={}))]
    )
    plain, soft, chart = tree(still.frozen(part))["props"]["children"]
    assert plain == tree(html.P("plain"))
    assert soft["props"] == {
        "children": None,
        "className": "soft",
        "key": "still",
        "data-still": "<b>5 &lt; 6</b>",
    }
    assert chart == tree(html.Div(dcc.Graph(figure={})))


def test_charts_behind_the_first_ones_wait_in_their_place() -> None:
    graphs = [dcc.Graph(id=f"graph-{number}", figure={}, style={"height": "240px"}) for number in range(4)]
    drawn = tree(still.frozen([html.Div(graph) for graph in graphs]))
    kinds = [one["props"]["children"]["type"] for one in drawn]
    assert kinds == ["Graph"] * still.AT_ONCE + ["Div"] * (4 - still.AT_ONCE)
    last = drawn[-1]["props"]["children"]["props"]
    assert last["style"] == {"height": "240px"}
    assert json.loads(last["data-later"]) == tree(graphs[-1])


def test_a_frozen_part_is_a_copy() -> None:
    part = html.Div([html.P(html.B("x")), html.Div(dcc.Graph(figure={}))])
    before = tree(part)
    still.frozen(part)
    assert tree(part) == before


@pytest.mark.parametrize("path", ["/", "/explore", "/compare", "/briefing", "/checks", "/reports", "/data"])
def test_only_charts_and_what_holds_them_are_components(path: str) -> None:
    tables = built_tables.tables()
    assert isinstance(tables, Tables)
    kinds = {one["type"] for one in elements(tree(still.frozen(pages.page(tables, path, "").content)))}
    assert not kinds & {"Input", "Option", "Tr", "Link"}
