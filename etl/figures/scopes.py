"""Whose figure it is: a borough, unit, command or operation that the text names, else the whole service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.catalogue.lexicon import COMMANDS, UNIT_HEADS
from etl.figures.windows import Window, every, has
from etl.tokens import Token

MPS = "mps"
_OPERATIONS = ("operation", "project")
_AGENT = ("by",)
_NOT_IN_NAME = frozenset(
    (
        "the",
        "mps",
        "a",
        "an",
        "this",
        "each",
        "our",
        "its",
        "in",
        "met",
        "their",
        "all",
        "every",
        "and",
        "of",
        "for",
        "by",
        "to",
        "with",
    )
)
_JOINTS = frozenset(("and", "of", "for"))
_NAME_LENGTH = 6


_NAMING = frozenset((*COMMANDS, *UNIT_HEADS, *_OPERATIONS, "operation"))


def _may_name(words: str) -> bool:
    """Whether a token may end or begin the name of a part of the service."""
    return words in _NAMING or (" " in words and words[words.rfind(" ") + 1 :] in UNIT_HEADS)


def with_scopes(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens with a scope on each name of a unit or operation: 'Trident OCU' is `trident_ocu`.

    A head word without a name ('the Unit', 'the command') carries the scope `the:unit`, to be resolved by the reader.
    """
    for place, token in enumerate(tokens):
        words = token.words
        if not _may_name(words):
            continue
        if words in COMMANDS and _is_agent(tokens, place):
            tokens[place] = token._replace(cues={})  # "was given £50,000 by Territorial Policing"
        if "scope" in token.cues:
            continue
        last = words[words.rfind(" ") + 1 :]
        last = words if words in UNIT_HEADS else last  # "task force"
        if last in UNIT_HEADS and (not last.endswith("s") or _opens_with(tokens, place)):
            code = _unit(text, tokens, place, last)
            if code and not _is_agent(tokens, place):
                tokens[place] = token._replace(cues={**token.cues, "scope": code})
        elif words in _OPERATIONS and (follower := _name_behind(text, tokens, place)) is not None:
            code = f"{words}_{follower.words.replace(' ', '_')}"
            tokens[place + 1] = follower._replace(cues={**follower.cues, "scope": code})
        elif (words == "operation" and place and tokens[place - 1].words in ("the", "this", "recent")) or (
            words == "operation" and place and tokens[place - 1].mention >= 0
        ):
            tokens[place] = token._replace(cues={**token.cues, "scope": "the:operation"})
    return tokens


def _name_behind(text: str, tokens: Sequence[Token], place: int) -> Token | None:
    """The name of the operation that a capitalised head word leads to: 'the Operation Trident line'."""
    named = tokens[place + 1 : place + 2] if text[tokens[place].start].isupper() else ()
    return next(
        (
            one
            for one in named
            if one.words and text[one.start].isupper() and one.start - tokens[place].end <= 2
        ),
        None,
    )


