"""Tables in plain text: with bars, tabs or gaps, flattened to a line a row, or with a line for each cell.

Finding is cheap: a line is looked at closely only if it has a bar or a tab or ends like a cell of a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from etl.barred_tables import LONGEST_LINE, read_bars
from etl.column_tables import read_columns
from etl.layouts import Line
from etl.report_records import Span, TableRow
from etl.sheet_tables import read_sheet
from etl.table_cells import (
    COUNT,
    GROUP_HEAD,
    HEAD,
    LONGEST_ROW,
    SHORT_CELL,
    SHORT_YEAR,
    PrintedTable,
    caption_above,
    fitted,
    has_columns,
    head_cells,
    is_figure,
    read_row,
    read_row_with_remark,
)

MOST_HEADS = 3
MOST_PIECES = 16  # lines of heads that are wrapped: "2004/05", "target", "2005/06", "target"
PIECE = 24  # characters of a line that is a piece of a wrapped head


def find_tables(text: str, lines: Sequence[Line]) -> list[PrintedTable]:
    """Every table of a text, in order; no two share a line.

    >>> from etl.layouts import read_lines
    >>> page = "Offence 2005/06 2006/07\\nTheft 1,204 1,180\\nRobbery 310 295"
    >>> [len(row.cells) for row in find_tables(page, read_lines(page))[0].rows]
    [2, 2]
    """
    barred = "|" in text
    found: list[PrintedTable] = []
    index = free = 0
    while index < len(lines):
        line = lines[index]
        length = line.end - line.start
        table = None
        if barred and length <= LONGEST_LINE and text.find("|", line.start, line.end) >= 0:
            table = read_bars(text, lines, index, free)
        elif length <= LONGEST_ROW:
            if length <= SHORT_CELL and is_figure(text, (line.start, line.end)):
                table = read_columns(text, lines, index, free)
            elif (sheet := read_sheet(text, lines, index, free)) is not None:
                table = sheet
            elif read_row(text, line) is not None or _follows_heads(text, lines, index):
                table = _read_rows(text, lines, index, free)
        if table is None:
            index += 1
        else:
            found.append(table)
            index = free = table.last
    return found


def _follows_heads(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a row with a remark stands directly under column heads: only these make it a row."""
    if index == 0 or lines[index].blank_before or lines[index - 1].mark != "text":
        return False
    above = text[lines[index - 1].start : lines[index - 1].end]
    if len(above) > 150 or above[-1] in ".:;," or len(HEAD.findall(above)) < 2:
        return False
    names = [word for word in above.split() if word[0].isalpha()]
    if 2 * sum(word[0].isupper() for word in names) < len(names) or text[lines[index].start].islower():
        return False  # a sentence wrapped over two lines
    if any(is_figure(word, (0, len(word))) and not SHORT_YEAR.fullmatch(word) for word in above.split()):
        return False  # heads hold no figure but years
    return read_row_with_remark(text, lines[index]) is not None


def _read_rows(text: str, lines: Sequence[Line], index: int, free: int) -> PrintedTable | None:
    """The table whose first row is this line: rows below, with at most a blank line or a group's name between."""
    remarked = read_row(text, lines[index]) is None
    rows: list[TableRow] = []
    last = index
    while last < len(lines):
        row = read_row(text, lines[last])
        if row is None and remarked:
            row = read_row_with_remark(text, lines[last])
        if row is None and _names_group(text, lines, last):
            row = TableRow(
                start=lines[last].start,
                end=lines[last].end,
                label=(lines[last].start, lines[last].end),
                cells=(),
            )
        if row is None or (
            rows and lines[last].blank_before and abs(len(row.cells) - len(rows[-1].cells)) > 1
        ):
            break
        rows.append(row)
        last += 1
    if (
        index - 1 > free
        and _names_group(text, lines, index - 1)
        and not HEAD.search(text, *_span(lines[index - 1]))
    ):
        above = text[lines[index - 2].start : min(lines[index - 2].end, lines[index - 2].start + LONGEST_ROW)]
        if has_columns(above):  # the first group's name stands between heads and rows
            index -= 1
            rows.insert(0, _group(lines[index]))
    first = _first_head(text, lines, index, free)
    filled = [row for row in rows if row.cells]
    if len(filled) < 2 and (first == index or not filled):
        return None
    width = Counter(len(row.cells) for row in filled).most_common(1)[0][0]
    return PrintedTable(
        first=first,
        last=last,
        heads=tuple(head_cells(text, lines[head]) for head in range(first, index)),
        head_lines=tuple((head, head) for head in range(first, index)),
        rules=(),
        caption=caption_above(text, lines, first, free),
        rows=tuple(fitted(text, row, width) for row in rows),
    )


def _span(line: Line) -> Span:
    return line.start, line.end


def _group(line: Line) -> TableRow:
    """A row without cells: the name of the group of the rows below."""
    return TableRow(start=line.start, end=line.end, label=_span(line), cells=())


def _names_group(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a short line between rows names the group of those below it."""
    if index == 0 or index + 1 == len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    return (
        line.mark == "text"
        and not line.blank_before
        and not below.blank_before
        and line.end - line.start <= SHORT_CELL
        and text[line.end - 1] not in ".;,"
        and read_row(text, below) is not None
    )


def _first_head(text: str, lines: Sequence[Line], index: int, free: int) -> int:
    """The first of the lines directly above a row that read as column heads; the row itself if there is none."""
    first = index
    pieces = 0
    while first > free and index - first - pieces < MOST_HEADS and pieces < MOST_PIECES:
        above = lines[first - 1]
        pieces += above.end - above.start <= PIECE
        words = text[above.start : min(above.end, above.start + LONGEST_ROW)]
        if lines[first].blank_before and not (first == index and has_columns(words)):
            break
        if above.stopped or above.end - above.start > 250 or above.mark not in ("text", "section", "number"):
            break
        heads = HEAD.search(words) or has_columns(words) or len(GROUP_HEAD.findall(words)) >= 2
        if words[-1] in ".:;," or not heads or COUNT.search(words):
            break  # "Police strength at 30/6/02 26,906" is no head
        if words.lower().startswith(("table ", "figure ", "chart ")):
            break
        first -= 1
    return first
