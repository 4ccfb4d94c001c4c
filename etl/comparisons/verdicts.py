"""Like for like, with caution, or not comparable and why: the ruling on one pair of figures.

The rules are those of the data contract, section 6, in one place; they are symmetric, so a pair and its reverse get the same
ruling (a base of zero aside).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from etl.calendar import performance_year_of
from etl.comparisons.statements import Records, Statement, days_of, frame_of, years_later
from etl.comparisons.wording import apart_words, as_printed, day_words, period_words
from etl.schema import REASONS

CUT_OFF_DAYS = 92
# A strength does not grow with the days as a sum does, but it does drift: a month is what the checks take for one date.
STRENGTH_DAYS = 31
YEAR_BASES = ("same_period_last_year", "year_on_year")
_QUALIFIER_WORDS = {"approx": "around", "over": "more than", "under": "less than"}
Refusal = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """One version of a metric's definition, as the definitions table has it."""

    code: str
    label: str
    valid_from: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """The verdict on a pair, the reason code of a refusal (else empty) and what a reader must know, in sentences."""

    verdict: str
    reason: str
    notes: tuple[str, ...]


def definitions_of(definitions: Records | None) -> Mapping[str, Definition]:
    """The versions of definitions by code, from the definitions table; None knows none."""
    if definitions is None:
        return {}
    frame = frame_of(definitions)
    if frame.empty:
        return {}
    starts = days_of(frame["valid_from"])
    starts = starts.astype(object).where(starts.notna(), None)
    return {
        str(code): Definition(code=str(code), label=str(label), valid_from=start)
        for code, label, start in zip(frame["definition"], frame["label"], starts, strict=True)
    }


def rule_on(
    earlier: Statement, later: Statement, basis: str, definitions: Mapping[str, Definition] | None = None
) -> Ruling:
    """The ruling on one pair.

    Args:
        earlier: the earlier figure; the target or forecast for those bases.
        later: the later figure.
        basis: a code of the comparisons table.
        definitions: versions by code, for the sentence.

    Raises:
        ValueError: the two do not measure the same thing, or the kinds do not belong to the basis.
    """
    _require(earlier, later, basis)
    refusals, cautions = _periods(earlier, later, basis)
    refusals = [*_codes(earlier, later, basis, definitions or {}), *refusals]
    if not refusals and earlier.value == 0 and not earlier.is_rate:
        refusals.append(
            ("base_zero", "The earlier value is zero: a change in per cent of nothing has no meaning.")
        )
    if refusals:
        refusals.sort(key=lambda one: REASONS.index(one[0]))
        return Ruling(
            verdict="not_comparable", reason=refusals[0][0], notes=tuple(words for _, words in refusals)
        )
    cautions = [*cautions, *_qualifiers(earlier, later), *_inferred(earlier, later)]
    notes = tuple(cautions)
    return Ruling(verdict="with_caution" if notes else "like_for_like", reason="", notes=notes)


def _require(earlier: Statement, later: Statement, basis: str) -> None:
    place = f"{later.report_id}, paragraph {later.paragraph}, {later.printed!r}"
    if earlier.metric != later.metric or earlier.statistic != later.statistic:
        raise ValueError(
            f"{place}: two figures of different metrics are no pair; choose two of the same metric"
        )
    wanted = {"versus_target": "target", "versus_forecast": "forecast"}.get(basis)
    if wanted is not None and earlier.kind != wanted:
        raise ValueError(f"{place}: the basis {basis} needs a {wanted} and has {earlier.kind}")
    if wanted is None and basis not in YEAR_BASES:
        raise ValueError(f"{place}: unknown basis {basis!r}")


def _codes(
    earlier: Statement, later: Statement, basis: str, definitions: Mapping[str, Definition]
) -> Iterable[Refusal]:
    """Refusals that lie in what is measured."""
    if earlier.definition != later.definition:
        yield "definition_changed", _definition_words(earlier, later, definitions)
    if earlier.unit != later.unit:
        yield "unit_differs", "The two figures are in different units."
    if earlier.scope != later.scope:
        words = "The two figures are of different parts of the service: {} is of {}, {} of {}."
        yield (
            "scope_differs",
            words.format(as_printed(earlier), _named(earlier.scope), as_printed(later), _named(later.scope)),
        )
    if earlier.group != later.group or earlier.subject != later.subject:
        yield (
            "group_differs",
            f"The two figures are of different groups: {_named(earlier.label or earlier.group)} and "
            f"{_named(later.label or later.group)}.",
        )
    if basis in YEAR_BASES and not earlier.kind == later.kind == "actual":
        which = later if later.kind != "actual" else earlier
        yield "not_both_actual", f"{_start(as_printed(which))} is a {which.kind}, not an outcome."
    if not (earlier.has_period and later.has_period):
        which = later if not later.has_period else earlier
        yield "period_unstated", f"No period is stated for the {_kind_words(which)} of {as_printed(which)}."


