"""Dates in brackets behind a period that needs another date: "last year (April to September 2004)" is those months."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.calendar import Period, months_to
from etl.period_records import Mention
from etl.period_to_date import rolling

_OPENS = re.compile(r"\s{0,2}\((?:i\.?e\.?|from|for|in|covering)?\s?(?:the\s)?")
_SO_FAR = re.compile(r"\s(?:so\sfar|to\sdate)\b", re.IGNORECASE)
_RELATIVE = ("same_period_last_year", "previous_year", "this_period")
_OPEN_ENDED = ("last_n_months", "past_year")
_MONTH = 30.44  # days


def with_dates(text: str, before: Mention, inside: Mention) -> Mention | None:
    """One mention of both, where the second alone stands in brackets behind the first and says which dates it means.

    None where the first has dates of its own, or the second is no period.
    """
    at = before.end
    if so_far := _SO_FAR.match(text, at, inside.start):
        at = so_far.end()
    opening = _OPENS.match(text, at, inside.start)
    alone = opening is not None and not text[opening.end() : inside.start].strip(" to")
    if not alone or text[inside.end : inside.end + 1] != ")":
        return None
    relative = before.role in _RELATIVE
    named = before.role == "period" and before.source == "report_date"
    if not (relative or named) or inside.period is None or inside.period.start is None:
        return None
    period = _meant(before, inside)
    if period is None:
        return None
    if before.months == 3 and period.type == "month_range":
        period = replace(period, type="quarter")  # "in that quarter (October to December 2003)"
    cue = before.cue if inside.cue == "up_to" else inside.cue
    if before.role in _RELATIVE[:2]:
        cue = "same_period_dated"
    return replace(inside, start=before.start, end=inside.end + 1, period=period, role="period", cue=cue)


def _meant(before: Mention, inside: Mention) -> Period | None:
    """The period of the dates: months without a year are of the year before them, and "to October" ends what was open."""
    told, dates = before.period, inside.period
    if dates is None:
        return None
    if inside.cue == "up_to":
        if (
            before.cue not in _OPEN_ENDED
            or told is None
            or told.start is None
            or told.end is None
            or dates.end is None
        ):
            return None
        whole = months_to(dates.end, round((told.end - told.start).days / _MONTH))
        return rolling(whole) if told.type == "rolling_year" else whole
    if inside.role != "period" or dates.type == "as_at":
        return None
    if inside.source != "report_date":
        return dates
    in_whole_year = told is not None and told.start is not None and told.type == "financial_year"
    return (
        dates.in_year(told.start) if in_whole_year and told is not None and told.start is not None else None
    )
