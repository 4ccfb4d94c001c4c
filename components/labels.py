"""Where the labels of a chart go: beside their marks, never over a mark, a line or one another; else nowhere.

All measures are shares of the plotting area (0 to 1 across and up), sized for the narrow panels of a page, so that a wider
panel has more room than is reckoned with. A label that finds no room is left out: the table and the pointer still have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 0.13, 0.085
MARK_WIDTH, MARK_HEIGHT = 0.03, 0.07
NOTE_WIDTH, NOTE_HEIGHT = 0.42, 0.1  # the words beside an upright line
LINE = 0.01
GAP = 0.002


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle: from left to right, from bottom to top."""

    left: float
    right: float
    bottom: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two share a part of the area."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A mark at (x, y) with a line to its left that begins at `start`; equal to x where there is none."""

    start: float
    x: float
    y: float

    def boxes(self) -> Iterator[Box]:
        """What the mark and its line cover."""
        yield _around(self.x, self.y, MARK_WIDTH, MARK_HEIGHT)
        if self.start < self.x:
            yield Box(left=self.start, right=self.x, bottom=self.y - LINE, top=self.y + LINE)


def beside(upright: float, marks: Sequence[Mark]) -> tuple[str, str, Box]:
    """Where the words beside an upright line stand, as Plotly's anchors up and across, and what they cover.

    On the side with more room, at the foot or at the head of the line, where no mark is; else at the foot.

    >>> beside(0.6, [])[:2], beside(0.6, [Mark(start=0.1, x=0.3, y=0.05)])[:2]
    (('bottom', 'right'), ('top', 'right'))
    """
    sides = ("right", "left") if upright > 0.5 else ("left", "right")
    found = [
        (end, side, _note(upright, end == "top", side == "right"))
        for side in sides
        for end in ("bottom", "top")
    ]
    taken = [box for mark in marks for box in mark.boxes()]
    free = [
        one
        for one in found
        if one[2].left >= 0 and one[2].right <= 1 and not any(one[2].meets(box) for box in taken)
    ]
    return (free or found)[0]


def _note(upright: float, high: bool, before: bool) -> Box:
    left = upright - NOTE_WIDTH if before else upright
    bottom = 1 - NOTE_HEIGHT if high else 0.0
    return Box(left=left, right=left + NOTE_WIDTH, bottom=bottom, top=bottom + NOTE_HEIGHT)


def places(marks: Sequence[Mark], uprights: Sequence[float] = (), notes: Sequence[Box] = ()) -> list[str]:
    """A Plotly text position for each mark, or nothing where there is no room; the first marks choose first.

    `uprights` are vertical lines, by their place across; `notes` are the words beside them.

    >>> places([Mark(start=0.2, x=0.5, y=0.5), Mark(start=0.5, x=0.5, y=0.9)])
    ['middle right', 'top center']
    """
    taken = [box for mark in marks for box in mark.boxes()]
    taken += [Box(left=x - LINE / 2, right=x + LINE / 2, bottom=-1.0, top=2.0) for x in uprights]
    taken += notes
    chosen = []
    for mark in marks:
        free = [
            (name, box) for name, box in _candidates(mark) if not any(box.meets(other) for other in taken)
        ]
        chosen.append(free[0][0] if free else "")
        taken += [box for _, box in free[:1]]
    return chosen


def _candidates(mark: Mark) -> list[tuple[str, Box]]:
    """Where the label may go, best first: right of a line's end, above a mark without a line, then round the mark."""
    aside = (MARK_WIDTH + WIDTH) / 2 + GAP
    above = (MARK_HEIGHT + HEIGHT) / 2 + GAP
    corner = WIDTH / 2
    right = ("middle right", aside, 0.0)
    top = ("top center", 0.0, above)
    others = [
        ("bottom center", 0.0, -above),
        ("top left", -corner, above),
        ("bottom left", -corner, -above),
        ("top right", corner, above),
        ("bottom right", corner, -above),
        ("middle left", -aside, 0.0),
    ]
    ordered = [right, top, *others] if mark.start < mark.x else [top, right, *others]
    return [(name, _around(mark.x + across, mark.y + up, WIDTH, HEIGHT)) for name, across, up in ordered]


def _around(x: float, y: float, width: float, height: float) -> Box:
    return Box(left=x - width / 2, right=x + width / 2, bottom=y - height / 2, top=y + height / 2)