def _definition_words(earlier: Statement, later: Statement, definitions: Mapping[str, Definition]) -> str:
    if not (earlier.definition and later.definition):
        which = earlier if not earlier.definition else later
        return f"The definition behind {as_printed(which)} is not known, and the metric has more than one."
    first, second = definitions.get(earlier.definition), definitions.get(later.definition)
    if first is None or second is None:
        return f"The definition differs: {earlier.definition} and {later.definition}."
    newest = max((one.valid_from for one in (first, second) if one.valid_from), default=None)
    when = f"The definition changed on {day_words(newest)}" if newest else "The definition differs"
    said = (as_printed(earlier), first.label, as_printed(later), second.label)
    if earlier.kind == "target":
        return "{}: the target of {} was set for “{}”, {} counts “{}”.".format(when, *said)
    return "{}: {} is under “{}”, {} under “{}”.".format(when, *said)


def _periods(earlier: Statement, later: Statement, basis: str) -> tuple[list[Refusal], list[str]]:
    """Refusals and cautions that lie in the periods."""
    if not (earlier.has_period and later.has_period):
        return [], []
    if basis in YEAR_BASES:
        return _years(earlier, later)
    return _within(earlier, later)


def _years(earlier: Statement, later: Statement) -> tuple[list[Refusal], list[str]]:
    """Two periods that should be some years apart to the day."""
    start_1, end_1, start_2, end_2 = _days(earlier, later)
    years = end_2.year - end_1.year
    if earlier.is_stock != later.is_stock:
        return [("period_differs", "One figure is of a single date, the other of a period.")], []
    if years != 0 and start_2 == years_later(start_1, years) and end_2 == years_later(end_1, years):
        return [], [] if abs(years) == 1 else [f"The periods are {abs(years)} years apart."]
    if earlier.is_stock:
        return _near(earlier, later, _off_a_year(end_1, end_2), "dates are {} from a year apart")
    if earlier.period_type == later.period_type == "fytd" and abs(start_2.year - start_1.year) == 1:
        return _near(
            earlier, later, _off_a_year(end_1, end_2), "years to date end {} apart, counted within the year"
        )
    return [("period_differs", f"The periods differ: {period_words(earlier)} and {period_words(later)}.")], []


def _near(earlier: Statement, later: Statement, days: int, words: str) -> tuple[list[Refusal], list[str]]:
    """Cut-offs that are near each other: a rate may be compared with caution, a strength within a month, a sum never."""
    said = (
        f"The {words.format(apart_words(days))} "
        f"({day_words(earlier.period_end or date.min)} and {day_words(later.period_end or date.min)})."
    )
    allowed = CUT_OFF_DAYS
    if earlier.grows_with_days or later.grows_with_days:
        allowed = -1
    elif later.is_stock and not later.is_rate:
        allowed = STRENGTH_DAYS
    return ([], [said]) if days <= allowed else ([("cut_off_differs", said)], [])


def _within(reference: Statement, later: Statement) -> tuple[list[Refusal], list[str]]:
    """A figure and the target or forecast for its period, or for the year that holds it."""
    start_1, end_1, start_2, end_2 = _days(reference, later)
    if reference.is_stock == later.is_stock and (start_1, end_1) == (start_2, end_2):
        return [], []
    name = _kind_words(reference)
    if reference.is_stock and later.is_stock:
        said = f"The {name} is for {day_words(end_1)}, the figure as at {day_words(end_2)}."
        ahead = end_2 < end_1 and performance_year_of(end_2) == performance_year_of(end_1)
        return ([], [said]) if later.is_rate and ahead else ([("cut_off_differs", said)], [])
    inside = start_1 <= start_2 and end_2 <= end_1 and not reference.is_stock
    level = later.is_rate or not (later.grows_with_days or later.is_stock)
    if inside and level and (later.is_stock or start_1 == start_2):
        so_far = f"as at {day_words(end_2)}" if later.is_stock else f"for {period_words(later)}"
        return [], [f"The {name} is for the whole of {period_words(reference)}, the figure {so_far}."]
    said = f"The {name} is for {period_words(reference)}, the figure for {period_words(later)}."
    if inside and later.grows_with_days:
        said += " A sum so far is not the sum of a year: the checks say what the pace so far gives."
    return [("period_differs", said)], []


def _off_a_year(first: date, second: date) -> int:
    """How many days two dates are from being a year apart."""
    return abs((max(first, second) - years_later(min(first, second), 1)).days)


def _days(earlier: Statement, later: Statement) -> tuple[date, date, date, date]:
    """First and last day of both, 29 February read as the 28th. Both periods are known here."""
    ends = (earlier.period_start, earlier.period_end, later.period_start, later.period_end)
    first, second, third, fourth = (years_later(one, 0) for one in ends if one is not None)
    return first, second, third, fourth


def _qualifiers(earlier: Statement, later: Statement) -> Iterable[str]:
    for one in (earlier, later):
        if one.qualifier != "exact":
            yield f"The {_kind_words(one)} is given as {_QUALIFIER_WORDS[one.qualifier]} {as_printed(one, qualified=False)}."


def _inferred(earlier: Statement, later: Statement) -> Iterable[str]:
    for one in (earlier, later):
        if one.definition_from == "inferred":
            yield (
                f"The report does not say that {as_printed(one)} was recalculated under the definition of the figure "
                "beside it; that is inferred."
            )


def _kind_words(statement: Statement) -> str:
    return {"target": "target", "forecast": "forecast"}.get(statement.kind, "figure")


def _named(code: str) -> str:
    return {"mps": "the whole service", "": "no group"}.get(code, code.replace("_", " "))


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
