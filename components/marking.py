"""Where a figure stands in its sentence: found by the places of all numbers of the report, never by the first likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A number in the text of a report: its first character, the one after its last, and how it is printed."""

    start: int
    end: int
    printed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a sentence: its text, and the place among the marked spans, or None for text between them."""

    text: str
    mark: int | None = None


def quote_start(quote: str, figure: Span, numbers: Sequence[Span]) -> int | None:
    """Where a sentence begins in the text that was read; None where that is not sure.

    Args:
        quote: the sentence.
        figure: the figure that it holds.
        numbers: the numbers of the report in the order of the text.

    >>> numbers = [Span(start=103, end=106, printed="two"), Span(start=115, end=118, printed="two")]
    >>> quote_start("By two men and two women", numbers[1], numbers)
    100
    """
    fitting = {
        start: inside
        for start in _candidates(quote, figure)
        if (inside := _numbers_inside(quote, start, numbers)) is not None
    }
    if not fitting:
        return None
    most = max(fitting.values())
    best = [start for start, inside in fitting.items() if inside == most]
    return best[0] if len(best) == 1 else None


def _candidates(quote: str, figure: Span) -> Iterator[int]:
    found = quote.find(figure.printed) if figure.printed else -1
    while found >= 0:
        yield figure.start - found
        found = quote.find(figure.printed, found + 1)


def _numbers_inside(quote: str, start: int, numbers: Sequence[Span]) -> int | None:
    """How many numbers of the report lie in the sentence if it begins there; None where one of them is not in its place."""
    end = start + len(quote)
    inside = 0
    for place in range(bisect_left(numbers, start, key=lambda one: one.start), len(numbers)):
        one = numbers[place]
        if one.end > end:
            break
        if quote[one.start - start : one.end - start] != one.printed:
            return None
        inside += 1
    return inside


def pieces(quote: str, start: int, marks: Sequence[Span]) -> list[Piece]:
    """The sentence cut at the marked spans; a mark that overlaps one before it is left out.

    >>> [one.text for one in pieces("It was 39.0% then", 50, [Span(start=57, end=62, printed="39.0%")])]
    ['It was ', '39.0%', ' then']
    """
    made = []
    reached = 0
    for place in sorted(range(len(marks)), key=lambda one: (marks[one].start, -marks[one].end)):
        first, last = marks[place].start - start, marks[place].end - start
        if first < reached or last > len(quote):
            continue
        if first > reached:
            made.append(Piece(text=quote[reached:first]))
        made.append(Piece(text=quote[first:last], mark=place))
        reached = last
    if reached < len(quote):
        made.append(Piece(text=quote[reached:]))
    return made
