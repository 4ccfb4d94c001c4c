"""Which figures a reader would set side by side: found through indexes, so the number of pairs grows with the figures.

For each figure: the same period a year before; else the year to date or date nearest to it; the whole year before beside a
year to date; the target and the forecast in force. Only where none of these is there: what the same paragraph sets beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from etl.calendar import performance_year_of
from etl.comparisons.statements import (
    Key,
    PeriodKey,
    Statement,
    performance_year_key,
    years_later,
    years_later_key,
)

Variant = tuple[str, str]
Cell = list[Statement]
ReportOrder = Mapping[str, date]
Sentence = tuple[str, str, str, str, str, str, PeriodKey]
Dated = tuple[date, int, PeriodKey]  # a date, its place in the order of reports and text, its period
WHOLE_YEAR_DAYS = 364
LONGEST_YEAR_DAYS = 366
_NEAR_DATE_DAYS = 183
_LOOK_AT = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two figures and the basis on which they are set side by side."""

    basis: str
    earlier: Statement
    later: Statement


class Index:
    """Statements by what they measure, kind and period; those of one place are in order of report and text."""

    def __init__(self, statements: Iterable[Statement], order: ReportOrder) -> None:
        self._order = order
        self.cells: defaultdict[tuple[Key, str], dict[PeriodKey, dict[Variant, Cell]]] = defaultdict(dict)
        self.unstated: defaultdict[tuple[str, Key, str], list[Statement]] = defaultdict(list)
        self.undated_beside: dict[tuple[str, str, Key], Statement] = {}
        self.said_before: defaultdict[tuple[str, str, Key], list[Statement]] = defaultdict(list)
        self.sentences: defaultdict[Sentence, list[Statement]] = defaultdict(list)
        self.targets: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        self.years_to_date: defaultdict[tuple[Key, str, int], list[PeriodKey]] = defaultdict(list)
        self._dates: defaultdict[tuple[Key, str], list[Dated]] = defaultdict(list)
        for one in sorted(statements, key=self.rank):
            period = one.period_key
            if one.kind == "target":
                self.targets[(one.report_id, one.paragraph, one.metric)].append(one)
            if period is None:
                self.unstated[(one.report_id, one.key, one.kind)].append(one)
                if one.kind == "actual":
                    self.undated_beside.setdefault((one.report_id, one.paragraph, one.key), one)
                continue
            if one.kind == "actual":
                self.said_before[(one.report_id, one.paragraph, one.key)].append(one)
                self.sentences[_sentence(one, period)].append(one)
            variants = self.cells[(one.key, one.kind)].setdefault(period, {})
            if not variants:
                self._note_period(one, period)
            variants.setdefault((one.definition, one.unit), []).append(one)
        for said in self.said_before.values():
            said.sort(key=attrgetter("last_day"))
        for dates in self._dates.values():
            dates.sort()

    def _note_period(self, one: Statement, period: PeriodKey) -> None:
        place = (one.key, one.kind)
        if period[0]:
            self._dates[place].append((period[2], len(self._dates[place]), period))
        elif one.period_type == "fytd":
            self.years_to_date[(*place, performance_year_of(period[1]))].append(period)

    def rank(self, one: Statement) -> tuple[date, str, int]:
        """Order of statements: date of the report, report, place in the text."""
        return (self._order.get(one.report_id, date.min), one.report_id, one.start)

    def cell(self, key: Key, kind: str, period: PeriodKey, like: Statement) -> Cell:
        """The statements for a period, under the definition and unit of a figure if there are any, else under another."""
        variants = self.cells.get((key, kind), {}).get(period)
        if not variants:
            return []
        return variants.get((like.definition, like.unit)) or next(iter(variants.values()))

    def nearest_date(self, key: Key, kind: str, wanted: date) -> PeriodKey | None:
        """The date nearest to a day, up to half a year from it; of two that are as near, that of the year or report before."""
        dates = self._dates.get((key, kind), [])
        after = bisect_left(dates, (wanted,))
        before = bisect_left(dates, (dates[after - 1][0],)) if after else 0
        near = [
            (days, end.year, place, period)
            for end, place, period in {*dates[before : before + 1], *dates[after : after + 1]}
            if (days := abs((end - wanted).days)) <= _NEAR_DATE_DAYS
        ]
        return min(near)[-1] if near else None

    def cell_exists(self, key: Key, kind: str, period: PeriodKey) -> bool:
        """Whether any report states a figure for the period."""
        return period in self.cells.get((key, kind), {})


