"""A pinned link: served from its own build as long as that is kept, and said aloud otherwise."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import dash
import pandas as pd
import pytest
from dash import html
from flask.testing import FlaskClient

from app import create_app
from components import pages, versions
from components.store import Tables, reader
from tests import built_tables
from tests.trees import elements, links, read, text, tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def kept(folder: Path) -> tuple[str, str]:
    """The versions of the older and the newest build."""
    return built_tables.with_older(folder)


def shown(app: dash.Dash, path: str, query: str) -> dict[str, str]:
    """The parts of the page that the callback of an address gives, by their ids, as HTML."""
    (name,) = (key for key in app.callback_map if key.startswith("..page.data"))
    outputs = [
        {"id": part.rpartition(".")[0], "property": part.rpartition(".")[2]}
        for part in name.strip(".").split("...")
    ]
    answer = app.server.test_client().post(
        "/_dash-update-component",
        json={
            "output": name,
            "outputs": outputs,
            "inputs": [
                {"id": "address", "property": "data", "value": f"{path}{query}"},
            ],
            "changedPropIds": ["address.data"],
        },
    )
    found = json.loads(answer.data)["response"]
    return {**found["page"]["data"], "status": found["status"]["children"]}


def test_an_older_build_is_served_as_long_as_it_is_kept(folder: Path, kept: tuple[str, str]) -> None:
    older, newest = kept
    read = reader(folder)
    first, second = read(older), read()
    assert isinstance(first, Tables)
    assert isinstance(second, Tables)
    assert (first.version, second.version) == (older, newest)
    assert len(first.figures) < len(second.figures)
    assert read(older) is first
    assert read() is second
    assert read(newest) is second
    shutil.rmtree(folder / "builds" / older)
    assert read(older) is second


@pytest.mark.parametrize("version", ["..", "../..", "none", "0lder.partial", "current"])
def test_what_is_no_version_leads_to_the_newest(folder: Path, kept: tuple[str, str], version: str) -> None:
    tables = reader(folder)(versions.asked(f"?version={version}"))
    assert isinstance(tables, Tables)
    assert tables.version == kept[1]


def test_a_damaged_older_build_leads_to_the_newest(folder: Path, kept: tuple[str, str]) -> None:
    older, newest = kept
    (folder / "builds" / older / "checks.parquet").write_bytes(b"no parquet")
    tables = reader(folder)(older)
    assert isinstance(tables, Tables)
    assert tables.version == newest


def test_a_pinned_page_is_of_its_build_and_says_that_newer_figures_exist(
    folder: Path, kept: tuple[str, str]
) -> None:
    older, newest = kept
    app = create_app(folder)
    parts = shown(app, "/explore", f"?metric=network_disruptions&version={older}")
    said = read(parts["main"]).text()
    assert f"These are the figures of data version {older}, built 1 January 2026, 09:00 UTC." in said
    assert "Newer ones exist" in said
    assert "No figures." in said  # the report that states them is not in that build
    assert "/explore?metric=network_disruptions" in [
        link.attributes["href"] for link in read(parts["main"]).css("a")
    ]
    assert older in parts["build"]
    assert parts["status"].startswith("These are the figures of data version")
    unpinned = shown(app, "/explore", "?metric=network_disruptions")
    assert "4 figures" in unpinned["main"]
    assert newest in unpinned["build"]
    current = shown(app, "/explore", f"?metric=network_disruptions&version={newest}")
    assert "Newer ones exist" not in current["main"]


@pytest.mark.parametrize(
    "path", ["/", "/explore", "/compare", "/briefing", "/checks", "/reports", "/data", "/figure/{}"]
)
def test_every_link_form_and_mark_of_a_pinned_page_keeps_the_version(
    folder: Path, kept: tuple[str, str], path: str
) -> None:
    older, _ = kept
    read = reader(folder)
    tables = read(older)
    assert isinstance(tables, Tables)
    path = path.format(tables.figures["figure_id"].iloc[3])
    newest = read()
    made = tree(pages.page(tables, path, f"?version={older}", newest).content)
    own = [href for href in links(made) if href.startswith("/")]
    leaving = [href for href in own if f"version={older}" not in href]
    assert leaving == [path]  # the notice's own link
    for form in elements(made, "Form"):
        names = {field["props"].get("name") for field in elements(form, "Input", type="hidden")}
        assert "version" in names
    for graph in elements(made, "Graph"):
        for trace in graph["props"]["figure"]["data"]:
            assert all(f"version={older}" in lead for lead in trace.get("customdata", ()))
    # parts that are kept between requests were copied, not changed
    unpinned = [href for href in links(tree(pages.page(tables, path, "").content)) if "version=" in href]
    assert len(unpinned) == (1 if path in ("/explore", "/briefing") else 0)  # the page's own pinned link


def test_a_file_of_a_version(folder: Path, kept: tuple[str, str]) -> None:
    older, _ = kept
    client: FlaskClient = create_app(folder).server.test_client()
    of = "/data/figures.csv?kind=actual"
    pinned = client.get(f"{of}&version={older}")
    assert pinned.status_code == 200
    read = pd.read_parquet(folder / "builds" / older / "figures.parquet")
    assert pinned.data.count(b"\r\n") == 1 + int((read["kind"] == "actual").sum())
    assert pinned.get_etag() != client.get(of).get_etag()
    gone = client.get(f"{of}&version=gone")
    assert gone.status_code == 410
    assert b"Data version gone is no longer kept." in gone.data
    assert b"/data/figures.csv?kind=actual\n" in gone.data


@pytest.mark.parametrize("inside", [html.P("kept"), [html.P("kept")]], ids=["one child", "a list"])
def test_a_form_keeps_what_is_in_it_beside_the_version(inside: Any) -> None:
    form = tree(versions.carried(html.Form(inside), "abc"))
    assert [text(one) for one in elements(form, "P")] == ["kept"]
    assert [one["props"]["value"] for one in elements(form, "Input", type="hidden")] == ["abc"]
