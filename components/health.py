"""Two addresses for whoever looks after the process: is it up, and has it figures to show."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Flask, Response

from components import versions
from components.store import NoTables, Tables

HEALTH = "/health"
READY = "/ready"


def add_routes(server: Flask, tables: Callable[[], Tables | NoTables]) -> None:
    """Serve `/health` (the process answers) and `/ready` (the tables can be read, and which they are; else 503)."""

    def health() -> Response:
        return _said(200, {"status": "up"})

    def ready() -> Response:
        current = tables()
        if isinstance(current, NoTables):
            return _said(503, {"status": "not ready", "reason": current.message, "remedy": current.remedy})
        version, built = versions.of(current)
        return _said(
            200, {"status": "ready", "version": version, "built": built, "figures": len(current.figures)}
        )

    server.add_url_rule(HEALTH, "health", health)
    server.add_url_rule(READY, "ready", ready)


def _said(status: int, fields: dict[str, str | int]) -> Response:
    response = Response(json.dumps(fields), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
