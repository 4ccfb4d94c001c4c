"""Versions of a metric's definition, with the days on which they were in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of how a metric is counted. `metrics`: every code that is counted under it."""

    code: str
    metric: str
    metrics: tuple[str, ...]
    group: str
    label: str
    description: str
    valid_from: date | None
    valid_to: date | None


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        code="spi8a-2005",
        metric="arrest_rate_spi8a",
        metrics=("arrest_rate_spi8a", "arrests", "incidents"),
        group="domestic_violence",
        label="incidents with a power of arrest",
        description="Arrests as a share of the domestic violence incidents that carried a power of arrest; in use up to 31 March 2006.",
        valid_from=None,
        valid_to=date(2006, 3, 31),
    ),
    Definition(
        code="spi8a-2006",
        metric="arrest_rate_spi8a",
        metrics=("arrest_rate_spi8a", "arrests", "incidents"),
        group="domestic_violence",
        label="all incidents",
        description="Arrests as a share of every domestic violence incident, crime or not; in use from 1 April 2006.",
        valid_from=date(2006, 4, 1),
        valid_to=None,
    ),
)
