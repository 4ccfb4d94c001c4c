"""The records that the reading of a report gives: its figures and the account of its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Figure(NamedTuple):
    """One statement of a figure; the fields are the columns of the figures table (`etl.schema.FIGURES`)."""

    figure_id: str
    report_id: str
    source_file: str
    paragraph: str
    start: int
    end: int
    printed: str
    quote: str
    metric: str
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
    period_from: str
    definition: str
    definition_from: str
    repeat_of: str
    rule: str


class NumberRow(NamedTuple):
    """What became of one number; the fields are the columns of the numbers table (`etl.schema.NUMBERS`)."""

    report_id: str
    paragraph: str
    start: int
    end: int
    printed: str
    became: str
    figure_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A report read: its figures in text order and the account of its numbers."""

    figures: tuple[Figure, ...]
    numbers: tuple[NumberRow, ...]
