"""The server's side of the app: headers, errors, limits, health, and what is remembered."""

from __future__ import annotations

import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import dash
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from app import CAME, create_app
from components import access_log, documents, guard, ids, pages, request_ids, scripts, security
from components.settings import Settings
from components.store import NoTables, Tables, reader
from tests import sample_tables

PACKED = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    read = reader(sample_tables.write(tmp_path_factory.mktemp("tables")))()
    assert isinstance(read, Tables)
    return replace(read, version="first", built="2026-11-22T00:44:00+00:00")


@pytest.fixture(scope="module")
def app(tables: Tables) -> dash.Dash:
    return create_app(tables)


@pytest.fixture
def client(app: dash.Dash) -> Any:
    return app.server.test_client()


def asked(app: dash.Dash, address: Any = "/") -> dict[str, Any]:
    """The body of the callback that fills the page."""
    (output,) = (name for name in app.callback_map if ids.PAGE in name)
    outputs = [one.rsplit(".", 1) for one in output.strip(".").split("...")]
    return {
        "output": output,
        "outputs": [{"id": identifier, "property": name} for identifier, name in outputs],
        "inputs": [
            {"id": ids.ADDRESS, "property": "data", "value": address},
        ],
        "changedPropIds": [f"{ids.ADDRESS}.data"],
    }


# errors


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/figure/absent", 404),
        ("GET", "/reports/absent", 404),
        ("GET", "/reports/../../etc/passwd", 404),
        ("GET", "/reports/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404),
        ("GET", "/figure/%00", 404),
        ("GET", "/assets/../../app.py", 404),
        ("GET", "/assets/%2e%2e/security.py", 404),
        ("GET", "/_dash-component-suites/dash/../../app.py", 404),
        ("GET", "/_dash-component-suites/<b>/x.js", 404),
        ("GET", "/data/../figures.csv", 404),
        ("GET", "/data/figures.exe", 404),
        ("GET", "/data/figures.csv?metric=absent", 400),
        ("GET", "/data/figures.csv?from=%00", 400),
        ("GET", "/?q=" + "a" * 5000, 414),
        ("GET", "/data/figures.csv?" + "metric=a&" * 1000, 414),
        ("POST", "/", 405),
        ("DELETE", "/data/figures.csv", 405),
        ("PUT", "/health", 405),
        ("POST", "/_dash-update-component", 415),
    ],
)
def test_what_cannot_be_answered_is_a_plain_page_with_the_headers(
    client: Any, method: str, address: str, status: int
) -> None:
    response = client.open(address, method=method)
    assert response.status_code == status
    assert response.mimetype in ("text/html", "text/plain")
    assert "Traceback" not in response.text
    assert "<b>/x" not in response.text
    for name, value in security.HEADERS.items():
        assert response.headers[name] == value
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert len(response.headers[request_ids.HEADER]) == 32


def test_a_fault_of_the_program_is_logged_with_the_name_of_the_request(
    tables: Tables, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(tables).server.test_client()
    monkeypatch.setattr("components.downloads.address.read", lambda query, tables: 1 / 0)
    response = client.get("/data/figures.csv", headers={"X-Request-ID": "request-of-the-proxy"})
    assert response.status_code == 500
    assert "request-of-the-proxy" in response.text
    assert "ZeroDivisionError" not in response.text
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "request-of-the-proxy" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_an_allowed_method_is_named(client: Any) -> None:
    assert "GET" in client.post("/health").headers["Allow"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"5",
        b"{}",
        b'{"output": null}',
        b'{"output": []}',
        b'{"output": "absent.children"}',
        b'{"output": {"a": 1}}',
        b"\xff\xfe",
        b"[" * 20_000,
    ],
)
def test_the_body_of_a_callback_that_is_not_ours_is_refused(client: Any, body: bytes) -> None:
    response = client.post(guard.CALLBACKS, data=body, content_type="application/json")
    assert response.status_code == 400
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    "change",
    [
        {"inputs": []},
        {"inputs": None},
        {"inputs": [1, 2]},
        {"inputs": [{"id": "main", "property": "children"}] * 2},
        {"outputs": []},
        {"outputs": "main"},
        {"outputs": [{"id": "main"}]},
        {"state": [{"id": "address", "property": "hash"}]},
        {"changedPropIds": "address.data"},
        {"changedPropIds": [[]]},
    ],
)
def test_parts_of_a_body_that_are_not_those_of_the_callback_are_refused(
    app: dash.Dash, client: Any, change: dict[str, Any]
) -> None:
    assert client.post(guard.CALLBACKS, json=asked(app)).status_code == 200
    assert client.post(guard.CALLBACKS, json=asked(app) | change).status_code == 400


