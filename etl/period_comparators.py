"""Mentions of an earlier period that the figure's own must resolve: the same period last year, the year before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from etl.period_dates import read as read_dated
from etl.period_records import Mention, Site, earlier, mention, this_period
from etl.period_relative import end_of_year
from etl.period_to_date import COUNT, count_of
from etl.period_years import read_named
from etl.written_dates import read_short_pair, read_year

_SAME = re.compile(
    rf"(?:same|corresponding|equivalent|comparable|similar)\s+(?:(?:(?P<months>{COUNT})(?=[\s-]+month)|{COUNT}|time|reporting|month|monthly|week|year[\s-]to[\s-]date)[\s-]+){{0,2}}"
    r"(?P<unit>periods?|time|point|stage|half(?:[\s-]year)?|quarters?|months?|weeks?|timeframe|day|date)\b",
    re.IGNORECASE,
)
# "the corresponding figure for 2005": the figure's own period in that year
_SAME_LEVEL = re.compile(
    r"(?:same|corresponding|equivalent|comparable)\s(?:figures?|levels?|totals?|numbers?|rates?)\s(?:for|in|of|from)\s(?=[\d'\u2019]|FY)",
    re.IGNORECASE,
)
_OF_LAST_YEAR = re.compile(
    r"\s{1,3}\(?(?:(?:in|of|for|during|from|at|to|over)\s+)?(?:the\s+|a\s+|one\s+|its\s+)?(?:"
    r"(?:last|previous|preceding|prior|past)\s+(?:(?:financial|performance|calendar|reporting|fiscal)\s+)?years?(?:['’]s?)?(?!\w)"
    r"|(?:financial\s+)?year\s+(?:before(?!\s+last)|earlier|previously|ago|prior)\b"
    rf"|(?P<count>{COUNT})\s+years\s+(?:ago|earlier|previously|before)\b)\)?",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(
    r"\s{1,3}[(,–-]?\s?(?:(?:in|of|for|during|from|to)\s+)?(?:the\s+)?(?:(?:base|baseline)\s+year\s*)?\(?"
    r"(?P<fy>FY\s?|(?:financial|performance)\s+year\s*\(?)?(?=['’]?\d)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\s{1,3}\(?(?:(?:in|of|from|between|to)\s+)?(?=[JFMASOND\d])")
_AGAINST = re.compile(r"\b(?:against|compared\s(?:with|to))\s[^.;]{0,24}\bin\s(?:the\s)?\Z")
_AT_THE = re.compile(r"\b(at|on|by)\sthe\s\Z", re.IGNORECASE)
_MONTHS = {"month": 1, "quarter": 3}
_SAME_PERIOD = frozenset({"period", "periods", "months", "month", "quarter", "quarters", "weeks"})
_YEAR_WORD = re.compile(
    r"year(?:"
    r"(?P<on>[\s-]+on[\s-]+year(?=\s+(?:change|increase|decrease|reduction|rise|fall|comparison|improvement|growth|drop)))"
    r"|(?P<last>\s+before\s+last\b)"
    r"|(?P<later>\s+(?:later|on(?=\s+(?:the|it|this|they)\b)|afterwards|after(?=\s+that\b|\s*[,.;:)]|\Z))\b)"
    r"|(?P<before>\s+(?:earlier|ago|previously|before(?!\s+(?:the|they|he|she|we|this|it(?!\s+[\d(]))\b))\b)"
    r"|(?P<end>[\s-]+end\b(?!\s+\d)))",
    re.IGNORECASE,
)
_MONTHS_LATER = re.compile(rf"({COUNT})[\s-]+months?\s+(?:later|afterwards)\b", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"following\s+(?:(?:financial|performance)\s+)?year\b|year\s+that\s+followed(?=\s*[,.;)]|\s+(?:and|but|to|it)\b|\Z)",
    re.IGNORECASE,
)
_YEARS_AGO = re.compile(
    rf"({COUNT})[\s-]+(?:years?|(months))\s+(?:ago|earlier|previously|before(?=[,.;)]|\s(?:there|the|it|this|they)\b|\Z))",
    re.IGNORECASE,
)
_THIS_TIME = re.compile(
    r"this\s+(?:time|point|stage|period)\s+(?:last|the\s+previous|the\s+preceding|a)\s+(?:(?:financial|performance)\s+)?"
    r"year(?:\s+(?:ago|earlier))?\b",
    re.IGNORECASE,
)
_THIS_STAGE = re.compile(r"this\s+(?:time|point|stage)\s+(?:of|in)\s+(?=\d)", re.IGNORECASE)


def this_time(site: Site) -> Mention | None:
    """`this time last year`, `this point the previous year`, `this stage of 2002/03`."""
    found = _THIS_TIME.match(site.text, site.at, site.end)
    if found:
        return earlier(site.at, found.end(), "same_period_last_year", "same_period_last_year")
    stage = _THIS_STAGE.match(site.text, site.at, site.end)
    written = read_year(site.text, stage.end(), site.end) if stage else None
    if written is None or not written.financial:
        return None
    year = date(written.year, 4, 1)
    return earlier(site.at, written.end, "same_period_in_year", "same_period_last_year", year=year)


def same(site: Site) -> Mention | None:
    """`the same period last year`, `the same period in 2009/10`, `the corresponding quarter of the previous year`."""
    text, at = site.text, site.at
    found = _SAME.match(text, at, site.end)
    if found is None:
        return _same_level(site)
    end = found.end()
    tail = _OF_LAST_YEAR.match(text, end, site.end)
    if tail:
        closed = tail.end() - (tail[0].endswith(")") and "(" not in tail[0])
        years = count_of(tail["count"]) if tail["count"] else 1
        return earlier(at, closed, "same_period_last_year", "same_period_last_year", years)
    opening = _DATED.match(text, end, site.end)
    if opening:
        dated = read_dated(Site(text, opening.end(), opening.end(), site.end, site.context))
        if dated is not None and dated.cue == "span":
            return mention(at, dated.end, dated.period, "same_period_dated", source=dated.source)
    opening = _OF_YEAR.match(text, end, site.end)
    if opening:
        place = opening.end()
        written = read_named(text, place, site.end) if opening["fy"] else None
        written = written or read_year(text, place, site.end) or read_short_pair(text, place, site.end)
        if written is not None:
            closed = written.end + ("(" in opening[0] and text[written.end : written.end + 1] == ")")
            year = date(written.year, 4 if written.financial else 1, 1)
            return earlier(at, closed, "same_period_in_year", "same_period_last_year", year=year)
    if text[at] not in "sS" and _AGAINST.search(text[max(site.floor, at - 40) : at]):
        # "186 reports as against 133 in the corresponding period"
        return earlier(at, end, "same_period_last_year", "same_period_last_year")
    lead = (
        _AT_THE.search(text, max(site.floor, at - 8), at)
        if found["unit"].lower() in ("date", "day")
        else None
    )
    if lead is not None:  # what is expected by the same date is so by the one named last
        return this_period(at, end, "that_day" if lead[1].lower() == "by" else "same_day")
    if found["unit"].lower() in _SAME_PERIOD and text[at] in "sS":
        months = count_of(found["months"]) if found["months"] else _MONTHS.get(found["unit"].lower(), 0)
        return this_period(at, end, "same_period", months)
    return None


def _same_level(site: Site) -> Mention | None:
    """`the corresponding figure for 2005`, `the same level in 2005/06`: of a whole year where the figure's own is one."""
    found = _SAME_LEVEL.match(site.text, site.at, site.end)
    written = read_year(site.text, found.end(), site.end) if found else None
    if written is None:
        return None
    year = date(written.year, 4 if written.financial else 1, 1)
    return earlier(site.at, written.end, "same_period_in_year", "same_period_last_year", year=year)


