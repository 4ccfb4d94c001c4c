"""The records of a report's structure, as every later stage sees them.

A span is a pair of character offsets into the untouched text: text[start:end].
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple

Span = tuple[int, int]
Kind = Literal["paragraph", "item", "bullet", "heading", "row", "header", "furniture"]
TextIs = Literal["original", "digest"]


class Block(NamedTuple):
    """A run of text that reads as one: a paragraph, item, bullet, heading or table row.

    text[start:end] is the block without its marker. `paragraph` is the contract's code ("28", "A.1", "19.d",
    "rec39.g", "summary", "preamble", "appendix-3", "fn5"). `kind` is "header" for the title block and "furniture"
    for navigation, warnings and contact lines. `parent` is the index of the block that introduces this one: the
    sentence before a list, the bullet above a sub-bullet. `heading` is the nearest heading above. `table` is set
    for a table's rows and for its column heads, which are of kind "heading".

    >>> Block(
    ...     start=3,
    ...     end=9,
    ...     paragraph="1",
    ...     kind="paragraph",
    ...     marker=(0, 2),
    ...     parent=None,
    ...     heading=None,
    ...     table=None,
    ... ).paragraph
    '1'
    """

    start: int
    end: int
    paragraph: str
    kind: Kind
    marker: Span | None
    parent: int | None
    heading: int | None
    table: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table: the span of its label (may be empty) and of its cells (an empty cell is an empty span).

    >>> TableRow(start=0, end=12, label=(0, 5), cells=((6, 8), (9, 12))).cells[0]
    (6, 8)
    """

    start: int
    end: int
    label: Span
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its column-head rows, the title line above it, and its rows.

    A head row has its cells from left to right, the label column's first where there is one. A head over several
    columns is repeated for each where that is certain; a head line printed without separators is one cell.

    >>> Table(paragraph="3", heads=(), caption=None, rows=()).rows
    ()
    """

    paragraph: str
    heads: tuple[tuple[Span, ...], ...]
    caption: Span | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What sources.csv says of a file; empty or None where it says nothing.

    >>> Source(file="a.txt", title="Burglary", committee="", date=None, number="9", url="").text_is
    'original'
    """

    file: str
    title: str
    committee: str
    date: datetime.date | None
    number: str
    url: str
    text_is: TextIs = "original"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as read: where it comes from, its header, its text and its structure.

    `date` is None where neither header nor sources.csv tells it. `sha256` is that of the text that was read
    (decoded, line ends "\\n"), which is what all offsets count in.

    >>> Report.__slots__[0]
    'report_id'
    """

    report_id: str
    source_file: str
    text: str
    sha256: str
    text_is: TextIs
    title: str
    committee: str
    date: datetime.date | None
    number: str
    author: str
    url: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]


class ReportError(Exception):
    """A file that cannot be read: the file, the reason and the remedy, each a phrase for the reader.

    >>> str(ReportError("a.txt", "the file is empty", "put the report's text into it"))
    'a.txt: the file is empty; put the report’s text into it'
    """

    def __init__(self, file: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file}: {reason}; {remedy}".replace("'", "’"))
        self.file = file
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str, str]]:
        """Pickle by the three parts, so that a worker process can raise it."""
        return type(self), (self.file, self.reason, self.remedy)
