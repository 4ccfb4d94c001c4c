"""A forecast for the year against the pace so far: what seven months give when they go on for twelve."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from etl.checks.records import Check, check_of
from etl.comparisons.bases import OneValue
from etl.comparisons.statements import Key, Statement, years_later
from etl.comparisons.wording import as_printed, number_words, period_words
from etl.rounding import Interval, outcome

_AT_THIS_PACE = re.compile(
    r"\b(?:continu\w+|(?:current|present|this|same|existing) (?:\w+ )?(?:rate|levels?|pace|average|trends?|trajectory)"
    r"|monthly average|projected from|extrapolat\w+)\b",
    re.IGNORECASE,
)
_NOT_SAID = "The report does not say that the forecast follows the pace so far, so a difference is no misfit."


def check_paces(statements: Sequence[Statement]) -> Iterator[Check]:
    """Forecasts of counts and money for a performance year against the year to date in the same report.

    Args:
        statements: first statements.
    """
    so_far: defaultdict[tuple[str, Key, str, date], OneValue] = defaultdict(OneValue)
    forecasts = []
    for one in statements:
        if one.unit not in ("count", "gbp") or one.subject or one.is_stock or one.period_start is None:
            continue
        place = (one.report_id, one.key, one.definition, one.period_start)
        if one.kind == "actual" and one.period_type == "fytd":
            so_far[place].add(one)
        elif one.kind == "forecast" and one.period_type == "financial_year":
            forecasts.append((place, one))
    for place, forecast in forecasts:
        actual = so_far[place].of(forecast.paragraph)
        if actual is not None and actual.value > 0:
            yield _check(forecast, actual)


def parts_of_year(start: date, end: date) -> tuple[int, int, str]:
    """How much of a year has passed: by whole months where the days are whole months, else by days.

    >>> parts_of_year(date(2010, 4, 1), date(2010, 10, 31)), parts_of_year(date(2006, 4, 1), date(2007, 2, 4))
    ((7, 12, 'months'), (310, 365, 'days'))
    """
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        return (end.year - start.year) * 12 + end.month - start.month + 1, 12, "months"
    return (end - start).days + 1, (years_later(start, 1) - start).days, "days"


def _check(forecast: Statement, actual: Statement) -> Check:
    assert actual.period_start is not None
    assert actual.period_end is not None
    passed, all_of_it, name = parts_of_year(actual.period_start, actual.period_end)
    factor = all_of_it / passed
    computed, allowed = actual.value * factor, actual.allows().times(factor)
    # A pace has decimals where a forecast of cases has none.
    half = max(forecast.half_width, 0.5) if forecast.unit == "count" else forecast.half_width
    result = outcome(
        computed=computed,
        allowed=allowed,
        stated=forecast.value,
        stated_allowed=forecast.allows().plus(Interval(low=-half, high=half)),
        half=half,
        exact=forecast.qualifier == actual.qualifier == "exact",
    )
    note = None
    if result == "does_not_fit":
        note = "Does not fit the pace so far."
        if not _AT_THIS_PACE.search(forecast.quote):
            result, note = "cannot_be_checked", _NOT_SAID
    rounded = round(computed) if forecast.unit == "count" else computed
    return check_of(
        "pace",
        forecast,
        (actual,),
        outcome=result,
        computed=computed,
        allowed=allowed,
        arithmetic=f"{as_printed(actual)} in {passed} {name} ({period_words(actual)}) is "
        f"{number_words(rounded, forecast.unit)} in {all_of_it}; forecast: {as_printed(forecast)}",
        note=note,
    )
