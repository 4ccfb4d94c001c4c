"""One module a page: each declares its `ROUTE` (or `ROUTES`), and the registry below finds it by itself.

A new page is a new module here. Its `render` is pure: the tables and what the address asks for make a `parts.Page`.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import unquote

from components import address, parts, words
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
    """A page: its path (`/figure/<figure_id>`), its name in the navigation (or none), its place there, how it is made."""

    path: str
    name: str
    order: int
    render: Callable[[Tables, Asked], Page]

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


def page(tables: Tables | NoTables, path: str | None, query: str | None) -> Page:
    """The page of an address, behind notices on what was ignored and on a link made on other data."""
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
    view = address.read(query, tables)
    made = route.render(tables, Asked(path=asked_path, parameters=parameters, view=view))
    notices = [*_ignored(view), *_other_version(view, tables)]
    if not notices:
        return made
    return replace(
        made,
        content=[*(parts.notice(message) for message in notices), *made.content],
        status=f"{' '.join(notices)} {made.status}",
    )


def _tidy(path: str | None) -> str:
    return "/" + unquote(path or "/").strip("/")


def _ignored(view: View) -> list[str]:
    return [f"Left out of this view: {'; '.join(view.unknown)}."] if view.unknown else []


def _other_version(view: View, tables: Tables) -> list[str]:
    """What a reader of a pinned link must know: the figures are not those that it was made on."""
    pinned = view.one("version")
    if not pinned or pinned == tables.version:
        return []
    made = f", built {words.moment(tables.built)}" if tables.built else ""
    return [
        f"This link was made on data version {pinned[:16]}. The page shows version {tables.version or 'without a name'}"
        f"{made}; figures may differ."
    ]
