"""The kind of a number by the words of movement around it: 'a 2% rise', 'fell by 109', 'from 5,007 to 7,428'."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.figure_kind import ACTUAL, COMPARATIVES, MOVEMENTS, Kind, change_kind, direction
from etl.figures.windows import Window, has
from etl.numbers import Number
from etl.tokens import Token

FARTHEST = 14  # the same for a noun of movement, which names at length what moved: "a decrease in the number of ... of 7%"
FAR = 9  # tokens between a word of movement and its number, where "by" or "of" stands before the number
_FILLER = frozenset(
    """a an the by of about around some just over under nearly almost approximately further another only more than at least to be been significantly slightly
    percentage point points per cent was is total in excess less no overall net small large marginal circa roughly""".split()
)
_MISSED = ("exceeded", "exceeding", "missed", "missing", "beaten", "surpassed", "bettered")


def is_missed_by(before: Sequence[Token]) -> bool:
    """Whether a number is how far a target was missed or passed: 'the 4% reduction target was exceeded by'."""
    if len(before) < 2 or before[-1].words != "by" or not has(before, "target"):
        return False
    return before[-2].words in _MISSED or not direction(before)


_OFF = (
    "below",
    "under",
    "above",
    "over",
    "short",
    "short of",
    "fell short",
    "falls short",
    "below target",
    "above target",
)


def is_off_by(before: Sequence[Token]) -> bool:
    """Whether a number is how far something stands off a target: 'strength was below the target by', 'fell short of the
    target by'; not 'robbery fell, against a target of a reduction, by'."""
    if len(before) < 2 or before[-1].words != "by":
        return False
    off = next((place for place, token in enumerate(before) if token.words in _OFF), -1)
    moved = any({"up", "down"} & token.cues.keys() for token in before[off + 1 :] if token.words not in _OFF)
    behind = has(before[off:], "target") or before[off].words.startswith(
        "short"
    )  # "against the BWT all are still short"
    return off >= 0 and behind and not moved


_ASKED = ("required", "sought", "targeted")  # "the 10% reduction required"
_BECOME = frozenset("improved reduced increased rising growing falling extra additional improvement".split())
_MOVES = (MOVEMENTS - {"improvement"}) | {"fewer", "more", "less"}


def moved_after(number: Number, around: Window) -> Kind | None:
    """'2.2% reduction', '18,600 fewer crimes', '27 more', 'a 12.1 percentage point rise'."""
    for place, token in enumerate(around.nouns[:6]):
        down, up = "down" in token.cues, "up" in token.cues
        if not (down or up):
            continue
        if token.words in _BECOME and place == 0 and number.unit == "count" and not _is_that(around.before):
            return None
        if (
            token.words == "up"
            and place == len(around.nouns) - 1
            and around.after
            and around.after[0].words == "to"
        ):
            return None  # "from 135 up to 210"
        if (
            token.words in ("more", "additional", "extra", "greater")
            and number.unit == "count"
            and not _compares(around, place)
            and not _is_that(around.before)
        ):
            return None
        if number.unit == "count" and place > 0 and token.words not in _MOVES:
            break
        asked = (*around.before[-1:], *around.nouns[place + 1 :])  # "the required 10% reduction"
        if has(around.nouns, "target") or any(word.words in _ASKED for word in asked):
            return Kind("target", -1 if down else 1, rule="target_of_a_change")
        if (
            token.words in ("fell", "rose", "falls", "fall")
            and place == len(around.nouns) - 1
            and _to_a_name(around.after)
        ):
            return None  # "27.4% fell to the Directorate"
        sign = 1 if number.signed else (-1 if down else 1)
        return Kind(change_kind(number.unit), sign, rule="movement_after")
    if number.unit == "count" and (sign := stands_off_then(around)):
        return Kind("change_abs", sign, rule="level_after")
    return None


def _target_moves(tokens: Sequence[Token]) -> bool:
    """Whether a target is what moves: 'the target was raised from', 'a cut in the target from'."""
    for token in reversed(tokens):
        if "target" in token.cues:
            return True
        if not {"up", "down", "change", "be"} & token.cues.keys() and token.words not in _ADVERBS:
            return False
    return False


