"""Rows of the comparisons table: a ruled pair with its change, judgement, cautions and chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.comparisons.bases import Base
from etl.comparisons.chance import uncertainties
from etl.comparisons.judgements import TARGET_RULE, change_of, judgement, target_status, within_rounding
from etl.comparisons.offers import last_years, offers
from etl.comparisons.records import Comparison, RuledPair, Uncertainty, change_unit, finite
from etl.comparisons.stated import ChangePlace
from etl.comparisons.statements import Statement
from etl.comparisons.verdicts import Definition
from etl.comparisons.wording import as_printed, number_words

_SMALL_WORDS = {
    "small": "Small numbers: the earlier count or a base is under 50.",
    "too_small": "Very small numbers: no per cent is given (an earlier count under 10, or a base under 20).",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What is known beside the two figures of a pair."""

    directions: Mapping[str, str]
    definitions: Mapping[str, Definition]
    changes: Mapping[ChangePlace, Sequence[Statement]]
    bases: Mapping[str, Base]
    revised: Mapping[str, Statement]
    rivals: Mapping[str, Statement]


def rows_of(pairs: Sequence[RuledPair], context: Context) -> tuple[Comparison, ...]:
    """The rows of ruled pairs, in the order of metric, group, scope and period."""
    offered = offers(pairs)
    years_before = last_years(pairs)
    chances = uncertainties(pairs, context.bases)
    rows = [
        _row(
            one,
            context,
            chance=chances[one.comparison_id],
            offer=offered.get(one.comparison_id, ""),
            last_year=years_before.get(one.later.figure_id),
        )
        for one in pairs
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: Comparison) -> tuple[str, ...]:
    return (row.metric, row.group, row.scope, str(row.later_period_end or ""), row.basis, row.comparison_id)


def _row(
    pair: RuledPair, context: Context, *, chance: Uncertainty, offer: str, last_year: Statement | None
) -> Comparison:
    earlier, later = pair.earlier, pair.later
    direction = context.directions.get(later.metric, "none")
    absolute, relative = change_of(earlier.value, later.value, is_rate=later.is_rate)
    told = pair.comparable or pair.ruling.reason == "base_zero"
    status = ""
    if pair.basis == "versus_target" and pair.comparable:
        status = target_status(earlier, later, last_year, direction)
    cautions = _cautions(pair, context) if pair.comparable else ()
    verdict = pair.ruling.verdict if not cautions else "with_caution"
    remarks = _remarks(pair, context, status) if pair.comparable else ()
    return Comparison(
        comparison_id=pair.comparison_id,
        basis=pair.basis,
        metric=later.metric,
        group=later.group,
        scope=later.scope,
        label=later.label,
        unit=later.unit,
        earlier_id=earlier.figure_id,
        earlier_report_id=earlier.report_id,
        earlier_kind=earlier.kind,
        earlier_value=earlier.value,
        earlier_printed="" if pair.derived_from else earlier.printed,
        earlier_qualifier=earlier.qualifier,
        earlier_period_type=earlier.period_type,
        earlier_period_start=earlier.period_start,
        earlier_period_end=earlier.period_end,
        earlier_definition=earlier.definition,
        earlier_revised_by=_revision(earlier, context),
        later_id=later.figure_id,
        later_report_id=later.report_id,
        later_kind=later.kind,
        later_value=later.value,
        later_printed=later.printed,
        later_qualifier=later.qualifier,
        later_period_type=later.period_type,
        later_period_start=later.period_start,
        later_period_end=later.period_end,
        later_definition=later.definition,
        later_revised_by=_revision(later, context),
        change_abs=absolute if told else None,
        change_unit=change_unit(later),
        change_pct=finite(relative) if pair.comparable and pair.base_size != "too_small" else None,
        verdict=verdict,
        reason=pair.ruling.reason,
        note=" ".join((*pair.ruling.notes, *cautions, *remarks)),
        judgement=judgement(
            earlier, later, comparable=pair.comparable, direction=direction, clear=chance.clear
        ),
        target_status=status,
        stated_change_ids=" ".join(pair.stated_change_ids),
        stated_change_agrees=pair.stated_change_agrees,
        derived=bool(pair.derived_from),
        derived_from=" ".join(pair.derived_from),
        base_size=pair.base_size,
        offer=offer,
        uncertainty_method=chance.method,
        uncertainty_low=chance.low,
        uncertainty_high=chance.high,
        p_value=chance.p_value,
        clear=chance.clear,
        uncertainty_caption=chance.caption,
    )


def _revision(one: Statement, context: Context) -> str:
    revision = context.revised.get(one.figure_id)
    return revision.figure_id if revision else ""


def _cautions(pair: RuledPair, context: Context) -> tuple[str, ...]:
    """What makes a comparable pair one to be read with caution, beside its periods and definitions."""
    found = []
    if pair.base_size in _SMALL_WORDS:
        found.append(_SMALL_WORDS[pair.base_size])
    if pair.derived_from:
        unit = change_unit(pair.later)
        change = number_words(round(pair.later.value - pair.earlier.value, 6), unit, signed=True)
        found.append(
            f"{as_printed(pair.earlier)} is derived: {as_printed(pair.later)} less the stated change of {change}."
        )
    for one in (pair.earlier, pair.later):
        rival = context.rivals.get(one.figure_id)
        if rival is not None:
            found.append(f"The same report also states {as_printed(rival)} where this is {as_printed(one)}.")
    return tuple(found)


def _remarks(pair: RuledPair, context: Context, status: str) -> tuple[str, ...]:
    """What a reader should know that does not touch the verdict."""
    found = []
    for one in (pair.earlier, pair.later):
        if one.period_type == "fytd" and one.period_from == "report_date":
            found.append(f"No cut-off is stated for {as_printed(one)}: the date of its report is taken.")
        revision = context.revised.get(one.figure_id)
        if revision is not None:
            found.append(f"{as_printed(one)} was revised in a later report: {as_printed(revision)}.")
    if within_rounding(pair.earlier, pair.later):
        found.append("The difference is within the precision of the printed figures.")
    if status:
        found.append(TARGET_RULE)
    return tuple(found)
