"""Mentions that need another date: last year, this quarter, the same period last year, a few years ago."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from etl.calendar import (
    UNSTATED,
    Period,
    as_at,
    calendar_year,
    last_quarters,
    month_of,
    months_on,
    months_to,
    open_span,
    performance_year,
    performance_year_of,
    quarter_of,
)
from etl.period_dates import since
from etl.period_leads import Lead, read_lead
from etl.period_parts import ordinal
from etl.period_records import Mention, Site, earlier, mention, preceding, this_period
from etl.period_to_date import (
    COUNT,
    COUNTS,
    TURNED,
    count_of,
    fytd_until,
    is_over,
    months_until,
    year_after,
    year_until,
)
from etl.period_years import fytd_in
from etl.written_dates import read_date, read_short_pair, read_year

_KIND = r"(?:(?P<kind>financial|performance|fiscal|reporting|calendar|business)\s+)?"
_LAST = re.compile(
    rf"(?P<which>last|past|previous|preceding|prior|latest)\s+(?:(?:full|complete|whole)\s+)?"
    rf"(?:(?P<count>{COUNT}|few|several|couple\s+of)[\s-]+)?{_KIND}"
    r"(?P<unit>years?|months?|quarters?)(?P<owner>['’]s|['’])?(?!\w)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(previous|preceding|prior|latest)\s+period\b(?!\s+(?:of|in|last|to|from)\b)", re.IGNORECASE
)
_LAST_WEEKS = re.compile(
    rf"(?:last|past|previous|preceding)\s+(?:(?:{COUNT}|few|several|couple\s+of)\s+)?weeks?\b(?!['’]|\s+(?:to|ending|ended)\b)"
    r"(?P<of>\s+(?:of|in)\s+(?=[JFMASOND\d]))?",
    re.IGNORECASE,
)
_LAST_TO_DATE = re.compile(r"(?:last|previous)\s+(?:year['’]s\s+)?(?:FYTD|YTD)\b", re.IGNORECASE)
_THIS = re.compile(
    rf"(?P<which>this|that|current|present|next|coming|forthcoming)\s+{_KIND}(?P<unit>year|quarter|month|period)(?:['’]s)?(?!\w)",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    r"(?:so\s+far|to\s+date)\s+(?:(?:in|during|for)\s+)?this\s+(?:(?:financial|performance)\s+)?year\b",
    re.IGNORECASE,
)
_SO_FAR_IN = re.compile(r"(?:so\s+far|to\s+date)\s+(?:in|during|for)\s+(?=\d{4})", re.IGNORECASE)
_NOW = re.compile(r"\s+(?:to[\s-]date|so\s+far)\b(?:\s{0,2}\((?:the\s+)?(?:FYTD|YTD)\))?", re.IGNORECASE)
_AT_SAME_TIME = re.compile(
    r"\s{1,3}\(?(?:for|over|in|during|at|,)?\s?(?:the\s+)?(?:same|this|equivalent|corresponding)\s+"
    r"(?:period|time|point|quarter|months?|stage)\b\)?"
    r"|(?:['\u2019]s?)?\s(?:figures?|rates?|totals?|shares?|results?|numbers?)\s(?:for|over|in)\s(?:the\s)?"
    r"(?:same|equivalent|corresponding)\s(?:period|months)\b",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"\s{0,2}[(,:–-]\s{0,2}(?:FY\s?)?(?=\d)|\s(?=\d{4}\s?[/–-])")
_ENDINGS = re.compile(
    r"(?:end(?:[\s-]+of)?|close\s+of)(?:[\s-]+the)?[\s-]+(?:(?P<which>this|current|last|previous|next)\s+)?"
    r"(?:(?P<kind>financial|performance|fiscal|reporting|calendar)[\s-]+)?(?P<unit>year|quarter|month)\b(?!\s+\d)",
    re.IGNORECASE,
)
_SINCE_START = re.compile(
    rf"since\s+(?:the\s+)?(?:start|beginning)\s+of\s+(?:the|this)\s+(?:current\s+)?{_KIND}year\b(?!\s*[(]?\d)",
    re.IGNORECASE,
)
# "since introduction in December 2005"
_SINCE_EVENT = re.compile(
    r"since\s+(?!then\b|that\b)(?:[\w'’-]{1,20}\s+){1,8}?(?:in|on)\s+(?:the\s+)?(?=[JFMASOND\d])",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:few|several|some|many|couple\s+of)\s+(?:years|months)\s+(?:ago|earlier|back|previously)\b|recent\s+(?:years|months|weeks|times)\b",
    re.IGNORECASE,
)
_THE = re.compile(
    r"(?:the|that)\s+(?:(?P<which>reporting|review)\s+|(?:whole|entire|full)\s+)?(?P<unit>year|period|quarter|month|half[\s-]year)\b",
    re.IGNORECASE,
)
_THAT_TIME = re.compile(
    r"that\s+(?:(?P<day>date|day)|time|point)\b(?!\s+(?:of|in|when|on|to|that)\b)", re.IGNORECASE
)
_THE_MONTHS = re.compile(rf"(?:the|those|these|that)\s+({COUNT})[\s-]months?\b", re.IGNORECASE)
_THOSE_OF_YEAR = re.compile(
    rf"(?:these|those)\s+(?:{COUNT}[\s-])?(?:months|weeks|quarters)\s+(?:of|in)\s+(?P<year>(?:19|20)\d\d)(?P<end>[/-]\d\d(?:\d\d)?)?(?!\d)",
    re.IGNORECASE,
)
# "since launch", "between the launch and 31 August 2006": from a day that another sentence may tell
SINCE_LAUNCH = "since_launch"
_LAUNCH = r"(?:launch|inception|introduction|formation|creation|commencement)\b(?!\s+(?:in|on)\b)"
_SINCE_LAUNCH = re.compile(rf"since\s+(?:(?:its|the|their|our)\s+)?{_LAUNCH}", re.IGNORECASE)
_THOSE_LAST_YEAR = re.compile(
    r"(?:these|those)\s+(?:\w{3,6}\s+)?(?:months|weeks|quarters)\s+(?:(?:of|in)\s+)?(?:the\s+)?(?:last|previous|preceding)"
    r"\s+(?:(?:financial|performance|calendar)\s+)?year\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    rf"the\s+(?:(?P<count>{COUNT})[\s-]+months?|(?P<unit>quarter|month|period))\s+before"
    r"(?:\s+(?:that|then|this|these|it)\b|(?=\s*(?:[,.;:)\d]|\Z)|\s+(?:there|was|were|and|but|the\s+(?:figure|number|total))\b))",
    re.IGNORECASE,
)
_LENGTHS = {"month": 1, "quarter": 3, "half year": 6, "half-year": 6}
_IN_YEARS = re.compile(
    rf"{COUNT}\s+years?\b(?!['’]|\s+(?:old|of\b|in\b|experience|service|ago|to\b|time))", re.IGNORECASE
)
_SEASON = re.compile(
    r"(?:spring|summer|autumn|winter)\b(?!\s+(?:(?:of\s+)?(?:19|20)\d\d|[A-Z]|campaign|holidays?|term|months|school|initiative|operation))"
)
_IN_SEASON = frozenset({"in", "during", "last", "this", "since", "by", "over", "throughout", "of"})
_WEEK_RANGE = r"\d{1,3}\s{0,2}(?:-|–|to)\s{0,2}\d{1,3}\b"
_WEEKS = re.compile(
    rf"weeks?\s(?:periods?\s)?(?:of\s|from\s)?{_WEEK_RANGE}(?:\s(?:to|and|with|against)\s{_WEEK_RANGE})?",
    re.IGNORECASE,
)
_BREAKS = frozenset(".:;,(\u2022*-\u2013")
_GOES_ON = re.compile(
    r"[\s-]+(?:of|from|between|to|up|ended|ending|(?:that|which)\s(?:has\s)?(?:just\s)?ended|under|covered|since|before|earlier|ago|on|so|end|when|beginning|starting|commencing|(?:19|20)\d\d(?![\d,])|\d{1,2}(?!\d|[,.]\d|\s?%)|[JFMASOND][a-z]{2}|FY)"
    r"|\s*\(\s*(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[JFMASOND]|(?:19|20)\d\d(?![\d,])|\d\d/|from)"
)
_ON_A_DAY = frozenset({"by", "on", "at", "to", "up to", "until", "of"})
_AT_A_TIME = frozenset({"by", "at", "in", "during", "over", "up to", "until"})
_WITHIN = frozenset({"in", "during", "over", "for", "throughout", "within"})


def last(site: Site) -> Mention | None:
    """`last year`, `the previous year`, `last 12 months`, `last two financial years`, `last quarter`."""
    if cumulative := _LAST_TO_DATE.match(site.text, site.at, site.end):
        return earlier(site.at, cumulative.end(), "same_period_last_year", "same_period_last_year")
    if spoken := _PERIOD.match(site.text, site.at, site.end):
        latest = spoken[1].lower() == "latest"
        return (
            this_period(site.at, spoken.end(), "same_period") if latest else preceding(site.at, spoken.end())
        )
    if some := _LAST_WEEKS.match(site.text, site.at, site.end):
        end = some.end()
        written = read_date(site.text, end, site.end) if some["of"] and end < site.end else None
        return mention(site.at, written.end if written else end, UNSTATED, "weeks", "vague")
    part = ordinal(site) if site.text[site.at] in "lL" else None
    found = None if part else _LAST.match(site.text, site.at, site.end)
    if found is None:
        return part
    which, unit = found["which"].lower(), found["unit"].lower().rstrip("s")
    count = found["count"]
    if count and not count.isdigit() and count.lower() not in COUNTS:
        return mention(site.at, found.end(), UNSTATED, "vague", "vague")
    if count:
        return _last_many(site, found, which, unit, count_of(count))
    if unit == "year":
        return _last_year(site, found, which)
    if found["unit"].lower().endswith("s"):
        return mention(site.at, found.end(), UNSTATED, "vague", "vague")
    day = site.context.report_date
    cue = f"{'last' if which in {'last', 'latest', 'past'} else 'previous'}_{unit}"
    if day is None:
        return mention(site.at, found.end(), UNSTATED, cue)
    period = last_quarters(day) if unit == "quarter" else month_of(*months_on(day.year, day.month, -1))
    return mention(site.at, found.end(), period, cue, source="report_date")


def _last_many(site: Site, found: re.Match[str], which: str, unit: str, count: int) -> Mention | None:
    """Several years or months up to the report's date; whole performance years where they are called financial."""
    counted = site.text.find(found["count"], found.start(), found.end())
    if unit == "month" and (until := months_until(site._replace(at=counted))) is not None:
        return replace(until, start=site.at)  # "the last twelve months ending September 2000"
    cue = f"last_n_{'financial_' if found['kind'] else ''}{unit}s"
    if which in {"previous", "preceding", "prior"}:
        cue = cue.replace("last", "previous", 1)
    is_whole = bool(found["kind"]) or unit == "quarter"
    day, source = (site.context.report_date, "report_date") if is_whole else site.context.latest()
    if day is None or not 1 <= count <= 60:
        return mention(site.at, found.end(), UNSTATED, cue) if count else None
    if unit == "quarter":
        period = last_quarters(day, count)
    elif unit == "month":
        period = months_to(day, count)
        if period.type not in {"multi_year", "month"}:
            period = Period(
                type="rolling_year" if count == 12 else "month_range", start=period.start, end=period.end
            )
    elif found["kind"] and found["kind"].lower() == "calendar":
        period = Period(type="multi_year", start=date(day.year - count, 1, 1), end=date(day.year - 1, 12, 31))
    elif found["kind"]:
        year = performance_year_of(day)
        period = Period(type="multi_year", start=date(year - count, 4, 1), end=date(year, 3, 31))
    else:
        kind = "multi_year" if count > 1 else "rolling_year"
        period = Period(type=kind, start=months_to(day, 12 * count).start, end=day)
    return mention(site.at, found.end(), period, cue, source=source)


