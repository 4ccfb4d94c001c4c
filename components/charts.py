"""Figures as points by period: pure functions from figures to a Plotly figure as a plain dictionary.

Actual, target and forecast are different marks; around, over and under are drawn hollow. A line joins actual figures only
where three or more follow one another under one definition; two points are two points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from components import address, labels, selection, theme, words
from components.records import Figure
from components.scales import Scales, date_axis, holding, value_axis

Chart = dict[str, Any]

LEVELS = selection.LEVELS
FLATTENED = 8  # a panel this many times lower than another would lie on its axis


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """A change of definition: the first day of the new one."""

    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A figure with a place on the chart: its first and last day are known."""

    figure: Figure
    start: date
    end: date

    @property
    def value(self) -> float:
        """The height of the point."""
        return self.figure.value


def points(figures: Iterable[Figure]) -> list[Point]:
    """The figures that have a place on a chart (`selection.charted`) as points."""
    return [
        Point(figure=figure, start=figure.period_start, end=figure.period_end)
        for figure in figures
        if figure.period_start is not None and figure.period_end is not None
    ]


def panels(points: Sequence[Point]) -> list[list[Point]]:
    """The points of each group and scope (a group without a code: of each label), those with the most points first."""

    def place(point: Point) -> tuple[str, str, str]:
        return point.figure.group, point.figure.scope, point.figure.label

    parts = [list(part) for _, part in groupby(sorted(points, key=place), key=place)]
    return sorted(parts, key=len, reverse=True)


def scales(panels: Sequence[Sequence[Point]], unit: str) -> list[Scales]:
    """Scales for each panel of a page: one for all, but heights of their own where one panel would flatten another."""
    highest = [max(point.value for point in panel) for panel in panels]
    together = min(highest) * FLATTENED >= max(highest)
    first = min(point.start for panel in panels for point in panel)
    last = max(point.end for panel in panels for point in panel)
    return [
        holding(first=first, last=last, highest=max(highest) if together else high, unit=unit)
        for high in highest
    ]


def chart(
    points: Sequence[Point],
    scale: Scales,
    breaks: Sequence[Break] = (),
    *,
    tall: bool = False,
    intervals: Mapping[str, tuple[float, float]] | None = None,
) -> Chart:
    """The chart of one group: each point a mark at the end of its period, a thin line over the period itself.

    `intervals` are the ends of an interval by figure_id, for those marks that shall have a bar.
    """
    ordered = sorted(points, key=lambda point: (point.end, point.value))
    kinds = [kind for kind in LEVELS if any(point.figure.kind == kind for point in ordered)]
    by_kind = {kind: [point for point in ordered if point.figure.kind == kind] for kind in kinds}
    inside = [change for change in breaks if scale.first < change.day < scale.last]
    places, notes = _label_places(ordered, scale, inside)
    letters = 14 if tall else 13  # a chart that has the page to itself is read from afar
    return {
        "data": [
            *_lines(by_kind.get("actual", [])),
            *(_spans(some, kind) for kind, some in by_kind.items() if any(map(_lasts, some))),
            # actual figures last, that is on top: a target that was met exactly lies under them
            *(
                _marks(some, kind, places, intervals or {}, letters)
                for kind, some in reversed(by_kind.items())
            ),
        ],
        "layout": {
            "template": theme.TEMPLATE,
            "height": 400 if tall else 240,
            "font": {"size": letters},
            "xaxis": date_axis(scale),
            "yaxis": value_axis(scale),
            "shapes": [_break_line(change) for change in inside],
            "annotations": [*notes, _SOURCE],
        },
    }


def _marks(
    points: Sequence[Point],
    kind: str,
    places: dict[str, str],
    intervals: Mapping[str, tuple[float, float]],
    letters: int,
) -> Chart:
    mark = theme.MARKS[kind]
    shown = [escape(figure_value(point.figure)) for point in points]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": kind,
        "x": [point.end.isoformat() for point in points],
        "y": [point.value for point in points],
        "text": [
            f"\u2002{text}\u2002" if places[point.figure.figure_id] else ""  # a space between mark and label
            for text, point in zip(shown, points, strict=True)
        ],
        "textposition": [places[point.figure.figure_id] or "top center" for point in points],
        "textfont": {"color": theme.TEXT, "size": letters},
        "cliponaxis": False,
        "hovertext": [
            f"<b>{text}</b> {kind}<br>{escape(figure_period(point.figure))}<br>click: its source"
            for text, point in zip(shown, points, strict=True)
        ],
        "hoverinfo": "text",
        "customdata": [address.figure(point.figure.figure_id) for point in points],  # where a click leads
        **_bars(points, mark["color"], intervals),
        "marker": {
            "symbol": mark["symbol"],
            # hollow where the report says around, over or under
            "color": [
                mark["color"] if point.figure.qualifier == "exact" else theme.GROUND for point in points
            ],
            "size": mark["size"],
            "line": {"width": 2, "color": mark["color"]},
        },
    }


