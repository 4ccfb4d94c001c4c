"""One line of a table: which words are cells, which are the label, and where heads are split."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.layouts import Line
from etl.report_records import Span, TableRow

FIGURE = r"(?:\+/-[^\S\n]?|[+±−–-])?[£€$]?(?:(?!0\d\d)\d[\d,]*+(?:\.\d++)?|\.\d++)(?:%|pp|bn|[mk])?"
# Words of movement in a cell, before its figure or behind it: "up 12.7%", "2.8% reduction", "zero growth".
MOVES = frozenset(("up", "down"))
# Words that stand in a cell instead of a figure.
_SAID = "set|known|available|applicable|measured|target|data"
_INSTEAD = rf"see\s(?:para(?:graph)?|note|table|page|appendix)\.?\s\w{{1,3}}|see\s(?:text|below|above)|(?:not|no)\s(?:yet\s)?(?:{_SAID})"
CELL = re.compile(
    rf"(?:(?:\({FIGURE}\)|{FIGURE})[%*]{{0,3}}|n/?[ak]|nil|none|tb[ac]|yes|no|-|–|—|\.\.|\*|{_INSTEAD})",
    re.IGNORECASE,
)
MOVED = frozenset(("increase", "decrease", "reduction", "rise", "fall", "growth", "higher", "lower"))
NOTHING = frozenset(("zero", "no"))
_POINTS = frozenset(("points", "pts"))  # behind a change of a rate: "+5.6 points"
_LAST_WORDS = MOVED | _POINTS | {*_SAID.split("|"), "text", "below", "above"}
FIGURE_CELL = re.compile(
    rf"(?:(?:up|down)[^\S\n])?(?:\({FIGURE}\)|(?:[-–][^\S\n])?{FIGURE})[%*]{{0,3}}(?:[^\S\n]?(?:%|per[^\S\n]cent|days|hours|points|pts))?"
    rf"(?:[^\S\n]?\([^()\n]{{1,20}}\))?(?:[^\S\n](?:{'|'.join(sorted(MOVED))}))?",
    re.IGNORECASE,
)
COUNT = re.compile(r"\d,\d{3}\b")  # a line with one is no head or title
YEAR = re.compile(r"(?:19|20)\d\d[*]{0,3}")
SHORT_YEAR = re.compile(r"['\u2019]\d\d|0\d")  # "98" behind a month may be a count
WORD = re.compile(r"\S+")
CELL_WORDS = re.compile(rf"(?<=\S\s)(?:{_INSTEAD})(?!\S)|\S+", re.IGNORECASE)
TAB = re.compile(r"[^\S\n]*\t[^\S\n]*")
GAP = re.compile(r"[^\S\n]{2,}")
# What a column head says: a period, a share, or what is counted.
HEAD = re.compile(
    r"(?:19|20)\d\d|\d\d/\d\d|\b\d\d?[-\u2013]\d\d?\b|%|\b(?:change|target|achievement|performance|rate|total|number|actual|status|qtr\d?|q[1-4]|fytd|ytd"
    r"|quarter|month|year|apr|may|jun|jul|aug|sep|oct|nov|dec|jan|feb|mar|strength|officers|offences|detections?|incidents?|arrests?|recruits|joiners"
    r"|leavers|applications|vem|bme|female|male|women|men)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:incident|arrest|crime|charge|caution|call|victim|suspect|prosecution|conviction)s?\b",
    re.IGNORECASE,
)
# Two of these head columns too: "Borough Racist Homophobic Domestic violence".
GROUP_HEAD = re.compile(
    r"\b(?:borough|racist|homophobic|faith|domestic|robbery|burglary|snatch|theft|rape|homicide|murder|gun|knife|autocrime|vehicle|violence|detected|charged)s?\b",
    re.IGNORECASE,
)
PERIOD_OR_SHARE = re.compile(r"(?:19|20)\d\d|%|\d\d/\d\d")
LEADS_ON = frozenset(
    ("of", "to", "by", "at", "than", "least", "over", "under", "about", "and", "between", "for", "in")
)
MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_UNITS = ("months", "weeks", "days", "years", "quarters", "hours", "minutes", "seconds")
NUMBERED = frozenset(
    "quarter qtr week month year band phase grade level tier district zone sector area wave period stage".split()
)
LONGEST_ROW = 400
SHORT_CELL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table and the lines that it takes up, first to last (exclusive).

    `head_lines` has the first and last line of each head row; `rules` are lines of dashes between heads and rows.

    >>> PrintedTable(first=2, last=5, heads=(), head_lines=(), rules=(), caption=None, rows=()).last
    5
    """

    first: int
    last: int
    heads: tuple[tuple[Span, ...], ...]
    head_lines: tuple[tuple[int, int], ...]
    rules: tuple[int, ...]
    caption: Span | None
    rows: tuple[TableRow, ...]


