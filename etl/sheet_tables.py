"""Data sheets: under a period, one measure and its value after another, on one line or on a line each.

A sheet has one column, whose head is the period, so nothing but that head tells it from prose and lists: it is taken only
where the line above is a period and nothing else, and three measures at least follow, two of them with a word for what is
counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.layouts import Line
from etl.periods import Context, find_periods
from etl.report_records import Span, TableRow
from etl.table_cells import CELL, FIGURE_CELL, LEADS_ON, SHORT_CELL, PrintedTable, counts

LEAST_MEASURES = 3
LEAST_NAMED = 2  # of them with a word for what is counted
MOST_NOTES = 2  # lines in brackets between the title and the period: "(in numbers unless stated otherwise)"
_ANY_DAY = Context(report_date=None, cutoff=None)
_BEFORE_PERIOD = ("", "for", "for the", "in", "in the", "the", "period", "period:")
_REMARK = re.compile(r"(?<=\S)\s\([^()\n]{1,40}\)\Z")


def read_sheet(text: str, lines: Sequence[Line], index: int, free: int) -> PrintedTable | None:
    """The sheet whose period stands at a line, or None; its title is sought from the line `free` on.

    >>> from etl.layouts import read_lines
    >>> page = "Knife crime\\n12 months to May 2009\\nIncidents 310\\nCrimes 295\\nSanction detections 41"
    >>> sheet = read_sheet(page, read_lines(page), 1, 0)
    >>> [page[slice(*row.label)] for row in sheet.rows], page[slice(*sheet.caption)]
    (['Incidents', 'Crimes', 'Sanction detections'], 'Knife crime')
    """
    head = lines[index]
    if index + LEAST_MEASURES >= len(lines) or not _is_period(text, head):
        return None
    spaced = lines[index + 1].blank_before
    rows: list[TableRow] = []
    at = index + 1
    while at < len(lines) and lines[at].blank_before == spaced:
        row, taken = _measure(text, lines, at)
        if row is None and _is_empty(text, lines, at):
            taken = 1  # "% of DV crimes", without a value
        elif row is None:
            break
        else:
            rows.append(row)
        at += taken
    filled = [row for row in rows if FIGURE_CELL.fullmatch(text, *row.cells[0])]
    named = sum(counts(text[slice(*row.label)]) for row in filled)
    if len(filled) < LEAST_MEASURES or named < LEAST_NAMED:
        return None
    return PrintedTable(
        first=index,
        last=at,
        heads=(((head.start, head.end),),),
        head_lines=((index, index),),
        rules=(),
        caption=_title(text, lines, index, free),
        rows=tuple(rows),
    )


def _is_period(text: str, line: Line) -> bool:
    """Whether a line is a period and nothing else: '12 months to August 2009'."""
    if line.end - line.start > SHORT_CELL or not text[line.end - 1].isdigit() or line.stopped:
        return False
    named = find_periods(text, _ANY_DAY, line.start, line.end)
    whole = len(named) == 1 and named[0].end == line.end and named[0].period is not None
    return whole and text[line.start : named[0].start].strip().lower() in _BEFORE_PERIOD


def _measure(text: str, lines: Sequence[Line], at: int) -> tuple[TableRow | None, int]:
    """The measure that a line names, with the value on that line or on the next, and how many lines it takes up."""
    line = lines[at]
    if line.mark != "text" or line.end - line.start > 2 * SHORT_CELL:
        return None, 0
    remark = _REMARK.search(text, line.start, line.end)  # "12.7% (repeat victims)"
    end = remark.start() if remark else line.end
    words, _, last = text[line.start : end].rpartition(" ")
    if CELL.fullmatch(last) and _names(words.rstrip()):
        return _row((line.start, line.start + len(words.rstrip())), (end - len(last), end)), 1
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.blank_before != line.blank_before or below.end - below.start > SHORT_CELL:
        return None, 0
    # a value may look like a year: "Crimes", "1976"
    value = FIGURE_CELL.fullmatch(text, below.start, below.end) or CELL.fullmatch(
        text, below.start, below.end
    )
    if not value or not _names(text[line.start : line.end]):
        return None, 0
    return _row((line.start, line.end), (below.start, below.end)), 2


def _is_empty(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a measure whose value was left out; anything else would be the title of what is below."""
    empty = (
        lines[at].mark == "text"
        and text[lines[at].start] == "%"
        and _names(text[lines[at].start : lines[at].end])
    )
    return empty and at + 1 < len(lines) and _measure(text, lines, at + 1)[1] == 1


def _names(label: str) -> bool:
    """Whether some words can be the name of a measure: no sentence, and not one that the value goes on with."""
    if not any(letter.isalpha() for letter in label) or label[-1] in ".:;,?!":
        return False
    last = label.rsplit(None, 1)[-1]
    # behind another value it would be a row of two: "All 43% 51%"
    return len(label) <= SHORT_CELL and last.lower() not in LEADS_ON and not FIGURE_CELL.fullmatch(last)


def _row(label: Span, value: Span) -> TableRow:
    return TableRow(start=label[0], end=value[1], label=label, cells=(value,))


def _title(text: str, lines: Sequence[Line], index: int, free: int) -> Span | None:
    """The title above the head, over notes in brackets; None where a sentence or nothing stands there."""
    at = index - 1
    while (
        at >= free
        and index - at <= MOST_NOTES
        and text[lines[at].start] == "("
        and text[lines[at].end - 1] == ")"
    ):
        at -= 1
    if at < free:
        return None
    above = lines[at]
    if above.end - above.start > SHORT_CELL or text[above.end - 1] in ".:;," or above.mark == "bullet":
        return None
    return above.body, above.end
