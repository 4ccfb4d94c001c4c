"""Mentions that begin with a date: a day, a month, a span from one to another, as-at dates, "since"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from etl.calendar import (
    FIRST_MONTH,
    UNSTATED,
    Period,
    as_at,
    make_day,
    month_of,
    open_span,
    performance_year_of,
    single_day,
    span,
)
from etl.period_leads import Lead, read_lead
from etl.period_records import Mention, Site, mention
from etl.written_dates import DASH, Written, read_date, read_year

# "1 April to 31 October", "Apr–Dec", "between April and September", "March / April"
CONNECTOR = re.compile(
    rf"\s{{0,3}}+(?:(?P<to>to|until|till|through|up\s+(?:to|until)|{DASH}{{1,2}})|(?P<and>and|&)|(?P<slash>/))"
    r"(?:\s{1,3}(?:and\s+including|the\s+end\s+of|the|end\s+of|end))?(?:(?<=end)-)?\s{0,3}+"
)
_TO_DATE = re.compile(r"(?:date|present|now|the\s+present)\b", re.IGNORECASE)
_YEAR_AFTER = re.compile(
    r"\s{0,3}(?:(?:of|in|for)\s{1,3}|[(,]\s?|)(?:the\s+)?(?:FY\s?|financial\s+year\s+)?(?=\d{4}|[09]\d/)"
)
_DAYS = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\s{{0,3}}(?:to|and|&|/|{DASH})\s{{0,3}}(?=\d{{1,2}}(?:st|nd|rd|th)?\s)"
)
# What a month names when it does not time a figure: "the June 2007 meeting"
_EVENT = re.compile(
    r"(?:['’]s)?\s{1,3}(?:(?:full|[Cc]ommittee|[Bb]oard|performance|progress|monthly|management|[A-Z]\w{1,20})\s{1,3}){0,2}"
    r"(?:meetings?|reports?|papers?|committees?|conference|seminar|workshop|agenda|edition|issue|debate)\b"
)
_LAST_YEAR = re.compile(r"\s{1,3}(?:of\s+)?(last|this)\s+year\b", re.IGNORECASE)
# a clause that parts the two ends of a span: "between December 2001, when the Act came into force, and September 2002"
_CLAUSE = re.compile(
    r"\s?(?:,\s[^\d,.;:()]{1,80},|\([^\d()]{1,80}\)|\s[-–—]\s[^\d.;:()–—]{1,80}?\s[-–—])(?=\s(?:and|to|until|till|up\sto)\s)"
)
_WILL = re.compile(r"\b(?:will|shall|would|planned|scheduled|due\s+to|(?:is|are)\s+to)\b", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?<![\d,.])(\d{1,2})(?:st|nd|rd|th)?\s{1,3}(?:of\s)?\Z")
# "October shows the largest fall": what a month did is of that month
_DID = re.compile(
    r"['’]s\s|\s(?:(?:alone|itself|on\sits\sown)\s)?(?:shows?|showed|saw|has\s+seen|had|recorded|witnessed|experienced|produced|brought|accounted|accounts|was)\s"
    r"|\s(?:figures?|totals?|rates?|results?)\b|\s\(\d[\d.,]*%?\)|,\s(?:at|with)\s\d"
)
# "(April 22.6%, May 23.1%)": a month that a value in a list stands behind
_LISTS = re.compile(r"(?:[(,;]|,? and) ?\Z")
_VALUE = re.compile(
    r"(?::|,? at)? (?:\d+(?:\.\d+)?(?:%|\sper\s?cent)|\d{1,3},\d{3}|\d{3,}|\d+\.\d+)(?=[,;)]| and )"
)
_ALONE = frozenset(
    {"in", "during", "for", "of", "since", "by", "until", "till", "to", "up to", "from", "throughout", "last"}
)
_IN = frozenset({"in", "for", "during", "over", "of"})
_EACH = re.compile(r"\b(?:respectively|each|both)\b", re.IGNORECASE)
_NEAR = 60  # characters
_PAST = re.compile(r"\b(?:was|were|had|been|rose|fell|stood|reached|became|dropped|numbered)\b")
_AHEAD = re.compile(
    r"\b(?:will|would|should|shall|may|might|could|expect\w*|forecast\w*|target\w*|aim\w*|plan\w*|project\w*|predict\w*|estimate\w*|due|likely|"
    r"be|achieve|hop(?:e|ed|ing)|intend\w*|propos\w*|is|are|has|have)\b"
)
_AND_LEADS = frozenset({"between", "from"})


def read(site: Site) -> Mention | None:
    """The mention that begins with the date at the site.

    `1 April to 31 October 2010` a span, `as at 31 March 2012` a day of counting, `March 2007` a month,
    `20 January 2007` a plain date.
    """
    left = read_date(site.text, site.at, site.end)
    if left is None:
        return _days(site)
    if not left.day and _is_after_day(site):
        return None
    lead = read_lead(site.text, site.at, site.floor)
    day = site.context.report_date
    if lead.word == "last" and not (left.day or left.year) and day is not None and left.month == day.month:
        left = left.with_year(day.year - 1)  # "last March", in March
    if (
        lead.word == "last"
        and site.text[max(site.floor, lead.start - 7) : lead.start].strip().lower() == "since"
    ):
        lead = lead._replace(word="since", start=max(site.floor, lead.start - 6))
    if lead.word == "since":
        return since(site, lead, _dated(left, site, lead)) or _single(site, lead, left)
    clause = _CLAUSE.match(site.text, left.end, site.end) if lead.word in _AND_LEADS else None
    found = CONNECTOR.match(site.text, clause.end() if clause else left.end, site.end)
    if found and found.end() < site.end:
        result = _range(site, lead, left, found)
        if result is not None:
            return result
        left = _year_from_list(site, left, found)
    return _single(site, lead, left)


def _is_after_day(site: Site) -> bool:
    """Whether a month follows the number of a day that it does not have: "31 February 2006"."""
    found = _DAY_BEFORE.search(site.text[max(site.floor, site.at - 9) : site.at])
    return found is not None and int(found[1]) <= 31


def _range(site: Site, lead: Lead, left: Written, found: re.Match[str]) -> Mention | None:
    text, at = site.text, found.end()
    now = _TO_DATE.match(text, at, site.end) if found["to"] else None
    if now:
        return _to_date(site, left, now.end())
    right = read_date(text, at, site.end) if _may_be_date(text[at : at + 1]) else None
    if right is None:
        return None
    if found["and"] and lead.word not in _AND_LEADS and not _two_months(site, lead, left, right):
        return None
    if found["slash"] and (left.day or right.day or left.year):
        return None
    if not right.year and not left.year:
        right = _year_after(site, right)
    source = "sentence"
    if not right.year and not left.year:
        recent = _year_of_span(site, left, right)
        source = "report_date"
        if recent is None:
            return mention(site.at, right.end, UNSTATED, "span", source="sentence")
        right = recent
    left, right = _same_years(left, right)
    first, last = left.first(), right.last()
    if first is None or last is None or first > last:
        return None
    # "between March 2006 and March 2007" compares two months; a span of thirteen is never meant
    if found["and"] and not left.day and left.month == right.month:
        return None
    return mention(site.at, right.end, span(first, last), "span", source=source)


def _year_of_span(site: Site, left: Written, right: Written) -> Written | None:
    """The end of a span without year: of the year that is said behind it ("April to September this year"), of what is
    still to come ("will run from 16 July until 7 September"), else the latest before the report.

    What begins in April is of the performance year that is meant.
    """
    day = site.context.report_date
    recent = latest(right, day)
    if recent is None or day is None:
        return recent
    said = _LAST_YEAR.match(site.text, right.end, site.end)
    if said:
        year = _year_said(said[1], site)
        if left.month == FIRST_MONTH:
            year = performance_year_of(day) - (said[1].lower() == "last") + (right.month < FIRST_MONTH)
        return recent.with_year(year)._replace(end=said.end())
    last = recent.last()
    to_come = last is not None and last < day and site.context.cutoff is None
    if to_come and _WILL.search(site.text, max(site.floor, site.at - _NEAR), site.at):
        return recent.with_year(recent.year + 1)
    return recent


def _two_months(site: Site, lead: Lead, left: Written, right: Written) -> bool:
    """Whether two months one after the other are one period: "fell in April and May", and not "... respectively"."""
    months = not (left.day or right.day or left.year) and right.month == left.month % 12 + 1
    apart = _EACH.search(site.text, right.end, min(right.end + 160, site.end))
    bracketed = site.text[max(site.at - 1, 0) : site.at] == "("
    return months and (lead.word in _IN or bracketed) and apart is None


def _may_be_date(char: str) -> bool:
    return char != "" and ("0" <= char <= "9" or char in "JFMASONDjfmasondTW")


def _same_years(left: Written, right: Written) -> tuple[Written, Written]:
    """Both ends with their years: the one without takes the other's, so that the span is the shortest."""
    if not left.year:
        late = (left.month, left.day) > (right.month, right.day or 31)
        return left.with_year(right.year - late), right
    if not right.year:
        early = (right.month, right.day or 31) < (left.month, left.day)
        return left, right.with_year(left.year + early)
    return left, right