def _last_year(site: Site, found: re.Match[str], which: str) -> Mention | None:
    text, at, end = site.text, site.at, found.end()
    now = _NOW.match(text, end, site.end)
    if now and which == "latest":
        return fytd_until(site, at, now.end())
    same = now or _AT_SAME_TIME.match(text, end, site.end)
    if same:
        return earlier(at, same.end(), "same_period_last_year", "same_period_last_year")
    explicit = _explicit(site, at, end)
    if explicit is not None:
        return explicit
    if which in {"previous", "preceding", "prior"} and not found["kind"]:
        # "the previous years performance" lacks its apostrophe; "in previous years" is vague
        is_plural = found["unit"].lower() == "years" and not found["owner"]
        if is_plural and not _after_the(site):
            return mention(at, end, UNSTATED, "previous_years", "vague")
        return earlier(at, end, "previous_year")
    day = site.context.day_of_year()
    is_past = which == "past" or (which == "last" and not found["owner"] and _after_the(site))
    if is_past and not found["kind"]:
        if found["unit"].lower() == "years":
            return mention(at, end, UNSTATED, "past_years", "vague")
        return _past_year(site, end)
    cue = f"{'previous' if which in {'previous', 'preceding', 'prior'} else 'last'}_{'financial_' if found['kind'] else ''}year"
    if day is None:
        return mention(at, end, UNSTATED, cue)
    if (found["kind"] or "").lower() == "calendar":
        return mention(at, end, calendar_year(day.year - 1), "last_calendar_year", source="report_date")
    return mention(at, end, performance_year(day).shifted(-1), cue, source="report_date")


