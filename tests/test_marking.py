"""A figure is marked where it stands, never where its digits stand first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.marking import Span, pieces, quote_start


def numbers_of(text: str) -> list[Span]:
    return [Span(start=one.start(), end=one.end(), printed=one[0]) for one in re.finditer(r"\d+", text)]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_of_three_equal_numbers_is_found_in_its_own_place(place: int) -> None:
    text = "In 2001 there were 7 cars. Of 7 men, 12 came 7 times."
    quote = text[text.index("Of") :]
    numbers = numbers_of(text)
    sevens = [one for one in numbers if one.printed == "7"]
    own = [one for one in sevens if one.start >= text.index("Of")]
    if place >= len(own):
        # the first 7 of the text is not in the sentence: its place does not fit
        assert quote_start(quote, sevens[0], numbers) != text.index("Of")
    else:
        assert quote_start(quote, own[place], numbers) == text.index("Of")


def test_without_other_numbers_equal_digits_are_left_unmarked() -> None:
    own = Span(start=10, end=11, printed="7")
    assert quote_start("7 and 7", own, [own]) is None
    assert quote_start("none", own, [own]) is None
    assert quote_start("", Span(start=0, end=0, printed=""), []) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["men ", "cars, ", "<b> "]), st.integers(0, 99)), min_size=1, max_size=8
    ),
    st.data(),
)
def test_the_pieces_give_the_sentence_again_and_mark_the_figure(
    parts: list[tuple[str, int]], data: st.DataObject
) -> None:
    before = "Before 3 men. "
    quote = "".join(f"{word}{number} " for word, number in parts)
    numbers = numbers_of(before + quote)
    own = data.draw(st.sampled_from([one for one in numbers if one.start >= len(before)]))
    start = quote_start(quote, own, numbers)
    assert start in (None, len(before))
    if start is not None:
        made = pieces(quote, start, [own])
        assert "".join(one.text for one in made) == quote
        assert [one.text for one in made if one.mark == 0] == [own.printed]


def test_a_mark_inside_another_is_left_out() -> None:
    marks = [Span(start=0, end=8, printed="10 to 15"), Span(start=6, end=8, printed="15")]
    assert [(one.text, one.mark) for one in pieces("10 to 15 vans", 0, marks)] == [
        ("10 to 15", 0),
        (" vans", None),
    ]
