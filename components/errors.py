"""What a reader sees where a request cannot be answered: a plain page with the matter and the remedy, never a traceback."""

from __future__ import annotations

from html import escape

from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from components import request_ids
from components.parts import NAME

# What is the matter, and what to do.
WORDS = {
    400: ("This request cannot be read", "Check the address, or start from the overview."),
    404: ("There is nothing at this address", "Check the address, or start from the overview."),
    405: ("This address does not take such a request", "Open it as a page, or start from the overview."),
    413: ("This request is too large", "Send less at once."),
    414: ("This address is too long", "Choose fewer filters, or start from the overview."),
    415: ("This request is not in a form that is read here", "Send JSON."),
    429: ("Too many files at once", "Wait a minute, then ask again."),
    500: ("This could not be answered", "The reason is in the server's log, under the request's name."),
    503: ("The figures are not ready", "Try again in a minute."),
}
_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {site}</title></head>
<body><main><h1>{title}</h1><p>{remedy}</p><p><a href="/">Overview</a></p><p>Request {identifier}</p></main></body>
</html>
"""


def page(status: int) -> Response:
    """The plain page of a status."""
    known = status if status in WORDS else 500 if status >= 500 else 400
    title, remedy = WORDS[known]
    text = _PAGE.format(
        title=escape(title),
        remedy=escape(remedy),
        site=escape(NAME),
        identifier=escape(request_ids.of(request.environ)),
    )
    response = Response(text, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def add_pages(server: Flask) -> None:
    """Answer every error with its plain page; what the program did not expect is logged with the request's name."""

    def refused(problem: HTTPException) -> Response:
        response = page(problem.code or 500)
        for name, value in problem.get_headers():
            if name.lower() in ("allow", "retry-after"):
                response.headers[name] = value
        return response

    def redirected_or_refused(problem: HTTPException) -> Response | HTTPException:
        return problem if (problem.code or 500) < 400 else refused(problem)

    def missing(problem: Exception) -> Response:
        return page(404)

    def failed(problem: Exception) -> Response:
        server.logger.error(
            "Request %s: %s %r failed",
            request_ids.of(request.environ),
            request.method,
            request.path,
            exc_info=problem,
        )
        return page(500)

    server.register_error_handler(HTTPException, redirected_or_refused)
    server.register_error_handler(InvalidResourceError, missing)
    server.register_error_handler(DependencyException, missing)
    server.register_error_handler(Exception, failed)
