"""The calendar of UK performance figures: periods and their arithmetic.

The performance year runs from 1 April to 31 March (contract, section 5). The arithmetic is plain `datetime.date`
because it runs once for every period that is read; the tests hold it against `pandas.Period` (`Y-MAR`, `Q-MAR`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

FIRST_MONTH = 4  # of the performance year


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a figure stands for: a type of the contract's list with first and last day.

    `as_at` and `day` have the same day twice; `unstated` has none.

    >>> Period(type="month", start=date(2007, 3, 1), end=date(2007, 3, 31)).shifted(-1).start
    datetime.date(2006, 3, 1)
    """

    type: str
    start: date | None
    end: date | None

    def shifted(self, years: int) -> Period:
        """The same period some years on (or back, if negative): the last day of February stays the last day.

        A single day has no month to fill: 29 February becomes the 28th, and the 28th stays the 28th.

        >>> Period(type="fytd", start=date(2006, 4, 1), end=date(2007, 2, 28)).shifted(1).end
        datetime.date(2008, 2, 29)
        """
        if self.start is None or self.end is None or years == 0:
            return self
        end = _same_day(self.end, years)
        if self.start != self.end and self.end.month == 2 and self.end == month_end(self.end.year, 2):
            end = month_end(end.year, 2)
        return Period(type=self.type, start=_same_day(self.start, years), end=end)

    def in_year(self, year_start: date) -> Period:
        """The same part of another year: of the performance year (starts 1 April) or the calendar year (1 January).

        >>> Period(type="fytd", start=date(2010, 4, 1), end=date(2011, 1, 31)).in_year(date(2009, 4, 1)).end
        datetime.date(2010, 1, 31)
        """
        if self.start is None:
            return self
        own = performance_year_of(self.start) if year_start.month == FIRST_MONTH else self.start.year
        return self.shifted(year_start.year - own)


UNSTATED = Period(type="unstated", start=None, end=None)
# types of periods over which events are counted, of which a report or its paragraphs can be
SPANS = ("financial_year", "fytd", "quarter", "month_range", "rolling_year")


def _same_day(day: date, years: int) -> date:
    if day.month == 2 and day.day == 29:
        return month_end(day.year + years, 2) if _is_leap(day.year + years) else date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, 29 if month == 2 and _is_leap(year) else _DAYS[month])


def months_on(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month some months later, or earlier if negative."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31 February)."""
    if 1 <= month <= 12 and 1 <= day <= month_end(year, month).day:
        return date(year, month, day)
    return None


def performance_year_of(day: date) -> int:
    """The year in which the performance year that holds the day begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


@lru_cache(maxsize=256)
def financial_year(year: int) -> Period:
    """The performance year that begins on 1 April of the given year."""
    return Period(type="financial_year", start=date(year, 4, 1), end=date(year + 1, 3, 31))


def performance_year(day: date) -> Period:
    """The performance year that holds the day, as a `financial_year`.

    >>> performance_year(date(2007, 3, 8)).start
    datetime.date(2006, 4, 1)
    """
    return financial_year(performance_year_of(day))


@lru_cache(maxsize=256)
def calendar_year(year: int) -> Period:
    """The calendar year."""
    return Period(type="calendar_year", start=date(year, 1, 1), end=date(year, 12, 31))


@lru_cache(maxsize=1024)
def month_of(year: int, month: int) -> Period:
    """One whole month."""
    return Period(type="month", start=date(year, month, 1), end=month_end(year, month))


@lru_cache(maxsize=1024)
def latest_month(number: int, day: date) -> Period:
    """The last month of a number that had begun by a day.

    >>> latest_month(12, date(2004, 3, 11)).start
    datetime.date(2003, 12, 1)
    """
    return month_of(day.year - (number > day.month), number)


def quarter_of(year: int, first: int, last: int, calendar: bool = False) -> Period:
    """Quarters first to last (1 to 4) of the performance year that begins in the given year, or of the calendar year.

    One quarter is a `quarter`; more are what their span is: Q1 to Q3 is a year to date.
    """
    base = 1 if calendar else FIRST_MONTH
    start_year, start_month = months_on(year, base, 3 * (first - 1))
    end_year, end_month = months_on(year, base, 3 * last - 1)
    start, end = date(start_year, start_month, 1), month_end(end_year, end_month)
    return Period(type="quarter", start=start, end=end) if first == last else span(start, end)


def single_day(day: date) -> Period:
    """A day on which something happened."""
    return Period(type="day", start=day, end=day)


def as_at(day: date) -> Period:
    """A day on which a stock was counted."""
    return Period(type="as_at", start=day, end=day)


@lru_cache(maxsize=4096)
def span(start: date, end: date) -> Period:
    """The period from one day to another, typed by its bounds; `end` is not before `start`.

    From 1 April: `quarter` to 30 June, `financial_year` to 31 March, else `fytd` (contract, section 5).
    A whole calendar year, another whole year (`rolling_year`), a whole month; shorter: `month_range`; longer: `multi_year`.
    """
    year_later = _year_after(start)
    if end > year_later:
        kind = "multi_year"
    elif start.month == FIRST_MONTH and start.day == 1:
        kind = "financial_year" if end == year_later else "quarter" if _is_june_end(end) else "fytd"
    elif end == year_later:
        kind = "calendar_year" if start.month == 1 and start.day == 1 else "rolling_year"
    elif start.day == 1 and end == month_end(start.year, start.month):
        kind = "month"
    else:
        kind = "month_range"
    return Period(type=kind, start=start, end=end)


def _is_june_end(day: date) -> bool:
    return day.month == 6 and day.day == 30


def _year_after(start: date) -> date:
    """The last day of the twelve months that begin on the given day."""
    return _same_day(start, 1) - timedelta(days=1)


def year_to_date(end: date) -> Period:
    """From 1 April up to the cut-off: `fytd`; exactly April to June `quarter`; up to 31 March `financial_year`.

    >>> year_to_date(date(2010, 10, 31)).type
    'fytd'
    """
    return span(date(performance_year_of(end), FIRST_MONTH, 1), end)


def months_to(end: date, months: int) -> Period:
    """The given number of months that end on a day: whole months where the day is a month's last.

    >>> months_to(date(2004, 2, 29), 12).start
    datetime.date(2003, 3, 1)
    """
    whole = end == month_end(end.year, end.month)
    year, month = months_on(end.year, end.month, 1 - months if whole else -months)
    if whole:
        return span(date(year, month, 1), end)
    day_before = make_day(year, month, end.day) or month_end(year, month)
    return span(day_before + timedelta(days=1), end)


def last_quarters(day: date, count: int = 1) -> Period:
    """The last whole quarters of the performance year that had ended before the day."""
    year, month = months_on(day.year, day.month, -((day.month - 1) % 3))
    end = date(year, month, 1) - timedelta(days=1)
    year, month = months_on(end.year, end.month, 1 - 3 * count)
    start = date(year, month, 1)
    return Period(type="quarter", start=start, end=end) if count == 1 else span(start, end)


def open_span(start: date, end: date) -> Period:
    """A span up to now ("since"): typed as its bounds say, but no whole month or year is meant if they fit one."""
    period = span(start, end)
    if period.type in {"month", "rolling_year", "calendar_year"}:
        return Period(type="month_range", start=start, end=end)
    return period
