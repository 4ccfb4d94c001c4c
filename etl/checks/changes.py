"""A stated change against the two figures it lies between, or against the other form of the same change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from etl.checks.records import Check, check_of, worked_out
from etl.comparisons.bases import OneValue
from etl.comparisons.stated import CHANGE_KINDS, LAST_YEAR, ChangeAnswer, change_outcome
from etl.comparisons.statements import Key, PeriodKey, Statement, years_later_key
from etl.comparisons.wording import as_printed, number_words
from etl.rounding import Interval, outcome

Place = tuple[str, Key, PeriodKey]
# What says that a change may be counted from something else than the year before.
_OTHER_BASE = re.compile(
    r"\b(?:target|forecast|average|baseline|(?:last|previous|prior) (?:quarter|month|week)|since|over the (?:last|past))\b",
    re.IGNORECASE,
)
_CHANGE_UNITS = {"change_pct": "percent", "change_pp": "percentage_points"}


def check_changes(statements: Sequence[Statement]) -> Iterator[Check]:
    """Stated changes worked out again.

    Args:
        statements: first statements.
    """
    actual: defaultdict[Place, OneValue] = defaultdict(OneValue)
    defined: defaultdict[tuple[Place, str], OneValue] = defaultdict(OneValue)
    numbers: dict[tuple[Place, str], Statement] = {}
    changes: list[tuple[Place, Statement]] = []
    for one in statements:
        period = one.period_key
        if period is None or one.subject:
            continue
        place = (one.report_id, one.key, period)
        if one.kind == "actual":
            actual[place].add(one)
            defined[(place, one.definition)].add(one)
        elif one.kind in CHANGE_KINDS:
            changes.append((place, one))
            if one.kind == "change_abs":
                numbers.setdefault((place, one.paragraph), one)
    for place, change in changes:
        same_definition = defined.get((place, change.definition))
        later = (same_definition or actual[place]).of(change.paragraph)
        if later is None:
            continue
        report_id, key, period = place
        earlier = actual[(report_id, key, years_later_key(period, -1))].of(change.paragraph)
        number = numbers.get((place, change.paragraph))
        check = _check(change, earlier, later) if earlier else _two_forms(change, number, later)
        if check is not None:
            yield check


def _check(change: Statement, earlier: Statement, later: Statement) -> Check | None:
    """The row of a change between two stated figures.

    Nothing is said where the words leave open what the change is counted from and the figures do not confirm it.
    """
    answer = change_outcome(change, earlier, later)
    if answer is None:
        return None
    result, computed = answer.outcome, answer.computed
    unit = _CHANGE_UNITS.get(answer.kind, change.unit)
    note = None
    if result == "does_not_fit":
        if abs(abs(computed) - abs(change.value)) <= change.half_width and computed * change.value < 0:
            result, note = (
                "cannot_be_checked",
                "The size agrees; which way the change went could not be read.",
            )
        elif not _counted_from_last_year(change, earlier):
            return None
    return check_of(
        "change",
        change,
        (earlier, later),
        outcome=result,
        computed=computed,
        allowed=answer.allowed,
        arithmetic=_arithmetic(change, earlier, later, answer),
        note=note,
        unit=unit,
    )


def _counted_from_last_year(change: Statement, earlier: Statement) -> bool:
    """Whether the words tie a change to the year before: they say so, or print its figure, and name no other base."""
    if LAST_YEAR.search(change.quote):
        return True
    return change.quote == earlier.quote != "" and not _OTHER_BASE.search(change.quote)


def _arithmetic(change: Statement, earlier: Statement, later: Statement, answer: ChangeAnswer) -> str:
    first, second = as_printed(earlier), as_printed(later)
    unit = _CHANGE_UNITS.get(answer.kind, change.unit)
    computed = worked_out(answer.computed, change, unit, agrees=answer.outcome == "agrees", signed=True)
    words = f"({second} − {first}) ÷ {first}" if answer.kind == "change_pct" else f"{second} − {first}"
    return f"{words} = {computed}; stated: {as_printed(change)}"


def _two_forms(change: Statement, number: Statement | None, later: Statement) -> Check | None:
    """The per cent against the number, where the earlier figure is not printed: +109 to 5,296 is +2.1%; only agreements."""
    if change.kind != "change_pct" or later.is_rate:
        return None
    if number is None or later.value - number.value <= 0:
        return None
    before = later.allows().minus(number.allows())
    ratio = later.allows().over(before) if before.bounded else None
    if ratio is None:
        return None
    computed = 100 * number.value / (later.value - number.value)
    allowed = ratio.minus(Interval(low=1.0, high=1.0)).times(100)
    result = outcome(
        computed=computed,
        allowed=allowed,
        stated=change.value,
        stated_allowed=change.allows(),
        half=change.half_width,
        exact=all(one.qualifier == "exact" for one in (change, number, later)),
    )
    if not result.startswith("agrees"):
        # Where the earlier figure is not printed, nothing shows which figure the change belongs to.
        return None
    answer = worked_out(computed, change, "percent", agrees=result == "agrees", signed=True)
    earlier = number_words(later.value - number.value, later.unit)
    return check_of(
        "change",
        change,
        (number, later),
        outcome=result,
        computed=computed,
        allowed=allowed,
        arithmetic=f"{as_printed(later)} less {as_printed(number)} is {earlier}; "
        f"{as_printed(number)} of {earlier} = {answer}; stated: {as_printed(change)}",
        unit="percent",
    )
