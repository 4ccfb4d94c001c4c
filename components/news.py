"""What a build brought: the reports and figures that the build before did not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from components import store
from components.records import Figure, as_figures
from components.store import Record, Tables


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What is new since the build of a day (`since`, ISO 8601): reports, newest first; figures of reports known before; figures gone.

    `figures` are those of the reports that are in both builds, by report and place; `gone` are of any report.
    """

    since: str
    version: str
    reports: tuple[Record, ...]
    figures: pd.DataFrame = field(repr=False)
    gone: int

    @property
    def nothing(self) -> bool:
        """Whether both builds hold the same reports and figures."""
        return not (self.reports or len(self.figures) or self.gone)

    def first(self, count: int) -> list[Figure]:
        """The first of the new figures of reports known before."""
        return as_figures(self.figures.head(count))


def newest_first(reports: Iterable[Record]) -> list[Record]:
    """Reports, the newest first; those without a date last."""
    return sorted(reports, key=lambda one: (str(one["date"] or ""), str(one["report_id"])), reverse=True)


def newest_reports(tables: Tables) -> list[Record]:
    """The reports with a date, newest first."""
    return [report for report in newest_first(tables.records("reports").values()) if report["date"]]


@lru_cache(maxsize=1)  # a build is its own identity; one that was replaced is let go
def news(tables: Tables) -> News | None:
    """What is new since the build before; None where no build before is kept."""
    before = store.before(tables)
    if before is None:
        return None
    figures = tables.figures
    fresh = figures[~figures["figure_id"].isin(before.figures)]
    reports = [
        report for report_id, report in tables.records("reports").items() if report_id not in before.reports
    ]
    known = fresh[fresh["report_id"].astype(str).isin(before.reports)]
    return News(
        since=before.built,
        version=before.version,
        reports=tuple(newest_first(reports)),
        figures=known.sort_values(["report_id", "start", "figure_id"]),
        gone=int((~before.figures.isin(figures["figure_id"])).sum()),
    )
