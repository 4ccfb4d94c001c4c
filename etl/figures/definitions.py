"""Which version of a metric's definition a figure was counted under (contract, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from etl.catalogue import DEFINITIONS
from etl.figures.records import Figure

RATE = "arrest_rate_spi8a"
SPI8A_ENDED = date(2008, 3, 31)  # of the statutory indicators: later arrests may also be set against offences


def with_definitions(
    figures: Sequence[Figure], said_earlier: Sequence[bool], comparator: Sequence[bool], near: Sequence[bool]
) -> list[Figure]:
    """The figures with their definition.

    `said_earlier`: the sentence names the earlier definition's condition (a power of arrest). `comparator`: the figure is
    printed as another's comparator. `near`: the paragraph speaks of the indicator; counts elsewhere are not counted under
    it. A target takes the definition in force when it was set, which is before its period began.
    """
    found: list[Figure] = []
    for place, figure in enumerate(figures):
        definition, source = "", ""
        if figure.metric == RATE or (
            near[place] and figure.group == "domestic_violence" and figure.metric in ("arrests", "incidents")
        ):
            if said_earlier[place]:
                definition, source = DEFINITIONS[0].code, "stated"
            elif comparator[place] and (beside := _beside(found, figure)):
                definition, source = beside, "inferred"
            elif figure.period_start is not None and figure.period_end is not None:
                day = (
                    figure.period_start - timedelta(days=1) if figure.kind == "target" else figure.period_end
                )
                definition, source = _in_force(day.toordinal()), "by_period"
        found.append(figure._replace(definition=definition, definition_from=source) if definition else figure)
    return found


def _in_force(day: int) -> str:
    for version in DEFINITIONS:
        begins = version.valid_from.toordinal() if version.valid_from else 0
        ends = version.valid_to.toordinal() if version.valid_to else 1 << 30
        if begins <= day <= ends:
            return version.code
    return ""


def _beside(found: Sequence[Figure], figure: Figure) -> str:
    """The definition of the figure of the same metric just before, in the same paragraph."""
    for other in reversed(found[-3:]):
        if other.paragraph == figure.paragraph and other.metric == figure.metric and other.definition:
            return other.definition
    return ""
