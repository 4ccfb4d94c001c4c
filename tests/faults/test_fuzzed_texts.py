"""Made-up and mutated texts through the whole reading: no exception, every span where it says, linear time."""

from __future__ import annotations

import math
import os
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import pytest

from etl import schema
from etl.checks import check_figures
from etl.comparisons import compare_figures
from etl.figures import Placed, place_report
from etl.html import page_text
from etl.report_records import Report, ReportError
from etl.reports import decode, read_text
from etl.tables import batch_of
from tests.faults.fuzz import page, smallest, text_of
from tests.soak import held, times
from tests.test_linear_time import BOUND, growth, read

TEXTS = times(2_000, 100_000)
CHUNK = 500
SLOWEST = times(3, 25)
LEAST = 200  # characters of a text whose time says something
CODES = {column.name: frozenset(column.codes) for column in schema.FIGURES.columns if column.codes}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of some texts: how many characters and figures they had, what failed, and which took longest."""

    texts: int
    characters: int
    figures: int
    failures: tuple[str, ...]
    slow: tuple[tuple[float, int], ...]  # seconds a character and seed


def wrong(report: Report, placed: Placed) -> Iterator[str]:
    """What does not hold of a reading."""
    text = report.text
    for row in (*placed.figures, *placed.numbers):
        if not 0 <= row.start < row.end <= len(text):
            yield f"{row.printed!r} at {row.start} to {row.end} is outside of the text of {len(text)}"
        elif text[row.start : row.end] != row.printed:
            yield f"{row.printed!r} is {text[row.start : row.end]!r} in the text"
    covered = bytearray(len(text))
    for number in placed.numbers:
        covered[number.start : number.end] = b"\1" * (number.end - number.start)
    for digits in re.finditer(r"\d+", text):
        if not all(covered[digits.start() : digits.end()]):
            yield f"{digits.group()!r} at {digits.start()} is in no number"
    known = {number.start for number in placed.numbers}
    for one in placed.figures:
        if one.start not in known:
            yield f"the figure {one.printed!r} has no number"
        place = text.find(one.quote, max(0, one.end - len(one.quote)), one.start + len(one.quote))
        if one.printed not in one.quote or place < 0:
            yield f"the quote of {one.printed!r} does not stand around it"
        if not all(map(math.isfinite, (one.value, one.value if one.value_high is None else one.value_high))):
            yield f"the value of {one.printed!r} is {one.value} to {one.value_high}"
        if (one.period_start is None) != (one.period_type == "unstated"):
            yield f"the period of {one.printed!r} is {one.period_type} from {one.period_start}"
        if one.period_start and one.period_end and one.period_start > one.period_end:
            yield f"the period of {one.printed!r} ends before it starts"
        for name, codes in CODES.items():
            if getattr(one, name) not in codes:
                yield f"{name} of {one.printed!r} is {getattr(one, name)!r}"
    if len({one.figure_id for one in placed.figures}) != len(placed.figures):
        yield "two figures have one identifier"


def reading(text: str, source_file: str = "made.txt") -> Placed:
    """The reading of a text; raises whatever the stages raise, and AssertionError for what does not hold."""
    report = read_text(text, source_file=source_file)
    placed = place_report(report)
    found = list(wrong(report, placed))
    assert not found, found[0]
    batch_of(schema.FIGURES, placed.figures)
    batch_of(schema.NUMBERS, placed.numbers)
    return placed


def reason(work: Callable[[str], object], text: str) -> str:
    """What a text raises; empty where it raises nothing."""
    try:
        work(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def kind(said: str) -> str:
    return re.sub(r"\W.*", "", said)


def told(work: Callable[[str], object], text: str) -> str:
    """A failure with the smallest text that fails alike."""
    said = reason(work, text)
    least = smallest(text, lambda part: kind(reason(work, part)) == kind(said))
    return f"{reason(work, least)}: {least!r}"


def related(placed: Sequence[Placed]) -> None:
    """The comparisons and checks of all figures of some texts, each of a report of its own."""
    figures = [
        one._asdict() | {"report_id": f"made-{place % 7}"}
        for place, some in enumerate(placed)
        for one in some.figures
    ]
    batch_of(schema.COMPARISONS, compare_figures(figures, {}))
    batch_of(schema.CHECKS, check_figures(figures))


def try_texts(first: int) -> Tried:
    """Read the texts of a chunk of seeds."""
    failures: list[str] = []
    slow: list[tuple[float, int]] = []
    characters, placed = 0, []
    for seed in range(first, first + CHUNK):
        text = text_of(seed)
        began = time.process_time()
        try:
            placed.append(reading(text))
        except Exception:
            failures.append(f"seed {seed}: {told(reading, text)}")
        if len(text) >= LEAST:
            slow.append(((time.process_time() - began) / len(text), seed))
        characters += len(text)
        if seed % 10 == 0:
            failures += as_file(seed, text)
    said = reason(related, placed)  # type: ignore[arg-type]
    if said:
        failures.append(f"comparing and checking the texts from seed {first}: {said}")
    return Tried(
        texts=CHUNK,
        characters=characters,
        figures=sum(len(one.figures) for one in placed),
        failures=tuple(failures),
        slow=tuple(sorted(slow, reverse=True)[:SLOWEST]),
    )


def as_file(seed: int, text: str) -> Iterator[str]:
    """The same text as a page of HTML, and as bytes of which some were changed."""
    draw = random.Random(seed)
    made = page(draw, text)
    from_page = lambda part: reading(page_text(part))  # noqa: E731
    if reason(from_page, made):
        yield f"seed {seed} as a page: {told(from_page, made)}"
    raw = bytearray(text.encode(draw.choice(("utf-8", "utf-16", "cp1252")), "replace"))
    for _ in range(draw.randrange(1, 20) if raw else 0):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    try:
        decoded = decode(bytes(raw), "made.txt")
    except ReportError:
        return
    if reason(reading, decoded):
        yield f"seed {seed} as bytes: {told(reading, decoded)}"


@pytest.fixture(scope="module")
def tried() -> Sequence[Tried]:
    """All chunks, tried in as many processes as there are processors."""
    chunks = range(0, TEXTS, CHUNK)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return tuple(pool.map(try_texts, chunks))


# Texts that failed once, by what was wrong.
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(":officer:0", id="punctuation before the noun"),
        pytest.param("d\n6\n%", id="the unit in the next block"),
        pytest.param(
            "o\nf\nr one BME officer. M police staff o raise the number greatly.\n36. (2%).\nearch in the Unit, on\nd",
            id="a headcount carried without its people",
        ),
        pytest.param(
            "BMe.6% specials. B selection process . It when two", id="a share carried without its people"
        ),
        pytest.param("Date:8 Mar 27\nTwo female officer \n8", id="a number alone in its sentence"),
    ],
)
def test_a_text_that_failed_once(text: str) -> None:
    assert reason(reading, text) == ""


def test_no_text_fails(tried: Sequence[Tried]) -> None:
    failures = [one for some in tried for one in some.failures]
    assert not failures, "\n".join([f"{len(failures)} failures", *failures[:20]])
    assert sum(one.figures for one in tried) > TEXTS  # the texts hold something to read


def test_the_slowest_texts_take_linear_time(tried: Sequence[Tried]) -> None:
    """Those that took longest for their length, longer and longer: four times the text, about four times the time."""
    slowest = sorted((one for some in tried for one in some.slow), reverse=True)[:SLOWEST]
    ratios = {seed: growth(read, text_of(seed) + "\n\n", 8 * len(text_of(seed))) for _, seed in slowest}
    assert max(ratios.values()) <= BOUND, ratios
    characters, figures = (sum(getattr(one, name) for one in tried) for name in ("characters", "figures"))
    if all(not one.failures for one in tried):
        held(
            "fuzzed",
            f"{TEXTS:,} texts ({characters / 1e6:.0f} million characters, {figures:,} figures)",
            f"no exception, every span in its text, every value finite; the {SLOWEST} slowest, repeated, take at most "
            f"{max(ratios.values()):.1f} times as long for four times the text",
        )
