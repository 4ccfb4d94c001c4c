"""The rate that a percentage is: the one named beside it, or by the title of the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.figures.definitions import RATE as ARREST_RATE
from etl.figures.subjects import (
    ONE_KIND_OF_DETECTION,
    OTHER,
    RATE_OF,
    Subject,
    is_bare,
    with_group,
)  # fmt: skip
from etl.figures.windows import Window, every, first, has, last
from etl.tokens import Token


def rate_of(
    metric: str,
    around: Window,
    so_far: Subject,
    carried: Subject,
    rule: str,
    detections: bool,
    group: str = "",
) -> Subject:
    """The rate that a word names, with its group: beside the number, in the sentence, before it."""
    if metric in ONE_KIND_OF_DETECTION and not detections:
        return Subject(OTHER, rule="charge_without_detections")
    code = RATE_OF.get(metric, OTHER)
    group = (
        group or last(around.nouns, "group") or first(around.base, "group") or first(around.after, "group")
    )
    if metric in ONE_KIND_OF_DETECTION and not group and _of_all_detections((*around.before, *around.base)):
        group = "total_notifiable_offences"
    found = with_group(Subject(code, group, rule=rule), around, so_far, carried)
    if rule == "share_of_detections" and not found.group:
        found = found._replace(group="total_notifiable_offences")  # "61% of sanction detections were charges"
    if code == ARREST_RATE:
        return (
            found._replace(group="domestic_violence")
            if found.group in ("", "domestic_violence")
            else Subject(OTHER, found.group, rule="arrest_rate_of_other")
        )
    return found


DETECTIONS = ("sanction_detections", "sanction_detection_rate", "detection_rate")


_OPENS = ("the", "there were", "there have been", "a total of")
_DETECTED = (*DETECTIONS, "judicial_disposal_rate", "clear_up_rate")
_POINTS_BACK = ("these", "those", "them", "such", "its", "their", "this", "that")


def opens_on_detections(tokens: Sequence[Token]) -> bool:
    """Whether a sentence begins with detections or their rate and names no crime: 'The SD rate is 6.9%', 'There were 465
    sanction detections'. It is of the crime of its section, not of a kind of it that was spoken of in between."""
    first_word = tokens[0] if tokens else None
    opens = first_word is not None and (
        first_word.words in _OPENS
        or (first_word.cues.get("metric") in _DETECTED and has(tokens[1:2], "be", "up", "down"))
    )
    if not opens or has(tokens, "group"):
        return False
    metrics = every(tokens[:6], "metric")
    back = any(token.words in _POINTS_BACK for token in tokens[:6])
    return bool(metrics) and metrics[0] in _DETECTED and not back


def _of_all_detections(tokens: Sequence[Token]) -> bool:
    """Whether all detections are the whole: 'of all sanction detections 51% were charges'."""
    return any(
        left.words.rpartition(" ")[2] == "all" and right.cues.get("metric") in DETECTIONS
        for left, right in pairwise(tokens)
    )


def kind_of_detections(tokens: Sequence[Token]) -> str:
    """Which share of the detections is named: the caution share of 'cautions as a percentage of SDs' and of '% of SDs that are
    cautions', another one of 'TICs as % of SDs'; "" where the detections are not the whole.
    """
    of = next(
        (
            place
            for place, token in enumerate(tokens[:-1])
            if token.cues.get("prep") == "of"
            and any(cue in DETECTIONS for cue in every(tokens[place + 1 : place + 3], "metric"))
        ),
        -1,
    )
    if of < 0:
        return ""
    others = [token for token in (*tokens[:of], *tokens[of + 3 :]) if len(token.words) > 2]
    kind = next((cue for cue in every(others, "metric") if cue in ONE_KIND_OF_DETECTION), "")
    return kind or ("unlisted_rate" if has(tokens[:of], "metric") else "")


_PLAIN_BEFORE = frozenset(
    """the its our their a an overall best worst highest lowest average total mps met current s force service this all to that and where as why how in of for
    corresponding equivalent comparable annual present previous earlier final provisional similar reported combined same""".split()
)


def is_plain(tokens: Sequence[Token], place: int) -> bool:
    """Whether a rate is named without any crime: 'the sanction detection rate', 'our overall detection rate'."""
    while place and tokens[place - 1].cues.get("metric") in RATE_OF and "group" not in tokens[place - 1].cues:
        place -= 1  # "the Sanction Detection (SD) rate"
    before = tokens[place - 1] if place else None
    if before is not None and before.cues.get("stop") == ":" and not is_bare(tokens[:place]):
        return False  # "Child protection: JD rate 31%" is of what stands before the colon
    return (
        before is None
        or before.words in _PLAIN_BEFORE
        or "stop" in before.cues
        or before.mention >= 0
        or "scope" in before.cues
    )


def _place_of_rate(tokens: Sequence[Token]) -> int:
    """Where the first 'rate' or 'rates' stands among tokens, -1 without one."""
    return next((place for place, token in enumerate(tokens) if token.words in ("rate", "rates")), -1)


def is_other_rate(tokens: Sequence[Token]) -> bool:
    """Whether a rate has a name that is none listed: 'the no-crime rate', not 'its rate' or 'a higher rate'."""
    at = max(_place_of_rate(tokens), 0)
    named = tokens[at - 1] if at else None
    moved = named is not None and bool({"up", "down", "now", "mean", "target", "actual"} & named.cues.keys())
    return named is not None and not (is_plain(tokens, at) or moved or is_bare((named,)))


def rate_named_for(around: Window) -> str:
    """The rate that is named directly behind a number: 'at 77.1% for arrests'."""
    behind = around.after[:2]
    metric = first(behind, "metric") if len(behind) == 2 and behind[0].words == "for" else ""
    metric = ARREST_RATE if metric == "arrests" else metric
    return metric if metric in RATE_OF else ""


def unnamed_rate(rate: str, around: Window, so_far: Subject, carried: Subject) -> Subject | None:
    """'The rate was 24.2%', 'Kingston leads with 31.2%': the rate that the paragraph or else the title of the report names,
    if no other is meant."""
    at = _place_of_rate(around.before)
    said = at >= 0 and is_plain(around.before, at)  # no "no-crime rate"
    # "for offences that the Flying Squad dealt with the rate was 29%"
    of_some = said and so_far.metric == "offences" and has(around.before[:at], "scope")
    near = () if of_some else (*around.before, *around.nouns)
    named = (
        so_far.staff or so_far.who or (so_far.metric and not of_some) or has(near, "metric", "staff", "who")
    )
    if around.base or named:
        return None
    of_place = (has(around.before, "scope") or has(around.before, "target")) and is_bare(around.before)
    # "Robbery is forecast to end the year at 14.2%", in a report on a rate: no count is a per cent
    forecast = has(around.before, "forecast") and has(around.before, "group") and is_bare(around.before[-3:])
    # "At 35.6% the rate is well above the target"
    behind = [token.words for token in (*around.nouns, *around.after)[:3]]
    opens = around.before[:1] and around.before[0].words == "at" and "rate" in behind
    if not (said or of_place or forecast or opens):
        return None
    group = last(around.before, "group") or so_far.group or carried.group
    return Subject(rate, group or "total_notifiable_offences", rule="unnamed_rate")
