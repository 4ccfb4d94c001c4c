"""Parts against their total: a list of bullets under a total, parts named after it in one sentence, staff of one unit.

Without codes for what is counted, only words, order and punctuation say what belongs together, so the rules are narrow:
sums that come out exactly are reported where words or layout announce parts; a sum that falls short only where the list is
announced as complete and its punctuation shows that no bullet is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.checks.records import Check, check_of
from etl.checks.sentences import Sentence, unique
from etl.comparisons.statements import Statement
from etl.comparisons.wording import as_printed, number_words
from etl.rounding import outcome, total

_BETWEEN_BULLETS = 14
_BULLET = re.compile(r"^\W{0,6}$")
_COMPLETE = re.compile(
    r"\b(?:as follows|equates? to|made up of|comprised? of|comprise[sd]?|consist(?:s|ed|ing)? of|broken down|breakdown"
    r"|divided into|split (?:into|between))\b[^.:]{0,40}:$",
    re.IGNORECASE,
)
_PARTS_FOLLOW = re.compile(
    r"\b(?:of (?:which|whom|these|those)|made up of|comprising|comprised of|consisting of|broken down (?:as|into)"
    r"|divided into|split (?:into|between)|which equates to)\b",
    re.IGNORECASE,
)
_GOES_ON = (",", ";", "and", "&")
_LEAST_TOTAL = 10
_STAFF_PARTS = ("police_officers", "police_staff", "pcso", "special_constables")


def check_parts(sentences: Sequence[Sentence]) -> Iterator[Check]:
    """Totals against the sum of their parts.

    Args:
        sentences: all sentences with figures, in the order of report and text.
    """
    for place, sentence in enumerate(sentences):
        if sentence.text.rstrip().endswith(":"):
            yield from _list(sentence, sentences, place)
        else:
            yield from _in_one_sentence(sentence)
        yield from _staff(sentence)


def _list(intro: Sentence, sentences: Sequence[Sentence], place: int) -> Iterator[Check]:
    """A total that ends with a colon, and the bullets under it that begin with a number each."""
    totals = [one for one in unique(intro.figures) if one.kind == "actual" and one.unit in ("count", "gbp")]
    if len(totals) != 1:
        return
    whole = totals[0]
    bullets = _bullets(intro, sentences, place)
    parts = [one.figures[0] for one in bullets]
    if len(parts) < 2 or any(one.unit != whole.unit or one.kind != "actual" for one in parts):
        return
    amount = sum(one.value for one in parts)
    result = _outcome(whole, parts, amount)
    if result.startswith("agrees"):
        yield _check(whole, parts, amount, result, None)
    elif result == "does_not_fit" and _is_complete(intro, bullets) and amount < whole.value:
        missing = number_words(whole.value - amount, whole.unit)
        yield _check(
            whole,
            parts,
            amount,
            result,
            f"Does not fit: {missing} of {as_printed(whole)} are unaccounted for.",
        )


def _bullets(intro: Sentence, sentences: Sequence[Sentence], place: int) -> Sequence[Sentence]:
    """The bullets that follow without a gap and begin with a number; a bullet without a number ends the list."""
    found: list[Sentence] = []
    previous = intro
    for one in sentences[place + 1 :]:
        if (one.report_id, one.paragraph) != (intro.report_id, intro.paragraph):
            break
        if not 0 < one.start - previous.end <= _BETWEEN_BULLETS or one.text.rstrip().endswith(":"):
            break
        if not _BULLET.match(one.before(one.figures[0])):
            break
        found.append(one)
        previous = one
    return found


def _is_complete(intro: Sentence, bullets: Sequence[Sentence]) -> bool:
    """Whether the list is announced as the whole, and commas and the full stop show that it was read to its end."""
    ends = [one.text.rstrip() for one in bullets]
    return (
        bool(_COMPLETE.search(intro.text.rstrip()))
        and all(end.endswith(_GOES_ON) for end in ends[:-1])
        and ends[-1].endswith(".")
    )


def _in_one_sentence(sentence: Sentence) -> Iterator[Check]:
    """A total and its parts in one sentence, announced as parts; only a sum that comes out is reported."""
    figures = [
        one for one in unique(sentence.figures) if one.kind == "actual" and one.unit in ("count", "gbp")
    ]
    if len(figures) < 3:
        return
    for place, whole in enumerate(figures[:-2]):
        parts = figures[place + 1 :]
        announced = _PARTS_FOLLOW.search(sentence.between(whole, parts[0]))
        if not announced or whole.value < _LEAST_TOTAL or any(one.unit != whole.unit for one in parts):
            continue
        amount = sum(one.value for one in parts)
        if _outcome(whole, parts, amount) == "agrees":
            yield _check(whole, parts, amount, "agrees", None)
            return


def _staff(sentence: Sentence) -> Iterator[Check]:
    """The strength of a unit and its officers and staff in one sentence; only a sum that comes out is reported."""
    staff = [one for one in sentence.figures if one.metric == "workforce_strength" and one.kind == "actual"]
    for whole in (one for one in staff if one.group == "total_workforce"):
        parts = [
            one
            for one in staff
            if one.group in _STAFF_PARTS and (one.scope, one.period_key) == (whole.scope, whole.period_key)
        ]
        if len(parts) < 2 or len({one.group for one in parts}) != len(parts):
            continue
        amount = sum(one.value for one in parts)
        if _outcome(whole, parts, amount) == "agrees":
            yield _check(whole, parts, amount, "agrees", None)


def _outcome(whole: Statement, parts: Sequence[Statement], amount: float) -> str:
    return outcome(
        computed=amount,
        allowed=total(one.allows() for one in parts),
        stated=whole.value,
        stated_allowed=whole.allows(),
        half=whole.half_width,
        exact=all(one.qualifier == "exact" for one in (whole, *parts)),
    )


def _check(
    whole: Statement, parts: Sequence[Statement], amount: float, result: str, note: str | None
) -> Check:
    summed = " + ".join(as_printed(one) for one in parts)
    return check_of(
        "parts",
        whole,
        parts,
        outcome=result,
        computed=amount,
        allowed=total(one.allows() for one in parts),
        arithmetic=f"{summed} = {number_words(amount, whole.unit)}; stated: {as_printed(whole)}",
        note=note,
    )
