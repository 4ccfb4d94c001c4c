"""What a printed number can stand for: interval arithmetic on printed precision and qualifiers.

"£18.5m" stands for anything from £18.45m to £18.55m, "26%" for 25.5 to 26.5, "5,007" for 5,007. A sum over printed
numbers is compared with a printed result within the precision of every one of them (interval arithmetic: R. E. Moore,
"Interval Analysis", 1966). This module knows numbers as they are printed and nothing of policing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = re.compile(r"\d(?:[\d,]|,? (?=\d{3}(?!\d)))*+(?:\.\d++)?")
_FRACTION_WORDS = re.compile(
    r"\b(?:in|out of|half|halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b", re.I
)
_COUNTED_EXACTLY = frozenset({"count", "gbp", "eur"})
# Our own choices, stated on the method page: "a third" is precise to an eighth of itself, "around" to a twentieth.
_FRACTION_PRECISION = 0.125
_AROUND_PRECISION = 0.05
_SLACK = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """All values from low to high, both included; either may be infinite where a qualifier leaves it open.

    >>> Interval(low=1.0, high=2.0).overlaps(Interval(low=2.0, high=3.0))
    True
    """

    low: float
    high: float

    @property
    def bounded(self) -> bool:
        """Whether neither end is open."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both, the ends included."""
        slack = _slack(self, other)
        return self.low <= other.high + slack and other.low <= self.high + slack

    def shares_more_than_an_end(self, other: Interval) -> bool:
        """Whether more than a single boundary value lies in both, or both are the same exact value."""
        if self.low == self.high or other.low == other.high:
            return self.overlaps(other)
        slack = _slack(self, other)
        return self.low < other.high - slack and other.low < self.high - slack

    def plus(self, other: Interval) -> Interval:
        """Every sum of a value of this and a value of the other."""
        return Interval(low=self.low + other.low, high=self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        """Every difference of a value of this and a value of the other."""
        return Interval(low=self.low - other.high, high=self.high - other.low)

    def times(self, factor: float) -> Interval:
        """Every value multiplied by one number."""
        ends = (self.low * factor, self.high * factor)
        return Interval(low=min(ends), high=max(ends))

    def over(self, other: Interval) -> Interval | None:
        """Every quotient of values that are not negative; None where the divisor may be zero or a value negative."""
        if other.low <= 0 or self.low < 0:
            return None
        low = 0.0 if math.isinf(other.high) else self.low / other.high
        return Interval(low=low, high=self.high / other.low)

    def meets(self, other: Interval) -> Interval | None:
        """The values that lie in both, or None."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low=low, high=high) if low <= high + _slack(self, other) else None


def _slack(*intervals: Interval) -> float:
    """A margin for the binary fractions: 32.35 is not exactly 32.35."""
    ends = [abs(end) for one in intervals for end in (one.low, one.high) if math.isfinite(end)]
    return _SLACK * max(ends, default=0.0)


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of several printed numbers.

    >>> total([Interval(low=1, high=2), Interval(low=3, high=3)])
    Interval(low=4.0, high=5.0)
    """
    low = high = 0.0
    for one in intervals:
        low, high = low + one.low, high + one.high
    return Interval(low=low, high=high)


def printed_decimals(printed: str) -> int:
    """How many decimals a number is printed with; 0 for words.

    >>> printed_decimals("39.0%"), printed_decimals("£18.5m"), printed_decimals("sixty")
    (1, 1, 0)
    """
    found = _DIGITS.search(printed)
    if found is None or "." not in found.group():
        return 0
    return len(found.group().rpartition(".")[2])


@lru_cache(maxsize=65_536)
def half_unit(printed: str, value: float, unit: str) -> float:
    """Half a unit of the last printed place, in the unit of the value; 0 for what is counted exactly.

    Counts and money in full are exact, as committee reports print them; per cent, durations and money in thousands or
    millions are rounded.

    >>> (
    ...     half_unit("£18.5m", 18_500_000.0, "gbp"),
    ...     half_unit("26%", 26.0, "percent"),
    ...     half_unit("5,007", 5007.0, "count"),
    ... )
    (50000.0, 0.5, 0.0)
    """
    if unit == "percent" and _FRACTION_WORDS.search(printed):
        return abs(value) * _FRACTION_PRECISION
    found = _DIGITS.search(printed)
    if found is None:
        return 0.0 if unit in _COUNTED_EXACTLY else 0.5
    decimals = printed_decimals(printed)
    scale = _scale(found.group(), value)
    if unit in _COUNTED_EXACTLY and scale == 1.0:
        # £917.50 is exact to the penny; a mean of 12.5 cases is not.
        return 0.0 if decimals == 0 or (unit != "count" and decimals == 2) else 0.5 * 10.0**-decimals
    return 0.5 * 10.0**-decimals * scale


def prints_its_scale(printed: str, value: float) -> bool:
    """Whether a printed number says of itself what it counts: "£18.5m" does, "33.8" in a column of thousands does not.

    >>> prints_its_scale("£18.5m", 18_500_000.0), prints_its_scale("33.8", 33_800.0)
    (True, False)
    """
    found = _DIGITS.search(printed)
    if found is None:
        return False
    return _scale(found.group(), value) == 1.0 or any(letter.isalpha() for letter in printed[found.end() :])


def _scale(digits: str, value: float) -> float:
    """What one printed unit is worth: 1,000,000 in "£18.5m"; 1 where it is no power of ten."""
    mantissa = float(digits.replace(",", "").replace(" ", ""))
    if mantissa == 0 or value == 0:
        return 1.0
    power = round(math.log10(abs(value) / mantissa))
    scale = 10.0**power
    return scale if math.isclose(mantissa * scale, abs(value), rel_tol=1e-6) else 1.0


def _last_place(printed: str, value: float) -> float:
    """The worth of the last digit that is not zero: 10 in "420", 1,000 in "9,000", 10,000,000 in "£30m"."""
    found = _DIGITS.search(printed)
    if found is None:
        digits, scale = f"{abs(value):.0f}", 1.0
    else:
        digits, scale = found.group().replace(",", "").replace(" ", ""), _scale(found.group(), value)
    if "." in digits:
        return 10.0 ** -len(digits.rpartition(".")[2]) * scale
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10.0 ** (zeros if zeros < len(digits) else 0) * scale


@lru_cache(maxsize=65_536)
def printed_interval(
    *, printed: str, value: float, unit: str, qualifier: str = "exact", value_high: float | None = None
) -> Interval:
    """The values that a printed number can stand for.

    Args:
        printed: the number as printed, e.g. "£18.5m".
        value: the number in its unit, e.g. 18500000.0.
        unit: a unit of the schema.
        qualifier: exact; approx (around) widens to half of the last digit that is not zero, and to 5 per cent and one
            printed unit at least; over and under open one side.
        value_high: the upper end of a range.

    Raises:
        ValueError: the qualifier is not one of the schema's.

    >>> printed_interval(printed="26%", value=26.0, unit="percent")
    Interval(low=25.5, high=26.5)
    >>> printed_interval(printed="420", value=420.0, unit="count", qualifier="approx")
    Interval(low=399.0, high=441.0)
    """
    half = half_unit(printed, value, unit)
    top = value if value_high is None else value_high
    if qualifier == "exact":
        return Interval(low=value - half, high=top + half)
    if qualifier == "approx":
        width = max(2 * half, _last_place(printed, value) / 2, abs(value) * _AROUND_PRECISION)
        return Interval(low=value - width, high=top + width)
    if qualifier == "over":
        return Interval(low=value, high=math.inf)
    if qualifier == "under":
        return Interval(low=0.0 if value >= 0 else -math.inf, high=top)
    raise ValueError(f"unknown qualifier {qualifier!r} of {printed!r}: use exact, approx, over or under")


def outcome(
    *, computed: float, allowed: Interval, stated: float, stated_allowed: Interval, half: float, exact: bool
) -> str:
    """How a computed value agrees with a stated one: a code of the checks table.

    Args:
        computed: the value worked out from the figures as printed.
        allowed: all values that the precision of the inputs allows.
        stated: the stated value.
        stated_allowed: all values that it can stand for.
        half: half a unit of the stated value's last printed place.
        exact: whether neither the stated value nor an input carries a qualifier.

    >>> point = Interval(low=25.57, high=25.57)
    >>> outcome(
    ...     computed=25.57,
    ...     allowed=point,
    ...     stated=26.0,
    ...     stated_allowed=Interval(low=25.5, high=26.5),
    ...     half=0.5,
    ...     exact=True,
    ... )
    'agrees'
    """
    margin = half + _SLACK * max(1.0, abs(stated))
    if exact and abs(computed - stated) <= margin:
        return "agrees"
    if not allowed.overlaps(stated_allowed):
        return "does_not_fit"
    return "agrees_after_rounding" if allowed.bounded and stated_allowed.bounded else "cannot_be_checked"
