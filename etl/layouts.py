"""Text to lines: where each starts and ends, how it is marked, and which line goes on from the one before.

The archive comes in two renderings: blank lines between paragraphs, or none and text wrapped at a fixed width.
Vocabulary (section titles, furniture) is data at the top; a layout met later is one more entry there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

Mark = Literal["text", "bullet", "recommendation", "appendix", "section", "number", "letter"]

GAP = r"[^\S\n]"
LINE = re.compile(
    rf"""^{GAP}*+(?P<marker>
      (?P<bullet>[•●▪■□◦‣·∙○\uf0a7\uf0b7]|[-–—*o](?={GAP}))
    | R?(?:ecommendation|ECOMMENDATION){GAP}++(?P<recommendation>\d{{1,3}}[a-z]?)
      (?:[.:)](?!\d)|{GAP}++[-–—:](?={GAP})|(?={GAP}++[A-Z“"‘'])|(?={GAP}*+$))
    | (?:Appendix|APPENDIX|Annex|ANNEX){GAP}++(?P<appendix>\d{{1,2}}[A-Za-z]?|[A-Z])
      (?:[.:)](?!\d)|{GAP}*+[-–—:](?={GAP})|(?={GAP}++[A-Z“"‘'])|(?={GAP}*+$))
    | (?P<section>[A-Z])[.)](?={GAP}++[A-Z])
    | (?P<number>\d{{1,3}})(?:(?P<stop>[.)])(?={GAP}|[A-Z]|$)|(?={GAP}++\S))
    | \(?(?P<letter>[a-z]|[ivx]{{2,5}})(?:\)(?={GAP}|[A-Z])|\.(?={GAP}++[A-Z]))
    )?+{GAP}*+(?P<rest>[^\n]*+)""",
    re.MULTILINE | re.VERBOSE,
)
MARKS: tuple[Mark, ...] = ("bullet", "recommendation", "appendix", "section", "number", "letter")

SECTION_TITLE = re.compile(
    r"""(?:recommendations?|supporting\s+information|background(?:\s+(?:papers?|information))?|introduction
    |(?:contact|further)\s+(?:details|information|officers?)|(?:executive\s+)?summary|conclusions?|appendices
    |(?:[A-Z][\w’'-]*[\s,/&]+(?:(?:and|or|of|the|on)\s+)?){0,6}?(?:implications?|impact|assessment|considerations?))
    (?:\s*\([^()\n]{0,60}\))?[.:]?$""",
    re.IGNORECASE | re.VERBOSE,
)
SUPPORTING = re.compile(r"supporting\s+information\b", re.IGNORECASE)
CONTACT = re.compile(r"contact\b", re.IGNORECASE)
SUMMARY = re.compile(r"(?:executive\s+)?summary[.:]?$", re.IGNORECASE)
RECOMMENDATIONS = re.compile(r"recommendations?[.:]?$", re.IGNORECASE)
FOOTNOTES = re.compile(r"(?:foot|end)?notes[.:]?$|references[.:]?$", re.IGNORECASE)
GLOSSARY = re.compile(
    r"(?:list\s+of\s+|glossary\s+of\s+)?(?:abbreviations|acronyms|glossary)\b[^.\n]{0,40}[.:]?$",
    re.IGNORECASE,
)
# What the publisher's page puts round a report. A line that starts so is no part of what the report says.
FURNITURE = re.compile(
    r"""(?:You\ are\ in:|(?:Contents|Feedback)[^\S\n]*+$|Warning:\ This\ is\ archived|See\ the\ MOPC\ website|Skip\ to\ |Back\ to\ top
    |Send\ an\ e-?mail\ linking|Print\ this\ page|\[Digest\ of\ |Report\ authors?\s*:|Contact\s*:|Tel(?:ephone)?\s*:
    |E-?mail\s*:|For\ (?:more\ |further\ )?information(?:\ please)?\ contact|MPA\ general\s*:|Media\ enquiries\s*:
    |Home\s*[>»])""",
    re.VERBOSE | re.MULTILINE,
)
PLAIN_NUMBER = re.compile(r"(?<![\w/.,-])(?!(?:19|20)\d\d\b)\d++(?![\w/-])")
# How much longer a character was in the page's source, where the archive's text was wrapped: ’ stood as &rsquo;.
ENTITIES = {"‘": 6, "’": 6, "“": 6, "”": 6, "–": 6, "—": 6, "£": 6, "…": 7, "&": 4, "½": 7, "é": 7}
TERMINAL = frozenset(".:;!?")
SURELY_WRAPPED = 3
HIDDEN_TAGS = 4
LONGEST_HEADING = 130


class Line(NamedTuple):
    """A line that is not blank. text[start:end] is without surrounding blanks; its body starts after the marker.

    >>> [(line.mark, line.label, line.body) for line in read_lines("12. Crime fell.")]
    [('number', '12', 4)]
    """

    start: int
    end: int
    indent: int
    blank_before: bool
    mark: Mark
    label: str
    stopped: bool
    marker_end: int
    body: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a text is set: blank lines between paragraphs or not, and the width at which it was wrapped, if it was.

    >>> read_layout("One.\\n\\nTwo.", read_lines("One.\\n\\nTwo.")).spaced
    True
    """

    spaced: bool
    width: int | None


def read_lines(text: str) -> list[Line]:
    """The lines of a text that hold something, in order.

    >>> [line.label for line in read_lines("a) one\\n\\n  • two")]
    ['a', '•']
    """
    lines = []
    blank = True
    for match in LINE.finditer(text):
        body, _ = match.span("rest")
        marker_start, marker_end = match.span("marker")
        end = body + len(match["rest"].rstrip())
        mark: Mark
        if marker_start < 0:
            if body == end:
                blank = True
                continue
            start, mark, label, stopped = body, "text", "", False
            marker_end = body
        else:
            start = marker_start
            end = max(end, marker_end)
            found = match.group(*MARKS)
            index = next(i for i, value in enumerate(found) if value is not None)
            mark, label = MARKS[index], found[index]
            stopped = match["stop"] is not None
        lines.append(
            Line(
                start=start,
                end=end,
                indent=start - match.start(),
                blank_before=blank,
                mark=mark,
                label=label,
                stopped=stopped,
                marker_end=marker_end,
                body=body,
            )
        )
        blank = False
    return lines


def read_layout(text: str, lines: list[Line]) -> Layout:
    """How the text is set, judged by its blank lines and by the lines that end in the middle of a sentence.

    A line whose successor starts in lower case was surely wrapped; nearly the longest of these gives the width.
    """
    blanks = sum(line.blank_before for line in lines)
    lengths = sorted(
        printed_length(text, before)
        for before, after in pairwise(lines)
        if not after.blank_before
        and after.mark == "text"
        and text[after.start].islower()
        and text[before.end - 1] not in TERMINAL
    )
    width = lengths[len(lengths) * 19 // 20] if len(lengths) >= SURELY_WRAPPED else None
    return Layout(spaced=blanks * 4 >= len(lines), width=width)


def printed_length(text: str, line: Line) -> int:
    """The line's length as the wrapping counted it: with its indent and with entities written out."""
    words = text[line.start : line.end]
    length = line.indent + len(words)
    if not words.isascii():
        length += sum(words.count(sign) * extra for sign, extra in ENTITIES.items() if sign != "&")
    return length + ENTITIES["&"] * words.count("&")


def is_wrapped(text: str, layout: Layout, before: Line, after: Line) -> bool:
    """Whether a greedy wrapping at the layout's width would have broken the line here: the next word did not fit."""
    if layout.width is None:
        return False
    length = printed_length(text, before)
    if length > layout.width + 40:  # a line far beyond the width was never wrapped
        return False
    word = text[after.start : min(after.end, after.start + 80)].split(maxsplit=1)[0]
    # The wrapping counted tags that the text no longer shows, so a word that just fits may have been pushed down.
    return length + 1 + len(word) + sum(ENTITIES.get(sign, 0) for sign in word) > layout.width - HIDDEN_TAGS


def reads_on(text: str, layout: Layout, before: Line, after: Line) -> bool:
    """Whether an unmarked line goes on the text of the line before, with no blank line between them."""
    last, first = text[before.end - 1], text[after.start]
    if is_wrapped(text, layout, before, after):
        return True
    if last in TERMINAL:
        return False
    if first.islower() or first in "(,;" or last in ",-–":
        return True
    return layout.width is None and before.end - before.start >= 60


def titles_section(text: str, line: Line) -> bool:
    """Whether a line is the title of a section other than the summary, with or without its letter.

    >>> titles_section("C. Financial implications", read_lines("C. Financial implications")[0])
    True
    """
    return (
        line.mark in ("section", "text")
        and line.end - line.body <= 120
        and SECTION_TITLE.match(text, line.body, line.end) is not None
        and SUMMARY.match(text, line.body, line.end) is None
    )


def reads_as_heading(text: str, start: int, end: int) -> bool:
    """Whether the words alone could be a heading: short, a capital or a figure first, no stop at the end.

    >>> reads_as_heading("Street crime", 0, 12), reads_as_heading("None", 0, 4)
    (True, False)
    """
    words = text[start:end]
    return (
        len(words) <= LONGEST_HEADING
        and (words[0].isupper() or words[0].isdigit() or words[0] in "‘'“\"")
        and words[-1] not in ".:;,!"
        and (len(words) <= 60 or words[-1] != "?")
        and (len(words) <= 40 or len(PLAIN_NUMBER.findall(words)) < 2)  # a sentence that lost its stop
        and words.strip("*").lower() not in ("none", "nil", "n/a", "that", "not applicable")
    )
