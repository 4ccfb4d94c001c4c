"""What a report is about: the period that its title or summary names, and the day on which its strengths were counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from etl.calendar import SPANS, Period, as_at, latest_month, open_span, performance_year, year_to_date
from etl.period_records import just_ended
from etl.period_relative import SINCE_LAUNCH
from etl.periods import Mention
from etl.report_records import Block, Report
from etl.sentences import sentences
from etl.written_dates import MONTH_NUMBERS

_ABOUT = re.compile(
    r"\b(?:performance|results|annual report|year[- ]end report|overview of|out-?turn|figures|data|progress (?:against|in|during|made in)|indicators|volume crime|management information|recruitment activity|quarterly (?:update|report)|how .{3,60} (?:did|has done|have done|performed|performs|is performing))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared|comparisons?|set (?:against|beside)|with those of|alongside|versus|back|trend data \w+ (?:from|against))\s(?:\w+\s){0,6}\Z",
    re.IGNORECASE,
)  # what stands behind is what the report's figures are compared with
_SAYS = re.compile(
    r"\s{0,4}(?:[A-Z]?\d{1,2}\.\s{1,3})?(?:it|(?:this|the|following)\s(?:\w+\s){0,2}?(?:report|paper|note|update))\s(?:also\s)?"
    r"(?:provides?|gives?|covers?|summarises?|presents?|describes?|details|outlines?|sets\sout|shows?|reports?|examines?|is)\b",
    re.IGNORECASE,
)
_OF_TARGETS = re.compile(
    r"\b(?:targets?|plans?|objectives)\s(?:for|of|in)\s(?:the\s)?(?:\w+\s)?\Z", re.IGNORECASE
)
_NOT_YET = re.compile(
    r"\b(?:regime|framework|budget|proposals|proforma)\s(?:for|of|in)\s(?:the\s)?(?:\w+\s)?\Z", re.IGNORECASE
)
_WHOLE = ("financial_year", "fytd", "quarter")
_OPENING = 2500  # characters: title, opening line and summary


def opening_period(report: Report, mentions: Sequence[Mention]) -> Period | None:
    """The one period that a performance report names in its title or summary ('... against the plan for 2002/03').

    A report that names two different ones there is about neither alone.
    """
    opening = [
        block
        for block in report.blocks
        if (block.kind == "header" or block.paragraph in ("preamble", "summary")) and block.start < _OPENING
    ]
    blocks = [block for block in opening if _ABOUT.search(report.text, block.start, block.end)]
    found = {
        mention.period
        for block in blocks
        for mention in _within(block, mentions)
        if mention.role == "period" and mention.period is not None
        and mention.period.type in _WHOLE and mention.source == "sentence"
        and not _COMPARED.search(report.text, block.start, mention.start)
        and not _NOT_YET.search(report.text, block.start, mention.start)
    }  # fmt: skip
    titled = _title_month(report, mentions)
    if titled is not None:
        return titled
    early = [
        *opening,
        *(block for block in report.blocks if block.paragraph == "1" and block.start < 2 * _OPENING),
    ]
    said = next((period for block in early if (period := _said(report, block, mentions)) is not None), None)
    if said is not None or not found:
        return said
    return _narrowest(found)


def _said(report: Report, block: Block, mentions: Sequence[Mention]) -> Period | None:
    """The period of the sentence that says what the report is about: 'This report gives an overview of burglary for
    April to December 2007 compared with April to December 2006'."""
    if not _within(block, mentions):
        return None
    for start, end in sentences(report.text, block.start, block.end):
        says = _SAYS.match(report.text, start, end)
        if says is None or not (says[0].endswith("covers") or _ABOUT.search(report.text, start, end)):
            continue
        found = [
            mention
            for mention in _between(start, end, mentions)
            if mention.role == "period" and mention.period is not None and mention.period.type in SPANS
            and (mention.source == "sentence" or mention.cue == "fytd")
            and mention.cue != "since" and not _COMPARED.search(report.text, start, mention.start)
            and not _NOT_YET.search(report.text, start, mention.start)
        ]  # fmt: skip
        found = [one for one in found if not one.cue.startswith(_BEFORE_IT)]
        found = [
            one for one in found if one.source == "sentence"
        ] or found  # beside it "FYTD where of interest"
        found = [one for one in found if not _OF_TARGETS.search(report.text, start, one.start)] or found
        if len(found) > 1 and _AND_ALSO.search(report.text, found[0].end, found[1].start):
            found = found[:1]
        periods = {mention.period for mention in found if mention.period is not None}
        if periods and (period := _narrowest(periods)) is not None:
            return period
    return None


# what a report gives beside what it is about: "how it did in 2003/04, and gives early results for April and May"
_AND_ALSO = re.compile(
    r"\b(?:and\s(?:also\s)?(?:gives?|includes?|describes?|looks?)|together\swith|as\swell\sas|supplemented\sby)\b",
    re.IGNORECASE,
)
_BEFORE_IT = ("previous_n_", "preceding_period")  # cues of what a report's period is set against


