"""Mentions of a period by where it ends: year to date, `year to February 2004`, `12 months to`, rolling years."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from etl.calendar import (
    FIRST_MONTH,
    UNSTATED,
    Period,
    calendar_year,
    financial_year,
    months_to,
    open_span,
    performance_year,
    span,
    year_to_date,
)
from etl.period_dates import latest
from etl.period_dates import read as read_dated
from etl.period_leads import read_lead
from etl.period_records import Mention, Site, earlier, mention
from etl.period_years import financial, fytd_in, read_named
from etl.written_dates import read_date, read_year

COUNTS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(),
        start=1,
    )
}
COUNT = rf"(?:\d{{1,2}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"

_TO_DATE = re.compile(
    r"(?:(?:financial|performance|business)\s+)?year[\s-]{1,3}(?:to[\s-]{1,3}date|so\s+far)"
    r"(?:\s{0,2}\((?:the\s+)?(?:FYTD|YTD)\))?|FYTD|YTD|(?<!\w)F?Y\.T\.D\.?",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?:\s(?:performance|figures|results|data|position)(?=\s(?:up\s)?to\s))?\s{0,3}(?P<open>\(|:|,|–|-|)\s?(?:i\.?e\.?,?\s)?(?P<to>up\s+(?:to|until)|until|to|as\s+at|as\s+of|at|ending|ended|of|for|is)?"
    r"\s{0,3}(?:the\s+)?(?:month\s+of\s+)?(?:end\s+(?:of\s+)?|end-)?(?=[JFMASOND\d'])"
)
_STOPS = ("", ",", ".", ";", ":", ")")
_IS_YEAR = re.compile(r"(?:19|20)\d\d|\d\d\s?/\s?\d\d")
_ENDING = r"(?:to|ending|(?:(?:that|which)\s)?(?:has\s)?(?:just\s)?ended|up\s+to)(?:\s+(?:on|in|the|date|end|of|month)){0,4}[\s-]{1,3}"
_YEAR = re.compile(rf"year\s+(?:{_ENDING})(?=[JFMASOND\d])", re.IGNORECASE)
_YEAR_FROM = re.compile(
    r"year\s+(?:from|beginning|starting|commencing)\s+(?:(?:on|in|at|the|start|beginning|of)\s+){0,4}(?=[JFMASOND\d])",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"({COUNT})[\s-]+months?['’]?(?:\s+(?:period|rolling|data|figures|average|total)){{0,2}}\s+{_ENDING}(?=[JFMASOND\d])",
    re.IGNORECASE,
)
_WEEKS = re.compile(rf"({COUNT})[\s-]+weeks?['’]?\s+{_ENDING}(?=\d)", re.IGNORECASE)
_WEEK = re.compile(
    r"week\s(?:to|ending|ended|(?P<from>commencing|beginning|starting))\s(?:(?:on|the)\s){0,2}(?=(?:\d|[MTWFS][a-z]{2,5}day\s\d))",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"({COUNT})\s+years?['’]?\s+{_ENDING}(?=[JFMASOND\d])", re.IGNORECASE)
_QUARTER = re.compile(rf"quarter\s+{_ENDING}(?=[JFMASOND\d])", re.IGNORECASE)
_ROLLING = re.compile(
    rf"rolling[\s-]+(?:({COUNT})[\s-]+months?['’]?|years?\b|annual\b)"
    r"(?:\s+(?:period|average|total|data|figures?|basis|rate|programme)\b){0,2}",
    re.IGNORECASE,
)
_ROLLING_TO = re.compile(rf"\s{{1,3}}(?:{_ENDING})?(?:from\s+)?\(?(?=[JFMASOND\d])")
_FINANCIAL = re.compile(r"(?:financial|fiscal|performance|reporting|planning)\s+years?\b", re.IGNORECASE)
_ENDED = re.compile(
    r"\s+(?:ending|(?:(?:that|which)\s)?ended)(?:\s+(?:on|in|the))?\s+(?=[JFMASOND\d])|\s+(?:up\s+)?to\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?(?=[JFMASOND\d])"
)
_NAMED = re.compile(r"\s{0,3}(?:[-–—:,(]\s?|of\s|for\s)?(?:the\s+)?(?:FY\s?)?(?=['’\d])")
_DATE_NEXT = re.compile(
    r"\s{0,3}[(:,–-]?\s?(?:from\s+)?(?:\d{1,2}(?:st)?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
TURNED = re.compile(r"\s(?:(began|begins|started|starts|opened)|ended|ends|closed|closes)\b", re.IGNORECASE)
_CALENDAR = re.compile(r"calendar\s+year(?P<date>[\s-]to[\s-]date)?", re.IGNORECASE)


class Cut(NamedTuple):
    """Up to which day a period runs, as written: `first` where a whole span stands there."""

    first: date | None
    last: date
    end: int
    source: str


def read_cut(site: Site, at: int) -> Cut | None:
    """The date or span that is written at a place, a date without year being the latest before the report."""
    if at >= site.end:
        return None
    inner = read_dated(Site(site.text, at, at, site.end, site.context))
    if (
        inner is not None
        and inner.cue == "span"
        and inner.period is not None
        and inner.period.start is not None
    ):
        return Cut(inner.period.start, inner.period.end or inner.period.start, inner.end, inner.source)
    written = read_date(site.text, at, site.end)
    if written is None:
        return None
    dated = written if written.year else latest(written, site.context.report_date)
    last = dated.last() if dated else None
    return Cut(None, last, written.end, "sentence" if written.year else "report_date") if last else None


def year_to_now(site: Site) -> Mention | None:
    """`FYTD`, `year to date`, with the cut-off or the year that follows: `FYTD (4th February 2007)`, `YTD 06/07`."""
    found = _TO_DATE.match(site.text, site.at, site.end)
    return fytd_until(site, site.at, found.end()) if found else None


def fytd_until(site: Site, start: int, end: int) -> Mention:
    """The year to date that ends with its words at `end`, perhaps followed by its cut-off or its year."""
    text = site.text
    opening = _CUT.match(text, end, site.end)
    if opening:
        cut = read_cut(site, opening.end())
        if cut is not None and (
            cut.first is not None
            or opening["open"] == "("
            or opening["to"]
            or cut.source == "sentence"
            or (
                not opening["open"] and text[cut.end : cut.end + 1] in _STOPS
            )  # "10,967 offences FYTD Jan, up 6.7%"
        ):
            period = span(cut.first, cut.last) if cut.first else year_to_date(cut.last)
            return mention(start, _closed(text, opening, cut.end), period, "fytd", source=cut.source)
        written = read_named(text, opening.end(), site.end) if cut is None else None
        if written is not None and _IS_YEAR.match(text, opening.end(), site.end):
            period, source = fytd_in(written.year, site.context)
            return mention(start, _closed(text, opening, written.end), period, "fytd", source=source)
    day, source = site.context.latest()
    if day is None:
        return mention(start, end, UNSTATED, "fytd")
    return mention(start, end, year_to_date(day), "fytd", source=source)


def _closed(text: str, opening: re.Match[str], end: int) -> int:
    return end + (opening["open"] == "(" and text[end : end + 1] == ")")


def year_until(site: Site) -> Mention | None:
    """`year to February 2004`, `year ended 31 March 2009`, `half year to September 2006`: the months that end there."""
    found = _YEAR.match(site.text, site.at, site.end)
    cut = read_cut(site, found.end()) if found else None
    if cut is None or cut.first is not None:
        return None
    if site.text[max(site.floor, site.at - 5) : site.at - 1].lower() == "half":
        return mention(site.at - 5, cut.end, months_to(cut.last, 6), "half_year_to", source=cut.source)
    return mention(site.at, cut.end, months_to(cut.last, 12), "year_to", source=cut.source)


def year_from(site: Site) -> Mention | None:
    """`the year from April`, `the year beginning 1 April 2003`: twelve months; without a year those of the report's year."""
    found = _YEAR_FROM.match(site.text, site.at, site.end)
    written = read_date(site.text, found.end(), site.end) if found else None
    day = site.context.report_date
    if written is None or written.day > 1 or not (written.year or (day and written.month == FIRST_MONTH)):
        return None
    first = (written if written.year or day is None else written.with_year(day.year)).first()
    if first is None:
        return None
    period = span(first, first.replace(year=first.year + 1) - timedelta(days=1))
    source = "sentence" if written.year else "report_date"
    return mention(site.at, written.end, period, "year_from", source=source)


