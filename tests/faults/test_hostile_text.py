"""Hostile text of reports is text in every file: no formula, no markup, nothing that a reader of the file stumbles over."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pptx import Presentation

from app import create_app
from components import exports
from components.store import Tables, reader
from etl.builds import current
from etl.report_records import ReportError
from etl.reports import read_report
from tests import hostile

NOT_OF_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.fixture(scope="module", params=[hostile.read_by_the_etl, hostile.in_every_column])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = request.param(tmp_path_factory.mktemp("hostile"))
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> Any:
    return create_app(folder).server.test_client()


def rows_of(folder: Path, name: str) -> list[dict[str, Any]]:
    tables = reader(folder)()
    assert isinstance(tables, Tables)
    return pq.read_table(tables.folder / f"{name}.parquet").to_pylist()  # type: ignore[operator]


def key_of(name: str) -> str:
    return exports.TABLES[name].key[0]


def texts(name: str) -> list[str]:
    """The columns of a table that hold text or codes."""
    return [
        column.name
        for column in exports.TABLES[name].columns
        if pa.types.is_string(column.type) or pa.types.is_dictionary(column.type)
    ]


def plain(value: Any) -> str:
    """A text as a file of XML can hold it, and as a spreadsheet gives it back."""
    return " ".join(NOT_OF_XML.sub("\ufffd", str(value)).split())


@pytest.mark.parametrize("name", list(exports.KEYS))
def test_csv_holds_the_text_and_no_formula(folder: Path, client: Any, name: str) -> None:
    body = client.get(f"/data/{name}.csv").data.decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    assert len(rows) == len(rows_of(folder, name))
    own = {tuple(str(row[key]) for key in exports.TABLES[name].key): row for row in rows_of(folder, name)}
    for row in rows:
        source = own[tuple(row[key].removeprefix("'") for key in exports.TABLES[name].key)]
        for column in texts(name):
            value, cell = str(source[column]), row[column]
            guarded = value[:1] in {*"=+-@\t\r\n"} and value != ""
            assert cell == (f"'{value}" if guarded else value), column
            assert not re.match(r"[=+\-@\t\r\n]", cell)


@pytest.mark.parametrize("name", list(exports.KEYS))
def test_json_and_parquet_hold_the_text_itself(folder: Path, client: Any, name: str) -> None:
    own = {tuple(row[key] for key in exports.TABLES[name].key): row for row in rows_of(folder, name)}
    from_json = json.loads(client.get(f"/data/{name}.json").data)
    from_parquet = pq.read_table(io.BytesIO(client.get(f"/data/{name}.parquet").data)).to_pylist()
    for rows in (from_json, from_parquet):
        assert len(rows) == len(own)
        for row in rows:
            source = own[tuple(row[key] for key in exports.TABLES[name].key)]
            assert {column: row[column] for column in texts(name)} == {
                column: source[column] for column in texts(name)
            }


@pytest.mark.parametrize("name", ["figures", "comparisons", "checks", "reports"])
def test_a_workbook_holds_texts_and_no_formula_or_link(folder: Path, client: Any, name: str) -> None:
    content = client.get(f"/data/{name}.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert not any(cell.hyperlink for cell in cells)
    shown = {plain(cell.value) for cell in cells}
    for row in rows_of(folder, name):
        for column in texts(name):
            assert plain(row[column]) in shown or not plain(row[column]), (column, row[column])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = [packed.read(one).decode() for one in packed.namelist() if "worksheets/sheet" in one]
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)


def shapes_of(deck: Any) -> Iterator[str]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
                for paragraph in shape.text_frame.paragraphs:
                    assert all(run.hyperlink.address is None for run in paragraph.runs)
        yield slide.notes_slide.notes_text_frame.text


def test_slides_hold_texts(folder: Path, client: Any) -> None:
    deck = Presentation(io.BytesIO(client.get("/data/briefing.pptx").data))
    comparable = [row for row in rows_of(folder, "comparisons") if row["verdict"] != "not_comparable"]
    assert len(deck.slides) == min(60, len(comparable)) > 0
    said = " ".join(shapes_of(deck))
    if current(folder).name == hostile.BUILD:  # its labels are attacks, and each slide names one
        assert sum(attack in said for attack in hostile.ATTACKS) >= len(hostile.ATTACKS) // 2
    assert not NOT_OF_XML.search(said)


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_a_file_with_nul_is_no_text_however_it_is_encoded(tmp_path: Path, suffix: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        (tmp_path / f"a{suffix}").write_bytes("1. There were 40\0 robberies.".encode(encoding))
        with pytest.raises(ReportError, match=r"holds NUL.*save it as plain text"):
            read_report(tmp_path / f"a{suffix}", {})
