"""What the overview says of each headline metric, group and scope: the latest outcome and what may be said beside it.

Nothing is worked out here: changes, verdicts, judgements and target colours stand in the comparisons table, sums in the
checks table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from components import ordering, told
from components.records import Check, Figure, as_checks, as_figures
from components.store import Rows, Tables
from etl.comparisons import Comparison

CHANGES = ("same_period_last_year", "year_on_year")
VERDICTS = ("like_for_like", "with_caution", "not_comparable")  # best first


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """The latest outcome of one metric, group and scope; None where the tables hold nothing of the kind.

    `change` is the best pair with an earlier outcome, `target` and `forecast` with what was set for the period, `offer`
    the pair to look at instead of a refused change, `pace` what the pace so far gives, `misfits` sums that do not fit.
    """

    figure: Figure
    change: Comparison | None = None
    target: Comparison | None = None
    forecast: Comparison | None = None
    offer: Comparison | None = None
    pace: Check | None = None
    misfits: tuple[Check, ...] = ()


def latest(tables: Tables) -> list[Figure]:
    """The latest outcome of each headline metric, group and scope, by the order of the code lists; the whole service first.

    The latest is the one whose period ends last; of these the longest period, then the newest report. Repeats within a
    report are left out, and so is a figure in another unit than its metric's.
    """
    metrics = {code: record for code, record in tables.records("metrics").items() if record["headline"]}
    frame = tables.figures.iloc[tables.rows_of(list(metrics))]
    units = frame["metric"].astype(str).map({code: record["unit"] for code, record in metrics.items()})
    frame = frame[
        (frame["kind"] == "actual") & (frame["repeat_of"] == "") & (frame["unit"].astype(str) == units)
    ]
    dates = {report: record["date"] for report, record in tables.records("reports").items()}
    keyed = frame.assign(
        _named=frame["label"].where(frame["group"] == "other", "").str.lower(),
        _said=pd.to_datetime(frame["report_id"].astype(str).map(dates)),
    ).sort_values(
        ["period_end", "period_start", "_said", "start"],
        ascending=[False, True, False, True],
        na_position="last",
        kind="stable",
    )
    newest = keyed.drop_duplicates(["metric", "group", "scope", "_named"])

    def place(figure: Figure) -> tuple[int, int, bool, int, str, str]:
        family, metric, group = ordering.place(tables, figure.metric, figure.group)
        return family, metric, figure.scope != "mps", group, figure.scope, figure.label

    return sorted(as_figures(newest), key=place)


@lru_cache(maxsize=1)  # a build is its own identity; one that was replaced is let go
def cards(tables: Tables) -> tuple[Card, ...]:
    """A card for each of the latest outcomes, in their order."""
    figures = latest(tables)
    # all rows in one go, for pandas is slow at handing out single ones
    pairs = told.comparisons_of(tables.comparisons.iloc[_rows(tables.pairs, figures)])
    checks = as_checks(tables.checks.iloc[_rows(tables.sums, figures)])
    of_later: dict[str, list[Comparison]] = {}
    for pair in pairs:
        of_later.setdefault(pair.later_id, []).append(pair)
    of_figure: dict[str, list[Check]] = {}
    for check in checks:
        for identifier in {check.stated_id, *check.input_ids.split()}:
            of_figure.setdefault(identifier, []).append(check)
    wanted = [pair.offer for pair in pairs if pair.offer]
    frame = tables.comparisons[tables.comparisons["comparison_id"].isin(wanted)]
    offers = {pair.comparison_id: pair for pair in told.comparisons_of(frame)}
    return tuple(
        _card(figure, of_later.get(figure.figure_id, []), of_figure.get(figure.figure_id, []), offers)
        for figure in figures
    )


def _rows(of_figure: Mapping[str, Rows], figures: Sequence[Figure]) -> list[int]:
    found = {int(number) for figure in figures for number in of_figure.get(figure.figure_id, ())}
    return sorted(found)


def _card(
    figure: Figure, pairs: Sequence[Comparison], checks: Sequence[Check], offers: Mapping[str, Comparison]
) -> Card:
    change = _best(pairs, CHANGES)
    return Card(
        figure=figure,
        change=change,
        target=_best(pairs, ("versus_target",)),
        forecast=_best(pairs, ("versus_forecast",)),
        offer=offers.get(change.offer) if change is not None else None,
        pace=next((check for check in checks if check.kind == "pace"), None),
        misfits=tuple(check for check in checks if check.outcome == "does_not_fit"),
    )


def _best(pairs: Sequence[Comparison], bases: Sequence[str]) -> Comparison | None:
    """The pair of these bases that says most: comparable before refused, the same period last year before other years."""
    some = [pair for pair in pairs if pair.basis in bases]
    return min(some, key=lambda pair: (VERDICTS.index(pair.verdict), bases.index(pair.basis)), default=None)
