"""Which rows a view asks for: one rule for the pages and for the files, so that both hold the same rows.

Values of one key are alternatives, keys narrow one another. `from` and `to` are about the last day of the period, so a row
without a period is left out by either. `q` asks for all of its words, in any order, whether capital or small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from components import address
from components.address import View
from components.store import Tables

FIGURE_KEYS = {
    "group": "group",
    "scope": "scope",
    "kind": "kind",
    "statistic": "statistic",
    "unit": "unit",
    "qualifier": "qualifier",
    "period_type": "period_type",
    "definition": "definition",
    "report": "report_id",
    "paragraph": "paragraph",
    "label": "label",
}
LEVELS = (
    "actual",
    "target",
    "forecast",
)  # the kinds that have a place on the metric's own scale; changes have none
COMPARISON_KEYS = {
    "metric": "metric",
    "group": "group",
    "scope": "scope",
    "basis": "basis",
    "verdict": "verdict",
    "reason": "reason",
    "judgement": "judgement",
    "target_status": "target_status",
    "period_type": "later_period_type",
    "report": "later_report_id",
    "pair": "comparison_id",
}
CHECK_KEYS = {
    "metric": "metric",
    "group": "group",
    "scope": "scope",
    "check": "kind",
    "outcome": "outcome",
    "period_type": "period_type",
    "report": "report_id",
    "paragraph": "paragraph",
}
Mask = npt.NDArray[np.bool_]


def figures(tables: Tables, view: View, *, without: str = "") -> pd.DataFrame:
    """The figures of a view, in the order of the tables; `without` leaves one key aside, for the counts of a facet."""
    asked = view.but(**{without: ()}) if without else view
    metrics = metrics_of(tables, asked)
    frame = tables.figures if metrics is None else tables.figures.iloc[tables.rows_of(metrics)]
    frame = _matching(frame, asked, FIGURE_KEYS, "period_end")
    frame = frame[charted(frame, units_of(tables, frame))] if asked.one("charted") else frame
    words = asked.one("q").split()
    return frame[_has_words(frame, ("label", "quote"), words)] if words else frame


def charted(figures: pd.DataFrame, unit: str | pd.Series[Any]) -> Mask:
    """Which figures have a place on a chart: levels in their metric's unit, with a period, said for the first time.

    `unit` is that of the metric, or a column with the unit of the metric of each figure.
    """
    mask: Mask = (
        figures["kind"].isin(LEVELS)
        & (figures["unit"].astype(str) == unit)
        & figures["period_end"].notna()
        & figures["value_high"].isna()
        & (figures["repeat_of"] == "")
    ).to_numpy(dtype=np.bool_)
    return mask


def units_of(tables: Tables, figures: pd.DataFrame) -> pd.Series[Any]:
    """The unit of the metric of each figure; nothing where the metric has none of its own."""
    metrics = tables.records("metrics").items()
    units = {code: str(metric["unit"]) for code, metric in metrics if metric["unit"] != "other"}
    return figures["metric"].astype(str).map(units)


def comparisons(tables: Tables, view: View) -> pd.DataFrame:
    """The comparisons of a view, in the order of the table."""
    frame = _of_families(tables, tables.comparisons, view)
    frame = _matching(frame, view, COMPARISON_KEYS, "later_period_end")
    words = view.one("q").split()
    return frame[_has_words(frame, ("label", "note"), words)] if words else frame


def checks(tables: Tables, view: View) -> pd.DataFrame:
    """The checks of a view, in the order of the table."""
    frame = _of_families(tables, tables.checks, view)
    frame = _matching(frame, view, CHECK_KEYS, "period_end")
    words = view.one("q").split()
    return frame[_has_words(frame, ("arithmetic", "note"), words)] if words else frame


def metrics_of(tables: Tables, view: View) -> list[str] | None:
    """The metrics that a view asks for by `metric` and `family`, or None where it asks for all."""
    if not view.all("metric") and not view.all("family"):
        return None
    families = view.all("family")
    inside = {code for code, family in address.families(tables).items() if family in families}
    return [code for code in view.all("metric") or sorted(inside) if not families or code in inside]


def _of_families(tables: Tables, frame: pd.DataFrame, view: View) -> pd.DataFrame:
    metrics = metrics_of(tables, view) if view.all("family") else None
    return frame if metrics is None else frame[frame["metric"].isin(metrics)]


def _matching(frame: pd.DataFrame, view: View, keys: dict[str, str], end: str) -> pd.DataFrame:
    masks = []
    for key, column in keys.items():
        if view.all(key):
            values = ["" if key == "group" and code == address.NO_GROUP else code for code in view.all(key)]
            masks.append(frame[column].isin(values))
    first, last = view.day("from"), view.day("to")
    if first is not None:
        masks.append(frame[end] >= pd.Timestamp(first))
    if last is not None:
        masks.append(frame[end] <= pd.Timestamp(last))
    # all conditions first, for a selection copies what it selects
    return frame[np.logical_and.reduce(masks)] if masks else frame


def _has_words(frame: pd.DataFrame, columns: Sequence[str], words: Sequence[str]) -> Mask:
    found: Mask = np.ones(len(frame), dtype=np.bool_)
    for word in words:
        anywhere: Mask = np.zeros(len(frame), dtype=np.bool_)
        for column in columns:
            texts: Any = frame[column].astype("string")
            anywhere |= texts.str.contains(word, case=False, regex=False).to_numpy(dtype=np.bool_)
        found &= anywhere
    return found
