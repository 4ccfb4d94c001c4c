"""Where sentences begin and end inside a block of text."""

from __future__ import annotations

import re

LONGEST = 2_000  # characters; the longest sentence of the archive seen has about 900
_END = re.compile(r"[.!?][\"'\u2019\u201d)\]]{0,3}\s+(?=[\"'\u2018\u201c(\[]{0,2}[A-Z0-9\u00a3\u2022])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|st|dr|mr|mrs|ms|prof|cf|vs|approx|para|paras|fig|op|supt|det|insp|sgt|rev|hon|ref|incl|inc|p|pp|c|ca)|\b[A-Za-z]|\b\d{1,2})\.\Z",
    re.IGNORECASE,
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences of `text[start:end]`, without the white space between them.

    >>> sentences("It rose to 5.2%. Then it fell, e.g. Camden.", 0, 43)
    [(0, 16), (17, 43)]
    """
    spans = []
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.start() + 1
        if text[match.start()] == "." and _is_abbreviation(text, begin, stop):
            continue
        stop = match.start() + len(match.group().rstrip())
        if stop > begin:
            spans += _pieces(text, begin, stop)
        begin = match.end()
    if begin < end:
        spans += _pieces(text, begin, end)
    return spans


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, cut at a space where it is longer than any real one: reading one costs more than its length."""
    pieces = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        pieces.append((start, cut))
        start = cut + (text[cut] == " ")
    return [*pieces, (start, end)] if start < end else pieces


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    """'e.g.', 'No.', an initial, or the number of a list item; 'in 2007.' and '46%.' end a sentence."""
    window = text[max(begin, stop - 8) : stop]
    match = _ABBREVIATION.search(window)
    if match is None:
        return False
    word = match.group()[:-1]
    if word.isdigit():
        return stop - len(word) - 1 <= begin  # only an item's number at the very start
    if word == "c" and text[stop - 3 : stop - 2] == "(":
        return True  # "(c. 13,000)"
    return len(word) > 1 or not text[max(begin, stop - 4) : stop - 2].strip() or word.isupper()
