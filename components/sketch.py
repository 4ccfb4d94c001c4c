"""Small pictures for cards: a few marks on one scale from 0, as an SVG picture that needs no script.

Two values are two marks on a bar, never a trend. Shapes and colours are those of the charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from components import theme

WIDTH, HEIGHT = 330, 70
LEFT, RIGHT = 8, 322
LINE = 38
LETTER, GAP = 7.5, 8  # the width of a letter, and the space between two labels


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A mark: its value, its words, what it is (earlier, actual, target or forecast), and whether it is hollow."""

    value: float
    text: str
    kind: str
    hollow: bool = False


def picture(dots: Sequence[Dot], top: float, ends: tuple[str, str]) -> str:
    """The address of a picture (`data:image/svg+xml,…`) of marks on a scale from 0 to `top`; `ends` are the words of both ends.

    Earlier and latest are labelled above the line and joined by a bar, target and forecast below it.
    """
    above = sorted((dot for dot in dots if dot.kind in ("earlier", "actual")), key=lambda dot: dot.value)
    below = [dot for dot in dots if dot.kind not in ("earlier", "actual")]
    drawn = [
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{LINE}" y2="{LINE}" stroke="{theme.GRID}"/>',
        f'<line x1="{LEFT}" x2="{LEFT}" y1="{LINE - 5}" y2="{LINE + 5}" stroke="{theme.GRID}"/>',
    ]
    if len(above) > 1:
        first, last = _x(above[0].value, top), _x(above[-1].value, top)
        drawn.append(
            f'<line x1="{first:.1f}" x2="{last:.1f}" y1="{LINE}" y2="{LINE}" stroke="{theme.MUTED}" stroke-width="5"/>'
        )
    drawn += [_mark(dot, _x(dot.value, top)) for dot in (*below, *above)]
    drawn += _labels(above, top, LINE - 15)
    drawn += _labels(below, top, LINE + 26)
    # the words of an end stand where those of a target or forecast leave them room
    if not any(_x(dot.value, top) - _half(dot.text) < LEFT + 2 * _half(ends[0]) + GAP for dot in below):
        drawn.append(_text(ends[0], LEFT, LINE + 26, "start", theme.SECONDARY))
    if not any(_x(dot.value, top) + _half(dot.text) > RIGHT - 2 * _half(ends[1]) - GAP for dot in below):
        drawn.append(_text(ends[1], RIGHT, LINE + 26, "end", theme.SECONDARY))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(drawn)}</svg>'
    return f"data:image/svg+xml,{quote(svg)}"


def _x(value: float, top: float) -> float:
    return LEFT + (RIGHT - LEFT) * min(max(value / top, 0.0), 1.0)


def _half(text: str) -> float:
    return LETTER * len(text) / 2


def _mark(dot: Dot, x: float) -> str:
    kind = "actual" if dot.kind == "earlier" else dot.kind
    # the focus is the latest: the earlier one is grey, with an edge that is seen on white
    colour = theme.EARLIER if dot.kind == "earlier" else str(theme.MARKS[kind]["color"])
    fill = theme.GROUND if dot.hollow else colour
    style = f'fill="{fill}" stroke="{colour}" stroke-width="2"'
    if kind == "target":
        return f'<path d="M{x:.1f} {LINE - 8}l8 8l-8 8l-8 -8z" {style}/>'
    if kind == "forecast":
        return f'<path d="M{x:.1f} {LINE - 8}l8 14h-16z" {style}/>'
    return f'<circle cx="{x:.1f}" cy="{LINE}" r="6" {style}/>'


def _labels(dots: Sequence[Dot], top: float, y: int) -> list[str]:
    """The words of one or two marks, each over its own, moved apart and inwards where they would meet or leave the picture."""
    wide = [LETTER * len(dot.text) for dot in dots]
    lefts = [_x(dot.value, top) - width / 2 for dot, width in zip(dots, wide, strict=True)]
    if len(lefts) == 2 and (overlap := lefts[0] + wide[0] + GAP - lefts[1]) > 0:
        lefts = [lefts[0] - overlap / 2, lefts[1] + overlap / 2]
    lefts = [min(max(left, 0.0), WIDTH - width) for left, width in zip(lefts, wide, strict=True)]
    if (
        len(lefts) == 2 and (overlap := lefts[0] + wide[0] + GAP - lefts[1]) > 0
    ):  # one of them stands at the edge
        lefts = [lefts[0], lefts[1] + overlap] if lefts[0] <= 0 else [lefts[0] - overlap, lefts[1]]
    return [
        _text(
            dot.text,
            left + width / 2,
            y,
            "middle",
            theme.SECONDARY if dot.kind == "earlier" else theme.TEXT,
            bold=dot.kind == "actual",
        )
        for dot, left, width in zip(dots, lefts, wide, strict=True)
    ]


def _text(text: str, x: float, y: int, anchor: str, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{colour}" font-family="{theme.FONT}" '
        f'font-size="13"{weight}>{escape(text)}</text>'
    )