def _narrowest(found: set[Period]) -> Period | None:
    """The one period, or of two the part of a year, where the other is that year: 'their 2010/11 targets, for the ten
    months to January 2011'."""
    part, *whole = sorted(found, key=lambda period: (period.end is None, period.end, period.type != "fytd"))
    if not whole:
        return part
    inside = len(whole) == 1 and part.type == "fytd" and whole[0].type == "financial_year"
    return part if inside and part.start == whole[0].start else None


_SPANS = ("fytd", "quarter", "month_range", "rolling_year")


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


_ALL_OVER = 3  # paragraphs
_CUT_OFF = 75  # days: how old the data of a report are at most


_DATA = r"(?:information|figures|data|statistics|results)"
_DATA_BEFORE = re.compile(
    rf"\b{_DATA}\s{{1,2}}(?:\(|(?:for|from|covering)\s)(?:the\s|period\s)*\Z", re.IGNORECASE
)
_DATA_BEHIND = re.compile(rf"\s(?:performance\s|crime\s)?{_DATA}\b", re.IGNORECASE)


def cut_off_named(report: Report, mentions: Sequence[Mention]) -> date | None:
    """The one day up to which the data of this year run: 'the latest information (April - December)', in a report of
    February, or what at least three paragraphs or headings say."""
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
    to_date = [(mention, end) for mention, end in spans if mention.period and mention.period.type == "fytd"]
    spans = to_date or spans  # beside "April to September" the first quarter is a part
    ends = {end for _, end in spans}
    if len(ends) != 1 or (day - max(ends)).days > _CUT_OFF:
        return None
    of_data = any(
        _DATA_BEFORE.search(text, max(mention.start - 40, 0), mention.start)
        or _DATA_BEHIND.match(text, mention.end)
        for mention, _ in spans
    )
    starts = [block.start for block in report.blocks]
    all_over = len({bisect_left(starts, mention.start + 1) for mention, _ in spans}) >= _ALL_OVER
    return ends.pop() if of_data or all_over else None


def runs_until(period: Period | None, opening: Period | None, day: date | None) -> date | None:
    """The day up to which years to date run in a report on a period; None where only its opening names a whole year."""
    if period is None or period.end is None:
        return None
    part = period.type in ("fytd", "quarter") and period.start == performance_year(period.end).start
    part = part or period.type in ("rolling_year", "month_range")
    return period.end if period != opening or part or just_ended(period.end, day) else None


_HALF = re.compile(
    r"\b(?:mid[-\s](?:point|year)|half[-\s]year(?:ly)?|first (?:half|six months) of)\b", re.IGNORECASE
)


def that_has_ended(report: Report, period: Period | None) -> Period | None:
    """A report's period, but for a year that has not ended on the report's day: its first half where the opening says so
    ('performance at the mid-point of 2007/08'), else none, for results are of the year to date."""
    if period is None or period.type != "financial_year" or report.date is None:
        return period
    if period.start is None or period.end is None or period.end < report.date:
        return period
    half = year_to_date(date(period.start.year, 9, 30))
    ended = half.end is not None and half.end < report.date
    return half if ended and _HALF.search(report.text, 0, _OPENING) else None


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
    return latest_month(named.pop(), report.date)


