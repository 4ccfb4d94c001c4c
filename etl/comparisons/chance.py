"""What may be said about chance for many pairs at once: which method fits a pair, or why none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.comparisons.bases import Base
from etl.comparisons.records import RuledPair, Uncertainty
from etl.comparisons.statements import Statement
from etl.comparisons.verdicts import YEAR_BASES
from etl.comparisons.wording import as_printed
from etl.uncertainty import (
    CONFIDENCE,
    counts_caption,
    difference_caption,
    exact_conditional,
    newcombe_difference,
)

# Numbers of events over a period. Headcounts are the same people on two days, money is no number of events.
EVENT_METRICS = frozenset(
    {
        "sanction_detections",
        "arrests",
        "incidents",
        "offences",
        "network_disruptions",
        "confiscation_orders",
        "hotline_calls",
        "third_party_reports",
    }
)


def uncertainties(pairs: Sequence[RuledPair], bases: Mapping[str, Base]) -> Mapping[str, Uncertainty]:
    """What may be said about chance, by comparison_id; all pairs have an entry.

    Args:
        pairs: the ruled pairs.
        bases: numerators and denominators of rates, by figure_id.
    """
    counts = [one for one in pairs if _why_not_counts(one) == ""]
    shares = [one for one in pairs if _why_not_shares(one, bases) == ""]
    found = {**_of_counts(counts), **_of_shares(shares, bases)}
    for one in pairs:
        if one.comparison_id not in found:
            found[one.comparison_id] = _nothing(_why_not(one, bases))
    return found


def _nothing(caption: str) -> Uncertainty:
    return Uncertainty(method="none", low=None, high=None, p_value=None, clear=None, caption=caption)


def _of_counts(pairs: Sequence[RuledPair]) -> Mapping[str, Uncertainty]:
    if not pairs:
        return {}
    probabilities, lows, highs = exact_conditional(
        [one.earlier.value for one in pairs], [one.later.value for one in pairs]
    )
    found = {}
    for one, p_value, low, high in zip(
        pairs, probabilities.tolist(), lows.tolist(), highs.tolist(), strict=True
    ):
        clear = p_value < 1 - CONFIDENCE
        found[one.comparison_id] = Uncertainty(
            method="exact_conditional",
            low=low if low == low else None,  # NaN is the only value that differs from itself
            high=high if high == high else None,
            p_value=p_value,
            clear=clear,
            caption=counts_caption(p_value, clear),
        )
    return found


def _of_shares(pairs: Sequence[RuledPair], bases: Mapping[str, Base]) -> Mapping[str, Uncertainty]:
    if not pairs:
        return {}
    earlier = [bases[one.earlier.figure_id] for one in pairs]
    later = [bases[one.later.figure_id] for one in pairs]
    lows, highs = newcombe_difference(
        [one.part.value for one in earlier],
        [one.whole.value for one in earlier],
        [one.part.value for one in later],
        [one.whole.value for one in later],
    )
    found = {}
    for one, base, low, high in zip(pairs, later, lows.tolist(), highs.tolist(), strict=True):
        clear = low > 0 or high < 0
        found[one.comparison_id] = Uncertainty(
            method="newcombe",
            low=low,
            high=high,
            p_value=None,
            clear=clear,
            caption=difference_caption(low, high, clear, base.caveat),
        )
    return found


def _why_not(pair: RuledPair, bases: Mapping[str, Base]) -> str:
    return _why_not_shares(pair, bases) if pair.later.is_rate else _why_not_counts(pair)


def _why_not_pair(pair: RuledPair) -> str:
    """Why no method fits the pair, whatever its unit; empty where one may."""
    if not pair.comparable:
        return "No interval: the pair is not comparable."
    if pair.basis not in YEAR_BASES:
        return f"No interval: a {pair.earlier.kind} is set, not counted."
    return ""


def _why_not_counts(pair: RuledPair) -> str:
    common = _why_not_pair(pair)
    if common:
        return common
    if pair.later.unit in ("gbp", "eur"):
        return "No interval: a sum of money is not a number of events."
    if pair.later.unit != "count" or pair.later.metric not in EVENT_METRICS:
        return "No interval: this is not a number of events."
    if pair.later.is_stock:
        return "No interval: the number stands on one day and does not count events over a period."
    if not (_is_count(pair.earlier) and _is_count(pair.later)):
        return "No interval: the numbers are not stated exactly."
    return ""


def _is_count(one: Statement) -> bool:
    return (
        one.qualifier == "exact"
        and one.statistic == "value"
        and one.value >= 0
        and float(one.value).is_integer()
        and one.value_high is None
    )


def _why_not_shares(pair: RuledPair, bases: Mapping[str, Base]) -> str:
    common = _why_not_pair(pair)
    if common:
        return common
    if not pair.later.is_rate:
        return "No interval: this is not a share."
    without = [one for one in (pair.earlier, pair.later) if one.figure_id not in bases]
    if without:
        names = " and ".join(as_printed(one) for one in without)
        return f"No interval: the base of {names} is not stated."
    loose = [one for one in (pair.earlier, pair.later) if not bases[one.figure_id].is_exact]
    if loose:
        return f"No interval: the stated base of {as_printed(loose[0])} is not exact or does not fit it."
    return ""
