"""The tables of one build, read into frames.

The only module of the app that knows how a build lies on disk. A build that is missing, damaged or of another version is a
state with a sentence for the reader, never an exception; the last build that was whole is shown in its place.
"""

from __future__ import annotations

import hashlib
import io
import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from components import mapped
from components.records import Figure, as_figures, plain_records
from etl import schema

CURRENT = "current"
BUILDS = "builds"
PARTIAL = ".partial"  # ends the name of a build that is not finished
MANIFEST = "manifest.json"
REMEDY = "Build the figures with “make build” or “python -m etl build”, then open this page again."
# Newest period first; periods that are not stated last; then as the reports state them.
ORDER = (
    ("period_end", False),
    ("period_start", True),
    ("report_id", False),
    ("start", True),
    ("figure_id", True),
)
CODE_LISTS = (schema.REPORTS, schema.METRICS, schema.GROUPS, schema.DEFINITIONS)

Rows = npt.NDArray[np.intp]
Record = Mapping[str, Any]


def _empty(table: schema.Table) -> Callable[[], pd.DataFrame]:
    return lambda: table.schema().empty_table().to_pandas(date_as_object=False)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Tables:
    """One build, itself its identity: the figures in the order in which every screen and file lists them, what was worked out, the code lists.

    `rows` maps a metric to its row numbers in `figures`; `code_lists` maps a table's name to its records by key;
    `by_id` has the row numbers in the order of the figure_ids; `pairs` and `sums` map a figure_id to row numbers in
    `comparisons` and `checks`; `folder` holds the Parquet files;
    `built` is when the build was made and `version` its identifier, as its manifest says, or empty; `newer` is what is the
    matter with a newer build in whose place this one is shown.
    """

    figures: pd.DataFrame = field(repr=False)
    rows: Mapping[str, Rows] = field(repr=False)
    code_lists: Mapping[str, Mapping[str, Record]] = field(repr=False)
    comparisons: pd.DataFrame = field(repr=False, default_factory=_empty(schema.COMPARISONS))
    checks: pd.DataFrame = field(repr=False, default_factory=_empty(schema.CHECKS))
    pairs: Mapping[str, Rows] = field(repr=False, default_factory=dict)
    sums: Mapping[str, Rows] = field(repr=False, default_factory=dict)
    by_id: Rows = field(repr=False, default_factory=lambda: np.array([], dtype=np.intp))
    by_report: Mapping[str, Rows] = field(repr=False, default_factory=dict)
    read_numbers: Callable[[], pd.DataFrame] = field(repr=False, default=_empty(schema.NUMBERS))
    folder: Path | None = None
    manifest: Mapping[str, Any] = field(repr=False, default_factory=dict)
    built: str = ""
    version: str = ""
    newer: NoTables | None = None

    @property
    def numbers(self) -> pd.DataFrame:
        """Every number of the reports and what became of it; read when first asked for."""
        return self.read_numbers()

    def codes(self, column: str) -> frozenset[str]:
        """The codes that a column of the figures holds."""
        return frozenset(map(str, self.figures[column].unique()))

    def rows_of(self, metrics: Sequence[str]) -> Rows:
        """The row numbers of some metrics in the figures, in the order of the table."""
        found = [self.rows[metric] for metric in metrics if metric in self.rows]
        return np.sort(np.concatenate(found)) if len(found) > 1 else found[0] if found else _NO_ROWS

    def figure(self, figure_id: str) -> Figure | None:
        """A figure by its id."""
        return next(iter(self.figures_by_id([figure_id])), None)

    def figures_by_id(self, figure_ids: Sequence[str]) -> list[Figure]:
        """The figures that have these ids, in their order; ids that there are not are left out."""
        places = self.places(figure_ids)
        return as_figures(self.figures.iloc[places[places >= 0]])

    def places(self, figure_ids: Sequence[str]) -> Rows:
        """The row number of each of these figures; -1 where there is none."""
        return np.array([self._place(figure_id) for figure_id in figure_ids], dtype=np.intp)

    def _place(self, figure_id: str) -> int:
        """The row number of a figure; -1 where there is none."""
        ids = self.figures["figure_id"].array
        found = bisect_left(self.by_id, figure_id, key=lambda row: str(ids[row]))
        if found < len(self.by_id) and ids[self.by_id[found]] == figure_id:
            return int(self.by_id[found])
        return -1

    def comparisons_of(self, figure_id: str) -> pd.DataFrame:
        """The comparisons in which a figure is a side, a stated change, or what the earlier value was derived from."""
        return self.comparisons.iloc[self.pairs.get(figure_id, _NO_ROWS)]

    def checks_of(self, figure_id: str) -> pd.DataFrame:
        """The checks of a figure, and those that are worked out from it."""
        return self.checks.iloc[self.sums.get(figure_id, _NO_ROWS)]

    def figures_in(self, report_id: str, paragraph: str = "") -> pd.DataFrame:
        """The figures of a report, or of one paragraph of it, in the order of its text."""
        frame = self.figures.iloc[self.by_report.get(report_id, _NO_ROWS)]
        frame = frame[frame["paragraph"] == paragraph] if paragraph else frame
        return frame.sort_values(["start", "figure_id"])

    def numbers_in(self, report_id: str) -> pd.DataFrame:
        """The numbers of a report, in the order of its text."""
        frame = self.numbers
        return frame[frame["report_id"] == report_id].sort_values("start")

    def select(self, metric: str = "", group: str = "") -> pd.DataFrame:
        """The figures of a metric and of one of its groups; an empty code is no condition."""
        figures = self.figures.iloc[self.rows.get(metric, _NO_ROWS)] if metric else self.figures
        return figures[figures["group"] == group] if group else figures

    def records(self, table: str) -> Mapping[str, Record]:
        """The records of a code list by key, in the order of the table."""
        return self.code_lists[table]

    def label(self, table: str, key: str) -> str:
        """The name of a code on screen: its label, else the code in words."""
        return str(self.code_lists[table].get(key, {}).get("label") or key.replace("_", " ").capitalize())


