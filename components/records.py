"""Figures and checks as records, and the rows of any frame as records.

Screens read attributes of these; frames are for choosing and counting rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Kind = TypeVar("Kind", bound="DataclassInstance")


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
    metric: str
    source_file: str
    start: int
    end: int
    period_from: str
    definition_from: str
    rule: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One check as screens need it: the columns of `etl.schema.CHECKS` as plain values."""

    check_id: str
    kind: str
    outcome: str
    report_id: str
    other_report_id: str
    paragraph: str
    metric: str
    group: str
    scope: str
    period_type: str
    period_start: date | None
    period_end: date | None
    stated_id: str
    input_ids: str
    unit: str
    stated_value: float
    computed_value: float | None
    computed_low: float | None
    computed_high: float | None
    arithmetic: str
    note: str
    interval_low: float | None
    interval_high: float | None
    interval_caption: str


def as_figures(frame: pd.DataFrame) -> list[Figure]:
    """Rows of the figures table as records."""
    return records_of(frame, Figure)


def as_checks(frame: pd.DataFrame) -> list[Check]:
    """Rows of the checks table as records."""
    return records_of(frame, Check)


def records_of(frame: pd.DataFrame, kind: type[Kind]) -> list[Kind]:
    """Rows of a table as records of a dataclass, whose fields are columns of it."""
    if frame.empty:
        return []
    return [kind(**record) for record in plain_records(frame[[column.name for column in fields(kind)]])]


def plain_records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries of plain values; column by column, for pandas is slow at handing out single rows."""
    names = [str(name) for name in frame.columns]
    for cells in zip(*(_plain_cells(frame[name]) for name in names), strict=True):
        yield dict(zip(names, cells, strict=True))


def _plain_cells(column: pd.Series[Any]) -> list[Any]:
    if column.dtype.kind == "M":
        return [None if pd.isna(moment) else moment.date() for moment in column]
    if column.dtype.kind == "f" and column.hasnans:
        return [None if math.isnan(number) else number for number in column.tolist()]
    return list(column.tolist())
