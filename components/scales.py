"""Scales and ticks of charts over periods: dates on the first of a month, values from 0 in round steps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from components import words

HEADROOM = 1.16  # room for a label above the highest point
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scales:
    """The scales that the panels of a page share, so that heights can be compared: days, values from 0, and their unit."""

    first: date
    last: date
    top: float
    unit: str
    step: float

    def across(self, day: date) -> float:
        """Where a day lies between the first (0) and the last (1)."""
        return (day - self.first) / (self.last - self.first)


def holding(*, first: date, last: date, highest: float, unit: str) -> Scales:
    """Scales that hold these days and values, with room for the labels, which stand right of their marks or above them.

    >>> holding(first=date(2006, 4, 1), last=date(2007, 3, 31), highest=44.4, unit="percent").step
    20.0
    """
    room = max(timedelta(days=45), (last - first) * 0.08)
    step = max(round_step(highest), 1.0 if unit == "count" else 0.0)  # half an offence is no tick
    return Scales(
        first=first - room, last=last + room * 1.8, top=max(highest * HEADROOM, step), unit=unit, step=step
    )


def round_step(highest: float) -> float:
    """The round distance between ticks that gives one to four of them up to the highest value.

    >>> round_step(44.4), round_step(26_208)
    (20.0, 10000.0)
    """
    if highest <= 0:
        return 1.0
    least = highest / 4
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * factor for factor in _STEPS if size * factor >= least)


def date_axis(scale: Scales) -> dict[str, Any]:
    """A tick on the first of April, or of every quarter or half-year where the span is short; labels never turned."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    every = next(size for size in (3, 6, 12, 24, 48, 96, 1200) if months / size <= 4.5)
    years = max(1, every // 12)
    quarters = {3: (1, 4, 7, 10), 6: (4, 10)}.get(every, (4,))
    days = [
        date(year, month, 1)
        for year in range(scale.first.year - scale.first.year % years, scale.last.year + 1, years)
        for month in quarters
    ]
    inside = [day for day in days if scale.first <= day <= scale.last]
    return {
        "type": "date",
        "range": [scale.first.isoformat(), scale.last.isoformat()],
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in inside],
        "ticktext": [f"{day:%b} {day.year}" for day in inside],
    }


def value_axis(scale: Scales) -> dict[str, Any]:
    """Ticks from 0 in round steps, with the unit in their words."""
    ticks = [scale.step * number for number in range(int(scale.top / scale.step) + 1)]
    return {
        "range": [0, scale.top],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [escape(words.value(tick, scale.unit)) for tick in ticks],
    }