def year_word(site: Site) -> Mention | None:
    """`the year before`, `a year ago`, `year on year increase`, `year end`."""
    found = _YEAR_WORD.match(site.text, site.at, site.end)
    if found is None:
        return None
    if found["on"]:
        return earlier(site.at, found.end(), "year_on_year")
    if found["end"]:
        return end_of_year(site, found, site.context.day_of_year(), False)
    before = site.text[max(site.floor, site.at - 14) : site.at].lower().split()
    if not before or before[-1] not in {"the", "a", "one", "financial", "whole"}:
        return None
    if found["later"]:
        return earlier(site.at, found.end(), "year_later", "later_year", years=-1)
    return earlier(site.at, found.end(), "year_before", years=2 if found["last"] else 1)


def following(site: Site) -> Mention | None:
    """`the following year`, `the year that followed`: the one after the year spoken of."""
    found = _FOLLOWING.match(site.text, site.at, site.end)
    return earlier(site.at, found.end(), "year_later", "later_year", years=-1) if found else None


def months_later(site: Site) -> Mention | None:
    """`two months later`: the same day or month so many months after the one that was named."""
    found = _MONTHS_LATER.match(site.text, site.at, site.end)
    if found is None:
        return None
    told = earlier(site.at, found.end(), "months_later", "later_year", years=0)
    return replace(told, months=count_of(found[1]))


def years_ago(site: Site) -> Mention | None:
    """`two years ago`, `twelve months earlier`: the figure's own period so many whole years earlier."""
    found = _YEARS_AGO.match(site.text, site.at, site.end)
    if found is None:
        return None
    years, rest = divmod(count_of(found[1]), 12) if found[2] else (count_of(found[1]), 0)
    if rest:
        told = earlier(site.at, found.end(), "months_earlier", "later_year", years=0)
        return replace(told, months=-count_of(found[1]))
    return earlier(site.at, found.end(), "n_years_ago", years=years) if years else None
