"""Whom a sentence goes on to speak of that names nobody itself: 'Of these, 168 were women', 'Among them were 24 women'."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.measures import MONTHS
from etl.figures.subjects import HEADCOUNTS, OTHER, RECRUITS, SHARES, THOSE, Subject
from etl.figures.windows import Window, has
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
    named = not is_share and has((*around.before, *around.nouns, *around.after[:4]), "who")
    some = some or (named and before is not None and before.metric in _PEOPLE)
    whole = bool(around.base) and around.base[0].words in _THOSE and not around.nouns
    return people._replace(rule=THOSE) if some and (whole or refers_back(tokens)) else before


def people_of(subject: Subject, so_far: Subject) -> Subject | None:
    """Whom a count is of: 'The intake has been 240' counts recruits, though nothing listed."""
    if subject.staff or subject.attach:
        return subject
    if so_far.attach != "recruited" or not so_far.staff or subject.metric != OTHER:
        return None
    return Subject(OTHER, staff=RECRUITS.get(so_far.staff, so_far.staff), attach="doing")


def opens_on_some(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens with a number that some people are: '168 were BME', '71 (11%) were women'."""
    if not tokens or tokens[0].number < 0:
        return False
    at = 1
    if len(tokens) > 4 and tokens[1].cues.get("stop") == "(" and tokens[3].cues.get("stop") == ")":
        at = 4
    return has(tokens[at : at + 1], "be") and has(tokens[at + 1 : at + 3], "who")


def refers_back(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens with those of the one before: 'Of these', 'Among them', 'They included', 'May's were'."""
    month = bool(tokens) and (tokens[0].mention >= 0 or tokens[0].words in MONTHS)
    if month and "be" in tokens[min(1, len(tokens) - 1)].cues:
        return True
    if opens_on_some(tokens):
        return True
    for place, token in enumerate(tokens[:NEAR]):
        following = tokens[place + 1].words if place + 1 < len(tokens) else ""
        others = has(tokens[place + 2 : place + 3], "rel")  # "Of those who passed selection"
        if token.words in _OF and following in _THOSE and not others:
            return True
        if "this" in token.cues and following in _INCLUDE:
            return True
    return False
