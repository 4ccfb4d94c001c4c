"""The app without a browser: pages as component trees, headers, states."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dash
import pytest
from plotly.utils import PlotlyJSONEncoder

from app import create_app
from components import ids
from components.pages import first
from components.pages import metric as metric_page
from components.store import NoTables, Tables, reader
from etl import schema
from tests import sample_tables


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    read = reader(sample_tables.write(tmp_path_factory.mktemp("tables")))()
    assert isinstance(read, Tables)
    return read


@pytest.fixture(scope="module")
def app(tables: Tables) -> dash.Dash:
    return create_app(tables)


def tree(part: Any) -> Any:
    """A component tree as plain JSON."""
    return json.loads(json.dumps(part, cls=PlotlyJSONEncoder))


def elements(part: Any, kind: str = "") -> Iterator[dict[str, Any]]:
    """The components of a tree, of one kind or all, in their order on the page."""
    if isinstance(part, list):
        for child in part:
            yield from elements(child, kind)
    elif isinstance(part, dict) and "props" in part:
        if kind in ("", part["type"]):
            yield part
        yield from elements(part["props"].get("children"), kind)


def text(part: Any) -> str:
    """The text of a tree."""
    if isinstance(part, list):
        return "".join(text(child) for child in part)
    if isinstance(part, dict):
        return text(part["props"].get("children"))
    return "" if part is None else str(part)


def page(tables: Tables | NoTables, query: str) -> tuple[first.Page, Any]:
    made = first.render(tables, query)
    return made, tree(made.content)


def links(content: Any) -> set[str]:
    return {element["props"]["href"] for kind in ("A", "Link") for element in elements(content, kind)}


def test_the_overview_links_every_metric_that_has_figures(tables: Tables) -> None:
    _, content = page(tables, "")
    expected = {f"/?metric={code}" for code in tables.rows}
    assert expected <= links(content)
    assert "34 figures in 2 committee reports, March 2007 to May 2008" in text(content)


def test_the_counts_of_the_overview_add_up(tables: Tables) -> None:
    _, content = page(tables, "")
    items = [text(item) for section in elements(content, "Section") for item in elements(section, "Li")]
    counts = [int(re.search(r"(\d+) figure", item)[1]) for item in items]  # type: ignore[index]
    assert sum(counts) == len(tables.figures)


@pytest.mark.parametrize("metric", [code for code, *_ in sample_tables.METRICS])
def test_a_metric_shows_every_one_of_its_figures(tables: Tables, metric: str) -> None:
    made, content = page(tables, f"?metric={metric}")
    rows = [row["props"]["id"] for row in elements(content, "Tr") if row["props"].get("id")]
    assert rows == [ids.row(identifier) for identifier in tables.select(metric)["figure_id"]]
    assert len(list(elements(content, "H1"))) == 1
    assert f"{len(rows)} figure" in made.status


@pytest.mark.parametrize("metric", [code for code, *_ in sample_tables.METRICS])
def test_every_table_names_its_columns_and_rows(tables: Tables, metric: str) -> None:
    _, content = page(tables, f"?metric={metric}")
    (table,) = elements(content, "Table")
    heads = [head["props"]["scope"] for head in elements(table, "Th")]
    rows = len(tables.select(metric))
    assert heads.count("row") == rows
    assert heads.count("col") == len(heads) - rows
    assert len(list(elements(table, "Caption"))) == 1


def test_a_group_narrows_the_metric(tables: Tables) -> None:
    _, content = page(tables, "?metric=bme_share&group=pcso")
    assert len([row for row in elements(content, "Tr") if row["props"].get("id")]) == 3
    current = [part for part in elements(content, "Span") if part["props"].get("aria-current") == "page"]
    assert [text(part) for part in current] == ["Police community support officers 3"]
    assert "/data/figures.csv?metric=bme_share&group=pcso&bom=1" in links(content)


def test_the_button_says_what_it_gives(tables: Tables, app: dash.Dash) -> None:
    _, content = page(tables, "?metric=bme_share")
    (button,) = (part for part in elements(content, "A") if part["props"].get("id") == ids.DOWNLOAD)
    body = app.server.test_client().get(button["props"]["href"]).data
    assert text(button) == f"Download 15 figures (CSV, {round(len(body) / 1000)} KB)"


def test_a_digest_is_headed_in_our_words_and_an_original_is_not(tables: Tables) -> None:
    digest, original = (page(tables, f"?metric={metric}")[1] for metric in ("arrest_rate_spi8a", "bme_share"))
    assert "In our words" in text(digest)
    assert "In our words" not in text(original)
    assert "In the report's words" in text(original)


def test_digests_and_originals_together_are_told_apart_row_by_row(tables: Tables) -> None:
    figures = tables.figures.assign(metric="offences")
    together = replace(tables, figures=figures, rows={"offences": figures.index.to_numpy()})
    _, content = page(together, "?metric=offences")
    assert text(content).count("In our words") == (figures["report_id"] == "2007-03-01-sample-4").sum()


def test_text_of_a_report_is_text(tables: Tables) -> None:
    _, content = page(tables, "?metric=sanction_detection_rate")
    assert "One borough <Haringey> detected 41%." in text(content)
    assert not [part for part in elements(content) if "dangerously_allow_html" in part["props"]]


def test_the_printed_figure_is_marked_in_its_sentence(tables: Tables) -> None:
    _, content = page(tables, "?metric=hotline_calls")
    assert [text(mark) for mark in elements(content, "Mark")] == ["19,000"]


def test_a_changed_definition_is_said_with_the_figures(tables: Tables) -> None:
    _, content = page(tables, "?metric=arrest_rate_spi8a")
    assert "target 60% (2006/07; definition: incidents with a power of arrest)" in text(content)
    assert "The definition changed on 1 April 2006." in text(content)


@pytest.mark.parametrize("query", ["?metric=absent", "?metric=offences&group=absent", "?metric=%3Cb%3E"])
def test_an_unknown_code_leaves_a_notice(tables: Tables, query: str) -> None:
    made, content = page(tables, query)
    assert text(content).startswith("Left out of this view: there is no ")
    assert made.status.startswith("Left out")


def test_a_metric_and_a_group_without_figures(tables: Tables) -> None:
    _, content = page(tables, "?metric=offences&group=pcso")
    assert "The reports hold no figures of this metric and group." in text(content)


def test_nothing_built_yet_says_how_to_build(tmp_path: Path) -> None:
    made, content = page(reader(tmp_path)(), "?metric=offences")
    assert made.title == "No figures built yet"
    assert "python -m etl build" in text(content)


def test_a_long_table_is_cut_and_says_so(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metric_page, "ROWS_SHOWN", 4)
    _, content = page(tables, "?metric=bme_share")
    assert len([row for row in elements(content, "Tr") if row["props"].get("id")]) == 4
    assert "15 figures, newest period first; the first 4 are shown, the file has all" in text(content)


def test_the_frame_has_its_landmarks_and_the_status(app: dash.Dash) -> None:
    layout = tree(app.layout)
    kinds = [element["type"] for element in elements(layout)]
    assert [kinds.count(kind) for kind in ("Header", "Main", "Footer")] == [1, 1, 1]
    assert "management information, not official statistics" in text(layout)


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
    monkeypatch.setattr(first, "overview", lambda tables: 1 / 0)
    client = app.server.test_client()
    (callback,) = (
        one for one in client.get("/_dash-dependencies").get_json() if not one["clientside_function"]
    )
    outputs = [output.rsplit(".", 1) for output in callback["output"].strip(".").split("...")]
    answer = client.post(
        "/_dash-update-component",
        json={
            "output": callback["output"],
            "outputs": [{"id": identifier, "property": name} for identifier, name in outputs],
            "inputs": [{"id": ids.ADDRESS, "property": "search", "value": ""}],
            "changedPropIds": [f"{ids.ADDRESS}.search"],
        },
    )
    assert answer.status_code == 200
    assert "This page could not be made" in answer.text
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
    assert imported <= {"__future__", "os", "pathlib", "dash", "components"}


def test_the_sample_has_every_column_of_the_contract() -> None:
    assert set(sample_tables.figures()[0]) == {column.name for column in schema.FIGURES.columns}