def is_figure(text: str, cell: Span) -> bool:
    """Whether the cell is a figure and not a year: a year alone is a head or a label.

    >>> is_figure("12.4%", (0, 5)), is_figure("2004", (0, 4)), is_figure("2004/05", (0, 7))
    (True, False, False)
    """
    words = text[cell[0] : min(cell[1], cell[0] + SHORT_CELL)]
    return FIGURE_CELL.fullmatch(words) is not None and YEAR.fullmatch(words) is None


def split(separator: re.Pattern[str], text: str, line: Line) -> list[Span]:
    """The spans between separators; two tabs in a row have an empty cell between them, an empty span."""
    parts, start = [], line.start
    for match in separator.finditer(text, line.start, line.end):
        parts.append((start, match.start()))
        parts += [(match.end(), match.end())] * (match.group().count("\t") - 1)
        start = match.end()
    return [*parts, (start, line.end)]


def counts(words: str) -> bool:
    """Whether a head or label names a measure or a period, and no place or kind of crime.

    >>> counts("Number of cautions"), counts("Camden")
    (True, False)
    """
    return bool(HEAD.search(words) or _COUNTED.search(words))


def head_cells(text: str, line: Line) -> tuple[Span, ...]:
    """The cells of a head line, as far as separators tell; one cell where there are none."""
    return tuple(split(TAB if text.find("\t", line.start, line.end) >= 0 else GAP, text, line))


def has_columns(words: str) -> bool:
    """Whether the words of a line show columns by themselves: separators, or two periods or shares."""
    return "\t" in words or GAP.search(words) is not None or len(PERIOD_OR_SHARE.findall(words[:250])) >= 2


def caption_above(text: str, lines: Sequence[Line], first: int, free: int) -> Span | None:
    """The title line directly above a table: short and without a stop, or numbered "3. Table 1 ..."; not before `free`."""
    if first <= free:
        return None
    above = lines[first - 1]
    titled = text.startswith(("Table", "TABLE", "Figure", "Chart"), above.body)
    if above.end - above.start > 150 or text[above.end - 1] in ".;," or (above.mark != "text" and not titled):
        return None
    if COUNT.search(text, above.start, above.end):
        return None
    return above.body, above.end


def read_row(text: str, line: Line) -> TableRow | None:
    """A line read as label and cells: at tabs, else from its right end as long as the words are cells.

    None where it is no row. At least two cells, one of them a figure.

    >>> from etl.layouts import read_lines
    >>> row = read_row("Theft 1,204 +2.0%", read_lines("Theft 1,204 +2.0%")[0])
    >>> row.label, row.cells
    ((0, 5), ((6, 11), (12, 17)))
    """
    if (
        line.end - line.start > LONGEST_ROW
        or (line.mark == "number" and line.stopped)
        or line.mark not in ("text", "number", "section")
    ):
        return None
    if text.find("\t", line.start, line.end) >= 0:
        parts = split(TAB, text, line)
        if not any(is_figure(text, part) for part in parts[1:]):
            return None
        return TableRow(start=line.start, end=line.end, label=parts[0], cells=tuple(parts[1:]))
    if text[line.end - 1] in ".:;,?!":
        return None
    row = _row_from_the_right(text, line)
    if row is not None:
        return row
    parts = split(GAP, text, line)
    if (
        len(parts) >= 3
        and any(is_figure(text, part) for part in parts[1:])
        and all(end - start <= 40 for start, end in parts[1:])
    ):
        return TableRow(start=line.start, end=line.end, label=parts[0], cells=tuple(parts[1:]))
    return None


def _row_from_the_right(text: str, line: Line) -> TableRow | None:
    final = text[line.start : line.end].rsplit(None, 1)[-1]
    if CELL.fullmatch(final) is None and final.lower() not in _LAST_WORDS:
        return None
    label, cells = [match.span() for match in CELL_WORDS.finditer(text, line.start, line.end)], list[Span]()
    while label:
        start, end = label[-1]
        word = text[start:end].lower()
        if cells and (word in ("+/-", "±") or (word in MOVES and is_figure(text, cells[-1]))):
            cells[-1] = (start, cells[-1][1])
        elif CELL.fullmatch(text, start, end):
            cells.append((start, end))
        elif (word in MOVED and _moves(text, label)) or (word in _POINTS and _points(text, label)):
            label.pop()
            cells.append((label[-1][0], end))
        else:
            break
        label.pop()
    cells.reverse()
    return _row_of(text, line, label, cells)


