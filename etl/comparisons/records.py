"""One row of the comparisons table, and how a ruled pair becomes one."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import date

from etl.comparisons.statements import Statement
from etl.comparisons.verdicts import Ruling


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """A pair of figures and what may be said of it; the fields are the columns of the comparisons table."""

    comparison_id: str
    basis: str
    metric: str
    group: str
    scope: str
    label: str
    unit: str
    earlier_id: str
    earlier_report_id: str
    earlier_kind: str
    earlier_value: float
    earlier_printed: str
    earlier_qualifier: str
    earlier_period_type: str
    earlier_period_start: date | None
    earlier_period_end: date | None
    earlier_definition: str
    earlier_revised_by: str
    later_id: str
    later_report_id: str
    later_kind: str
    later_value: float
    later_printed: str
    later_qualifier: str
    later_period_type: str
    later_period_start: date | None
    later_period_end: date | None
    later_definition: str
    later_revised_by: str
    change_abs: float | None
    change_unit: str
    change_pct: float | None
    verdict: str
    reason: str
    note: str
    judgement: str
    target_status: str
    stated_change_ids: str
    stated_change_agrees: str
    derived: bool
    derived_from: str
    base_size: str
    offer: str
    uncertainty_method: str
    uncertainty_low: float | None
    uncertainty_high: float | None
    p_value: float | None
    clear: bool | None
    uncertainty_caption: str

    @property
    def comparable(self) -> bool:
        """Whether the pair is like for like or comparable with caution."""
        return self.verdict != "not_comparable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncertainty:
    """What the numbers allow to be said about chance; without a method only a caption that says why."""

    method: str
    low: float | None
    high: float | None
    p_value: float | None
    clear: bool | None
    caption: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RuledPair:
    """A pair with its ruling and what its report says of the change itself."""

    comparison_id: str
    basis: str
    earlier: Statement
    later: Statement
    ruling: Ruling
    base_size: str
    stated_change_ids: tuple[str, ...]
    stated_change_agrees: str
    derived_from: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Whether the pair is like for like or comparable with caution."""
        return self.ruling.verdict != "not_comparable"


def hashed(*parts: str) -> str:
    """A stable identifier of 16 hexadecimal digits.

    >>> hashed("year_on_year", "a", "b") == hashed("year_on_year", "a", "b") != hashed(
    ...     "year_on_year", "b", "a"
    ... )
    True
    """
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def finite(value: float | None) -> float | None:
    """A number as a table may hold it: what is infinite or no number is blank."""
    return value if value is not None and math.isfinite(value) else None


def change_unit(statement: Statement) -> str:
    """The unit in which a change is told: points for a rate in per cent, else the unit itself."""
    return "percentage_points" if statement.unit == "percent" else statement.unit
