"""Mentions that begin with a year: `2006/07`, `FY2005`, `06/07`, `financial year ended 31 March 2009`, `in 2005`."""

from __future__ import annotations

import re
from datetime import date

from etl.calendar import (
    UNSTATED,
    Period,
    as_at,
    calendar_year,
    financial_year,
    month_of,
    open_span,
    performance_year_of,
    quarter_of,
    span,
    year_to_date,
)
from etl.period_dates import CONNECTOR, since
from etl.period_leads import Lead, read_lead
from etl.period_records import Context, Mention, Site, earlier, mention
from etl.written_dates import Written, full_year, read_date, read_short_pair, read_year

_FY = re.compile(r"(?:FY|F/Y|fy)\s?-?\s?(?=['’\d])")
_YEAR_DIGITS = re.compile(r"['’]?(\d{4}|\d\d)(?![\d%]|[.,]\d)")
_TO_DATE = re.compile(
    r"\s{0,3}[(,]?\s?(?:FYTD|YTD|(?:(?:the\s+)?(?:financial\s+)?year[\s-])?to[\s-]date|so\s+far)\b\)?",
    re.IGNORECASE,
)
_SAME_PERIOD = re.compile(
    r"\s{0,3}[(,]?\s?(?:(?:for|in|over|during|at)\s+)?(?:the\s+)?(?:same|equivalent|corresponding|comparable)\s+"
    r"(?:period|point|time|months|quarter|stage)\b\)?",
    re.IGNORECASE,
)
QUARTER_TAIL = re.compile(
    r"\s{0,3}[,(–-]?\s?(?:(?:Q|Qtr|[Qq]uarter)\s?([1-4])|(?:the\s+)?([Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal)"
    r"\s+[Qq]uarter)\b\)?"
)
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}
# What any of the tails can begin with: one look instead of six where a year simply ends.
_MAY_GO_ON = re.compile(
    r"\s{0,3}[(,:–—−-]?\s?(?:for|in|over|during|at|the|same|equi|corr|comp|F?YTD|fin|year|to|so|un|til|thr|up|Q|q|f|s|t|-"
    r"|[JFMASOND1-9])",
    re.IGNORECASE,
)
_UP_TO_DAY = re.compile(r"\s{1,3}(?:up\s)?to\s(?:(?:the\s)?end\s(?:of\s)?)?(?=[JFMASOND1-9])")
_SPAN_TAIL = re.compile(r"\s{0,3}[(:,]?\s?(?=[JFMASOND1-9])")
_TITLE_BEFORE = re.compile(
    r"(?:Acts?|Regulations|Order|Orders|Bill|Census|Strategy|Plan|Code|Directive|Programme|Review|Report|Games|Olympics)"
    r"\)?,?\s{1,3}(?:of\s{1,3}|for\s{1,3}|\()?\Z"
)
_TITLE_LEADS = frozenset({"", "of", "for"})
_TITLE_AFTER = re.compile(
    r"\s(?:[A-Z][a-z]+\s)?(?:Olympics?|Paralympics?|Games|Census|Act|Strategy|World\s+Cup)\b"
)
# A plural after a bare number makes it a count: "for 2010 officers"
_COUNTED = re.compile(r"\s{1,3}(?!was\b|has\b|is\b|its\b|this\b|shows\b|includes\b)[a-z]{3,}s\b")
_WHOLE_OF = re.compile(r"\b(?:whole|all)\sof\s\Z")
_VALUE_OF = re.compile(
    r"\b(?:whole|all|most|rest|course)\sof\s\Z|\bthe\s\u00a3?\d[\d,.]*(?:%|[mk]\b)?\sof\s\Z"
)
_LEVEL_AFTER = re.compile(
    r"\s(?:monthly\s|annual\s|yearly\s)?(?:average|figure|level|total|baseline|outturn)s?\b", re.IGNORECASE
)
_BARE = frozenset(
    {"in", "during", "since", "throughout", "for", "by", "than", "with", "against", "before", "at", "last"}
)
_CERTAIN = frozenset({"in", "during", "since", "throughout"})
_SHORT_CUES = frozenset(
    {"in", "for", "during", "of", "since", "to", "with", "against", "from", "by", "than", "until", "at"}
)
_SHORT_WORDS = re.compile(
    r"(?:\btargets?|\byears?|\bFY|\boutturn|\bbudget|\bperformance|\bactual|\bresults?)\s?[:(–-]?\s{0,3}\Z",
    re.I,
)
_SHORT_NOUNS = re.compile(
    r"\)?\s{1,3}(?:targets?|outturn|budget|performance|actuals?|figures?|results?|year|financial|plan|total|baseline)\b",
    re.I,
)
_NAMED_BEFORE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)\s{1,3}(?:of\s)?\Z"
)
_PART_BEFORE = re.compile(r"\b(?:early|late|later|earlier)\s+in\s+\Z", re.IGNORECASE)
_MOVED = re.compile(
    r"(?:rose|fell|rise|fall|risen|fallen|(?:in|de)creased?|reduced|reduction|dropped|up|down|grew|gone)\s+from\s+\Z"
)


