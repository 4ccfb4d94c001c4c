"""Which paragraph the reading stands in, and what a marked line opens there.

Numbered paragraphs are believed only where they start a paragraph and go on the count: "2005. The" at the start of
a wrapped line, or a list that counts 1, 2, 3 inside paragraph 2, must not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from etl import layouts
from etl.headers import MONTHS
from etl.layouts import Layout, Line

Zone = Literal["preamble", "summary", "section", "appendix", "footnotes"]
FURTHEST_GAP = 10  # numbers that an editor may have left out between two paragraphs
ROMAN_AFTER = {"i": "h", "v": "u", "x": "w"}


class Place(NamedTuple):
    """Where the reading stands: zone, section, and the numbers and letters counted so far.

    `counted` is the last paragraph number of any section, for reports that count on over sections; `sublist` the
    last number of a list inside a paragraph; `indent` that of the section's numbered paragraphs.

    >>> (
    ...     Place(zone="section", section="C", number=2).code(),
    ...     Place(zone="section", recommendation="39", letter="g").code(),
    ... )
    ('C.2', 'rec39.g')
    """

    zone: Zone = "preamble"
    section: str = ""
    supporting: bool = False
    contact: bool = False
    glossary: bool = False
    number: int = 0
    counted: int = 0
    indent: int = 0
    recommendation: str = ""
    letter: str = ""
    appendix: str = ""
    footnote: int = 0
    sublist: int = 0

    def code(self) -> str:
        """The contract's code of the paragraph."""
        if self.zone == "appendix":
            return f"appendix-{self.appendix}"
        if self.zone == "footnotes" and self.footnote:
            return f"fn{self.footnote}"
        if self.zone in ("preamble", "summary"):
            return self.zone
        if self.recommendation:
            base = f"rec{self.recommendation}"
        elif self.number and self.zone == "section":
            base = str(self.number) if self.section in ("", "B") else f"{self.section}.{self.number}"
        else:
            base = self.section or "preamble"
        return f"{base}.{self.letter}" if self.letter else base


def moved(place: Place, role: str, line: Line, title: str) -> Place:
    """The place after a line of the given role; `title` is its text without the marker.

    >>> from etl.layouts import read_lines
    >>> moved(
    ...     Place(), "section", read_lines("B. Supporting information")[0], "Supporting information"
    ... ).supporting
    True
    """
    label = line.label
    counted = max(place.counted, place.number)
    if role == "section":
        supporting = layouts.SUPPORTING.match(title) is not None
        letter = label if line.mark == "section" else ("B" if supporting else "A")
        contact = layouts.CONTACT.match(title) is not None
        return Place(zone="section", section=letter, supporting=supporting, contact=contact, counted=counted)
    if role == "summary":
        return place._replace(zone="summary")
    if role == "glossary":
        return place._replace(
            glossary=True, contact=False, counted=counted, number=0, letter="", recommendation=""
        )
    if role == "footnotes":
        return place._replace(zone="footnotes", footnote=0, letter="", recommendation="", number=0)
    if role == "footnote":
        return place._replace(footnote=int(label))
    if role == "appendix":
        return Place(zone="appendix", appendix=label.lower(), section=place.section)
    if role == "recommendation":
        return place._replace(recommendation=label, letter="", sublist=0, glossary=False)
    if role == "letter":
        return place._replace(letter=label, sublist=0)
    if role == "subitem" and label.isdigit():
        return place._replace(sublist=int(label))
    return _numbered(place, line) if role == "number" else place


def _numbered(place: Place, line: Line) -> Place:
    """The place at a numbered paragraph; one before any section stands in a section without a heading."""
    implied = place.zone in ("preamble", "summary")
    return place._replace(
        zone="section" if implied else place.zone,
        supporting=place.supporting or implied,
        number=int(line.label),
        indent=line.indent,
        recommendation="",
        letter="",
        sublist=0,
        glossary=False,
        contact=False,
    )


