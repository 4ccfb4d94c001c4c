"""Values, periods and places in words, as the Office for National Statistics writes them.

Screens only: the CSV keeps codes, ISO dates and plain numbers.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

MINUS = "\u2212"

QUALIFIER_SIGNS = {"exact": "", "approx": "≈", "over": ">", "under": "<"}
QUALIFIER_WORDS = {"exact": "", "approx": "around", "over": "over", "under": "under"}
KIND_WORDS = {
    "actual": "actual",
    "target": "target",
    "forecast": "forecast",
    "change_abs": "stated change",
    "change_pct": "stated change, per cent",
    "change_pp": "stated change, percentage points",
}
STATISTIC_WORDS = {"value": "", "mean": "on average", "rolling_mean": "rolling average"}
UNIT_WORDS = {
    "percent": "per cent",
    "percentage_points": "percentage points",
    "count": "number",
    "gbp": "pounds",
    "eur": "euros",
    "per_1000": "rate per 1,000",
    "days": "days",
    "weeks": "weeks",
    "months": "months",
    "years": "years",
    "hours": "hours",
    "other": "as stated",
}
PERIOD_WORDS = {
    "financial_year": "financial year",
    "fytd": "year to date",
    "quarter": "quarter",
    "month_range": "months",
    "month": "month",
    "day": "day",
    "calendar_year": "calendar year",
    "rolling_year": "12 months",
    "as_at": "as at",
    "multi_year": "several years",
    "unstated": "",
}
CHANGES = frozenset({"change_abs", "change_pct", "change_pp"})
CURRENCIES = {"gbp": "£", "eur": "€"}
# Acronyms that the reports define and that stand in scope codes.
ACRONYMS = frozenset({"bocu", "cid", "co", "dps", "met", "mpa", "mps", "ocu", "scd", "so", "tp", "uk"})
SMALL_WORDS = frozenset({"and", "for", "in", "of", "on", "the", "upon"})

_DECIMALS = re.compile(r"\.(\d+)")
_PLACE = re.compile(r"(rec|appendix-|fn)?(\w+(?:\.\d+)*?)(?:\.([a-z]+))?")
_PLACE_WORDS = {None: "paragraph", "rec": "recommendation", "appendix-": "appendix", "fn": "footnote"}


def number(value: float, decimals: int) -> str:
    """A number with commas for thousands and a true minus sign.

    >>> number(-2421, 0)
    '−2,421'
    """
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def value(
    amount: float, unit: str, *, kind: str = "actual", printed: str = "", high: float | None = None
) -> str:
    """A figure's value with its unit; a change has its sign, a range both its ends.

    `printed` is the figure as the report prints it: no decimal is shown that the report does not state.

    >>> (
    ...     value(39.0, "percent", printed="39.0%"),
    ...     value(18_500_000, "gbp"),
    ...     value(-27, "count", kind="change_abs"),
    ... )
    ('39.0%', '£18.5m', '−27')
    """
    if high is not None:
        return f"{_plain(amount, unit, printed)} to {_plain(high, unit, printed)}"
    text = _plain(amount, unit, printed)
    return f"+{text}" if kind in CHANGES and amount > 0 else text


def _plain(amount: float, unit: str, printed: str) -> str:
    if unit in ("percent", "percentage_points", "per_1000"):
        rate = number(amount, _decimals(amount, printed))
        if unit == "percent":
            return f"{rate}%"
        return f"{rate} per 1,000" if unit == "per_1000" else percentage_points(amount, rate)
    if unit in CURRENCIES:
        return _money(amount, CURRENCIES[unit])
    text = number(amount, 0) if amount == int(amount) else f"{amount:,.6g}".replace("-", MINUS)
    if unit in ("days", "weeks", "months", "years", "hours"):
        return f"{text} {unit[:-1] if amount == 1 else unit}"
    return text


def _decimals(amount: float, printed: str) -> int:
    """At most one decimal, and none where the report states a whole number."""
    stated = _DECIMALS.search(printed)
    return 1 if stated or amount != int(amount) else 0


def _money(amount: float, sign: str) -> str:
    minus = MINUS if amount < 0 else ""
    size = abs(amount)
    for scale, letter in ((1e9, "bn"), (1e6, "m")):
        # millions only where nothing is lost: £18.5m, but £1,234,567
        if size >= scale and round(size / scale, 2) * scale == size:
            return f"{minus}{sign}{size / scale:,.6g}{letter}"
    return f"{minus}{sign}{size:,.0f}" if size == int(size) else f"{minus}{sign}{size:,.2f}"


def percentage_points(amount: float, shown: str) -> str:
    """A change of a rate, never a bare per cent.

    >>> percentage_points(1, "1")
    '1 percentage point'
    """
    return f"{shown} percentage point{'' if abs(amount) == 1 else 's'}"


def qualified(text: str, qualifier: str) -> str:
    """A value behind its sign for around, over and under.

    >>> qualified("£18.5m", "approx")
    '≈ £18.5m'
    """
    sign = QUALIFIER_SIGNS[qualifier]
    return f"{sign} {text}" if sign else text


def day(when: date) -> str:
    """A day as British readers write it.

    >>> day(date(2007, 2, 4))
    '4 February 2007'
    """
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"


def moment(stamp: str) -> str:
    """A moment of a manifest (ISO 8601) as readers write it.

    >>> moment("2026-11-22T01:44:00+01:00")
    '22 November 2026, 00:44 UTC'
    """
    when = datetime.fromisoformat(stamp).astimezone(UTC)
    return f"{day(when.date())}, {when:%H:%M} UTC"


def performance_year(when: date) -> int:
    """The year in which the performance year of a day begins.

    >>> performance_year(date(2007, 2, 4))
    2006
    """
    return when.year - (when.month < 4)


def financial_year(start: date) -> str:
    """The performance year (1 April to 31 March) that begins on this day.

    >>> financial_year(date(1999, 4, 1))
    '1999/00'
    """
    return f"{start.year}/{(start.year + 1) % 100:02d}"


def year_note(start: date) -> str:
    """What the short form of a performance year means, for its first use on a page.

    >>> year_note(date(2006, 4, 1))
    '2006/07 is April 2006 to March 2007.'
    """
    return f"{financial_year(start)} is April {start.year} to March {start.year + 1}."


def period(period_type: str, start: date | None, end: date | None) -> str:
    """A period in words: the year alone for a performance year, else its span.

    >>> period("fytd", date(2006, 4, 1), date(2007, 2, 4))
    'April 2006 to 4 February 2007'
    >>> period("financial_year", date(2006, 4, 1), date(2007, 3, 31))
    '2006/07'
    """
    if start is None or end is None:
        return "period not stated"
    if period_type == "financial_year":
        return financial_year(start)
    if period_type == "calendar_year":
        return str(start.year)
    return span(start, end)


def span(start: date, end: date) -> str:
    """First to last day, without what the reader can spare: days of whole months, a year said twice.

    >>> span(date(2010, 4, 1), date(2010, 10, 31))
    'April to October 2010'
    """
    if start == end:
        return day(end)
    whole_start = start.day == 1
    whole_end = end.day == calendar.monthrange(end.year, end.month)[1]
    if (start.year, start.month) == (end.year, end.month):
        return (
            f"{calendar.month_name[end.month]} {end.year}"
            if whole_start and whole_end
            else f"{start.day} to {day(end)}"
        )
    first = (
        calendar.month_name[start.month] if whole_start else f"{start.day} {calendar.month_name[start.month]}"
    )
    # after a day, a month alone would be read as its first day
    last = f"{calendar.month_name[end.month]} {end.year}" if whole_start and whole_end else day(end)
    return f"{first} to {last}" if start.year == end.year else f"{first} {start.year} to {last}"


def months(first: date, last: date) -> str:
    """From the month of one day to the month of another.

    >>> months(date(2007, 3, 8), date(2010, 12, 9))
    'March 2007 to December 2010'
    """
    ends = [f"{calendar.month_name[when.month]} {when.year}" for when in (first, last)]
    return ends[1] if ends[0] == ends[1] else " to ".join(ends)


def days_kept(text: str) -> str:
    """A text in which no line ends between a day and its month.

    >>> days_kept("April 2005 to 4 February 2006") == "April 2005 to 4\N{NO-BREAK SPACE}February 2006"
    True
    """
    return re.sub(r"\b(\d{1,2}) (?=[A-Z])", "\\1\N{NO-BREAK SPACE}", text)


def dated(period_type: str, period: str) -> str:
    """A period in words as a line of its own: with its kind where the words alone leave it open.

    >>> (
    ...     dated("fytd", "April to October 2010"),
    ...     dated("as_at", "31 January 2008"),
    ...     dated("quarter", "April to June 2006"),
    ... )
    ('Year to date, April to October 2010', 'As at 31 January 2008', 'April to June 2006')
    """
    kind = PERIOD_WORDS[period_type]
    if period_type in ("as_at", "financial_year", "calendar_year"):
        return f"{upper_first(kind)} {period}"
    if period_type in ("fytd", "rolling_year", "multi_year"):
        return f"{upper_first(kind)}, {period}"
    return f"On {period}" if period_type == "day" else upper_first(period)


def scope(code: str) -> str:
    """Whose figure it is.

    >>> scope("trident_ocu"), scope("hammersmith_and_fulham"), scope("mps")
    ('Trident OCU', 'Hammersmith and Fulham', 'MPS')
    """
    return " ".join(_proper(word) for word in code.split("_") if word)


def _proper(word: str) -> str:
    if word.rstrip("0123456789") in ACRONYMS:
        return word.upper()
    return word if word in SMALL_WORDS else word.capitalize()


def paragraph(code: str) -> str:
    """Where in the report the figure stands.

    >>> paragraph("19.d"), paragraph("rec39.g"), paragraph("fn5")
    ('paragraph 19, item d', 'recommendation 39, item g', 'footnote 5')
    """
    if code in ("summary", "preamble"):
        return code
    match = _PLACE.fullmatch(code)
    if match is None:
        return code
    kind, place, item = match.groups()
    return f"{_PLACE_WORDS[kind]} {place}" + (f", item {item}" if item else "")


def counted(amount: int, thing: str, things: str = "") -> str:
    """A number of things.

    >>> counted(1, "figure"), counted(1204, "figure")
    ('1 figure', '1,204 figures')
    """
    return f"{amount:,} {thing if amount == 1 else things or thing + 's'}"


def listed(items: list[str]) -> str:
    """Items in a sentence.

    >>> listed(["a target", "a forecast", "a change"])
    'a target, a forecast and a change'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def lower_first(text: str) -> str:
    """A label within a sentence: its first letter small, unless the word is an acronym.

    >>> lower_first("Racist crime"), lower_first("SPI8a arrest rate")
    ('racist crime', 'SPI8a arrest rate')
    """
    return text[0].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def upper_first(text: str) -> str:
    """The words of a report as a heading: nothing but the first letter changes.

    >>> upper_first("total arrests")
    'Total arrests'
    """
    return text[:1].upper() + text[1:]


def file_size(size: int) -> str:
    """The size of a file, in thousands or millions of bytes.

    >>> file_size(31_204), file_size(12)
    ('31 KB', '1 KB')
    """
    return f"{size / 1e6:,.1f} MB" if size >= 999_500 else f"{max(1, round(size / 1000)):,} KB"
