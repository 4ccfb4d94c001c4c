"""Comparisons and checks on a terminal: what `compare` and `check --arithmetic` print, read from the built tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.comparisons.wording import number_words
from etl.schema import CHECKS, COMPARISONS
from etl.tables import read_whole

_VERDICT_STYLES = {"like_for_like": "green", "with_caution": "yellow", "not_comparable": "dim"}
_OUTCOME_STYLES = {
    "agrees": "green",
    "agrees_after_rounding": "green",
    "does_not_fit": "bold red",
    "cannot_be_checked": "dim",
}
_QUALIFIERS = {"exact": "", "approx": "≈ ", "over": "> ", "under": "< "}


def print_comparisons(
    tables_dir: Path,
    *,
    metric: str = "",
    group: str = "",
    scope: str = "",
    basis: str = "",
    verdict: str = "",
    report: str = "",
    console: Console | None = None,
) -> int:
    """Print the comparisons that fit all filters that are given, and answer how many.

    Args:
        tables_dir: folder of the built tables.
        metric: code of a metric; so for group, scope, basis and verdict.
        report: a report that states either figure.
        console: where to print; the terminal by default.

    Raises:
        TablesError: the comparisons cannot be read.
        ValueError: a filter is a code that no comparison has.
    """
    frame = read_whole(tables_dir, COMPARISONS).to_pandas()
    known = frame
    frame = _filtered(
        frame, known, {"metric": metric, "group": group, "scope": scope, "basis": basis, "verdict": verdict}
    )
    if report:
        _require_known(report, {*known["earlier_report_id"], *known["later_report_id"]}, "report")
        frame = frame[(frame["earlier_report_id"] == report) | (frame["later_report_id"] == report)]
    table = Table(title=f"{len(frame):,} comparisons", title_justify="left")
    table.add_column("Metric, group, scope")
    for name in ("Earlier", "Later", "Change"):
        table.add_column(name, justify="right")
    table.add_column("Verdict")
    table.add_column("What a reader must know", ratio=1)
    rows = {str(row["comparison_id"]): row for row in _records(known)}
    for row in _records(frame):
        table.add_row(*_comparison_cells(row, rows.get(str(row["offer"]))))
    (console or Console()).print(table)
    return len(frame)


def print_checks(tables_dir: Path, console: Console | None = None) -> int:
    """Print the checks, and answer how many do not fit.

    Args:
        tables_dir: folder of the built tables.
        console: where to print; the terminal by default.

    Raises:
        TablesError: the checks cannot be read.
    """
    frame = read_whole(tables_dir, CHECKS).to_pandas()
    table = Table(title=f"{len(frame):,} checks", title_justify="left")
    for name in ("Report", "Paragraph", "Kind", "Outcome"):
        table.add_column(name)
    table.add_column("The sum in words", ratio=1)
    for row in _records(frame):
        said = str(row["outcome"])
        table.add_row(
            Text(str(row["report_id"])),
            Text(str(row["paragraph"])),
            Text(_plain(row["kind"])),
            Text(_plain(said), style=_OUTCOME_STYLES.get(said, "")),
            Text(" ".join(part for part in (str(row["arithmetic"]) + ".", str(row["note"])) if part)),
        )
    (console or Console()).print(table)
    return int((frame["outcome"] == "does_not_fit").sum())


def _comparison_cells(row: dict[str, object], offered: dict[str, object] | None) -> tuple[Text, ...]:
    verdict = str(row["verdict"])
    judged = "" if row["judgement"] == "no_judgement" else f", {_plain(row['judgement'])}"
    status = f", {_plain(row['target_status'])}" if row["target_status"] else ""
    said = [str(row["note"])]
    if row["stated_change_agrees"]:
        said.append(f"Stated change: {_plain(row['stated_change_agrees'])}.")
    if offered is not None:
        said.append(f"Nearest comparable: {_value(offered, 'earlier')} to {_value(offered, 'later')}.")
    if row["uncertainty_method"] != "none":
        said.append(str(row["uncertainty_caption"]))
    measured = ", ".join(_plain(row[name]) for name in ("metric", "group", "scope") if row[name])
    return (
        Text(measured),
        Text(_side(row, "earlier")),
        Text(_side(row, "later")),
        Text(_change(row)),
        Text(f"{_plain(row['reason'] or verdict)}{judged}{status}", style=_VERDICT_STYLES.get(verdict, "")),
        Text(" ".join(part for part in said if part)),
    )


def _side(row: dict[str, object], side: str) -> str:
    """A value with its mark, and the days of its period."""
    start, end = row[f"{side}_period_start"], row[f"{side}_period_end"]
    if end is None or pd.isna(end):  # type: ignore[call-overload]
        return f"{_value(row, side)}\nperiod not stated"
    return f"{_value(row, side)}\n{end if start == end else f'{start} to {end}'}"


def _value(row: dict[str, object], side: str) -> str:
    """A value as printed, with the mark of its qualifier; a derived one is marked so."""
    if side == "earlier" and row["derived"]:
        return f"{number_words(_number(row['earlier_value']), str(row['unit']))} [d]"
    return f"{_QUALIFIERS[str(row[f'{side}_qualifier'])]}{str(row[f'{side}_printed']).strip()}"


def _change(row: dict[str, object]) -> str:
    """The change in its own unit, with the relative change under it."""
    if pd.isna(row["change_abs"]):  # type: ignore[call-overload]
        return "not comparable"
    change = _number(row["change_abs"])
    unit = str(row["change_unit"])
    words = number_words(
        change, unit, decimals=None if change.is_integer() or unit in ("gbp", "eur") else 1, signed=True
    )
    if pd.isna(row["change_pct"]):  # type: ignore[call-overload]
        return words
    return f"{words}\n({number_words(_number(row['change_pct']), 'percent', decimals=1, signed=True)})"


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _number(value: object) -> float:
    return float(value)  # type: ignore[arg-type]


def _plain(code: object) -> str:
    """A code in words."""
    return str(code).replace("_", " ")


def _filtered(frame: pd.DataFrame, known: pd.DataFrame, filters: dict[str, str]) -> pd.DataFrame:
    for column, code in filters.items():
        if code:
            _require_known(code, set(known[column].astype(str)), column)
            frame = frame[frame[column] == code]
    return frame


def _require_known(code: str, codes: set[str], name: str) -> None:
    if code not in codes:
        choices = ", ".join(sorted(one for one in codes if one))
        raise ValueError(f"unknown {name} {code!r}: choose one of {choices}")