def fytd_in(year: int, context: Context) -> tuple[Period, str]:
    """The year to date of a performance year, up to the cut-off of the report or the same day of that year."""
    day, source = context.latest()
    if day is None:
        return UNSTATED, "sentence"
    return year_to_date(day).shifted(year - performance_year_of(day)), source


def read(site: Site) -> Mention | None:
    """The mention that begins with a year of four digits: a financial year with what follows it, or a bare year."""
    written = read_year(site.text, site.at, site.end)
    if written is None or _is_in_number(site):
        return None
    return financial(site, written) if written.financial else _bare(site, written)


def _is_in_number(site: Site) -> bool:
    """Whether the digits go on to the left, as in 2,006/07, £2006 or an address."""
    before = site.text[max(0, site.at - 2) : site.at]
    if not before:
        return False
    return before[-1] in "/\\£$€#_@" or (
        before[-1] in ".,:-–−" and (before[0].isdigit() or before[-1] in ".−")
    )


def financial(site: Site, written: Written, start: int | None = None) -> Mention:
    """The mention of a financial year, with a part of it, a range or "the same period" where they follow."""
    text, end, year = site.text, written.end, written.year
    at = site.at if start is None else start
    if not _MAY_GO_ON.match(text, end, site.end):
        return _whole_year(site, written, at)
    found = _SAME_PERIOD.match(text, end, site.end)
    if found:
        return earlier(at, found.end(), "same_period_in_year", "same_period_last_year", year=date(year, 4, 1))
    found = _TO_DATE.match(text, end, site.end)
    if found and not _heads_the_next(site, found.end()):
        period, source = fytd_in(year, site.context)
        return mention(at, found.end(), period, "fytd", source=source)
    found = QUARTER_TAIL.match(text, end, site.end)
    if found:
        number = int(found[1]) if found[1] else ORDINALS[found[2].lower()]
        return mention(at, found.end(), quarter_of(year, number, number), "quarter_of_year")
    part = _up_to_a_day(site, written) or _part_of_year(site, written)
    if part is not None:
        return mention(at, part[1], part[0], "span")
    return _years(site, written, at) or _whole_year(site, written, at)


def _heads_the_next(site: Site, end: int) -> bool:
    """Whether "FYTD" behind a year belongs to the year that follows it: "2007/08 FYTD 2007/08 FYTD 2008/09" are heads of columns.

    So it is where the last of such years had not ended by the report's date: only a part of it can have been counted.
    """
    chain = _NEXT_YEARS.match(site.text, end, site.end)
    day = site.context.report_date
    if chain is None or day is None or _EXPECTED.match(site.text, chain.end(), site.end):
        return False
    last = read_year(site.text, chain.start("last"), site.end)
    return last is not None and last.financial and last.year == performance_year_of(day)


