"""Which kind of figure a number is: an actual, a target, a forecast or a change, and which way a change went."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.figure_kind import ACTUAL, COMPARATIVES, MOVEMENTS, PER_CENT, Kind, change_kind, direction
from etl.figures.moved import is_missed_by, is_off_by, moved_after, moved_before
from etl.figures.scopes import place_set_beside
from etl.figures.windows import OF_WHICH, QUALIFIERS, THAT_IS, Window, behind_link, has
from etl.numbers import Number
from etl.tokens import Token

PLACES = ("boroughs", "bocus", "forces", "wards", "divisions", "districts")
DISTANCE = "distance_to_target"
SHARE_OF_CHANGE = "share_of_a_change"
OF_A_CHANGE = ("target_of_a_change", "forecast_of_a_change")


def kind_of(number: Number, around: Window, before: Kind | None, glue: Sequence[Token]) -> Kind:
    """The kind of a number; a change that is expected is a forecast of one."""
    kind = _kind_of(number, around, before, glue)
    places = bool(around.nouns) and around.nouns[0].words in PLACES
    if kind.rule == "target_before" and places and around.before[-1].words not in ("of", "is", "was"):
        return ACTUAL  # "while below the target a further seven boroughs improved"
    if kind.kind == "change_pct" and _is_expected(around.before):
        return Kind("forecast", kind.sign, rule="forecast_of_a_change")
    return kind


def _is_expected(tokens: Sequence[Token]) -> bool:
    """Whether what is said last before a number is expected: 'burglary should end the year 4% down'."""
    for token in reversed(tokens):
        if (
            "actual" in token.cues
            or token.cues.get("stop") in (",", ";", ".", ":", ")")
            or "link" in token.cues
        ):
            return False
        if "forecast" in token.cues:
            return "target" not in token.cues
    return False


def _kind_of(number: Number, around: Window, before: Kind | None, glue: Sequence[Token]) -> Kind:
    """The kind of a number; `before` is the kind of the number before it in the sentence, `glue` the tokens between them.

    The rules are tried from the nearest evidence to the farthest: the noun behind the number, the words directly
    before it, a sign, then what joins it to the number before.
    """
    nouns = around.nouns
    if number.unit == "count" and _is_off_establishment((*nouns, *around.after[:4])):
        return Kind("actual", rule=DISTANCE)  # "359 below the establishment figure"
    listed = before is not None and before.rule == DISTANCE and has(around.before, "staff", "group")
    if is_off_by(around.before) or (listed and around.before[-1].words == "by"):
        return Kind("actual", rule=DISTANCE)  # "are below target: officers by 261, staff by 803"
    if number.unit == "other" and nouns and nouns[0].words == "times":
        return ACTUAL  # "7.6 times more likely"
    if around.bracketed and len(around.before) > 1 and _is_gloss(around.before[-2]):
        around = around._replace(before=around.before[:-2])  # "a drop of almost a quarter (24.6%)"
    if number.unit == "percent" and not nouns and _is_share_of_change(around.base, before):
        return Kind("actual", rule=SHARE_OF_CHANGE)
    for place, token in enumerate(nouns):
        if "target" in token.cues and place and (way := direction(nouns[place - 1 : place])):
            if nouns[place - 1].words in MOVEMENTS:
                return Kind("target", way, rule="target_of_a_change")  # "the 4% reduction target"
            return Kind("actual", rule=DISTANCE)  # "2.1 points above target"
        if "target" in token.cues:
            if changed := _changed_before(number, around, before):
                return Kind("target", changed.sign, rule="target_of_a_change")
            return Kind("target", _sign(number, nouns), rule="target_after")
        if token.cues.get("forecast"):
            return Kind("forecast", rule="forecast_after")
    if moved := moved_after(number, around):
        if nouns and nouns[-1].words in COMPARATIVES and has(around.after[:2], "target"):
            return Kind("actual", rule=DISTANCE)  # "0.4 points below the target"
        if moved.kind.startswith("change") and any(
            "target" in token.cues and token.words not in ("above target", "below target")
            for token in behind_link(around.before[-7:])
        ):
            return Kind("target", moved.sign, rule="target_of_a_change")
        predicate = around.after[around.said : around.said + 3] if around.said >= 0 else ()
        if moved.kind.startswith("change") and has(predicate, "target"):
            return Kind("target", moved.sign, rule="target_of_a_change")  # "a 10% reduction was the target"
        return moved
    noun = len(around.before) == 1 and around.before[0].words in MOVEMENTS
    spent = noun and before is not None and before.rule in ("movement_after", "target_of_a_change")
    if not spent and (moved := moved_before(number, around)):
        if moved.kind.startswith("change") and has(around.before, "needed"):
            return Kind("target", rule="still_needed")
        if moved.kind.startswith("change") and (
            has(_behind_but(around.before), "target") or _one_more_target(before, glue)
        ):
            return Kind("target", moved.sign, rule="target_of_a_change")
        if moved.kind == "target":
            return moved
        if moved == ACTUAL and before is not None and before.kind == "target" and _rises_to(glue):
            return Kind("target", rule="target_joined")  # "a target of 17%, rising to 18% in 2002/03"
        return _expected(number, around, None, ()) if moved == ACTUAL else moved
    if (
        before is not None
        and before.kind.startswith("change")
        and around.before
        and around.before[-1].words == "by"
    ):
        return Kind(change_kind(number.unit), 1 if number.signed else before.sign, rule="change_joined")
    if is_missed_by(around.before) and number.unit in PER_CENT:
        return Kind("actual", rule=DISTANCE)  # "the target was missed by 3.1 points"
    if (
        before is not None
        and before.kind == "change_pct" == change_kind(number.unit)
        and _is_elsewhere(around)
    ):
        return Kind("change_pct", before.sign, rule="change_joined")
    if _says_again(number, around, before, glue):
        return Kind(change_kind(number.unit), before.sign if before else 1, rule="change_joined")
    if number.unit == "percentage_points" and nouns and nouns[0].words == "short":
        return Kind("actual", rule=DISTANCE)  # "1.2 percentage points short"
    both = before is not None and before.kind == "change_pp" and [token.words for token in glue] == ["and"]
    if both and before is not None and number.unit == "percentage_points":
        return Kind("change_pp", 1 if number.signed else before.sign, rule="change_joined")
    if number.unit == "percentage_points":
        sign = 1 if number.signed else direction(around.before)
        return (
            Kind("change_pp", sign, rule="points") if sign else ACTUAL
        )  # a gap of so many points is no change
    named = number.unit == "percent" and _names_a_rate(glue)  # "up 1.3% on last year, JD rate 4.1%"
    joined = before is not None and before.kind.startswith("change") and not named and _joins(glue)
    joined = joined and not (around.said == 1 and number.unit == "count")  # "and 10,698 were snatches"
    joined = (
        joined and around.before[-1:] != [] and around.before[-1].words not in OF_WHICH
    )  # "of whom 28% are BME"
    if joined and number.unit == "percent" and around.base and not has(glue[-1:], "up", "down"):
        joined = False  # "0.9 points up on last year, and 12.3% of sergeants"
    if joined and before is not None and before.kind == "change_pct" and number.unit == "count":
        # "1,204 in Lambeth, a fall of 12%, and 980 in Brent": the change was an aside
        aside = any(token.words == "and" for token in glue)
        joined = not (aside and any(token.cues.get("stop") == "," for token in glue))
    level = bool(around.before) and around.before[-1].words == "to"  # "was down by 3.1% (to 4,011 offences)"
    if before is not None and joined and not level and not has(glue, "target"):
        return Kind(change_kind(number.unit), 1 if number.signed else before.sign, rule="change_joined")
    if not number.signed and _signed_apart(number, around):
        return Kind(change_kind(number.unit), -1, rule="signed")
    if number.signed:
        if has(_behind_but(around.before), "target"):
            return Kind("target", 1, rule="target_of_a_change")
        return Kind(change_kind(number.unit), 1, rule="signed")
    if before is not None and before.rule == "target_moved_from" and [one.words for one in glue] == ["to"]:
        return Kind("target", rule="target_joined")
    expected = _expected(number, around, before, glue)
    if expected.kind == "target" and (changed := _changed_before(number, around, before)):
        return Kind("target", changed.sign, rule="target_of_a_change")
    return expected


def _is_elsewhere(around: Window) -> bool:
    """Whether a number is only set beside the one before, and is of another place: 'fell by 8.4%, against 3.6% in Brent'."""
    said = [
        token
        for token in around.before
        if token.mention < 0 and token.words not in QUALIFIERS and not {"stop", "prep"} & token.cues.keys()
    ]
    linked = [token.cues.get("link") for token in said] == ["compared"]
    return linked and bool(place_set_beside((*around.nouns, *around.base, *around.after)))


def _is_off_establishment(tokens: Sequence[Token]) -> bool:
    """Whether a number is how far a strength is from what it should be: 'two below establishment'."""
    words = [token.words for token in tokens]
    at = next((place for place, word in enumerate(words) if word in _OFF), len(words))
    return any(word.startswith(("establishment", "strength", "complement")) for word in words[at + 1 :])


_OFF = ("below", "above", "under", "over", "short")


def _is_share_of_change(base: Sequence[Token], before: Kind | None) -> bool:
    """Whether a per cent is of a change, and none itself: '17% of the whole increase', 'rose by 388 (27% of it)'."""
    head = next((token for token in base if "stop" in token.cues or token.words in MOVEMENTS), None)
    if head is not None and head.words in MOVEMENTS:
        return True
    changed = before is not None and before.kind == "change_abs"
    return changed and bool(base) and base[0].words in ("it", "this", "that")


def _signed_apart(number: Number, around: Window) -> bool:
    """Whether a dash before a per cent is its sign: 'the reduction in calls, – 12.6%', 'falls of – 25.6%'."""
    near = around.before[-2:]
    if number.unit != "percent" or len(near) < 2 or near[1].cues.get("stop") not in ("-", "\u2013", "\u2212"):
        return False
    opened = near[0].words in ("of", "by") or near[0].cues.get("stop") == ","
    return opened and direction(around.before) < 0


def _changed_before(number: Number, around: Window, before: Kind | None) -> Kind | None:
    """The change stated before a target, where the target is one of it: 'a fall of 9%, beyond the target of 7%'."""
    if before is None or before.kind not in ("change_pct", "change_abs") or number.unit != "percent":
        return None
    return None if _names_a_rate((*around.before, *around.nouns)) else before


def _names_a_rate(tokens: Sequence[Token]) -> bool:
    return any(
        token.cues.get("metric", "").endswith(("rate", "satisfaction")) or "who" in token.cues
        for token in tokens
    )


_FRACTIONS = ("a quarter", "a third", "a half", "half", "a fifth", "two thirds", "three quarters", "one in")


def _is_gloss(token: Token) -> bool:
    """Whether a token is a fraction in words, which a bracket says again more precisely."""
    return token.number < 0 and token.words.startswith(_FRACTIONS)


_STANDS_OFF = ("above", "below", "over", "under", "beyond", "exceeding", "beating")


def _expected(number: Number, around: Window, before: Kind | None, glue: Sequence[Token]) -> Kind:
    """Target or forecast by the words before the number or by its predicate; else an actual."""
    verdict, sign = "", 1
    named = around.before[-2:-1] if around.bracketed else ()
    near = around.before[-3:-1]
    if before is not None:  # else the value may stand in the brackets: "is above target (33%, target 25%)"
        near = [token for token in near if token.words.split(" ")[0] not in _STANDS_OFF]
    if has(named, "target") and not direction(near):
        return Kind("target", rule="target_before")  # "exceeding its target (900)", "above target (45%)"
    if _is_apposed(around):
        return Kind("target", rule="target_before")
    if before is not None:
        around = around._replace(before=_behind_base(around.before))
    for place, token in enumerate(around.before):
        cues = token.cues
        stop = cues.get("stop", "")
        if "target" in cues and "forecast" not in cues:
            near = around.before[max(place - 2, 0) : place]
            # "above target (33%", "met its target with 21%": how it did
            of_change = bool(near) and near[-1].words in MOVEMENTS  # "the reduction target being 6.3%"
            sign = direction(near[-1:]) if of_change else 1
            did = has(near, "actual") or (bool(direction(near[-1:])) and not of_change)
            did = did and around.before[-1].words != "of"  # "exceeding the target of 28%"
            verdict = "" if did else "target"
        elif "forecast" in cues:
            aimed = verdict == "target" and _aims_that(around.before[:place])
            verdict = "target" if aimed else "forecast"
        elif (
            (
                "actual" in cues and not has(around.before[max(place - 2, 0) : place], "forecast")
            )  # "forecast outturn"
            or stop in (")", ";", ".")
            or token.words in ("although", "though", "but")
            or (stop == ":" and _is_judged(around.before[:place]))
            or (stop == "," and verdict == "target" and not _goes_on(around.before[place + 1 :]))
            or (
                ("link" in cues or "rel" in cues)
                and verdict == "forecast"
                and not _is_what(around.before, place)
            )
            or (
                token.words == "than" and around.before[place - 1].words in ("better", "worse", "higher")
            )  # "short of the 22% target but better than the 17%"
        ):
            verdict = ""
    by = verdict == "target" and around.before[-1].words == "by"
    if verdict == "target" and (sign < 0 or by):
        # "the target is to reduce the level compared with 2002/03 by 10%"
        return Kind("target", direction(around.before) if by else sign, rule="target_of_a_change")
    joined = before is not None and before.kind == "target" and any(one.words == "and" for one in glue[-2:])
    if verdict == "forecast" and joined:
        return Kind("target", rule="target_joined")  # "that 35% of recruits should be BME and 38% female"
    if verdict:
        return Kind(verdict, rule=f"{verdict}_before")
    words = [token.words.rsplit(" ", 1)[-1] for token in around.before[-4:]]  # "fell short" is one token
    if "short" in words and words[words.index("short") + 1 :][:1] == ["of"]:
        return Kind("target", rule="target_before")  # "still short of the 490 promised"
    relative = has(around.after[: max(around.said, 0)], "rel")
    predicate = around.after[around.said : around.said + 4] if around.said >= 0 and not relative else ()
    if has(predicate[:2], "forecast") and not around.bracketed:
        return Kind("forecast", rule="forecast_said")
    for token in around.after[: 0 if around.bracketed else 8]:
        if "forecast" in token.cues and (
            "be" in token.words
            or "will" in token.words
            or "should" in token.words
            or "planned" in token.words
        ):
            return Kind("forecast", rule="forecast_said")
        if "stop" in token.cues:
            break
    if around.after and around.after[0].words == "as" and has(around.after[1:4], "target"):
        return Kind("target", rule="target_as")
    reached = has(around.before, "needed") or any(token.words in _REACH for token in around.before)
    if reached and around.before[-1].words in _FURTHER:
        return Kind("target", rule="still_needed")
    if any(token.words in _WANTED for token in predicate) and number.unit == "count":
        return Kind("target", rule="still_needed")  # "a further 19 officers would have been needed"
    if any(token.words in _WOULD for token in around.before):
        return Kind("target", rule="still_needed")  # "intakes would have to comprise 68% VEM recruits"
    if _is_planned_more(number, around, before):
        return Kind("change_abs", 1, rule="planned_more")
    # "was met in June (10.1%) and July (9.6%)", "the target of 24% (April 22.6%, May 23.1%)"
    opened = around.bracketed or has(glue[:1], "stop")
    dated = opened and any(token.mention >= 0 for token in glue)
    if before is not None and before.kind == "target" and not dated and _goes_with(glue, around):
        return Kind("target", rule="target_joined")
    other = any(token.words == "the" for token in glue) and has(around.nouns, "staff")
    # "the target was 260, and in 2005/06 231 networks were disrupted": what is said of it has happened
    happened = (
        around.said >= 0
        and (has(around.nouns, "metric") or has(behind_link(around.before)[-3:], "metric"))
        and any(token.words in ("was", "were") for token in around.after[:1])
    )
    other = other or happened
    if (
        before is not None
        and before.kind in ("target", "forecast")
        and _joins(glue, loosely=True)
        and not (other or dated)
        and not any(token.words in _ENDED for token in around.nouns[:1])
    ):
        return Kind(before.kind, rule=f"{before.kind}_joined")
    return ACTUAL


def _aims_that(tokens: Sequence[Token]) -> bool:
    """Whether what is expected is aimed at: 'The aim is that the Constabulary should reach a strength of 1,000'."""
    at = max((place for place, token in enumerate(tokens) if token.words == "that"), default=0)
    return at > 1 and "be" in tokens[at - 1].cues and "target" in tokens[at - 2].cues


def _is_judged(tokens: Sequence[Token]) -> bool:
    """Whether results are announced, and no targets: 'Performance against the hate crime targets is as follows:'."""
    at = next((place for place, token in enumerate(tokens) if "target" in token.cues), 0)
    return has(tokens[:at], "link", "actual")


def _behind_base(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before a number without the target that the number before is a share of: '6.6% of the BWT is VEM officers
    and'."""
    at = 2 if [token.words for token in tokens[:2]] == ["of", "the"] else 1
    of_target = len(tokens) > at + 1 and tokens[0].words == "of" and "target" in tokens[at].cues
    return tokens[at + 1 :] if of_target else tokens


