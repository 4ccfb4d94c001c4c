"""A bare number beside others: it moved with its sentence, is the other side of a comparison, or is last year's beside a target."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.calendar import Period
from etl.figures.drafts import Before
from etl.figures.figure_kind import ACTUAL, COMPARATIVES, Kind, change_kind, direction
from etl.figures.kinds import DISTANCE
from etl.figures.subjects import COUNTED, FLOWS, Subject
from etl.figures.when import is_of_earlier_year
from etl.figures.windows import QUALIFIERS, Window, has
from etl.numbers import Number
from etl.period_records import Mention
from etl.tokens import Token

_POINTS = ("percentage points", "percentage point", "percentage", "points", "point")


def moved_with_the_sentence(
    number: Number, around: Window, tokens: Sequence[Token], before: Before, carried: Subject
) -> Kind | None:
    """The kind of a number that says nothing of a movement itself, where the sentence's movement is its own.

    `before` is what the number before left behind, `carried` what the sentences before are about.
    """
    if sign := _goes_on(around, tokens, before):
        return Kind(change_kind(number.unit), sign, rule="movement_again")
    words = [token.words for token in around.before if token.cues.get("stop") != "("]
    of_noun = {"metric", "group", "staff"}  # "came down to 640 offences from 712"
    said = [one for one in around.before if not one.cues.keys() & of_noun and one.cues.get("stop") != "("]
    # "rose to 2,104 in the 12 months to December 2009, from 1,844"
    plain = [
        one
        for one in said
        if one.mention < 0 and one.cues.get("stop") != "," and one.words not in ("in", "during")
    ]
    alone = [one.words for one in plain if one.words not in _POINTS] == ["from"]
    opened = any(one.cues.get("stop") == "(" for one in around.before)
    if before.kind == ACTUAL and opened and [one.words for one in said] in (["previously"], ["formerly"]):
        return Kind("actual", earlier=True, rule="moved_from")  # "82% (previously 85%)"
    if words[-2:] == ["or", "by"] and number.unit == "percent":
        return Kind(
            "change_pct", direction(tokens[: around.at]) or 1, rule="change_joined"
        )  # "to 7,289, or by 8.1%"
    if alone and before.kind is not None and before.kind.kind.startswith("change"):
        return Kind("actual", earlier=True, rule="moved_from")  # "a decrease of 6% from 7,241"
    if before.kind == ACTUAL and alone:
        moved = bool(direction(tokens[: around.at]))  # "rose to 640 from 612"
        return Kind("actual", earlier=moved, rule="moved_from" if moved else "")
    if _is_bracketed_change(number, around, tokens, before, carried):
        return Kind("change_pct", direction(around.before[-2:-1]) or before.moved, rule="change_in_brackets")
    if number.unit == "percent" and (sign := _moved_alike(tokens, around.at)):
        return Kind(change_kind(number.unit), sign, rule="movement_of_list")
    if number.unit == "percent" and (sign := _moved_there(around, tokens, before, carried)):
        return Kind("change_pct", sign, rule="change_of_place")
    return None


_PLANNED = frozenset(
    "intended planned expected needed required hoped envisaged budgeted forecast target".split()
)


def than_what(number: Number, around: Window, tokens: Sequence[Token]) -> Kind | None:
    """'30 fewer than intended', '4% better than its target' is how far off a plan, '96 more special constables than in
    April' a change."""
    if _has_moved_since(tokens, around.at):
        return Kind("actual", earlier=True, rule="moved_from")
    nouns = around.nouns
    if not nouns or nouns[0].words not in COMPARATIVES:
        return None
    than = around.at + 1 + len(nouns)
    if than >= len(tokens) or tokens[than].words != "than":
        return None
    behind = tokens[than + 1 : than + 4]
    if any(token.words in _PLANNED for token in behind):
        return Kind("actual", rule=DISTANCE)
    if number.unit != "count" or not has(nouns, "staff") or direction(nouns[:1]) < 0:
        return None
    timed = any(token.mention >= 0 for token in behind)
    # "12 more officers than posts" is how two things differ
    return Kind("change_abs", 1, rule="movement_after") if timed else Kind("actual", rule=DISTANCE)


def _has_moved_since(tokens: Sequence[Token], at: int) -> bool:
    """Whether a value is one that has changed: 'the rate, which was 28.6%, has fallen by 3.7 points'."""
    was = [token.words for token in tokens[max(at - 2, 0) : at]]
    behind = tokens[at + 1 : at + 6]
    closed = (
        len(behind) > 2 and behind[0].cues.get("stop") in (",", ")") and behind[1].words in ("has", "have")
    )
    return closed and was in (["which", "was"], ["which", "were"]) and bool(direction(behind[2:]))


def _goes_on(around: Window, tokens: Sequence[Token], before: Before) -> int:
    """'Rape rose by 33%, and robbery by 18%': which way the movement that the sentence named goes on."""
    words = around.before
    while words and words[-1].words in ("only", *QUALIFIERS):
        words = words[:-1]
    if not words or words[-1].words != "by" or has(words, "target"):
        return 0
    # "fell by 4% to 34,905 and, in October alone, by 7.3%"
    again = bool(before.moved) and before.kind == ACTUAL and "and" in words[0].cues
    if not has(words, "group", "metric") and not again:
        return 0
    return before.moved or direction(tokens[: around.at])


