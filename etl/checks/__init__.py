"""Checks: what the reports state and can be worked out again. Pure functions over the figures table."""

from __future__ import annotations

from etl.checks.changes import check_changes
from etl.checks.contradictions import check_contradictions
from etl.checks.pace import check_paces
from etl.checks.parts import check_parts
from etl.checks.rates import check_rates
from etl.checks.records import Check
from etl.checks.sentences import sentences_of
from etl.checks.shares import check_implied_bases, check_shares
from etl.comparisons.statements import Records, first_statements, report_order, statements_of

__all__ = ["Check", "check_figures"]


def check_figures(figures: Records, *, reports: Records | None = None) -> tuple[Check, ...]:
    """All checks of the figures, in the order of report, paragraph and kind.

    Args:
        figures: the figures table, or records with its columns.
        reports: the reports table, for the order of reports.

    Raises:
        ValueError: figures lack a column.
    """
    everything = statements_of(figures)
    statements = first_statements(everything)
    sentences = tuple(sentences_of(everything))
    found = (
        *check_rates(statements, sentences),
        *check_changes(statements),
        *check_parts(sentences),
        *check_shares(statements),
        *check_implied_bases(statements),
        *check_paces(statements),
        *check_contradictions(statements, report_order(reports)),
    )
    places = {one.figure_id: one.start for one in everything}
    unique = {one.check_id: one for one in found}
    return tuple(
        sorted(
            unique.values(),
            key=lambda one: (one.report_id, places.get(one.stated_id, 0), one.kind, one.check_id),
        )
    )