def _is_apposed(around: Window) -> bool:
    """Whether a number between commas is the target named before them: 'the workforce target (BWT), 29,856, will be met'."""
    before = around.before
    if around.nouns or around.base or around.after or len(before) < 2 or before[-1].cues.get("stop") != ",":
        return False
    return has(before[-4:-1] if before[-2].cues.get("stop") == ")" else before[-2:-1], "target")


def _is_what(tokens: Sequence[Token], place: int) -> bool:
    """Whether 'that' leads to what is expected: 'it is projected that the year will close at 17.6%'."""
    return tokens[place].words == "that" and place > 0 and "forecast" in tokens[place - 1].cues


_ENDED = ("resulted", "led", "ended")  # "against a target of 55%, and 41% resulted in a sanction detection"
_RAISING = frozenset(
    "increasing raising improving reducing cutting increase raise improve reduce cut lift bring".split()
)


def _goes_on(tokens: Sequence[Token]) -> bool:
    """'The target for 2005-06, which is 27%': what follows the comma says what the target is, or goes on with its aims:
    'a target of no growth, and raising the rate to 10%'."""
    said = bool(tokens) and tokens[-1].words in ("is", "are", "was", "were")
    if said and (len(tokens) == 1 or tokens[-2].cues.get("stop") == ","):
        return True  # "the targets, to be met by March, are"
    if len(tokens) > 2 and tokens[0].words == "and" and tokens[-1].words == "to":
        verb = tokens[2] if tokens[1].words == "to" else tokens[1]  # "and to raise the rate to 10%"
        return verb.words in _RAISING
    return [token.words for token in tokens] in (
        ["which", "is"],
        ["which", "was"],
        ["that", "is"],
        ["i.e"],
        ["namely"],
    )


