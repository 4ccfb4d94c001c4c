"""The kind of a figure, the words that move it up and down, and what a change is called in each unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from etl.tokens import Token


class Kind(NamedTuple):
    """The kind of figure, the factor of its sign, and whether it is the earlier value of a movement ("from 5 to 7")."""

    kind: str
    sign: int = 1
    earlier: bool = False
    rule: str = ""


ACTUAL = Kind("actual")
PER_CENT = ("percent", "percentage_points")  # units of shares, rates and their changes
COMPARATIVES = frozenset(
    ("more", "less", "fewer", "higher", "lower", "greater", "above", "below", "better", "worse")
)
MOVEMENTS = frozenset(("increase", "decrease", "reduction", "rise", "fall", "drop", "growth", "improvement"))


def change_kind(unit: str) -> str:
    """The kind of a change in a unit."""
    return {"percent": "change_pct", "percentage_points": "change_pp"}.get(unit, "change_abs")


def direction(tokens: Sequence[Token]) -> int:
    """+1 or -1 by the last word of movement, 0 without one."""
    for token in reversed(tokens):
        if "down" in token.cues:
            return -1
        if "up" in token.cues:
            return 1
    return 0
