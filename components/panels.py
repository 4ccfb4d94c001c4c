"""The charts of some figures: one panel for each metric, group and scope with something to set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from dash import html

from components import address, charts, downloads, parts, selection, slides, told, words
from components.address import View
from components.records import Figure, as_figures, plain_records
from components.scales import Scales
from components.store import Rows, Tables

PANELS_SHOWN = 12
PANELS_OF_SEVERAL = 6  # a page of several metrics is a look around: more charts would only make it slow
POINTS_MOST = 20_000  # more figures than a page of charts could show: the reader chooses first
Intervals = Mapping[str, tuple[float, float]]


def section(tables: Tables, rows: Rows, view: View, intervals: Intervals) -> list[Any]:
    """The panels under their heading, and a sentence on what is in the table only; nothing where nothing can be drawn."""
    if len(rows) > POINTS_MOST:
        text = "Choose a metric, a group or a report to see charts: there are too many figures for one page."
        return [html.H2("By period"), html.P(text, className="soft")]
    every = _panels(tables, rows)
    telling = [panel for panel in every if len(every) == 1 or _says_something(panel, intervals)]
    names_metric = len({panel[0].figure.metric for panel in telling}) > 1
    shown = telling[: PANELS_OF_SEVERAL if names_metric else PANELS_SHOWN]
    if not shown:
        return []
    scale_of = _scales(tables, shown)
    drawn = [
        parts.chart(
            number,
            charts.chart(panel, scale, breaks(tables, panel), tall=len(shown) == 1, intervals=intervals),
            caption(tables, panel, title(tables, panel[0].figure, names_metric=names_metric)),
            downloads.href("figures", _view_of(view, panel[0].figure)),
        )
        for number, (panel, scale) in enumerate(zip(shown, scale_of, strict=True), start=1)
    ]
    points = [point for panel in shown for point in panel]
    own = (
        " Each chart has a scale of its own."
        if len({(scale.unit, scale.top) for scale in scale_of}) > 1
        else ""
    )
    units = {scale.unit for scale in scale_of}
    unit = f"{words.upper_first(words.UNIT_WORDS[units.pop()])}; each" if len(units) == 1 else "Each"
    return [
        html.H2("By period"),
        html.P(
            f"{unit} mark stands at the end of its period and leads to its source.{own}", className="soft"
        ),
        parts.key(
            [kind for kind in charts.LEVELS if any(point.figure.kind == kind for point in points)],
            hollow=any(point.figure.qualifier != "exact" for point in points),
            lines=any(point.start < point.end for point in points),
        ),
        html.Div(
            drawn,
            className=f"panels {'one' if len(drawn) == 1 else 'many' if len(drawn) > 2 else ''}".rstrip(),
        ),
        *_left_out(len(rows) - len(points), len(telling) - len(shown)),
    ]


def _view_of(view: View, figure: Figure) -> View:
    """The view that holds the figures of a panel and no others."""
    label = figure.label if figure.label else ()
    return view.but(
        metric=figure.metric,
        group=figure.group or address.NO_GROUP,
        scope=figure.scope,
        label=label,
        charted=address.YES,
    )


def _says_something(panel: Sequence[charts.Point], intervals: Intervals) -> bool:
    """One figure is no chart, unless it has an interval (or is all there is)."""
    return len(panel) > 1 or any(point.figure.figure_id in intervals for point in panel)


def _left_out(figures: int, panels: int) -> list[html.P]:
    more = (
        f"{words.counted(panels, 'more chart')}: choose a metric or a group to see them. " if panels else ""
    )
    note = (
        f"{words.counted(figures, 'more figure')} in the table only: stated changes, repeats, ranges, other units, "
        "no stated period, or the only one of its kind."
    )
    if panels:
        note = f"{words.counted(figures, 'more figure')} in the table."
    return [html.P(f"{more}{note}", className="soft after")] if figures else []


def _panels(tables: Tables, rows: Rows) -> list[list[charts.Point]]:
    """The points by metric, group and scope; metrics in the order of their list, the fullest panels first."""
    by_metric: dict[str, list[charts.Point]] = {code: [] for code in tables.records("metrics")}
    for point in charts.points(as_figures(tables.figures.iloc[selection.charted(tables, rows)])):
        by_metric[point.figure.metric].append(point)
    return [panel for points in by_metric.values() for panel in charts.panels(points)]


def _scales(tables: Tables, panels: Sequence[Sequence[charts.Point]]) -> list[Scales]:
    """The scales of the panels: those of one metric share theirs where none is flattened by it."""
    by_metric: dict[str, list[Sequence[charts.Point]]] = {}
    for panel in panels:
        by_metric.setdefault(panel[0].figure.metric, []).append(panel)
    metrics = tables.records("metrics")
    return [
        scale
        for metric, some in by_metric.items()
        for scale in charts.scales(some, str(metrics[metric]["unit"]))
    ]


def breaks(tables: Tables, points: Sequence[charts.Point]) -> list[charts.Break]:
    """The changes of definition among the points of a panel; none where one definition covers them all."""
    used = {point.figure.definition for point in points} - {""}
    definitions = tables.records("definitions")
    starts = [definitions[code]["valid_from"] for code in sorted(used) if code in definitions]
    return [charts.Break(day=start) for start in starts if start is not None and len(used) > 1]


def title(tables: Tables, figure: Figure, *, names_metric: bool) -> str:
    """What a panel shows: group and scope, before them the metric where the page has several."""
    name, group = told.measure(tables, figure.metric, figure.group, figure.label)
    parts_of = [words.upper_first(group) if group and not names_metric else group, told.whose(figure.scope)]
    said = [part for part in parts_of if part]
    return ", ".join([name, *said] if names_metric or not group else said)


def caption(tables: Tables, points: Sequence[charts.Point], name: str) -> parts.Caption:
    """What stands over a panel: its finding where a comparison allows one, else what it shows; then measure, unit and periods."""
    figure = points[0].figure
    measure = told.named(tables, figure.metric, figure.group, figure.label, figure.scope)
    span = words.months(min(point.start for point in points), max(point.end for point in points))
    found = finding(tables, points)
    # a title that only names the measure is not said twice
    said = [] if not found and name == ", ".join(measure) else [", ".join(measure)]
    codes = (figure.metric, figure.group, figure.scope if figure.scope != "mps" else "")
    return parts.Caption(
        title=found or name,
        subtitle=words.upper_first("; ".join([*said, words.UNIT_WORDS[figure.unit], span])),
        sentence=sentence(tables, points),
        note=break_note(tables, points),
        name="-".join(address.slug(code) for code in codes if code),
    )


def finding(tables: Tables, points: Sequence[charts.Point]) -> str:
    """What the newest outcome says beside an earlier one or a target that is drawn too; empty where none may be compared."""
    outcomes = [point.figure for point in points if point.figure.kind == "actual"]
    if not outcomes:
        return ""
    drawn = {point.figure.figure_id for point in points}
    frame = tables.comparisons_of(outcomes[0].figure_id)
    pairs = [
        pair
        for pair in plain_records(frame[frame["later_id"] == outcomes[0].figure_id])
        if pair["verdict"] != "not_comparable" and pair["earlier_id"] in drawn
    ]
    best = min(pairs, key=lambda pair: list(told.BASES).index(pair["basis"]), default=None)
    return slides.title(tables, best) if best is not None else ""


def break_note(tables: Tables, points: Sequence[charts.Point]) -> str:
    """What a change of definition among the points means for who reads them, with its day; empty where there is none."""
    codes = sorted({point.figure.definition for point in points} - {""})
    definitions = tables.records("definitions")
    labels = {code: words.lower_first(tables.label("definitions", code)) for code in codes}
    said = [
        f"The definition changed on {words.day(change.day)}"
        + "".join(
            f" (since then: {labels[code]})"
            for code in codes
            if definitions[code]["valid_from"] == change.day
        )
        + "; figures under different definitions are not compared."
        for change in breaks(tables, points)
    ]
    return " ".join(said)


def sentence(tables: Tables, points: Sequence[charts.Point]) -> str:
    """The newest figure of each kind, with its definition where the panel has more than one."""
    changes = breaks(tables, points)
    said = []
    for kind in charts.LEVELS:
        figures = [point.figure for point in points if point.figure.kind == kind]
        if figures:
            latest = f"latest {kind}" if kind == "actual" and len(figures) > 1 else kind
            newest = figures[0]
            under = f"; definition: {definition(tables, newest)}" if changes and newest.definition else ""
            said.append(f"{latest} {charts.figure_value(newest)} ({charts.figure_period(newest)}{under})")
    return f"{words.upper_first('; '.join(said))}. "


def definition(tables: Tables, figure: Figure) -> str:
    """The definition behind a figure, within a sentence."""
    return words.lower_first(tables.label("definitions", figure.definition))


def intervals_of(tables: Tables, rows: Rows) -> dict[str, tuple[float, float]]:
    """The 95% interval of each figure that has one, by figure_id, from the checks of rates against their base."""
    checks = tables.checks[tables.checks["interval_low"].notna()]
    stated = checks["stated_id"].tolist()
    shown = np.isin(tables.places(stated), rows)
    ends = zip(stated, checks["interval_low"], checks["interval_high"], shown, strict=True)
    return {figure_id: (float(low), float(high)) for figure_id, low, high, one in ends if one}