@pytest.mark.parametrize("address", [5, [], {}, {"a": []}, ["/", ""], True])
def test_an_address_that_is_no_text_is_refused(app: dash.Dash, client: Any, address: Any) -> None:
    assert client.post(guard.CALLBACKS, json=asked(app, address)).status_code == 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
PARTS = st.sampled_from(["output", "outputs", "inputs", "state", "changedPropIds"])


@given(changed=st.dictionaries(PARTS, JSON, min_size=1))
@effort(max_examples=150)
def test_no_body_of_a_callback_is_a_fault(app: dash.Dash, changed: dict[str, Any]) -> None:
    response = app.server.test_client().post(guard.CALLBACKS, json=asked(app) | changed)
    assert response.status_code in (200, 400)
    assert "Traceback" not in response.text


def test_a_body_that_is_too_large_is_refused(tables: Tables) -> None:
    client = create_app(tables, Settings(body_kilobytes=1)).server.test_client()
    response = client.post(guard.CALLBACKS, data=b" " * 1025, content_type="application/json")
    assert response.status_code == 413
    assert "Content-Security-Policy" in response.headers


# hosts, proxies, request ids


def test_other_hosts_are_refused_where_hosts_are_named(tables: Tables) -> None:
    client = create_app(tables, Settings(hosts=("figures.example.org",))).server.test_client()
    assert client.get("/", headers={"Host": "figures.example.org"}).status_code == 200
    assert client.get("/health", headers={"Host": "127.0.0.1:8050"}).status_code == 200
    for _ in range(2):  # nor from what is remembered
        assert client.get("/", headers={"Host": "other.example.org"}).status_code == 400


def test_the_headers_of_a_proxy_are_believed_only_where_one_is_named(tables: Tables) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    behind = create_app(tables, Settings(proxies=1)).server.test_client()
    assert "max-age=31536000" in behind.get("/", headers=forwarded).headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in behind.get("/").headers
    alone = create_app(tables).server.test_client()
    assert "Strict-Transport-Security" not in alone.get("/", headers=forwarded).headers


@pytest.mark.parametrize("given_", ["3f2a-9b.c_d", "a" * 64])
def test_a_well_formed_request_id_is_kept(client: Any, given_: str) -> None:
    assert client.get("/health", headers={"X-Request-ID": given_}).headers["X-Request-ID"] == given_


@pytest.mark.parametrize("given_", ["short", "a" * 65, 'x" forged', "<script>alert()", "ü" * 10])
def test_another_request_id_is_replaced(client: Any, given_: str) -> None:
    answered = client.get("/health", headers={"X-Request-ID": given_.encode()}).headers["X-Request-ID"]
    assert answered != given_
    assert len(answered) == 32


def test_a_line_of_the_access_log_is_json_whatever_is_asked_for() -> None:
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": '/"\n{"forged": 1}',
        "QUERY_STRING": "q=%22",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_USER_AGENT": 'agent "quoted"\r\n',
        request_ids.KEY: "request-1",
    }
    response = SimpleNamespace(status="404 NOT FOUND", sent=12)
    line = access_log.line(response, environment, timedelta(milliseconds=1.25), now=0.0)
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "request_id": "request-1",
        "client": "192.0.2.7",
        "method": "GET",
        "path": '/"\n{"forged": 1}',
        "query": "q=%22",
        "status": 404,
        "bytes": 12,
        "milliseconds": 1.2,
        "agent": 'agent "quoted"\r\n',
    }


# the limit on files


def test_more_files_than_the_limit_are_refused_with_the_time_to_wait(tables: Tables) -> None:
    client = create_app(tables, Settings(export_rate="2 per hour")).server.test_client()
    assert client.get("/data/figures.csv").status_code == 200
    assert client.get("/data/groups.json").status_code == 200
    refused = client.get("/data/checks.csv")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3601
    assert "Too many files" in refused.text
    assert client.get("/explore").status_code == 200
    other = client.get("/data/figures.csv", environ_base={"REMOTE_ADDR": "192.0.2.8"})
    assert other.status_code == 200


# health


def test_readiness_names_the_version_or_the_remedy(client: Any, tables: Tables, tmp_path: Path) -> None:
    assert client.get("/health").get_json() == {"status": "up"}
    assert client.get("/ready").get_json() == {
        "status": "ready",
        "version": "first",
        "built": "2026-11-22T00:44:00+00:00",
        "figures": len(tables.figures),
    }
    empty = create_app(tmp_path).server.test_client()
    assert empty.get("/health").status_code == 200
    said = empty.get("/ready")
    assert said.status_code == 503
    assert "python -m etl build" in said.get_json()["remedy"]


# pages as HTML