def months_until(site: Site) -> Mention | None:
    """`12 months to September 2007`, `three-month period ending 31 December 2007`."""
    found = _MONTHS.match(site.text, site.at, site.end)
    cut = read_cut(site, found.end()) if found else None
    if found is None or cut is None or cut.first is not None:
        return None
    count = count_of(found[1])
    if not 1 <= count <= 60:
        return None
    period = months_to(cut.last, count)
    if period.type == "calendar_year":
        period = rolling(period)
    return mention(site.at, cut.end, period, "n_months_to", source=cut.source)


def weeks_until(site: Site) -> Mention | None:
    """`four weeks to 28 January`, `six weeks ended 11 May 2003`."""
    found = _WEEKS.match(site.text, site.at, site.end)
    cut = read_cut(site, found.end()) if found else None
    if found is None or cut is None or cut.first is not None or not count_of(found[1]):
        return None
    first = cut.last - timedelta(days=7 * count_of(found[1]) - 1)
    return mention(site.at, cut.end, span(first, cut.last), "n_weeks_to", source=cut.source)


def one_week(site: Site) -> Mention | None:
    """`the week ending 30 January`, `week commencing 3 May 2004`: seven days."""
    found = _WEEK.match(site.text, site.at, site.end)
    cut = read_cut(site, found.end()) if found else None
    if found is None or cut is None or cut.first is not None:
        return None
    ahead = timedelta(days=6)
    first, last = (cut.last, cut.last + ahead) if found["from"] else (cut.last - ahead, cut.last)
    return mention(site.at, cut.end, span(first, last), "week", source=cut.source)


