"""For each refused pair the nearest one that may be compared, and for each figure the one of a year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from etl.comparisons.records import RuledPair
from etl.comparisons.statements import Key, Statement
from etl.comparisons.verdicts import YEAR_BASES
from etl.schema import BASES

_YEAR_AND_A_HALF = 548


def offers(pairs: Sequence[RuledPair]) -> Mapping[str, str]:
    """The comparison_id offered for each refused pair, by its own; refused pairs without an offer have an empty one.

    The offer has the same later figure, else the same metric, group and scope and the later figure that ends nearest; a pair
    of two outcomes goes before one against a target or forecast.
    """
    comparable: defaultdict[Key, list[RuledPair]] = defaultdict(list)
    of_figure: dict[str, RuledPair] = {}
    for one in pairs:
        if one.comparable:
            comparable[one.later.key].append(one)
            known = of_figure.get(one.later.figure_id)
            if known is None or _preference(one) < _preference(known):
                of_figure[one.later.figure_id] = one
    found: dict[str, str] = {}
    nearest: dict[tuple[Key, date | None], str] = {}
    for one in pairs:
        if one.comparable:
            continue
        own = of_figure.get(one.later.figure_id)
        if own is not None:
            found[one.comparison_id] = own.comparison_id
            continue
        place = (one.later.key, one.later.period_end)
        if place not in nearest:
            nearest[place] = _nearest(one, comparable.get(one.later.key, ()))
        found[one.comparison_id] = nearest[place]
    return found


def last_years(pairs: Iterable[RuledPair]) -> Mapping[str, Statement]:
    """The comparable figure of the year before, by the figure_id of the later one; the same period goes before a near one."""
    found: dict[str, tuple[int, Statement]] = {}
    for one in pairs:
        if one.comparable and one.basis in YEAR_BASES and _a_year_before(one.earlier, one.later):
            rank = YEAR_BASES.index(one.basis)
            known = found.get(one.later.figure_id)
            if known is None or rank < known[0]:
                found[one.later.figure_id] = (rank, one.earlier)
    return {figure_id: earlier for figure_id, (_, earlier) in found.items()}


def _a_year_before(earlier: Statement, later: Statement) -> bool:
    """Whether a comparable pair is about one year apart, and not two."""
    if earlier.period_end is None or later.period_end is None:
        return False
    return (later.period_end - earlier.period_end).days < _YEAR_AND_A_HALF


def _preference(pair: RuledPair) -> tuple[int, str]:
    return (BASES.index(pair.basis), pair.comparison_id)


def _nearest(refused: RuledPair, candidates: Sequence[RuledPair]) -> str:
    """The candidate whose later figure ends nearest to the refused pair's."""
    wanted = refused.later.period_end

    def distance(one: RuledPair) -> tuple[bool, int, tuple[int, str]]:
        end = one.later.period_end
        days = abs((end - wanted).days) if end and wanted else 0
        return (one.basis not in YEAR_BASES, days, _preference(one))

    best = min(candidates, key=distance, default=None)
    return best.comparison_id if best else ""