def _goes_with(glue: Sequence[Token], around: Window) -> bool:
    """'To reduce crime by 15%, with a JD rate of 10%': one more target, where nothing says that it was reached."""
    words = [token.words for token in glue if token.words]
    reached = has((*glue, *around.nouns, *around.after[:4]), "actual", "be", "link")
    return words[:1] in (["with"], ["together"]) and not reached


_WANTED = ("needed", "required", "still needed")
_MEANS = (
    "budget",
    "fund",
    "provi",
    "financ",
    "grow",
    "submission",
    "precept",
    "agreed",
    "confirm",
)


def _is_planned_more(number: Number, around: Window, before: Kind | None) -> bool:
    """Whether a strength is to grow by so many: 'the budget provides for an additional 1,000 police officers'."""
    if number.unit != "count" or not has(around.nouns, "staff") or has(around.nouns, "who"):
        return False
    more = any(token.words in _FURTHER for token in (*around.before[-1:], around.nouns[0]))
    if before is not None and before.kind == "change_abs" and before.sign > 0:
        return more or any("and" in token.cues for token in around.before[-1:])  # "and 500 PCSOs"
    near = (*around.before, *around.nouns, *around.after)
    means = any(token.words.startswith(_MEANS) for token in near if token.words)
    return more and (
        means or has((*around.nouns, *around.after[:4]), "strength")
    )  # "will boost police numbers"


