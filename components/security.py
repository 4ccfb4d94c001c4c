"""Headers that keep a page to its own scripts and out of other sites' frames."""

from __future__ import annotations

import dash
from flask import Response, request

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), fullscreen=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-site",
}
TRANSPORT = "max-age=31536000; includeSubDomains"  # behind TLS only: a year
POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def add_headers(app: dash.Dash) -> None:
    """Send the headers with every response; call it after the last callback is declared, for their scripts are hashed."""
    hashes = " ".join(f"'{value.strip(chr(39))}'" for value in app.csp_hashes())
    headers = HEADERS | {"Content-Security-Policy": POLICY.format(hashes=hashes)}

    def with_headers(response: Response) -> Response:
        for name, text in headers.items():
            response.headers.setdefault(name, text)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", TRANSPORT)
        return response

    app.server.after_request(with_headers)
