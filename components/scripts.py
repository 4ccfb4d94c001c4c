"""Scripts and style sheets: packed once as small as can be, and kept by browsers for good.

Their addresses name the version of their content, so that a browser never asks again. The one address without a version is
that of Plotly: behind it stands the basic bundle (a quarter of the full one), with all the kinds of charts that the pages have.
In the place of Babel's polyfill, which makes old browsers of this one and takes a tenth of a second, stands the one part of it
that Dash's scripts call.
"""

from __future__ import annotations

import re
from pathlib import Path

from backports import zstd
from flask import Flask, Response, request, send_file

SUITES = "/_dash-component-suites/"
ASSETS = "/assets/"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
GRAPH = "/_dash-component-suites/dash/dcc/async-graph.js"  # fetched for the first chart
GENERATORS = f"{SUITES}regenerator-runtime/0.14.1/runtime.js"
VENDOR = Path(__file__).parent / "vendor"
SERVED = {PLOTLY: VENDOR / "plotly-basic.min.js", GENERATORS: VENDOR / "regenerator-runtime.js"}
_POLYFILL = re.compile(rf'<script src="{SUITES}dash/deps/polyfill@[^"]*"')
FOR_GOOD = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
LEVEL = 19  # of zstd: 0.3 seconds for the largest, once for each process, or once before they are forked


def are_asked_for() -> bool:
    """Whether the request is for a script or a style sheet."""
    return request.path.startswith((SUITES, ASSETS))


def without_polyfill(document: str) -> str:
    """A document of Dash with what its scripts need in the place of the polyfill."""
    return _POLYFILL.sub(f'<script src="{GENERATORS}"', document)


def add_routes(server: Flask) -> None:
    """Serve the basic bundle of Plotly, and pack and mark what browsers may keep.

    Call it after compression was added to the server: what is packed here is then left alone.
    """

    def vendored() -> Response:
        return send_file(SERVED[request.path], mimetype="text/javascript")

    def packed(response: Response) -> Response:
        if response.status_code != 200 or not are_asked_for() or "Content-Encoding" in response.headers:
            return response  # what is remembered is packed already
        if request.path == PLOTLY:
            response.headers["Cache-Control"] = A_DAY
        elif request.path.startswith(SUITES) or request.args.get("m"):
            response.headers["Cache-Control"] = FOR_GOOD
        if request.accept_encodings["zstd"] and (response.mimetype or "").startswith("text/"):
            response.direct_passthrough = False
            response.set_data(zstd.compress(response.get_data(), LEVEL))
            response.headers["Content-Encoding"] = "zstd"
            response.vary.add("Accept-Encoding")
        return response

    for address in SERVED:
        server.add_url_rule(address, "vendored", vendored)
    server.after_request(packed)