def test_a_page_is_there_before_its_scripts(client: Any) -> None:
    response = client.get("/explore?metric=hotline_calls")
    assert response.status_code == 200
    assert "<title>Hotline calls – Police performance figures</title>" in response.text
    assert "Hotline calls</h1>" in response.text
    assert scripts.WITH_CHARTS in response.text
    without = client.get("/data").text
    assert scripts.WITH_CHARTS not in without
    assert scripts.WITHOUT in without


def test_no_script_keeps_the_page_waiting_and_its_own_come_first(client: Any) -> None:
    document, _, later = client.get("/explore").text.partition('<template id="later">')
    tags = [tag for tag in re.findall(r"<script[^>]*>", document) if "src=" in tag]
    assert [tag for tag in tags if "defer" not in tag] == []
    assert re.findall(r'src="([^"]+)', "".join(tags)) == [scripts.PLOTLY, scripts.site_address("js")]
    waiting = later.partition("</template>")[0]
    sources = re.findall(r'<script src="([^"]+)"></script>', waiting)
    assert any("dash-renderer" in one for one in sources)
    assert all(one.startswith(scripts.SUITES) for one in sources)
    last = waiting.rpartition("<script")[2]
    assert "new DashRenderer(" in last, "what begins Dash is the last"
    assert last.endswith(f"{{request_post: {CAME}}});</script>")
    for source in sources:
        assert client.get(source).status_code == 200
        assert f'<link rel="prefetch" as="script" href="{source}">' in document


def test_the_sites_own_scripts_and_style_sheets_are_one_each_and_kept_for_good(client: Any) -> None:
    folder = Path(scripts.__file__).parent / "assets"
    document = client.get("/data").text
    for kind, mimetype in scripts.MIMETYPES.items():
        address = scripts.site_address(kind)
        assert document.count(address) == 1
        response = client.get(address)
        assert response.mimetype == mimetype
        assert response.headers["Cache-Control"] == scripts.FOR_GOOD
        files = sorted(folder.glob(f"*.{kind}"))
        assert files
        for file in files:
            assert file.read_text(encoding="utf-8") in response.text


def test_a_document_without_a_renderer_says_what_to_mend() -> None:
    with pytest.raises(ValueError, match="_RENDERER"):
        scripts.in_order("<html><head></head><body></body></html>")


def test_no_polyfill_and_no_table_of_dash_is_loaded_and_what_dash_calls_is_there(client: Any) -> None:
    text = client.get("/").text
    assert "polyfill" not in text
    assert "dash_table/" not in text
    assert f'<script src="{scripts.GENERATORS}"></script>' in text
    served = client.get(scripts.GENERATORS)
    assert "regeneratorRuntime = runtime" in served.text
    assert served.headers["Cache-Control"] == scripts.FOR_GOOD


def test_no_tables_is_a_page_that_says_so_and_503(tmp_path: Path) -> None:
    response = create_app(tmp_path).server.test_client().get("/explore")
    assert response.status_code == 503
    assert "No figures built yet" in response.text


def test_the_text_of_a_report_is_text_in_the_page(tables: Tables) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    figures = tables.figures.assign(quote=hostile, label=hostile, printed="7")
    text = create_app(replace(tables, figures=figures)).server.test_client().get("/explore").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<img src=x" not in text


# what is remembered


def changing(first: Tables | NoTables) -> tuple[list[Tables | NoTables], dash.Dash]:
    held = [first]
    return held, create_app(lambda version="": held[0])


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    page = pages.page

    def count(tables: Any, path: Any, query: Any, **more: Any) -> Any:
        made.append(path)
        return page(tables, path, query, **more)

    monkeypatch.setattr(pages, "page", count)
    return made


def asked_at_once(
    tables: Tables, monkeypatch: pytest.MonkeyPatch, others: int, first: Exception | None = None
) -> list[Any]:
    """The answers to one who asks for a page, and to others who ask for it while it is being made; `first` ends that making."""
    page, begun, go_on = pages.page, Event(), Event()

    def slow(*given: Any, **more: Any) -> Any:
        is_first = not begun.is_set()
        begun.set()
        assert go_on.wait(10)
        if is_first and first is not None:
            raise first
        return page(*given, **more)

    monkeypatch.setattr(pages, "page", slow)
    server = create_app(tables).server
    with ThreadPoolExecutor(1 + others) as pool:
        waiting = [pool.submit(lambda: server.test_client().get("/checks"))]
        assert begun.wait(10)
        waiting += [pool.submit(lambda: server.test_client().get("/checks")) for _ in range(others)]
        go_on.set()
        return [one.result(10) for one in waiting]


