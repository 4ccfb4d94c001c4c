"""The app without a browser: pages as component trees, headers, states."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import dash
import pytest

from app import create_app
from components import ids, pages, parts
from components.store import NoTables, Tables, reader
from etl import schema
from tests import sample_tables
from tests.trees import elements, links, text, tree


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    read = reader(sample_tables.write(tmp_path_factory.mktemp("tables")))()
    assert isinstance(read, Tables)
    return read


@pytest.fixture(scope="module")
def app(tables: Tables) -> dash.Dash:
    return create_app(tables)


def page(tables: Tables | NoTables, path: str, query: str = "") -> tuple[parts.Page, Any]:
    made = pages.page(tables, path, query)
    return made, tree(made.content)


def answer(app: dash.Dash, path: str, query: str = "") -> Any:
    """What the one callback of the content gives for an address, as the browser gets it."""
    client = app.server.test_client()
    (callback,) = (
        one for one in client.get("/_dash-dependencies").get_json() if not one["clientside_function"]
    )
    outputs = [output.rsplit(".", 1) for output in callback["output"].strip(".").split("...")]
    return client.post(
        "/_dash-update-component",
        json={
            "output": callback["output"],
            "outputs": [{"id": identifier, "property": name} for identifier, name in outputs],
            "inputs": [
                {"id": ids.ADDRESS, "property": "data", "value": f"{path}{query}"},
            ],
            "changedPropIds": [f"{ids.ADDRESS}.data"],
        },
    )


def test_every_module_of_the_pages_is_a_route_with_its_own_path() -> None:
    routes = pages.routes()
    assert {"/", "/explore"} <= {route.path for route in routes}
    assert len({route.path for route in routes}) == len(routes)
    names = [name for name, _ in pages.navigation()]
    assert names[:2] == ["Overview", "Explore"]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", ["/nowhere", "/explore/more", "/figure", "/<script>"])
def test_an_unknown_path_is_no_such_page(tables: Tables, path: str) -> None:
    made, content = page(tables, path)
    assert made.title == "There is no such page"
    assert path in text(content)
    assert set(links(content)) == {"/"}


@pytest.mark.parametrize("path", [None, "", "/", "//"])
def test_no_path_is_the_overview(tables: Tables, path: str | None) -> None:
    assert pages.page(tables, path, None).title == "Overview"


def test_a_path_with_a_slash_at_its_end_is_the_same_page(tables: Tables) -> None:
    assert pages.page(tables, "/explore/", "").title == "Explore the figures"


@pytest.mark.parametrize("query", ["?metric=absent", "?metric=offences&group=absent", "?metric=%3Cb%3E"])
def test_an_unknown_code_leaves_a_notice(tables: Tables, query: str) -> None:
    made, content = page(tables, "/explore", query)
    assert text(content).startswith("Left out of this view: there is no ")
    assert made.status.startswith("Left out")


def test_a_link_made_on_other_data_says_so(tables: Tables) -> None:
    made, content = page(replace(tables, version="new"), "/explore", "?version=old")
    assert text(content).startswith(
        "This link was made on data version old, which is no longer kept. The page shows the newest figures, version new"
    )
    assert made.status.startswith("This link was made on")
    _, content = page(replace(tables, version="new"), "/explore", "?version=new")
    assert "This link was made" not in text(content)


def test_nothing_built_yet_says_how_to_build(tmp_path: Path) -> None:
    made, content = page(reader(tmp_path)(), "/explore", "?metric=offences")
    assert made.title == "No figures built yet"
    assert "python -m etl build" in text(content)


def test_the_callback_gives_content_title_status_navigation_and_build(app: dash.Dash) -> None:
    given = answer(app, "/explore", "?metric=hotline_calls").get_json()["response"]
    page = given[ids.PAGE]["data"]
    assert page["title"] == "Hotline calls – Police performance figures"
    assert ">Hotline calls</h1>" in page[ids.MAIN]
    assert given[ids.STATUS]["children"] == "Hotline calls: 1 figure"
    assert '<span aria-current="page">Explore</span>' in page[ids.NAVIGATION]
    assert page[ids.NAVIGATION].count("aria-current") == 1
    assert "Built 22 November 2026" in page[ids.BUILD]


@pytest.mark.parametrize("query", ["metric=offences", "metric=offences&group=burglary", "group=pcso"])
def test_links_of_the_first_version_lead_on(app: dash.Dash, query: str) -> None:
    response = app.server.test_client().get(f"/?{query}")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/explore?{query}"


def test_other_queries_of_the_overview_stay(app: dash.Dash) -> None:
    assert app.server.test_client().get("/?family=workforce").status_code == 200


def test_the_version_is_light_and_never_stored(tables: Tables, tmp_path: Path) -> None:
    client = create_app(
        replace(tables, version="abc", built="2026-11-22T00:44:00+00:00")
    ).server.test_client()
    response = client.get("/version")
    assert response.get_json() == {"version": "abc", "built": "2026-11-22T00:44:00+00:00"}
    assert response.headers["Cache-Control"] == "no-store"
    empty = create_app(tmp_path).server.test_client()
    assert empty.get("/version").get_json() == {"version": "", "built": ""}


def test_the_frame_has_its_landmarks_and_the_status() -> None:
    frame = tree(parts.frame())
    kinds = [element["type"] for element in elements(frame)]
    assert [kinds.count(kind) for kind in ("Header", "Main", "Footer")] == [1, 1, 1]
    assert "management information, not official statistics" in text(frame)


def test_what_dash_keeps_in_the_browser_is_no_part_of_the_page(app: dash.Dash) -> None:
    kept = {element["props"].get("id"): element["type"] for element in elements(tree(app.layout))}
    assert {name: kind for name, kind in kept.items() if name} == {
        ids.ADDRESS: "Store",
        ids.PAGE: "Store",
        ids.STATUS: "Div",
    }


def test_the_document_is_british_english_and_locked(app: dash.Dash) -> None:
    response = app.server.test_client().get("/")
    assert '<html lang="en-GB">' in response.text
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_fault_is_logged_and_said(
    app: dash.Dash, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pages.address, "read", lambda *asked: 1 / 0)
    response = answer(app, "/")
    assert response.status_code == 200
    assert "This page could not be made" in response.text
    assert "ZeroDivisionError" in caplog.text


def test_two_apps_in_one_process_have_their_own_tables(app: dash.Dash, tmp_path: Path) -> None:
    empty = create_app(tmp_path)
    assert empty.server.test_client().get("/data/figures.csv").status_code == 503
    assert app.server.test_client().get("/data/figures.csv").status_code == 200


def test_the_health_address(app: dash.Dash) -> None:
    assert app.server.test_client().get("/health").status_code == 200


def test_nothing_asks_another_site(app: dash.Dash) -> None:
    document = app.server.test_client().get("/").text
    sources = [part.split('"')[0] for part in document.split('src="')[1:]]
    assert sources
    assert all(source.startswith("/") for source in sources)


def test_the_app_imports_only_the_web_and_components() -> None:
    source = Path(__file__).parent.parent / "app.py"
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {"__future__", "collections", "pathlib", "dash", "flask", "components"}


def test_the_sample_has_every_column_of_the_contract() -> None:
    assert set(sample_tables.figures()[0]) == {column.name for column in schema.FIGURES.columns}


def test_an_address_with_a_slash_at_its_end_is_marked_in_the_navigation() -> None:
    for path in ("/explore", "/explore/"):
        marked = [text(one) for one in elements(tree(pages.navigation_of(path)), **{"aria-current": "page"})]
        assert marked == ["Explore"]
