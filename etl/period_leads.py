"""The words before a date that say how it is meant: "as at", "by the end of", "since", "between"."""

from __future__ import annotations

import re
from typing import NamedTuple

_WINDOW = 34  # characters; the longest lead is "as at the beginning of the year "
_EDGES = {
    "end": "end",
    "close": "end",
    "start": "start",
    "beginning": "start",
    "outset": "start",
    "opening": "start",
    "early": "part",
    "mid": "part",
    "middle": "part",
    "late": "part",
}
_PREPOSITIONS = frozenset(
    "as at by since up to until till before on in over within during for of from between throughout last this than "
    "with against and or".split()
)
_COMPARED = frozenset(
    {"compared", "comparison", "relative", "relation", "back", "similar", "prior", "contrast"}
)
_SEPARATOR = re.compile(r"[-–—(\"'‘“]")


class Lead(NamedTuple):
    """The words before a date: a preposition and perhaps an edge (`end`, `start`, `part`), and where they begin."""

    word: str
    edge: str
    start: int
    edge_start: int


def read_lead(text: str, at: int, floor: int) -> Lead:
    """The lead that ends where a date begins; `word` is empty where none stands.

    >>> read_lead("by the end of March 2012", 14, 0)
    Lead(word='by', edge='end', start=0, edge_start=7)
    """
    low = at - _WINDOW if at - _WINDOW > floor else floor
    window = text[low:at].lower()
    words = (_SEPARATOR.sub(" ", window) if _SEPARATOR.search(window) else window).split()
    if not words or len(window) != at - low:  # some characters have two for their lower case
        return Lead("", "", at, at)
    if low > floor and text[low - 1].isalnum():
        words[0] = ""  # cut off
    words.insert(0, "")
    words.insert(0, "")
    last = len(words) - 1
    stop = len(window)
    if words[last] == "the":
        stop = window.rfind("the", 0, stop)
        last -= 1
    edge = ""
    if words[last] in _EDGES or (words[last] == "of" and words[last - 1] in _EDGES):
        if words[last] == "of":
            last -= 1
        edge = _EDGES[words[last]]
        stop = window.rfind(words[last], 0, stop)
        last -= 1
    edge_start = low + stop if edge else at
    if edge and words[last] == "the":
        stop = window.rfind("the", 0, stop)
        last -= 1
    if words[last] == "including" and words[last - 1] == "and":  # "up to and including"
        stop = window.rfind("and", 0, window.rfind("including", 0, stop))
        last -= 2
    word = words[last]
    if word not in _PREPOSITIONS:
        return Lead("", edge, edge_start, edge_start)
    if word == "to" and words[last - 1] in _COMPARED:
        return Lead("against", edge, low + window.rfind(word, 0, stop), edge_start)
    if (word in {"at", "of"} and words[last - 1] == "as") or (word == "to" and words[last - 1] == "up"):
        stop = window.rfind(word, 0, stop)
        word = "at" if words[last - 1] == "as" else "up to"
        last -= 1
    return Lead(word, edge, low + window.rfind(words[last], 0, stop), edge_start)
