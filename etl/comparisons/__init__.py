"""Comparisons: like for like, or a reason why not. Pure functions over the figures table.

`compare_figures` makes the comparisons table; `compare_two` rules on any pair that a reader chooses; `known_on` filters by
what had been reported on a day.
"""

from __future__ import annotations

from etl.comparisons.compare import compare_figures, compare_statements, compare_two, directions_of
from etl.comparisons.judgements import TARGET_RULE
from etl.comparisons.records import Comparison
from etl.comparisons.statements import Statement, statements_of, statements_of_table
from etl.comparisons.verdicts import definitions_of
from etl.comparisons.vintages import known_on

__all__ = [
    "TARGET_RULE",
    "Comparison",
    "Statement",
    "compare_figures",
    "compare_statements",
    "compare_two",
    "definitions_of",
    "directions_of",
    "known_on",
    "statements_of",
    "statements_of_table",
]
