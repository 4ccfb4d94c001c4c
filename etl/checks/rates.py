"""A rate against its numerator and denominator: found by their codes, or said in one sentence ("303 out of 498 (61%)")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.checks.records import Check, check_of, worked_out
from etl.checks.sentences import Sentence, unique
from etl.comparisons.bases import Base, base_of, find_bases
from etl.comparisons.statements import Statement
from etl.comparisons.wording import as_printed
from etl.uncertainty import share_caption, wilson_interval

_OUT_OF = re.compile(
    r"^[^.;:()]{0,40}?\b(?:out of|of)(?: (?:the|a|all|these|those|total|of))*+\s*$", re.IGNORECASE
)
_JUST_OUT_OF = re.compile(r"^\s*(?:out of|of)(?: (?:the|a|all|these|those|total|of))*+\s*$", re.IGNORECASE)
_OF_WHICH = re.compile(r"\bof (?:which|whom|these|those)\b[^.;()]{0,25}$", re.IGNORECASE)
_OPEN = re.compile(r"^\s*[(\[]\s*$")
_CLOSE_OF = re.compile(r"^\s*[)\]]\s*(?:out )?of(?: (?:the|a|all|these|those|total))*+\s*$", re.IGNORECASE)
_SOON = re.compile(r"^[^.()]{0,60}$")
_CLOSED = re.compile(r"^\s*[)\]]")


def check_rates(statements: Sequence[Statement], sentences: Iterable[Sentence]) -> Iterator[Check]:
    """Rates worked out again.

    Args:
        statements: first statements.
        sentences: all sentences with figures.
    """
    bases = find_bases(statements)
    found = [*bases.values()]
    for sentence in sentences:
        found.extend(base for base in _said(sentence) if base.rate.figure_id not in bases)
    yield from _checks(found)


def _said(sentence: Sentence) -> Iterator[Base]:
    """Shares that the sentence itself works out.

    A misfit is reported only where brackets tie the per cent to both numbers; a looser wording only confirms.
    """
    numbers = unique(one for one in sentence.figures if one.kind == "actual")
    for place in range(len(numbers) - 2):
        first, second, third = numbers[place : place + 3]
        units = tuple(one.unit for one in (first, second, third))
        for rate, part, whole, tied in _readings(sentence, first, second, third, units):
            if whole.value <= 0 or part.value > whole.value or rate.repeat_of:
                continue
            base = base_of(rate, part, whole, "")
            if base is not None and (base.fit.startswith("agrees") or (tied and base.fit == "does_not_fit")):
                yield base
                break


def _readings(
    sentence: Sentence, first: Statement, second: Statement, third: Statement, units: tuple[str, ...]
) -> Iterator[tuple[Statement, Statement, Statement, bool]]:
    """How three numbers in a row may be a share: rate, part, whole, and whether brackets tie them together."""
    between = sentence.between(first, second)
    after = sentence.between(second, third)
    bracketed = bool(_OPEN.match(after)) and bool(_CLOSED.match(sentence.after(third)))
    if units == ("count", "count", "percent"):
        if _OUT_OF.match(between) and _SOON.match(after):
            yield third, first, second, False
        if _JUST_OUT_OF.match(between) and bracketed:
            yield third, first, second, True
        if _OF_WHICH.search(between) and (bracketed or _SOON.match(after)):
            yield third, second, first, False
    elif units == ("percent", "count", "count") and _OPEN.match(between) and _JUST_OUT_OF.match(after):
        yield first, second, third, bool(_CLOSED.match(sentence.after(third)))
    elif units == ("count", "percent", "count") and _OPEN.match(between) and _CLOSE_OF.match(after):
        yield second, first, third, True


def _checks(bases: Sequence[Base]) -> Iterator[Check]:
    """The rows, with a Wilson interval for each rate whose base is exact."""
    exact = [one for one in bases if one.is_exact]
    lows, highs = wilson_interval([one.part.value for one in exact], [one.whole.value for one in exact])
    intervals = {
        one.rate.figure_id: (low, high, share_caption(low, high, one.caveat))
        for one, low, high in zip(exact, lows.tolist(), highs.tolist(), strict=True)
    }
    for base in bases:
        ratio = base.part.allows().over(base.whole.allows())
        sum_words = worked_out(base.computed, base.rate, "percent", agrees=base.fit == "agrees")
        yield check_of(
            "rate",
            base.rate,
            (base.part, base.whole),
            outcome=base.fit,
            computed=base.computed,
            allowed=ratio.times(100) if ratio else None,
            arithmetic=f"{as_printed(base.part)} ÷ {as_printed(base.whole)} = {sum_words}; "
            f"stated: {as_printed(base.rate)}",
            interval=intervals.get(base.rate.figure_id),
        )
