"""What the server answers to the address of a page: the whole page as HTML at once, which the scripts then bring to life.

A page that is not there is answered 404, with the same words that the scripts show.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from urllib.parse import quote

import dash
from flask import Flask, Response, request

from components import ids, parts, remembered, scripts, still
from components.parts import Page

_SCRIPT = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')
_MARK = "<!-- the page -->"
_HEAD = "</head>"
INDEX = f"""<!DOCTYPE html>
<html lang="en-GB">
  <head>{{%metas%}}<title>{{%title%}}</title>{{%favicon%}}{{%css%}}</head>
  <body>
    {_MARK}
    <noscript><p class="wrap">Marks of charts that can be pointed at, pictures to save and slides by keys need JavaScript; all else works without.</p></noscript>
    {{%app_entry%}}
    {{%config%}}{{%scripts%}}{{%renderer%}}
  </body>
</html>"""


def are_asked_for() -> bool:
    """Whether the request is for a page."""
    return request.method == "GET" and request.endpoint in ("/", "/<path:path>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What fills the frame for an address: the page, the navigation, which build it is of, and the status of the answer."""

    page: Page
    navigation: parts.Child
    build: parts.Child
    status: int

    @property
    def title(self) -> str:
        """The title of the window."""
        return f"{self.page.title} – {parts.NAME}"


def add_documents(app: dash.Dash, shown: Callable[[str, str], Shown]) -> None:
    """Answer the addresses of pages with their HTML; call it once the layout is there and all callbacks are declared."""

    @lru_cache(maxsize=1)
    def index() -> str:
        """The document of all pages, as Dash makes it from INDEX."""
        return scripts.in_order(str(app.index()))  # type: ignore[no-untyped-call]

    def answer(path: str = "") -> Response:
        made = shown(f"/{quote(path)}", f"?{request.query_string.decode('utf-8', 'replace')}")
        frame = parts.frame()
        frame[ids.MAIN].children = made.page.content
        frame[ids.NAVIGATION].children = made.navigation
        frame[ids.BUILD].children = made.build
        text = index().replace(_MARK, still.html_of(frame), 1)
        text = text.replace(f"<title>{parts.NAME}</title>", f"<title>{escape(made.title)}</title>", 1)
        plotly = scripts.WITH_CHARTS if still.has_chart(made.page.content) else scripts.WITHOUT
        text = text.replace(_HEAD, f"{plotly}{_HEAD}", 1)
        response = Response(text, made.status, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"  # ask again: a new build has the same address
        response.add_etag()
        return response

    for endpoint in ("/", "/<path:path>"):
        app.server.view_functions[endpoint] = answer


def warm(server: Flask) -> None:
    """Work out the overview and pack the scripts before the first reader comes; what is remembered goes to forked workers."""
    client = server.test_client()
    packed = {"Accept-Encoding": ", ".join(remembered.FORMS)}
    text = client.get("/").text
    client.get("/", headers=packed)
    for address in _SCRIPT.findall(text):
        client.get(unescape(address), headers=packed)
