"""Numbers, days and periods in words, as the notes print them; nothing here ever prints nan, inf or a bare % of a %."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, timedelta

from etl.comparisons.statements import Statement
from etl.rounding import printed_decimals, prints_its_scale

MINUS = "−"
_QUALIFIED = {"exact": "", "approx": "around ", "over": "over ", "under": "under "}
_SPACES = re.compile(r"\s+")
_MONEY = {"gbp": "£", "eur": "€"}


def number_words(value: float, unit: str, *, decimals: int | None = None, signed: bool = False) -> str:
    """A number with its unit.

    Raises:
        ValueError: the value is not finite; what has no value has no words.

    >>> (
    ...     number_words(-9.747, "percent", signed=True),
    ...     number_words(31_714_286.0, "gbp"),
    ...     number_words(5187.0, "count"),
    ... )
    ('−9.7%', '£31.7m', '5,187')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be printed: leave the cell blank and say why in the note")
    size = abs(value)
    mark = MINUS if value < 0 else "+" if signed and value > 0 else ""
    if unit in _MONEY:
        return f"{mark}{_MONEY[unit]}{_money(size, decimals)}"
    digits = decimals if decimals is not None else 0 if float(size).is_integer() else 1
    plain = f"{size:,.{digits}f}"
    if unit == "percent":
        return f"{mark}{plain}%"
    if unit == "percentage_points":
        return f"{mark}{plain} percentage point{'' if size == 1 else 's'}"
    if unit == "per_1000":
        return f"{mark}{plain} per 1,000"
    if unit in ("days", "weeks", "months", "years", "hours"):
        return f"{mark}{plain} {unit[:-1] if size == 1 else unit}"
    return f"{mark}{plain}"


def _money(size: float, decimals: int | None) -> str:
    for worth, letter in ((1e9, "bn"), (1e6, "m")):
        if size >= worth:
            return f"{size / worth:.{1 if decimals is None else decimals}f}{letter}"
    return f"{size:,.0f}" if float(size).is_integer() else f"{size:,.2f}"


def as_printed(statement: Statement, *, qualified: bool = True) -> str:
    """A figure as its report prints it, with its qualifier; in digits where the report uses words: "around 420"."""
    printed = _SPACES.sub(" ", statement.printed).strip()
    if statement.kind.startswith("change") or not prints_its_scale(printed, statement.value):
        printed = _in_digits(statement, printed)
    elif statement.unit == "percent" and printed[-1].isdigit() and " in " not in printed:
        printed = f"{printed}%"
    return f"{_QUALIFIED[statement.qualifier] if qualified else ''}{printed}"


def _in_digits(statement: Statement, printed: str) -> str:
    """The value of a figure that is printed in words, without its sign, or in thousands that only its column names."""
    decimals = None
    if statement.unit not in _MONEY and statement.unit != "count":
        decimals = max(printed_decimals(printed), 0 if float(statement.value).is_integer() else 1)
    return number_words(
        statement.value, statement.unit, decimals=decimals, signed=statement.kind.startswith("change")
    )


def day_words(day: date) -> str:
    """A day: 4 February 2007."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def apart_words(days: int) -> str:
    """A distance of days, in weeks from two of them on.

    >>> apart_words(37), apart_words(6)
    ('5 weeks', '6 days')
    """
    if days >= 14:
        return f"{round(days / 7)} weeks"
    return f"{days} day{'' if days == 1 else 's'}"


def period_words(statement: Statement) -> str:
    """The period of a figure: 2005/06, April to October 2010, 1 April 2006 to 4 February 2007, 8 March 2007."""
    start, end = statement.period_start, statement.period_end
    if start is None or end is None:
        return "a period that is not stated"
    if start == end:
        return day_words(start)
    if (start.month, start.day, end.month, end.day) == (4, 1, 3, 31) and end.year == start.year + 1:
        return f"{start.year}/{end.year % 100:02d}"
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        first, last = calendar.month_name[start.month], calendar.month_name[end.month]
        if start.year == end.year:
            whole_year = start.month == 1 and end.month == 12
            month = start.month == end.month
            return (
                str(start.year)
                if whole_year
                else f"{last} {end.year}"
                if month
                else f"{first} to {last} {end.year}"
            )
        return f"{first} {start.year} to {last} {end.year}"
    return f"{day_words(start)} to {day_words(end)}"
