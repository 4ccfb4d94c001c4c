"""Figures as records: what comparisons and checks read of the figures table, with its years shifted and its keys made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from etl.rounding import Interval, printed_interval

Records = pd.DataFrame | Iterable[Mapping[str, object]]
Key = tuple[str, str, str, str, str]
PeriodKey = tuple[bool, date, date]

OPTIONAL = {"period_from": "sentence", "definition_from": "", "repeat_of": "", "quote": "", "label": ""}
_DATES = ("period_start", "period_end")
_TEXTS = (
    "figure_id report_id paragraph printed quote metric group scope label kind statistic unit qualifier period_type "
    "period_from definition definition_from repeat_of"
).split()
_NUMBERS = ("value", "value_high")
_OFFSETS = ("start", "end")
_SHORTEST_LABEL = 4


class Statement(NamedTuple):
    """One figure as a report states it; the fields are the columns of the figures table, and three worked out once for all.

    A tuple, for it is made seven times as fast as a dataclass, and a build makes several of each figure.

    `subject` is the label in lower case where metric or group is `other`, for then the codes alone do not say what is
    measured; else it is empty. `key` says what is measured and whose figure it is. `period_key` is the period by its days, 29
    February read as the 28th; None where it is unstated.
    """

    figure_id: str
    report_id: str
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
    subject: str
    key: Key
    period_key: PeriodKey | None

    @property
    def is_stock(self) -> bool:
        """Whether it is a state on one day (a strength) and not a sum or rate over days."""
        return self.period_type == "as_at"

    @property
    def is_rate(self) -> bool:
        """Whether its change is told in points and not in per cent."""
        return self.unit in ("percent", "percentage_points", "per_1000")

    @property
    def grows_with_days(self) -> bool:
        """Whether it is a sum that more days make larger: cases or money over a period; no rate, mean, duration or strength."""
        return (
            self.unit in ("count", "gbp", "eur", "other") and self.statistic == "value" and not self.is_stock
        )

    @property
    def has_period(self) -> bool:
        """Whether first and last day are known."""
        return self.period_start is not None and self.period_end is not None

    @property
    def days(self) -> int:
        """How many days the period has; 0 where it is unstated."""
        if self.period_start is None or self.period_end is None:
            return 0
        return (self.period_end - self.period_start).days + 1

    @property
    def last_day(self) -> date:
        """The last day, to sort by; before all others where it is unstated."""
        return self.period_end or date.min

    @property
    def half_width(self) -> float:
        """Half a unit of the last printed place of an exact figure; 0 with a qualifier, which no rounding explains."""
        if self.qualifier != "exact":
            return 0.0
        allowed = self.allows()
        return (allowed.high - allowed.low) / 2

    def allows(self) -> Interval:
        """The values that the printed figure can stand for."""
        return printed_interval(
            printed=self.printed,
            value=self.value,
            unit=self.unit,
            qualifier=self.qualifier,
            value_high=self.value_high,
        )


def plain_day(day: date) -> date:
    """The day itself; the 28th for 29 February, so that it has an anniversary.

    >>> plain_day(date(2008, 2, 29))
    datetime.date(2008, 2, 28)
    """
    return day.replace(day=28) if day.month == 2 and day.day == 29 else day


def years_later(day: date, years: int) -> date:
    """The same day and month, years later (or earlier).

    >>> years_later(date(2008, 2, 29), -1)
    datetime.date(2007, 2, 28)
    """
    plain = plain_day(day)
    return plain.replace(year=plain.year + years)


def years_later_key(period: PeriodKey, years: int) -> PeriodKey:
    """The same period, years later (or earlier)."""
    stock, start, end = period
    return (stock, years_later(start, years), years_later(end, years))


def period_key_of(period_type: str, start: date | None, end: date | None) -> PeriodKey | None:
    """A period by its days, and whether it is a single date at which something stood; None where it is unstated."""
    if start is None or end is None:
        return None
    return (period_type == "as_at", plain_day(start), plain_day(end))


def performance_year_key(year: int) -> PeriodKey:
    """The period of a whole performance year."""
    return (False, date(year, 4, 1), date(year + 1, 3, 31))


def subject_of(metric: str, group: str, label: str, figure_id: str) -> str:
    """What tells figures of `other` apart: the label; without a word in it, the figure itself, which matches nothing else."""
    if metric != "other" and group != "other":
        return ""
    words = " ".join(label.split()).casefold()
    return words if len(words) >= _SHORTEST_LABEL else figure_id


def frame_of(records: Records) -> pd.DataFrame:
    """A table, or records like its rows, as a frame."""
    return records if isinstance(records, pd.DataFrame) else pd.DataFrame(list(records))


def days_of(column: pd.Series) -> pd.Series:
    """Days as dates, whether they come as dates or as text; blanks are missing."""
    return pd.to_datetime(column.replace("", None)).dt.date


def statements_of(figures: Records) -> tuple[Statement, ...]:
    """The figures as records, in their order.

    Args:
        figures: the figures table, or records with its columns; `period_from`, `definition_from`, `repeat_of`, `quote` and
            `label` may be missing.

    Raises:
        ValueError: a needed column is missing.
    """
    frame = frame_of(figures)
    if frame.empty:
        return ()
    missing = {*_TEXTS, *_NUMBERS, *_OFFSETS, *_DATES} - set(frame.columns) - set(OPTIONAL)
    if missing:
        raise ValueError(f"figures lack the columns {', '.join(sorted(missing))}: build the tables again")
    columns: dict[str, list[object]] = {}
    for name in _TEXTS:
        if name in frame:
            columns[name] = frame[name].astype(object).where(frame[name].notna(), "").tolist()
        else:
            columns[name] = [OPTIONAL[name]] * len(frame)
    for name in _NUMBERS:
        numbers = pd.to_numeric(frame[name])
        columns[name] = numbers.astype(object).where(numbers.notna(), None).tolist()
    for name in _OFFSETS:
        columns[name] = list(frame[name].astype(int))
    for name in _DATES:
        days = days_of(frame[name])
        columns[name] = days.astype(object).where(days.notna(), None).tolist()
    return _statements(columns)


def statements_of_table(figures: pa.Table) -> tuple[Statement, ...]:
    """The rows of the figures table as records, in their order: as `statements_of`, four times as fast, and codes are shared.

    Raises:
        KeyError: a column is missing.
    """
    columns: dict[str, list[object]] = {name: _values(figures[name], "") for name in _TEXTS}
    columns |= {name: _values(figures[name], None) for name in _DATES}
    columns |= {name: figures[name].to_pylist() for name in (*_NUMBERS, *_OFFSETS)}
    return _statements(columns)


def _values(column: pa.ChunkedArray[Any], missing: object) -> list[object]:
    """The values of a column of codes, text or days, each different one made once."""
    found: list[object] = []
    for chunk in column.chunks:
        codes: Any = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        words = codes.dictionary.to_pylist()
        found += [missing if code is None else words[code] for code in codes.indices.to_pylist()]
    return found


def _statements(columns: dict[str, list[object]]) -> tuple[Statement, ...]:
    """Statements from the columns that are read of the figures table."""
    columns["subject"] = _worked_out(subject_of, columns, "metric", "group", "label", "figure_id")
    columns["key"] = _worked_out(_together, columns, "metric", "group", "scope", "statistic", "subject")
    columns["period_key"] = _worked_out(period_key_of, columns, "period_type", "period_start", "period_end")
    rows = zip(*(columns[name] for name in Statement._fields), strict=True)
    return tuple(map(Statement._make, rows))


def _worked_out(
    work_out: Callable[..., object], columns: Mapping[str, list[object]], *names: str
) -> list[object]:
    """What follows from some columns, row by row, worked out once for the same values."""
    known = cache(work_out)
    return [known(*values) for values in zip(*(columns[name] for name in names), strict=True)]


def _together(*values: object) -> tuple[object, ...]:
    return values


def first_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Without those that say again what the same report has said already."""
    return tuple(one for one in statements if not one.repeat_of)


def report_order(reports: Records | None) -> Mapping[str, date]:
    """The date of each report, where it is known.

    Args:
        reports: the reports table, or records with `report_id` and `date`; None knows no dates.
    """
    if reports is None:
        return {}
    frame = frame_of(reports)
    if frame.empty:
        return {}
    days = days_of(frame["date"])
    known = days.notna()
    return dict(zip(frame["report_id"][known].astype(str), days[known], strict=True))
