"""Which name 'the Unit' or 'the command' stands for in a report, and whether the report is about one borough."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date

from etl.calendar import Period, month_of, performance_year, year_to_date
from etl.catalogue.lexicon import BOROUGH_NAMES
from etl.period_records import just_ended
from etl.periods import Mention
from etl.report_records import Block, Report
from etl.written_dates import MONTH_NUMBERS

_NAMED = re.compile(
    r"\b((?:[A-Z][A-Za-z'\u2019-]+(?:\s(?:and|&|of|for)\s|\s)){1,5})(Unit|Command|Team|Squad|Directorate|OCU|Branch)\b"
)
_OPERATION = re.compile(r"\bOperation\s([A-Z][a-z]+)\b")
_NOT_NAMES = frozenset(("the", "this", "each", "senior", "a", "mps", "and", "&", "of", "for", "that"))


def named_scopes(report: Report) -> tuple[dict[str, str], str]:
    """What `the:unit` and the like stand for, and the scope of the whole report.

    The first unit that a report names is the one it calls 'the Unit'; of its longer and shorter names the shortest that
    begins with the same word is taken.
    """
    found: dict[str, list[str]] = {}
    for match in _NAMED.finditer(report.text):
        words = [word.lower() for word in match.group(1).replace("&", "and").split()]
        while words and words[0] in _NOT_NAMES:
            words.pop(0)
        if words:
            head = match.group(2).lower()
            name = "_".join(
                word.replace("'", "").replace("\u2019", "") for word in (*words, head) if word != "and"
            )
            found.setdefault(head, []).append(name)
    scopes = {}
    for head, names in found.items():
        first_word = names[0].split("_", 1)[0]
        scopes[f"the:{head}"] = min((name for name in names if name.startswith(first_word)), key=len)
    if operation := _OPERATION.search(report.text):
        scopes["the:operation"] = f"operation_{operation.group(1).lower()}"
    title = report.title.lower()
    boroughs = {code for name, code in BOROUGH_NAMES.items() if re.search(rf"\b{name}\b", title)}
    return scopes, boroughs.pop() if len(boroughs) == 1 else ""


_HELD = re.compile(
    r"\bOperation\s([A-Z][a-z]+)\b[^.]{0,60}?\b(?:took place|was held|was carried out|was mounted|ran)\s(?:on|during)\s"
)


def operation_days(report: Report, mentions: Sequence[Mention]) -> dict[str, Period]:
    """The day of each operation that the report says took place on one: its arrests are of that day."""
    by_start = {mention.start: mention for mention in mentions}
    days: dict[str, Period] = {}
    for match in _HELD.finditer(report.text):
        for start in range(match.end() - 3, match.end() + 1):
            mention = by_start.get(start)
            if mention is not None and mention.period is not None and mention.period.type == "day":
                days.setdefault(f"operation_{match.group(1).lower()}", mention.period)
    return days


_ABOUT = re.compile(
    r"\b(?:performance|results|overview of|outturn|figures|data|progress against|indicators|volume crime|management information|how .{3,60} (?:did|has done|have done|performed|performs|is performing))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared|comparison|set against|versus|back)\s(?:\w+\s){0,6}\Z", re.IGNORECASE
)  # what stands behind is what the report's figures are compared with
_WHOLE = ("financial_year", "fytd", "quarter")
_OPENING = 2500  # characters: title, opening line and summary


def opening_period(report: Report, mentions: Sequence[Mention]) -> Period | None:
    """The one period that a performance report names in its title or summary ('... against the plan for 2002/03').

    A report that names two different ones there is about neither alone.
    """
    blocks = [
        block
        for block in report.blocks
        if (block.kind == "header" or block.paragraph in ("preamble", "summary")) and block.start < _OPENING
        and _ABOUT.search(report.text, block.start, block.end)
    ]  # fmt: skip
    found = {
        mention.period
        for block in blocks
        for mention in _within(block, mentions)
        if mention.role == "period" and mention.period is not None
        and mention.period.type in _WHOLE and mention.source == "sentence"
        and not _COMPARED.search(report.text, block.start, mention.start)
    }  # fmt: skip
    titled = _title_month(report, mentions)
    if titled is not None or not found:
        return titled
    return _narrowest(found)


def _narrowest(found: set[Period]) -> Period | None:
    """The one period, or of two the part of a year, where the other is that year: 'their 2010/11 targets, for the ten
    months to January 2011'."""
    part, *whole = sorted(found, key=lambda period: (period.end is None, period.end, period.type != "fytd"))
    if not whole:
        return part
    inside = len(whole) == 1 and part.type == "fytd" and whole[0].type == "financial_year"
    return part if inside and part.start == whole[0].start else None


