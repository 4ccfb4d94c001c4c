"""The tables of one build, read into frames.

The only module of the app that knows how a build lies on disk. A build that is missing or that this version cannot read
is a state with a sentence for the reader, never an exception.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from components.records import Figure, as_figures, plain_records
from etl import schema

CURRENT = "current"
BUILDS = "builds"
REMEDY = "Build the figures with “make build” or “python -m etl build”, then open this page again."
CODE_LISTS = (schema.REPORTS, schema.METRICS, schema.GROUPS, schema.DEFINITIONS)

Rows = npt.NDArray[np.intp]
Record = Mapping[str, Any]


def _empty(table: schema.Table) -> Callable[[], pd.DataFrame]:
    return lambda: table.schema().empty_table().to_pandas(date_as_object=False)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Tables:
    """One build, itself its identity: the figures in the order in which every screen and file lists them, what was worked out, the code lists.

    `rows` maps a metric to its row numbers in `figures`; `code_lists` maps a table's name to its records by key;
    `pairs` and `sums` map a figure_id to row numbers in `comparisons` and `checks`; `folder` holds the Parquet files;
    `built` is when the build was made and `version` its identifier, as its manifest says, or empty.
    """

    figures: pd.DataFrame = field(repr=False)
    rows: Mapping[str, Rows] = field(repr=False)
    code_lists: Mapping[str, Mapping[str, Record]] = field(repr=False)
    comparisons: pd.DataFrame = field(repr=False, default_factory=_empty(schema.COMPARISONS))
    checks: pd.DataFrame = field(repr=False, default_factory=_empty(schema.CHECKS))
    pairs: Mapping[str, Rows] = field(repr=False, default_factory=dict)
    sums: Mapping[str, Rows] = field(repr=False, default_factory=dict)
    by_id: pd.Index[Any] = field(repr=False, default_factory=lambda: pd.Index([], dtype="object"))
    by_report: Mapping[str, Rows] = field(repr=False, default_factory=dict)
    read_numbers: Callable[[], pd.DataFrame] = field(repr=False, default=_empty(schema.NUMBERS))
    folder: Path | None = None
    manifest: Mapping[str, Any] = field(repr=False, default_factory=dict)
    built: str = ""
    version: str = ""

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
        return np.sort(np.concatenate(found)) if found else _NO_ROWS

    def figure(self, figure_id: str) -> Figure | None:
        """A figure by its id."""
        return next(iter(self.figures_by_id([figure_id])), None)

    def figures_by_id(self, figure_ids: Sequence[str]) -> list[Figure]:
        """The figures that have these ids, in their order; ids that there are not are left out."""
        wanted: pd.Index[Any] = pd.Index(list(figure_ids), dtype="object")
        places: Rows = np.asarray(self.by_id.get_indexer_for(wanted))
        return as_figures(self.figures.iloc[places[places >= 0]])

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
    if not (build / schema.FIGURES.file).is_file():
        return NoTables(message="No figures built yet")
    frames: dict[str, pd.DataFrame] = {}
    for table in (schema.FIGURES, schema.COMPARISONS, schema.CHECKS, *CODE_LISTS):
        try:
            arrow = pq.read_table(build / table.file)
        except (OSError, pa.ArrowException) as problem:
            return NoTables(message=f"The table {table.file} cannot be read: {problem}")
        lacking = [column.name for column in table.columns if column.name not in arrow.column_names]
        if lacking:
            return NoTables(
                message=f"The table {table.file} comes from another version: it has no column {', '.join(lacking)}"
            )
        frames[table.name] = arrow.to_pandas(date_as_object=False)
    figures = _ordered(frames["figures"])
    comparisons, checks = frames["comparisons"], frames["checks"]
    manifest = _manifest(build)
    return Tables(
        figures=figures,
        rows=_by_code(figures, "metric"),
        comparisons=comparisons,
        checks=checks,
        pairs=_by_figure(comparisons, ("earlier_id", "later_id", "stated_change_ids", "derived_from")),
        sums=_by_figure(checks, ("stated_id", "input_ids")),
        by_id=pd.Index(figures["figure_id"]),
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


def _ordered(figures: pd.DataFrame) -> pd.DataFrame:
    """Newest period first; periods that are not stated last; then as the reports state them."""
    return figures.sort_values(
        ["period_end", "period_start", "report_id", "start", "figure_id"],
        ascending=[False, True, False, True, True],
        na_position="last",
        ignore_index=True,
    )


def _manifest(build: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


class Reader(Protocol):
    """How the app gets its tables: the newest build, or the one of a version as long as its folder is kept."""

    def __call__(self, version: str = "") -> Tables | NoTables:
        """The build of a version; the newest without one, and where there is none of that version."""


def reader(tables: Path | Tables) -> Reader:
    """How the app gets its tables: always the same ones, or a build in a folder, read once a build.

    A build that ends while the app runs is on the screen at the next request.
    """
    if isinstance(tables, Tables):
        return lambda version="": tables
    read_newest, read_older = (
        lru_cache(maxsize=1)(lambda build, stamp: read_build(build)) for _ in ("newest", "older")
    )

    def read(version: str = "") -> Tables | NoTables:
        build = current_build(tables)
        try:
            stamp = _stamp(build)
        except OSError:
            return read_build(build)
        older = _build_of(tables, version) if version and version != build.name else None
        found = read_older(*older) if older else None
        return found if isinstance(found, Tables) else read_newest(build, stamp)

    return read


def _stamp(build: Path) -> int:
    return (build / schema.FIGURES.file).stat().st_mtime_ns


def _build_of(folder: Path, version: str) -> tuple[Path, int] | None:
    """The kept build of a version and the time of its figures; None where there is none any more."""
    build = folder / BUILDS / version
    try:
        return (build, _stamp(build)) if _manifest(build).get("build") == version else None
    except OSError:
        return None


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
        if build != tables.folder and not build.name.endswith(".partial")
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
