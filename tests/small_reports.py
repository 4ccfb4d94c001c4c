"""Made-up reports and builds of them, for tests of the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from etl.pipeline import Observer, Options, Result, build

ROOT = Path(__file__).resolve().parent.parent


def report_text(number: str = "7", day: str = "12 October 2006", robberies: int = 1204) -> str:
    """A short report of ours; number and day make its identifier, and the count of robberies its text, its own."""
    return f"""Street robbery in two boroughs

Report: {number}
Date: {day}
By: Commissioner

Summary

Progress on robbery since April.

A. Recommendations

That members note the report.

B. Supporting information

1. In 2005/06 there were {robberies:,} robbery offences, and the sanction detection rate for robbery was 17.5%.

2. In 2004/05 the sanction detection rate for robbery was 15.1%, against a target of 16%.

C. Contact details

Report author: A. Person
"""


def write_reports(folder: Path, texts: Mapping[str, str | bytes]) -> Path:
    """A folder with files of these contents."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def several(count: int) -> dict[str, str]:
    """So many different reports, by file name."""
    return {
        f"{place:03}.txt": report_text(str(1 + place), f"{1 + place % 28} May 2006", 1000 + place)
        for place in range(count)
    }


def build_of(
    *folders: Path,
    out: Path,
    workers: int = 1,
    corrections: Path = Path("none.csv"),
    observer: Observer | None = None,
) -> Result:
    """Build folders of reports in this process."""
    options = Options(reports=folders, out=out, workers=workers, corrections=corrections)
    return build(options, observer or Observer(note=lambda line: None))


def rows(build_folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a build."""
    return pq.read_table(build_folder / f"{table}.parquet").to_pylist()


def contents(build_folder: Path) -> dict[str, bytes]:
    """The bytes of all Parquet files of a build, by name."""
    return {path.name: path.read_bytes() for path in sorted(build_folder.glob("*.parquet"))}