@dataclass(frozen=True, kw_only=True, slots=True)
class NoTables:
    """Nothing to show: what is the matter, and what to do."""

    message: str
    remedy: str = REMEDY


_NO_ROWS: Rows = np.array([], dtype=np.intp)


def current_build(folder: Path) -> Path:
    """The folder that holds the Parquet files: the one that the link `current` leads to, else the folder itself.

    The link is followed once, so that all tables come from one build even if another is published meanwhile.
    """
    link = folder / CURRENT
    return link.resolve() if link.is_dir() else folder


def read_build(build: Path) -> Tables | NoTables:
    """The tables of the build in a folder, or why there are none."""
    if not any((build / table.file).is_file() for table in schema.TABLES):
        return NoTables(message="No figures built yet")
    manifest = _manifest(build)
    made_for = manifest.get("schema_version", schema.SCHEMA_VERSION)
    if made_for != schema.SCHEMA_VERSION:
        return NoTables(
            message=f"These tables come from another version (schema {made_for}; this one reads {schema.SCHEMA_VERSION})"
        )
    frames: dict[str, pd.DataFrame] = {}
    for table in schema.TABLES:
        found = _read(build, table, manifest)
        if isinstance(found, NoTables):
            return found
        if table is not schema.NUMBERS:  # held against its description here, and read when first asked for
            frames[table.name] = (
                mapped.ordered(found, ORDER)
                if table is schema.FIGURES
                else found.to_pandas(date_as_object=False)
            )
    figures = frames["figures"]
    comparisons, checks = frames["comparisons"], frames["checks"]
    return Tables(
        figures=figures,
        rows=_by_code(figures, "metric"),
        comparisons=comparisons,
        checks=checks,
        pairs=_by_figure(comparisons, ("earlier_id", "later_id", "stated_change_ids", "derived_from")),
        sums=_by_figure(checks, ("stated_id", "input_ids")),
        by_id=np.asarray(pc.sort_indices(pa.array(figures["figure_id"])), dtype=np.int32),
        by_report=_by_code(figures, "report_id"),
        read_numbers=lru_cache(maxsize=1)(lambda: _read_numbers(build)),
        folder=build,
        manifest=manifest,
        code_lists={
            table.name: {str(record[table.key[0]]): record for record in plain_records(frames[table.name])}
            for table in CODE_LISTS
        },
        built=str(manifest.get("built", "")),
        version=str(manifest.get("build", "")),
    )


def _read(build: Path, table: schema.Table, manifest: Mapping[str, Any]) -> pa.Table | NoTables:
    """A table of a build whose bytes are those that the manifest names and whose columns are those of the contract."""
    try:
        content = (build / table.file).read_bytes()
        stated = _stated_hash(manifest, table.file)
        if stated and hashlib.sha256(content).hexdigest() != stated:
            return NoTables(
                message=f"The table {table.file} is damaged: its content is not what its build wrote"
            )
        columns: list[str] | None = [] if table is schema.NUMBERS else None
        file = pq.ParquetFile(io.BytesIO(content))
        for column in table.schema():
            place = file.schema_arrow.get_field_index(column.name)
            if place < 0:
                return _of_another_version(table, f"has no column {column.name}")
            if file.schema_arrow.field(place).type != column.type:
                return _of_another_version(table, f"has other values in its column {column.name}")
        return file.read(columns=columns)
    except FileNotFoundError:
        return NoTables(message=f"The table {table.file} is missing")
    except (OSError, pa.ArrowException) as problem:
        return NoTables(message=f"The table {table.file} cannot be read: {problem}")


def _of_another_version(table: schema.Table, what: str) -> NoTables:
    return NoTables(message=f"The table {table.file} comes from another version: it {what}")


def _stated_hash(manifest: Mapping[str, Any], file: str) -> str:
    try:
        return str(manifest["tables"][file]["sha256"])
    except (KeyError, TypeError):
        return ""


