"""Tables whose cells stand between bars; a row may run over several lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from etl.layouts import Line
from etl.report_records import Span, TableRow
from etl.table_cells import HEAD, PrintedTable, caption_above, is_figure

RULE = re.compile(r"[\s|+:=_-]*-{3}[\s|+:=_-]*")
LONGEST_LINE = 4000
BarRow = tuple[int, int, list[Span]]  # first line, last line, cells with the label's first


def read_bars(text: str, lines: Sequence[Line], index: int, free: int) -> PrintedTable | None:
    """The table whose first bar is in line `index`; None where the bars make no table. Lines before `free` are taken.

    >>> from etl.layouts import read_lines
    >>> page = "Area | 2005/06\\n--- | ---\\nBarnet | 12"
    >>> table = read_bars(page, read_lines(page), 0, 0)
    >>> table.heads, table.rows[0].cells
    ((((0, 4), (7, 14)),), ((34, 36),))
    """
    last = index
    while last < len(lines) and (last == index or not lines[last].blank_before):
        if not _has_bar(text, lines[last]):
            beyond = lines[last + 1] if last + 1 < len(lines) else None
            if beyond is None or beyond.blank_before or not _has_bar(text, beyond):
                break
            if last > index and _is_title(text, lines[last], beyond):
                break
        last += 1
    first = index
    alone = text[lines[index].start : lines[index].end].strip("| ") == ""
    if alone and index > free and not lines[index].blank_before and lines[index - 1].mark == "text":
        first -= 1  # the first row's label stands alone on its line
    rules = [at for at in range(first, last) if RULE.fullmatch(text, lines[at].start, lines[at].end)]
    rows = _rows(text, [(at, lines[at]) for at in range(first, last) if at not in rules])
    if not rows or (len(rows) < 2 and not rules):
        return None
    body = _first_of_body(text, rows, rules)
    width = Counter(len(cells) for _, _, cells in rows[body:]).most_common(1)[0][0]
    return PrintedTable(
        first=first,
        last=last,
        heads=aligned(text, tuple(tuple(cells) for _, _, cells in rows[:body]), width),
        head_lines=tuple((top, bottom) for top, bottom, _ in rows[:body]),
        rules=tuple(rules),
        caption=caption_above(text, lines, first, free),
        rows=tuple(
            TableRow(start=lines[top].start, end=lines[bottom].end, label=cells[0], cells=tuple(cells[1:]))
            for top, bottom, cells in rows[body:]
        ),
    )


def _has_bar(text: str, line: Line) -> bool:
    return line.end - line.start <= LONGEST_LINE and text.find("|", line.start, line.end) >= 0


_TITLE = re.compile(r"(?:Table|Chart|Figure|Appendix)\s\w{1,3}\b")


def _is_title(text: str, line: Line, below: Line) -> bool:
    """Whether a line without a bar is the title of one more table: it says so, or a row of heads follows."""
    if _TITLE.match(text, line.start, line.end):
        return True
    cells = _cells(text, below.start, below.end, False, False)
    return len(cells) > 2 and _is_head(text, cells)


def _first_of_body(text: str, rows: Sequence[BarRow], rules: Sequence[int]) -> int:
    """The first row that is no head: below the rule of dashes, else the first that holds a figure."""
    if not rules:
        return next(
            (at for at, (_, _, cells) in enumerate(rows) if any(is_figure(text, cell) for cell in cells[1:])),
            0,
        )
    body = min(sum(top < rules[0] for top, _, _ in rows), len(rows) - 1)
    while (
        body + 1 < len(rows)
        and _is_head(text, rows[body][2])
        and any(is_figure(text, cell) for cell in rows[body + 1][2][1:])
    ):
        body += 1
    return body


def _is_head(text: str, cells: Sequence[Span]) -> bool:
    """Whether a row below the rule is a second row of heads: several names, no figure."""
    return sum(end > start for start, end in cells) > 1 and not any(
        is_figure(text, cell) for cell in cells[1:]
    )


def _rows(text: str, lines: Sequence[tuple[int, Line]]) -> list[BarRow]:
    """The rows: lines are joined until a row has as many cells as most lines that hold several."""
    if not lines:
        return []
    leading = all(text[line.start] == "|" for _, line in lines)
    trailing = all(text[line.end - 1] == "|" for _, line in lines if _has_bar(text, line))
    bars = [text.count("|", line.start, line.end) for _, line in lines]
    usual = Counter(count for count in bars if count >= 2) or Counter(bars)
    most = max(usual.values())
    wanted = max(count for count, seen in usual.items() if seen == most)
    rows: list[BarRow] = []
    first: int | None = None
    start = count = 0
    for position, (index, line) in enumerate(lines):
        if first is None:
            first, start, count = index, line.start, 0
        count += bars[position]
        final = (
            position + 1 == len(lines) or lines[position + 1][0] > index + 1
        )  # a rule of dashes ends a row
        if count >= wanted or final:
            rows.append((first, index, _cells(text, start, line.end, leading, trailing)))
            first = None
    return rows


def _cells(text: str, start: int, end: int, leading: bool, trailing: bool) -> list[Span]:
    cells, at = [], start
    while True:
        bar = text.find("|", at, end)
        words = text[at : end if bar < 0 else bar]
        bare = words.strip()
        begin = at + (len(words) - len(words.lstrip()) if bare else 0)
        cells.append((begin, begin + len(bare)))
        if bar < 0:
            break
        at = bar + 1
    cells = cells[1:] if leading and len(cells) > 1 else cells
    return cells[:-1] if trailing and len(cells) > 1 else cells


def aligned(text: str, heads: tuple[tuple[Span, ...], ...], width: int) -> tuple[tuple[Span, ...], ...]:
    """Two head rows over each other, brought to the table's `width` columns where only one way fits.

    The archive's export lost which heads span columns or rows. "Standard | Performance" over "Offence | Quarter 1 |
    Quarter 2" over four columns: the sums fit once the label's head is found, the one that names no period.
    """
    if len(heads) != 2 or width < 3:
        return heads
    upper = [cell for cell in heads[0] if cell[1] > cell[0]]
    lower = [cell for cell in heads[1] if cell[1] > cell[0]]
    if (
        min(len(upper), len(lower)) < 2
        or width in (len(upper), len(lower))
        or len(upper) + len(lower) != width + 1
    ):
        return heads
    stated = [HEAD.search(text, *cell) is not None for cell in lower]
    blank = (upper[0][0],) * 2
    single = upper[:-1]
    if not stated[0] and all(stated[1:]):  # the label's head stands in the lower row
        below = lower[1:]
        return (blank, *single, *[upper[-1]] * len(below)), (lower[0], *[blank] * len(single), *below)
    if all(stated) or not any(stated):  # the label's head stands in the upper row and reaches down
        return (*single, *[upper[-1]] * len(lower)), (*[blank] * len(single), *lower)
    return heads
