"""Which build a page shows and which is the newest: a light address that an open page asks, and old links led on.

A page opened before a build says that newer figures exist; it is never changed under its reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from components.store import NoTables, Tables

PATH = "/version"


def of(tables: Tables | NoTables) -> tuple[str, str]:
    """The version of the tables and the moment of their build; empty texts where there are none."""
    return ("", "") if isinstance(tables, NoTables) else (tables.version, tables.built)


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
