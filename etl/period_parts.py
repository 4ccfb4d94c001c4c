"""Mentions of a part of a year: `first quarter of 2006/07`, `Q1-3`, `first half of 2003/04`, `first seven months of the year`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from etl.calendar import (
    FIRST_MONTH,
    UNSTATED,
    Period,
    as_at,
    month_end,
    months_on,
    performance_year_of,
    quarter_of,
    span,
)
from etl.period_leads import read_lead
from etl.period_records import Mention, Site, mention
from etl.period_to_date import COUNT, count_of, read_cut
from etl.period_years import ORDINALS, read_named
from etl.written_dates import DASH, read_short_pair, read_year

_QUARTERS = re.compile(
    rf"(?:(?P<calendar>calendar)\s+)?(?:Q|Qtrs?\.?|Quarters?)\s?(?P<first>[1-4]|one|two|three|four)(?![\d%]|[.,]\d)\b"
    rf"(?:\s{{0,2}}(?:{DASH}|to|and|&|/)\s{{0,2}}(?:Q|Qtr|Quarter)?\s?(?P<last>[1-4])(?![\d%]|[.,]\d)\b)?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?P<first>first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th))\s+(?:(?P<count>two|three|2|3)\s+)?"
    r"(?:(?:financial|performance|full|(?P<calendar>calendar))\s+)?quarters?(?:['’]s)?\b",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?P<which>first|second|latter|1st|2nd)\s+half\b", re.IGNORECASE)
_MONTHS = re.compile(rf"(?P<which>first|last|final)\s+(?P<count>{COUNT})[\s-]+months?\b", re.IGNORECASE)
_SECOND_SIX = re.compile(r"second\s+(?:six|6)[\s-]+months?\b", re.IGNORECASE)
_WEEKS = re.compile(rf"first\s+(?:(?P<count>{COUNT})\s+)?weeks?\s+(?:of|in)\s+(?=[JFMASOND])", re.IGNORECASE)
_STAGE = re.compile(
    rf"(?:(?P<count>{COUNT})[\s-]months?|half[\s-]?year(?:ly)?)\s(?:stage|point|mark)\b(?!\sof\sview)"
    r"|half[\s-]?way\s(?:(?:stage|point|mark)\b|(?:through|into)\s(?:the|this)\s(?:(?:financial|performance)\s)?year\b)",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\s(?:will|goes|is\s(?:expected|likely|to)|should|continues)\b")
_GONE = re.compile(
    rf"(?P<count>{COUNT})[\s-]+months?\s+(?:(?P<into>into)|of)\s+the\s+(?:current\s+)?(?:(?:financial|performance)\s+)?year\b(?!\s+\d)"
    r"(?P<over>(?(into)|\s+(?:(?:now|already|being|are|have|has|having|been)\s+){0,3}(?:completed?|gone|passed|elapsed|over)\b))?+",
    re.IGNORECASE,
)
_OF_NAMED = re.compile(
    rf"(?P<count>{COUNT})[\s-]+months?(?=\s+of\s+(?:the\s+)?(?:(?:new|current)\s+)?(?:(?:financial|performance)\s+year\s+)?20?\d\d\s?[/-])",
    re.IGNORECASE,
)
_NEW = re.compile(r"\s+of\s+the\s+(?:new|current)(?=\s)", re.IGNORECASE)
_MONTHS_SAID = re.compile(
    r"(?:\s+(?:(?:financial|performance)\s+)?year)?\s+\((?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\b[^()\n]{0,40}\)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\b")
_AFTER = re.compile(r"\bafter\s\Z", re.IGNORECASE)

_NAMED = re.compile(
    r"\s{0,3}(?P<open>[(,–-]?)\s?(?:(?P<of>of|in|for|during)\s+)?(?:the\s+)?"
    r"(?:(?P<calendar>calendar\s+year\s*)|(?P<fy>FY\s?-?\s?|(?:financial|performance|fiscal)\s+year\s*[-–:(]?\s*|year\s+))?"
    r"(?=['’]?\d)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\s{0,3}\(?(?:(?:of|in|for|during)\s+)?(?:the\s+)?(?P<which>this|current|last|previous|preceding|next|coming|(?<=the\s))\s*"
    r"(?P<kind>financial|performance|fiscal|reporting|calendar)?\s*year\b(?!\s+(?:before|earlier|ago))",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s{0,3}\(\s?(?:from\s+)?(?=[JFMASOND\d])")
_CODE = re.compile(r"\s{0,2}\((?:Q|Qtr|Quarter)\s?[1-4]\)")
_YTD = re.compile(r"\s{0,2}\((?:FYTD|YTD)\)", re.IGNORECASE)
_OFFSETS = {"this": 0, "current": 0, "last": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1}


class YearNamed(NamedTuple):
    """The year that a part belongs to: `year` is None for "the year", which the part itself must settle."""

    year: int | None
    kind: str  # financial, calendar, or bare: a calendar year's number that may name a performance year
    end: int
    source: str


def year_of_part(site: Site, at: int) -> YearNamed | None:
    """The year named after a part of one: "of 2006/07", "(FY05)", "of this financial year"."""
    text = site.text
    opening = _NAMED.match(text, at, site.end)
    if opening:
        place = opening.end()
        if opening["fy"]:
            written = read_named(text, place, site.end)
        else:
            written = read_year(text, place, site.end) or read_short_pair(text, place, site.end)
        if written is not None and (opening.group() or written.financial):
            kind = "financial" if written.financial else "calendar" if opening["calendar"] else "bare"
            end = written.end + (opening["open"] == "(" and text[written.end : written.end + 1] == ")")
            return YearNamed(written.year, kind, end, "sentence")
    found = _RELATIVE.match(text, at, site.end)
    day = site.context.report_date
    if found is None or day is None:
        return None
    kind = "calendar" if (found["kind"] or "").lower() == "calendar" else "financial"
    this = day.year if kind == "calendar" else performance_year_of(day)
    which = found["which"].lower()
    return YearNamed(this + _OFFSETS[which] if which else None, kind, found.end(), "report_date")


def quarters(site: Site) -> Mention | None:
    """`Q1 2006/07`, `Quarter 1 – 3`: quarters by number."""
    found = _QUARTERS.match(site.text, site.at, site.end)
    if found is None:
        return None
    first = int(found["first"]) if found["first"].isdigit() else count_of(found["first"])
    last = int(found["last"]) if found["last"] else first
    return _quarters(site, found, first, last) if first <= last else None


def ordinal(site: Site) -> Mention | None:
    """`first quarter of 2006/07`, `first half of 2003/04`, `first six months of 2004/05`."""
    found = _ORDINAL.match(site.text, site.at, site.end)
    if found is None:
        return _half(site) or _months(site) or _weeks(site)
    number = ORDINALS[found["first"].lower()]
    if found["count"]:
        count = count_of(found["count"])
        without_year = year_of_part(site, found.end()) is None
        if number not in {1, 4} or (
            without_year and (number != 1 or _OF.match(site.text, found.end(), site.end))
        ):
            return None  # "the first three quarters of them" is a share too
        return _quarters(site, found, 1, count) if number == 1 else _quarters(site, found, 5 - count, 4)
    if found["first"].lower() == "last" and year_of_part(site, found.end()) is None:
        return None  # the quarter before the report's
    return _quarters(site, found, number, number)


def _quarters(site: Site, found: re.Match[str], first: int, last: int) -> Mention:
    is_calendar = found["calendar"] is not None
    named = year_of_part(site, found.end())
    lead = read_lead(site.text, site.at, site.floor)
    cue = "quarter_of_year" if first == last else "quarter_range"
    end = named.end if named else found.end()
    if named is not None and named.year is not None:
        period = quarter_of(named.year, first, last, is_calendar or named.kind == "calendar")
        bracket = _BRACKET.match(site.text, end, site.end)
        months = read_cut(site, bracket.end()) if bracket else None
        if months is not None and months.first is not None:  # said again: "Q1 2000/01 (Apr - Jun)"
            end = months.end + (site.text[months.end : months.end + 1] == ")")
        return _edged(site, lead.edge, lead.edge_start, end, period, cue, named.source)
    bracket = _BRACKET.match(site.text, end, site.end)
    months = read_cut(site, bracket.end()) if bracket else None
    if months is not None and months.first is not None:  # "Quarter 1 (April to June 2006)"
        kind = "quarter" if first == last else span(months.first, months.last).type
        closed = months.end + (site.text[months.end : months.end + 1] == ")")
        return mention(
            site.at, closed, Period(type=kind, start=months.first, end=months.last), cue, source=months.source
        )
    day = site.context.report_date
    if day is None:
        return mention(site.at, end, UNSTATED, "quarter_without_year")
    year = day.year if is_calendar else performance_year_of(day)
    period = quarter_of(year, first, last, is_calendar)
    if period.end is not None and period.end >= day:
        period = quarter_of(year - 1, first, last, is_calendar)
    return _edged(site, lead.edge, lead.edge_start, end, period, "quarter_without_year", "report_date")


def _edged(
    site: Site, edge: str, edge_start: int, end: int, period: Period, cue: str, source: str
) -> Mention:
    """A part of a year, or the day on which it ends: "at the end of Q2"."""
    if edge == "end" and period.end is not None:
        return mention(edge_start, end, as_at(period.end), "end_of_quarter", source=source)
    return mention(site.at, end, period, cue, source=source)


def _half(site: Site) -> Mention | None:
    found = _HALF.match(site.text, site.at, site.end)
    named = year_of_part(site, found.end()) if found else None
    if found is not None and named is None and found["which"].lower() in _SECOND:
        return _second_half(site, found.end())
    if found is None or named is None:
        return None
    begins = 0 if found["which"].lower() in {"first", "1st"} else 6
    return _run_of_months(site, named, begins, 6, "half_of_year")


_SECOND = frozenset(("second", "latter", "2nd"))
_OF_IT = re.compile(r"\s+of\b", re.IGNORECASE)


def _second_half(site: Site, end: int) -> Mention | None:
    """`in the second half`, `in the second six months`, behind the first half of a year; of nothing else, `second half of them`."""
    ahead = _IN_THE.search(site.text[max(site.floor, site.at - 12) : site.at])
    if not ahead or _OF_IT.match(site.text, end, site.end):
        return None
    return mention(site.at, end, UNSTATED, "second_half", "vague")


def _weeks(site: Site) -> Mention | None:
    """`the first four weeks of April`: so many weeks from the beginning of the month."""
    found = _WEEKS.match(site.text, site.at, site.end)
    cut = read_cut(site, found.end()) if found else None
    if found is None or cut is None or cut.first is not None or site.text[found.end()].isdigit():
        return None
    first = cut.last.replace(day=1)
    count = count_of(found["count"]) if found["count"] else 1
    last = first + timedelta(days=7 * count - 1)
    return (
        mention(site.at, cut.end, span(first, last), "weeks_of_month", source=cut.source)
        if count < 5
        else None
    )


def _months(site: Site) -> Mention | None:
    found = _MONTHS.match(site.text, site.at, site.end)
    if found is None:
        second = _SECOND_SIX.match(site.text, site.at, site.end)
        return _second_half(site, second.end()) if second else None
    count = count_of(found["count"])
    named = year_of_part(site, found.end())
    to_date = _YTD.match(site.text, found.end(), site.end)
    if named is None and to_date and site.context.report_date:
        named = YearNamed(None, "financial", to_date.end(), "report_date")
    is_first = found["which"].lower() == "first"
    if named is None and is_first and 2 < count < 12 and _ends_there(site, found.end()):
        named = YearNamed(None, "financial", found.end(), "report_date")
    if named is None or not 1 <= count <= 12:
        return None
    cue = "first_months_of_year" if is_first else "last_months_of_year"
    return _run_of_months(site, named, 0 if is_first else 12 - count, count, cue)


_IN_THE = re.compile(r"\b(?:in|for|over|during)\s(?:the\s)?\Z", re.IGNORECASE)
_STOPS = re.compile(r"\s?[,.;)]|\s?\Z")


def _ends_there(site: Site, end: int) -> bool:
    """Whether nothing says of what the months are the first: "121,304 offences in the first nine months, fewer than ..."."""
    ahead = _IN_THE.search(site.text[max(site.floor, site.at - 12) : site.at])
    return site.context.report_date is not None and bool(ahead and _STOPS.match(site.text, end, site.end))


def stage(site: Site) -> Mention | None:
    """`at the four month stage`, `at the half year point`, `halfway through the year`: the year to the end of that month."""
    found = _STAGE.match(site.text, site.at, site.end)
    if found is None or site.context.report_date is None:
        return None
    count = count_of(found["count"]) if found["count"] else 6
    named = YearNamed(None, "financial", found.end(), "report_date")
    return _run_of_months(site, named, 0, count, "months_gone") if 1 <= count < 12 else None


def months_of_named(site: Site) -> Mention | None:
    """`six months of the 2011/12 financial year (April to September 2011)`: the first six, which the bracket names."""
    found = _OF_NAMED.match(site.text, site.at, site.end)
    if found is None:
        return None
    new = _NEW.match(site.text, found.end(), site.end)
    named = year_of_part(site, new.end() if new else found.end())
    said = _MONTHS_SAID.match(site.text, named.end, site.end) if named else None
    count = count_of(found["count"])
    if named is None or said is None or named.year is None or not 1 <= count < 12:
        return None
    whole = named._replace(end=said.end(), kind="financial")
    return _run_of_months(site, whole, 0, count, "first_months_of_year")


def months_gone(site: Site) -> Mention | None:
    """`four months into the year`, `ten months of the financial year being completed`: as many as have gone."""
    found = _GONE.match(site.text, site.at, site.end)
    lead = _AFTER.search(site.text, max(site.at - 6, site.floor), site.at)
    if found is None or site.context.report_date is None or (found["over"] is None and lead is None):
        return None
    count = count_of(found["count"])
    if not 1 <= count < 12:
        return None
    months = _run_of_months(
        site, YearNamed(None, "financial", found.end(), "report_date"), 0, count, "months_gone"
    )
    return replace(months, start=lead.start()) if lead else months


def _run_of_months(site: Site, named: YearNamed, begins: int, count: int, cue: str) -> Mention:
    """Months of a year, counted from its first; of "the year" the latest that had ended before the report."""
    month = 4 if named.kind == "financial" else 1
    year, day = named.year, site.context.report_date
    if year is None and day is not None and _TO_COME.match(site.text, named.end, site.end):
        year = (
            performance_year_of(day) if month == FIRST_MONTH else day.year
        )  # "if the second half goes as ..."
    if year is None:
        year = _latest_year(month, begins + count, day) if day else 0
    start_year, start_month = months_on(year, month, begins)
    end_year, end_month = months_on(year, month, begins + count - 1)
    period = span(date(start_year, start_month, 1), month_end(end_year, end_month))
    if count == 3 and named.kind == "financial":
        period = Period(type="quarter", start=period.start, end=period.end)
    return mention(site.at, named.end, period, cue, source=named.source)


def _latest_year(month: int, months: int, day: date) -> int:
    year = performance_year_of(day) if month == 4 else day.year
    end_year, end_month = months_on(year, month, months - 1)
    # the month in which the report is dated counts as ended: "first 6 months" in a report of late September
    return year if (end_year, end_month) <= (day.year, day.month) else year - 1