def year_basis(later: Statement) -> str:
    """The basis of a pair of the same days in two years: whole years, or the same part of them."""
    whole = not later.is_stock and later.days >= WHOLE_YEAR_DAYS
    return "year_on_year" if whole else "same_period_last_year"


def find_pairs(index: Index) -> Iterator[Pair]:
    """All pairs worth a row, comparable or not, each once."""
    for (key, kind), periods in list(index.cells.items()):
        if kind not in ("actual", "forecast"):
            continue
        for period, variants in periods.items():
            for cell in variants.values():
                if kind == "actual":
                    yield from _year_pairs(index, key, period, cell)
                    yield from _reference_pairs(index, key, period, cell)
                else:
                    yield from _forecast_pairs(index, key, period, cell)


def _year_pairs(index: Index, key: Key, period: PeriodKey, later: Cell) -> Iterator[Pair]:
    """A figure and the one of the year before."""
    one = later[0]
    found = False
    if one.days <= LONGEST_YEAR_DAYS:
        earlier = index.cell(key, "actual", years_later_key(period, -1), one)
        if earlier:
            for pair in _matched(year_basis(one), earlier, later):
                found = True
                yield pair
        else:
            for pair in _nearest(index, key, period, later):
                found = True
                yield pair
        if one.period_type == "fytd":
            before = index.cell(key, "actual", performance_year_key(performance_year_of(period[1]) - 1), one)
            for pair in _matched("year_on_year", before, later):
                found = True
                yield pair
    if not found:
        yield from _beside(index, one)


def _nearest(index: Index, key: Key, period: PeriodKey, later: Cell) -> Iterator[Pair]:
    """The year to date, or the date, that is nearest to a year before."""
    wanted = years_later(period[2], -1)
    best = None
    if later[0].period_type == "fytd":
        near = index.years_to_date.get((key, "actual", performance_year_of(period[1]) - 1), ())
        best = min(near, key=lambda one: abs((one[2] - wanted).days), default=None)
    elif later[0].is_stock:
        best = index.nearest_date(key, "actual", wanted)
    if best is not None:
        yield from _matched("year_on_year", index.cell(key, "actual", best, later[0]), later)


def _reference_pairs(index: Index, key: Key, period: PeriodKey, later: Cell) -> Iterator[Pair]:
    """A figure and the target and the forecast in force for its period."""
    for kind, basis in (("target", "versus_target"), ("forecast", "versus_forecast")):
        found = False
        for reference in _references(index, key, kind, period, later[0]):
            # A sum so far against the sum of a year is worth a refusal only where one report prints both.
            elsewhere = not later[0].grows_with_days or reference[0].period_key == period
            for pair in _matched(basis, reference, later, elsewhere=elsewhere):
                found = True
                yield pair
            if found:
                break
        if found:
            continue
        one = later[0]
        undated = index.unstated.get((one.report_id, one.key, kind), ())
        if undated:
            found = True
            yield Pair(basis=basis, earlier=undated[0], later=one)
        if kind == "target":
            yield from _targets_beside(index, one, own=found)


def _references(index: Index, key: Key, kind: str, period: PeriodKey, like: Statement) -> Iterator[Cell]:
    """Targets or forecasts for the period, then for the performance year, the calendar year or the year end around it."""
    year = performance_year_of(period[1])
    around = [
        period,
        performance_year_key(year),
        (False, date(period[1].year, 1, 1), date(period[1].year, 12, 31)),
    ]
    if period[0]:
        around.append((True, date(year + 1, 3, 31), date(year + 1, 3, 31)))
    for one in dict.fromkeys(around):
        covers = one[1] <= period[1] and period[2] <= one[2]
        if covers or one[0]:
            cell = index.cell(key, kind, one, like)
            if cell:
                yield cell