def _by_code(frame: pd.DataFrame, column: str) -> dict[str, Rows]:
    grouped = frame.groupby(column, observed=True).indices
    return {str(code): np.asarray(numbers, dtype=np.intp) for code, numbers in grouped.items()}


def _by_figure(frame: pd.DataFrame, columns: Sequence[str]) -> dict[str, Rows]:
    """The row numbers in which each figure_id stands in one of these columns (ids by spaces)."""
    found: dict[str, dict[int, None]] = {}
    for column in columns:
        for number, cell in enumerate(frame[column].tolist()):
            for identifier in cell.split():
                found.setdefault(identifier, {})[number] = None
    return {identifier: np.array(sorted(numbers), dtype=np.intp) for identifier, numbers in found.items()}


def _read_numbers(build: Path) -> pd.DataFrame:
    """The numbers table; empty where the file is gone, for a page must not fail for it."""
    try:
        return pq.read_table(build / schema.NUMBERS.file).to_pandas(date_as_object=False)
    except (OSError, pa.ArrowException):
        return _empty(schema.NUMBERS)()


def _manifest(build: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((build / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


class Reader(Protocol):
    """How the app gets its tables: the newest build, or the one of a version as long as its folder is kept."""

    def __call__(self, version: str = "") -> Tables | NoTables:
        """The build of a version; the newest that can be shown without one, and where there is none of that version."""


def reader(tables: Path | Tables) -> Reader:
    """How the app gets its tables: always the same ones, or a build in a folder, read once a build.

    A build that ends while the app runs is on the screen at the next request.
    """
    return (lambda version="": tables) if isinstance(tables, Tables) else _Builds(tables)


class _Builds:
    """The builds of a folder; in place of a newest one that cannot be read, the last one that could."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._seen: tuple[Path, tuple[int, ...]] | None = None
        self._shown: Tables | NoTables = NoTables(message="No figures built yet")
        self._read_older = lru_cache(maxsize=1)(lambda build, stamp: read_build(build))

    def __call__(self, version: str = "") -> Tables | NoTables:
        newest = self._newest()
        # a version is a hash: nothing else may lead to a folder
        if not version.isalnum() or (isinstance(newest, Tables) and newest.version == version):
            return newest
        build = self._folder / BUILDS / version
        if _manifest(build).get("build") != version:
            return newest
        older = self._read_older(build, _stamp(build))
        return older if isinstance(older, Tables) else newest

    def _newest(self) -> Tables | NoTables:
        build = current_build(self._folder)
        seen = (build, _stamp(build))
        # While one request reads a new build, the others are answered from the one before.
        if seen != self._seen and self._lock.acquire(blocking=not isinstance(self._shown, Tables)):
            try:
                if seen != self._seen:
                    self._shown = self._read(build)
                    self._seen = seen
                    pa.default_memory_pool().release_unused()  # what sorting took, before workers are forked
            finally:
                self._lock.release()
        return self._shown

    def _read(self, build: Path) -> Tables | NoTables:
        read = read_build(build)
        while isinstance(read, NoTables) and (newer := current_build(self._folder)) != build:
            build = newer  # replaced, and removed, while it was read
            read = read_build(build)
        if isinstance(read, Tables):
            return read
        if isinstance(self._shown, Tables):
            return replace(self._shown, newer=read)
        for other in _others(self._folder, build):
            before = read_build(other)
            if isinstance(before, Tables):
                return replace(before, newer=read)
        return read


def _stamp(build: Path) -> tuple[int, ...]:
    """What changes with the files of a build: when each was written."""
    return tuple(_written(build / table.file) for table in schema.TABLES)


def _written(path: Path) -> int:
    """When a file or folder was written, in nanoseconds; 0 where it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _others(folder: Path, build: Path) -> list[Path]:
    """The other finished builds of a folder, newest first."""
    found = [
        path
        for path in (folder / BUILDS).glob("*")
        if path.is_dir() and path.suffix != PARTIAL and path.resolve() != build
    ]
    return sorted(found, key=_written, reverse=True)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Before:
    """What a build before held: its version, when it was made, and the ids of its figures and reports."""

    version: str
    built: str
    figures: pd.Series[Any] = field(repr=False)
    reports: frozenset[str]


def before(tables: Tables) -> Before | None:
    """The build before the one of these tables, where it is still kept; the newest of several."""
    if tables.folder is None or tables.folder.parent.name != BUILDS:
        return None
    found = [
        (str(_manifest(build).get("built", "")), build)
        for build in tables.folder.parent.iterdir()
        if build != tables.folder and not build.name.endswith(PARTIAL)
    ]
    older = sorted(one for one in found if "" < one[0] < tables.built)
    for built, build in reversed(older):
        try:
            ids = [
                pq.read_table(build / table.file, columns=[table.key[0]]).to_pandas()[table.key[0]]
                for table in (schema.FIGURES, schema.REPORTS)
            ]
        except (OSError, pa.ArrowException):
            continue
        version = str(_manifest(build).get("build", ""))
        return Before(version=version, built=built, figures=ids[0], reports=frozenset(map(str, ids[1])))
    return None
