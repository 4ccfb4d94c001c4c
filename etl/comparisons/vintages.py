"""What was known when: the same figure stated again in a later report, with another value or the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from etl.comparisons.statements import Key, PeriodKey, Records, Statement, report_order


def known_on(figures: pd.DataFrame, reports: Records, day: date) -> pd.DataFrame:
    """The figures that had been reported on a day: those of reports dated that day or before.

    Figures of a report without a date are left out, for nothing says that they were known.

    >>> reports = [
    ...     {"report_id": "a", "date": date(2007, 3, 8)},
    ...     {"report_id": "b", "date": date(2008, 1, 31)},
    ... ]
    >>> known_on(pd.DataFrame({"report_id": ["a", "b"]}), reports, date(2007, 12, 31))["report_id"].tolist()
    ['a']
    """
    known = [report for report, dated in report_order(reports).items() if dated <= day]
    return figures[figures["report_id"].isin(known)]


def revisions(statements: Iterable[Statement], order: Mapping[str, date]) -> Mapping[str, Statement]:
    """The revision of each figure that a later report states with another value, by figure_id of the revised figure.

    A revision is the last statement of the same metric, group, scope, kind, definition and period; the earlier ones stay.
    A forecast made again is a new forecast and no revision; a target set again is one.

    Args:
        statements: first statements only.
        order: the date of each report; reports without a date revise nothing.
    """
    vintages: defaultdict[tuple[Key, str, PeriodKey, str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        if (
            one.kind in ("actual", "target")
            and one.report_id in order
            and (period := one.period_key) is not None
        ):
            vintages[(one.key, one.kind, period, one.definition, one.unit)].append(one)
    revised: dict[str, Statement] = {}
    for several in vintages.values():
        if len({one.value for one in several}) == 1:
            continue
        newest_day = max(order[one.report_id] for one in several)
        newest = min(
            (one for one in several if order[one.report_id] == newest_day),
            key=lambda one: (one.report_id, one.start),
        )
        for one in several:
            if order[one.report_id] < newest_day and not _same_rounded(one, newest):
                revised[one.figure_id] = newest
    return revised


def _same_rounded(first: Statement, second: Statement) -> bool:
    """Whether two statements can be roundings of one number: 52% and 52.3%."""
    return first.allows().shares_more_than_an_end(second.allows())