def test_a_page_that_many_ask_for_at_once_is_made_once(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    answers = asked_at_once(tables, monkeypatch, 4)
    assert made == ["/checks"]
    assert {one.status_code for one in answers} == {200}
    assert len({one.data for one in answers}) == 1


def test_those_who_wait_for_a_page_that_fails_make_it_themselves(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = asked_at_once(tables, monkeypatch, 1, ValueError("not this time"))
    assert "could not be made" in first.text
    assert "could not be made" not in second.text


def test_a_page_is_made_once_for_each_build(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    made = counted(monkeypatch)
    held, app = changing(tables)
    client = app.server.test_client()
    answers = [client.post(guard.CALLBACKS, json=asked(app, "/explore"), headers=PACKED) for _ in range(3)]
    documents = [client.get("/explore", headers=PACKED) for _ in range(3)]
    assert made == ["/explore", "/explore"]
    assert len({one.data for one in answers}) == len({one.data for one in documents}) == 1
    held[0] = replace(tables, version="second")
    newer = client.get("/explore", headers=PACKED)
    assert "second" in client.get("/explore").text
    assert newer.data != documents[0].data
    assert client.get("/explore", headers={"If-None-Match": documents[0].headers["ETag"]}).status_code == 200


def test_what_was_seen_is_not_sent_again(client: Any) -> None:
    first = client.get("/checks", headers=PACKED)
    assert first.headers["Content-Encoding"] == "zstd"
    for _ in range(2):
        again = client.get("/checks", headers={**PACKED, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_a_page_that_failed_is_made_again(
    tables: Tables, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    app = create_app(tables)
    client = app.server.test_client()
    with monkeypatch.context() as broken:
        broken.setattr(pages.address, "read", lambda query, tables: 1 / 0)
        assert "could not be made" in client.get("/explore").text
        assert "could not be made" in client.post(guard.CALLBACKS, json=asked(app, "/explore")).text
    assert "could not be made" not in client.get("/explore").text
    assert "could not be made" not in client.post(guard.CALLBACKS, json=asked(app, "/explore")).text


def test_nothing_is_remembered_where_there_is_no_room(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    client = create_app(tables, Settings(cache_megabytes=0)).server.test_client()
    assert client.get("/").data == client.get("/").data
    assert len(made) == 2


def test_warmth_is_for_browsers(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    server = create_app(tables).server
    documents.warm(server)
    made = counted(monkeypatch)
    first = server.test_client().get("/", headers=PACKED)
    assert (first.status_code, made) == (200, [])


# scripts


def test_scripts_are_kept_for_good_and_packed(client: Any) -> None:
    document = client.get("/").text
    addresses = [part.split('"')[0] for part in document.replace('href="', 'src="').split('src="')[1:]]
    own = [one for one in addresses if one.startswith((scripts.SUITES, scripts.ASSETS))]
    assert len(own) > 10
    assert scripts.PLOTLY in own
    for one in own:
        plain = client.get(one).data
        for _ in range(2):  # worked out, then remembered
            response = client.get(one, headers=PACKED)
            assert response.headers["Cache-Control"] == scripts.FOR_GOOD
            assert response.headers["Content-Encoding"] == "zstd"
            assert zstd.decompress(response.data) == plain


def test_the_first_page_is_small(client: Any) -> None:
    """What a browser loads for the first chart: at most 0.75 MB."""
    document = client.get("/explore?metric=hotline_calls", headers=PACKED)
    addresses = [
        part.split('"')[0]
        for part in client.get("/explore?metric=hotline_calls")
        .text.replace('href="', 'src="')
        .split('src="')[1:]
    ]
    own = [one for one in dict.fromkeys(addresses) if one.startswith((scripts.SUITES, scripts.ASSETS))]
    sizes = [len(client.get(one, headers=PACKED).data) for one in own]
    assert scripts.PLOTLY in own
    assert len(document.data) + sum(sizes) < 750_000


def test_the_bundle_is_of_the_version_that_plotly_has() -> None:
    import plotly.offline

    assert (
        f"plotly.js (basic - minified) v{plotly.offline.get_plotlyjs_version()}"
        in scripts.SERVED[scripts.PLOTLY].read_text(encoding="utf-8")[:200]
    )


def test_the_bundle_is_compiled_while_it_loads_and_run_when_it_is_called(client: Any) -> None:
    given = scripts.SERVED[scripts.PLOTLY].read_text(encoding="utf-8")
    served = client.get(scripts.PLOTLY).text
    notice, large = given.split("*/", 1)
    assert served.startswith(f"{notice}*/\nwindow.bringPlotly = (() => {{")
    assert served.endswith("window.Plotly = Plotly;\nreturn Plotly;\n});")
    inside = served.partition("() => {")[2].removesuffix("});")
    assert large.partition("() => {")[2].removesuffix("}));") == inside


@pytest.mark.parametrize("script", ["", "f()", "f((() => { a }));\nb()", "f((() => {" + "x" * 9])
def test_a_script_of_another_form_stays_as_it_is(script: str) -> None:
    assert scripts.held(script) == script
