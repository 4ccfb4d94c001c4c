"""No text makes the reading backtrack: four times the text takes about four times the processor's time.

Only the ratio is looked at, never a time: 4 is linear, 16 quadratic, 8 the bound. A ratio above it is measured again,
since other work on the machine can disturb one measurement.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from etl.figures import place_report
from etl.numbers import find_numbers
from etl.reports import read_text
from etl.sentences import sentences

BOUND = 8.0
TRIES = 4
HEAD = "Report: 9\nDate: 8 March 2007\n\nB. Supporting information\n\n1. "
# what is repeated to make a text, by what it is meant to provoke
UNITS = {
    "one run of digits": "7",
    "digits and commas": "1,234",
    "digits and dashes": "5-",
    "digits and slashes": "1/",
    "decimal points": "1.",
    "brackets that never close": "(5 robberies ",
    "brackets only": "(",
    "words on one line": "officers ",
    "numbers on one line": "12 ",
    "number words": "one hundred and ",
    "hyphens of number words": "twenty-",
    "references in a row": "paragraph 1, ",
    "qualifiers without a number": "just over at least ",
    "years": "2006/07 ",
    "months": "April to ",
    "percentages of percentages": "26% of ",
    "changes": "fell by 2% and ",
    "letters and digits": "SO15",
    "addresses": "www.a.b/1",
    "spaces": " ",
    "line ends": "\n",
}
UNITS_OF_REPORTS = {
    **UNITS,
    "bullets": "• 2 robberies\n",
    "bars": "| Robbery | 1,204 | 1,180 |\n",
    "flattened rows": "Robbery 1,204 1,180 +24\n",
    "paragraphs": "\n\n2. There were 5 robberies.",
    "items": "a) 5 robberies\n",
    "headings": "\n\nCrime\n",
    "names of units": "Kidnap Unit 5 ",
    "sentences": "In 2005/06 robbery fell by 2% (1,204). ",
}


def seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def growth(work: Callable[[str], object], unit: str, size: int) -> float:
    """The least ratio, over some tries, of the time for four times `size` characters to the time for `size`."""
    short, long = (unit * (length // len(unit)) for length in (size, 4 * size))
    work(short)  # the first run fills caches
    least = float("inf")
    for _ in range(TRIES):
        before = min(seconds(work, short) for _ in range(2))
        least = min(least, seconds(work, long) / max(before, 1e-4))
        if least <= BOUND:
            break
    return least


def read(text: str) -> None:
    place_report(read_text(HEAD + text, source_file="made.txt"))


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_finding_numbers(unit: str) -> None:
    assert growth(find_numbers, unit, 5_000) <= BOUND


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_cutting_sentences(unit: str) -> None:
    assert growth(lambda text: sentences(text, 0, len(text)), unit, 20_000) <= BOUND


@pytest.mark.parametrize("unit", UNITS_OF_REPORTS.values(), ids=UNITS_OF_REPORTS)
def test_reading_a_report(unit: str) -> None:
    assert growth(read, unit, 4_000) <= BOUND


def test_the_measure_tells_quadratic_from_linear() -> None:
    """The bound is of use only if it refuses what it should."""

    def quadratic(text: str) -> int:
        return sum(text.count("x", 0, place) for place in range(0, len(text), 4))

    assert growth(quadratic, "x", 8_000) > BOUND