def _past_year(site: Site, end: int) -> Mention:
    """The twelve months up to now: "in the past year", "over the last year"."""
    day, source = site.context.latest()
    if day is None:
        return mention(site.at, end, UNSTATED, "past_year")
    period = Period(type="rolling_year", start=months_to(day, 12).start, end=day)
    return mention(site.at, end, period, "past_year", source=source)


def _after_the(site: Site) -> bool:
    return site.text[max(site.floor, site.at - 5) : site.at].lower().split()[-1:] == ["the"]


def _explicit(site: Site, at: int, end: int) -> Mention | None:
    """The year that is named beside the words: "last financial year (2005/06)", "this year to January 2005"."""
    opening = _EXPLICIT.match(site.text, end, site.end)
    if opening:
        written = read_year(site.text, opening.end(), site.end) or read_short_pair(
            site.text, opening.end(), site.end
        )
        aside = "(" in opening[0] and written is not None and site.text[written.end : written.end + 1] == ":"
        if (
            written is not None and written.financial and not aside
        ):  # "last year (2003/04: 102)" names another
            return year_after(site, at, end) or None
    if site.text[end : end + 4].lower() in {" to ", " end"} or site.text[end : end + 4].lower() == " up ":
        return year_after(site, at, end)
    return None


def this(site: Site) -> Mention | None:
    """`this year`, `current financial year`, `this quarter`, `next year`, `in this period`."""
    text, at = site.text, site.at
    found = _THIS.match(text, at, site.end)
    if found is None:
        return None
    which, unit, end = found["which"].lower(), found["unit"].lower(), found.end()
    is_next = which in {"next", "coming", "forthcoming"}
    if unit == "period" or which == "that":
        cue = "reporting_period" if (found["kind"] or "").lower() == "reporting" else "this_period"
        return None if is_next else mention(at, end, None, cue, "this_period")
    if unit == "year" and not is_next:
        now = _NOW.match(text, end, site.end)
        if now:
            return fytd_until(site, at, now.end())
    if unit == "year":
        explicit = _explicit(site, at, end)
        if explicit is not None:
            return explicit
        told = fytd_until(site, at, end)  # "this performance year, 1 April 2010 to 31 October 2010"
        if not is_next and told.end > end:
            return told
    elif is_next:
        return None
    cue = f"{'next' if is_next else 'this' if which == 'this' else 'current'}_{unit}"
    day = site.context.day_of_year() if unit == "year" else site.context.report_date
    if day is None:
        return mention(at, end, UNSTATED, cue)
    if unit == "month":
        period = month_of(day.year, day.month)
    elif unit == "quarter":
        number = (day.month - 4) % 12 // 3 + 1
        period = quarter_of(performance_year_of(day), number, number)
    elif (found["kind"] or "").lower() == "calendar":
        period = calendar_year(day.year + is_next)
    else:
        period = performance_year(day).shifted(int(is_next))
    lead = read_lead(text, at, site.floor)
    if unit == "year" and not is_next and lead.edge == "start" and lead.word == "at":
        cue = "start_of_year"
    is_dated = text[max(site.floor, at - 9) : at].rstrip().lower().endswith(("earlier", "later"))
    return mention(at, end, period, cue, "date" if is_dated else "period", "report_date")


