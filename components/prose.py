"""A document of this project (Markdown) as page parts: headings, paragraphs, lists, tables; never HTML of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dash import html
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from components import parts

_HEADINGS = {1: html.H1, 2: html.H2, 3: html.H3, 4: html.H4, 5: html.H5, 6: html.H6}
_INLINE = {"strong": html.Strong, "em": html.Em, "s": html.S}
_BLOCKS = {
    "paragraph": html.P,
    "bullet_list": html.Ul,
    "ordered_list": html.Ol,
    "list_item": html.Li,
    "blockquote": html.Blockquote,
}
SAFE = ("http://", "https://", "/", "#", "mailto:")


def rendered(text: str, *, level: int = 2) -> list[Any]:
    """The parts of a document whose first heading becomes one of this level; raw HTML stays text.

    >>> rendered("Plain *words*")[0].children[0]
    'Plain '
    """
    # "html" off: a tag in the document is shown as text
    parsed = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    return list(_blocks(SyntaxTreeNode(parsed).children, level - 1))


def _blocks(nodes: Sequence[SyntaxTreeNode], lower: int) -> Iterator[Any]:
    for node in nodes:
        if node.type == "heading":
            heading = _HEADINGS[min(6, int(node.tag[1]) + lower)]
            yield heading(list(_inline(node.children)))
        elif node.type == "table":
            yield _table(node)
        elif node.type in ("fence", "code_block"):
            # a region that scrolls must be reached by the keyboard
            yield html.Pre(html.Code(node.content), tabIndex="0")
        elif node.type == "inline":
            yield from _inline(node.children)
        elif node.type == "hr":
            yield html.Hr()
        elif node.type in _BLOCKS:
            yield _BLOCKS[node.type](list(_blocks(node.children, lower)))
        else:
            yield html.P(node.content if not node.children else list(_blocks(node.children, lower)))


def _inline(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Any]:
    for node in nodes:
        if node.type == "inline":
            yield from _inline(node.children)
        elif node.type in _INLINE:
            yield _INLINE[node.type](list(_inline(node.children)))
        elif node.type == "code_inline":
            yield html.Code(node.content)
        elif node.type == "softbreak":
            yield " "
        elif node.type == "hardbreak":
            yield html.Br()
        elif node.type == "link":
            inside = list(_inline(node.children))
            href = str(node.attrs.get("href", ""))
            yield html.A(inside, href=href) if href.startswith(SAFE) else html.Span(inside)
        else:
            yield node.content


def _table(node: SyntaxTreeNode) -> html.Table:
    """A table whose first column names its rows; narrow screens show a block a row, as everywhere."""
    head, *body = node.children
    headings = ["".join(_plain(cell)) for cell in head.children[0].children]
    rows = []
    for row in body[0].children if body else []:
        cells = []
        for place, cell in enumerate(row.children):
            named: dict[str, Any] = {"data-heading": headings[place]}
            inside = html.Div(list(_inline(cell.children)))
            cells.append(
                html.Td(inside, role="cell", **named)
                if place
                else html.Th(inside, scope="row", role="rowheader", **named)
            )
        rows.append(html.Tr(cells, role="row"))
    top = html.Tr([html.Th(text, scope="col", role="columnheader") for text in headings], role="row")
    return html.Table(
        [html.Thead(top, role="rowgroup"), html.Tbody(rows, role="rowgroup")],
        className="figures prose-table",
        role="table",
        **parts.aria(label=" and ".join(headings)),
    )


def _plain(node: SyntaxTreeNode) -> Iterator[str]:
    if node.children:
        for child in node.children:
            yield from _plain(child)
    else:
        yield node.content
