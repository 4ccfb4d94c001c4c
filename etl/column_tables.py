"""Tables whose cells stand one a line: heads, then a label and its figures, line after line.

The lines follow on each other, or each is a paragraph of its own with a blank line before it. Nothing but their order tells
which column a figure is of, so heads are taken only where they are as many as the figures of a row, and a row only where it
has as many figures as the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.layouts import Line
from etl.report_records import Span, TableRow
from etl.table_cells import GROUP_HEAD, SHORT_CELL, YEAR, PrintedTable, caption_above, counts, is_figure

MOST_COLUMNS = 40
_EMPTY = ("n/a", "-", "–")
# What stands over the labels of the rows.
_LABEL_HEAD = re.compile(
    r"(?:borough|force|district|division|area|unit|ward|month|quarter|year|period|date|type|category|crime|offence|measure|indicator|objective"
    r"|staff|rank|grade|group|ethnicity|gender|flag)s?(?:\s(?:type|name|group|category))?",
    re.IGNORECASE,
)


def read_columns(text: str, lines: Sequence[Line], index: int, free: int) -> PrintedTable | None:
    """The table whose first figure stands at a line, or None; its heads are sought from the line `free` on."""
    page = _Page(text, lines, lines[index].blank_before)
    start = index
    while start > max(free, index - MOST_COLUMNS) and page.is_name(start - 1):
        if (table := _with_labels(page, start - 1, free) or _without_labels(page, start, free)) is not None:
            return table
        if not page.is_year(start - 1) or not page.goes_on(start):
            break
        start -= 1  # "Camden, 2007, 510": a count that looks like a year
    return None


class _Page:
    """The lines of a text as the cells of a table whose lines all have a blank line before them, or none of them."""

    def __init__(self, text: str, lines: Sequence[Line], spaced: bool) -> None:
        self.text, self.lines, self.spaced = text, lines, spaced

    def words(self, at: int) -> str:
        return self.text[self.lines[at].start : self.lines[at].end]

    def span(self, at: int) -> Span:
        return self.lines[at].start, self.lines[at].end

    def goes_on(self, at: int) -> bool:
        """Whether a line follows the one before as the lines of this table do."""
        return at < len(self.lines) and self.lines[at].blank_before == self.spaced

    def is_short(self, at: int) -> bool:
        return 0 <= at < len(self.lines) and self.lines[at].end - self.lines[at].start <= SHORT_CELL

    def is_year(self, at: int) -> bool:
        """Whether a line is a year, or a count that looks like one."""
        return self.is_short(at) and YEAR.fullmatch(self.words(at)) is not None

    def is_cell(self, at: int) -> bool:
        if not self.is_short(at):
            return False
        return is_figure(self.text, self.span(at)) or self.words(at).lower() in _EMPTY

    def is_name(self, at: int) -> bool:
        """Whether a short line is the label of a row or a column's head."""
        if not self.is_short(at) or self.is_cell(at):
            return False
        return self.words(at)[-1] not in ".:;" and not self.lines[at].stopped

    def count(self, start: int) -> int:
        """How many cells stand from here on, without what looks like a year."""
        stop = start
        while stop < start + MOST_COLUMNS and (stop == start or self.goes_on(stop)) and self.is_cell(stop):
            stop += 1
        return stop - start

    def fits(self, start: int, width: int) -> bool:
        """Whether a row of so many cells stands here: cells alone, or with counts that look like years among them."""
        if self.count(start) == width:
            return True
        row = range(start, start + width)
        counts = all(
            (at == start or self.goes_on(at)) and (self.is_cell(at) or self.is_year(at)) for at in row
        )
        closed = not self.goes_on(start + width) or (
            self.is_name(start + width) and not self.is_year(start + width)
        )
        return counts and closed and any(self.is_cell(at) for at in row)

    def width(self, start: int) -> int:
        """The cells of a first row: those alone, else with the counts that look like years."""
        alone = self.count(start)
        stop = start
        while (
            stop < start + MOST_COLUMNS
            and (stop == start or self.goes_on(stop))
            and (self.is_cell(stop) or self.is_year(stop))
        ):
            stop += 1
        return alone if alone and self.fits(start, alone) else stop - start


