"""Requests that no page of ours makes: each is refused in plain words with a status of 4xx, and none ends in a fault."""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from app import create_app
from components import ids
from tests import built_tables
from tests.faults.serving import Served, served
from tests.soak import held, times

REQUESTS = times(300, 5_000)
CALLBACKS = "/_dash-update-component"
SAID_BY_FAULTS = ("Traceback", 'File "', "Werkzeug", "site-packages", "Internal Server Error")

TRAVERSALS = [
    "/../etc/passwd", "/assets/../app.py", "/assets/..%2f..%2fapp.py", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/....//....//app.py",
    "/assets/..\\..\\app.py", "/assets/%c0%ae%c0%ae/app.py", "/assets//etc/passwd", "/data/../../etc/passwd", "/data/..%2f..%2fapp.py",
    "/data/figures.csv/../../app.py", "/reports/..%2f..%2fetc%2fpasswd", "/figure/../../app.py", "/_dash-component-suites/../../app.py",
    "/_dash-component-suites/dash/../../../app.py", "/_dash-component-suites/os/path.js", "/data/.env", "/.git/config", "/etc/passwd",
    "/data/figures.csv%00.png", "/assets/style.css%00.js", "/_favicon.ico/../x", "/data/tables/figures.parquet", "/builds/current",
]  # fmt: skip
UNKNOWN = [
    "/figure/0000000000000000", "/figure/<script>", "/figure/%F0%9F%98%80", f"/figure/{'a' * 3000}", "/reports/none", "/reports/%00",
    "/nowhere", "/data/nothing.csv", "/data/figures.exe", "/data/figures", "/explore/more", "/_dash-nothing", "/wp-admin.php",     "/%ff%fe", "/data/briefing.pdf", "/reports/2010-12-09-sop-08/x",
]  # fmt: skip
REFUSED_QUERIES = [
    "metric=" + "a" * 100_000, "metric=a&" * 5_000, "&".join(f"k{place}=v" for place in range(3_000)), "q=" + "%25" * 5_000,
]  # fmt: skip
STRANGE_QUERIES = [
    "metric=%00", "metric[]=a", "metric=offences%27%20OR%201=1--", "from=2007-13-45&to=x", "q=%ff%fe", "q=(((((((((((((((((", "q=.*%2B?[",
    "slide=99999999999999999999", "slide=-1", "pair=none", "show=%3Cscript%3E", "metric=../../etc", "version=%0d%0aSet-Cookie:a=b", "=", "&&&",
    "earlier=none&later=none", "sort=%F0%9F%98%80", "bom=2", "family=%E2%80%AE", "q=" + "a" * 1_900,
]  # fmt: skip
PAGES = ["/", "/explore", "/compare", "/briefing", "/checks", "/reports", "/data"]
FILES = [
    "/data/figures.csv",
    "/data/comparisons.json",
    "/data/checks.parquet",
    "/data/reports.xlsx",
    "/data/briefing.pptx",
]
BODIES: list[bytes] = [
    b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}", b"\xff\xfe\x00", b'{"output":null}', b'{"output":"..x.y.."}', b'{"output":["a"]}',
    b'{"inputs":5}', b"[" * 20_000, b'{"a":' * 5_000, b'{"output":"%s"}' % (b"a" * 50_000), b"x" * 5_000_000,
    b'{"output":"page.children","outputs":{"id":"page","property":"children"},"inputs":[],"changedPropIds":[]}',
    b'{"__proto__":{"x":1},"output":"x.y","outputs":[],"inputs":[{}]}',
]  # fmt: skip
METHODS = ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"]


@pytest.fixture(scope="module")
def client() -> Any:
    return create_app(built_tables.tables()).server.test_client()


def plain(response: Any) -> None:
    """A refusal is short, and tells nothing of the program."""
    assert 400 <= response.status_code < 500, response.status
    refused_well(response)


def refused_well(response: Any) -> None:
    text = response.get_data().decode("utf-8", "replace")
    assert not any(said in text for said in SAID_BY_FAULTS), text[:500]
    assert response.status_code < 500, text[:500]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", TRAVERSALS)
def test_a_path_that_leads_outside_is_not_there(client: Any, path: str) -> None:
    response = client.get(path)
    plain(response)
    assert b"root:" not in response.data
    assert b"create_app" not in response.data


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_there_is_404(client: Any, path: str) -> None:
    response = client.get(path)
    plain(response)
    assert response.status_code in (404, 400)


@pytest.mark.parametrize("query", REFUSED_QUERIES, ids=range(len(REFUSED_QUERIES)))
@pytest.mark.parametrize("path", [*PAGES[:2], *FILES[:2]])
def test_a_query_that_is_too_long_is_refused(client: Any, path: str, query: str) -> None:
    plain(client.get(f"{path}?{query}", follow_redirects=True))


@pytest.mark.parametrize("query", STRANGE_QUERIES)
def test_a_strange_query_is_ignored_by_pages_and_refused_by_files(client: Any, query: str) -> None:
    for path in PAGES:
        response = client.get(f"{path}?{query}")
        refused_well(response)
        assert "This page could not be made" not in response.text
    for path in FILES:
        refused_well(client.get(f"{path}?{query}"))


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_the_body_of_a_callback_that_is_none_is_refused(client: Any, body: bytes) -> None:
    for kind in ("application/json", "text/plain", ""):
        plain(client.post(CALLBACKS, data=body, content_type=kind))


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_an_address_does_not_take_is_refused(client: Any, method: str) -> None:
    for path in ("/data/figures.csv", "/health", "/version", CALLBACKS):
        response = client.open(path, method=method, data=b"x")
        refused_well(response)
        assert method == "OPTIONS" or response.status_code >= 400