def years_until(site: Site) -> Mention | None:
    """`three years to March 2004`, `four years ended 2003/04`."""
    found = _YEARS.match(site.text, site.at, site.end)
    if found is None:
        return None
    year = read_year(site.text, found.end(), site.end)
    cut = None if year else read_cut(site, found.end())
    last = year.last() if year else cut.last if cut and cut.first is None else None
    count = count_of(found[1])
    if last is None or count < 1:
        return None
    first = months_to(last, 12 * count).start
    period = Period(type="multi_year", start=first, end=last) if count > 1 else months_to(last, 12)
    end, source = (
        (year.end, "sentence") if year else (cut.end, cut.source) if cut else (found.end(), "sentence")
    )
    return mention(site.at, end, period, "n_years_to", source=source)


def quarter_until(site: Site) -> Mention | None:
    """`quarter ended 30 June 2008`."""
    found = _QUARTER.match(site.text, site.at, site.end)
    cut = read_cut(site, found.end()) if found else None
    if cut is None or cut.first is not None:
        return None
    three = months_to(cut.last, 3)
    return mention(
        site.at,
        cut.end,
        Period(type="quarter", start=three.start, end=three.end),
        "quarter_to",
        source=cut.source,
    )


def rolling(period: Period) -> Period:
    """The same bounds as a rolling year."""
    return Period(type="rolling_year", start=period.start, end=period.end)


def rolling_year(site: Site) -> Mention | None:
    """`rolling 12 months to September 2007`, `rolling year Sep-99 to Aug-00`; without a date up to the cut-off."""
    found = _ROLLING.match(site.text, site.at, site.end)
    if found is None or found[0].lower().endswith("programme"):
        return None
    count = count_of(found[1]) if found[1] else 12
    if not 1 <= count <= 60:
        return None
    opening = _ROLLING_TO.match(site.text, found.end(), site.end)
    cut = read_cut(site, opening.end()) if opening else None
    if cut is not None:
        period = span(cut.first, cut.last) if cut.first else months_to(cut.last, count)
        return mention(site.at, cut.end, _as_rolling(period), "rolling_year", source=cut.source)
    before = site.text[max(site.floor, site.at - 12) : site.at].lower().rstrip()
    if before.endswith(("previous", "preceding", "prior")):
        start = site.at - 1 - len(before.split()[-1])
        return earlier(max(start, site.floor), found.end(), "previous_rolling_year")
    day, source = site.context.latest()
    if day is None:
        return mention(site.at, found.end(), UNSTATED, "rolling_year")
    return mention(site.at, found.end(), _as_rolling(months_to(day, count)), "rolling_year", source=source)