_NEXT_YEARS = re.compile(
    r"\s(?:(?:20\d\d[/-]\d\d)\s(?:FYTD|YTD)\s){0,3}(?P<last>20\d\d[/-]\d\d)\b(?!\s(?:FYTD|YTD))",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\s(?:targets?|forecast|plan|projected)\b", re.IGNORECASE)


def _up_to_a_day(site: Site, written: Written) -> tuple[Period, int] | None:
    """The year up to a day of it: "2010/11 to 31 January 2011", "2010/11 up to the end of July 2010"."""
    opening = _UP_TO_DAY.match(site.text, written.end, site.end)
    cut = read_date(site.text, opening.end(), site.end) if opening else None
    last = cut.last() if cut is not None and cut.year else None
    if cut is None or last is None or performance_year_of(last) != written.year:
        return None
    return year_to_date(last), cut.end


def _part_of_year(site: Site, written: Written) -> tuple[Period, int] | None:
    """The months named after a year: "2000/01 (Apr - Sep)"."""
    text = site.text
    opening = _SPAN_TAIL.match(text, written.end, site.end)
    left = read_date(text, opening.end(), site.end) if opening else None
    found = CONNECTOR.match(text, left.end, site.end) if left else None
    if left is None or left.year or found is None or not found["to"] or found.end() >= site.end:
        return None
    right = read_date(text, found.end(), site.end)
    if right is None or right.year:
        return None
    first = left.with_year(written.year, financial=True).first()
    last = right.with_year(written.year, financial=True).last()
    if first is None or last is None or first > last:
        return None
    return span(first, last), right.end + (text[right.end : right.end + 1] == ")")


def _years(site: Site, written: Written, at: int) -> Mention | None:
    """A range of financial years, "2004/05 to 2006/07"; neighbours are a comparison and stay two mentions."""
    found = CONNECTOR.match(site.text, written.end, site.end)
    if found is None or not found["to"]:
        return None
    last = read_year(site.text, found.end(), site.end) or read_short_pair(site.text, found.end(), site.end)
    if last is None or not last.financial or last.year < written.year + 2:
        return None
    period = Period(type="multi_year", start=written.first(), end=last.last())
    return mention(at, last.end, period, "financial_year_range")


def _whole_year(site: Site, written: Written, at: int) -> Mention:
    lead = read_lead(site.text, at, site.floor)
    if lead.word == "since":
        return since(site, lead, written) or mention(
            at, written.end, financial_year(written.year), "financial_year"
        )
    if lead.edge == "end":
        if lead.word == "by":
            return mention(lead.edge_start, written.end, financial_year(written.year), "end_of_year")
        return mention(
            lead.edge_start, written.end, as_at(date(written.year + 1, 3, 31)), "end_of_financial_year"
        )
    cue = "start_of_financial_year" if lead.edge == "start" else "financial_year"
    if lead.word in _TITLE_LEADS and _TITLE_BEFORE.search(site.text[max(site.floor, at - 24) : at]):
        return mention(at, written.end, financial_year(written.year), "title_financial_year", "date")
    return mention(at, written.end, financial_year(written.year), cue)


def _bare(site: Site, written: Written) -> Mention | None:
    text, at, end = site.text, site.at, written.end
    before = text[max(site.floor, at - 24) : at]
    named = _NAMED_BEFORE.search(before)
    if named:
        return _month_or_season(site, at - len(before) + named.start(), written)
    lead = read_lead(text, at, site.floor)
    if _TITLE_BEFORE.search(before) or _TITLE_AFTER.match(text, end, site.end):
        return _title(site, written)
    if lead.word == "" and before.rstrip()[-4:].lower() == "year":
        at = site.at - len(before) + before.rstrip().lower().rfind("year")
        lead = read_lead(text, at, site.floor)
    elif not _stands_as_year(site, lead, written, before):
        return None
    if lead.word == "since":
        return since(site, lead, written)
    now, day = _TO_DATE.match(text, end, site.end), site.context.latest()[0]
    if now and lead.word and day is not None and day.year == written.year:
        period = open_span(date(written.year, 1, 1), day)
        return mention(at, now.end(), period, "calendar_year_to_date", source=site.context.latest()[1])
    found = CONNECTOR.match(text, end, site.end)
    if found and (found["to"] or (found["and"] and lead.word == "between")):
        last = read_year(text, found.end(), site.end)
        if last is not None and not last.financial and last.year > written.year + 1:
            period = Period(type="multi_year", start=written.first(), end=last.last())
            return mention(at, last.end, period, "calendar_year_range")
    if lead.edge == "end":
        return mention(lead.edge_start, end, as_at(date(written.year, 12, 31)), "end_of_calendar_year")
    if _PART_BEFORE.search(before):
        return mention(at, end, UNSTATED, "part_of_year", "vague")
    if lead.edge:
        return mention(lead.edge_start, end, UNSTATED, "part_of_year", "vague")
    whole = _WHOLE_OF.search(before) is not None  # "26 for the whole of 2007": no part of it
    return mention(at, end, calendar_year(written.year), "calendar_year" if whole else "bare_year")


def _month_or_season(site: Site, start: int, written: Written) -> Mention | None:
    """What a year belongs to that no anchor sees: "march 2007", "Spring 2007"."""
    dated = read_date(site.text, start, site.end)
    if dated is not None and dated.month and dated.year == written.year:
        return mention(start, dated.end, month_of(dated.year, dated.month), "month")
    return mention(start, written.end, UNSTATED, "season", "vague")


def _title(site: Site, written: Written) -> Mention:
    """The year or years in a title: "Act 2000", "Strategy 2005 to 2010"."""
    found = CONNECTOR.match(site.text, written.end, site.end)
    last = read_year(site.text, found.end(), site.end) if found and found["to"] else None
    end = last.end if last is not None and last.year > written.year else written.end
    return mention(site.at, end, calendar_year(written.year), "title_year", "date")


_SHOWS = re.compile(
    r"\s(?:(?:has|had|alone|also|itself)\s)?(?:saw|seen|sees|shows?|showed|shown|brought|marked|began|ended|closed)\b",
    re.IGNORECASE,
)


def _stands_as_year(site: Site, lead: Lead, written: Written, before: str) -> bool:
    """Whether a number like 2005 is a year: a preposition says so, an edge, a year before it, or it stands alone."""
    text, end = site.text, written.end
    if site.is_alone(end):
        return True
    if site.before in {"bare_year", "financial_year"} and site.chains():
        return not _COUNTED.match(text, end, site.end)
    if lead.edge or (before.endswith("(") and text[end : end + 2] == ": "):  # "187 (2000: 176)"
        return True
    if _LEVEL_AFTER.match(text, end, site.end) or _VALUE_OF.search(before):
        return True  # "a 2002 average of 9,700", "on the 388 of 2004"
    opens = (
        not before.strip()
        or before.rstrip()[-1] in ".;:,\u2022"
        or before.lower().endswith(("but ", "while ", "and "))
    )
    if opens and _SHOWS.match(text, end, site.end):
        return True  # "2009 shows a fall of 159"
    if before.rstrip().lower().endswith("the"):
        return False  # "the 2007 programme"
    if lead.word in _BARE:
        return lead.word in _CERTAIN or not _COUNTED.match(text, end, site.end)
    if lead.word in {"from", "between"}:
        found = CONNECTOR.match(text, end, site.end)
        last = read_year(text, found.end(), site.end) if found else None
        is_span = last is not None and last.year > written.year
        return (
            is_span
            and not _MOVED.search(before)
            and not _COUNTED.match(text, last.end if last else end, site.end)
        )
    return False


_HEAD_ENDS = re.compile(r"[^\S\n]*\||[^\S\n]{2,}\S")


def read_short(site: Site) -> Mention | None:
    """The financial year in two digits each, `06/07`, where a word beside it says that it is one or it stands alone."""
    written = read_short_pair(site.text, site.at, site.end)
    if written is None or _is_in_number(site) or _COUNTED.match(site.text, written.end, site.end):
        return None
    text = site.text
    if not site.is_alone(written.end) and not _SHORT_NOUNS.match(text, written.end, site.end):
        lead = read_lead(text, site.at, site.floor)
        chained = site.before == "financial_year" and site.chains()
        named = _SHORT_WORDS.search(text[max(site.floor, site.at - 16) : site.at])
        in_head = _HEAD_ENDS.match(text, written.end, site.end) is not None  # "Offences 06/07 | SDs"
        if lead.word not in _SHORT_CUES and not (chained or named or in_head):
            return None
    return financial(site, written)


def read_named(text: str, at: int, end: int) -> Written | None:
    """The year after "FY" or "financial year", always one from April: 2005/06, 2005, 06-07, 05."""
    written = read_year(text, at, end)
    if written is not None:
        return written._replace(financial=True)
    start = at + 1 if text[at : at + 1] in {"'", "’"} else at
    pair = read_short_pair(text, start, end, dash=True)
    if pair is not None:
        return pair
    match = _YEAR_DIGITS.match(text, at, end)
    year = full_year(match.group(1)) if match else 0
    return Written(match.end(), 0, 0, year, True) if match and 1980 <= year <= 2039 else None


def read_fy(site: Site) -> Mention | None:
    """`FY2005`, `FY 07/08`, `FY05`."""
    found = _FY.match(site.text, site.at, site.end)
    written = read_named(site.text, found.end(), site.end) if found else None
    return financial(site, written) if written else None