def opens_paragraph(
    text: str, layout: Layout, place: Place, lines: Sequence[Line], index: int, mid: bool
) -> bool:
    """Whether a line with a number opens the paragraph of that number. `mid`: the line before was wrapped here."""
    line = lines[index]
    number = int(line.label)
    expected = place.number + 1
    first = text[line.body] if line.body < line.end else "A"
    if not line.stopped:
        words = text[line.body : line.body + 3].lower()
        return (
            number == expected
            and first.isupper()
            and words not in MONTHS
            and not mid
            and (line.blank_before or not layout.spaced)
        )
    if place.number and line.indent > place.indent:
        return False
    if number == expected:
        if mid and (layout.spaced or not first.isupper()):
            return False
        if first.islower() and place.supporting and not line.blank_before:
            return False
        return place.sublist != number - 1 or place.sublist == 0 or not _list_counts_on(lines, index)
    if place.recommendation or mid:
        return False
    apart = layout.spaced and line.blank_before and not line.indent
    if not place.number:
        return number == place.counted + 1 or (apart and number <= place.counted + FURTHEST_GAP)
    return apart and expected < number <= place.number + FURTHEST_GAP and number != place.sublist + 1


def _list_counts_on(lines: Sequence[Line], index: int) -> bool:
    """Whether a number that fits both the list and the paragraphs is the list's: the same number comes once more."""
    number = wanted = int(lines[index].label)
    for line in lines[index + 1 : index + 400]:
        if line.mark == "section":
            return False
        if line.mark == "number" and line.stopped:
            wanted += 1
            if int(line.label) != wanted:
                return int(line.label) == number
    return False


def opens_letter(place: Place, line: Line) -> bool:
    """Whether a letter in brackets is one of the contract's lettered items; roman numerals count inside an item."""
    if len(line.label) > 1:
        return False
    before = ROMAN_AFTER.get(line.label)
    return before is None or place.letter == before


def opens_section(text: str, layout: Layout, place: Place, lines: Sequence[Line], index: int) -> bool:
    """Whether "C. Race and equality impact" is a section's heading: a known title, or the next letter alone on its line."""
    line = lines[index]
    if place.zone in ("appendix", "footnotes") or line.end - line.start > 120:
        return False
    if layouts.SECTION_TITLE.match(text, line.body, line.end):
        return True
    step = ord(line.label) - ord(place.section) if place.section else ord(line.label) - ord("A")
    if step not in (0, 1) or line.body >= line.end or not layouts.reads_as_heading(text, line.body, line.end):
        return False
    if layout.spaced:
        return line.blank_before and (index + 1 == len(lines) or lines[index + 1].blank_before)
    return line.end - line.start <= 60 and bool(place.section)


def opens_appendix(text: str, layout: Layout, place: Place, lines: Sequence[Line], index: int) -> bool:
    """Whether a line that begins with "Appendix 3" heads an appendix, and is neither a sentence nor a list's entry.

    An appendix has something in it: a name followed by the next name, a section or the page's end is an entry of a list.
    """
    line = lines[index]
    if place.zone in ("preamble", "summary") or line.end - line.start > 160 or text[line.end - 1] in ".;,":
        return False
    if (
        (layout.spaced and not line.blank_before)
        or text.find("[PDF]", line.start, line.end) >= 0
        or index + 1 == len(lines)
    ):
        return False
    below = lines[index + 1]
    if below.mark == "appendix" or layouts.FURNITURE.match(text, below.start):
        return False
    # A section that goes on the letters ends a list of appendices; one that begins again is the appendix's own.
    goes_on = below.mark == "section" and below.label > place.section
    return not (goes_on and opens_section(text, layout, place, lines, index + 1))


def footnotes_from(text: str, lines: Sequence[Line]) -> int:
    """The line at which footnotes begin that end in "[Back]", without a heading of their own; -1 if there are none."""
    back = text.find("[Back]")
    if back < 0:
        return -1
    low, high = 0, len(lines)
    while low < high:  # the last line that starts before the mark
        middle = (low + high) // 2
        low, high = (middle + 1, high) if lines[middle].start <= back else (low, middle)
    nearest = -1
    for index in range(low - 1, max(-1, low - 41), -1):
        if lines[index].mark == "number":
            nearest = index
            if lines[index].label == "1":
                break
    return nearest