def _within(block: Block, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that begin in a block, of mentions in order."""
    return _between(block.start, block.end, mentions)


def _between(start: int, end: int, mentions: Sequence[Mention]) -> Sequence[Mention]:
    first, last = (bisect_left(mentions, place, key=lambda one: one.start) for place in (start, end))
    return mentions[first:last]


def _only_period(block: Block, mentions: Sequence[Mention], types: Sequence[str]) -> Period | None:
    """The one period of some types that a block names; None where it names several, or none."""
    found = {
        mention.period
        for mention in _within(block, mentions)
        if mention.period is not None
        and (mention.period.type in types or (mention.cue == "span" and types is _SPANS))
    }
    return found.pop() if len(found) == 1 else None


_STRENGTHS = re.compile(
    r"(?=[shnowSHNOW])\b(?:(?:strength|strengths|workforce|headcount|staffing)\s(?:figures|data|numbers|information)\s(?:are|is|relates?|refers?)|strengths(?:\s(?:and|or)\s[a-z]+(?:\sof\s[a-z]+)?)?\s(?:are|is)"
    r"|(?:staffing|(?:staff|officer)\snumbers|numbers\sof\s(?:staff|officers))\s(?:is|are)\s(?:shown|given|stated|quoted)"
    r"|strengths?(?:,?\s(?:and\s)?(?!are|is)[a-z]+){0,3}\s(?:in\sth(?:is|e)\s(?:report|paper)|below|here|shown|given|quoted)\s(?:are|is)(?=\s(?:as\s)?(?:at|to|on)\s))\b",
    re.IGNORECASE,
)
_LONGEST = 200  # characters of the rest of its sentence
_EARLY = 6000  # characters; a report says at its beginning of when its strengths are


# what a report says that it is about: "informs members of the strength of the workforce at 31 March 2003"
_STRENGTH_OF = re.compile(
    r"\b(?:strengths?|composition)\s(?:and\s\w+\s)?of\s[^.,;\d]{3,60}?(?=\s(?:as\s)?at\s)", re.IGNORECASE
)


def _strength_told(report: Report) -> re.Match[str] | None:
    """Where the opening line or the summary says of when the strengths are."""
    early = (
        block
        for block in report.blocks
        if block.paragraph in ("preamble", "summary") and block.kind != "heading" and block.start < _OPENING
    )
    found = (_STRENGTH_OF.search(report.text, block.start, block.end) for block in early)
    return next((one for one in found if one is not None), None)


def strength_day(report: Report, mentions: Sequence[Mention]) -> Period | None:
    """The day of the strengths of a report that says it: 'officer and staff strength figures are to January 2008'."""
    for said in (*_STRENGTHS.finditer(report.text, 0, _EARLY), _strength_told(report)):
        named = _between(said.end(), _sentence_end(report, said), mentions) if said is not None else []
        dated = next((one.period for one in named if one.period is not None), None)
        if dated is not None and dated.end is not None:
            return as_at(dated.end)
    return None


def _sentence_end(report: Report, said: re.Match[str]) -> int:
    ends = (
        end
        for start, end in sentences(report.text, said.start(), said.end() + _LONGEST)
        if start <= said.start()
    )
    return next(ends, said.end())


_COMPARES = re.compile(
    r"\b(?:unless\s(?:otherwise\s)?stated|compar(?:isons?|ators?(?:\sused)?)\s(?:in\sth|is|are|where)|where\s(?:they\sare\s)?compared|as\s(?:a\s|the\s)?compar(?:ison|ator)|(?:figures|data|performance|results|boroughs)\b[^.]{0,120}\s(?:are|is)\s(?:compared|set))",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(
    r"\b(?:compar(?:ed|isons?|ators?)|with|to|against|beside)\b[^.]{0,60}\Z", re.IGNORECASE
)
_SET_AGAINST = re.compile(
    r"compar|\bset\s(?:against|beside|alongside)\b|\bagainst\s(?:the\s|those\sof\s){0,2}(?:same|previous|preceding|corresponding)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"[Ll]ast\syear[\"'\u2019\u201d]?\s(?:here\s)?(?:means|refers\sto|stands\sfor|is\sthe\ssame)\b"
)


def compared_with(report: Report, mentions: Sequence[Mention], covered: Period | None) -> Period | None:
    """The period that a report says its figures are compared with: 'comparisons are with the same period of last year'."""
    if covered is None or covered.start is None:
        return None
    before = covered.shifted(-1)
    for start, end in sentences(report.text, 0, min(_EARLY, len(report.text))):
        text = report.text[start:end]
        sets = _SET_AGAINST.search(text) and (_COMPARES.search(text) or _SAYS.search(text))
        if not (sets or _MEANS.search(text)):
            continue
        for one in _between(start, end, mentions):
            earlier = one.period == before or one.role in ("same_period_last_year", "previous_year")
            earlier = earlier or (one.cue.startswith(_BEFORE_IT) and covered.type == "rolling_year")
            if earlier and (not sets or _COMPARED_WITH.search(report.text, start, one.start)):
                return before
    return None


_LAUNCHED = re.compile(r"\blaunched(?:\s\w+){0,3}\s(?:(?:on|in)\s)?\Z", re.IGNORECASE)
_BEFORE_ITS_DAY = 40  # characters


def since_launch(report: Report, mentions: Sequence[Mention], covered: Period | None) -> list[Mention]:
    """The mentions, those of the time since a launch with the period from the one day that the report gives it: 'was launched
    on 10 October 2005 ... Since its launch'; that time stays open where no day or several are given."""
    begun = {
        one.period
        for one in mentions
        if one.period is not None
        and one.period.type in ("day", "month")
        and _LAUNCHED.search(report.text, max(one.start - _BEFORE_ITS_DAY, 0), one.start)
    }
    launch = begun.pop().start if len(begun) == 1 else None
    until = covered.end if covered is not None else report.date
    if launch is None or until is None or launch >= until:
        return list(mentions)
    span = open_span(launch, until)
    return [
        replace(one, period=span, source="sentence") if one.cue == SINCE_LAUNCH else one for one in mentions
    ]


def last_year_said(report: Report, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, where a report says what it calls last year ('"last year" means the same nine months of 2002'): the
    figure's own period of the year before, and not that whole year."""
    said = _MEANS.search(report.text, 0, _EARLY)
    if said is None:
        return list(mentions)
    meant = next((one for one in mentions if said.end() <= one.start < said.end() + 20), None)
    if meant is None or meant.role != "same_period_last_year":
        return list(mentions)
    return [
        replace(
            one,
            period=None,
            role="same_period_last_year",
            source="sentence",
            cue="same_period_last_year",
            years_back=1,
        )
        if one.cue == "last_year"
        else one
        for one in mentions
    ]
