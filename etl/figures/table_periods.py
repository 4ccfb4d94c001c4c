"""Months and years that the labels and heads of a table name alone: "April | May | June", under "Robbery in 2000/01".

In prose a month without a preposition or a year is no period; in a table it is one, and its year is the one that the
title, the line above or a head names. Where they name several, the month could be of each and is left open. A year over a
column is of the months that the title names: "2000 2001" under "Autocrime, April and May".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from etl.calendar import UNSTATED, Period, calendar_year, latest_month, month_of, months_on, span
from etl.period_records import Mention, mention
from etl.report_records import Block, Report, Span, Table
from etl.written_dates import MONTH_NUMBERS

_WORD = re.compile(r"[A-Z][A-Za-z]{2,8}\b")
_BARE_YEAR = re.compile(r"(?<![\w/.,£-])(?:199|20[0-3])\d(?![\w/,%-]|\.\d)")
_YEARS = ("financial_year", "fytd", "calendar_year")
WHOLE = ("financial_year", "calendar_year")
PARTS = ("fytd", "month_range", "month", "quarter")
_YEAR_SAID = re.compile(r"(?:19|20)\d\d|[/'\u2019]\d\d|[A-Za-z]\s?\d\d\Z")


def with_bare_periods(report: Report, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a report and, in their order, the months and years that its tables name alone."""
    added: dict[int, Mention | None] = {}
    starts = [one.start for one in mentions]
    above = _block_above(report.blocks)
    for index, table in enumerate(report.tables):
        found = [year for head in table.heads for span in head for year in _years(report.text, span)]
        found += _title_months(report, table)
        for one in found:
            at = bisect_left(starts, one.end) - 1
            if at < 0 or mentions[at].end <= one.start:
                added[one.start] = one
        words = [word for span in _spans(report.text, table) for word in _months(report.text, span)]
        if not table.rows:
            continue
        first = above.get(index, table.rows[0].start)
        before = mentions[bisect_left(starts, first) : bisect_left(starts, table.rows[0].start)]
        years = {one.period for one in before if one.period is not None and one.period.type in _YEARS}
        within = mentions[bisect_left(starts, first) : bisect_left(starts, table.rows[-1].end)]
        added.update({one.start: one for one in _quarters(within, years)})
        if len(years) > 1 and years == _over_columns(table, before):
            years = set()  # the months of the rows are those of each column's year
        for start, end, number in words:
            at = bisect_left(starts, end) - 1
            read = mentions[at] if at >= 0 and mentions[at].end > start else None
            if read is not None and read.cue != "month_without_year":
                continue  # part of a period that is read: "April 2001"
            period = _month(number, next(iter(years), None), report.date) if len(years) < 2 else UNSTATED
            source = "sentence" if years else "report_date"
            added[start] = mention(start, end, period, "month_of_table", source=source) if period else None
    if not added:
        return list(mentions)
    kept = [one for one in mentions if one.start not in added]
    return sorted([*kept, *filter(None, added.values())], key=lambda one: one.start)


def _quarters(mentions: Sequence[Mention], years: set[Period]) -> Iterator[Mention]:
    """The quarters that are named without a year, in the one year that the title names."""
    year = next(iter(years)).start if len(years) == 1 else None
    for one in mentions:
        if year is not None and one.cue == "quarter_without_year" and one.period is not None:
            yield mention(one.start, one.end, one.period.in_year(year), "quarter_of_year")


def _over_columns(table: Table, mentions: Sequence[Mention]) -> set[Period]:
    """The years that stand in the heads of a table."""
    spans = [span for head in table.heads for span in head]
    return {
        one.period
        for one in mentions
        if one.period is not None and one.period.type in _YEARS and any(a <= one.start < b for a, b in spans)
    }


def _years(text: str, span: Span) -> Iterator[Mention]:
    """The years that stand alone in a head."""
    for match in _BARE_YEAR.finditer(text, *span):
        yield mention(*match.span(), calendar_year(int(match.group())), "year_of_table")


def _title_months(report: Report, table: Table) -> list[Mention]:
    """The months that a title names without a year, those that follow on each other as one period: 'April and May'."""
    if table.caption is None or report.date is None or _YEAR_SAID.search(report.text, *table.caption):
        return []
    named = [
        (match, number)
        for match in _WORD.finditer(report.text, *table.caption)
        if (number := MONTH_NUMBERS.get(match.group().lower())) is not None
    ]
    if not named or any(
        report.text[left.end() : right.start()].strip(" ,") not in _AND or after != before % 12 + 1
        for (left, before), (right, after) in pairwise(named)
    ):
        return []
    last = latest_month(named[-1][1], report.date)
    if last.start is None or last.end is None:
        return []
    first = date(*months_on(last.start.year, last.start.month, 1 - len(named)), 1)
    return [
        mention(
            named[0][0].start(),
            named[-1][0].end(),
            span(first, last.end),
            "month_of_table",
            source="report_date",
        )
    ]


_AND = ("", "and", "&", "/")


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


def part_named(found: Sequence[Mention]) -> Mention | None:
    """The one part of a year that a title names: 'Autocrime, April and May', 'JD rates, April to September 2002'."""
    parts = [one for one in found if one.period is not None and one.period.type in (*PARTS, "rolling_year")]
    return parts[0] if len(parts) == 1 else None


def of_part(
    text: str, years: Sequence[Period | None], part: Mention | None, report: Period | None, day: date | None
) -> list[Period | None]:
    """The periods of columns whose heads name years: of the months that the title names, in those years.

    Where the title says of which year they are, an earlier financial year may be a whole one. A calendar year that has not
    ended is of the months that the report is about, and else open.
    """
    months = part.period if part is not None else None
    if part is not None and months is not None and months.start is not None:
        held = any(months == months.in_year(year.start) for year in years if year and year.start)
        if part.cue == "fytd" and not held:
            months = None  # "year to date" over years that have ended
    bare = [year for year in years if year is not None and year.type == "calendar_year"]
    open_year = any(year.end is not None and day is not None and year.end >= day for year in bare)
    if months is None and open_year and len(set(bare)) == 2 and report is not None and report.type in PARTS:
        months = report  # two years, of which one has not ended, are compared over the same months
    dated = part is not None and _YEAR_SAID.search(text[part.start : part.end]) is not None
    return [_in_months(year, months, dated, report, day) for year in years]


def _in_months(
    year: Period | None, months: Period | None, dated: bool, report: Period | None, day: date | None
) -> Period | None:
    """One of these periods: what is no year stays as it is."""
    if year is None or year.type not in WHOLE or year.start is None or year.end is None:
        return year
    if months is not None and months.type == "rolling_year" and months.end is not None:
        # "12 months to May" over 2010 and 2011: each ends in its year
        return months.shifted(year.start.year - months.end.year) if year.type == "calendar_year" else year
    if months is not None and months.start is not None:
        moved = months.in_year(year.start)
        return moved if year.type == "calendar_year" or not dated or moved == months else year
    if year.type == "calendar_year" and day is not None and year.end >= day:
        return report.in_year(year.start) if report is not None and report.type in PARTS else UNSTATED
    return year