_SPANS = ("fytd", "quarter", "month_range")


def _title_month(report: Report, mentions: Sequence[Mention]) -> Period | None:
    """The span of months in a title ('Recruitment, 1 April to 30 September 2004'); of a performance report whose title
    names a month ('Monthly performance, December 2006', 'December performance') the year to date."""
    titles = [block for block in report.blocks[:12] if block.kind == "header" and block.start < _OPENING]
    for block in titles:
        if report.title not in report.text[block.start : block.end]:
            continue
        if span := _only_period(block, mentions, _SPANS):
            return span
        if not _ABOUT.search(report.text, block.start, block.end):
            continue
        period = _only_period(block, mentions, ("month",)) or _month_alone(report)
        if (
            period is not None
            and period.end is not None
            and (report.date is None or period.end <= report.date)
        ):
            return year_to_date(period.end)
    return None


_CUT_OFF = 75  # days: how old the data of a report are at most


_DATA = r"(?:information|figures|data|statistics|results)"
_DATA_BEFORE = re.compile(
    rf"\b{_DATA}\s{{1,2}}(?:\(|(?:for|from|covering)\s)(?:the\s|period\s)*\Z", re.IGNORECASE
)
_DATA_BEHIND = re.compile(rf"\s(?:performance\s|crime\s)?{_DATA}\b", re.IGNORECASE)


def cut_off_named(report: Report, mentions: Sequence[Mention]) -> date | None:
    """The one day up to which the data of this year run: 'the latest information (April - December)', in a report of February."""
    day, text = report.date, report.text
    if day is None:
        return None
    began = performance_year(day).start
    spans = [
        (mention, mention.period.end)
        for mention in mentions
        if mention.period is not None and mention.period.start == began
        and mention.period.end is not None and mention.period.end < day
    ]  # fmt: skip
    ends = {end for _, end in spans}
    if len(ends) != 1 or (day - max(ends)).days > _CUT_OFF:
        return None
    of_data = any(
        _DATA_BEFORE.search(text, max(mention.start - 40, 0), mention.start)
        or _DATA_BEHIND.match(text, mention.end)
        for mention, _ in spans
    )
    return ends.pop() if of_data else None


def runs_until(period: Period | None, opening: Period | None, day: date | None) -> date | None:
    """The day up to which years to date run in a report on a period; None where only its opening names a whole year."""
    if period is None or period.end is None:
        return None
    part = period.type in ("fytd", "quarter") and period.start == performance_year(period.end).start
    return period.end if period != opening or part or just_ended(period.end, day) else None


_WORD = re.compile(r"[A-Z][a-z]{2,8}\b")
_ANY_DIGIT = re.compile(r"\d")


def _month_alone(report: Report) -> Period | None:
    """The one month that a title names without its year: the last of the name that has ended ('February performance')."""
    if report.date is None or _ANY_DIGIT.search(report.title):
        return None
    named = {
        MONTH_NUMBERS[word]
        for found in _WORD.findall(report.title)
        if (word := found.lower()) in MONTH_NUMBERS
    }
    if len(named) != 1 or report.date.month in named:
        return None  # the month of the report is that of its meeting
    month = named.pop()
    return month_of(report.date.year - (month > report.date.month), month)


def _within(block: Block, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that begin in a block, of mentions in order."""
    first, end = (
        bisect_left(mentions, place, key=lambda one: one.start) for place in (block.start, block.end)
    )
    return mentions[first:end]


def _only_period(block: Block, mentions: Sequence[Mention], types: Sequence[str]) -> Period | None:
    """The one period of some types that a block names; None where it names several, or none."""
    found = {
        mention.period
        for mention in _within(block, mentions)
        if mention.period is not None and mention.period.type in types
    }
    return found.pop() if len(found) == 1 else None


_NUMBERED = re.compile(r"\b[A-Z][a-z]{3,}\s\d(?![\d,.%/])")


def numbered_names(report: Report) -> frozenset[str]:
    """Names that end in a number and that the report uses more than once, such as 'Phoenix 2'."""
    found = [" ".join(name.split()) for name in _NUMBERED.findall(report.text)]
    return frozenset(name for name, times in Counter(found).items() if times > 1)
