"""What stands around a number: the noun phrase behind it, what is said of it, and the words before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from etl.tokens import Token

MOST_NOUNS = 8  # tokens of a noun phrase; longer ones are clauses
_DETERMINERS = frozenset(
    ("a", "an", "the", "this", "these", "those", "their", "its", "our", "his", "her", "each", "every")
)
# Words by which a number is said again in another form: "9%, that is 253 offences".
THAT_IS = frozenset(("that is", "that", "is", "which", "i.e", "ie", "or", "equivalent to"))
QUALIFIERS = (
    "just",
    "over",
    "under",
    "around",
    "about",
    "some",
    "nearly",
    "almost",
    "approximately",
    "circa",
    "roughly",
)
_MOVED = ("reduction", "increase", "decrease", "rise", "fall", "drop", "growth")
_VERBS = ("will ", "should ", "would ", "could ", "likely ")
SAYS_ANEW = (
    "representing",
    "equating",
    "equating to",
    "amounting",
    "amounting to",
    "gives",
    "gave",
    "giving",
    "meaning",
    "means",
    "meant",
)  # "recorded as 1,204, representing 5%"; "820 against 910 gives a fall of"


POINTING = ("them", "these", "those")


class Window(NamedTuple):
    """The tokens around the number at `at`.

    `before`: from the number before (or the sentence's beginning) up to this one. `nouns`: the noun phrase directly
    behind it ("criminal network disruptions"). `base`: behind "of" ("of all police officers"). `after`: the rest of
    the clause ("for domestic violence", "were from a BME background"). `said`: the index in `after` where the
    predicate begins (behind "were"), -1 without one. `part`: the number is part of another ("410 of the 2,050 recruits").
    """

    at: int
    before: Sequence[Token]
    nouns: Sequence[Token]
    base: Sequence[Token]
    after: Sequence[Token]
    said: int
    bracketed: bool
    part: bool


def window(tokens: Sequence[Token], at: int, since: int, until: int, is_share: bool) -> Window:
    """The window of the number token `tokens[at]`; `since` and `until` bound the gap to the numbers beside it.

    A share in brackets is read on behind them ("one in ten (11%) were"); a count in brackets is not.
    """
    nouns_end = at + 1
    bracketed = at > 0 and tokens[at - 1].cues.get("stop") == "("
    if bracketed and is_share and nouns_end < until and tokens[nouns_end].cues.get("stop") == ")":
        nouns_end += 1
    elif not bracketed and nouns_end < len(tokens) and tokens[nouns_end].cues.get("stop") == "(":
        behind = _behind_bracket(tokens, nouns_end)  # "24,802 (74.6%) were constables", "5,000 (17%) women"
        if behind > nouns_end and not _closes(tokens, behind):
            nouns_end = behind
            until = next((i for i in range(behind, len(tokens)) if tokens[i].number >= 0), len(tokens))
    shared = nouns_end == at + 1 and _other_form(tokens, at)
    if shared:  # "21 or 2.4% more", "853 or 23.3% of them"
        nouns_end = at + 3
        until = next((i for i in range(nouns_end, len(tokens)) if tokens[i].number >= 0), len(tokens))
    elif _opens(tokens, at):  # "At 7.7%, the JD rate is ..."
        nouns_end = at + 2 + (tokens[at + 2].words in _DETERMINERS)
    aside = tokens[nouns_end + 1] if nouns_end + 1 < until and tokens[nouns_end].mention >= 0 else None
    if aside is not None and ("up" in aside.cues or "down" in aside.cues) and aside.words.endswith(_MOVED):
        nouns_end += 1  # "a 7.5% year to date reduction"
    begin = nouns_end
    while nouns_end < until and nouns_end - begin < MOST_NOUNS:
        token = tokens[nouns_end]
        if token.mention >= 0 or not token.words or _breaks(token) or "and" in token.cues:
            break
        if token.words in _DETERMINERS:
            break
        nouns_end += 1
    nouns = tokens[begin:nouns_end]
    if is_share and nouns_end == at + 1 and (named := _named_in_bracket(tokens, nouns_end)):
        return Window(at, tokens[since:at], named, (), (), -1, bracketed, False)
    if nouns and all("adjective" in token.cues for token in nouns) and nouns_end < until:
        nouns = (*nouns, *_shared_nouns(tokens, until)) if "and" in tokens[nouns_end].cues else nouns
    base: Sequence[Token] = ()
    rest = nouns_end
    if rest < until and tokens[rest].cues.get("prep") == "of":
        base_end = rest + 1
        while base_end < until and not _ends_base(tokens, base_end):
            base_end += 1
            if tokens[base_end - 1].words == "them" and [
                one.words for one in tokens[base_end : base_end + 1]
            ] == ["for"]:
                break  # "21 of them for burglary and nine for robbery"
        base = tokens[rest + 1 : base_end]
        rest = base_end
    lone = (
        (nouns or (base and base[0].words in POINTING))
        and rest + 2 < len(tokens)
        and tokens[rest].cues.get("stop") == "("
        and tokens[rest + 1].number >= 0
    )
    if lone and tokens[rest + 2].cues.get("stop") == ")" and not _closes(tokens, rest + 3):
        rest += 3  # "3,080 officers (9.2%) described themselves as"
        until = next((i for i in range(rest, len(tokens)) if tokens[i].number >= 0), len(tokens))
    if nouns and _said_again(tokens, rest):
        rest += 4  # "568 recruits, or 29.6%, were women"
        until = next((i for i in range(rest, len(tokens)) if tokens[i].number >= 0), len(tokens))
    whom = tokens[rest].words in OF_WHICH if rest < until else False
    if whom and rest + 1 < len(tokens) and tokens[rest + 1].cues.get("stop") == "(":
        behind = _behind_bracket(tokens, rest + 1)  # "573 of whom (31.0%) were women"
        until = next((i for i in range(behind, len(tokens)) if tokens[i].number >= 0), len(tokens))
        rest = behind if behind > rest + 1 else rest
    apposed = rest + 1 < until and rest == at + 1 and tokens[rest].cues.get("stop") == ","
    said_of = [token.words for token in tokens[rest + 1 : rest + 3]] if apposed else [""]
    if said_of[0] in ("is", "are", "was", "were") and said_of[1:] != [
        "that"
    ]:  # not "6.2%, is that of Hackney"
        rest += 1  # "just over a third, 33.5%, are women"
    end = rest
    said = -1
    limit = until
    part = shared and bool(base)
    if part:
        return Window(at, tokens[since:at], nouns, base, tokens[rest:rest], -1, bracketed, True)
    part = bool(base) and rest == until < len(tokens) and tokens[until].number >= 0
    if part:  # "two thirds of the 346 people who ..."
        limit = len(tokens)
        base = (*base, *_shared_nouns(tokens, until))
    while end < limit:
        token = tokens[end]
        if "stop" in token.cues and token.cues["stop"] not in "/\u2022":
            break
        # "32,000 officers and PCSOs, compared with 25,500"
        staff_too = (
            end == rest and end + 1 < limit and has((tokens[end + 1],), "staff") and has(nouns, "staff")
        )
        if "link" in token.cues or (token.words == "and" and limit < len(tokens) and not staff_too):
            break
        if said < 0 and ("be" in token.cues or token.words.startswith(_VERBS)):
            said = end + 1 - rest
        end += 1
    return Window(at, tokens[since:at], nouns, base, tokens[rest:end], said, bracketed, part)


def behind_link(tokens: Sequence[Token], kind: str = "") -> Sequence[Token]:
    """The clause at hand: the words behind the last link ('whereas', 'compared with'), or the last of a kind; all without one."""
    at = next(
        (
            place
            for place in range(len(tokens), 0, -1)
            if "link" in tokens[place - 1].cues and kind in ("", tokens[place - 1].cues["link"])
        ),
        0,
    )
    return tokens[at:]


def _other_form(tokens: Sequence[Token], at: int) -> bool:
    """Whether 'or' and one more number follow a number, and what both are of: '21 or 2.4% more', '853 or 23.3% of them'."""
    joined = at + 3 < len(tokens) and tokens[at + 1].words == "or" and tokens[at + 2].number >= 0
    if not joined or tokens[at + 3].words != "of":
        return joined
    whole = tokens[at + 4 : at + 12]
    events = has(whole[:4], "metric") or any(token.words in POINTING for token in whole[:1])
    return events and not has(
        whole, "staff", "strength", "who"
    )  # people who are a share of others are a headcount


OF_WHICH = ("of which", "of whom")


def _said_again(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a number between commas says again how many of something there are: ', or 29.6%, were'."""
    aside = tokens[comma : comma + 4]
    stops = [token.cues.get("stop") for token in (aside[0], aside[-1])] if len(aside) > 3 else []
    return stops == [",", ","] and aside[1].words == "or" and aside[2].number >= 0


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number opens its sentence as what its subject stands at: 'At 7.7%, the rate is ...'."""
    opener = (
        0 < at < 4 and tokens[0].words in ("at", "with") and all(t.words in QUALIFIERS for t in tokens[1:at])
    )
    return opener and at + 3 < len(tokens) and tokens[at + 1].cues.get("stop") == ","


def own_since(tokens: Sequence[Token], since: int, at: int) -> int:
    """Where the words that belong to the number at `at` begin, behind those that belong to the number before it.

    In "18% for robbery, 14% for burglary" the robbery is the first number's; in "2% and burglary by 3%" nothing is.
    """
    if since == 0 or tokens[since - 1].number < 0 or since >= at:
        return since
    if {"link", "stop", "and"} & tokens[since].cues.keys():
        return since
    for place in range(since + 1, at):
        if "link" in tokens[place].cues:
            return since
        if tokens[place].cues.get("stop") == "," or tokens[place].words == "and":
            return place
    return since


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing that belongs to the number follows a bracket."""
    goes_on = [token.words for token in tokens[place : place + 2]]
    if goes_on[:1] in (["up to"], ["to"]) or goes_on in (["up", "to"], ["down", "to"]):
        return True  # "from 150 (in 1985) up to 204"
    return place >= len(tokens) or bool({"stop", "and", "link", "rel"} & tokens[place].cues.keys())


MOST_IN_BRACKETS = 8  # tokens of an aside that a number is read across: "(51 female and 37 VEM)" has five


def _behind_bracket(tokens: Sequence[Token], opening: int) -> int:
    """The token behind a short bracket, or the opening itself."""
    for place in range(opening + 1, min(opening + 1 + MOST_IN_BRACKETS, len(tokens))):
        if tokens[place].cues.get("stop") == ")":
            return place + 1
    return opening


def _named_in_bracket(tokens: Sequence[Token], opening: int) -> Sequence[Token]:
    """The words of a bracket that names whose a value is and nothing else: '19.2% (racist), 21.3% (homophobic)'."""
    behind = _behind_bracket(tokens, opening) if opening < len(tokens) else opening
    named = tokens[opening + 1 : behind - 1] if behind > opening else ()
    plain = bool(named) and all(("group" in token.cues) or ("staff" in token.cues) for token in named)
    return named if plain and tokens[opening].cues.get("stop") == "(" else ()


def _shared_nouns(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The noun that two numbers share: '7 full time and 168 part time officers' are officers both."""
    if at >= len(tokens) or tokens[at].number < 0:
        return ()
    end = at + 1
    while (
        end < len(tokens)
        and end - at < MOST_NOUNS
        and tokens[end].words
        and not _breaks(tokens[end])
        and "and" not in tokens[end].cues
    ):
        end += 1
    return tokens[at + 1 : end]


def _breaks(token: Token) -> bool:
    cues = token.cues
    if (
        token.words.startswith(_VERBS)
        or token.words in SAYS_ANEW
        or token.words in ("includes", "include")
        or "respectively" in cues
    ):
        return True
    return (
        "prep" in cues or "be" in cues or "link" in cues or "rel" in cues or "stop" in cues
    ) and "staff" not in cues


def _ends_base(tokens: Sequence[Token], at: int) -> bool:
    """The base of a share ends at a verb, a link, a stop or a preposition of time; commas in a list of staff belong to it."""
    token = tokens[at]
    cues = token.cues
    if cues.get("stop") == ",":
        following = tokens[at + 1] if at + 1 < len(tokens) else token
        return "staff" not in following.cues
    if "be" in cues or "stop" in cues or "rel" in cues or token.mention >= 0:
        return True
    if token.words == "and" and at + 1 < len(tokens) and "who" in tokens[at + 1].cues:
        return True  # "24% of police staff and BME PCSOs 31%"
    if token.words == "and" and at + 1 < len(tokens) and "rel" in tokens[at + 1].cues:
        return True  # "8.8% of the total and that among those who joined"
    if token.words == "and" and has(tokens[at + 1 : at + 5], "target"):
        return (
            True  # "32% of special constables and the target is 33%", "of the total and exceeds the target"
        )
    if "link" in cues:
        return True
    return token.words.startswith(_VERBS) or token.words.split(" ", 1)[0] in (
        "came",
        "come",
        "resulted",
        "ended",
        "identified",
        "said",
        "during",
        "led",
        "self",
        "in",
        "now",
        "thought",
        "think",
        "felt",
        "spoke",
    )


def has(tokens: Iterable[Token], *kinds: str) -> bool:
    """Whether any token has a cue of one of these kinds."""
    for token in tokens:  # noqa: SIM110 – asked for most often of all: a loop takes two thirds of the time of any()
        if (cues := token.cues) and not cues.keys().isdisjoint(kinds):
            return True
    return False


def outside_brackets(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without those in brackets; all of them where that leaves no period: '(in 2004/05, 120)'."""
    depth, found = 0, []
    for token in tokens:
        stop = token.cues.get("stop")
        depth += (stop == "(") - (stop == ")" and depth > 0)
        if not depth:
            found.append(token)
    return found if any(token.mention >= 0 for token in found) else tokens


def in_lone_brackets(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number stands alone in brackets behind another: '32,518 (33,260)', '24,110 robberies (22,804)'."""
    ends = [token.cues.get("stop") for token in (*tokens[at - 1 : at], *tokens[at + 1 : at + 2])]
    if at < 2 or ends != ["(", ")"]:
        return False
    place = at - 2
    while place > max(at - 5, 0) and not {"metric", "group", "staff"}.isdisjoint(tokens[place].cues):
        place -= 1
    return tokens[place].number >= 0


def first(tokens: Sequence[Token], kind: str) -> str:
    """The code of the first token of a kind, or nothing."""
    for token in tokens:
        if kind in token.cues:
            return token.cues[kind]
    return ""


def last(tokens: Sequence[Token], kind: str) -> str:
    """The code of the last token of a kind, or nothing."""
    for token in reversed(tokens):
        if kind in token.cues:
            return token.cues[kind]
    return ""


def group_behind(around: Window) -> str:
    """The group that a number is said to be for: '18% for racist crime and 17% for homophobic crime'; or nothing."""
    behind = around.after[1:] if has(around.after[:1], "be") else around.after  # "the other 27 were for ..."
    named = behind and behind[0].words in ("for", "in")
    return first(behind[:4], "group") if named else ""


def every(tokens: Sequence[Token], kind: str) -> list[str]:
    """The codes of all tokens of a kind, in order, each once."""
    return list(dict.fromkeys(token.cues[kind] for token in tokens if kind in token.cues))
