"""The tables of the committed digests, built once for the tests that want real pairs and reports."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pyarrow.compute as pc
import pyarrow.parquet as pq

from components.store import Tables, current_build, read_build

ROOT = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def folder() -> Path:
    """A folder with a build of `data/reports`, made once in each run of the tests."""
    made = Path(mkdtemp(prefix="tables-"))
    subprocess.run(
        [sys.executable, "-m", "etl", "build", "--out", str(made)], cwd=ROOT, check=True, capture_output=True
    )
    return made


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The build, read."""
    read = read_build(current_build(folder()))
    assert isinstance(read, Tables)
    return read


NEWEST_REPORT = "2010-12-09-sop-08"
OLDER = "2026-01-01T09:00:00+00:00"


def with_older(out: Path) -> tuple[str, str]:
    """Put the build into a folder, and one before it: without the newest report and without one more figure, and with one
    that the newest build has not.

    Returns:
        The versions of both, the older first.
    """
    shutil.copytree(folder(), out, symlinks=True, dirs_exist_ok=True)
    newest = (out / "current").resolve()
    older = newest.with_name("0lder")
    shutil.copytree(newest, older)
    columns = {
        "figures": ["report_id"],
        "reports": ["report_id"],
        "checks": ["report_id", "other_report_id"],
        "comparisons": ["earlier_report_id", "later_report_id"],
    }
    for table, names_report in columns.items():
        read = pq.read_table(older / f"{table}.parquet")
        for column in names_report:
            read = read.filter(pc.not_equal(read[column].cast("string"), NEWEST_REPORT))
        if table == "figures":
            ids = read["figure_id"].to_pylist()
            names = ["f" * 16, *ids[2:]]
            read = read.slice(1).set_column(0, read.schema.field(0), [names])
        pq.write_table(read, older / f"{table}.parquet")
    manifest = json.loads((newest / "manifest.json").read_text(encoding="utf-8"))
    for file, written in manifest["tables"].items():
        path = older / file
        written["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        written["rows"] = pq.read_metadata(path).num_rows
    (older / "manifest.json").write_text(
        json.dumps(manifest | {"build": older.name, "built": OLDER}), encoding="utf-8"
    )
    return older.name, newest.name
