"""What each line opens in the paragraph structure, and which lines go on the one before: pure, given the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from etl import layouts, numbering
from etl.headers import OPENING
from etl.layouts import Layout, Line
from etl.numbering import Place
from etl.table_cells import PrintedTable

Role = Literal[
    "",
    "furniture",
    "section",
    "summary",
    "glossary",
    "footnotes",
    "footnote",
    "appendix",
    "recommendation",
    "number",
    "letter",
    "subitem",
    "bullet",
]
HEADINGS: tuple[Role, ...] = ("section", "summary", "glossary", "footnotes", "appendix", "recommendation")
LISTS: tuple[Role, ...] = ("bullet", "letter", "subitem")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text with all that was found in it before its paragraphs are told apart.

    `header_lines` are taken by the header, `tables` are by their first line, `footnotes_from` is the line at which
    footnotes without a heading begin (-1: none), `sectioned` whether any section has a heading.

    >>> Page.__slots__[:3]
    ('text', 'lines', 'layout')
    """

    text: str
    lines: Sequence[Line]
    layout: Layout
    header_lines: frozenset[int]
    tables: Mapping[int, PrintedTable]
    footnotes_from: int
    sectioned: bool


def role_of(page: Page, place: Place, index: int) -> Role:
    """What a line opens at this place; "" for text that opens nothing."""
    line = page.lines[index]
    if line.mark == "text":
        return _role_of_text(page, place, index)
    mid = is_mid_sentence(page, index)
    if line.mark == "number":
        return _role_of_number(page, place, index, mid)
    if mid:
        return ""
    if line.mark == "bullet":
        return "bullet"
    if line.mark == "letter":
        return "letter" if numbering.opens_letter(place, line) else "subitem"
    if line.mark == "recommendation":
        return "recommendation" if place.zone == "section" else ""
    if line.mark == "section":
        return "section" if numbering.opens_section(page.text, page.layout, place, page.lines, index) else ""
    return "appendix" if numbering.opens_appendix(page.text, page.layout, place, page.lines, index) else ""


def _role_of_text(page: Page, place: Place, index: int) -> Role:
    line, text = page.lines[index], page.text
    if layouts.FURNITURE.match(text, line.start):
        return "furniture"
    if line.end - line.start > 80 or (page.layout.spaced and not line.blank_before):
        return ""
    if place.zone in ("preamble", "summary"):
        if layouts.SUMMARY.match(text, line.start, line.end):
            return "summary"
        if layouts.RECOMMENDATIONS.match(text, line.start, line.end):
            return "section"
    supporting = layouts.SUPPORTING.match(text, line.start) and layouts.SECTION_TITLE.match(
        text, line.start, line.end
    )
    if supporting and not place.supporting and place.zone not in ("appendix", "footnotes"):
        return "section"
    if place.zone in ("section", "appendix") and layouts.FOOTNOTES.match(text, line.start, line.end):
        below = page.lines[index + 1] if index + 1 < len(page.lines) else None
        return "footnotes" if below is not None and below.mark == "number" and below.label == "1" else ""
    return "glossary" if layouts.GLOSSARY.match(text, line.start, line.end) else ""


def _role_of_number(page: Page, place: Place, index: int, mid: bool) -> Role:
    line = page.lines[index]
    number = int(line.label)
    if place.zone == "footnotes":
        skips = line.blank_before and line.stopped and number > place.footnote
        return "footnote" if (number == place.footnote + 1 or skips) and not mid else ""
    implied = place.zone in ("preamble", "summary") and not page.sectioned and not line.indent
    counted = place.zone in ("section", "appendix") or implied
    if counted and numbering.opens_paragraph(page.text, page.layout, place, page.lines, index, mid):
        return "number"
    if line.stopped and not mid and (number in (1, place.sublist + 1) or line.blank_before):
        return "subitem"
    return ""


def is_mid_sentence(page: Page, index: int) -> bool:
    """Whether the line before was wrapped in the middle of a sentence just here."""
    if index == 0 or page.lines[index].blank_before:
        return False
    before = page.lines[index - 1]
    ended = page.text[before.end - 1] in layouts.TERMINAL
    return not ended and layouts.is_wrapped(page.text, page.layout, before, page.lines[index])


def goes_on(page: Page, place: Place, role: Role, index: int) -> bool:
    """Whether a line goes on the block of the given role that the lines before it began."""
    line, before = page.lines[index], page.lines[index - 1]
    if (
        line.blank_before
        or index in page.tables
        or index in page.header_lines
        or index == page.footnotes_from
    ):
        return False
    if role in ("section", "summary", "glossary", "footnotes") or role_of(page, place, index):
        return False
    if before.body >= before.end:  # a marker alone on its line: its text stands below
        return True
    if place.glossary:
        return layouts.is_wrapped(page.text, page.layout, before, line)
    ended = page.text[before.end - 1] in layouts.TERMINAL
    if not page.layout.spaced and ended and heads_next_paragraph(page, place, index):
        return False
    return layouts.reads_on(page.text, page.layout, before, line)


def heads_next_paragraph(page: Page, place: Place, index: int) -> bool:
    """Whether a line reads as a heading and the next numbered paragraph stands directly below."""
    line = page.lines[index]
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    return (
        below is not None
        and below.mark == "number"
        and below.stopped
        and int(below.label) == place.number + 1
        and layouts.reads_as_heading(page.text, line.start, line.end)
    )


def is_heading(page: Page, place: Place, index: int) -> bool:
    """Whether a line that opens nothing stands as a heading: alone, short, and above what it heads."""
    line, text = page.lines[index], page.text
    if line.body >= line.end or place.contact or place.glossary or index + 1 == len(page.lines):
        return False
    if not layouts.reads_as_heading(text, line.body, line.end):
        return False
    if OPENING.match(text, line.start, line.start + 400):
        return False
    below = page.lines[index + 1]
    if index + 1 in page.tables:
        return True
    if (
        below.mark == "section"
        or index + 1 == page.footnotes_from
        or layouts.FURNITURE.match(text, below.start)
    ):
        return False
    if page.layout.spaced:
        return line.blank_before and (below.blank_before or heads_next_paragraph(page, place, index))
    if is_mid_sentence(page, index):
        return False
    length, length_below = line.end - line.start, below.end - below.start
    if below.mark != "text" or length_below > layouts.LONGEST_HEADING:
        return True
    apart = index == 0 or text[page.lines[index - 1].end - 1] in layouts.TERMINAL
    return apart and length <= min(60, length_below) and text[below.end - 1] in layouts.TERMINAL
