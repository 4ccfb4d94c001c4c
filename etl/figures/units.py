"""The unit of a number that is printed without one, from the number before or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.figure_kind import PER_CENT
from etl.figures.measures import TIME_UNITS
from etl.figures.windows import has
from etl.numbers import Number
from etl.tokens import Token


def with_unit(
    number: Number,
    before: Number | None,
    tokens: Sequence[Token],
    numbers: Sequence[Number],
    since: int,
    at: int,
    of_rate: bool = False,
) -> Number:
    """The number at token `at` in the unit that it shares with its neighbours; `since` is where the words before it begin.

    `of_rate` says that the sentences before speak of a rate.
    """
    number = _of_two(_in_days_lost(number, tokens, at), tokens, at)
    if before is not None:
        number = _in_unit_of(number, before, tokens, since, at)
    of_rate = of_rate if before is None else before.unit in ("percent", "percentage_points")
    if of_rate or _names_a_rate(tokens[max(at - 8, 0) : at]):
        number = _in_points(number, tokens, at)
    return _no_growth(_in_unit_of_next(number, tokens, numbers, at), tokens, at)


def _names_a_rate(tokens: Sequence[Token]) -> bool:
    return any(token.cues.get("metric", "").endswith(("rate", "satisfaction")) for token in tokens)


_DAYS_LOST = frozenset(("working days", "days lost"))
_FAR = 16  # tokens between the days that are counted and their number


def _in_days_lost(number: Number, tokens: Sequence[Token], at: int) -> Number:
    """'The average working days lost through sickness was 7.1 for officers': a bare number is one of days."""
    if number.unit != "count" or number.form != "digits" or number.value > 366:
        return number
    if not any(token.words in _DAYS_LOST for token in tokens[max(at - _FAR, 0) : at]):
        return number
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = behind is None or bool({"stop", "prep", "and", "link"} & behind.cues.keys()) or behind.mention >= 0
    return number._replace(unit="days") if ends else number


def _of_two(number: Number, tokens: Sequence[Token], at: int) -> Number:
    """'7.6 times more likely' is a ratio; 'the gap between the two is 5.9%' is one in points."""
    if number.unit == "count":
        if at + 2 >= len(tokens) or tokens[at + 1].words != "times":
            return number
        ratio = has(tokens[at + 2 : at + 3], "up", "down") or tokens[at + 2].words in ("as", "the")
        return number._replace(unit="other") if ratio else number
    if number.unit != "percent" or number.signed or tokens[at - 1].cues.get("stop") == "(":
        return number  # "the gap between white (81%) and BME victims (74%)": each is a value
    for token in reversed(tokens[max(at - _FAR, 0) : at]):
        if (
            token.number >= 0
            or token.cues.get("stop") in (";", ".")
            or "up" in token.cues
            or "down" in token.cues
        ):
            break
        if token.words == "gap":
            return number._replace(unit="percentage_points")
    return number


def _in_unit_of(number: Number, before: Number, tokens: Sequence[Token], since: int, at: int) -> Number:
    """'From 126 days in March to 112 in February': the second number has the unit of the first."""
    if number.unit != "count" or before.unit not in TIME_UNITS:
        return number
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = behind is None or bool({"stop", "prep", "and"} & behind.cues.keys()) or behind.mention >= 0
    joined = any(token.words in ("to", "of") or "link" in token.cues for token in tokens[since:at][-2:])
    again = (
        at > 0 and tokens[at - 1].cues.get("stop") == "(" and number.value % 1 > 0
    )  # "9.1 days (9.9 in 2002/03)"
    return number._replace(unit=before.unit) if ends and (joined or again) else number


def _in_unit_of_next(number: Number, tokens: Sequence[Token], numbers: Sequence[Number], at: int) -> Number:
    """'16.9 and 28 per cent', '0.5 and 1.1 percentage points': the first of two joined numbers has the unit of the second."""
    if (
        number.unit != "count"
        or number.form != "digits"
        or at + 2 >= len(tokens)
        or tokens[at + 1].words != "and"
    ):
        return number
    following = numbers[tokens[at + 2].number] if tokens[at + 2].number >= 0 else None
    if following is None or following.unit not in PER_CENT or number.value > 100:
        return number
    return number._replace(unit=following.unit)


def _no_growth(number: Number, tokens: Sequence[Token], at: int) -> Number:
    """'Zero growth in street crime': a change of no per cent."""
    behind = tokens[at + 1].words if at + 1 < len(tokens) else ""
    if number.unit == "count" and number.value == 0 and behind in ("growth", "increase", "change", "rise"):
        return number._replace(unit="percent")
    return number


def _in_points(number: Number, tokens: Sequence[Token], at: int) -> Number:
    """'57%, up two points on the quarter before': points of a percentage."""
    behind = tokens[at + 1].words if at + 1 < len(tokens) else ""
    moved = has(tokens[max(at - 3, 0) : at], "up", "down") or has(tokens[at + 2 : at + 4], "up", "down")
    if number.unit == "count" and behind in ("point", "points") and moved:
        return number._replace(unit="percentage_points")
    return number
