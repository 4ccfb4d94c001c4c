"""Changes that a report states itself: found for a pair, set beside the computed change, or used to derive the earlier value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.comparisons.statements import Key, PeriodKey, Statement, period_key_of, years_later
from etl.comparisons.wording import number_words
from etl.rounding import Interval, outcome, printed_decimals

CHANGE_KINDS = ("change_abs", "change_pct", "change_pp")
# What says that a change is counted from the same period of the year before, and not from a target or the month before.
LAST_YEAR = re.compile(
    r"\b(?:same\s+(?:\w+\s+){1,3}?(?:last|previous|prior)\s+(?:financial\s+|performance\s+)?year"
    r"|(?:last|previous|prior)\s+(?:financial\s+|performance\s+)?year|year[\s-]on[\s-]year|a\s+year\s+(?:ago|earlier|before)"
    r"|same\s+(?:period|time|point|quarter|month)\s+(?:a\s+year|in\s+(?:19|20)\d\d))",
    re.IGNORECASE,
)
_WORST_FIRST = ("does_not_fit", "cannot_be_checked", "agrees_after_rounding", "agrees")
ChangePlace = tuple[str, Key, PeriodKey]


def stated_changes(statements: Iterable[Statement]) -> Mapping[ChangePlace, Sequence[Statement]]:
    """Stated changes by report, key and (later) period."""
    found: defaultdict[ChangePlace, list[Statement]] = defaultdict(list)
    for one in statements:
        if one.kind in CHANGE_KINDS and (period := one.period_key) is not None:
            found[(one.report_id, one.key, period)].append(one)
    return found


def computed_change(kind: str, earlier: Statement, later: Statement) -> tuple[float, Interval] | None:
    """The change of a stated kind between two figures, and all values that their precision allows.

    Returns None where it has none: per cent of zero, or of a value that may be zero.
    """
    first, second = earlier.allows(), later.allows()
    if kind in ("change_abs", "change_pp"):
        return later.value - earlier.value, second.minus(first)
    ratio = second.over(first)
    if ratio is None or earlier.value <= 0:
        return None
    one = Interval(low=1.0, high=1.0)
    return 100 * (later.value / earlier.value - 1), ratio.minus(one).times(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeAnswer:
    """How a stated change agrees with two figures, worked out as the kind of change that it was read as."""

    outcome: str
    kind: str
    computed: float
    allowed: Interval


def change_outcome(change: Statement, earlier: Statement, later: Statement) -> ChangeAnswer | None:
    """How a stated change agrees with two figures; None where it cannot be worked out (per cent of zero).

    A change of a rate in "per cent" is read both ways, as points and as relative change, and the reading that fits counts.
    """
    kinds = ("change_pp", "change_pct") if change.kind == "change_pct" and later.is_rate else (change.kind,)
    answers = []
    for kind in kinds:
        computed = computed_change(kind, earlier, later)
        if computed is None:
            continue
        value, allowed = computed
        result = outcome(
            computed=value,
            allowed=allowed,
            stated=change.value,
            stated_allowed=change.allows(),
            half=change.half_width,
            exact=all(one.qualifier == "exact" for one in (change, earlier, later)),
        )
        answers.append(ChangeAnswer(outcome=result, kind=kind, computed=value, allowed=allowed))
    return max(answers, key=lambda answer: _WORST_FIRST.index(answer.outcome), default=None)


def stated_agreement(changes: Iterable[Statement], earlier: Statement, later: Statement) -> str:
    """The worst outcome of the stated changes against a pair; empty where none is stated or can be set against it."""
    found = [answer.outcome for one in changes if (answer := change_outcome(one, earlier, later)) is not None]
    return min(found, key=_WORST_FIRST.index, default="")


def derive_earlier(later: Statement, change: Statement) -> Statement | None:
    """The earlier figure that a stated change implies: 5,296 with +109 gives 5,187, one year before.

    Only where the change is absolute (a number, or points), stated exactly, said to be counted from the year before, and no
    more than half of the figure: a larger "change" is more likely the earlier figure itself. It has no id of its own.
    """
    if change.kind not in ("change_abs", "change_pp") or change.qualifier != "exact":
        return None
    if not LAST_YEAR.search(change.quote) or later.period_start is None or later.period_end is None:
        return None
    if later.qualifier != "exact" or later.value_high is not None or abs(change.value) > later.value / 2:
        return None
    decimals = max(printed_decimals(later.printed), printed_decimals(change.printed))
    is_money = later.unit in ("gbp", "eur")
    value = later.value - change.value if is_money else round(later.value - change.value, decimals)
    start, end = years_later(later.period_start, -1), years_later(later.period_end, -1)
    return later._replace(
        figure_id="",
        printed=number_words(value, later.unit, decimals=None if is_money else decimals),
        value=value,
        paragraph=change.paragraph,
        period_start=start,
        period_end=end,
        period_key=period_key_of(later.period_type, start, end),
        period_from="sentence",
    )