def so_far(site: Site) -> Mention | None:
    """`so far this year`, `to date this financial year`, `so far in 2003/04`."""
    found = _SO_FAR.match(site.text, site.at, site.end)
    if found:
        return fytd_until(site, site.at, found.end())
    named = _SO_FAR_IN.match(site.text, site.at, site.end)
    written = read_year(site.text, named.end(), site.end) if named else None
    day = site.context.report_date
    if (
        named
        and written is not None
        and not written.financial
        and day is not None
        and written.year == day.year
    ):
        # "so far in 2008": since January
        return mention(
            site.at, written.end, open_span(date(day.year, 1, 1), day), "so_far", source="report_date"
        )
    if written is None or not written.financial:
        return None
    period, source = fytd_in(written.year, site.context)
    return mention(site.at, written.end, period, "fytd", source=source)


def ending(site: Site) -> Mention | None:
    """`by the end of the financial year`, `end of year`, `end of last month`."""
    found = _ENDINGS.match(site.text, site.at, site.end)
    if found is None or year_until(site) is not None:
        return None
    unit, which = found["unit"].lower(), (found["which"] or "").lower()
    day = site.context.day_of_year() if unit == "year" else site.context.report_date
    if unit == "year" and which not in {"last", "previous"}:
        if _explicit(site, site.at, found.end()) is not None and found["kind"]:
            return None  # the year is named: read there
        return end_of_year(site, found, day, which == "next")
    if which not in {"last", "previous"}:
        return None
    if day is None:
        return mention(site.at, found.end(), UNSTATED, f"end_of_last_{unit}")
    if unit == "year":
        period: Period = performance_year(day).shifted(-1)
    else:
        period = last_quarters(day) if unit == "quarter" else month_of(*months_on(day.year, day.month, -1))
    return mention(
        site.at, found.end(), as_at(period.end or day), f"end_of_last_{unit}", source="report_date"
    )


