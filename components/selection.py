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
from components.store import Rows, Tables

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


def figures(tables: Tables, view: View) -> pd.DataFrame:
    """The figures of a view, in the order of the tables."""
    return tables.figures.iloc[figure_rows(tables, view)]


def figure_rows(tables: Tables, view: View, *, without: str = "") -> Rows:
    """The row numbers of the figures of a view; `without` leaves one key aside, for the counts of a facet.

    Rows are narrowed before any is copied: of a million figures a view takes those that it shows, and no sentence of others.
    """
    asked = view.but(**{without: ()}) if without else view
    metrics = metrics_of(tables, asked)
    every = np.arange(len(tables.figures)) if metrics is None else tables.rows_of(metrics)
    rows = _matching(tables.figures, every, asked, FIGURE_KEYS, "period_end")
    rows = charted(tables, rows) if asked.one("charted") else rows
    return _with_words(tables.figures, rows, ("label", "quote"), asked.one("q").split())


def charted(tables: Tables, rows: Rows) -> Rows:
    """Which of these figures have a place on a chart: levels in their metric's unit, with a period, said for the first time."""
    frame = tables.figures[["kind", "unit", "metric", "period_end", "value_high", "repeat_of"]].iloc[rows]
    return rows[on_a_chart(frame, units_of(tables, frame))]


def on_a_chart(figures: pd.DataFrame, unit: str | pd.Series[Any]) -> Mask:
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
    return tables.comparisons.iloc[comparison_rows(tables, view)]


def comparison_rows(tables: Tables, view: View) -> Rows:
    """The row numbers of the comparisons of a view."""
    rows = _of_families(tables, tables.comparisons, view)
    rows = _matching(tables.comparisons, rows, view, COMPARISON_KEYS, "later_period_end")
    return _with_words(tables.comparisons, rows, ("label", "note"), view.one("q").split())


def checks(tables: Tables, view: View) -> pd.DataFrame:
    """The checks of a view, in the order of the table."""
    return tables.checks.iloc[check_rows(tables, view)]


def check_rows(tables: Tables, view: View) -> Rows:
    """The row numbers of the checks of a view."""
    rows = _of_families(tables, tables.checks, view)
    rows = _matching(tables.checks, rows, view, CHECK_KEYS, "period_end")
    return _with_words(tables.checks, rows, ("arithmetic", "note"), view.one("q").split())


def metrics_of(tables: Tables, view: View) -> list[str] | None:
    """The metrics that a view asks for by `metric` and `family`, or None where it asks for all."""
    if not view.all("metric") and not view.all("family"):
        return None
    families = view.all("family")
    inside = {code for code, family in address.families(tables).items() if family in families}
    return [code for code in view.all("metric") or sorted(inside) if not families or code in inside]


def _of_families(tables: Tables, frame: pd.DataFrame, view: View) -> Rows:
    metrics = metrics_of(tables, view) if view.all("family") else None
    every = np.arange(len(frame))
    return every if metrics is None else every[_among(frame["metric"], every, metrics)]


def _matching(frame: pd.DataFrame, rows: Rows, view: View, keys: dict[str, str], end: str) -> Rows:
    """Those rows that have the values which a view asks for, and end in its time."""
    for key, column in keys.items():
        if view.all(key):
            values = ["" if key == "group" and code == address.NO_GROUP else code for code in view.all(key)]
            rows = rows[_among(frame[column], rows, values)]
    ends = frame[end].to_numpy()
    first, last = view.day("from"), view.day("to")
    if first is not None:
        rows = rows[ends[rows] >= np.datetime64(first)]
    if last is not None:
        rows = rows[ends[rows] <= np.datetime64(last)]
    return rows


def _among(column: pd.Series[Any], rows: Rows, values: Sequence[str]) -> Mask:
    """In which of the rows a column has one of the values."""
    found: Mask
    if isinstance(column.dtype, pd.CategoricalDtype):
        wanted = np.append(
            column.cat.categories.isin(values), False
        )  # the last for a blank, whose code is -1
        found = wanted[column.cat.codes.to_numpy()[rows]]
    else:
        found = column.iloc[rows].isin(values).to_numpy(dtype=np.bool_)
    return found


def _with_words(frame: pd.DataFrame, rows: Rows, columns: Sequence[str], words: Sequence[str]) -> Rows:
    """Those rows that have every word in one of the columns."""
    for word in words:
        anywhere: Mask = np.zeros(len(rows), dtype=np.bool_)
        for column in columns:
            texts: Any = frame[column].iloc[rows].astype("string")
            anywhere |= texts.str.contains(word, case=False, regex=False).to_numpy(dtype=np.bool_)
        rows = rows[anywhere]
    return rows