def _with_labels(page: _Page, label: int, free: int) -> PrintedTable | None:
    """Label, then as many figures as there are columns, at least twice; the name of a group may stand between rows."""
    top = label
    width = page.width(label + 1)
    if width < 2:
        return None
    rows: list[TableRow] = []
    while page.is_name(label) and (label == top or page.goes_on(label) or not page.spaced):
        if page.fits(label + 1, width):
            cells = tuple(page.span(at) for at in range(label + 1, label + 1 + width))
            rows.append(
                TableRow(start=page.lines[label].start, end=cells[-1][1], label=page.span(label), cells=cells)
            )
            label += 1 + width
        elif page.is_name(label + 1) and page.goes_on(label + 1) and page.fits(label + 2, width):
            rows.append(_group(page, label))
            label += 1
        else:
            break
    if sum(bool(row.cells) for row in rows) < 2:
        return None
    heads, group = _heads(page, top, free, width)
    if group is not None:
        rows.insert(0, _group(page, group))
    first = heads.start if heads else top if group is None else group
    return _table(page, first, label, heads, rows, free)


def _without_labels(page: _Page, start: int, free: int) -> PrintedTable | None:
    """As many heads as figures, and one row of them: two names at least say what a column counts."""
    width = page.width(start)
    first = start - width
    if width < 2 or first < free or not page.goes_on(start) or not page.fits(start, width):
        return None
    heads = range(first, start)
    named = all(page.is_name(at) and (at == first or page.goes_on(at)) for at in heads)
    if not named or sum(counts(page.words(at)) for at in heads) < 2:
        return None
    if first > free and page.goes_on(first) and page.is_name(first - 1) and counts(page.words(first - 1)):
        return None  # one head too many: which is over which figure is not told
    cells = tuple(page.span(at) for at in range(start, start + width))
    row = TableRow(start=cells[0][0], end=cells[-1][1], label=(cells[0][0], cells[0][0]), cells=cells)
    return _table(page, first, start + width, heads, [row], free)


def _heads(page: _Page, top: int, free: int, width: int) -> tuple[range, int | None]:
    """The lines of the heads above the first label, and the line of the first group's name, if one stands between them.

    No heads where the names leave open which of them is over which column.
    """
    first = top
    while first > free and top - first < width + 3 and page.goes_on(first) and page.is_name(first - 1):
        first -= 1
    names = top - first
    none = range(top, top)
    if names <= width:
        return (range(first, top) if names == width else none), None
    over_labels = top - width - 1  # the line that is over the labels if nothing stands below the heads
    if _LABEL_HEAD.fullmatch(page.words(over_labels)):
        return range(over_labels, top), None
    if names > width + 1 and _LABEL_HEAD.fullmatch(page.words(over_labels - 1)):
        return range(over_labels - 1, top - 1), top - 1
    columns = [page.words(at) for at in range(top - width, top)]
    counting = sum(map(counts, columns))
    kinds = sum(map(_names_a_kind, columns))
    if counts(columns[-1]) or (_names_a_kind(columns[-1]) and 2 * kinds >= width):
        return range(top - width, top), None
    if not counts(page.words(over_labels)):  # a title, or what the labels are called
        known = names == width + 1 or 2 * (counting + kinds) >= width
        return (range(top - width, top) if known else none), None
    is_group = not _names_a_kind(columns[-1])  # else it may be a kind of crime that heads a column
    return (range(over_labels, top - 1), top - 1) if is_group else (none, None)


def _names_a_kind(words: str) -> bool:
    """Whether a head names a kind of crime, which may be that of a column or of a group of rows."""
    return bool(GROUP_HEAD.search(words)) and "borough" not in words.lower()


def _group(page: _Page, at: int) -> TableRow:
    """A row without cells: the name of the group of the rows below."""
    return TableRow(start=page.lines[at].start, end=page.lines[at].end, label=page.span(at), cells=())


def _table(
    page: _Page, first: int, last: int, heads: range, rows: Sequence[TableRow], free: int
) -> PrintedTable:
    spans = tuple(page.span(at) for at in heads)
    return PrintedTable(
        first=first,
        last=last,
        heads=(spans,) if spans else (),
        head_lines=((heads.start, heads.stop - 1),) if spans else (),
        rules=(),
        caption=caption_above(page.text, page.lines, first, free),
        rows=tuple(rows),
    )
