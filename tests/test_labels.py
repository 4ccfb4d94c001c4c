"""Labels: none lies on another, on a mark or on a line."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from components import labels
from components.labels import Box, Mark

SHARES = st.floats(min_value=0, max_value=1)
MARKS = st.lists(
    st.builds(lambda start, x, y: Mark(start=min(start, x), x=x, y=y), SHARES, SHARES, SHARES), max_size=12
)


def placed(marks: list[Mark], names: list[str]) -> list[Box]:
    return [
        box
        for mark, chosen in zip(marks, names, strict=True)
        for name, box in labels._candidates(mark)
        if name == chosen
    ]


@given(MARKS, st.lists(SHARES, max_size=2))
def test_labels_meet_nothing(marks: list[Mark], uprights: list[float]) -> None:
    names = labels.places(marks, uprights)
    boxes = placed(marks, names)
    assert len(boxes) == sum(name != "" for name in names)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets(part) for box in boxes for mark in marks for part in mark.boxes())
    assert not any(box.left < upright < box.right for box in boxes for upright in uprights)


@given(MARKS, SHARES)
def test_labels_do_not_lie_on_the_words_beside_a_line(marks: list[Mark], upright: float) -> None:
    _, _, note = labels.beside(upright, marks)
    assert not any(box.meets(note) for box in placed(marks, labels.places(marks, [upright], [note])))


def test_the_words_beside_a_line_give_way_to_a_mark() -> None:
    low = Mark(start=0.0, x=0.3, y=0.05)
    assert labels.beside(0.6, [low])[:2] == ("top", "right")
    assert labels.beside(0.6, [low, Mark(start=0.0, x=0.3, y=0.95)])[:2] == (
        "bottom",
        "right",
    )  # no room: the foot
    assert labels.beside(0.4, [])[:2] == ("bottom", "left")


def test_a_lone_figure_always_has_its_label() -> None:
    assert labels.places([Mark(start=0.1, x=0.9, y=0.8)]) == ["middle right"]
    assert labels.places([Mark(start=0.9, x=0.9, y=0.8)]) == ["top center"]


def test_beside_a_vertical_line_the_label_moves() -> None:
    assert labels.places([Mark(start=0.1, x=0.5, y=0.8)], [0.58]) == ["top center"]


def test_of_two_figures_in_one_place_the_first_has_the_label_on_its_best_side() -> None:
    first, second = labels.places([Mark(start=0.1, x=0.5, y=0.5)] * 2)
    assert first == "middle right"
    assert second == "top left"
