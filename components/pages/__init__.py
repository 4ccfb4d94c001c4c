"""One module a page: each declares its `ROUTE` (or `ROUTES`), and the registry below finds it by itself.

A new page is a new module here. Its `render` is pure: the tables and what the address asks for make a `parts.Page`.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from dash import dcc, html

from components import address, parts, versions, words
from components.address import View
from components.parts import Page
from components.store import NoTables, Tables

_PARAMETER = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the address asks for: its path, the parameters in it, and its query as a view checked against the tables."""

    path: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    view: View = field(default_factory=View)


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """A page: its path (`/figure/<figure_id>`), its name in the navigation (or none), its place there, how it is made, and
    the orders of its rows that an address may ask for.
    """

    path: str
    name: str
    order: int
    render: Callable[[Tables, Asked], Page]
    sorts: Collection[str] = ()

    def match(self, path: str) -> dict[str, str] | None:
        """The parameters of a path that this route answers.

        >>> Route(path="/figure/<figure_id>", name="", order=0, render=lambda tables, asked: None).match(
        ...     "/figure/3f2a"
        ... )
        {'figure_id': '3f2a'}
        """
        parts_ = _PARAMETER.split(self.path)  # texts and names by turns
        pattern = "".join(
            f"(?P<{part}>[^/]+)" if place % 2 else re.escape(part) for place, part in enumerate(parts_)
        )
        found = re.fullmatch(pattern, path)
        return None if found is None else found.groupdict()


@lru_cache(maxsize=1)
def routes() -> tuple[Route, ...]:
    """All pages, in the order of the navigation."""
    found: list[Route] = []
    for module in pkgutil.iter_modules(__path__):
        page = importlib.import_module(f"{__name__}.{module.name}")
        found += getattr(page, "ROUTES", [page.ROUTE] if hasattr(page, "ROUTE") else [])
    return tuple(sorted(found, key=lambda route: (route.order, route.path)))


def navigation() -> list[tuple[str, str]]:
    """Name and path of each page that the navigation lists."""
    return [(route.name, route.path) for route in routes() if route.name]


def navigation_of(path: str | None, version: str = "") -> Any:
    """The links of the site as the page of a path has them, pinned to a version where there is one."""
    return versions.carried(parts.navigation(navigation(), _tidy(path)), version)


def page(
    tables: Tables | NoTables, path: str | None, query: str | None, newest: Tables | NoTables | None = None
) -> Page:
    """The page of an address, behind notices on what was ignored and on a link made on other data.

    Args:
        tables: the build that the page is made of.
        path: the path of the address.
        query: its query.
        newest: the newest build, where the address is pinned to another.
    """
    asked_path = _tidy(path)
    found = next(
        ((route, parameters) for route in routes() if (parameters := route.match(asked_path)) is not None),
        None,
    )
    if found is None:
        return parts.absent("There is no such page", f"No page has the address {asked_path[:80]}.")
    if isinstance(tables, NoTables):
        return parts.told(tables.message, tables.remedy)
    route, parameters = found
    view = address.read(query, tables, route.sorts)
    made = route.render(tables, Asked(path=asked_path, parameters=parameters, view=view))
    pinned = view.one("version")
    content = versions.carried(made.content, pinned) if pinned and pinned == tables.version else made.content
    ignored = [*_behind(tables, newest), *_ignored(view)]
    said, notice = _version(view, tables, newest, address.link(asked_path, view.but(version="")))
    return replace(
        made,
        content=[*(parts.notice(message) for message in ignored), *notice, *content],
        status=" ".join(filter(None, [*ignored, said, made.status])),
    )


def _tidy(path: str | None) -> str:
    """A path without a slash at its end, as routes and the navigation know it.

    >>> _tidy("/explore/"), _tidy(None)
    ('/explore', '/')
    """
    return "/" + unquote(path or "/").strip("/")


def _ignored(view: View) -> list[str]:
    return [f"Left out of this view: {'; '.join(view.unknown)}."] if view.unknown else []


def _behind(tables: Tables, newest: Tables | NoTables | None) -> list[str]:
    """What a reader must know where the newest build cannot be shown."""
    shown = newest if isinstance(newest, Tables) else tables
    if shown.newer is None:
        return []
    return [
        f"The newest figures cannot be shown. {shown.newer.message}. The last version that is whole is "
        f"{shown.version}{_built(shown)}. {shown.newer.remedy}"
    ]


def _version(
    view: View, tables: Tables, newest: Tables | NoTables | None, unpinned: str
) -> tuple[str, list[Any]]:
    """What a reader of a pinned link must know: that newer figures exist, or that those of the link are no longer kept."""
    pinned = view.one("version")
    if pinned and pinned != tables.version:
        said = (
            f"This link was made on data version {pinned[:16]}, which is no longer kept. The page shows the newest figures, "
            f"version {tables.version or 'without a name'}{_built(tables)}; they may differ."
        )
        return said, [parts.notice(said)]
    if pinned and isinstance(newest, Tables) and newest.version != pinned:
        said = f"These are the figures of data version {pinned[:16]}{_built(tables)}. Newer ones exist{_built(newest)}."
        link = dcc.Link("Show the newest", href=unpinned)
        return said, [html.Div(parts.notice([said, " ", link]), **parts.data(pinned="true"))]
    return "", []


def _built(tables: Tables) -> str:
    return f", built {words.moment(tables.built)}" if tables.built else ""
