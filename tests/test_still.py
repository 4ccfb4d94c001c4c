"""Component trees as HTML: escaped, without ids, as the browser will have them."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from components import pages, parts, still
from components.store import Tables
from tests import built_tables
from tests.trees import text, tree


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
        (
            dbc.Input(type="search", name="q", value="a"),
            '<input value="a" type="search" name="q" class="form-control">',
        ),
        (html.Img(src="data:,", alt=""), '<img alt="" src="data:,">'),
        (html.P("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_a_part_as_html(part: Any, written: str) -> None:
    assert still.html_of(part) == written


def test_a_list_of_checkboxes() -> None:
    boxes = dbc.Checklist(
        name="kind",
        options=[{"label": "Actual", "value": "actual"}, {"label": "Target", "value": "target"}],
        value=["target"],
        className="boxes",
    )
    found = HTMLParser(still.html_of(boxes)).css("input[type=checkbox]")
    assert [box.attributes["value"] for box in found] == ["actual", "target"]
    assert ["checked" in box.attributes for box in found] == [False, True]


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

    boxes = "".join(text(label) for label in _labels(tree(page.content)))
    assert len(words(found.text())) == len(words(text(tree(page.content)))) + len(words(boxes))


def _labels(part: Any) -> list[Any]:
    """The labels of checkboxes, which are properties and not children."""
    if isinstance(part, list):
        return [label for one in part for label in _labels(one)]
    if not isinstance(part, dict) or "props" not in part:
        return []
    own = [option["label"] for option in part["props"].get("options") or [] if isinstance(option, dict)]
    return own + _labels(part["props"].get("children"))
