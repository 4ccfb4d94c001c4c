"""Rows of a table for files: which rows a view asks for, and two columns that spreadsheets need beside those of the contract.

Rows are handed out in batches, so that a file of any size takes the memory of one batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from components import selection, words
from components.address import View
from components.store import Tables
from etl import schema
from etl.schema import Column

BATCH = 20_000
NEUTRAL = frozenset(
    {"sort", "page", "show", "slide", "version", "earlier", "later"}
)  # how a page shows rows, not which
RANGE = frozenset({"from", "to", "q"})
KEYS: Mapping[str, frozenset[str]] = {
    "figures": frozenset({"family", "metric", "charted", *selection.FIGURE_KEYS}) | RANGE,
    "comparisons": frozenset({"family", *selection.COMPARISON_KEYS}) | RANGE,
    "checks": frozenset({"family", *selection.CHECK_KEYS}) | RANGE,
    "numbers": frozenset({"report", "paragraph"}),
    "reports": frozenset({"report"}),
    "metrics": frozenset({"metric"}),
    "groups": frozenset({"group"}),
    "definitions": frozenset({"definition", "metric"}),
}
TABLES: Mapping[str, schema.Table] = {table.name: table for table in schema.TABLES}
STATUS_CODES = {
    "[b]": "break: counted under a later definition, not to be compared with figures of an earlier one",
    "[e]": "estimate: around, over or under; see the column qualifier",
    "[f]": "forecast",
    "[r]": "revised: a later report gives another value for the same",
    "[d]": "derived from a change that the report states",
    "[u]": "base too small for a per cent",
    "[x]": "not stated, or cannot be worked out",
    "[z]": "not applicable: the pair is not comparable",
}
_STATUS = Column(
    name="status",
    type=pa.string(),
    meaning="codes by spaces, else empty: "
    + "; ".join(f"{code} {text}" for code, text in STATUS_CODES.items()),
)
_LABEL = "period in one text that no spreadsheet takes for a date: FY2006/07, FY2006/07 to 2007-02-04, Q1 FY2006/07"

_EPOCH = date(1970, 1, 1).toordinal()
_FAR = 1 << 24  # days; more than the calendar has on either side of 1970

Rows = npt.NDArray[np.intp]
Texts = list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Extract:
    """Rows of a table: the table, its frame, the row numbers that are asked for, and which figures were revised."""

    tables: Tables = field(repr=False)
    table: schema.Table
    frame: pd.DataFrame = field(repr=False)
    rows: Rows = field(repr=False)
    revised: frozenset[str] = field(repr=False, default=frozenset())

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the file: those of the contract, then period labels and status."""
        return columns(self.table.name)

    def schema(self) -> pa.Schema:
        """The Arrow schema of the file."""
        described: Any = self.table.schema().metadata
        return pa.schema([column.field() for column in self.columns], metadata=described)


def columns(name: str) -> tuple[Column, ...]:
    """The columns of a table's files: those of the contract, then period labels and status."""
    own = TABLES[name].columns
    if name == "comparisons":
        labels = [
            Column(name=f"{side}_period_label", type=pa.string(), meaning=_LABEL)
            for side in ("earlier", "later")
        ]
        return (*own, *labels, _STATUS)
    if name in ("figures", "checks"):
        return (*own, Column(name="period_label", type=pa.string(), meaning=_LABEL), _STATUS)
    return own


def extract(tables: Tables, name: str, view: View) -> Extract:
    """The rows of a table that a view asks for.

    Raises:
        KeyError: there is no such table.
    """
    asked = view.only(*KEYS[name])
    frame = _frame(tables, name)
    if name == "figures":
        rows = selection.figure_rows(tables, asked)
    elif name == "comparisons":
        rows = selection.comparison_rows(tables, asked)
    elif name == "checks":
        rows = selection.check_rows(tables, asked)
    else:
        rows = np.flatnonzero(_plain_mask(frame, asked))
    revised = _revised(tables) if name == "figures" else frozenset()
    return Extract(tables=tables, table=TABLES[name], frame=frame, rows=rows, revised=revised)


def _frame(tables: Tables, name: str) -> pd.DataFrame:
    if name in ("figures", "comparisons", "checks", "numbers"):
        frame: pd.DataFrame = getattr(tables, name)
        return frame
    records = list(tables.records(name).values())
    names = [column.name for column in TABLES[name].columns]
    return pd.DataFrame.from_records(records, columns=names)


def _plain_mask(frame: pd.DataFrame, view: View) -> npt.NDArray[np.bool_]:
    mask = np.ones(len(frame), dtype=np.bool_)
    for key in ("report", "paragraph", "metric", "group", "definition"):
        column = "report_id" if key == "report" else key
        if view.all(key) and column in frame:
            mask &= frame[column].isin(view.all(key)).to_numpy(dtype=np.bool_)
    return mask


@lru_cache(maxsize=1)  # a build is its own identity; one that was replaced is let go
def _revised(tables: Tables) -> frozenset[str]:
    """The figures for which a later report gives another value."""
    pairs = tables.comparisons
    return frozenset(
        str(identifier)
        for side in ("earlier", "later")
        for identifier in pairs.loc[pairs[f"{side}_revised_by"] != "", f"{side}_id"]
    )


def batches(rows: Extract, size: int = BATCH) -> Iterator[pa.Table]:
    """The rows in batches of the file's schema; one empty batch where there are none."""
    return (batch(rows, numbers) for numbers in row_numbers(rows, size))


