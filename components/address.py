"""The address is the state: what a page shows is read from its query, and every link is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from components.store import Tables

CSV_PATH = "/data/figures.csv"
OTHER_GROUP = "other"  # the contract's code for a group that has none of its own; the figure's label names it


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What the address asks for; empty codes are defaults, `unknown` says what was ignored, in words."""

    metric: str = ""
    group: str = ""
    unknown: tuple[str, ...] = ()


def read(query: str | Mapping[str, str] | None, tables: Tables) -> View:
    """The view of a query, checked against the codes of the tables.

    A value that they do not know is left out and named in `unknown`; a key that is not ours is left alone.
    """
    asked = dict(parse_qsl((query or "").removeprefix("?"))) if isinstance(query, str | None) else dict(query)
    metric, group = asked.get("metric", ""), asked.get("group", "")
    unknown = []
    if metric and metric not in tables.rows and metric not in tables.records("metrics"):
        unknown.append(f"there is no metric “{_short(metric)}”")
        metric = ""
    if group and group != OTHER_GROUP and group not in tables.records("groups"):
        unknown.append(f"there is no group “{_short(group)}”")
        group = ""
    return View(metric=metric, group=group, unknown=tuple(unknown))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def page(view: View) -> str:
    """The address of the page that shows a view; defaults are left out.

    >>> page(View(metric="offences", group="burglary"))
    '/?metric=offences&group=burglary'
    """
    return _with_query("/", view)


def csv(view: View, *, byte_order_mark: bool = False) -> str:
    """The stable address of a view's figures as a CSV file, on demand with a byte order mark for spreadsheets.

    >>> csv(View()), csv(View(metric="offences"), byte_order_mark=True)
    ('/data/figures.csv', '/data/figures.csv?metric=offences&bom=1')
    """
    return _with_query(CSV_PATH, view, bom="1" if byte_order_mark else "")


def _with_query(path: str, view: View, **more: str) -> str:
    keys = {"metric": view.metric, "group": view.group} | more
    query = urlencode({key: code for key, code in keys.items() if code})
    return f"{path}?{query}" if query else path
