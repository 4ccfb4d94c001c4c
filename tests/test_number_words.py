"""Number words: every one below 100,000 there and back, and runs that are several numbers."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.words import any_case_trie, spell, split_run


def test_every_number_word_below_100_000_there_and_back() -> None:
    wrong = []
    for value in range(100_000):
        text = spell(value)
        if split_run(text, 0, len(text)) != [(0, len(text), value)]:
            wrong.append(value)
    assert wrong == []
    assert len({spell(value) for value in range(100_000)}) == 100_000


@given(st.integers(100_000, 999_999))
def test_and_on_to_a_million(value: int) -> None:
    text = spell(value)
    assert split_run(text, 0, len(text)) == [(0, len(text), value)]


@given(st.integers(0, 99_999))
def test_without_hyphens_and_in_capitals_it_is_the_same_number(value: int) -> None:
    text = spell(value)
    for variant in (text.replace("-", " "), text.upper(), text.capitalize()):
        assert split_run(variant, 0, len(variant)) == [(0, len(variant), value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("six three", [6, 3]),
        ("twenty and thirty", [20, 30]),
        ("one hundred and twenty and five", [120, 5]),
        ("ten twenty", [10, 20]),
        ("twenty eleven", [20, 11]),
        ("seven million three hundred thousand", [7_300_000]),
        ("two thousand million", [2_000]),  # a scale above the one before it scales nothing
        ("zero five", [0, 5]),
        pytest.param(
            *("two hundred two hundred", [200, 200]),
            marks=pytest.mark.xfail(
                strict=True, raises=AssertionError, reason="the second hundred is dropped"
            ),
        ),
    ],
)
def test_words_that_do_not_belong_together_are_several_numbers(text: str, values: list[int]) -> None:
    found = split_run(text, 0, len(text))
    assert [value for _, _, value in found] == values
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_only_the_asked_part_is_read() -> None:
    text = "five of twenty-seven units"
    assert split_run(text, 8, 20) == [(8, 20, 27)]


def test_a_factored_pattern_matches_its_words_and_no_other() -> None:
    names = ("six", "sixteen", "sixty", "ten")
    pattern = re.compile(any_case_trie(names))
    for name in names:
        assert pattern.fullmatch(name)
        assert pattern.fullmatch(name.capitalize())
    assert not any(pattern.fullmatch(other) for other in ("si", "sixt", "tent", "Sixteent", ""))
