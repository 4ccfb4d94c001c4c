"""Files opened by another program: LibreOffice converts them, and the values survive."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from flask import Flask
from pptx import Presentation

from components import downloads
from components.store import Tables
from tests import built_tables

pytestmark = pytest.mark.slow

# As Calc's own dialogue proposes: comma, quotation mark, UTF-8, from the first line; no text is taken for a special number.
CSV_IN = "CSV:44,34,76,1,,0,false,false"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


@pytest.fixture(scope="module")
def soffice() -> str:
    """LibreOffice; a test that asks for it is left out, aloud, where there is none."""
    found = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("LEFT OUT: no LibreOffice (soffice); scripts/soffice.sh as root installs it")
    return found


def convert(soffice: str, file: Path, to: str, *, reads: str = "") -> list[Path]:
    """The files that LibreOffice makes of one, in a folder of their own, by a profile of their own."""
    out = file.parent / "made"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{file.parent}/profile",
            "--headless",
            *([f"--infilter={reads}"] if reads else []),
            "--convert-to",
            to,
            "--outdir",
            str(out),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return sorted(out.iterdir())


def fetched(tables: Tables, address: str, path: Path) -> Path:
    """The file of an address, written to a path."""
    server = Flask(__name__)
    downloads.add_routes(server, lambda version="": tables)
    path.write_bytes(server.test_client().get(address).data)
    return path


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("name", ["figures", "comparisons"])
def test_a_csv_survives_a_spreadsheet(soffice: str, tables: Tables, name: str, tmp_path: Path) -> None:
    """CSV to a workbook and back: every text, code, date and number is the one that was sent."""
    sent = fetched(tables, f"/data/{name}.csv?bom=1", tmp_path / f"{name}.csv")
    (book,) = convert(soffice, sent, "xlsx", reads=CSV_IN)
    before, after = read(sent), pd.read_excel(book, dtype=object, keep_default_na=False)
    same_values(before, after)


@pytest.mark.parametrize("name", ["figures", "comparisons"])
def test_a_workbook_survives_another_program(soffice: str, tables: Tables, name: str, tmp_path: Path) -> None:
    sent = fetched(tables, f"/data/{name}.xlsx", tmp_path / f"{name}.xlsx")
    original = read(fetched(tables, f"/data/{name}.csv", tmp_path / f"{name}.csv"))
    (book,) = convert(soffice, sent, "xlsx")
    after = pd.read_excel(book, sheet_name=name, header=4, dtype=object, keep_default_na=False)
    same_values(original, after)


def same_values(before: pd.DataFrame, after: pd.DataFrame) -> None:
    assert list(after.columns) == list(before.columns)
    assert len(after) == len(before)
    for name in before.columns:
        for sent, made in zip(before[name], after[name], strict=True):
            first, second = value(sent), value(made)
            if isinstance(first, float) and isinstance(second, float):
                assert second == pytest.approx(first, rel=1e-14), name  # a spreadsheet has 15 digits
            else:
                assert first == second, name


def value(cell: object) -> float | str:
    """What a cell holds, whether it is typed or not: a number, else a text; a day in ISO form.

    A printed 9,000 is a number to a spreadsheet that reads a CSV: its value survives, its comma is the spreadsheet's own.
    """
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()[:10]
    text = str(cell).lower() if isinstance(cell, bool) else str(cell)
    if text.lower() in ("true", "false"):
        return text.lower()
    try:
        return float(re.sub(r"(?<=\d),(?=\d{3})", "", text))
    except ValueError:
        return text.removeprefix("'")  # the guard against formulas


def test_slides_open_and_are_as_many_pages(soffice: str, tables: Tables, tmp_path: Path) -> None:
    sent = fetched(tables, "/data/briefing.pptx", tmp_path / "briefing.pptx")
    (printed,) = convert(soffice, sent, "pdf")
    pages = printed.read_bytes().count(b"/Type/Page/")
    assert pages == len(Presentation(str(sent)).slides)