def end_of_year(site: Site, found: re.Match[str], day: date | None, is_next: bool) -> Mention:
    """The year that is to end: the report's. The cue tells "at the end", which may look back, from "by the end"."""
    lead = read_lead(site.text, site.at, site.floor)
    cue = f"{lead.word}_end_of_year" if lead.word in {"at", "by"} else "end_of_year"
    if day is None:
        return mention(site.at, found.end(), UNSTATED, cue)
    is_calendar = "calendar" in found[0].lower()
    period = calendar_year(day.year) if is_calendar else performance_year(day)
    return mention(site.at, found.end(), period.shifted(int(is_next)), cue, source="report_date")


def since_start(site: Site) -> Mention | None:
    """`since the start of the financial year`, `since its launch in June 2006`: up to the report's date or cut-off."""
    found = _SINCE_EVENT.match(site.text, site.at, site.end)
    if found:
        place = found.end()
        written = read_date(site.text, place, site.end) or read_year(site.text, place, site.end)
        return since(site, Lead("since", "", site.at, site.at), written) if written and written.year else None
    if found := _SINCE_LAUNCH.match(site.text, site.at, site.end):
        return mention(site.at, found.end(), UNSTATED, SINCE_LAUNCH)
    found = _SINCE_START.match(site.text, site.at, site.end)
    day, source = site.context.latest()
    if found is None or day is None:
        return mention(site.at, found.end(), UNSTATED, "since") if found else None
    is_calendar = (found["kind"] or "").lower() == "calendar"
    first = date(day.year, 1, 1) if is_calendar else date(performance_year_of(day), 4, 1)
    return mention(site.at, found.end(), open_span(first, day), "since", source=source)


def vague(site: Site) -> Mention | None:
    """`a few years ago`, `recent years`: a period that the text leaves open."""
    found = _VAGUE.match(site.text, site.at, site.end)
    return mention(site.at, found.end(), UNSTATED, "vague", "vague") if found else None


def in_years(site: Site) -> Mention | None:
    """`Over five years`, `In 5 years, ...`: a length without an end, so a period that the text leaves open."""
    found = _IN_YEARS.match(site.text, site.at, site.end)
    if found is None:
        return None
    lead = read_lead(site.text, site.at, site.floor)
    before = site.text[max(site.floor, lead.start - 4) : lead.start].rstrip()
    opens = lead.word in {"in", "within"} and (not before or before[-1] in _BREAKS)
    if not (lead.word == "over" or opens) or lead.edge:
        return None
    return mention(site.at, found.end(), UNSTATED, "n_years", "vague")


