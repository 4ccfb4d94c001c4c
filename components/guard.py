"""What a request may be: its host, its size, the length of its query, the body of a callback, how many files in a minute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from flask import Flask, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from components import ids
from components.settings import Settings

LONGEST_QUERY = 4_000  # characters; the addresses of the pages stay under 2,000
CALLBACKS = "/_dash-update-component"
EXPORTS = "data-"  # what the endpoints of files begin with
LOCAL = ("localhost", "127.0.0.1", "[::1]")  # a health check on the same machine asks by these


def add_limits(app: dash.Dash, settings: Settings) -> None:
    """Refuse other hosts, bodies and queries that are too large, callbacks that are not ours, and too many files.

    Call it after the routes of the files are there and all callbacks are declared.
    """
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = settings.body_kilobytes * 1024
    if settings.hosts:
        server.config["TRUSTED_HOSTS"] = [*settings.hosts, *LOCAL]
    if settings.proxies:
        count = settings.proxies
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]

    def check() -> None:
        if len(request.query_string) > LONGEST_QUERY:
            abort(414)
        called = request.path == CALLBACKS and request.method == "POST"
        if called and (problem := malformed(_body(), app.callback_map)):
            abort(400, problem)

    server.before_request(check)
    _limit_files(server, settings)


def _body() -> Any:
    """The JSON of the request; 400 where it is none, 415 where it is not said to be JSON."""
    try:
        return request.get_json()
    except RecursionError:
        abort(400, "the body is nested too deeply")


def _limit_files(server: Flask, settings: Settings) -> None:
    """So many files a minute for each client, counted together; without the counter's store, nothing is refused."""
    limiter = Limiter(
        get_remote_address,
        app=server,
        storage_uri=settings.rate_storage,
        headers_enabled=True,
        swallow_errors=True,
    )
    shared: Any = limiter.shared_limit(settings.export_rate, scope="files")
    for endpoint, view in server.view_functions.items():
        if endpoint.startswith(EXPORTS):
            server.view_functions[endpoint] = shared(view)


def malformed(body: Any, callbacks: Mapping[str, Mapping[str, Any]]) -> str:
    """What is wrong with the body of a callback: it must name one that is declared, with the inputs of its declaration.

    >>> malformed([], {})
    'the body is no object'
    """
    if not isinstance(body, dict):
        return "the body is no object"
    output = body.get("output")
    if not isinstance(output, str) or output not in callbacks:
        return "there is no such callback"
    declared = callbacks[output]
    for part in ("inputs", "state"):
        given = body.get(part, [])
        fits = isinstance(given, list) and len(given) == len(declared[part])
        if not (fits and all(map(_matches, given, declared[part]))):
            return f"the {part} are not those of the callback"
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        return "what changed is no list of names"
    return "" if _names_outputs(body.get("outputs"), output) else "the outputs are not those of the callback"


def _matches(given: Any, declared: Mapping[str, Any]) -> bool:
    """Whether an input is the declared one; an address is a text."""
    if not isinstance(given, dict):
        return False
    if (given.get("id"), given.get("property")) != (declared["id"], declared["property"]):
        return False
    return given["id"] != ids.ADDRESS or isinstance(given.get("value"), str | None)


def _names_outputs(outputs: Any, output: str) -> bool:
    some = outputs if isinstance(outputs, list) else [outputs]
    if not all(isinstance(one, dict) for one in some):
        return False
    names = [f"{one.get('id')}.{one.get('property')}" for one in some]
    return output == (f"..{'...'.join(names)}.." if isinstance(outputs, list) else names[0])