def _points(text: str, words: Sequence[Span]) -> bool:
    return len(words) > 2 and is_figure(text, words[-2])


def _moves(text: str, words: Sequence[Span]) -> bool:
    """Whether a word of movement goes with the figure before it in a cell; "A 2% fall" and "No growth" are labels."""
    if len(words) < 3 or text[words[-3][0] : words[-3][1]].lower() in ("a", "an"):
        return False
    return is_figure(text, words[-2]) or text[words[-2][0] : words[-2][1]].lower() in NOTHING


def _row_of(text: str, line: Line, label: list[Span], cells: list[Span]) -> TableRow | None:
    if label and cells and (_belongs_to_label(text, label[-1], cells[0]) or _numbers(text, label, cells[0])):
        label, cells = [*label, cells[0]], cells[1:]
    if not label and cells and YEAR.fullmatch(text, *cells[0]):
        label, cells = cells[:1], cells[1:]
    figures = sum(is_figure(text, cell) for cell in cells)
    if figures < 1 or len(cells) < 2 or (not label and figures < 3):
        return None
    span = (label[0][0], label[-1][1]) if label else (line.start, line.start)
    return TableRow(start=line.start, end=line.end, label=span, cells=tuple(cells))


def _numbers(text: str, label: Sequence[Span], cell: Span) -> bool:
    """Whether a first number is that of the one thing the label names: Quarter 1, Band 4."""
    named = len(label) == 1 and text[slice(*label[0])].lower() in NUMBERED
    return named and cell[1] - cell[0] <= 2 and text[slice(*cell)].isdigit()


def _belongs_to_label(text: str, word: Span, cell: Span) -> bool:
    """Whether a number goes on the label: a rate of 9%, August 2004, Apr-Oct 04."""
    before = text[word[0] : word[1]].lower()
    if before in LEADS_ON:
        return True
    year = YEAR.fullmatch(text, *cell) is not None or SHORT_YEAR.fullmatch(text, *cell) is not None
    return year and MONTH.fullmatch(re.split(r"[-–/]", before)[-1]) is not None


def read_row_with_remark(text: str, line: Line) -> TableRow | None:
    """A line of label, two or more figures and a remark in words, the last cell. Only heads above can make it a row.

    >>> from etl.layouts import read_lines
    >>> row = read_row_with_remark(
    ...     "Rape 25% 17.1% below target", read_lines("Rape 25% 17.1% below target")[0]
    ... )
    >>> len(row.cells)
    3
    """
    if line.mark != "text" or line.end - line.start > 200 or text[line.end - 1] in ".:;,?!":
        return None
    words = [match.span() for match in WORD.finditer(text, line.start, line.end)]
    figures = [index for index, word in enumerate(words) if is_figure(text, word)]
    pairs = [index for index, following in pairwise(figures) if following == index + 1]
    if not pairs or pairs[0] == 0:
        return None
    first = last = pairs[0]
    while last < len(words) and CELL.fullmatch(text, *words[last]):
        last += 1
    if last < len(words) and text[slice(*words[last])].lower() in _UNITS:
        last -= 1  # "51% 12 months to June": the remark begins with its number
    if last >= len(words) or last < first + 2:
        return None
    cells = [*words[first:last], (words[last][0], line.end)]
    label = words[:first]
    if first > 1 and text[label[-1][0] : label[-1][1]] in ("-", "–") and text[cells[0][0]].isdigit():
        cells[0] = (label.pop()[0], cells[0][1])  # a sign that stands apart from its figure
    return _row_of(text, line, label, cells)


def fitted(text: str, row: TableRow, width: int) -> TableRow:
    """A row with the table's number of cells where that is certain.

    A dash too many before a figure is its sign; a number too many at the left belongs to the label (Band 4); one too
    few beside a wide gap left a cell empty.
    """
    if len(row.cells) == width + 1 and "\t" not in text[row.start : row.end]:
        first, second = row.cells[:2]
        if text[first[0] : first[1]] in ("-", "–") and text[second[0]].isdigit():
            return replace(row, cells=((first[0], second[1]), *row.cells[2:]))
        if row.label[1] > row.label[0]:
            return replace(row, label=(row.label[0], first[1]), cells=row.cells[1:])
    if row.cells and len(row.cells) == width - 1:
        edges = [row.label, *row.cells]
        wide = [index for index, (left, right) in enumerate(pairwise(edges)) if right[0] - left[1] >= 2]
        if len(wide) == 1:
            empty = (edges[wide[0]][1] + 1,) * 2
            return replace(row, cells=(*row.cells[: wide[0]], empty, *row.cells[wide[0] :]))
    return row