def _year_after(site: Site, right: Written) -> Written:
    """The span's end with the year that follows it: "April to December of 2006/07"."""
    opening = _YEAR_AFTER.match(site.text, right.end, site.end)
    year = read_year(site.text, opening.end(), site.end) if opening else None
    if opening is None or year is None:
        return right
    if not year.financial and not opening.group().strip():
        return right
    return right.with_year(year.year, financial=year.financial)._replace(end=year.end)


def _to_date(site: Site, left: Written, end: int) -> Mention | None:
    if not left.year:
        left = latest(left, site.context.report_date) or left
    day, source = site.context.latest()
    first = left.first()
    if first is None or day is None or first > day:
        return mention(site.at, end, UNSTATED, "span_to_date")
    return mention(site.at, end, open_span(first, day), "span_to_date", source=source)


def _year_from_list(site: Site, left: Written, found: re.Match[str]) -> Written:
    """A date without year takes that of the next in its list: "25 November and 2 December 2006"."""
    at = found.end()
    if left.year or not (found["and"] or found["slash"]) or not _may_be_date(site.text[at : at + 1]):
        return left
    right = read_date(site.text, found.end(), site.end)
    return _same_years(left, right)[0] if right is not None and right.year else left


def _days(site: Site) -> Mention | None:
    """Days of one month: "4 to 8 January 2007", "17 and 18 March"."""
    found = _DAYS.match(site.text, site.at, site.end)
    right = read_date(site.text, found.end(), site.end) if found else None
    if found is None or right is None or not right.day:
        return None
    source = "sentence" if right.year else "report_date"
    dated = right if right.year else latest(right, site.context.report_date)
    if dated is None:
        return None
    first, last = make_day(dated.year, dated.month, int(found.group(1))), dated.last()
    if first is None or last is None or first > last:
        return None
    period = Period(type="month_range", start=first, end=last)
    return mention(site.at, right.end, period, "days", source=source)