_REACH = ("reach", "meet", "achieve", "to achieve")  # "to reach it, an extra 23 officers"
_WOULD = ("would have to", "would need to")
_FURTHER = ("further", "additional", "another", "extra", "more")


def _is_for_another(glue: Sequence[Token]) -> bool:
    """Whether the words between two numbers are no more than 'and for' what the second is of."""
    said = [token for token in glue if "stop" not in token.cues]
    if len(said) < 3 or "and" not in said[0].cues or said[1].words != "for":
        return False
    return all(
        token.words == "the" or token.cues.keys() & {"metric", "group", "staff", "who"} for token in said[2:]
    )


def _joins(glue: Sequence[Token], loosely: bool = False) -> bool:
    """Whether a number is one more of the same kind as the number before: 'or', 'and', '=', an opening bracket, a comma."""
    marks = [
        token for token in glue if token.cues.get("stop") in ("(", "=", "/", "|", ",") or "and" in token.cues
    ]
    others = [token for token in glue if token not in marks]
    if (
        len(glue) > 2
        and glue[-2].mention >= 0
        and any(
            token.words in ("on", "than", "over", "from", "since", "below", "above") for token in glue[-4:-2]
        )
    ):
        return False  # "an increase of 12.3% on June 2004 (721)"
    if any("mean" in token.cues or token.words in ("figure", "level") for token in others):
        return False  # "below the monthly average for 2003/04 (4,508)"
    if any({"link", "be", "rel", "actual"} & token.cues.keys() or token.words == "with" for token in others):
        return False
    if loosely and len(glue) == 1 and glue[0].cues.get("stop") == ",":
        return True  # "our targets (45%, 40% and 42%)"
    if loosely and _is_for_another(glue):
        return True  # "the target for detections was 45%, and for the arrest rate 70%"
    if glue and glue[0].cues.get("stop") == "," and not (len(glue) < 4 and has(glue, "and")):
        return has(others, "up", "down")
    if not loosely and any(token.words == "and" for token in marks):
        # "and" joins bare numbers ("by 2% and 3%"), not what another verb does ("and to detect 11% of it")
        return all(not token.words or token.cues for token in others) and len(others) <= 4
    return bool(marks) and len(others) <= 6


