"""The comparisons table: pairs found, ruled, judged, and each refusal given an offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from etl.comparisons.bases import find_bases
from etl.comparisons.judgements import base_size
from etl.comparisons.pairs import Index, Pair, find_pairs, year_basis
from etl.comparisons.records import Comparison, RuledPair, hashed
from etl.comparisons.rows import Context, rows_of
from etl.comparisons.stated import CHANGE_KINDS, derive_earlier, stated_agreement, stated_changes
from etl.comparisons.statements import (
    Records,
    Statement,
    first_statements,
    frame_of,
    report_order,
    statements_of,
    years_later_key,
)
from etl.comparisons.verdicts import YEAR_BASES, Definition, definitions_of, rule_on
from etl.comparisons.vintages import revisions


def directions_of(metrics: Records) -> Mapping[str, str]:
    """Whether higher or lower is better, or none, by metric: from the metrics table or records like it."""
    frame = frame_of(metrics)
    return dict(zip(frame["metric"].astype(str), frame["direction"].astype(str), strict=True))


def compare_figures(
    figures: Records,
    directions: Mapping[str, str],
    *,
    definitions: Records | None = None,
    reports: Records | None = None,
) -> tuple[Comparison, ...]:
    """All comparisons of the figures, in the order of metric, group, scope and period.

    Args:
        figures: the figures table, or records with its columns.
        directions: higher, lower or none by metric (`directions_of` the metrics table); a metric that is missing is not judged.
        definitions: the definitions table, for the sentences on changed definitions.
        reports: the reports table, for the order of reports and for revisions.

    Raises:
        ValueError: figures lack a column.
    """
    order = report_order(reports)
    statements = first_statements(statements_of(figures))
    return compare_statements(
        statements,
        directions,
        definitions=definitions_of(definitions),
        order=order,
        revised=revisions(statements, order),
    )


def compare_statements(
    statements: Sequence[Statement],
    directions: Mapping[str, str],
    *,
    definitions: Mapping[str, Definition],
    order: Mapping[str, date],
    revised: Mapping[str, Statement],
) -> tuple[Comparison, ...]:
    """All comparisons of first statements, as `compare_figures` makes them.

    Args:
        statements: first statements.
        directions: higher, lower or none by metric.
        definitions: the definitions by code.
        order: the date of each report, where it is known.
        revised: the revision of each figure that has one (`revisions`), by figure_id.
    """
    changes = stated_changes(statements)
    index = Index((one for one in statements if one.kind not in CHANGE_KINDS), order)
    context = Context(
        directions=directions,
        definitions=definitions,
        changes=changes,
        bases=find_bases(statements),
        revised=revised,
        rivals=_rivals(index),
    )
    ruled = {one.comparison_id: one for one in _ruled_pairs(index, context)}
    return rows_of(tuple(ruled.values()), context)


def compare_two(
    earlier: Statement,
    later: Statement,
    basis: str,
    *,
    direction: str = "none",
    definitions: Mapping[str, Definition] | None = None,
) -> Comparison:
    """The comparison of any two figures that a reader chooses.

    Raises:
        ValueError: they do not measure the same thing, or the kinds do not belong to the basis.
    """
    context = Context(
        directions={later.metric: direction},
        definitions=definitions or {},
        changes={},
        bases={},
        revised={},
        rivals={},
    )
    return rows_of((_ruled(Pair(basis=basis, earlier=earlier, later=later), context),), context)[0]


def _ruled_pairs(index: Index, context: Context) -> Iterator[RuledPair]:
    for pair in find_pairs(index):
        yield _ruled(pair, context)
    yield from _derived_pairs(index, context)


def _ruled(pair: Pair, context: Context, derived_from: Sequence[Statement] = ()) -> RuledPair:
    earlier, later = pair.earlier, pair.later
    stated: Sequence[Statement] = ()
    period = later.period_key
    if pair.basis in YEAR_BASES and earlier.report_id == later.report_id and period is not None:
        stated = context.changes.get((later.report_id, later.key, period), ())
    # What a value was derived from cannot also confirm it.
    independent = [one for one in stated if one not in derived_from]
    denominators = [
        context.bases[one.figure_id].whole for one in (earlier, later) if one.figure_id in context.bases
    ]
    return RuledPair(
        comparison_id=hashed(
            pair.basis, earlier.figure_id or "+".join(one.figure_id for one in derived_from), later.figure_id
        ),
        basis=pair.basis,
        earlier=earlier,
        later=later,
        ruling=rule_on(earlier, later, pair.basis, context.definitions),
        base_size=base_size(earlier, *denominators),
        stated_change_ids=tuple(one.figure_id for one in stated),
        stated_change_agrees=stated_agreement(independent, earlier, later),
        derived_from=tuple(one.figure_id for one in derived_from),
    )


def _derived_pairs(index: Index, context: Context) -> Iterator[RuledPair]:
    """Pairs whose earlier value only the stated change gives."""
    for (report_id, key, period), changes in context.changes.items():
        if index.cell_exists(key, "actual", years_later_key(period, -1)):
            continue
        for variants in index.cells.get((key, "actual"), {}).get(period, {}).values():
            later = next((one for one in variants if one.report_id == report_id), None)
            if later is None:
                continue
            pair = _derived(later, changes, context)
            if pair is not None:
                yield pair


def _derived(later: Statement, changes: Sequence[Statement], context: Context) -> RuledPair | None:
    """The pair with the earlier value that one of the stated changes gives, unless another of them contradicts it."""
    for change in changes:
        earlier = derive_earlier(later, change) if change.definition == later.definition else None
        if earlier is None:
            continue
        pair = _ruled(Pair(basis=year_basis(later), earlier=earlier, later=later), context, (change,))
        return None if pair.stated_change_agrees == "does_not_fit" else pair
    return None


def _rivals(index: Index) -> Mapping[str, Statement]:
    """For the first statement of a figure in a report, another that gives another value for the same."""
    found: dict[str, Statement] = {}
    for periods in index.cells.values():
        for variants in periods.values():
            for cell in variants.values():
                if len(cell) == 1:
                    continue
                firsts: dict[str, Statement] = {}
                for one in cell:
                    first = firsts.setdefault(one.report_id, one)
                    if one.value != first.value:
                        found.setdefault(first.figure_id, one)
    return found
