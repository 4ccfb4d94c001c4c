"""Checks: what the reports state and can be worked out again. Pure functions over the figures table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from etl.checks.changes import check_changes
from etl.checks.contradictions import check_contradictions
from etl.checks.pace import check_paces
from etl.checks.parts import check_parts
from etl.checks.rates import check_rates
from etl.checks.records import Check
from etl.checks.sentences import sentences_of
from etl.checks.shares import check_implied_bases, check_shares
from etl.comparisons.statements import Records, Statement, first_statements, report_order, statements_of

__all__ = ["Check", "check_figures", "check_statements", "check_within_reports"]


def check_figures(figures: Records, *, reports: Records | None = None) -> tuple[Check, ...]:
    """All checks of the figures, in the order of report, paragraph and kind.

    Args:
        figures: the figures table, or records with its columns.
        reports: the reports table, for the order of reports.

    Raises:
        ValueError: figures lack a column.
    """
    return check_statements(statements_of(figures), report_order(reports))


def check_statements(everything: Sequence[Statement], order: Mapping[str, date]) -> tuple[Check, ...]:
    """All checks of some figures, as `check_figures` makes them.

    Args:
        everything: all statements of the figures, those that say the same again too.
        order: the date of each report, where it is known.
    """
    contradictions = check_contradictions(first_statements(everything), order)
    return _in_order([*_within_reports(everything), *contradictions], everything)


def check_within_reports(everything: Sequence[Statement]) -> tuple[Check, ...]:
    """The checks of some whole reports but their contradictions, which are sought between reports too."""
    return _in_order(_within_reports(everything), everything)


def _within_reports(everything: Sequence[Statement]) -> Iterator[Check]:
    statements = first_statements(everything)
    sentences = tuple(sentences_of(everything))
    yield from check_rates(statements, sentences)
    yield from check_changes(statements)
    yield from check_parts(sentences)
    yield from check_shares(statements)
    yield from check_implied_bases(statements)
    yield from check_paces(statements)


def _in_order(found: Iterable[Check], everything: Sequence[Statement]) -> tuple[Check, ...]:
    """Each check once, in the order of report, place and kind."""
    places = {one.figure_id: one.start for one in everything}
    unique = {one.check_id: one for one in found}
    return tuple(
        sorted(
            unique.values(),
            key=lambda one: (one.report_id, places.get(one.stated_id, 0), one.kind, one.check_id),
        )
    )
