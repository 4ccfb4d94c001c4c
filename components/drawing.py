"""A chart as the server draws it: an SVG that needs no script, with every mark where Plotly puts it.

It is there with the page, before any script has run or without one; when Plotly has drawn the same figure, with what can be
pointed at, that takes its place. It knows what the charts here are made of (`charts.chart`, `marks.chart`) and no more of Plotly.
Heights are pixels; across, a place is a share of the width, which only the browser knows.
`tests/browser/test_drawings_in_browser.py` holds both drawings side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from itertools import pairwise
from typing import Any

from components import theme

Chart = Mapping[str, Any]

TICK = 5  # pixels of a tick below the axis
UNDER = 1.2  # heights of a letter from the tick down to the line of its words
LINE = 1.3  # heights of a letter from line to line
_TEMPLATE = theme.TEMPLATE["layout"]
# The paths of Plotly's symbols for half a mark's size.
_SYMBOLS = {
    "circle": lambda r: f"M{r:g},0A{r:g},{r:g} 0 1,1 0,{-r:g}A{r:g},{r:g} 0 0,1 {r:g},0Z",
    "diamond": lambda r: f"M{1.3 * r:g},0L0,{1.3 * r:g}L{-1.3 * r:g},0L0,{-1.3 * r:g}Z",
    "triangle-up": lambda r: f"M{-2 * r / 3**0.5:.2f},{r / 2:g}H{2 * r / 3**0.5:.2f}L0,{-r:g}Z",
}
_ANCHORS = {"left": "end", "right": "start", "center": "middle"}
_SIDES = {"left": -1, "right": 1, "center": 0, "top": -1, "bottom": 1, "middle": 0}
_MARK_UP = re.compile(r'(</?b>|<span style="color:#\w+">|</span>)')
_COLOUR = re.compile(r"#\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plane:
    """The part of a chart between its axes: the ends of both (days as their ordinals), and its height in pixels."""

    across: tuple[float, float]
    up: tuple[float, float]
    height: float

    def x(self, place: Any) -> str:
        """Where a day or value lies, as a share of the width."""
        low, high = self.across
        return f"{100 * (_number(place) - low) / (high - low):.2f}%"

    def y(self, value: float) -> float:
        """Where a value lies, in pixels from the top."""
        return round(self.height - self.tall(value - self.up[0]), 2)

    def tall(self, amount: float) -> float:
        """The height of an amount in pixels."""
        return self.height * amount / (self.up[1] - self.up[0])


def svg(chart: Chart) -> str:
    """The drawing of a chart as the text of an SVG element, as wide as the place it stands in."""
    layout = chart["layout"]
    margin = layout.get("margin", _TEMPLATE["margin"])
    first, last = map(_number, layout["xaxis"]["range"])
    plane = _Plane(
        across=(first, last),
        up=tuple(layout["yaxis"]["range"]),
        height=layout["height"] - margin["t"] - margin["b"],
    )
    letters = layout.get("font", _TEMPLATE["font"])["size"]
    inside = "".join(
        [
            *(_rows(plane, layout["yaxis"], letters) if layout["yaxis"].get("visible", True) else ()),
            *_columns(plane, layout["xaxis"], letters),
            *(_upright(plane, shape["x0"], **_line(shape["line"])) for shape in layout.get("shapes", ())),
            *(part for trace in chart["data"] for part in _trace(plane, trace)),
            *(_note(plane, note) for note in layout["annotations"]),
        ]
    )
    place = f"width:calc(100% - {margin['l'] + margin['r']}px);margin-left:{margin['l']}px"
    return (
        f'<svg class="drawn" height="{layout["height"]}" font-size="{letters}" style="{place}">'
        f'<g transform="translate(0,{margin["t"]})">{inside}</g></svg>'
    )


def _number(place: Any) -> float:
    return date.fromisoformat(place).toordinal() if isinstance(place, str) else place


def _element(name: str, content: str = "", **attributes: Any) -> str:
    """An element with its attributes; those that are `None` are left out.

    >>> _element("text", "5 %", x=5.50, text_anchor="end", fill=None)
    '<text x="5.5" text-anchor="end">5 %</text>'
    """
    said = "".join(
        f' {key.replace("_", "-")}="{format(value, "g") if isinstance(value, float) else value}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _words(text: str) -> str:
    """The words of a line, with Plotly's marks for bold and colour, as those of an SVG.

    >>> _words("<b>5 &lt; 6</b> <i>")
    '<tspan font-weight="700">5 &lt; 6</tspan> &lt;i&gt;'
    """
    written = []
    for part in _MARK_UP.split(text):
        if part == "<b>":
            written.append('<tspan font-weight="700">')
        elif part.startswith("<span style") and (colour := _COLOUR.search(part)):
            written.append(f'<tspan fill="{colour[0]}">')
        elif part in ("</b>", "</span>"):
            written.append("</tspan>")
        else:
            written.append(escape(unescape(part), quote=False))
    return "".join(written)


def _line(line: Chart) -> dict[str, Any]:
    dashes = 9 if line.get("dash") else None
    return {"stroke": line["color"], "stroke_width": line["width"], "stroke_dasharray": dashes}


def _upright(plane: _Plane, place: Any, **look: Any) -> str:
    x = plane.x(place)
    return _element("line", x1=x, x2=x, y2=plane.height, **look)


def _rule(**places: Any) -> str:
    """A line of the axes or of their grid."""
    return _element("line", **places, **{"class": "rule"})


def _rows(plane: _Plane, axis: Chart, letters: int) -> Iterator[str]:
    """The lines of the upright axis, and what they stand for left of them."""
    for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        y = plane.y(value)
        if value:  # the axis itself is a line of its own
            yield _rule(x2="100%", y1=y, y2=y)
        yield _element("text", _words(text), x=-7, y=y, dy=0.35 * letters, text_anchor="end")


def _columns(plane: _Plane, axis: Chart, letters: int) -> Iterator[str]:
    """The level axis with its ticks and their words, and lines up from them where it has such."""
    bottom = plane.height
    yield _rule(x2="100%", y1=bottom + 0.5, y2=bottom + 0.5)
    below = bottom + 1 + TICK
    for place, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        x = plane.x(place)
        if axis.get("zeroline") and place == 0:
            yield _upright(plane, place, stroke=axis["zerolinecolor"])
        elif axis.get("showgrid"):
            yield _rule(x1=x, x2=x, y2=bottom)
        yield _rule(x1=x, x2=x, y1=bottom + 1, y2=below)
        yield _element("text", _words(text), x=x, y=below + UNDER * letters, text_anchor="middle")


def _trace(plane: _Plane, trace: Chart) -> Iterator[str]:
    if trace["mode"] == "lines":
        yield from _lines(plane, trace)
    else:
        for number in range(len(trace["x"])):
            yield _mark(plane, trace, number)


def _lines(plane: _Plane, trace: Chart) -> Iterator[str]:
    """Lines from each point to the next; nothing (`None`) ends one."""
    look = _line(trace["line"])
    for (place, value), (next_place, next_value) in pairwise(zip(trace["x"], trace["y"], strict=True)):
        if place is not None and next_place is not None:
            x, y = plane.x(place), plane.y(value)
            yield _element("line", x1=x, y1=y, x2=plane.x(next_place), y2=plane.y(next_value), **look)


def _mark(plane: _Plane, trace: Chart, number: int) -> str:
    """A mark with its interval and its label, which lie where it lies."""

    def own(value: Any) -> Any:
        return value[number] if isinstance(value, list) else value

    marker = trace["marker"]
    radius = own(marker["size"]) / 2
    shape = _element(
        "path",
        d=_SYMBOLS[own(marker["symbol"])](radius),
        fill=own(marker["color"]),
        stroke=own(marker["line"]["color"]),
        stroke_width=marker["line"]["width"],
    )
    label = _label(trace["text"][number], own(trace["textposition"]), radius, trace["textfont"]["size"])
    parts = [*_interval(plane, trace.get("error_y"), number), shape, label]
    return _element("svg", "".join(parts), x=plane.x(trace["x"][number]), y=plane.y(trace["y"][number]))


def _interval(plane: _Plane, bars: Chart | None, number: int) -> Iterator[str]:
    if bars is None or not (bars["array"][number] or bars["arrayminus"][number]):
        return
    above, below = (plane.tall(bars[name][number]) for name in ("array", "arrayminus"))
    wide = bars["width"]
    shape = f"M{-wide},{-above:.2f}h{2 * wide}m{-wide},0V{below:.2f}m{-wide},0h{2 * wide}"
    yield _element("path", d=shape, stroke=bars["color"], stroke_width=bars["thickness"])


def _label(text: str, position: str, radius: float, letters: int) -> str:
    if not text:
        return ""
    upright, side = (_SIDES[part] for part in position.split())
    away = radius / 0.8 + 1  # as far from the mark as Plotly has its labels
    y = 0.75 * letters + upright * away + (upright - 1) * letters / 2
    anchor = _ANCHORS[position.split()[1]]
    return _element("text", _words(text), x=side * away, y=y, text_anchor=anchor, font_size=letters)


def _note(plane: _Plane, note: Chart) -> str:
    """Words in a box, which touches its place with the side or corner that the note names."""
    letters, lines = note["font"]["size"], note["text"].split("<br>")
    x = plane.x(note["x"]) if note["xref"] == "x" else f"{100 * note['x']:g}%"
    y = plane.y(note["y"]) if note["yref"] == "y" else plane.height * (1 - note["y"])
    pad = note.get("borderpad", 1)
    height = LINE * letters * len(lines) + 2 * pad
    top = y - note.get("yshift", 0) - (height if note["yanchor"] == "bottom" else 0)
    left = note["xanchor"] == "left"
    shift = note.get("xshift", 0) + (pad if left else -2 * pad)
    written = "".join(
        _element("tspan", _words(line), x=shift, y=pad + letters + LINE * letters * number)
        for number, line in enumerate(lines)
    )
    look = {"fill": note["font"]["color"], "text_anchor": "start" if left else "end", "font_size": letters}
    ground = "on-ground" if "bgcolor" in note else None
    return _element("svg", _element("text", written), x=x, y=top, **look, **{"class": ground})
