"""Pages by their address as component trees in plain JSON, and what tests look for in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from plotly.utils import PlotlyJSONEncoder
from selectolax.lexbor import LexborHTMLParser, LexborNode

from components import pages
from components.parts import Page
from components.store import NoTables, Tables


def made(tables: Tables | NoTables, address: str) -> tuple[Page, Any]:
    """The page of an address, and its content as plain JSON."""
    path, _, query = address.partition("?")
    page = pages.page(tables, path, f"?{query}" if query else "")
    return page, tree(page.content)


def tree(part: Any) -> Any:
    """A component tree as plain JSON."""
    return json.loads(json.dumps(part, cls=PlotlyJSONEncoder))


def elements(part: Any, kind: str = "", **having: str) -> Iterator[dict[str, Any]]:
    """The components of a tree in their order on the page, of one kind or all, with these properties."""
    if isinstance(part, list):
        for child in part:
            yield from elements(child, kind, **having)
    elif isinstance(part, dict) and "props" in part:
        if kind in ("", part["type"]) and all(part["props"].get(name) == it for name, it in having.items()):
            yield part
        yield from elements(part["props"].get("children"), kind, **having)


def text(part: Any) -> str:
    """The text of a tree."""
    if isinstance(part, list):
        return "".join(text(child) for child in part)
    if isinstance(part, dict):
        return text(part["props"].get("children"))
    return "" if part is None else str(part)


def links(part: Any) -> list[str]:
    """The addresses that a tree leads to, in order."""
    return [one["props"]["href"] for one in elements(part) if one["type"] in ("A", "Link")]


def read(written: str) -> LexborNode:
    """The HTML of a part of a page."""
    root = LexborHTMLParser(f"<main>{written}</main>").css_first("main")
    assert root is not None
    return root


def rows(part: Any, identifier: str) -> list[str]:
    """The ids of the rows of a table."""
    (table,) = elements(part, "Table", id=identifier)
    return [row["props"]["id"] for row in elements(table, "Tr") if row["props"].get("id")]


def classed(part: Any, name: str) -> list[dict[str, Any]]:
    """The components of a tree that style sheets know by this name."""
    return [one for one in elements(part) if name in str(one["props"].get("className") or "").split()]


def boxes(part: Any, name: str) -> dict[str, tuple[str, bool]]:
    """The checkboxes of a filter: the count that stands beside each value, and whether it is ticked."""
    labels = [
        one for one in elements(part, "Label") if any(elements(one, "Input", type="checkbox", name=name))
    ]
    return {
        tick["props"]["value"]: (text(next(iter(classed(label, "count")))), bool(tick["props"]["checked"]))
        for label in labels
        for tick in elements(label, "Input")
    }