def row_numbers(rows: Extract, size: int = BATCH) -> Iterator[Rows]:
    """The row numbers of each batch, in order; one empty part where there are no rows."""
    return (rows.rows[start : start + size] for start in range(0, max(len(rows.rows), 1), size))


def batch(rows: Extract, numbers: Rows) -> pa.Table:
    """Some rows of the frame in the file's schema."""
    part = _part(rows.frame, numbers)
    # one thread: several for a batch cost more than they give
    own = pa.Table.from_pandas(part, schema=rows.table.schema(), preserve_index=False, safe=False, nthreads=1)
    return pa.table([*own.columns, *_added(rows, part)], schema=rows.schema())


def _part(frame: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Some rows of a frame; rows that follow one another are a slice, which copies nothing."""
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        return frame.iloc[rows[0] : rows[-1] + 1]
    return frame.iloc[rows]


def _added(rows: Extract, part: pd.DataFrame) -> Iterator[Any]:
    """The arrays of the columns that the contract does not have, in the order of `columns`."""
    if rows.table.name == "comparisons":
        yield _labels(part, "earlier_")
        yield _labels(part, "later_")
        yield _pair_statuses(part)
    elif rows.table.name == "figures":
        yield _labels(part, "")
        yield _figure_statuses(rows, part)
    elif rows.table.name == "checks":
        yield _labels(part, "")
        yield _each(["", "[x]"], part["computed_value"].isna())


def _each(texts: Texts, places: Any) -> Any:
    """The text of each row by its place in a short list of texts."""
    taken: Any = pa.array(np.asarray(places, dtype=np.int32))
    return pa.array(texts, type=pa.string()).take(taken)


def _labels(part: pd.DataFrame, side: str) -> Any:
    """The label of each row's period, worked out once for each period of the batch."""
    kinds, names = pd.factorize(part[f"{side}period_type"])
    starts, ends = (
        part[f"{side}period_{end}"].to_numpy(dtype="datetime64[D]").astype(np.int64)
        for end in ("start", "end")
    )
    starts, ends = (np.where(days < -_FAR, -_FAR, days) for days in (starts, ends))  # not a day
    # one number for each period: hashing numbers is a tenth of the work of sorting rows
    places, periods = pd.factorize(
        (kinds.astype(np.int64) * 2 * _FAR + starts + _FAR) * 2 * _FAR + ends + _FAR
    )
    labels = []
    for period in periods.tolist():
        both, end = divmod(period, 2 * _FAR)
        kind, start = divmod(both, 2 * _FAR)
        labels.append(_label(str(names[kind]), start - _FAR, end - _FAR))
    return _each(labels, places)


@lru_cache(maxsize=10_000)
def _label(kind: str, start: int, end: int) -> str:
    """The label of a period whose ends are days since 1970."""
    if kind == "unstated" or -_FAR in (start, end):
        return ""
    return period_label(kind, date.fromordinal(start + _EPOCH), date.fromordinal(end + _EPOCH))


def period_label(kind: str, start: date, end: date) -> str:
    """A period in one text that no spreadsheet takes for a date.

    >>> period_label("financial_year", date(2006, 4, 1), date(2007, 3, 31))
    'FY2006/07'
    >>> period_label("fytd", date(2006, 4, 1), date(2007, 2, 4))
    'FY2006/07 to 2007-02-04'
    >>> period_label("quarter", date(2007, 1, 1), date(2007, 3, 31))
    'Q4 FY2006/07'
    """
    year = f"FY{words.financial_year(date(words.performance_year(start), 4, 1))}"
    if kind == "financial_year":
        return year
    if kind == "fytd":
        return f"{year} to {end.isoformat()}"
    if kind == "quarter" and start.month in (1, 4, 7, 10) and start.day == 1:
        return f"Q{(start.month - 4) // 3 % 4 + 1} {year}"
    if kind == "calendar_year":
        return f"CY{start.year}"
    if kind == "rolling_year":
        return f"12 months to {end.isoformat()}"
    if kind == "month":
        return f"Month {start:%Y-%m}"
    if start == end:
        return f"At {end.isoformat()}"
    return f"{start.isoformat()} to {end.isoformat()}"


def _figure_statuses(rows: Extract, part: pd.DataFrame) -> Any:
    later = {
        code
        for code, record in rows.tables.records("definitions").items()
        if record.get("valid_from") is not None
    }
    marks = {
        "[b]": part["definition"].isin(later),
        "[e]": part["qualifier"] != "exact",
        "[f]": part["kind"] == "forecast",
        "[r]": part["figure_id"].isin(rows.revised),
    }
    return _joined(marks)


def _pair_statuses(part: pd.DataFrame) -> Any:
    marks = {
        "[b]": part["reason"] == "definition_changed",
        "[e]": (part["earlier_qualifier"] != "exact") | (part["later_qualifier"] != "exact"),
        "[f]": (part["earlier_kind"] == "forecast") | (part["later_kind"] == "forecast"),
        "[r]": (part["earlier_revised_by"] != "") | (part["later_revised_by"] != ""),
        "[d]": part["derived"],
        "[u]": part["base_size"] == "too_small",
        "[z]": part["verdict"] == "not_comparable",
    }
    return _joined(marks)


def _joined(marks: Mapping[str, Any]) -> Any:
    """The codes of each row by spaces; every combination is joined once."""
    codes = list(marks)
    bits = sum(np.asarray(mask, dtype=np.int64) << place for place, mask in enumerate(marks.values()))
    texts = [
        " ".join(code for place, code in enumerate(codes) if number >> place & 1)
        for number in range(1 << len(codes))
    ]
    return _each(texts, np.atleast_1d(bits))