def callback(client: Any) -> dict[str, Any]:
    """The body of the callback that fills a page, as a browser sends it."""
    (found,) = (one for one in client.get("/_dash-dependencies").get_json() if not one["clientside_function"])
    outputs = [output.rsplit(".", 1) for output in found["output"].strip(".").split("...")]
    return {
        "output": found["output"],
        "outputs": [{"id": identifier, "property": name} for identifier, name in outputs],
        "inputs": [
            {"id": ids.ADDRESS, "property": "data", "value": "/explore"},
        ],
        "changedPropIds": [f"{ids.ADDRESS}.data"],
    }


def broken(draw: random.Random, body: Any) -> Any:
    """A body in which one value, somewhere, is another."""
    if isinstance(body, dict) and body and draw.random() < 0.8:
        key = draw.choice(sorted(body))
        if draw.random() < 0.2:
            return {name: value for name, value in body.items() if name != key}
        return body | {key: broken(draw, body[key])}
    if isinstance(body, list) and body and draw.random() < 0.8:
        place = draw.randrange(len(body))
        return [*body[:place], broken(draw, body[place]), *body[place + draw.randrange(2) :]]
    values: list[Any] = [
        None, 0, -1, 1e308, "", "x", [], {}, [[]], {"a": 1}, True, "/figure/x", "?metric=x", "a" * 3_000, "\0", "\ud83d", "../..", ["/"], "?" + "&" * 500,
    ]  # fmt: skip
    return draw.choice(values)


def drawn(draw: random.Random, client: Any, body: dict[str, Any]) -> Callable[[], Any]:
    """One request of those above, or of pieces of them."""
    kind = draw.randrange(4)
    if kind == 0:
        made = broken(draw, body)
        for _ in range(draw.randrange(3)):
            made = broken(draw, made)
        return lambda: client.post(CALLBACKS, data=json.dumps(made), content_type="application/json")
    pieces = [*TRAVERSALS, *UNKNOWN, *PAGES, *FILES]
    path = draw.choice(pieces)
    if kind == 1:
        path += draw.choice(("", "/", "//", "%2f", "/../", "%00", ";x", ".json", "?", "#")) + draw.choice(
            pieces
        )
    if kind == 2:
        start = draw.randrange(len(path))
        path = (
            path[:start]
            + quote(bytes(draw.randrange(256) for _ in range(draw.randrange(1, 9))))
            + path[start:]
        )
    query = draw.choice(("", *STRANGE_QUERIES)) + draw.choice(("", "&" + draw.choice(STRANGE_QUERIES)))
    headers = draw.choice(
        ({}, {"If-None-Match": '"' * 99}, {"Range": "bytes=-1,0-,9-1"}, {"Accept-Encoding": "x;q=z"}, {"Host": "attacker.example"},
         {"Cookie": "a=" + "b" * 3_000}, {"X-Request-Id": "x" * 999}, {"If-Modified-Since": "never"}, {"Content-Length": "-1"})
    )  # fmt: skip
    return lambda: client.get(f"/{path.lstrip('/')}?{query}", headers=headers)


def test_no_drawn_request_is_a_fault(client: Any) -> None:
    draw = random.Random(REQUESTS)
    body = callback(client)
    assert client.post(CALLBACKS, json=body).status_code == 200
    for _ in range(REQUESTS):
        refused_well(drawn(draw, client, body)())


RAW = [
    b"GET /assets/../../../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 5_000 + b"\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 50_000 + b"\r\n\r\n",
    b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    b"POST /_dash-update-component HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n\r\n",
    b"POST /_dash-update-component HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", b"GET http://attacker.example/ HTTP/1.1\r\nHost: b\r\n\r\n",
    b"GET /data/figures.csv?metric=\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /%0d%0aSet-Cookie:x=1 HTTP/1.1\r\nHost: a\r\n\r\n",
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(built_tables.folder(), tmp_path_factory.mktemp("log") / "log") as made:
        yield made


def answer_to(port: int, request: bytes) -> bytes:
    """What comes back on a connection that is closed for writing after the request."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65_536):
                received += piece
        except ConnectionError:
            pass  # refused before it was read to its end
    return received


@pytest.mark.parametrize("request_", RAW, ids=range(len(RAW)))
def test_a_request_that_is_no_http_ends_no_worker(server: Served, request_: bytes) -> None:
    workers = server.workers()
    received = answer_to(server.port, request_)
    status = received.split(b" ", 2)[1:2]
    assert not status or status[0][:1] in (b"2", b"3", b"4") or status[0] == b"505", received[:300]
    assert not any(said.encode() in received for said in SAID_BY_FAULTS if said != "Internal Server Error")
    assert b"root:" not in received
    assert b"Set-Cookie" not in received.split(b"\r\n\r\n", 1)[0].replace(b"%0aSet-Cookie", b"")
    assert server.workers() == workers
    connection = server.connection()
    connection.request("GET", "/health")
    assert connection.getresponse().status == 200
    connection.close()


def test_the_figures_of_hostile_requests_are_kept(request: pytest.FixtureRequest, server: Served) -> None:
    assert not request.session.testsfailed
    assert b"Traceback" not in server.log.read_bytes()
    listed = len(TRAVERSALS) + len(UNKNOWN) + len(REFUSED_QUERIES) * 4 + len(BODIES) * 3 + len(RAW)
    held(
        "hostile_requests",
        f"{listed} listed and {REQUESTS:,} drawn requests",
        "plain pages of 4xx (or the page, what is strange in its query left aside); no traceback, every answer with its security "
        "headers, no worker ended",
    )
