"""A sentence as a short row of tokens: numbers, periods, stops and the phrases of the vocabulary.

Everything after this stage looks at tokens, never at characters. A token carries its cues, a mapping from kind to code:
"strength" is at once a metric, a sign of a stock and an attachment to a group of staff.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from etl.catalogue.lexicon import phrases

Cues = Mapping[str, str]
NOTHING: Cues = {}
# Kinds that a word keeps when it stands inside a longer phrase: "police officer recruits" still says "recruits".
_KEPT_INSIDE = ("strength", "attach", "total", "who", "target")


class Token(NamedTuple):
    """One token: its span, its lower-case words, its cues, and the number or period mention that it is (else -1)."""

    start: int
    end: int
    words: str
    cues: Cues
    number: int = -1
    mention: int = -1


# The same as Token(...), in half the time: most of the tokens of an archive are made here.
_token = partial(tuple.__new__, Token)


class Placed(NamedTuple):
    """A number or a period mention as the tokeniser needs it."""

    start: int
    end: int
    number: int
    mention: int


# Words first, and one look whether a mark is there at all: twice as fast as trying every mark at every blank.
_TOKEN = re.compile(
    r"([A-Za-z]++)(?:(?=['\u2019-])(?:['\u2019]s\b|['\u2019]|-(?=[A-Za-z])))?+"
    r"|(?=[-,;:()\[\]=\u2013\u2014|/&\u2022.])"
    r"(?:\([A-Z][A-Za-z&]{1,9}\)|[,;:()\[\]=\u2013\u2014|/&\u2022]|(?<=\s)-(?=\s)|(?<!\bvs)\.(?=\s))"
)
_STOPS = {mark: {"stop": mark} for mark in ",;:()[]=\u2013\u2014|/-.\u2022"}
_STOPS["&"] = {"and": "and"}


# By its first and second word, the phrases that begin so, longest first: the words behind the first, the whole, its cues.
Phrases = Mapping[str, Mapping[str, Sequence[tuple[list[str], str, Cues]]]]


def _vocabulary() -> tuple[Mapping[str, Cues], Phrases]:
    """The cues of single words, and the phrases."""
    together: dict[tuple[str, ...], dict[str, str]] = {}
    for phrase, kind, code in phrases():
        together.setdefault(tuple(phrase.split()), {})[kind] = code
    for words, cues in together.items():
        if len(words) > 1:
            for word in words:
                for kind, code in together.get((word,), {}).items():
                    # "men and women" are people of either sex, "faith hate crime" is no one's faith
                    both = kind == "who" and ("people" in cues or "group" in cues)
                    if kind in _KEPT_INSIDE and kind not in cues and not both:
                        cues[kind] = code
    longer: dict[str, dict[str, list[tuple[list[str], str, Cues]]]] = {}
    for words, cues in sorted(together.items(), key=lambda entry: -len(entry[0])):
        if len(words) > 1:
            by_second = longer.setdefault(words[0], {})
            by_second.setdefault(words[1], []).append((list(words[1:]), " ".join(words), cues))
    return {words[0]: cues for words, cues in together.items() if len(words) == 1}, longer


WORDS, PHRASES = _vocabulary()


def tokenise(text: str, start: int, end: int, placed: Sequence[Placed]) -> list[Token]:
    """The tokens of `text[start:end]`; `placed` holds the numbers and mentions inside it, in order.

    >>> [token.cues for token in tokenise("sanction detection rate", 0, 23, ())]
    [{'metric': 'sanction_detection_rate'}]
    """
    raw: list[Token] = []
    cues_of = WORDS.get
    waiting = iter(placed)
    following = next(waiting, None)
    skip_to = start
    for match in _TOKEN.finditer(text, start, end):
        at = match.start()
        while following is not None and at >= following.start:
            _place(text, raw, following)
            skip_to = max(skip_to, following.end)
            following = next(waiting, None)
        if at < skip_to:
            continue
        word = match.group(1)
        if word is None:
            mark = match.group()
            if len(mark) > 1:  # an abbreviation in brackets is one more word of its phrase
                word = mark[1:-1].lower()
                raw.append(Token(at, match.end(), word, cues_of(word, NOTHING)))
            else:
                raw.append(_token((at, match.end(), "", _STOPS[mark], -1, -1)))
        else:
            word = word.lower()
            raw.append(_token((at, match.end(1), word, cues_of(word, NOTHING), -1, -1)))
    while following is not None:
        _place(text, raw, following)
        following = next(waiting, None)
    return _with_phrases(raw)


def _place(text: str, raw: list[Token], placed: Placed) -> None:
    """A number or mention as a token; a name such as SPI8a as a word; a footnote mark as nothing."""
    start, end, number, mention = placed
    if number >= 0 or mention >= 0:
        raw.append(Token(start, end, "", NOTHING, number, mention))
    elif text[start] != "[":
        word = text[start:end].lower()
        raw.append(Token(start, end, word, WORDS.get(word, NOTHING)))


def _with_phrases(raw: list[Token]) -> list[Token]:
    """Join the words of each phrase of the vocabulary into one token with its cues."""
    tokens: list[Token] = []
    words = [token.words for token in raw]
    begins = PHRASES.get
    at = 0
    count = len(raw)
    while at < count:
        token = raw[at]
        longer = begins(words[at])
        at += 1
        if longer is not None and at < count:
            for rest, phrase, cues in longer.get(words[at], ()):
                length = len(rest)
                if words[at : at + length] == rest:
                    token = _token((token.start, raw[at + length - 1].end, phrase, cues, -1, -1))
                    at += length
                    break
        tokens.append(token)
    return tokens
