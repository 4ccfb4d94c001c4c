"""Long tables in pages: the address holds which (`page`), the file has all rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from components import address, parts
from components.address import View

SIZE = 100  # rows of a page


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A page of rows: its number and how many there are, its first row and the one behind its last, of all rows."""

    number: int
    pages: int
    start: int
    stop: int
    rows: int

    @property
    def said(self) -> str:
        """Which rows are shown, for the caption of a table; empty where all are.

        >>> of(address.view(page="2"), rows=1204).said
        'rows 101 to 200 are shown, the file has all'
        """
        if self.pages == 1:
            return ""
        if self.stop == self.start + 1:
            return f"row {self.stop:,} is shown, the file has all"
        return f"rows {self.start + 1:,} to {self.stop:,} are shown, the file has all"


def of(view: View, *, rows: int) -> Part:
    """The page of rows that a view asks for; the last one where it asks for one beyond.

    >>> of(address.view(page="99"), rows=1204)
    Part(number=13, pages=13, start=1200, stop=1204, rows=1204)
    """
    pages = max(1, -(-rows // SIZE))
    number = min(int(view.one("page") or 1), pages)
    start = (number - 1) * SIZE
    return Part(number=number, pages=pages, start=start, stop=min(rows, start + SIZE), rows=rows)


def beyond(view: View, part: Part) -> list[html.Div]:
    """A notice where the address asks for a page that there is not."""
    asked = int(view.one("page") or 1)
    if asked <= part.pages:
        return []
    there = "There is only one page" if part.pages == 1 else f"There are only {part.pages:,} pages"
    return [parts.notice(f"{there}; page {asked:,} was asked for, and the last one is shown.")]


def pager(path: str, view: View, part: Part, anchor: str) -> list[html.Nav]:
    """Links to the pages beside this one, which lead to the anchor; nothing where there is one page."""
    if part.pages == 1:
        return []

    def step(text: str, number: int) -> Any:
        if not 1 <= number <= part.pages:
            return html.Span(text, className="off")
        page = "" if number == 1 else str(number)
        return dcc.Link(text, href=f"{address.link(path, view.but(page=page))}#{anchor}")

    steps = [
        step("First", 1 if part.number > 2 else 0),
        step("Previous", part.number - 1),
        html.Span(f"Page {part.number:,} of {part.pages:,}", className="counted"),
        step("Next", part.number + 1),
        step("Last", part.pages if part.number < part.pages - 1 else 0),
    ]
    return [
        html.Nav(html.Ul([html.Li(one) for one in steps]), className="pager", **parts.aria(label="Pages"))
    ]
