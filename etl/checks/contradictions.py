"""Two statements of the same figure that differ: within a report, between reports of about one date, or a revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise, product

from etl.checks.records import Check, check_of
from etl.comparisons.stated import CHANGE_KINDS
from etl.comparisons.statements import Key, Statement
from etl.comparisons.wording import as_printed, day_words, period_words

_SAME_DATE_DAYS = 31
# Counts that are further apart are taken to be of different things, whatever their codes say.
_FARTHEST = 2.0
# A writer does not contradict himself in neighbouring sentences: two numbers there are of two things.
_SIDE_BY_SIDE = 600
# Nor does a report give three values for one thing: those are the rows of a table.
_MOST_VALUES = 2
Measured = tuple[Key, str, str, str]


def check_contradictions(statements: Sequence[Statement], order: Mapping[str, date]) -> Iterator[Check]:
    """Statements of one metric, group, scope, kind, definition and period that differ in print.

    As-at dates within 31 days count as one period. What only differs by rounding agrees. Changes, figures without a code of
    their own, without a period, or with a qualifier that leaves one side open contradict nothing; nor do numbers that stand side
    by side in a paragraph, or more than two of one report.

    Args:
        statements: first statements.
        order: the date of each report, where it is known.
    """
    measured: defaultdict[Measured, list[Statement]] = defaultdict(list)
    for one in statements:
        coded = not one.subject and one.kind not in CHANGE_KINDS
        if coded and one.has_period and one.qualifier in ("exact", "approx"):
            measured[(one.key, one.kind, one.definition, one.unit)].append(one)
    for several in measured.values():
        for together in _periods(several):
            for first, second in _pairs(_by_report(together, order)):
                check = _check(first, second, order)
                if check is not None:
                    yield check


def _periods(statements: Sequence[Statement]) -> Iterator[Sequence[Statement]]:
    """Statements of one period each: the same days, or as-at dates within 31 days of the first of them."""
    same_days: defaultdict[object, list[Statement]] = defaultdict(list)
    dated = []
    for one in statements:
        if one.is_stock:
            dated.append(one)
        else:
            same_days[one.period_key].append(one)
    yield from (several for several in same_days.values() if len(several) > 1)
    cluster: list[Statement] = []
    for one in sorted(dated, key=lambda one: one.last_day):
        if cluster and (one.last_day - cluster[0].last_day).days > _SAME_DATE_DAYS:
            yield cluster
            cluster = []
        cluster.append(one)
    yield cluster


def _by_report(statements: Sequence[Statement], order: Mapping[str, date]) -> Sequence[Sequence[Statement]]:
    """The first statement of each value, report by report, in order; without reports that give too many."""
    in_order = sorted(
        statements, key=lambda one: (order.get(one.report_id, date.min), one.report_id, one.start)
    )
    found: defaultdict[str, dict[float, Statement]] = defaultdict(dict)
    for one in in_order:
        found[one.report_id].setdefault(one.value, one)
    return [list(values.values()) for values in found.values() if len(values) <= _MOST_VALUES]


def _pairs(reports: Sequence[Sequence[Statement]]) -> Iterator[tuple[Statement, Statement]]:
    """The two values of a report, and those of each report with those of the one before it."""
    for values in reports:
        yield from combinations(values, 2)
    for before, after in pairwise(reports):
        yield from product(before, after)


def _check(first: Statement, second: Statement, order: Mapping[str, date]) -> Check | None:
    """The row of two statements that differ in print; None where they are the same or too unlike to be of one thing."""
    if first.value == second.value or _side_by_side(first, second):
        return None
    between_reports = first.report_id != second.report_id
    if between_reports and first.kind == "forecast":
        return None
    low, high = sorted((abs(first.value), abs(second.value)))
    if high > _FARTHEST * low:
        return None
    if not first.allows().shares_more_than_an_end(second.allows()):
        result = "does_not_fit"
    else:
        exact = first.qualifier == second.qualifier == "exact"
        result = "agrees" if exact and _rounds_to(first, second) else "agrees_after_rounding"
    revision = between_reports and not first.is_stock
    places = [f"{as_printed(one)} in paragraph {one.paragraph}" for one in (first, second)]
    if between_reports:
        names = _names(first.report_id, second.report_id, order)
        places = [f"{said} of {name}" for said, name in zip(places, names, strict=True)]
    return check_of(
        "revision" if revision else "contradiction",
        second,
        (first,),
        outcome=result,
        computed=first.value,
        allowed=first.allows(),
        arithmetic=f"{places[0]}, {places[1]}; {_when(first, second)}",
        note=_note(first, second, result, revision),
        other_report_id=first.report_id if between_reports else "",
    )


def _side_by_side(first: Statement, second: Statement) -> bool:
    """Whether two numbers stand in one sentence, or near each other in one paragraph."""
    if (first.report_id, first.paragraph) != (second.report_id, second.paragraph):
        return False
    return first.quote == second.quote != "" or abs(second.start - first.start) < _SIDE_BY_SIDE


def _names(first: str, second: str, order: Mapping[str, date]) -> tuple[str, str]:
    """Two reports by their dates; by their identifiers where a date is not known, or is the same."""
    if first in order and second in order and order[first] != order[second]:
        return f"the report of {day_words(order[first])}", f"the report of {day_words(order[second])}"
    return first, second


def _rounds_to(first: Statement, second: Statement) -> bool:
    """Whether the coarser of two printed values is the finer one rounded: 31% and 30.7%."""
    coarse, fine = sorted((first, second), key=lambda one: one.allows().low - one.allows().high)
    return coarse.allows().low <= fine.value <= coarse.allows().high


def _when(first: Statement, second: Statement) -> str:
    if first.is_stock and first.period_end and second.period_end and first.period_end != second.period_end:
        days = (second.period_end - first.period_end).days
        return (
            f"as at {day_words(first.period_end)} and {day_words(second.period_end)}, {abs(days)} days apart"
        )
    return f"as at {period_words(second)}" if second.is_stock else f"both for {period_words(second)}"


def _note(first: Statement, second: Statement, result: str, revision: bool) -> str | None:
    if result != "does_not_fit":
        return None
    if revision:
        return f"Revised: the later report gives {as_printed(second)} where the earlier gave {as_printed(first)}."
    if first.report_id != second.report_id:
        return "Two reports give different values for about the same date, further apart than rounding."
    return "One report gives two values for the same thing."
