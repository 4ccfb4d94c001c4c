"""Lines to blocks: which paragraph each piece of text belongs to, what introduces it, and where tables stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from etl import layouts, numbering
from etl.headers import Header
from etl.layouts import Layout, Line
from etl.numbering import Place
from etl.printed_tables import find_tables
from etl.report_records import Block, Kind, Span, Table
from etl.roles import HEADINGS, LISTS, Page, Role, goes_on, is_heading, role_of
from etl.table_cells import PrintedTable

INLINE_BULLET = re.compile(r"(?<=[.;:)])[^\S\n]([-–])[^\S\n](?=[A-Z])")
LONGEST_RUN_IN = 100  # a title that runs into its text: "1. Police" with the sentence on the next line
LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of an open list: its marker and indent, and the block that introduces it."""

    mark: str
    indent: int
    parent: int | None


def read_outline(
    text: str, lines: Sequence[Line], layout: Layout, header: Header
) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """The blocks and tables of a text, in its order.

    >>> from etl.headers import read_header
    >>> page = "B. Supporting information\\n\\n1. Crime fell in:\\n\\n  • Barnet"
    >>> lines = layouts.read_lines(page)
    >>> blocks, _ = read_outline(
    ...     page, lines, layouts.read_layout(page, lines), read_header(page, lines, None)
    ... )
    >>> [(block.kind, block.paragraph, block.parent) for block in blocks]
    [('heading', 'B', None), ('paragraph', '1', None), ('bullet', '1', 1)]
    """
    page = Page(
        text=text,
        lines=lines,
        layout=layout,
        header_lines=header.lines,
        tables={table.first: table for table in find_tables(text, lines)},
        footnotes_from=numbering.footnotes_from(text, lines),
        sectioned=any(layouts.titles_section(text, line) for line in lines),
    )
    outline = _Outline(page)
    outline.read()
    return tuple(outline.blocks), tuple(outline.tables)


