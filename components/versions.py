"""Which build a page shows and which is the newest: a light address that an open page asks, and old links led on.

A page opened before a build says that newer figures exist; it is never changed under its reader. A pinned address names the
version of the data (`version`): as long as that build is kept, the page and its files are of that very build, every link of
the page keeps the version, and a notice leads to the newest figures. Once it is gone, a page shows the newest build and says
so; a file is refused (410), for it would hold other rows than were asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from dash import dcc, html
from dash.development.base_component import Component
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from components import address, forms
from components.store import NoTables, Tables

PATH = "/version"
KEY = "version"


def of(tables: Tables | NoTables) -> tuple[str, str]:
    """The version of the tables and the moment of their build; empty texts where there are none."""
    return ("", "") if isinstance(tables, NoTables) else (tables.version, tables.built)


def asked(query: str | None) -> str:
    """The version that an address is pinned to; empty for none.

    >>> asked("?metric=offences&version=00000000000000aa"), asked("")
    ('00000000000000aa', '')
    """
    found = next((value for key, value in parse_qsl((query or "").removeprefix("?")) if key == KEY), "")
    return found if address.is_identifier(found) else ""


def kept(tables: Tables | NoTables, query: str | None) -> str:
    """The version that the links of a page keep: the one that its address asks for, if the page is of that build."""
    version = asked(query)
    return version if version == of(tables)[0] else ""


def pinned(href: str, version: str) -> str:
    """An address of this site with a version; one that has a version, or leads elsewhere, as it is.

    >>> pinned("/explore?metric=offences#found", "97d4"), pinned("#found", "97d4")
    ('/explore?metric=offences&version=97d4#found', '#found')
    """
    parts = urlsplit(href)
    if not version or not href.startswith("/") or href.startswith("//") or asked(parts.query):
        return href
    query = "&".join(part for part in (parts.query, urlencode({KEY: version})) if part)
    return parts._replace(query=query).geturl()


def carried(part: Any, version: str) -> Any:
    """A copy of a tree of components in which every link, form and mark of a chart keeps the version."""
    if isinstance(part, (list, tuple)):
        return [carried(one, version) for one in part]
    if not version or not isinstance(part, Component):
        return part
    made: Any = copy(part)
    if hasattr(made, "href"):
        made.href = pinned(str(made.href), version)
    if isinstance(part, dcc.Graph):
        made.figure = _carried_figure(made.figure, version)
    if hasattr(made, "children"):
        made.children = carried(made.children, version)
    if isinstance(part, html.Form):
        inside = made.children if isinstance(made.children, list) else [made.children]
        made.children = [*inside, forms.hidden(KEY, version)]
    return made


def _carried_figure(figure: Any, version: str) -> dict[str, Any]:
    def trace(one: dict[str, Any]) -> dict[str, Any]:
        leads = one.get("customdata")
        return one if leads is None else {**one, "customdata": [pinned(href, version) for href in leads]}

    return {**figure, "data": [trace(one) for one in figure["data"]]}


def add_routes(server: Flask, tables: Callable[[], Tables | NoTables]) -> None:
    """Serve `/version`, and lead the first screen's links of old (`/?metric=…`) to the page that now shows them."""

    def version() -> Response:
        name, built = of(tables())
        response = Response(json.dumps({"version": name, "built": built}), mimetype="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    def lead_on() -> AnyResponse | None:
        if request.path == "/" and ("metric" in request.args or "group" in request.args):
            return redirect(f"/explore?{request.query_string.decode('ascii', 'replace')}", 301)
        return None

    server.add_url_rule(PATH, "version", version)
    server.before_request(lead_on)