_ADVERBS = (
    "then",
    "later",
    "since",
    "itself",
    "slightly",
    "further",
    "therefore",
    "gone",
    "moved",
    "revised",
)

_LEVELS = {
    "higher": 1, "greater": 1, "larger": 1, "stronger": 1, "above": 1, "over": 1,
    "lower": -1, "smaller": -1, "below": -1, "under": -1,
}  # fmt: skip
_PLACES = ("above", "over", "below", "under")  # of nothing that is named: a distance
_THAT_LEVEL = ("that", "those")


def stands_off_then(around: Window) -> int:
    """+1 or -1 where people or things are so many above or below their number at another time: 'strength is 1,931 officers
    above that of June 2002', 'the force is 2,131 officers larger than a year ago'; 0 where no time is named."""
    behind = (*around.nouns, *around.after)
    at = next((place for place, token in enumerate(behind[:4]) if token.words in _LEVELS), -1)
    if at < 1 or not has(behind[:at], "staff", "metric") or not has(around.before, "be"):
        return 0
    rest, word = behind[at + 1 :], behind[at].words
    said = rest[0].words in _THAT_LEVEL if rest else word not in _PLACES
    return _LEVELS[word] if said else 0


def _is_that(before: Sequence[Token]) -> bool:
    """Whether a sentence says a change again in numbers: 'That is 658 additional offences'."""
    words = " ".join(token.words for token in before)
    return words in ("that is", "this is", "that was", "this was", "this means", "that means")


def _to_a_name(after: Sequence[Token]) -> bool:
    """Whether 'to' and no number follow: what fell to somebody moved nowhere."""
    return bool(after) and after[0].words == "to" and not any(token.number >= 0 for token in after[:4])


def _movement_noun(tokens: Sequence[Token]) -> bool:
    """Whether the subject of the verb before a number is a movement: 'the increase in offences stands at 3.6%'."""
    for token in reversed(tokens[-FAR:]):
        if token.words in MOVEMENTS or token.words == "change":
            return True
        if (
            "stop" in token.cues
            or "be" in token.cues
            or "rel" in token.cues
            or token.words in ("to", "rate", "rates")
            or "target" in token.cues
        ):
            return False
        if token.cues.get("metric", "").endswith("rate"):
            return False
    return False


_EQUAL = ("equated", "equates", "equating", "equivalent", "equal", "means", "meaning")


def _compares(around: Window, place: int) -> bool:
    """Whether 'two more' compares with something: 'than' follows, or a listed metric, or nothing at all."""
    rest = around.nouns[place + 1 :]
    equal = any(
        token.words in _EQUAL for token in around.before[-3:]
    )  # "by 32%, which equated to 629 more officers"
    return (
        not rest
        or (equal and has(rest, "staff"))
        or has(rest, "metric", "group")
        or has(around.after[:2], "link")
    )


