"""Scripts and style sheets: packed once as small as can be, and kept by browsers for good.

Their addresses name the version of their content, so that a browser never asks again. The one address without a version is
that of Plotly: behind it stands the basic bundle (a quarter of the full one), with all the kinds of charts that the pages have.
"""

from __future__ import annotations

from pathlib import Path

from backports import zstd
from flask import Flask, Response, request, send_file

SUITES = "/_dash-component-suites/"
ASSETS = "/assets/"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
GRAPH = "/_dash-component-suites/dash/dcc/async-graph.js"  # fetched for the first chart
BUNDLE = Path(__file__).parent / "vendor" / "plotly-basic.min.js"
FOR_GOOD = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
LEVEL = 19  # of zstd: 0.3 seconds for the largest, once for each process, or once before they are forked


def are_asked_for() -> bool:
    """Whether the request is for a script or a style sheet."""
    return request.path.startswith((SUITES, ASSETS))


def add_routes(server: Flask) -> None:
    """Serve the basic bundle of Plotly, and pack and mark what browsers may keep.

    Call it after compression was added to the server: what is packed here is then left alone.
    """

    def plotly() -> Response:
        return send_file(BUNDLE, mimetype="text/javascript")

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

    server.add_url_rule(PLOTLY, "plotly", plotly)
    server.after_request(packed)
