"""Read the periods that the performance figures of a UK police authority stand for.

One pass finds where a period can begin (`ANCHOR`); a reader for each kind of beginning (`READERS`) reads it from there
with small patterns that are anchored and never backtrack far, so the time is linear in the text.
The module knows no numbers and no policing. Rules: data contract, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from etl import period_comparators, period_dates, period_parts, period_relative, period_to_date, period_years
from etl.calendar import Period, performance_year, year_to_date
from etl.period_brackets import with_dates
from etl.period_records import Context, Mention, Site, earlier
from etl.period_to_date import COUNT
from etl.report_wide import choose

__all__ = ["Context", "Mention", "Period", "find_periods", "performance_year", "report_wide", "year_to_date"]

Reader = Callable[[Site], Mention | None]

_MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_MONTH_REST = (
    "an(?:uary)?|eb(?:ruary)?|ar(?:ch)?|pr(?:il)?|ay|une?|uly?|ug(?:ust)?|ept?(?:ember)?|ct(?:ober)?"
    "|ov(?:ember)?|ec(?:ember)?"
)
_KINDS = r"(?:financial|performance|fiscal|reporting|calendar|business)\s+"
_PART = r"(?=\s+(?:\w{1,12}[\s-]+){0,2}(?:[Qq]uarters?|half|months?|weeks?)\b)"
_AGO = r"(?=\s+(?:years|months)\s+(?:ago|earlier|back|previously))"
_COUNTED = r"(?=[\s-]+(?:month|week)s?\b|\s+years?\b)"
_UNIT = rf"(?=\s+(?:{_KINDS})?(?:year|quarter|month|period)\b)"


def _cumulative(site: Site) -> Mention | None:
    return (
        period_to_date.year_to_now(site)
        or period_to_date.year_until(site)
        or period_to_date.year_from(site)
        or period_comparators.year_word(site)
    )


def _quarter(site: Site) -> Mention | None:
    return period_parts.quarters(site) or period_to_date.quarter_until(site)


def _this(site: Site) -> Mention | None:
    return period_comparators.this_time(site) or period_relative.this(site)


def _last_year_to_date(site: Site) -> Mention | None:
    return earlier(site.at, site.at + 4, "same_period_last_year", "same_period_last_year")


def _counted(site: Site) -> Mention | None:
    return (
        period_parts.stage(site)
        or period_parts.months_gone(site)
        or period_parts.months_of_named(site)
        or period_to_date.months_until(site)
        or period_to_date.years_until(site)
        or period_to_date.weeks_until(site)
        or period_comparators.years_ago(site)
        or period_comparators.months_later(site)
        or period_relative.in_years(site)
    )


def _year(site: Site) -> Mention | None:
    if site.text.startswith("-", site.at + 4):  # 2004-03-31
        return period_dates.read(site) or period_years.read(site)
    return period_years.read(site)


def _short(site: Site) -> Mention | None:
    return period_dates.read(site) or period_years.read_short(site)


# Where a period can begin: the first character (of either case where it is a letter of lower case), the rest of its
# first word with what must follow, and who reads on from there.
ANCHORS: tuple[tuple[str, str, Reader], ...] = (
    ("12", r"(?:9[89]|0[0-3])[0-9](?!\d)", _year),
    (
        "0123456789",
        rf"\d?(?=(?:\s?(?:st|nd|rd|th)\b)?,?\s?-?\s{{0,4}}(?:day\s)?(?:of\s{{1,3}})?{_MONTH})",
        period_dates.read,
    ),
    ("0123456789", r"\d?(?=[./-]\d\d?[./-]\d\d|\s?/\s?\d\d(?!\d))", _short),
    (
        "0123456789",
        rf"\d?(?=(?:st|nd|rd|th)?\s{{0,3}}(?:to|and|&|/|-|–)\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH})",
        period_dates.read,
    ),
    ("0123456789", rf"\d?{_COUNTED}", _counted),
    ("1234", rf"(?:st|nd|rd|th){_PART}", period_parts.ordinal),
    ("JFMASOND", rf"(?:{_MONTH_REST}|{_MONTH_REST.upper()})\b", period_dates.read),
    ("c", r"alendar(?=\s+[Yy]ear)", period_to_date.named_calendar_year),
    ("c", r"alendar(?=\s+[Qq]uarter)", period_parts.quarters),
    ("c", rf"(?:urrent|oming){_UNIT}", period_relative.this),
    ("c", r"(?:orresponding|omparable)(?=\s)", period_comparators.same),
    ("c", rf"ouple\s+of{_AGO}", period_relative.vague),
    ("c", r"lose(?=\sof\s(?:[a-z]{3,11}\s){1,3}year\b)", period_relative.ending),
    (
        "e",
        r"nd(?=[\s-](?:of[\s-])?(?:[a-z]{3,11}[\s-]){0,3}(?:year|quarter|month)\b)",
        period_relative.ending,
    ),
    ("e", r"quivalent(?=\s)", period_comparators.same),
    ("e", rf"(?:ight|leven|ighteen){_COUNTED}", _counted),
    ("f", rf"(?:irst|ourth|inal){_PART}", period_parts.ordinal),
    ("f", r"(?:Y[Tt][Dd]|ytd)\b", period_to_date.year_to_now),
    ("f", r"(?:Y|/Y|y)(?=\s?-?\s?['’]?\d)", period_years.read_fy),
    ("f", r"(?:inancial|iscal)(?=\s+[Yy]ear)", period_to_date.named_year),
    ("f", rf"(?:our|ive){_COUNTED}", _counted),
    ("f", rf"ew{_AGO}", period_relative.vague),
    ("f", rf"ollowing{_UNIT}", period_comparators.following),
    ("y", r"ear(?=\sthat\sfollowed\b)", period_comparators.following),
    ("h", r"alf(?=[\s-]?(?:year|way))", period_parts.stage),
    ("l", r"(?:ast|atest)(?=\s)", period_relative.last),
    ("l", rf"atter{_PART}", period_parts.ordinal),
    ("LP", r"YTD\b", _last_year_to_date),
    ("m", rf"any{_AGO}", period_relative.vague),
    ("n", rf"ext(?=\s+(?:{_KINDS})?year)", period_relative.this),
    ("n", rf"ine{_COUNTED}", _counted),
    ("o", rf"ne{_COUNTED}", _counted),
    ("p", r"(?:ast|revious|receding|rior)(?=\s)", period_relative.last),
    ("p", r"(?:erformance|lanning)(?=\s+[Yy]ear)", period_to_date.named_year),
    ("p", rf"resent{_UNIT}", period_relative.this),
    (
        "q",
        r"(?:tr|trs|uarters?)?(?=\.?\s?(?:[1-4](?!\d)|one\b|two\b|three\b|four\b|to\s|end|(?:that|which)\send))",
        _quarter,
    ),
    ("r", r"ecent(?=\s+(?:years|months|weeks|times)\b)", period_relative.vague),
    ("r", r"olling(?=[\s-])", period_to_date.rolling_year),
    ("r", r"eporting(?=\s+[Yy]ear)", period_to_date.named_year),
    ("s", r"(?:ame|imilar)(?=\s)", period_comparators.same),
    ("s", r"ince(?=\s+(?:[\w'’-]{1,20}\s+){1,8}(?:in|on|of)\s)", period_relative.since_start),
    (
        "s",
        r"ince(?=\s+(?:(?:its|the|their|our)\s+)?(?:launch|inception|introduction|formation|creation|commencement)\b)",
        period_relative.since_start,
    ),
    ("s", r"o(?=\s+far\s+(?:this|in|during|for)\s)", period_relative.so_far),
    ("s", rf"econd{_PART}", period_parts.ordinal),
    ("s", rf"(?:ix|even){_COUNTED}", _counted),
    ("s", rf"(?:everal|ome){_AGO}", period_relative.vague),
    (
        "t",
        rf"h(?:e|at|ose|ese)(?=\s+(?:(?:reporting|whole|entire|review|full)\s+)?(?:year|period|quarter|month|half[\s-]year|date|day|time|point|months\s+(?:last|of|in)|{COUNT}[\s-]months)\b)",
        period_relative.the,
    ),
    ("t", rf"his(?=\s+(?:{_KINDS}|year|quarter|month|period|time|point|stage))", _this),
    ("t", rf"hird{_PART}", period_parts.ordinal),
    ("t", r"o(?=\s+date\s+(?:this|in|during|for)\s)", period_relative.so_far),
    ("t", rf"(?:wo|hree|en|welve){_COUNTED}", _counted),
    (
        "y",
        r"ear(?=[\s-]+(?:to|so|from|beginning|starting|commencing|ended|ending|that\s|which\s|on|before|later|after|afterwards|earlier|ago|previously|end|up)\b)",
        _cumulative,
    ),
    ("a", r"utumn\b", period_relative.season),
    ("s", r"(?:pring|ummer)\b", period_relative.season),
    ("w", r"eek(?=\s(?:to|ending|ended|commencing|beginning|starting)\s)", period_to_date.one_week),
    ("w", r"inter\b", period_relative.season),
    ("w", r"eeks?(?=\s(?:periods?\s)?(?:of\s|from\s)?\d)", period_relative.weeks),
    ("Y", r"TD\b", period_to_date.year_to_now),
)


def _compile(anchors: tuple[tuple[str, str, Reader], ...]) -> tuple[re.Pattern[str], tuple[Reader, ...]]:
    """One pattern whose alternatives begin with a set of characters, which lets `re` pass over words in nanoseconds.

    Each alternative ends with an empty group; its number tells who reads on.
    """
    branches: dict[str, list[tuple[str, Reader]]] = {}
    for first, rest, reader in anchors:
        key = f"{first}{first.upper()}" if first.isalpha() and first.islower() else first
        branches.setdefault(key, []).append((rest, reader))
    readers = [reader for rests in branches.values() for _, reader in rests]
    alternatives = [
        f"[{key}](?:{'|'.join(rest + '()' for rest, _ in rests)})" for key, rests in branches.items()
    ]
    begins = "".join(sorted(set("".join(branches))))
    return re.compile(rf"(?=[{begins}])\b(?:{'|'.join(alternatives)})"), tuple(readers)


_ANCHOR, _READERS = _compile(ANCHORS)


def find_periods(text: str, context: Context, start: int = 0, end: int | None = None) -> list[Mention]:
    """Every period and date that is written between two offsets, in the text's order and not overlapping.

    Spans are offsets into the whole text. Never raises; what is not surely a period is left out.

    >>> context = Context(report_date=None, cutoff=None)
    >>> [
    ...     (found.cue, found.period.type)
    ...     for found in find_periods("414 in 2005/06 and 120 in May 2006", context)
    ... ]
    [('financial_year', 'financial_year'), ('month', 'month')]
    """
    stop = len(text) if end is None else end
    mentions: list[Mention] = []
    position = floor = start
    before = ""
    search = _ANCHOR.search
    while (found := search(text, position, stop)) is not None:
        position = found.end()
        read = _READERS[(found.lastindex or 1) - 1](Site(text, found.start(), floor, stop, context, before))
        if read is not None:
            if mentions and (whole := with_dates(text, mentions[-1], read)) is not None:
                mentions.pop()
                read = whole
            mentions.append(read)
            position = floor = read.end
            before = read.cue
    return mentions


def report_wide(text: str, context: Context, start: int = 0, end: int | None = None) -> Mention | None:
    """The period that the sentence between two offsets sets for the whole report, or None where it sets none.

    >>> context = Context(report_date=None, cutoff=None)
    >>> report_wide("All data relate to April to October 2010 unless otherwise stated.", context).period.end
    datetime.date(2010, 10, 31)
    """
    stop = len(text) if end is None else end
    return choose(text, start, stop, find_periods(text, context, start, stop))
