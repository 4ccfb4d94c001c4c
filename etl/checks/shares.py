"""Shares that make up a whole, and shares of one base that is not printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from etl.checks.records import Check, check_of
from etl.comparisons.bases import OneValue
from etl.comparisons.statements import PeriodKey, Statement
from etl.comparisons.wording import as_printed, number_words
from etl.rounding import Interval, outcome, printed_decimals, total

_WHOLE = 100.0
_FURTHER = re.compile(r"\b(?:further|additional|extra|another|more)\b", re.IGNORECASE)
_HEADCOUNTS = {"bme_share": "bme_headcount", "female_share": "female_headcount"}


def check_shares(statements: Sequence[Statement]) -> Iterator[Check]:
    """Charges and cautions as shares of sanction detections: they sum to 100 where the report knows no other outcome.

    A sum under 100 is no misfit, for penalty notices and offences taken into consideration are sanction detections too.

    Args:
        statements: first statements.
    """
    shares: defaultdict[tuple[str, str, str, PeriodKey], dict[str, list[Statement]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in statements:
        period = one.period_key
        if one.metric in ("charge_share", "caution_share") and one.kind == "actual" and period is not None:
            shares[(one.report_id, one.group, one.scope, period)][one.metric].append(one)
    for both in shares.values():
        charges = both.get("charge_share", [])
        charge = charges[0] if charges else None
        caution = OneValue(both.get("caution_share", ())).of(charge.paragraph if charge else "")
        if charge is not None and caution is not None and len({one.value for one in charges}) == 1:
            yield _sum_of(charge, caution)


def _sum_of(charge: Statement, caution: Statement) -> Check:
    whole = Interval(low=_WHOLE, high=_WHOLE)
    allowed = total((charge.allows(), caution.allows()))
    amount = charge.value + caution.value
    result = outcome(
        computed=amount,
        allowed=allowed,
        stated=_WHOLE,
        stated_allowed=whole,
        half=0.0,
        exact=charge.qualifier == caution.qualifier == "exact",
    )
    note = None
    if result == "does_not_fit" and amount < _WHOLE:
        result, note = (
            "cannot_be_checked",
            "Cannot be checked: other kinds of sanction detection may make up the rest.",
        )
    decimals = max(printed_decimals(charge.printed), printed_decimals(caution.printed))
    return check_of(
        "shares",
        charge,
        (charge, caution),
        outcome=result,
        computed=round(amount, 9),
        allowed=allowed,
        stated_value=_WHOLE,
        arithmetic=f"{as_printed(charge)} + {as_printed(caution)} = "
        f"{number_words(amount, 'percent', decimals=decimals)}; shares of one whole sum to 100%",
        note=note,
    )


def check_implied_bases(statements: Sequence[Statement]) -> Iterator[Check]:
    """A number and its share, and the further number that makes a target share: both must fit one strength.

    24 officers are 8%, and 19 more would make 15%: the first gives a strength of 282 to 320, the second of 277 to 297.

    Args:
        statements: first statements.
    """
    paragraphs: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.metric in _HEADCOUNTS or one.metric in _HEADCOUNTS.values() or _is_further(one):
            paragraphs[(one.report_id, one.paragraph, one.scope)].append(one)
    for together in paragraphs.values():
        for metric, headcount in _HEADCOUNTS.items():
            yield from _one_strength(together, metric, headcount)


def _is_further(one: Statement) -> bool:
    """Whether a number is one still needed: "a further 19 officers"."""
    return one.metric == "other" and one.unit == "count" and bool(_FURTHER.search(one.quote))


def _one_strength(together: Sequence[Statement], metric: str, headcount: str) -> Iterator[Check]:
    counts = [one for one in together if one.metric == headcount and one.kind == "actual"]
    shares = [one for one in together if one.metric == metric and one.kind == "actual"]
    targets = [one for one in together if one.metric == metric and one.kind == "target"]
    if not targets or not len(counts) == len(shares) == 1:
        return
    needed: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in together:
        if _is_further(one):
            needed[one.quote].append(one)
    for several in needed.values():
        several.sort(key=_start)
    for target in targets:
        said = needed.get(target.quote, [])
        if bisect_right(said, target.end, key=_start) != len(said) - 1:
            continue
        if len({one.group for one in (counts[0], shares[0], target)}) == 1:
            check = _implied(counts[0], shares[0], target, said[-1])
            if check is not None:
                yield check


def _start(one: Statement) -> int:
    return one.start


def _implied(count: Statement, share: Statement, target: Statement, further: Statement) -> Check | None:
    first = count.allows().over(share.allows())
    both = count.allows().plus(further.allows())
    second = both.over(target.allows())
    if first is None or second is None or share.value <= 0 or target.value <= 0:
        return None
    first, second = first.times(_WHOLE), second.times(_WHOLE)
    computed = _WHOLE * (count.value + further.value) / target.value
    result = outcome(
        computed=computed,
        allowed=second,
        stated=_WHOLE * count.value / share.value,
        stated_allowed=first,
        half=0.0,
        exact=False,
    )
    if result == "cannot_be_checked":
        return None
    ranges = [
        f"{number_words(round(one.low), 'count')} to {number_words(round(one.high), 'count')}"
        for one in (first, second)
    ]
    together = number_words(count.value + further.value, "count")
    shared = first.meets(second)
    fits = "" if shared is None else f"; one strength of {_range(shared)} fits both"
    return check_of(
        "implied_base",
        share,
        (count, further, target),
        outcome=result,
        computed=computed,
        allowed=second,
        stated_value=_WHOLE * count.value / share.value,
        unit="count",
        arithmetic=f"{as_printed(count)} at {as_printed(share)} is a strength of {ranges[0]}; {together} at "
        f"{as_printed(target)} is one of {ranges[1]}{fits}",
        note=None if result != "does_not_fit" else "Does not fit: the shares are not of one strength.",
    )


def _range(one: Interval) -> str:
    return f"{number_words(round(one.low), 'count')} to {number_words(round(one.high), 'count')}"
