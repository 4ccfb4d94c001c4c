"""One row of the checks table, and how a sum becomes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl.comparisons.records import finite, hashed
from etl.comparisons.statements import Statement
from etl.comparisons.wording import number_words
from etl.rounding import Interval, printed_decimals

_FINEST = 6
OUTCOME_NOTES = {
    "agrees": "",
    "agrees_after_rounding": "Agrees within the precision of the printed figures.",
    "does_not_fit": "Does not fit: the base may differ.",
    "cannot_be_checked": "Cannot be checked: the qualifiers leave too much open.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """Something that a report states, worked out again; the fields are the columns of the checks table."""

    check_id: str
    kind: str
    outcome: str
    report_id: str
    other_report_id: str
    paragraph: str
    metric: str
    group: str
    scope: str
    period_type: str
    period_start: date | None
    period_end: date | None
    stated_id: str
    input_ids: str
    unit: str
    stated_value: float
    computed_value: float | None
    computed_low: float | None
    computed_high: float | None
    arithmetic: str
    note: str
    interval_low: float | None
    interval_high: float | None
    interval_caption: str


def check_of(
    kind: str,
    stated: Statement,
    inputs: Sequence[Statement],
    *,
    outcome: str,
    computed: float | None,
    allowed: Interval | None,
    arithmetic: str,
    note: str | None = None,
    stated_value: float | None = None,
    unit: str | None = None,
    other_report_id: str = "",
    interval: tuple[float, float, str] | None = None,
) -> Check:
    """A row of the checks table.

    Args:
        kind: a code of the checks table.
        stated: the figure that is checked.
        inputs: the figures that it is worked out from.
        outcome: a code of the checks table.
        computed: the value worked out, or None.
        allowed: what the precision of the inputs allows, or None.
        arithmetic: the sum in words.
        note: what the outcome means; None takes the usual words for it.
        stated_value: the value to agree with, where it is not that of the figure itself.
        unit: the unit of both values, where it is not that of the figure itself.
        other_report_id: the other report, for a pair of reports.
        interval: low and high end and caption of a Wilson interval.
    """
    return Check(
        check_id=hashed(kind, stated.figure_id, *(one.figure_id for one in inputs)),
        kind=kind,
        outcome=outcome,
        report_id=stated.report_id,
        other_report_id=other_report_id,
        paragraph=stated.paragraph,
        metric=stated.metric,
        group=stated.group,
        scope=stated.scope,
        period_type=stated.period_type,
        period_start=stated.period_start,
        period_end=stated.period_end,
        stated_id=stated.figure_id,
        input_ids=" ".join(one.figure_id for one in inputs),
        unit=unit or stated.unit,
        stated_value=stated.value if stated_value is None else stated_value,
        computed_value=finite(computed),
        computed_low=finite(allowed.low if allowed else None),
        computed_high=finite(allowed.high if allowed else None),
        arithmetic=arithmetic,
        note=OUTCOME_NOTES[outcome] if note is None else note,
        interval_low=interval[0] if interval else None,
        interval_high=interval[1] if interval else None,
        interval_caption=interval[2] if interval else "",
    )


def worked_out(computed: float, stated: Statement, unit: str, *, agrees: bool, signed: bool = False) -> str:
    """A computed value in words, one decimal finer than the stated one, and finer still where that would mislead.

    64.49 beside a stated 64 is printed as 64.49: as 64.5 it would seem to round to 65.
    """
    if unit not in ("percent", "percentage_points"):
        return number_words(computed, unit, signed=signed)
    stated_decimals = printed_decimals(stated.printed)
    decimals = max(1, stated_decimals)
    while (
        agrees
        and decimals < _FINEST
        and abs(round(computed, decimals) - stated.value) >= 0.5 * 10.0**-stated_decimals
    ):
        decimals += 1
    return number_words(computed, unit, decimals=decimals, signed=signed)
