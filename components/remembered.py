"""Answers that were given before, kept compressed in memory for as long as the tables stay the same.

A page is worked out once for each build, address and form of compression; after that its bytes are sent as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Event, Lock
from time import monotonic

from cachetools import LRUCache
from flask import Flask, Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from components.store import NoTables, Tables

LONGEST_WAIT = 20  # seconds for an answer that another request is working out; then it is worked out again
LONGEST = 4_096  # bytes of a request body that a key may hold
Answer = tuple[bytes, int, tuple[tuple[str, str], ...]]
# What belongs to one request alone.
OWN_HEADERS = frozenset({"content-length", "date", "set-cookie", "strict-transport-security"})
FORMS = ("zstd", "br", "gzip", "deflate")  # of compression


class Memory:
    """Answers by request, the least recently used forgotten first; all of them when other tables come."""

    def __init__(self, megabytes: int) -> None:
        self._kept: LRUCache[Hashable, Answer] = LRUCache(megabytes * 1_000_000, getsizeof=_size)
        self._tables: Tables | NoTables | None = None
        self._lock = Lock()
        self._in_work: dict[Hashable, Event] = {}

    def found_or_begun(self, key: Hashable, tables: Tables | NoTables) -> Answer | None:
        """The answer to a request, if it is known or being worked out; None to the one who is to work it out.

        Many who ask for a new page at once wait for the first of them, so that it is made once and not by each.
        """
        end = monotonic() + LONGEST_WAIT
        while True:
            found = self.find(key, tables)
            if found is not None:
                return found
            with self._lock:
                event = self._in_work.get(key)
                if event is None:
                    self._in_work[key] = Event()
                    return None
            if not event.wait(max(end - monotonic(), 0)):
                return None

    def ended(self, key: Hashable) -> None:
        """Whoever worked on an answer has ended, well or not: those who wait look again."""
        with self._lock:
            event = self._in_work.pop(key, None)
        if event is not None:
            event.set()

    def find(self, key: Hashable, tables: Tables | NoTables) -> Answer | None:
        """The answer to a request on these tables, if it is known."""
        with self._lock:
            if self._tables is not tables:
                self._kept.clear()
                self._tables = tables
            return self._kept.get(key)

    def keep(self, key: Hashable, answer: Answer, tables: Tables | NoTables) -> None:
        """Remember an answer that was worked out on these tables, unless others have come since."""
        with self._lock:
            if self._tables is tables and _size(answer) <= self._kept.maxsize / 4:
                self._kept[key] = answer


def _size(answer: Answer) -> int:
    return len(answer[0]) + 1_000


def add_memory(
    server: Flask,
    tables: Callable[[], Tables | NoTables],
    megabytes: int,
    rememberable: Callable[[], bool],
) -> None:
    """Answer from memory, and remember what is answered to requests of which `rememberable` holds; nothing at 0 megabytes.

    Call it on a server that has no other hooks yet: the answer is then kept as it is sent, after its compression.
    """

    if not megabytes:
        return
    memory = Memory(megabytes)

    def recall() -> AnyResponse | None:
        if request.routing_exception is not None or (request.content_length or 0) > LONGEST:
            return None
        if not rememberable():
            return None
        current = tables()
        if isinstance(current, NoTables):
            return None
        g.remembered = (_key(), current)
        found = memory.found_or_begun(*g.remembered)
        if found is None:
            g.begun = g.remembered[0]
            return None
        body, status, headers = found
        del g.remembered
        response = Response(body, status, headers)
        return response.make_conditional(request) if request.method == "GET" else response

    def remember(response: Response) -> Response:
        key, current = g.pop("remembered", (None, None))
        if key is not None and response.status_code in (200, 404):
            kept = tuple(
                (name, text) for name, text in response.headers.items() if name.lower() not in OWN_HEADERS
            )
            response.direct_passthrough = False
            memory.keep(key, (response.get_data(), response.status_code, kept), current)
        return response

    def let_others_on(error: BaseException | None) -> None:
        key = g.pop("begun", None)
        if key is not None:
            memory.ended(key)

    server.before_request(recall)
    server.after_request(remember)
    server.teardown_request(let_others_on)


def forget() -> None:
    """The answer to this request is not to be kept."""
    g.pop("remembered", None)


def _key() -> Hashable:
    return (
        request.method,
        request.full_path,
        request.get_data(cache=True),
        tuple(form for form in FORMS if request.accept_encodings[form]),
    )
