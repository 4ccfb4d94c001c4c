"""Numbers: a table of forms by role, and properties of any text.

`cases/numbers.tsv` holds a few words for each form and all their numbers in order: `printed=value[unit,qualifier]`,
`low..high` for a range, `printed=<fate>` for what its looks say is no quantity (`value<gloss>` where it is said again).
Roles: `developed_on` (named in the brief), `unseen` (written after the rules), `finds_nothing` (no quantity in it),
`known_wrong` (read wrongly today; the reason says how).
"""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import schema
from etl.numbers import Number, find_numbers
from etl.words import ONES, ORDINALS, TENS, spell

CASES = Path(__file__).parent / "cases" / "numbers.tsv"
FATES = {"name", "reference", "contact", "ordinal", "not_measure", "gloss", "unplaced"}
# an address stands apart: glued to a number it overlaps that number, which the table lists as known wrong
PIECES = [
    *("one", "Two", "ten", "twenty", "sixty-five", "hundred", "thousand", "million", "and", "of", "in", "to", "a third", "half", "quarter"),
    *("1", "26", "0", "1,204", "18.5", "2006", "2006/07", "999", "000", ",", ".", ";", " ", "  ", "\n", "-", "–", "+", "/", "(", ")", "[", "]"),
    *("£", "€", "$", "%", " per cent", " percentage points", "m", "k", "bn", "pp", "st", "th", "am", "years", "SO15", "paragraph ", "section "),
    *("between ", "from ", "over ", "just under ", "about ", "out of", " www.a.b/12 ", "•", "|", "é", "٣", "²", "½", "\u00a0", "\U0001f600"),
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=60))

_WORDS = "|".join(form for word in (*ONES, *TENS, *ORDINALS) for form in (word, word.capitalize()))
# without the two oversights that the table lists as known wrong: "a third" without "of", and words in capitals
DIGIT_OR_WORD = re.compile(rf"\d|\b(?:{_WORDS})\b(?<!\b[Aa].third)(?<!\b[Aa].fifth)(?<!\b[Aa].tenth)")


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def written(text: str, number: Number) -> str:
    """A number as the table writes it."""
    printed = text[number.start : number.end]
    if number.fate and number.fate != "gloss":
        return f"{printed}=<{number.fate}>"
    value = f"{number.value:.10g}"
    if number.fate:
        return f"{printed}={value}<{number.fate}>"
    high = "" if number.value_high is None else f"..{number.value_high:.10g}"
    return f"{printed}={value}{high}[{number.unit},{number.qualifier}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            row["text"],
            row["expected"],
            id=f"{row['role']}: {row['text']}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=row["reason"])]
            if row["role"] == "known_wrong"
            else [],
        )
        for row in rows()
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert "; ".join(written(text, number) for number in find_numbers(text)) == expected


def test_the_table_states_roles_and_faults() -> None:
    assert {row["role"] for row in rows()} == {"developed_on", "unseen", "finds_nothing", "known_wrong"}
    assert all((row["role"] == "known_wrong") == bool(row["reason"]) for row in rows())
    quantity = re.compile(r"=[^<]*\[")
    assert not any(quantity.search(row["expected"]) for row in rows() if row["role"] == "finds_nothing")
    assert len({row["text"] for row in rows()}) == len(rows())


@settings(max_examples=300)
@given(TEXTS)
def test_numbers_of_any_text_lie_in_it_in_order_and_apart(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for number in found:
        assert number.unit in schema.UNITS
        assert number.qualifier in schema.QUALIFIERS
        assert not number.fate or number.fate in FATES
        assert bool(number.fate) == bool(number.reason)
        assert number.form in ("digits", "words", "ratio", "fraction")
        assert number.value == number.value, "never NaN"
        assert number.value_high is None or number.value < number.value_high


@settings(max_examples=300)
@given(TEXTS)
def test_every_digit_and_number_word_of_any_text_is_in_a_number(text: str) -> None:
    inside = [False] * len(text)
    for number in find_numbers(text):
        inside[number.start : number.end] = [True] * (number.end - number.start)
    for match in DIGIT_OR_WORD.finditer(text):
        assert all(inside[match.start() : match.end()]), match.group()


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_text_is_read_without_the_rest(text: str, start: int, length: int) -> None:
    text = text.replace("www", "")
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert all(start <= number.start < number.end <= end for number in find_numbers(text, start, end))


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="an address is read beyond the asked part")
def test_a_part_of_an_address_is_read_without_the_rest() -> None:
    assert all(5 <= number.start < number.end <= 14 for number in find_numbers("www.a.b/12/34/56", 5, 14))


@given(st.integers(0, 10**12))
def test_whole_numbers_are_read_with_and_without_commas(value: int) -> None:
    for printed in (f"{value}", f"{value:,}"):
        (found,) = find_numbers(f"of {printed} of", 0)
        assert (found.value, found.end - found.start) == (value, len(printed)) or value == 999


@given(st.integers(0, 999_999))
def test_numbers_in_words_are_read_whole(value: int) -> None:
    text = f"of {spell(value)} of"
    (found,) = find_numbers(text)
    assert text[found.start : found.end] == spell(value)
    assert (found.value, found.unit, found.form) == (value, "count", "words") or value == 999


@given(st.integers(0, 10**7), st.integers(0, 3), st.sampled_from(["", "-", "+", "£"]), st.sampled_from(["", "%"]))  # fmt: skip
def test_value_sign_and_unit_are_those_printed(value: int, places: int, sign: str, mark: str) -> None:
    amount = round(value / 10**places, places)
    printed = f"{sign}{amount:,.{places}f}{mark}"
    (found,) = find_numbers(f"was {printed} then")
    if found.fate:
        assert value == 999  # the emergency number
        return
    assert found.value == pytest.approx(-amount if sign == "-" else amount)
    assert found.unit == ("percent" if mark else "gbp" if sign == "£" else "count")
    assert found.signed == (sign in ("-", "+") and bool(sign))
