"""Where sentences end: cases, and properties of any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.sentences import LONGEST, sentences

PIECES = st.sampled_from(["It rose", " fell", ". ", "? ", "! ", ".\n", ".", " e.g. ", "No. ", "5", "5.2%", "Camden", " (", ") ", "” ", "• ", "\n", " ", "£5", "J. ", "1. "])  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=80))


@pytest.mark.parametrize(
    "parts",
    [
        ["It rose to 5.2%.", "Then it fell."],
        ["It rose.", "250 were charged."],
        ["It rose.", "£5m was seized."],
        ["Did it rise?", "It did!", "So it stays."],
        ["It rose in 2007.", "It fell in 2008."],
        ["It fell (by 5%).", "(It rose before.)"],
        ["He said “it rose.”", "She agreed."],
        ["It rose.", "• It fell."],
        ["It covers crime, e.g. Robbery, and staff, i.e. Officers."],
        ["See No. 5 of the list, para. 7 and St. James."],
        ["Dr. Brown and Mr. J. Green spoke.", "All left."],
        ["1. It rose.", "It fell."],
        ["It stands at 4.5 and at 3.2"],
        ["It rose; then it fell: twice"],
        ["it ended. and went on"],
        ["The share is 46%.", "It was 44%."],
    ],
)
def test_sentences_of(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == parts


def test_only_the_block_is_cut() -> None:
    text = "Before. It rose. It fell. After."
    assert [text[start:end] for start, end in sentences(text, 8, 25)] == ["It rose.", "It fell."]


@pytest.mark.parametrize(
    "text",
    [
        "robbery and " * 600,
        "x" * 5_000,
        "x" * LONGEST + " y",
        "It rose. " + "2 robberies and " * 400 + "fell. It rose.",
        "x" * LONGEST + " ",
    ],
    ids=["words", "one word", "a word behind the cut", "between sentences", "a space behind the cut"],
)
def test_what_is_longer_than_any_sentence_is_cut_between_words(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert all(0 < end - start <= LONGEST for start, end in spans)
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())
    for one, other in pairwise(spans):
        assert other[0] - one[1] <= 1
        assert one[1] < other[0] or " " not in text[one[0] : one[1]], (
            "cut inside a word although a space was near"
        )


def test_no_text_has_no_sentence() -> None:
    assert sentences("", 0, 0) == []


@settings(max_examples=300)
@given(TEXTS)
def test_spans_of_any_text_lie_in_it_in_order_and_leave_only_white_space_out(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())


@given(TEXTS, st.integers(0, 30))
def test_a_block_is_cut_within_its_bounds(text: str, start: int) -> None:
    start = min(start, len(text))
    assert all(start <= one < other <= len(text) for one, other in sentences(text, start, len(text)))
