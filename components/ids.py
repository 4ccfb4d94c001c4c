"""The names of the parts of a page that callbacks and tests refer to."""

from __future__ import annotations

ADDRESS = "address"
PAGE = "page"
MAIN = "main"
STATUS = "status"
HEADING = "heading"
NAVIGATION = "navigation"
BUILD = "build"
NEWER = "newer"
RELOAD = "reload"
FILTERS = "filters"
FOUND = "found"
TABLE = "figures-table"
DOWNLOAD = "download-figures"


def chart(number: int) -> str:
    """The chart at this place of the page, counted from 1.

    >>> chart(1)
    'chart-1'
    """
    return f"chart-{number}"


def graph(number: int) -> str:
    """The graph in the chart at this place.

    >>> graph(1)
    'graph-1'
    """
    return f"graph-{number}"


def field(key: str) -> str:
    """The field of a form for a key of the address.

    >>> field("q")
    'filter-q'
    """
    return f"filter-{key}"


def row(figure_id: str) -> str:
    """The table row of a figure; an address may end with it (`#figure-3f2a`).

    >>> row("3f2a")
    'figure-3f2a'
    """
    return f"figure-{figure_id}"
