"""The tables of one build, read into frames.

The only module of the app that knows how a build lies on disk. A build that is missing or that this version cannot read
is a state with a sentence for the reader, never an exception.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl import schema

CURRENT = "current"
REMEDY = "Build the figures with “make build” or “python -m etl build”, then open this page again."
CODE_LISTS = (schema.REPORTS, schema.METRICS, schema.GROUPS, schema.DEFINITIONS)

Rows = npt.NDArray[np.intp]
Record = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One figure as screens need it: the columns of `etl.schema.FIGURES` as plain values, dates or None, numbers or None."""

    figure_id: str
    report_id: str
    paragraph: str
    printed: str
    quote: str
    group: str
    scope: str
    label: str
    kind: str
    statistic: str
    value: float
    value_high: float | None
    unit: str
    qualifier: str
    period_type: str
    period_start: date | None
    period_end: date | None
    definition: str
    repeat_of: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """One build: the figures in the order in which every screen and file lists them, and the code lists.

    `rows` maps a metric to its row numbers in `figures`; `code_lists` maps a table's name to its records by key;
    `built` is when the build was made, as its manifest says, or empty.
    """

    figures: pd.DataFrame = field(repr=False)
    rows: Mapping[str, Rows] = field(repr=False)
    code_lists: Mapping[str, Mapping[str, Record]] = field(repr=False)
    built: str = ""

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
    for table in (schema.FIGURES, *CODE_LISTS):
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
    return Tables(
        figures=figures,
        rows={
            str(metric): np.asarray(numbers, dtype=np.intp)
            for metric, numbers in figures.groupby("metric", observed=True).indices.items()
        },
        code_lists={
            table.name: {str(record[table.key[0]]): record for record in _plain_records(frames[table.name])}
            for table in CODE_LISTS
        },
        built=_built(build),
    )


def _ordered(figures: pd.DataFrame) -> pd.DataFrame:
    """Newest period first; periods that are not stated last; then as the reports state them."""
    return figures.sort_values(
        ["period_end", "period_start", "report_id", "start", "figure_id"],
        ascending=[False, True, False, True, True],
        na_position="last",
        ignore_index=True,
    )


def _built(build: Path) -> str:
    try:
        manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(manifest.get("built", "")) if isinstance(manifest, dict) else ""


def reader(tables: Path | Tables) -> Callable[[], Tables | NoTables]:
    """How the app gets its tables: always the same ones, or the newest build in a folder, read once a build.

    A build that ends while the app runs is on the screen at the next request.
    """
    if isinstance(tables, Tables):
        return lambda: tables
    read_once = lru_cache(maxsize=1)(lambda build, stamp: read_build(build))

    def newest() -> Tables | NoTables:
        build = current_build(tables)
        try:
            stamp = (build / schema.FIGURES.file).stat().st_mtime_ns
        except OSError:
            return read_build(build)
        return read_once(build, stamp)

    return newest


def as_figures(frame: pd.DataFrame) -> list[Figure]:
    """Rows of the figures table as records."""
    return [Figure(**record) for record in _plain_records(frame[[column.name for column in fields(Figure)]])]


def _plain_records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries of plain values; column by column, for pandas is slow at handing out single rows."""
    names = [str(name) for name in frame.columns]
    for cells in zip(*(_plain_cells(frame[name]) for name in names), strict=True):
        yield dict(zip(names, cells, strict=True))


def _plain_cells(column: pd.Series[Any]) -> list[Any]:
    if column.dtype.kind == "M":
        return [None if pd.isna(moment) else moment.date() for moment in column]
    if column.dtype.kind == "f" and column.hasnans:
        return [None if math.isnan(number) else number for number in column.tolist()]
    return column.astype(object).tolist()