def _targets_beside(index: Index, one: Statement, *, own: bool) -> Iterator[Pair]:
    """A target of the whole service in the paragraph of a part of it, or of another group in the same sentence."""
    for target in index.targets.get((one.report_id, one.paragraph, one.metric), ())[:_LOOK_AT]:
        if target.statistic != one.statistic or target.subject != one.subject:
            continue
        of_service = target.scope == "mps" != one.scope and target.group == one.group
        of_group = target.group != one.group and target.scope == one.scope and target.quote == one.quote != ""
        if of_service or (of_group and not own and not _has_own(index, target, one)):
            yield Pair(basis="versus_target", earlier=target, later=one)
            return


def _has_own(index: Index, target: Statement, one: Statement) -> bool:
    """Whether the group of a target has a figure of its own beside the one of another group."""
    period = one.period_key
    return any(
        other.period_key == period and other.quote == one.quote
        for other in index.said_before.get((target.report_id, target.paragraph, target.key), ())
    )


def _forecast_pairs(index: Index, key: Key, period: PeriodKey, later: Cell) -> Iterator[Pair]:
    """A forecast and the outcome of the year before, in one report: refused, for a forecast is no outcome."""
    earlier = index.cell(key, "actual", years_later_key(period, -1), later[0])
    pairs = list(_matched("year_on_year", earlier, later, elsewhere=False))
    # "19.4% this year, in contrast to 7% in 2001" invites the eye; a sum so far beside a sum forecast for the year does not.
    yield from pairs or (_beside(index, later[0]) if later[0].is_rate else ())


def _beside(index: Index, one: Statement) -> Iterator[Pair]:
    """The earlier figure that the same paragraph sets beside one that has no other to go with.

    The same measure of the latest earlier period, else one without a period, else a year before in the same sentence a figure
    of another part of the service or of another group.
    """
    period = one.period_key
    if period is None:
        return
    said = index.said_before.get((one.report_id, one.paragraph, one.key), ())
    before = bisect_left(said, period[1], key=attrgetter("last_day"))
    beside = index.undated_beside.get((one.report_id, one.paragraph, one.key))
    if before:
        beside = said[before - 1]
    elif beside is None:
        others = index.sentences.get(_sentence(one, years_later_key(period, -1)), ())[:_LOOK_AT]
        beside = next((other for other in others if _one_step_away(one, other)), None)
    if beside is not None:
        yield Pair(basis="year_on_year", earlier=beside, later=one)


def _one_step_away(one: Statement, other: Statement) -> bool:
    """Whether only the group differs, or only the part of the service and one of them is the whole."""
    if other.scope == one.scope:
        return other.group != one.group
    return other.group == one.group and "mps" in (other.scope, one.scope)


def _sentence(one: Statement, period: PeriodKey) -> Sentence:
    """Where to look for a figure of the same metric in the same sentence, for a period."""
    # Without its sentence a figure has no neighbours: it is looked for in a sentence of its own.
    return (
        one.report_id,
        one.paragraph,
        one.quote or one.figure_id,
        one.metric,
        one.statistic,
        one.subject,
        period,
    )


def _matched(basis: str, earlier: Cell, later: Cell, *, elsewhere: bool = True) -> Iterator[Pair]:
    """Statements of two periods, matched by report: in each report that states both, and the newest across reports.

    A pair across reports is left out where it only says again what one report says.
    """
    firsts: dict[str, Statement] = {}
    for one in earlier:
        firsts.setdefault(one.report_id, one)
    said: set[tuple[float, float]] = set()
    matched: set[str] = set()
    for one in later:
        partner = firsts.get(one.report_id)
        if partner is None or one.report_id in matched or not _may_pair(partner, one):
            continue
        matched.add(one.report_id)
        said.add((partner.value, one.value))
        yield Pair(basis=basis, earlier=partner, later=one)
    if not elsewhere or not earlier or not later:
        return
    newest_report = later[-1].report_id
    newest = next(one for one in later if one.report_id == newest_report)
    partner = firsts[earlier[-1].report_id]
    if newest_report in matched or (partner.value, newest.value) in said or not _may_pair(partner, newest):
        return
    yield Pair(basis=basis, earlier=partner, later=newest)


def _may_pair(earlier: Statement, later: Statement) -> bool:
    """Figures without a code of their own are paired only where one paragraph sets them side by side."""
    if not later.subject:
        return True
    return (earlier.report_id, earlier.paragraph) == (later.report_id, later.paragraph)
