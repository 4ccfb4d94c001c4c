"""Tables with a caption, scopes and roles: plain ones, and those in groups whose headings lead to another order.

Narrow screens show one block a row; there the order is chosen in the form above, for the headings are hidden and a link that
nobody sees must not take the focus. The roles repeat what the elements say, for browsers forget it once a style sheet makes
blocks of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from components import parts
from components.parts import Child, Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The heading of a column: its words, its name for style sheets, and the address that orders by it, if there is one.

    `order` is ascending or descending where the table is in the order of this column, else empty.
    """

    heading: str
    name: str
    numeric: bool = False
    href: str = ""
    order: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Rows that belong together, under a heading where there is one."""

    rows: Sequence[Row]
    heading: str = ""


def sheet(
    caption: Child, heads: Sequence[Head], blocks: Sequence[Block], identifier: str, *, look: str = ""
) -> html.Div:
    """A table in groups, whose columns keep their widths; `look` is one more class for style sheets."""
    return _table(caption, heads, blocks, identifier, f"figures sheet {look}".rstrip())


def table(caption: Child, heads: Sequence[Head], rows: Sequence[Row], identifier: str) -> html.Div:
    """A table whose columns are as wide as what they hold."""
    return _table(caption, heads, [Block(rows=rows)], identifier, "figures")


def _table(
    caption: Child, heads: Sequence[Head], blocks: Sequence[Block], identifier: str, look: str
) -> html.Div:
    """A table in a box that may be laid out later than what stands above it; its height until then follows from its rows."""
    top = html.Tr([_head(head) for head in heads], role="row")
    table = html.Table(
        [
            html.Caption(caption),
            html.Thead(top, role="rowgroup"),
            *(html.Tbody(list(_lines(heads, block)), role="rowgroup") for block in blocks if block.rows),
        ],
        id=identifier,
        role="table",
        className=f"{look} of-{identifier}",
    )
    return html.Div(table, className="rows", style={"--rows": sum(len(block.rows) for block in blocks)})


def _head(head: Head) -> html.Th:
    named: dict[str, Any] = {"className": _classes(head)}
    if not head.href:
        return html.Th(head.heading, scope="col", role="columnheader", **named)
    sign = {"ascending": " ↑", "descending": " ↓"}.get(head.order, "")
    said: list[Child] = [head.heading, html.Span(sign, **parts.aria(hidden="true"))]
    order = parts.aria(sort=head.order) if head.order else {}
    return html.Th(
        [dcc.Link(said, href=head.href, className="order"), html.Span(head.heading, className="plain")],
        scope="col",
        role="columnheader",
        **named,
        **order,
    )


def _lines(heads: Sequence[Head], block: Block) -> Sequence[html.Tr]:
    lines = [_row(heads, row) for row in block.rows]
    if not block.heading:
        return lines
    heading = html.Th(block.heading, colSpan=len(heads), scope="rowgroup", role="rowheader")
    return [html.Tr(heading, role="row", className="block"), *lines]


def _row(heads: Sequence[Head], row: Row) -> html.Tr:
    cells: list[Any] = []
    for place, (head, cell) in enumerate(zip(heads, row.cells, strict=True)):
        named: dict[str, Any] = {"className": _classes(head), "data-heading": head.heading}
        if place:
            cells.append(html.Td(html.Div(cell), role="cell", **named))
        else:
            cells.append(html.Th(html.Div(cell), scope="row", role="rowheader", **named))
    return html.Tr(cells, id=row.id, role="row")


def _classes(head: Head) -> str:
    return f"column-{head.name} number" if head.numeric else f"column-{head.name}"
