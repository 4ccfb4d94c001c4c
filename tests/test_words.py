"""Values, periods and places in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import words
from etl import schema

VALUES = [
    # value, unit, kind, printed, words
    (36.9, "percent", "actual", "36.9%", "36.9%"),
    (39.0, "percent", "actual", "39.0%", "39.0%"),
    (26.0, "percent", "actual", "26%", "26%"),
    (25.0, "percent", "actual", "1 in 4", "25%"),
    (66.7, "percent", "actual", "two thirds", "66.7%"),
    (32.47, "percent", "actual", "32.47%", "32.5%"),
    (-12.4, "percent", "change_pct", "-12.4%", "\u221212.4%"),
    (5.0, "percent", "change_pct", "5%", "+5%"),
    (1.0, "percentage_points", "change_pp", "1", "+1 percentage point"),
    (-1.0, "percentage_points", "change_pp", "1", "\u22121 percentage point"),
    (12.1, "percentage_points", "change_pp", "12.1", "+12.1 percentage points"),
    (2421.0, "count", "change_abs", "+2421", "+2,421"),
    (26_208.0, "count", "actual", "26,208", "26,208"),
    (0.0, "count", "change_abs", "0", "0"),
    (22.5, "count", "actual", "22.5", "22.5"),
    (18_500_000.0, "gbp", "actual", "£18.5m", "£18.5m"),
    (1_234_567.0, "gbp", "actual", "£1,234,567", "£1,234,567"),
    (1_060_000.0, "gbp", "actual", "£1.06 million", "£1.06m"),
    (2_000_000_000.0, "gbp", "actual", "£2bn", "£2bn"),
    (50_000.0, "gbp", "actual", "£50, 000", "£50,000"),
    (12.5, "gbp", "actual", "£12.50", "£12.50"),
    (-3_000_000.0, "gbp", "change_abs", "£3m", "\u2212£3m"),
    (11_000.0, "eur", "actual", "€11k", "€11,000"),
    (4.2, "per_1000", "actual", "4.2", "4.2 per 1,000"),
    (1.0, "days", "actual", "one day", "1 day"),
    (78.0, "days", "actual", "78 days", "78 days"),
    (22.5, "years", "actual", "22.5 years", "22.5 years"),
]


@pytest.mark.parametrize(("value", "unit", "kind", "printed", "expected"), VALUES)
def test_values(value: float, unit: str, kind: str, printed: str, expected: str) -> None:
    assert words.value(value, unit, kind=kind, printed=printed) == expected


def test_a_range_has_both_ends() -> None:
    assert words.value(10, "count", high=15) == "10 to 15"
    assert words.value(10, "percent", high=15) == "10% to 15%"


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False), st.sampled_from(schema.UNITS))
def test_every_unit_has_words_and_no_ascii_minus(value: float, unit: str) -> None:
    text = words.value(value, unit)
    assert text
    assert "-" not in text


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_a_count_can_be_read_back(count: int) -> None:
    assert int(words.value(count, "count").replace(",", "").replace(words.MINUS, "-")) == count


PERIODS = [
    ("financial_year", date(2006, 4, 1), date(2007, 3, 31), "2006/07"),
    ("financial_year", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
    ("calendar_year", date(2005, 1, 1), date(2005, 12, 31), "2005"),
    ("fytd", date(2006, 4, 1), date(2007, 2, 4), "April 2006 to 4 February 2007"),
    ("fytd", date(2010, 4, 1), date(2010, 10, 31), "April to October 2010"),
    ("fytd", date(2006, 4, 1), date(2006, 4, 16), "1 to 16 April 2006"),
    ("quarter", date(2006, 4, 1), date(2006, 6, 30), "April to June 2006"),
    ("month", date(2008, 2, 1), date(2008, 2, 29), "February 2008"),
    ("month_range", date(2006, 5, 12), date(2006, 6, 30), "12 May to 30 June 2006"),
    ("day", date(2005, 7, 7), date(2005, 7, 7), "7 July 2005"),
    ("as_at", date(2002, 3, 31), date(2002, 3, 31), "31 March 2002"),
    ("rolling_year", date(2006, 10, 1), date(2007, 9, 30), "October 2006 to September 2007"),
    ("multi_year", date(2003, 4, 1), date(2006, 3, 31), "April 2003 to March 2006"),
    ("unstated", None, None, "period not stated"),
]


@pytest.mark.parametrize(("period_type", "start", "end", "expected"), PERIODS)
def test_periods(period_type: str, start: date | None, end: date | None, expected: str) -> None:
    assert words.period(period_type, start, end) == expected


@given(st.dates(date(2000, 1, 1), date(2012, 12, 31)), st.dates(date(2000, 1, 1), date(2012, 12, 31)))
def test_different_spans_have_different_words(start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)
    text = words.span(first, last)
    assert str(last.year) in text
    assert text != words.span(first, date(2013, 1, 1))


PLACES = [
    ("28", "paragraph 28"),
    ("A.1", "paragraph A.1"),
    ("19.d", "paragraph 19, item d"),
    ("rec39", "recommendation 39"),
    ("rec39.g", "recommendation 39, item g"),
    ("appendix-3", "appendix 3"),
    ("fn5", "footnote 5"),
    ("summary", "summary"),
    ("preamble", "preamble"),
    ("odd: 4", "odd: 4"),
]


@pytest.mark.parametrize(("code", "expected"), PLACES)
def test_places(code: str, expected: str) -> None:
    assert words.paragraph(code) == expected


@pytest.mark.parametrize(
    ("size", "expected"), [(12, "1 KB"), (31_204, "31 KB"), (999_499, "999 KB"), (999_500, "1.0 MB")]
)
def test_file_sizes(size: int, expected: str) -> None:
    assert words.file_size(size) == expected


def test_every_code_has_words() -> None:
    assert set(words.QUALIFIER_WORDS) == set(words.QUALIFIER_SIGNS) == set(schema.QUALIFIERS)
    assert set(words.KIND_WORDS) == set(schema.KINDS)
    assert set(words.STATISTIC_WORDS) == set(schema.STATISTICS)
    assert set(words.UNIT_WORDS) == set(schema.UNITS)
    assert set(words.PERIOD_WORDS) == set(schema.PERIOD_TYPES)
