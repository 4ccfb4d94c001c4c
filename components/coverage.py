"""What the reports state and what they do not: figures counted by what they measure and by performance year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from components import selection, told, words
from components.store import Tables

LEVELS = selection.LEVELS


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the grid: a metric or a group of one, and what is stated for each year by its first day."""

    name: str
    family: str
    metric: str
    group: str
    cells: dict[date, dict[str, int]]
    unstated: int


def years(tables: Tables, metric: str = "") -> list[date]:
    """The first days of the performance years that some figure ends in."""
    found = _year_starts(tables.select(metric)["period_end"]).dropna().unique()
    return sorted(date(int(year), 4, 1) for year in found)


def lines(tables: Tables, metric: str = "") -> list[Line]:
    """A line for each metric that has figures, or for each group of one metric."""
    frame = tables.select(metric)
    frame = (
        frame[frame["kind"].isin(LEVELS) & (frame["metric"] != "other")]
        if not metric
        else frame[frame["kind"].isin(LEVELS)]
    )
    keyed = pd.DataFrame(
        {
            "key": (frame["group"] if metric else frame["metric"]).astype(str),
            "year": _year_starts(frame["period_end"]),
            "kind": frame["kind"].astype(str),
        }
    )
    held = set(keyed["key"])
    codes = [code for code in tables.records("groups" if metric else "metrics") if code in held]
    codes += sorted(held - set(codes))
    counts = keyed.dropna().value_counts(["key", "year", "kind"]).reset_index(name="count")
    cells: dict[str, dict[date, dict[str, int]]] = {}
    for key, year, kind, count in zip(*(counts[name] for name in counts.columns), strict=True):
        cells.setdefault(str(key), {}).setdefault(date(int(year), 4, 1), {})[str(kind)] = int(count)
    without = keyed[keyed["year"].isna()].groupby("key").size()
    return [
        Line(
            name=_name(tables, metric, code),
            family="" if metric else str(tables.records("metrics").get(code, {}).get("family", "")),
            metric=metric or code,
            group=code if metric else "",
            cells=cells.get(code, {}),
            unstated=int(without.get(code, 0)),
        )
        for code in codes
    ]


def _name(tables: Tables, metric: str, code: str) -> str:
    if not metric:
        return tables.label("metrics", code)
    return words.upper_first(told.measure(tables, metric, code)[1]) or "No group"


def _year_starts(ends: pd.Series[Any]) -> pd.Series[Any]:
    """The year in which the performance year of each day began; nothing where there is no day."""
    days = pd.to_datetime(ends)
    return days.dt.year - np.where(days.dt.month < 4, 1, 0)


def cell_words(kinds: dict[str, int]) -> str:
    """What a cell of the grid says: the number of figures, else the kind that alone is stated, else nothing.

    >>> cell_words({"actual": 3, "target": 1}), cell_words({"target": 1}), cell_words({})
    ('3', 'target', '')
    """
    if kinds.get("actual"):
        return f"{kinds['actual']:,}"
    return words.listed([kind for kind in LEVELS if kinds.get(kind)]) if kinds else ""


def stated(found: Sequence[Line], spans: Sequence[date]) -> tuple[int, int]:
    """How many cells of the grid state something, and how many cells there are."""
    return sum(bool(line.cells.get(year)) for line in found for year in spans), len(found) * len(spans)
