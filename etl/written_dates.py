"""Single dates as they are written: a day, a month, a year or a financial year, each from a fixed place in the text.

Two rules of caution, because the same characters count things too: a year of two digits needs a sign that it is one,
and a pair of years counts only where the second is the year after the first.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from etl.calendar import financial_year, make_day, month_end

MONTH_NUMBERS = {
    word: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(),
        start=1,
    )
    for word in (name, name[:3], "sept" if number == 9 else name)
}
# Any word: it is looked up in MONTH_NUMBERS, which is faster than twelve alternatives in either case.
_MONTH = r"([A-Za-z]{3,9}+)(?:\.(?=\s?['’\d]))?"
YEAR4 = r"(?:19[89]|20[0-3])\d(?!\d)"
DASH = r"[-–—‑−]"
# A year of two digits: '04, 06, -10, or 99 and 10 to 13 where no number, unit or counted noun can follow from them.
_YEAR2 = (
    r"(?:['’‘]\d\d(?!\d)|0\d(?![\d%:]|[.,]\d)"
    r"|(?<=-)(?:9\d|1[0-3])(?![\d%:/]|[.,]\d|\s?(?:st|nd|rd|th|of)\b|\s?[JFMASOND][a-z])"
    r"|(?:9\d|1[0-3])(?![\d%:/]|[.,]\d|\s{0,3}(?!to\b)[a-z(]|,\s?(?:19|20)\d\d))"
)
_ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b)?+"
_DAY = r"(\d{1,2})(?!\d)"
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s{1,3}(?=\d)")
# The second half of a financial year: 2006/07, 2006-7, 2006/2007, 2004/ 05.
PAIR_TAIL = rf"(?:\s?(?:/|\\|{DASH})\s?(?=\d\d)|(?:/|\\|{DASH})(?=\d))(\d{{4}}|\d\d?)(?!\d|/\d|-\d|[.,]\d)"
_YEAR = rf"(?:({YEAR4})(?:{PAIR_TAIL})?|({_YEAR2})(?:/(\d\d)(?!\d))?)"
_SEPARATOR = r"(?:,?\s{0,4}+|\s?-\s?)"

_DAY_MONTH = re.compile(
    rf"{_DAY}{_ORDINAL}{_SEPARATOR}(?:day\s)?(?:of\s{{1,3}})?{_MONTH}(?:{_SEPARATOR}{_YEAR})?"
)
_MONTH_DAY = re.compile(
    rf"{_MONTH}\s{{1,3}}{_DAY}(?:(?:\s?(?:st|nd|rd|th)\b)(?:,?\s{{1,3}}({YEAR4}))?|,\s{{1,3}}({YEAR4}))"
)
_MONTH_YEAR = re.compile(rf"{_MONTH}(?:(?:{_SEPARATOR}(?:of\s)?|\s?/\s?|){_YEAR})?")
_NUMERIC = re.compile(
    r"(?:(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d|\d\d)|((?:19|20)\d\d)-(\d\d)-(\d\d))(?![\d/%]|[.,-]\d)"
)
_YEARS = re.compile(rf"({YEAR4})(?:{PAIR_TAIL})?")
_PAIR2 = re.compile(r"(\d\d)\s?/\s?(\d\d)(?![\d/%]|[.,]\d)")
_PAIR2_DASH = re.compile(rf"(\d\d)\s?(?:/|{DASH})\s?(\d\d?)(?![\d/%]|[.,]\d)")


class Written(NamedTuple):
    """A date as written: 0 for a part that is not there; `financial` where the year is one from April to March."""

    end: int
    day: int
    month: int
    year: int
    financial: bool

    def with_year(self, year: int, financial: bool = False) -> Written:
        """The same date in the year given: of a financial year, the calendar year that the month falls in."""
        if financial and self.month:
            year += self.month < 4
        return self._replace(year=year, financial=financial and not self.month)

    def first(self) -> date | None:
        """Its first day; None without year or where the calendar has no such day."""
        return _bounds(self.day, self.month, self.year, self.financial)[0] if self.year else None

    def last(self) -> date | None:
        """Its last day; None without year or where the calendar has no such day."""
        return _bounds(self.day, self.month, self.year, self.financial)[1] if self.year else None


@lru_cache(maxsize=4096)
def _bounds(day: int, month: int, year: int, financial: bool) -> tuple[date | None, date | None]:
    if financial:
        period = financial_year(year)
        return period.start, period.end
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if not day:
        return date(year, month, 1), month_end(year, month)
    written = make_day(year, month, day)
    return written, written


def full_year(digits: str) -> int:
    """The year that is written with two or four digits, after an apostrophe or not."""
    year = int(digits[-2:]) if len(digits) < 4 else int(digits[-4:])
    return year if year > 99 else year + (1900 if year >= 80 else 2000)


def follows(first: int, second: str) -> bool:
    """Whether the second half of a pair is the year after the first: 2006/07, 2005/6, 1999/2000."""
    if len(second) == 1:
        return second != "0" and int(second) == (first + 1) % 10
    return int(second) == (first + 1) % (100 if len(second) == 2 else 10000)


def _dated(match: re.Match[str], day: int, month: int, group: int) -> Written:
    year, second, short, short_second = match.group(group, group + 1, group + 2, group + 3)
    if not year and not short:
        return Written(match.end(), day, month, 0, False)
    first = full_year(year or short)
    tail = second or short_second
    if not tail:
        return Written(match.end(), day, month, first, False)
    written = Written(match.end(), day, month, 0, False)
    if follows(first, tail):
        return written.with_year(first, financial=True)
    # "2007-31" is no pair of years: the date ends before the dash
    return written.with_year(first)._replace(end=match.end(group if year else group + 2))


def read_date(text: str, at: int, end: int) -> Written | None:
    """The day or month that is written at a place, with its year where one stands.

    >>> read_date("1 April - 30 November 2006", 0, 26)
    Written(end=7, day=1, month=4, year=0, financial=False)
    """
    if "0" <= text[at] <= "9":
        match = _DAY_MONTH.match(text, at, end)
        if match is None:
            return _numeric(text, at, end)
        month = MONTH_NUMBERS.get(match.group(2).lower(), 0)
        if not month or not 1 <= int(match.group(1)) <= 31:
            return None
        if match.group(2) in {"may", "march", "mar"} and not match.group(3):
            return None  # the verb, as in "section 4 may apply"
        return _dated(match, int(match.group(1)), month, 3)
    match = _MONTH_YEAR.match(text, at, end)
    month = MONTH_NUMBERS.get(match.group(1).lower(), 0) if match else 0
    if match is None or not month:
        return _weekday(text, at, end)
    if match.end() == match.end(1):
        day_after = _MONTH_DAY.match(text, at, end)
        if day_after:
            year = day_after.group(3) or day_after.group(4)
            return Written(day_after.end(), int(day_after.group(2)), month, int(year) if year else 0, False)
    return _dated(match, 0, month, 2)


def _weekday(text: str, at: int, end: int) -> Written | None:
    match = _WEEKDAY.match(text, at, end)
    return read_date(text, match.end(), end) if match and match.end() < end else None


def _numeric(text: str, at: int, end: int) -> Written | None:
    match = _NUMERIC.match(text, at, end)
    if match is None:
        return None
    if match.group(5):
        year, month, day = (int(part) for part in match.group(5, 6, 7))
    else:
        day, month, year = int(match.group(1)), int(match.group(3)), full_year(match.group(4))
        # 3.2.04 is a number of a section as well; 31.12.04 and 3/2/04 are not
        if match.group(2) == "." and len(match.group(1) + match.group(3) + match.group(4)) < 6:
            return None
    if not 1980 <= year <= 2039 or make_day(year, month, day) is None:
        return None
    return Written(match.end(), day, month, year, False)


def read_year(text: str, at: int, end: int) -> Written | None:
    """The year at a place: `2006/07` a financial year, `2006` a bare one.

    >>> read_year("2004/ 05", 0, 8)
    Written(end=8, day=0, month=0, year=2004, financial=True)
    """
    match = _YEARS.match(text, at, end)
    if match is None:
        return None
    year = int(match.group(1))
    if match.group(2):
        if follows(year, match.group(2)):
            return Written(match.end(), 0, 0, year, True)
        return Written(match.end(1), 0, 0, year, False)
    return Written(match.end(), 0, 0, year, False)


def read_short_pair(text: str, at: int, end: int, dash: bool = False) -> Written | None:
    """The financial year written with two digits at a place, `06/07`; `06-07` and `06/7` only where `dash` allows.

    >>> read_short_pair("40/41", 0, 5) is None
    True
    """
    match = (_PAIR2_DASH if dash else _PAIR2).match(text, at, end)
    if match is None:
        return None
    year = full_year(match.group(1))
    if not 1998 <= year <= 2013 or not follows(year, match.group(2)):
        return None
    return Written(match.end(), 0, 0, year, True)
