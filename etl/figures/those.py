"""Whom a sentence goes on to speak of that names nobody itself: 'Of these, 168 were women', 'Among them were 24 women'."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.subjects import HEADCOUNTS, OTHER, SHARES, THOSE, Subject
from etl.figures.windows import Window
from etl.tokens import Token

_THOSE = frozenset(("these", "those", "them", "whom", "this", "the same"))
_OF = frozenset(("of", "among", "amongst"))
_PEOPLE = (*HEADCOUNTS.values(), *SHARES.values())
_INCLUDE = frozenset(("include", "included", "includes"))
NEAR = 3  # tokens with which a sentence refers to the one before: "These include", "And of these"


def those_before(
    tokens: Sequence[Token], around: Window, before: Subject | None, people: Subject | None, is_share: bool
) -> Subject | None:
    """The number before, or the people that the sentence before counted where this one speaks of some of them.

    Every count of such a sentence is of them; a share may stand beside its own count.
    """
    if people is None:
        return before
    some = before is None or (before.metric == OTHER and not before.staff)
    some = some or (not is_share and before is not None and before.metric in _PEOPLE)
    whole = bool(around.base) and around.base[0].words in _THOSE and not around.nouns
    return people._replace(rule=THOSE) if some and (whole or refers_back(tokens)) else before


def refers_back(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens with those of the one before: 'Of these', 'Among them', 'They included'."""
    for place, token in enumerate(tokens[:NEAR]):
        following = tokens[place + 1].words if place + 1 < len(tokens) else ""
        if token.words in _OF and following in _THOSE:
            return True
        if "this" in token.cues and following in _INCLUDE:
            return True
    return False