def _is_bracketed_change(
    number: Number, around: Window, tokens: Sequence[Token], before: Before, carried: Subject
) -> bool:
    """Whether a per cent alone in brackets says how far a count moved: 'fell from 12,010 to 10,540 (12.2%)'."""
    bare = all(token.mention >= 0 or "prep" in token.cues or "stop" in token.cues for token in around.before)
    counted = before.subject is not None and before.subject.metric in COUNTED
    # "so incidents are rising (5.6%)": of what is counted, a per cent behind a movement is how far it moved
    about = before.so_far.metric or carried.metric
    moving = about in FLOWS and bool(direction(around.before[-2:-1]))
    if around.bracketed and moving and number.unit == "percent" and not (around.nouns or around.base):
        return True
    alone = around.bracketed and bare and not around.nouns and not around.base
    beside = _shares_beside_counts(tokens[: around.at]) or (before.kind is not None and before.kind.earlier)
    return alone and counted and bool(before.moved) and number.unit == "percent" and not beside


def _shares_beside_counts(tokens: Sequence[Token]) -> bool:
    """Whether the value that something moved from has a share in brackets: 'fell from 6,204 (13.1%) to 5,811 (11.9%)'."""
    moved_from = next((place for place, token in enumerate(tokens) if token.words == "from"), len(tokens))
    return any(
        token.cues.get("stop") == "(" and following.number >= 0 and tokens[place - 1].number >= 0
        for place, (token, following) in enumerate(pairwise(tokens))
        if place > moved_from
    )


def _moved_alike(tokens: Sequence[Token], at: int) -> int:
    """'Are 10%, 9.6% and 9% lower': which way the last number of a list moved, and so each."""
    place = last = at
    while place + 1 < len(tokens):
        place += 1
        token = tokens[place]
        if token.number >= 0:
            last = place
        elif token.cues.get("stop") != "," and "and" not in token.cues:
            break
    moved = last > at and place == last + 1 and tokens[place].words in COMPARATIVES
    moved = moved and not has(tokens[place + 1 : place + 3], "target")  # "24% and 4% above target"
    return direction((tokens[place],)) if moved else 0


_MOVEMENTS = frozenset(("falls", "rises", "increases", "decreases", "reductions", "drops"))
_DETECTED = frozenset(("detection", "detections", "detected", "satisfaction", "confidence", "rates"))
_AT = ("at", "with", "by", "from", "to", "in", "the")


def _moved_there(around: Window, tokens: Sequence[Token], before: Before, carried: Subject) -> int:
    """'Reductions were largest in Camden (10.9%)', 'Ealing 10%, Kingston 16%', 'falls in 2002 (18%)': which way it moved there.

    A rate or share that the sentence or the one before speaks of is that of the place; so is a share of something.
    """
    stops = [place for place, token in enumerate(around.before) if token.cues.get("stop") in (";", ":")]
    near = (*around.nouns, *around.before[stops[-1] if stops else 0 :])
    named = any(token.cues.get("metric", "offences") != "offences" for token in near)
    if around.base or around.said >= 0 or named or has(near, "staff", "who", "target", "actual"):
        return 0
    so_far = before.so_far
    spoken = so_far.metric or ("" if so_far.group else carried.metric)
    if spoken not in ("", *COUNTED) or so_far.staff or so_far.who or carried.who:
        return 0
    words = [token for token in around.before if token.words not in _AT]
    while words and ("stop" in words[-1].cues or "and" in words[-1].cues):
        words.pop()
    beside = bool(words) and ("scope" in words[-1].cues or words[-1].mention >= 0)
    # "large falls were in racist crime (13%) and rape (16%)"
    words_before = {word for token in tokens[: around.at] for word in token.words.split()}
    listed = (
        around.bracketed and not _MOVEMENTS.isdisjoint(words_before) and _DETECTED.isdisjoint(words_before)
    )
    beside = beside or (listed and bool(words) and "group" in words[-1].cues)
    return direction(tokens[: around.at]) if beside else 0


def is_versus(number: Number, tokens: Sequence[Token], numbers: Sequence[Number], at: int) -> bool:
    """Whether a number is set against the next one: both are values, and no change."""
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if token.number >= 0:
            between = tokens[at + 1 : place]
            linked = any(word.cues.get("link") == "compared" for word in between) and not has(
                between, "target"
            )
            inside = tokens[at - 1].cues.get("stop") == "(" and [word.words for word in between] == ["from"]
            linked = linked or inside  # "decreased by 7.8% (5,640 from 6,117)"
            return linked and numbers[token.number].unit == number.unit
        if token.cues.get("stop") in (")", ";"):
            return False
    return False


def is_of_last_year(around: Window, mentions: Sequence[Mention], target: Period | None, aside: bool) -> bool:
    """'Against a target of 43% and 41.8% last year': nothing is aimed at in a year that is past. Nor, in brackets behind a
    target, or beside it, in a year before the target's: 'street crime 11% (8.8% in 2002/03)', 'a target of £44m and £39.1m
    in 2007/08'."""
    near = [
        token.mention
        for token in (*around.after[:3], *(around.before if aside else ()))
        if token.mention >= 0
    ]
    named = mentions[near[0]] if near else None
    if named is None:
        return False
    begins = target.start if target is not None else None
    earlier = False
    if begins is not None and named.period is not None:
        earlier = named.period.end is not None and named.period.end < begins
        if aside:
            return earlier
    of_after = any(token.mention == near[0] for token in around.after[:3])
    return of_after and (earlier or is_of_earlier_year(named))