def _as_rolling(period: Period) -> Period:
    """Twelve months that are called rolling stay so, even from 1 April or 1 January; fewer keep their type."""
    return rolling(period) if period.type in {"financial_year", "calendar_year", "rolling_year"} else period


def count_of(words: str) -> int:
    """The number that `COUNT` matched."""
    return int(words) if words.isdigit() else COUNTS[words.lower()]


def named_year(site: Site) -> Mention | None:
    """`financial year – 2006/07`, `financial year ended 31 March 2009`, `financial year to July 2010`."""
    text = site.text
    found = _TO_DATE.match(text, site.at, site.end)
    if found:
        return fytd_until(site, site.at, found.end())
    found = _FINANCIAL.match(text, site.at, site.end)
    if found is None:
        return None
    return year_after(site, site.at, found.end()) or _this_financial_year(site, found)


def year_after(site: Site, start: int, end: int) -> Mention | None:
    """The financial year whose name, end or cut-off follows the words that end at `end`."""
    text = site.text
    ended = _ENDED.match(text, end, site.end)
    if ended:
        cut = read_cut(site, ended.end())
        if cut is not None:
            is_whole = "end" in ended[0].split()[0]
            period = performance_year(cut.last) if is_whole else year_to_date(cut.last)
            return mention(
                start, cut.end, period, "financial_year" if is_whole else "fytd", source=cut.source
            )
        last = read_year(text, ended.end(), site.end)
        if last is not None and not last.financial:
            return mention(start, last.end, financial_year(last.year - 1), "financial_year")
    opening = _NAMED.match(text, end, site.end)
    written = read_named(text, opening.end(), site.end) if opening else None
    if written is None:
        return None
    if "(" in text[end : written.end] and text[written.end : written.end + 1] == ")":
        written = written._replace(end=written.end + 1)
    return financial(site, written, start)


def _this_financial_year(site: Site, found: re.Match[str]) -> Mention | None:
    """`the financial year` alone: the report's; "each financial year" and "financial years" are no period."""
    text = site.text
    lead = read_lead(text, site.at, site.floor)
    before = text[max(site.floor, site.at - 5) : site.at].rstrip().lower()
    if found[0].lower().endswith("s") or not (before.endswith("the") or lead.edge or lead.word):
        return None
    if _DATE_NEXT.match(text, found.end(), site.end):
        return None
    day = site.context.day_of_year()
    turned = TURNED.match(text, found.end(), site.end)
    began = turned is not None and turned[1] is not None
    if lead.edge == "end" or (turned is not None and not began):
        cue = "end_of_year"
    else:
        cue = "start_of_year" if lead.edge == "start" or began else "the_financial_year"
    start, end = lead.edge_start if lead.edge else site.at, found.end()
    period = performance_year(day) if day is not None else UNSTATED
    said_when = text[max(site.floor, start - len("when the ")) : start].lower() == "when the "
    if turned is not None and said_when:
        start, end = start - len("when the "), turned.end()
        period = period.shifted(-1) if is_over(turned) else period
    return mention(start, end, period, cue, source="report_date")


def is_over(turned: re.Match[str]) -> bool:
    """Whether a year is said to have ended: 'when the year closed'."""
    return turned[0].lower().endswith(("ended", "closed"))


def named_calendar_year(site: Site) -> Mention | None:
    """`Calendar Year 2005`, `calendar year to date`."""
    text = site.text
    found = _CALENDAR.match(text, site.at, site.end)
    if found is None:
        return None
    day, source = site.context.latest()
    if found["date"]:
        if day is None:
            return mention(site.at, found.end(), UNSTATED, "calendar_year_to_date")
        return mention(
            site.at, found.end(), open_span(date(day.year, 1, 1), day), "calendar_year_to_date", source=source
        )
    opening = _NAMED.match(text, found.end(), site.end)
    written = read_year(text, opening.end(), site.end) if opening else None
    if written is not None and not written.financial:
        return mention(site.at, written.end, calendar_year(written.year), "calendar_year")
    before = text[max(site.floor, site.at - 5) : site.at].rstrip().lower()
    if before.endswith(("the", "this")) and site.context.report_date:
        year = site.context.report_date.year
        return mention(site.at, found.end(), calendar_year(year), "calendar_year", source="report_date")
    return None
