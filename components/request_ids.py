"""A name for every request: the one that a proxy gave it, or a new one; it stands in the answer and in the log.

With it, what a reader reports ("request 3f2a…") is found in the log of the server and of every proxy before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

HEADER = "X-Request-ID"
KEY = "police.request_id"  # in the environment of a WSGI request
_WELL_FORMED = re.compile(r"[0-9A-Za-z._-]{8,64}")


def of(environment: dict[str, Any]) -> str:
    """The name of a request; empty for one that did not come through `named`."""
    return str(environment.get(KEY, ""))


def named(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The WSGI application with a name for each request; a name that is not well formed is replaced."""

    def answer(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        given = environment.get("HTTP_X_REQUEST_ID", "")
        name = given if _WELL_FORMED.fullmatch(given) else uuid4().hex
        environment[KEY] = name

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [*headers, (HEADER, name)], *more)

        return application(environment, begin)

    return answer