def _bars(points: Sequence[Point], colour: str, intervals: Mapping[str, tuple[float, float]]) -> Chart:
    """Bars from the lower to the upper end of an interval; nothing where no point has one."""
    ends = [intervals.get(point.figure.figure_id, (point.value, point.value)) for point in points]
    if all(low == high for low, high in ends):
        return {}
    return {
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [high - point.value for (_, high), point in zip(ends, points, strict=True)],
            "arrayminus": [point.value - low for (low, _), point in zip(ends, points, strict=True)],
            "color": colour,
            "thickness": 1.5,
            "width": 6,
        }
    }


def _lasts(point: Point) -> bool:
    """Whether the period is longer than a day."""
    return point.start < point.end


def _spans(points: Sequence[Point], kind: str) -> Chart:
    """A thin line over the period of each point that has one, from its first day to its last."""
    lasting = list(filter(_lasts, points))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day for point in lasting for day in (point.start.isoformat(), point.end.isoformat(), None)],
        "y": [height for point in lasting for height in (point.value, point.value, None)],
        "line": {"color": theme.MARKS[kind]["color"], "width": 2},
        "hoverinfo": "skip",
    }


def _lines(actual: Sequence[Point]) -> Iterator[Chart]:
    """A line for every run of three or more actual figures of one kind of period, one definition and no gap."""

    def series(point: Point) -> tuple[str, str, str]:
        return point.figure.definition, point.figure.statistic, point.figure.period_type

    for _, members in groupby(sorted(actual, key=lambda point: (series(point), point.end)), key=series):
        for run in _runs(members):
            if len(run) >= 3:
                yield {
                    "type": "scatter",
                    "mode": "lines",
                    "x": [point.end.isoformat() for point in run],
                    "y": [point.value for point in run],
                    "line": {"color": theme.MUTED, "width": 2},
                    "hoverinfo": "skip",
                }


def _runs(series: Iterator[Point]) -> Iterator[list[Point]]:
    """Points by date, cut where a period is missing, said twice, or ends on another day of the year than the one before."""
    run: list[Point] = []
    for point in series:
        if run and not _follows(run[-1], point):
            yield run
            run = []
        run.append(point)
    yield run


def _follows(earlier: Point, later: Point) -> bool:
    if later.figure.period_type in ("quarter", "month", "day"):
        return (later.start - earlier.end).days in (0, 1)
    # the same part of the next year: 366 days where a 29 February lies between
    yearly = ("fytd", "month_range", "rolling_year", "as_at", "financial_year", "calendar_year")
    return later.figure.period_type in yearly and (later.end - earlier.end).days in (365, 366)


def _label_places(
    points: Sequence[Point], scale: Scales, breaks: Sequence[Break]
) -> tuple[dict[str, str], list[Chart]]:
    """Where each label stands, by figure (empty for none), and the words beside the lines of breaks, which lie on none.

    Actual figures choose first, the newest before the others.
    """
    chosen = sorted(points, key=lambda point: (LEVELS.index(point.figure.kind), -point.end.toordinal()))
    marks = [
        labels.Mark(start=scale.across(point.start), x=scale.across(point.end), y=point.value / scale.top)
        for point in chosen
    ]
    uprights = [scale.across(change.day) for change in breaks]
    notes = [labels.beside(upright, marks) for upright in uprights]
    positions = labels.places(marks, uprights, [box for _, _, box in notes])
    return (
        {point.figure.figure_id: place for point, place in zip(chosen, positions, strict=True)},
        [_break_note(change, end, side) for change, (end, side, _) in zip(breaks, notes, strict=True)],
    )


_SOURCE: Chart = {
    "name": "source",
    "text": "Source: Metropolitan Police Authority committee reports",
    "xref": "paper",
    "yref": "paper",
    "x": 0,
    "y": 0,
    "xshift": -theme.MARGIN,  # from the edge of the figure: narrow screens have no room to spare
    "yshift": -36,
    "xanchor": "left",
    "yanchor": "top",
    "showarrow": False,
    "font": {"size": 12, "color": theme.SECONDARY},
}


def _break_line(change: Break) -> Chart:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": change.day.isoformat(),
        "x1": change.day.isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.SECONDARY, "width": 1.5, "dash": "dash"},
    }


def _break_note(change: Break, end: str, side: str) -> Chart:
    """The words beside the line of a break, at one of its ends and sides; the sentence of the chart says why."""
    return {
        "text": "definition changed",
        "xref": "x",
        "yref": "paper",
        "x": change.day.isoformat(),
        "y": 0.98 if end == "top" else 0.02,
        "xanchor": side,
        "yanchor": end,
        "xshift": -4 if side == "right" else 4,
        "showarrow": False,
        "font": {"size": 12, "color": theme.SECONDARY},
    }


def figure_value(figure: Figure) -> str:
    """The value of a figure in words, with its qualifier's sign."""
    text = words.value(
        figure.value, figure.unit, kind=figure.kind, printed=figure.printed, high=figure.value_high
    )
    return words.qualified(text, figure.qualifier)


def figure_period(figure: Figure) -> str:
    """The period of a figure in words."""
    return words.period(figure.period_type, figure.period_start, figure.period_end)
