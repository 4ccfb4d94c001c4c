"""Numbers joined to metric, group, kind and period: the figures of a report."""

from etl.figures.records import Figure, NumberRow, Placed
from etl.figures.report import place_report

__all__ = ["Figure", "NumberRow", "Placed", "place_report"]