def latest(written: Written, report_date: date | None) -> Written | None:
    """A date without year in the latest year in which it had begun by the report's date."""
    if report_date is None:
        return None
    for year in (report_date.year, report_date.year - 1):
        dated = written.with_year(year)
        first = dated.first()
        if first is not None and first <= report_date:
            return dated
    return None


def _dated(written: Written, site: Site, lead: Lead) -> Written:
    """The date with a year: its own; of the report's performance year after "by", else the latest before the report."""
    report_date, day = site.context.report_date, site.context.day_of_year()
    if written.year or report_date is None or day is None:
        return written
    if lead.word == "by" or lead.edge == "end":
        start = performance_year_of(day)
        in_year = written.with_year(start if written.month >= 4 else start + 1)
        last = in_year.last()
        if last is None or last <= report_date or not _looks_back(site, written.end):
            return in_year
    return latest(written, report_date) or written


def _looks_back(site: Site, end: int) -> bool:
    """Whether what is said beside a date is past: "by March it was 62", and not "by March it will be"."""
    near = (
        site.text[max(site.floor, site.at - _NEAR) : site.at],
        site.text[end : min(end + _NEAR, site.end)],
    )
    return any(_PAST.search(words) for words in near) and not any(_AHEAD.search(words) for words in near)


def _single(site: Site, lead: Lead, written: Written) -> Mention | None:
    text, at, end = site.text, site.at, written.end
    source = "sentence" if written.year else "report_date"
    named = None if written.year else _LAST_YEAR.match(text, end, site.end)
    if named and site.context.report_date:
        written, source, end = written.with_year(_year_said(named[1], site)), "report_date", named.end()
    elif (
        not written.year
        and not written.day
        and not (lead.word in _ALONE or lead.edge or site.is_alone(end) or _DID.match(text, end, site.end))
        and not (site.before.startswith("month") and site.chains())  # "in July (+31%) and August (+28%)"
        and not _lists_values(site, end)
    ):
        return (
            None  # a month's name without a preposition: "a March through the streets", "August Bank Holiday"
        )
    is_event = not written.day and _EVENT.match(text, end, site.end) is not None
    dated = _dated(written, site, lead)
    first, last = dated.first(), dated.last()
    if first is None or last is None:
        return (
            mention(at, end, UNSTATED, "day" if written.day else "month", "date") if not dated.year else None
        )
    if lead.edge == "end" and not written.day:
        cue = (
            "by_date"
            if lead.word == "by"
            else "up_to"
            if lead.word in {"to", "up to", "until"}
            else "end_of_month"
        )
        role = "date" if cue == "up_to" else "period"
        return mention(lead.edge_start, end, as_at(last), cue, role, source)
    if lead.word in {"at", "by"} and not lead.edge and not is_event:
        cue = "as_at" if lead.word == "at" else "by_date"
        return mention(lead.start, end, as_at(last), cue, "period", source)
    if written.day:
        cue = "up_to" if lead.word in {"to", "up to", "until"} else "day"
        return mention(at, end, single_day(first), cue, "date", source)
    cue = {"start": "start_of_month", "part": "part_of_month"}.get(lead.edge, "month")
    role = "date" if lead.edge or is_event else "period"
    if lead.word in {"to", "up to", "until", "till"} and role == "period":
        role, cue = "date", "up_to"
    if not written.year and cue == "month":
        cue = "month_without_year"
    return mention(at, end, month_of(first.year, first.month), cue, role, source)


def _lists_values(site: Site, end: int) -> bool:
    """Whether a month is one of a list with a value each: "(April 22.6%, May 23.1%)"."""
    opened = _LISTS.search(site.text, max(site.at - 6, 0), site.at)
    return opened is not None and _VALUE.match(site.text, end, site.end) is not None


def _year_said(which: str, site: Site) -> int:
    """The year of "September last year": a month's name goes with calendar years."""
    day = site.context.report_date
    return 0 if day is None else day.year - (which.lower() == "last")


def since(site: Site, lead: Lead, written: Written) -> Mention | None:
    """From a date up to the report's: "since 1 April 2007" a year to date, "since 2001" several years."""
    first = written.first()
    day, source = site.context.latest()
    if day is not None and first is not None and first > day:
        day, source = site.context.report_date, "report_date"
    if first is None or day is None:
        return mention(lead.start, written.end, UNSTATED, "since") if day is None else None
    if first > day:
        return None
    told = mention(lead.start, written.end, open_span(first, day), "since", source=source)
    return replace(told, months=1) if written.month and not written.day else told
