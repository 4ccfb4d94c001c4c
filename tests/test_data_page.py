"""The data page as a component tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from components import exports, ids
from components.pages import Asked, data
from tests import built_tables
from tests.trees import elements, links, text, tree


@pytest.fixture(scope="module")
def content() -> Any:
    page = data.render(built_tables.tables(), Asked(path="/data"))
    return tree(page.content)


def test_every_table_has_every_kind_of_file(content: Any) -> None:
    found = links(content)
    for name in exports.KEYS:
        assert f"/data/{name}.csv?bom=1" in found
        for kind in ("xlsx", "parquet", "json", "zip", "csv-metadata.json"):
            assert f"/data/{name}.{kind}" in found


def test_the_dictionary_has_every_column_of_the_files(content: Any) -> None:
    said = text(content)
    for name in exports.KEYS:
        for column in exports.columns(name):
            assert column.meaning in said


def test_what_the_regulator_asks_for_is_there(content: Any) -> None:
    headings = [text(heading) for heading in elements(content, "H2")]
    assert headings == [title for _, title in data.SECTIONS]
    assert "not official statistics" in text(content)
    assert "Data version" in text(content)
    assert len(list(elements(content, "H1"))) == 1


def test_no_id_twice_and_none_of_the_frame(content: Any) -> None:
    found = [part["props"]["id"] for part in elements(content) if part["props"].get("id")]
    assert len(found) == len(set(found))
    assert not {ids.MAIN, ids.STATUS, ids.ADDRESS, ids.PAGE, ids.NAVIGATION} & set(found)


def test_the_links_of_the_page_lead_to_its_parts(content: Any) -> None:
    found = {part["props"]["id"] for part in elements(content) if part["props"].get("id")}
    assert {link[1:] for link in links(content) if link.startswith("#")} <= found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", "names no contact"),
        ("figures@example.org", "mailto:figures@example.org"),
        ("https://example.org/ask", "https://example.org/ask"),
        ("The Analysis Desk", "The Analysis Desk"),
        ("javascript:alert(1)@x", "mailto:javascript:alert(1)@x"),
    ],
)
def test_the_contact_is_the_installation_s(
    value: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICE_CONTACT", value)
    page = data.render(built_tables.tables(), Asked(path="/data"))
    assert expected in json.dumps(page.content, cls=PlotlyJSONEncoder)


@pytest.mark.parametrize("body", ["", "family,recall\n", "family,recall\nWorkforce\n"])
def test_an_accuracy_file_that_says_nothing_is_left_out(tmp_path: Path, body: str) -> None:
    path = tmp_path / "accuracy.csv"
    path.write_text(body, encoding="utf-8")
    assert data.accuracy(path) == []
    assert data.accuracy(tmp_path / "missing.csv") == []


def test_the_measured_accuracy_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "accuracy.csv"
    path.write_text("family,recall,precision\nWorkforce,97.0%,99.1%\n", encoding="utf-8")
    monkeypatch.setattr(data, "ACCURACY", path)
    page = data.render(built_tables.tables(), Asked(path="/data"))
    said = text(tree(page.content))
    assert "Workforce" in said
    assert "99.1%" in said