def _opens_with(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence opens with the name of several units: 'Community Safety Units deal with', not 'in three units'."""
    before = tokens[:place]
    return place < _NAME_LENGTH and all(
        token.number < 0 and "prep" not in token.cues and "be" not in token.cues for token in before
    )


def _is_agent(tokens: Sequence[Token], place: int) -> bool:
    """Whether a unit is only who did something: 'reviewed by the Directorate'."""
    return any(token.words in _AGENT for token in tokens[max(place - _NAME_LENGTH, 0) : place])


def _unit(text: str, tokens: Sequence[Token], place: int, head: str) -> str:
    """The name that ends in the head word at `place`, from the capitalised words before it."""
    first = place
    while first > 0 and place - first < _NAME_LENGTH:
        token = tokens[first - 1]
        if not (token.words or token.cues.get("and")) or token.end + 3 < tokens[first].start:
            break
        capital = text[token.start].isupper()
        if not capital and token.words not in _JOINTS and text[token.start] != "&":
            break
        first -= 1
    words = [word for token in tokens[first : place + 1] for word in (token.words or "").split()]
    while words and words[0] in _NOT_IN_NAME:
        words.pop(0)
    if len(words) > 1:
        return "_".join(word for word in words if word not in ("and",))
    previous = tokens[place - 1].words if place else ""
    if previous in ("the", "this") and words:
        return f"the:{head}"
    return ""


def scope_of(around: Window, so_far: str, carried: str, scopes: Mapping[str, str]) -> str:
    """The part of the service named nearest before the number in its sentence, else behind it, else in the paragraph."""
    semicolon = max(
        (place for place, token in enumerate(around.before) if token.cues.get("stop") == ";"), default=-1
    )
    ahead = around.before[semicolon + 1 :]
    if semicolon >= 0 and not has(ahead, "scope"):
        if has((*around.nouns, *around.after[:8]), "scope"):
            so_far = ""  # "412 in Brent; 380 were made in Harrow"
        else:
            ahead = around.before
    before = every(ahead, "scope")
    if len([code for code in before if code not in (MPS, "national")]) > 2:
        return carried or MPS  # a list of places, not the owner of the figure
    after = around.after
    beside = (
        after[1].cues.get("scope", "") if len(after) > 1 and after[0].words in ("in", "for", "at") else ""
    )
    if beside and before and _belongs_to_number_before(around.before):
        before = []  # "-0.2% in Hackney to -11.2% in Richmond"
    code = before[-1] if before else beside or so_far
    if not code:
        behind = every((*around.nouns, *around.base, *around.after[:8]), "scope")
        code = behind[0] if behind else ""
    code = (carried or scopes.get(code, "")) if code.startswith("the:") else code
    return code or carried or MPS


_HAS_BEEN = ("has", "have", "had", "been", "is", "was", "were", "are", "came", "recorded", "seen")


def place_behind(tokens: Sequence[Token], at: int) -> str:
    """The place that a number is said to be that of, or to be in: 'the lowest rate, 6.2%, is that of Brent', 'the largest
    fall, 22.6%, has been in Hillingdon'; or nothing."""
    bracket = [token.cues.get("stop", "") for token in tokens[at + 1 : at + 4]]
    if bracket == ["(", "", ")"] and (code := tokens[at + 2].cues.get("scope", "")):
        return code  # "12% (Brent) and 9% (Harrow)"
    behind = [token for token in tokens[at + 1 : at + 6] if token.cues.get("stop") != ","]
    apposed = at + 1 < len(tokens) and tokens[at + 1].cues.get("stop") == ","
    said = next((place for place, token in enumerate(behind) if token.words not in _HAS_BEEN), 0)
    if apposed and 0 < said < len(behind) - 1 and behind[said].words == "in":
        return behind[said + 1].cues.get("scope", "")
    named = [token.words for token in behind[:3]] in (
        ["is", "that", "of"],
        ["was", "that", "of"],
        ["being", "that", "of"],
    )
    return behind[3].cues.get("scope", "") if named and len(behind) > 3 else ""


_LONDON = ("london", "the capital", "greater london")


def place_set_beside(behind: Sequence[Token]) -> str:
    """The place of a number that another is set beside, from the tokens behind it: 'against 12.9% for London', 'compared
    with 3.3% nationally', '6.1% of officers in Harrow'; or nothing. They end where a number, a time or another clause begins.
    """
    for place, token in enumerate(behind[:5]):
        if token.words == "nationally":
            return token.cues.get("scope", "")
        if (
            token.number >= 0
            or token.mention >= 0
            or {"stop", "and", "be", "link", "rel"} & token.cues.keys()
        ):
            return ""
        if token.words in ("in", "for", "at", "across"):
            named = [one for one in behind[place + 1 : place + 3] if one.words != "the"][:1]
            if named and (code := MPS if named[0].words in _LONDON else named[0].cues.get("scope", "")):
                return code
    return ""


def _belongs_to_number_before(tokens: Sequence[Token]) -> bool:
    """Whether the place before a number is where the number before was counted: 'in Hackney to'."""
    return (
        len(tokens) > 2
        and tokens[0].words in ("in", "for", "at")
        and "scope" in tokens[1].cues
        and (tokens[2].words in ("to", "and") or "stop" in tokens[2].cues)
    )


def subject_scope(tokens: Sequence[Token]) -> str:
    """The unit or place that a sentence is about: named before its verb, not as an aside."""
    for place, token in enumerate(tokens[:9]):
        if "scope" in token.cues:
            before = tokens[place - 1].words if place else ""
            return "" if before in ("in", "at", "by", "with", "from") and place > 2 else token.cues["scope"]
        if "be" in token.cues or token.number >= 0:
            return ""
    return ""