class _Outline:
    """The reading of one text; it lives for one call and only `read_outline` sees it change."""

    def __init__(self, page: Page) -> None:
        self.page, self.text, self.lines = page, page.text, page.lines
        self.place = Place()
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.levels: list[Level] = []
        self.heading: int | None = None  # the nearest heading
        self.outer: int | None = None  # the heading that holds again at the next numbered paragraph

    def read(self) -> None:
        """Read every line once."""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if index in self.page.tables:
                index = self.read_table(self.page.tables[index])
                continue
            if index == self.page.footnotes_from:
                self.place = numbering.moved(self.place, "footnotes", line, "")
                self.heading = self.outer = None
            if index in self.page.header_lines:
                self.emit("header", line.start, line.end)
                index += 1
                continue
            role = role_of(self.page, self.place, index)
            self.place = numbering.moved(
                self.place, role, line, self.text[line.body : min(line.end, line.body + 80)]
            )
            stop = index + 1
            while stop < len(self.lines) and goes_on(self.page, self.place, role, stop):
                stop += 1
            self.record(role, index, stop)
            index = stop

    def record(self, role: Role, index: int, stop: int) -> None:
        """Record the piece of lines index to stop as one block, or as several where bullets stand inside a line."""
        line, end = self.lines[index], self.lines[stop - 1].end
        start, marker = line.start, None
        if role and line.mark != "text":
            body = line.body
            if body >= line.end and stop > index + 1:
                body = self.lines[index + 1].start
            if body < end:
                start, marker = body, (line.start, line.marker_end)
        if role in LISTS:
            self.emit(
                "bullet" if role == "bullet" else "item", start, end, marker, self.list_parent(line, role)
            )
        elif role in HEADINGS:
            if role in ("section", "appendix", "footnotes"):
                self.heading = None
            self.record_heading(start, end, marker, lasts=role != "recommendation")
        elif role in ("number", "footnote"):
            self.levels.clear()
            self.heading = self.outer
            if (
                self.place.zone == "appendix"
                and stop == index + 1
                and is_heading(self.page, self.place, index)
            ):
                self.record_heading(start, end, marker, lasts=True)
            else:
                self.emit("paragraph", start, end, marker)
        elif role == "furniture" or (self.place.contact and end - start <= LONGEST_CONTACT):
            self.emit("furniture", start, end)
        elif stop == index + 1 and is_heading(self.page, self.place, index):
            below = self.lines[stop].mark if stop < len(self.lines) else ""
            self.place = self.place._replace(letter="", sublist=0)
            # Over bullets inside a paragraph a heading holds for the bullets alone: "Apr–Dec 06".
            self.record_heading(start, end, None, lasts=below != "bullet" or not self.place.number)
        else:
            self.record_text(line, start, end)

    def record_heading(self, start: int, end: int, marker: Span | None, lasts: bool) -> None:
        self.levels.clear()
        self.emit("heading", start, end, marker)
        self.heading = len(self.blocks) - 1
        if lasts:
            self.outer = self.heading

    def record_text(self, line: Line, start: int, end: int) -> None:
        """Record text without a marker: the end of a list's entry, or a paragraph of its own."""
        last = self.blocks[-1] if self.blocks else None
        open_end = last is not None and self.text[last.end - 1] not in layouts.TERMINAL
        goes_on_below = self.text[start].islower()
        in_list = bool(self.levels) and (goes_on_below or self.stands_in_list(line, open_end))
        if not in_list:
            self.levels.clear()
            if not goes_on_below and (line.blank_before or not open_end):
                self.place = self.place._replace(letter="", sublist=0)
        parent = None
        if last is not None and last.kind not in ("header", "furniture", "row") and not self.place.glossary:
            run_in = open_end and last.marker is not None and last.kind != "heading" and not line.blank_before
            if in_list and last.kind == "paragraph" and last.marker is None:
                parent = last.parent
            elif (
                in_list
                or self.text[last.end - 1] == ":"
                or (run_in and last.end - last.start <= LONGEST_RUN_IN)
            ):
                parent = len(self.blocks) - 1
        self.emit("paragraph", start, end, None, parent)

    def stands_in_list(self, line: Line, open_end: bool) -> bool:
        """Whether unmarked text after a list's entry belongs to it: by its indent, or where the entry has no end."""
        if self.page.layout.spaced:
            return not line.blank_before or line.indent > 0
        return open_end

    def list_parent(self, line: Line, role: Role) -> int | None:
        """The block that introduces a list's entry; opens, closes or goes on a level of the list."""
        mark = "number" if role == "subitem" and line.label.isdigit() else role
        for depth, level in enumerate(self.levels):
            if (level.mark, level.indent) == (mark, line.indent):
                del self.levels[depth + 1 :]
                return level.parent
        while self.levels and self.levels[-1].indent > line.indent:
            self.levels.pop()
        introduced = bool(self.blocks) and self.blocks[-1].kind not in ("header", "furniture")
        parent = len(self.blocks) - 1 if introduced else None
        self.levels.append(Level(mark=mark, indent=line.indent, parent=parent))
        return parent

    def read_table(self, printed: PrintedTable) -> int:
        """Record a table's lines and rows; returns the line after it."""
        number = len(self.tables)
        code = self.place.code()
        self.tables.append(
            Table(paragraph=code, heads=printed.heads, caption=printed.caption, rows=printed.rows)
        )
        pieces: list[tuple[int, int, Kind, int | None]] = [
            (self.lines[first].start, self.lines[last].end, "heading", number)
            for first, last in printed.head_lines
        ]
        pieces += [
            (self.lines[rule].start, self.lines[rule].end, "furniture", None) for rule in printed.rules
        ]
        pieces += [(row.start, row.end, "row", number) for row in printed.rows]
        for start, end, kind, table in sorted(pieces):
            self.append(kind, start, end, None, None, table)
        self.levels.clear()
        return printed.last

    def emit(
        self, kind: Kind, start: int, end: int, marker: Span | None = None, parent: int | None = None
    ) -> None:
        """Record a block, cut at bullets that stand inside its line in the compact rendering."""
        cuts: list[re.Match[str]] = []
        if self.levels and not self.page.layout.spaced and kind in ("bullet", "paragraph"):
            cuts = list(INLINE_BULLET.finditer(self.text, start, end))
        self.append(kind, start, cuts[0].start() if cuts else end, marker, parent, None)
        for cut, following in zip_longest(cuts, cuts[1:]):
            stop = following.start() if following else end
            self.append("bullet", cut.end(), stop, cut.span(1), self.levels[-1].parent, None)

    def append(
        self, kind: Kind, start: int, end: int, marker: Span | None, parent: int | None, table: int | None
    ) -> None:
        self.blocks.append(
            Block(
                start=start,
                end=end,
                paragraph=self.place.code(),
                kind=kind,
                marker=marker,
                parent=parent,
                heading=self.heading,
                table=table,
            )
        )
