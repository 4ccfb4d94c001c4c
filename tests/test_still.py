"""Component trees as HTML: escaped, as the browser has them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash import dcc, html

from components import ids, pages, parts, still
from components.native import Input
from components.store import Tables
from tests import built_tables
from tests.test_charts import THREE_KINDS, chart
from tests.trees import elements, read, text, tree


@pytest.mark.parametrize(
    ("part", "written"),
    [
        (None, ""),
        ("a < b & “c”", "a &lt; b &amp; “c”"),
        (5, "5"),
        ([html.B("a"), None, "b"], "<b>a</b>b"),
        (html.Br(), "<br>"),
        (html.P("x", id="main", className="soft", n_clicks=0), '<p id="main" class="soft">x</p>'),
        (html.Label("x", htmlFor="filter-q"), '<label for="filter-q">x</label>'),
        (html.Td("x", colSpan=2), '<td colspan="2">x</td>'),
        (html.Div(hidden=True), "<div hidden></div>"),
        (html.Details(open=False), "<details></details>"),
        (html.Div(**parts.aria(label='"a" <b>')), """<div aria-label='"a" &lt;b&gt;'></div>"""),
        (html.Div(style={"minWidth": "3px", "--share": 4}), '<div style="min-width:3px;--share:4"></div>'),
        (dcc.Link("x", href="/a?b=1&c=2"), '<a href="/a?b=1&amp;c=2" data-page="true">x</a>'),
        (dcc.Store(id="title", data="x"), ""),
        (
            Input(type="search", id="q", name="q", value="a"),
            '<input type="search" id="q" name="q" value="a">',
        ),
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
    found = read(still.html_of(page.content))
    for drawing in found.css(".drawn"):
        drawing.decompose()

    def words(said: str) -> str:
        return "".join(said.split())

    assert words(found.text()) == words(text(tree(page.content)))


def test_attributes_of_scripts_stand_in_one_order_in_every_process() -> None:
    part = html.Div(title="x", **{"data-b": "2", "aria-label": "l", "data-a": "1"})
    assert still.html_of(part) == '<div title="x" aria-label="l" data-a="1" data-b="2"></div>'


def test_a_chart_is_a_frame_that_holds_its_figure() -> None:
    figure = chart(THREE_KINDS)
    figure["data"][0]["hovertext"] = ["<b>", 'a"b', "c&d'e"]
    graph = dcc.Graph(id="graph-1", figure=figure, config={"displaylogo": False}, style={"height": "240px"})
    frame = read(still.html_of(graph)).css_first("div")
    assert frame is not None
    assert (frame.id, frame.attributes["class"], frame.attributes["style"]) == (
        "graph-1",
        "graph",
        "height:240px",
    )
    assert json.loads(frame.attributes["data-chart"] or "") == {**figure, "config": {"displaylogo": False}}
    assert [one.attributes.get("class") for one in frame.iter()] == ["drawn"]


@pytest.mark.parametrize("path", ["/", "/explore", "/compare", "/briefing", "/checks", "/reports", "/data"])
def test_every_id_of_a_page_is_there_once(path: str) -> None:
    tables = built_tables.tables()
    assert isinstance(tables, Tables)
    frame = parts.frame()
    frame[ids.MAIN].children = pages.page(tables, path, "").content
    found = [one.id for one in read(still.html_of(frame)).css("[id]")]
    assert len(found) == len(set(found))
    assert not {one["props"].get("id") for one in elements(tree(parts.live()))} & set(found)
