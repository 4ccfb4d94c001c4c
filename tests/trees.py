"""Component trees as plain JSON, and what tests look for in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from plotly.utils import PlotlyJSONEncoder


def tree(part: Any) -> Any:
    """A component tree as plain JSON."""
    return json.loads(json.dumps(part, cls=PlotlyJSONEncoder))


def elements(part: Any, kind: str = "") -> Iterator[dict[str, Any]]:
    """The components of a tree, of one kind or all, in their order on the page."""
    if isinstance(part, list):
        for child in part:
            yield from elements(child, kind)
    elif isinstance(part, dict) and "props" in part:
        if kind in ("", part["type"]):
            yield part
        yield from elements(part["props"].get("children"), kind)


def text(part: Any) -> str:
    """The text of a tree."""
    if isinstance(part, list):
        return "".join(text(child) for child in part)
    if isinstance(part, dict):
        return text(part["props"].get("children"))
    return "" if part is None else str(part)


def links(content: Any) -> set[str]:
    """Where the links of a tree lead."""
    return {element["props"]["href"] for kind in ("A", "Link") for element in elements(content, kind)}


def classed(content: Any, name: str) -> list[dict[str, Any]]:
    """The components of a tree that style sheets know by this name."""
    return [part for part in elements(content) if name in str(part["props"].get("className") or "").split()]
