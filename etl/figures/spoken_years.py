"""The year or span that a number's period goes back to: the year of a target, of a year end, of 'that period'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.calendar import UNSTATED, Period, as_at
from etl.figures import when
from etl.figures.when import Place
from etl.figures.windows import has
from etl.period_records import Mention, just_ended

SPANS = ("rolling_year", "multi_year", "month_range", "fytd", "quarter")


def judges_year_end(place: Place) -> bool:
    """'The year end position was a 38% rise against a 2% target': the target of the year that has ended."""
    told = place.before is not None and place.before.start is not None
    return (
        told
        and place.leading >= 0
        and "end_of_year" in place.mentions[place.tokens[place.leading].mention].cue
    )


def targets_of_before(place: Place) -> when.Dated | None:
    """'The previous year's targets were ...': the year before the one that was spoken of."""
    named = next(
        (
            place.mentions[token.mention]
            for at, token in enumerate(place.tokens[: place.at])
            if token.mention >= 0 and has(place.tokens[at + 1 : at + 2], "target")
        ),
        None,
    )
    if named is None or named.role != "previous_year":
        return None
    year = when.whole_year(place.around.latest or place.around.report, place.around.report_date)
    return when.Dated(year.shifted(-max(named.years_back, 1)), "sentence")


def year_end(place: Place) -> when.Dated | None:
    """A year-end target or forecast of a stock is of 31 March."""
    day = place.around.report_date
    if day is None or not has(place.tokens[max(place.at - 9, 0) : place.at], "yearend"):
        return None
    year = spoken_year(place, place.at) or when.whole_year(None, day)
    return when.Dated(when.at_end(year), "report_date")


def spoken_year(place: Place, until: int) -> Period | None:
    """The year that has just ended, where the text speaks of it: the year-end of a report of early April on February."""
    day = place.around.report_date
    named = [place.mentions[token.mention].period for token in place.tokens[:until] if token.mention >= 0]
    latest = next((one for one in reversed(named) if one is not None), place.around.latest)
    year = when.whole_year(latest, day)
    return year if latest is not None and just_ended(year.end, day) else None


THAT_PERIOD = ("same_period", "this_period", "that_period")
_LOOKED_BACK = 8  # mentions


def span_named(place: Place, at: int) -> Period | None:
    """The span of months that the text named last before a mention, whatever the paragraph."""
    for mention in _named_before(place, at):
        named = mention.period if mention.role == "period" and mention.source == "sentence" else None
        if named is not None and named.type in (*SPANS, "financial_year"):
            return named
    return None


def said_to_be(place: Place, at: int, base: Period | None) -> Period:
    """The period of a length that a mention goes back to, whatever the paragraph: 'in the same six months', 'in that
    quarter', 'over those eleven months'; of 'by that date' the day. `base` is the period at hand."""
    told, today = place.mentions[place.tokens[at].mention], place.around.report_date
    named = [
        # "since 30 September 2009, when it was 9.0%": the day, and not the time since then
        as_at(one.period.start)
        if one.cue == "since" and told.cue == "that_day" and not one.months
        else one.period
        for one in _named_before(place, at)
        if one.role in ("period", "date") and one.period is not None and one.period.start is not None
    ]
    if told.cue == "same_day" and (main := place.around.paragraph) is not None and main.type == "as_at":
        return main
    if told.cue in ("that_day", "same_day"):
        return next((day for day in named if day.type in _DAYS and day.end != today), UNSTATED)
    above = (base, place.around.paragraph, place.around.report)
    known = [period for period in above if period is not None]
    if told.cue == "the_months":  # "in the six months": before those that another paragraph compared with
        known = [period for period in (place.around.main, place.around.report) if period is not None] + known
    main = place.around.paragraph
    if main is not None and named and main in named and named[0] == main.shifted(-1):
        # "in July, against 6,010 in July 2001. In the same month": not the one compared with
        named = named[1:]
    named = [*known, *named] if told.cue in ("the_quarter", "the_months") else [*named, *known]
    shorter = base is not None and 0 < when.months_of(base) < told.months
    open_yet = base if told.cue == "the_quarter" and base is not None and shorter else UNSTATED
    found = next((period for period in named if when.months_of(period) == told.months), open_yet)
    called = (
        told.cue.endswith("quarter") and found.type == "month_range" and when.months_of(found) == told.months
    )
    return replace(found, type="quarter") if called else found


_DAYS = ("as_at", "day", "month")


def _named_before(place: Place, at: int) -> Sequence[Mention]:
    """The mentions before one, the last first."""
    index = place.tokens[at].mention
    return place.mentions[max(index - _LOOKED_BACK, 0) : index][::-1]
