"""Scripts and style sheets: packed once as small as can be, and kept by browsers for good.

The site's own, of `assets/`, are sent as one script and one style sheet: a browser gets two answers sooner than eleven.
Their addresses name the version of their content, so that a browser never asks again. Charts are drawn by Plotly's basic bundle
(a quarter of the full one), which has all the kinds of charts that the pages have.
Plotly and Dash's own scripts run when the page was painted (`assets/start.js`).
In the place of Babel's polyfill, which makes old browsers of this one and takes a tenth of a second, stands the one part of it
that Dash's scripts call.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from backports import zstd
from flask import Flask, Response, request

SUITES = "/_dash-component-suites/"
ASSETS = "/assets/"
PLOTLY = f"{SUITES}plotly-basic/4.1.1/plotly.js"
GENERATORS = f"{SUITES}regenerator-runtime/0.14.1/runtime.js"
VENDOR = Path(__file__).parent / "vendor"
SERVED = {PLOTLY: VENDOR / "plotly-basic.min.js", GENERATORS: VENDOR / "regenerator-runtime.js"}
# A page with charts needs their script soon; another fetches it when it has time, for the page that may come next.
WITH_CHARTS = f'<script id="plotly" defer src="{PLOTLY}"></script>'
WITHOUT = f'<link id="plotly" rel="prefetch" as="script" href="{PLOTLY}">'
_NOTICE = re.compile(r"/\*.*?\*/\s*", re.DOTALL)  # of its licence
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>\s*')
# Dash's scripts that nothing here needs: its polyfill, and its table, for the pages are written as HTML.
_UNUSED = (f"{SUITES}dash/deps/polyfill@", f"{SUITES}dash/dash_table/")
_RENDERER = re.compile(r'<script id="_dash-renderer"[^>]*>.*?</script>', re.DOTALL)
MIMETYPES = {"css": "text/css", "js": "text/javascript"}  # of the site's own
FOR_GOOD = "public, max-age=31536000, immutable"
HEAD = 1_000  # characters before the function that holds a whole script
LEVEL = 19  # of zstd: 0.3 seconds for the largest, once for each process, or once before they are forked


def are_asked_for() -> bool:
    """Whether the request is for a script or a style sheet."""
    return request.path.startswith((SUITES, ASSETS))


@cache
def site(kind: str) -> str:
    """The site's own scripts (`js`) or style sheets (`css`) as one, in the order of their names."""
    files = sorted((Path(__file__).parent / "assets").glob(f"*.{kind}"))
    return "\n".join(f"/* {file.name} */\n{file.read_text(encoding='utf-8')}" for file in files)


def site_address(kind: str) -> str:
    """Where `site` is served, with the version of its content.

    >>> site_address("css").partition("?")[0]
    '/assets/site.css'
    """
    return f"{ASSETS}site.{kind}?m={hashlib.sha256(site(kind).encode()).hexdigest()[:12]}"


def in_order(document: str) -> str:
    """A document of Dash whose scripts wait until the page is there: the site's first, which draws its charts. Dash's, with what
    they need in the place of the polyfill, are fetched when the browser has time, and wait in a template until the page was painted.
    """
    found: list[str] = _SCRIPT.findall(document)
    later = [GENERATORS, *(one for one in found if not one.startswith(_UNUSED))]
    renderer = _RENDERER.search(document)
    if renderer is None:
        raise ValueError(
            "Dash's document has no renderer any more: bring _RENDERER up to date with this version of Dash"
        )
    head = f'<link rel="stylesheet" href="{site_address("css")}">'
    head += "".join(f'<link rel="prefetch" as="script" href="{one}">' for one in later)
    waiting = "".join(f'<script src="{one}"></script>\n' for one in later)
    foot = f'<script defer src="{site_address("js")}"></script>\n<template id="later">{waiting}{renderer.group()}</template>\n'
    document = _RENDERER.sub("", _SCRIPT.sub("", document))
    return document.replace("</head>", f"{head}</head>", 1).replace("</body>", f"{foot}</body>", 1)


def held(script: str) -> str:
    """A script of one large function that is handed over to be called, as that function alone: `bringPlotly`, for the page to call.

    It stands in brackets: browsers compile what does while they load it and beside the page; any other function only when it is
    called, which the page has to wait for. A script of another form stays as it is, and runs when it is there.

    >>> held("/* (c) */ (function(f) { f() } (() => { draw() }));")
    '/* (c) */ window.bringPlotly = (() => { draw() });'
    """
    head, mark, body = script.partition("() => {")
    inside, end, nothing = body.rpartition("}));")
    if not (mark and end) or nothing.strip() or len(head) > HEAD:
        return script
    notice = _NOTICE.match(head)
    return f"{notice[0] if notice else ''}window.bringPlotly = (() => {{{inside}}});{nothing}"


def add_routes(server: Flask) -> None:
    """Serve the basic bundle of Plotly, and pack and mark what browsers may keep.

    Call it after compression was added to the server: what is packed here is then left alone.
    """

    def vendored() -> Response:
        text = SERVED[request.path].read_text(encoding="utf-8")
        return Response(held(text), mimetype="text/javascript")

    def packed(response: Response) -> Response:
        if response.status_code != 200 or not are_asked_for() or "Content-Encoding" in response.headers:
            return response  # what is remembered is packed already
        if request.path.startswith(SUITES) or request.args.get("m"):
            response.headers["Cache-Control"] = FOR_GOOD
        if request.accept_encodings["zstd"] and (response.mimetype or "").startswith("text/"):
            response.direct_passthrough = False
            response.set_data(zstd.compress(response.get_data(), LEVEL))
            response.headers["Content-Encoding"] = "zstd"
            response.vary.add("Accept-Encoding")
        return response

    def own() -> Response:
        kind = request.path.rpartition(".")[2]
        return Response(site(kind), mimetype=MIMETYPES[kind])

    for address in SERVED:
        server.add_url_rule(address, "vendored", vendored)
    for kind in MIMETYPES:
        server.add_url_rule(f"{ASSETS}site.{kind}", "own", own)
    server.after_request(packed)