def season(site: Site) -> Mention | None:
    """`last autumn`, `in the summer`, `this spring`: no one says which days."""
    found = _SEASON.match(site.text, site.at, site.end)
    lead = read_lead(site.text, site.at, site.floor)
    return (
        mention(site.at, found.end(), UNSTATED, "season", "vague")
        if found and lead.word in _IN_SEASON
        else None
    )


def weeks(site: Site) -> Mention | None:
    """`weeks 27 - 86`, `the week periods of 27-38 to 75-86`: weeks by their numbers, whose days are not said."""
    found = _WEEKS.match(site.text, site.at, site.end)
    return mention(site.at, found.end(), UNSTATED, "weeks", "vague") if found else None


def _turn_of_year(site: Site, found: re.Match[str], lead: Lead) -> Mention | None:
    """`at the beginning of the year`, `when the year began`, `when the year closed`: the report's year, and the cue tells
    its first day from its last."""
    if found["unit"].lower() != "year" or found["which"] is not None:
        return None
    when = site.at - len("when ")
    said = site.text[max(site.floor, when) : site.at].lower() == "when "
    turned = TURNED.match(site.text, found.end(), site.end) if said else None
    started = turned[1] is not None if turned else lead.edge == "start" and lead.word == "at"
    if not (started or turned) or (not turned and _GOES_ON.match(site.text, found.end(), site.end)):
        return None
    day = site.context.day_of_year()
    period = performance_year(day) if day is not None else UNSTATED
    period = period.shifted(-1) if turned is not None and is_over(turned) else period
    start, end = (when, turned.end()) if turned else (lead.edge_start, found.end())
    return mention(start, end, period, "start_of_year" if started else "end_of_year", source="report_date")


def the(site: Site) -> Mention | None:
    """`during the year`, `over the period`, `in those six months`, `by that date`: the passage's own period; `the quarter
    before`: the one that precedes it."""
    before = _BEFORE_THAT.match(site.text, site.at, site.end)
    if before:
        months = count_of(before["count"]) if before["count"] else _LENGTHS.get(before["unit"].lower(), 0)
        return preceding(site.at, before.end(), months)
    if then := _THOSE_OF_YEAR.match(site.text, site.at, site.end):
        year = int(then["year"])
        start = date(year, 4, 1) if then["end"] else date(year, 1, 1)
        return earlier(site.at, then.end(), "same_period_in_year", "same_period_last_year", year=start)
    if then := _THOSE_LAST_YEAR.match(site.text, site.at, site.end):
        return earlier(site.at, then.end(), "same_period_last_year", "same_period_last_year")
    lead = read_lead(site.text, site.at, site.floor)
    if (then := _THAT_TIME.match(site.text, site.at, site.end)) is not None:
        # "were arrested that day": behind a verb, without a preposition
        bare = then["day"] == "day" and not lead.word
        if not bare and (lead.word not in (_ON_A_DAY if then["day"] else _AT_A_TIME) or lead.edge):
            return None
        return this_period(site.at, then.end(), "that_day" if then["day"] else "that_time")
    found = _THE.match(site.text, site.at, site.end)
    if found is not None and (turn := _turn_of_year(site, found, lead)) is not None:
        return turn
    counted = None if found else _THE_MONTHS.match(site.text, site.at, site.end)
    said = found or counted
    if said is None or lead.word not in _WITHIN or lead.edge:
        return None
    goes_on = _GOES_ON.match(site.text, said.end(), site.end)
    if goes_on and not (goes_on[0].lstrip().startswith("(") and said[0][:4].lower() == "that"):
        return None
    if found is None:
        return this_period(site.at, said.end(), "the_months", count_of(said[1]))
    reporting = found["which"] is not None and found["unit"].lower() == "period"
    which = "that" if found[0][:4].lower() == "that" else "the"
    cue = "reporting_period" if reporting else f"{which}_{found['unit'].lower()}"
    return this_period(
        site.at,
        found.end(),
        cue,
        _LENGTHS.get(found["unit"].lower(), 0) if which == "that" or found["unit"].lower() != "month" else 0,
    )
