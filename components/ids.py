"""The names of the parts of a page that callbacks and tests refer to."""

from __future__ import annotations

ADDRESS = "address"
MAIN = "main"
STATUS = "status"
TITLE = "page-title"
HEADING = "heading"
TABLE = "figures-table"
DOWNLOAD = "download-figures"


def chart(number: int) -> str:
    """The chart at this place of the page, counted from 1.

    >>> chart(1)
    'chart-1'
    """
    return f"chart-{number}"


def row(figure_id: str) -> str:
    """The table row of a figure; an address may end with it (`#figure-3f2a`).

    >>> row("3f2a")
    'figure-3f2a'
    """
    return f"figure-{figure_id}"