def _leads_to(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word leads to a value, as 'by' does, and is no filler: 'fares better at 4.8%', not 'by at least 4.8%'."""
    word, following = tokens[at].words, tokens[at + 1].words if at + 1 < len(tokens) else ""
    return word in ("by", "of", "to", "up to") or (word == "at" and following not in ("least", "most"))


_VALUES = ("figure", "figures", "level", "result", "equivalent", "score", "outturn")
_THEREFORE = ("therefore", "thus", "now", "only", "just", "then")
_RANGING = ("ranging", "ranges", "ranged", "range", "varying", "varies", "varied", "vary")


def moved_before(number: Number, around: Window) -> Kind | None:
    """'an increase of 2%', 'rose by 109', 'up 12.1 points', 'from 5,007 to 7,428'; 'rose to 250' is an actual."""
    tokens = around.before
    direct = len(tokens) - 1
    if direct > 0 and tokens[direct].words == "in" and number.unit == "count":
        return None  # "fell in 27 boroughs"
    than = False
    said = tokens[:-1] if tokens and tokens[-1].words in _THEREFORE else tokens
    was = number.unit in ("percent", "count") and bool(said) and said[-1].words in ("was", "is")
    if was and _movement_noun(said[:-1]):  # "the average increase over the same months of 2000 was 29%"
        return Kind(
            change_kind(number.unit), 1 if number.signed else direction(tokens) or 1, rule="movement_noun"
        )
    named = number.unit == "percent" and direct > 0 and tokens[direct].cues.get("stop") == ","
    if named and tokens[direct - 1].words in MOVEMENTS:  # "the largest fall, 22.6%, was in Hillingdon"
        sign = direction(tokens[direct - 1 : direct]) or 1
        return Kind("change_pct", 1 if number.signed else sign, rule="movement_noun")
    while direct >= 0 and tokens[direct].words in _FILLER and not _leads_to(tokens, direct):
        than = than or tokens[direct].words == "than"
        direct -= 1
    if direct < 0:
        return None
    token = tokens[direct]
    if token.words == "of" and direct and tokens[direct - 1].words in _VALUES:
        return ACTUAL  # "0.7 points up on last year's figure of 24.6%"
    if token.words == "of" and direct and "total" in tokens[direct - 1].cues:
        return (
            ACTUAL if direction(tokens[:direct]) else None
        )  # "658 additional offences, making a total of 10,029"
    if (
        token.words == "by"
        and tokens[direct - 1].words == "reduce"
        and (direct < 2 or "stop" in tokens[direct - 2].cues)
    ):
        return Kind("target", -1, rule="target_of_a_change")  # "Robbery - reduce by 5%"
    if than and token.words in COMPARATIVES:
        return None  # "fewer than 43,000" qualifies, it moves nothing
    if (
        (token.words == "at" or "be" in token.cues or "actual" in token.cues)
        and number.unit == "percent"
        and _movement_noun(tokens[:direct])
    ):
        sign = direction(tokens[:direct]) or 1
        return Kind("change_pct", 1 if number.signed else sign, rule="movement_noun")
    if token.words in ("to", "at", "up to") and "up" not in token.cues:
        return ACTUAL if direction(tokens[:direct]) or has(tokens, "change") else None
    if token.words == "from" and any(near.words in _RANGING for near in tokens[max(direct - 4, 0) : direct]):
        return None  # "falls ranging from -0.2% in one borough to -11.2% in another"
    if token.words == "from" and direct > 0 and _target_moves(tokens[:direct]):
        return Kind("target", rule="target_moved_from")  # "a cut in the target from 25% to 20%"
    # "rose from 18%", "have gone from 4,236", "from 310 to 295"
    if token.words == "from" and (
        (direct > 0 and (direction(tokens[:direct]) or tokens[direct - 1].words in ("gone", "went", "moved")))
        or any(after.words == "to" for after in (*around.nouns, *around.after))
    ):
        return Kind("actual", earlier=True, rule="moved_from")
    if "link" in token.cues:
        return None
    sign = direction((token,))
    if sign and token.words not in (*COMPARATIVES, "additional", "extra"):
        return Kind(change_kind(number.unit), 1 if number.signed else sign, rule="movement_before")
    if token.words in ("by", "of") and not is_missed_by(tokens[: direct + 1]):
        for place in range(direct - 1, max(direct - FARTHEST, -1), -1):
            cues = tokens[place].cues
            if direct - place >= FAR and (
                token.words != "of"
                or has(tokens[place:direct], "stop", "be")
                or tokens[place].words not in MOVEMENTS
            ):
                continue
            if cues.get("stop") in (";", ":", ".") or "link" in cues or tokens[place].words in ("to",):
                return None
            moves = "down" in cues or "up" in cues or "change" in cues
            if moves and (place == direct - 1 or tokens[place].words not in COMPARATIVES):
                if token.words == "of" and "be" in cues:
                    return None
                sign = direction((tokens[place],)) or 1
                return Kind(change_kind(number.unit), 1 if number.signed else sign, rule="movement_by")
            rate = (
                cues.get("metric", "").endswith(("rate", "satisfaction", "share")) or number.unit != "percent"
            )
            if "metric" in cues and token.words == "of" and place == direct - 1 and rate:
                return None  # "a sanction detection rate of 26%"
    if "change" in token.cues or (direct > 0 and "be" in token.cues and "change" in tokens[direct - 1].cues):
        return Kind(change_kind(number.unit), 1, rule="difference")
    return None
