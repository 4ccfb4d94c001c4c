"""The header of a report: title, number, date, committee and author, wherever they stand and whatever is missing."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from etl.layouts import FURNITURE, SUMMARY, Line, titles_section
from etl.report_records import Source

HEADER_LINES = 40
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s{1,3}([A-Za-z]{3,9})\.?,?\s{1,3}(\d{4}|\d\d)(?!\d)")
DATE_IN_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
DATE_ALONE = re.compile(rf"\s*(?:\w{{3,6}}day,?\s)?{DATE_IN_WORDS.pattern}\s*\Z")
DATE_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
FIELD = re.compile(
    r"(?<!\S)(Report(?:[^\S\n]n(?:o\.?|umber))?|Date|By|Committee|Title)[^\S\n]*:[^\S\n]*", re.IGNORECASE
)
NUMBER = re.compile(r"0*(\d{1,3})\s?([a-z])?(?![\w/])", re.IGNORECASE)
OPENING = re.compile(
    r"(?:This\s+(?:is\s+)?)?report\s+(?P<number>\d{1,3}\s?[a-z]?)\s+of\s+the\s+(?P<date>[^\n]{6,30}?)\s+"
    r"meeting\s+of\s+the\s+(?P<committee>.{0,120}?\b(?:sub-?committee|committee|board|authority|panel|forum|group))\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the header says, sources filling what it lacks, and the indices of the lines that it takes up.

    >>> Header(title="Burglary", number="9", date=None, committee="", author="", lines=frozenset()).number
    '9'
    """

    title: str
    number: str
    date: datetime.date | None
    committee: str
    author: str
    lines: frozenset[int]


def read_date(words: str) -> datetime.date | None:
    """The first date in the words, or None. Two-digit years are 2000 to 2099.

    >>> read_date("09 Sep 04"), read_date("31 February 2004")
    (datetime.date(2004, 9, 9), None)
    """
    if found := DATE_IN_WORDS.search(words):
        name = found[2][:3].lower()
        month = MONTHS.index(name) + 1 if name in MONTHS else 0
        parts = (found[3], month, found[1])
    elif found := DATE_ISO.search(words):
        parts = (found[1], int(found[2]), found[3])
    elif found := DATE_IN_FIGURES.search(words):
        parts = (found[4], int(found[3]), found[1])
    else:
        return None
    year = int(parts[0]) + (2000 if len(parts[0]) == 2 else 0)
    try:
        return datetime.date(year, parts[1], int(parts[2]))
    except ValueError:
        return None


def read_number(words: str) -> str:
    """The number of a report without leading zeros, empty where the words hold none.

    >>> read_number("09"), read_number("6B"), read_number("to be set")
    ('9', '6b', '')
    """
    found = NUMBER.match(words.strip())
    return found[1] + (found[2] or "").lower() if found else ""


def read_header(text: str, lines: list[Line], source: Source | None) -> Header:
    """Read the header from the first lines of a report; what it lacks comes from its source.

    >>> from etl.layouts import read_lines
    >>> page = "Burglary\\n\\nReport: 09\\nDate:12 July 2004\\nBy: Commissioner\\n\\nSummary\\n\\nIt fell."
    >>> header = read_header(page, read_lines(page), None)
    >>> header.title, header.number, header.date.isoformat(), header.author
    ('Burglary', '9', '2004-07-12', 'Commissioner')
    """
    zone = _zone(text, lines)
    fields, field_lines = _fields(text, lines[:zone])
    opening = None
    title_lines: list[int] = []
    first_field = min(field_lines, default=None)
    for index, line in enumerate(lines[:zone]):
        if index in field_lines or FURNITURE.match(text, line.start):
            continue
        # The sentence may be wrapped: the pattern reads over line ends, within a bound.
        if opening is None and (found := OPENING.match(text, line.start, line.start + 400)):
            opening = found
        elif (
            line.end - line.start <= 200
            and text[line.end - 1] != "."
            and (first_field is None or index < first_field)
        ):
            title_lines.append(index)
    # The title stands last before the fields; without any field the first line may be one, but sources know better.
    title_line = None
    if title_lines and first_field is not None:
        title_line = title_lines[-1]
    elif (
        title_lines
        and zone > title_lines[0]
        and lines[title_lines[0]].mark == "text"
        and len(lines) > title_lines[0] + 1
    ):
        title_line = title_lines[0]
    title = text[lines[title_line].start : lines[title_line].end] if title_line is not None else ""
    title = fields.get("title") or title
    if source and source.title and (first_field is None or not title):
        title = source.title
    # The two places of a header may disagree; sources.csv then tells which is the slip of the pen.
    dates = [read_date(fields.get("date", "")), read_date(opening["date"]) if opening else None]
    date = source.date if source and source.date and source.date in dates else dates[0] or dates[1]
    if date is None and first_field is None:
        date = _date_alone(text, lines[:zone])
    numbers = [read_number(fields.get("report", "")), read_number(opening["number"]) if opening else ""]
    listed = read_number(source.number) or source.number if source else ""
    number = listed if listed and listed in numbers else numbers[0] or numbers[1]
    committee = " ".join((fields.get("committee") or (opening["committee"] if opening else "")).split())
    return Header(
        title=title,
        number=number or listed,
        date=date or (source.date if source else None),
        committee=committee or (source.committee if source else ""),
        author=fields.get("by", ""),
        lines=frozenset(field_lines | ({title_line} if title_line is not None else set())),
    )


def _date_alone(text: str, lines: list[Line]) -> datetime.date | None:
    """The date that stands on a line of its own, as in a press release: its first lines say neither "Date" nor "By"."""
    alone = (text[line.start : line.end] for line in lines if DATE_ALONE.match(text, line.start, line.end))
    return next((date for words in alone if (date := read_date(words)) is not None), None)


def _zone(text: str, lines: list[Line]) -> int:
    """How many of the first lines may belong to the header: up to the summary, the first section or paragraph 1."""
    for index, line in enumerate(lines[:HEADER_LINES]):
        if SUMMARY.match(text, line.start, line.end):
            return index
        if titles_section(text, line):
            return index
        if line.mark == "number" and line.label == "1" and line.stopped:
            return index
    return min(len(lines), HEADER_LINES)


def _fields(text: str, lines: list[Line]) -> tuple[dict[str, str], set[int]]:
    """The labelled fields, by lower-case label, and the indices of their lines. A label may have its value below."""
    fields: dict[str, str] = {}
    taken: set[int] = set()
    for index, line in enumerate(lines):
        if index in taken or not FIELD.match(text, line.start, line.end):
            continue
        found = list(FIELD.finditer(text, line.start, line.end))
        stops = [match.start() for match in found[1:]] + [line.end]
        taken.add(index)
        for match, stop in zip(found, stops, strict=True):
            value = text[match.end() : stop].strip()
            below = index + 1
            if (
                not value
                and below < len(lines)
                and not FIELD.match(text, lines[below].start, lines[below].end)
            ):
                value = text[lines[below].start : lines[below].end]
                taken.add(below)
            fields.setdefault(match[1].lower().split()[0], value)
    return fields, taken
