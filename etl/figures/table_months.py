"""Months that the labels and heads of a table name alone: "April | May | June", under "Robbery in 2000/01".

In prose a month without a preposition or a year is no period; in a table it is one, and its year is the one that the
title, the line above or a head names. Where they name several, the month could be of each and is left open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from etl.calendar import Period, latest_month, month_of
from etl.period_records import Mention, mention
from etl.report_records import Block, Report, Span, Table
from etl.written_dates import MONTH_NUMBERS

_WORD = re.compile(r"[A-Z][A-Za-z]{2,8}\b")
_YEARS = ("financial_year", "fytd", "calendar_year")


def with_bare_months(report: Report, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a report and, in their order, the months that its tables name alone."""
    added: dict[int, Mention | None] = {}
    starts = [one.start for one in mentions]
    above = _block_above(report.blocks)
    for index, table in enumerate(report.tables):
        words = [word for span in _spans(report.text, table) for word in _months(report.text, span)]
        if not words or not table.rows:
            continue
        first = above.get(index, table.rows[0].start)
        before = mentions[bisect_left(starts, first) : bisect_left(starts, table.rows[0].start)]
        years = {one.period for one in before if one.period is not None and one.period.type in _YEARS}
        for start, end, number in words:
            at = bisect_left(starts, end) - 1
            read = mentions[at] if at >= 0 and mentions[at].end > start else None
            if read is not None and read.cue != "month_without_year":
                continue  # part of a period that is read: "April 2001"
            period = _month(number, next(iter(years), None), report.date) if len(years) < 2 else None
            source = "sentence" if years else "report_date"
            added[start] = mention(start, end, period, "month_of_table", source=source) if period else None
    if not added:
        return list(mentions)
    kept = [one for one in mentions if one.start not in added]
    return sorted([*kept, *filter(None, added.values())], key=lambda one: one.start)


def _block_above(blocks: Sequence[Block]) -> Mapping[int, int]:
    """Where the line above each table begins."""
    above: dict[int, int] = {}
    for place, block in enumerate(blocks):
        if block.table is not None and block.table not in above:
            above[block.table] = blocks[place - 1].start if place else block.start
    return above


def _spans(text: str, table: Table) -> Iterator[Span]:
    """Labels and heads; of a head line without separators the whole line."""
    for row in table.rows:
        yield row.label
    for head in table.heads:
        yield from head


def _months(text: str, span: Span) -> list[tuple[int, int, int]]:
    """The months of a span that names one and nothing else, or several: where each stands, and its number."""
    found = [
        (match.start(), match.end(), number)
        for match in _WORD.finditer(text, *span)
        if (number := MONTH_NUMBERS.get(match.group().lower())) is not None
    ]
    alone = len(found) == 1 and text[slice(*span)].strip(" .*\n") == text[found[0][0] : found[0][1]]
    return found if alone or len(found) > 1 else []


def _month(number: int, year: Period | None, day: date | None) -> Period | None:
    """The month in the year that is named, else the last of the name that had begun by the report's day."""
    if year is not None and year.start is not None:
        first = year.start
        return month_of(first.year + (number < first.month), number)
    return latest_month(number, day) if day is not None else None
