"""Dumbbells: two marks and the line between them for each pair, with direct labels; pure functions to a Plotly figure.

Rates and shares stand on their own scale from 0. Counts and money of many sizes share one scale by their change in per cent:
the earlier figure is at 0, the values are printed beside the marks.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from components import address, theme, told, words
from components.scales import round_step
from etl.comparisons import Comparison

Chart = dict[str, Any]

SHOWN = 12  # pairs on one chart: more are read in the table
LINE_LENGTH = 42  # characters of a label on a screen of 320 px
TONES = {
    "better": "#0f7a52",
    "worse": "#ca3535",
    "none": "#1d70b8",
    "unclear": "#484949",
    "refused": "#484949",
}
_LINE, _UNDER, _BOTTOM = 19, 48, 64  # heights in pixels: a line of a label, the marks below it, the axis
_HEADROOM = 0.16  # of the scale, on both sides, for the values beside the marks
_SIDE = 8  # pixels at both sides
_EDGE = 0.05  # of the scale, at both ends: the words of a tick there would be cut
SOURCE = "Source: Metropolitan Police Authority committee reports"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dumbbell:
    """A pair as drawn: where its marks stand, what is printed beside them, and its label above."""

    label: str
    change: str
    tone: str
    earlier: float
    later: float
    earlier_text: str
    later_text: str
    earlier_kind: str
    hollow: tuple[bool, bool]
    hover: tuple[str, str]
    traces: tuple[str, str]


def drawable(pairs: Sequence[Comparison], *, rates: bool) -> list[Comparison]:
    """The comparable pairs of one chart: rates by their values, all else by its change in per cent."""
    return [
        one
        for one in pairs
        if one.verdict != "not_comparable"
        and (one.unit == "percent" if rates else one.unit != "percent" and one.change_pct is not None)
    ]


def dumbbell(one: Comparison, label: str, *, rates: bool) -> Dumbbell:
    """A pair as it is drawn, with its label: what it measures."""
    sides = told.side(one, "earlier"), told.side(one, "later")
    meaning = told.meaning(one)
    caution = " (caution)" if one.verdict == "with_caution" else ""
    return Dumbbell(
        label=label,
        change=f"{meaning.sign} {told.change(one)}: {meaning.word}{caution}",
        tone=meaning.tone,
        earlier=one.earlier_value if rates else 0.0,
        later=one.later_value if rates else one.change_pct or 0.0,
        earlier_text=" ".join(part for part in (sides[0].kind, sides[0].value) if part),
        later_text=" ".join(part for part in (sides[1].kind, sides[1].value) if part),
        earlier_kind=one.earlier_kind,
        hollow=(sides[0].hollow, sides[1].hollow),
        traces=(sides[0].figure_id, sides[1].figure_id),
        hover=(f"{sides[0].value}, {sides[0].period}", f"{sides[1].value}, {sides[1].period}"),
    )


def chart(rows: Sequence[Dumbbell], *, rates: bool) -> Chart:
    """The chart: a row for each pair, from the top; the label above its line, so that it needs no margin of its own."""
    places = [-place for place in range(len(rows))]
    labels = [_label(row) for row in rows]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    row_height = _UNDER + _LINE * lines
    above = (_UNDER / 2 + _LINE * lines) / row_height  # of a row, over its marks
    return {
        "data": [
            *(_line(row, place) for row, place in zip(rows, places, strict=True)),
            _side(rows, places, later=False),
            _side(rows, places, later=True),
        ],
        "layout": {
            "template": theme.TEMPLATE,
            "height": row_height * len(rows) + _BOTTOM,
            "margin": {"l": _SIDE, "r": _SIDE, "t": 0, "b": _BOTTOM},
            "xaxis": _axis(rows, rates=rates),
            "yaxis": {
                "visible": False,
                "range": [above - len(rows), above],
                "fixedrange": True,
            },
            "annotations": [*(_note(*one) for one in zip(labels, places, strict=True)), _SOURCE],
        },
    }


def _line(row: Dumbbell, place: int) -> Chart:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row.earlier, row.later],
        "y": [place, place],
        "line": {"color": TONES[row.tone], "width": 4},
        "hoverinfo": "skip",
    }


def _side(rows: Sequence[Dumbbell], places: Sequence[int], *, later: bool) -> Chart:
    """The marks of one side with their values, each on the side that is turned away from the other mark."""
    right = [(row.later >= row.earlier) == later for row in rows]
    styles = [_style("actual" if later else row.earlier_kind, later=later) for row in rows]
    texts = [escape(row.later_text if later else row.earlier_text) for row in rows]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [row.later if later else row.earlier for row in rows],
        "y": list(places),
        "text": [f" <b>{text}</b> " if later else f" {text} " for text in texts],
        "textposition": ["middle right" if one else "middle left" for one in right],
        "textfont": {"size": 14, "color": theme.TEXT},
        "cliponaxis": False,
        "customdata": [address.figure(row.traces[later]) for row in rows],  # where a click leads
        "hovertext": [escape(row.hover[later]) for row in rows],
        "hoverinfo": "text",
        "marker": {
            "symbol": [style["symbol"] for style in styles],
            "size": [style["size"] for style in styles],
            # hollow where the report says around, over or under
            "color": [
                theme.GROUND if row.hollow[later] else style["color"]
                for row, style in zip(rows, styles, strict=True)
            ],
            "line": {"width": 2, "color": [style["edge"] for style in styles]},
            "opacity": 1,
        },
    }


def _style(kind: str, *, later: bool) -> dict[str, Any]:
    """Later figures are dark, earlier ones grey with a dark edge; a target and a forecast keep the marks of all charts."""
    mark = theme.MARKS.get(kind, theme.MARKS["actual"])
    if kind == "actual" and not later:
        return {"symbol": "circle", "size": 12, "color": theme.MUTED, "edge": theme.SECONDARY}
    return {"symbol": mark["symbol"], "size": max(mark["size"], 13), "color": mark["color"], "edge": mark["color"]}  # fmt: skip


def _axis(rows: Sequence[Dumbbell], *, rates: bool) -> Chart:
    values = [value for row in rows for value in (row.earlier, row.later)] or [0.0]
    low, high = (0.0, max(values)) if rates else (min(values), max(values))
    step = round_step(max(abs(low), abs(high)) or 1.0)
    room = ((high - low) or 1.0) * _HEADROOM
    ticks = [step * number for number in range(int(low // step) if low < 0 else 0, int(high // step) + 1)]
    first, last = low - room * (1 if min(values) < (high - low) * 0.3 else 0.2), high + room * 1.4
    edge = (last - first) * _EDGE
    shown = [tick for tick in ticks if first + edge <= tick <= min(last - edge, high + room)]
    return {
        "range": [first, last],
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [_tick(tick, rates=rates) for tick in shown],
        "showgrid": True,
        "zeroline": not rates,
        "zerolinecolor": theme.SECONDARY,
    }


def _tick(tick: float, *, rates: bool) -> str:
    text = words.value(tick, "percent")
    return text if rates or tick == 0 else f"+{text}" if tick > 0 else text


def _label(row: Dumbbell) -> str:
    """What is measured, and below it the change in the colour of its judgement, wrapped for the narrowest screen."""
    first = [f"<b>{escape(line)}</b>" for line in textwrap.wrap(row.label, LINE_LENGTH)[:2]]
    second = [
        f'<span style="color:{TONES[row.tone]}">{escape(line)}</span>'
        for line in textwrap.wrap(row.change, LINE_LENGTH + 4)[:2]
    ]
    return "<br>".join([*first, *second])


def _note(text: str, place: int) -> Chart:
    return {
        "text": text,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "y",
        "y": place,
        "yshift": 12,
        "yanchor": "bottom",
        "align": "left",
        "bgcolor": theme.GROUND,  # no grid line runs through the words
        "borderpad": 1,
        "showarrow": False,
        "font": {"size": 13, "color": theme.TEXT},
    }


_SOURCE: Chart = {
    "name": "source",
    "text": SOURCE,
    "xref": "paper",
    "yref": "paper",
    "x": 0,
    "y": 0,
    "xshift": -_SIDE,  # from the edge of the figure: narrow screens have no room to spare
    "yshift": -36,
    "xanchor": "left",
    "yanchor": "top",
    "showarrow": False,
    "font": {"size": 12, "color": theme.SECONDARY},
}


def title(pairs: Sequence[Comparison], *, rates: bool) -> str:
    """What a chart of several pairs says, in ten words at most; that of a single one is its finding (`slides.title`)."""
    what = ("rate", "rates") if rates else ("number", "numbers")
    counted = words.counted(len(pairs), *what)
    tones = [told.meaning(one).tone for one in pairs]
    better, worse = tones.count("better"), tones.count("worse")
    if {one.basis for one in pairs} == {"versus_target"}:
        return f"{better} of {counted} on or better than target"
    if better or worse:
        return f"{better} of {counted} better, {worse or 'none'} worse"
    up = sum((one.change_abs or 0) > 0 for one in pairs)
    down = sum((one.change_abs or 0) < 0 for one in pairs)
    return f"{up} of {counted} higher, {down or 'none'} lower: none judged"


def sentence(pairs: Sequence[Comparison], labels: Sequence[str]) -> str:
    """The chart as a sentence: the pairs one by one."""
    said = [
        f"{label}: {told.side(one, 'earlier').value} to {told.side(one, 'later').value}, "
        f"{told.meaning(one).word}{', with caution' if one.verdict == 'with_caution' else ''}"
        for one, label in zip(pairs, labels, strict=True)
    ]
    return f"{'; '.join(said)}."