_THAT_IS = THAT_IS | {"equating to", "amounting to", "being", "representing", "an", "additional", "extra"}


def _says_again(number: Number, around: Window, before: Kind | None, glue: Sequence[Token]) -> bool:
    """Whether a count says a change in per cent again: 'up by 9%, that is 253 offences', 'up by 15.9%, 300 offences, in ...',
    'up by 28.4% year to date, being an additional 513 offences'."""
    if before is None or before.kind != "change_pct" or number.unit != "count" or not glue:
        return False
    at = max((place for place, token in enumerate(glue) if token.mention >= 0), default=-1) + 1
    if at < len(glue) and all(
        token.mention >= 0 or "prep" in token.cues or token.words == "the" for token in glue[:at]
    ):
        glue = glue[at:]  # behind the period of the per cent
    words = [token for token in glue if token.words]
    if len(words) < len(glue) < 6 and words and glue[0].cues.get("stop") == ",":
        return all(token.words in _THAT_IS for token in words)
    alone = len(glue) == 1 and glue[0].cues.get("stop") == ","
    return alone and bool(around.nouns) and has(around.nouns[-1:], "metric") and not around.base


def _behind_but(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words behind a 'but' or ', with': 'the target was not met, but the rate improved by 4%' says how the rate moved.
    So do those behind the colon of 'results against targets:' or 'two targets were missed:'."""
    for place in range(len(tokens) - 1, -1, -1):
        joined = place > 0 and tokens[place].words == "with" and tokens[place - 1].cues.get("stop") == ","
        joined = joined or (tokens[place].cues.get("stop") == ":" and has(tokens[:place], "actual", "link"))
        if tokens[place].words == "but" or joined:
            return tokens[place + 1 :]
    return tokens


_AS_WELL = frozenset((*COMPARATIVES, *MOVEMENTS, "increases", "reductions", "decreases"))


def _one_more_target(before: Kind | None, glue: Sequence[Token]) -> bool:
    """Whether a change is one more target: 'the targets are a rate of 11% and offences lower by 1%'."""
    if before is None or before.kind != "target" or not glue or "and" not in glue[0].cues:
        return False
    moves = [token for token in glue if "up" in token.cues or "down" in token.cues]
    return all(token.words in _AS_WELL for token in moves) and not has(glue, "be", "actual", "link", "rel")


def _rises_to(glue: Sequence[Token]) -> bool:
    return any(
        token.words in ("rising", "falling", "increasing", "reducing", "decreasing") for token in glue[:3]
    )


def _sign(number: Number, tokens: Sequence[Token]) -> int:
    if number.signed:
        return 1
    return direction(tokens) or 1
