"""Tables that are damaged or of an older schema: a page that says so, and the last build that is whole in their place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app import create_app
from components.store import NoTables, Tables, current_build, reader
from etl import schema
from tests.small_reports import build_of, several, write_reports
from tests.soak import FULL, held
from tests.trees import made, text

REMEDY = "python -m etl build"


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"PAR1" + bytes(range(256)) * 8 + b"PAR1")


def one_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


def other_rows(path: Path) -> None:
    """A whole file, but not the one that its build wrote."""
    found = pq.read_table(path)
    pq.write_table(found.slice(0, found.num_rows // 2), path)


def fewer_columns(path: Path) -> None:
    found = pq.read_table(path)
    pq.write_table(found.drop_columns(found.column_names[:1]), path)
    without_hashes(path)


def other_types(path: Path) -> None:
    found = pq.read_table(path)
    pq.write_table(found.set_column(0, found.column_names[0], pa.array([1.5] * found.num_rows)), path)
    without_hashes(path)


def without_hashes(path: Path) -> None:
    """A build of a version that wrote none: its columns have to show that they are others."""
    manifest = path.with_name("manifest.json")
    found = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(found | {"tables": {}}), encoding="utf-8")


def older_schema(path: Path) -> None:
    manifest = path.with_name("manifest.json")
    found = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(found | {"schema_version": "0"}), encoding="utf-8")
    path.touch()


DAMAGES: Mapping[str, Callable[[Path], None]] = {
    one.__name__: one
    for one in (Path.unlink, half, emptied, garbage, one_bit, other_rows, fewer_columns, other_types, older_schema)
}  # fmt: skip
TABLES = [table.file for table in schema.TABLES]
# Shortened: each kind of damage once, each table at least once.
CASES = [
    (kind, file)
    for place, kind in enumerate(DAMAGES)
    for number, file in enumerate(TABLES)
    if FULL or number == place % len(TABLES)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two builds, of 2 and of 3 reports; the one of 3 is the newest."""
    for count in (2, 3):
        build_of(write_reports(tmp_path / f"reports-{count}", several(count)), out=tmp_path / "tables")
    return tmp_path / "tables"


def reports(tables: Tables | NoTables) -> int:
    assert isinstance(tables, Tables)
    return len(tables.records("reports"))


def told(tables: Tables | NoTables) -> str:
    """What a page says."""
    return text(made(tables, "/reports")[1])


@pytest.mark.parametrize(("kind", "file"), CASES)
def test_damage(folder: Path, tmp_path: Path, kind: str, file: str) -> None:
    running = reader(folder)
    assert reports(running()) == 3
    DAMAGES[kind](current_build(folder) / file)

    # While the app runs: the build in memory stays, and the page says why.
    assert reports(running()) == 3
    assert "The newest figures cannot be shown" in told(running())
    assert REMEDY in told(running())
    assert running() is running()

    # At its start: the build before is shown.
    started = reader(folder)()
    assert reports(started) == 2
    assert "The newest figures cannot be shown" in told(started)

    # With no other build: a page that names the matter and the remedy, and files are refused in words.
    for build in (folder / "builds").iterdir():
        if build.resolve() != current_build(folder):
            build.rename(tmp_path / "gone")
    alone = reader(folder)()
    assert isinstance(alone, NoTables)
    assert file in alone.message or "another version" in alone.message
    assert alone.message in told(alone)
    assert REMEDY in told(alone)
    client = create_app(folder).server.test_client()
    answer = client.get("/data/figures.csv")
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert alone.message in answer.text

    # A new build of the same reports mends it at the next request.
    build_of(tmp_path / "reports-3", out=folder)
    for tables in (running(), reader(folder)()):
        assert reports(tables) == 3
        assert "cannot be shown" not in told(tables)
    assert client.get("/data/figures.csv").status_code == 200


def test_a_damaged_build_that_arrives_is_not_shown(folder: Path, tmp_path: Path) -> None:
    running = reader(folder)
    assert reports(running()) == 3
    newest = build_of(write_reports(tmp_path / "reports-4", several(4)), out=folder).build
    half(newest / "comparisons.parquet")
    assert reports(running()) == 3
    assert "The table comparisons.parquet is damaged" in told(running())
    build_of(write_reports(tmp_path / "reports-5", several(5)), out=folder)
    assert reports(running()) == 5


def test_the_figures_of_damage_are_kept(request: pytest.FixtureRequest) -> None:
    assert not request.session.testsfailed
    held(
        "damaged",
        f"{len(CASES)} cases: {len(DAMAGES)} kinds of damage to {len(TABLES)} tables, each at start, while the app runs and without another build",
        "the last whole build is shown and the page says why; without one, a page with the remedy and 503 for files; a new build mends it",
    )
