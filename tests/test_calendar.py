"""The arithmetic of periods, held against pandas over whole finite spaces."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.calendar import (
    Period,
    as_at,
    calendar_year,
    financial_year,
    last_quarters,
    make_day,
    month_of,
    months_to,
    open_span,
    performance_year,
    quarter_of,
    single_day,
    span,
    year_to_date,
)

YEARS = range(1998, 2016)
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
MONTHS = st.builds(lambda year, month: (year, month), st.integers(1990, 2030), st.integers(1, 12))


def bounds(period: pd.Period) -> tuple[date, date]:
    return period.start_time.date(), period.end_time.date()


def first_and_last(period: Period) -> tuple[date | None, date | None]:
    return period.start, period.end


@pytest.mark.parametrize("year", YEARS)
def test_years_are_those_of_pandas(year: int) -> None:
    assert first_and_last(financial_year(year)) == bounds(pd.Period(year=year + 1, freq="Y-MAR"))
    assert first_and_last(calendar_year(year)) == bounds(pd.Period(year=year, freq="Y-DEC"))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_quarters_are_those_of_pandas(year: int, quarter: int) -> None:
    performance = pd.Period(f"{year + 1}Q{quarter}", freq="Q-MAR")
    assert first_and_last(quarter_of(year, quarter, quarter)) == bounds(performance)
    assert first_and_last(quarter_of(year, quarter, quarter, calendar=True)) == bounds(
        pd.Period(f"{year}Q{quarter}", freq="Q-DEC")
    )
    assert quarter_of(year, quarter, quarter).type == "quarter"


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_those_of_pandas(year: int, month: int) -> None:
    assert first_and_last(month_of(year, month)) == bounds(pd.Period(year=year, month=month, freq="M"))


@given(DAYS)
def test_the_performance_year_holds_the_day(day: date) -> None:
    assert first_and_last(performance_year(day)) == bounds(pd.Timestamp(day).to_period("Y-MAR"))


@given(DAYS)
def test_the_last_quarter_ends_before_the_day(day: date) -> None:
    expected = pd.Timestamp(day).to_period("Q-MAR") - 1
    assert first_and_last(last_quarters(day)) == bounds(expected)
    assert last_quarters(day, 3).start == (expected - 2).start_time.date()


@given(DAYS)
def test_year_to_date_begins_on_1_april_and_is_typed_by_its_end(day: date) -> None:
    period = year_to_date(day)
    assert period.start == performance_year(day).start
    assert period.end == day
    special = {(6, 30): "quarter", (3, 31): "financial_year"}
    assert period.type == special.get((day.month, day.day), "fytd")


@given(MONTHS, st.integers(1, 36))
def test_months_up_to_a_month_end_are_whole_months(month: tuple[int, int], count: int) -> None:
    last = pd.Period(year=month[0], month=month[1], freq="M")
    period = months_to(last.end_time.date(), count)
    assert period.start == (last - (count - 1)).start_time.date()
    assert period.end == last.end_time.date()


@given(DAYS)
def test_twelve_months_to_a_day_are_a_year(day: date) -> None:
    start = months_to(day, 12).start
    assert start is not None
    assert 365 <= (day - start).days + 1 <= 366


@given(DAYS, st.integers(0, 1500))
def test_a_span_keeps_its_bounds_and_its_type_says_its_length(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    period = span(start, end)
    assert first_and_last(period) == (start, end)
    if period.type == "multi_year":
        assert days >= 365
    else:
        assert days <= 366
    if period.type in {"financial_year", "fytd"}:
        assert (start.month, start.day) == (4, 1)
    assert open_span(start, end).type not in {"month", "rolling_year", "calendar_year"}


@given(MONTHS, st.integers(1, 30), st.integers(-20, 20))
def test_whole_months_shift_there_and_back(month: tuple[int, int], count: int, years: int) -> None:
    last = pd.Period(year=month[0], month=month[1], freq="M")
    period = months_to(last.end_time.date(), count)
    assert period.shifted(years).shifted(-years) == period
    assert period.shifted(years).end == (last + 12 * years).end_time.date()


@pytest.mark.parametrize("build", [as_at, single_day])
def test_29_february_becomes_the_28th_and_the_28th_stays(build: object) -> None:
    assert callable(build)
    assert build(date(2008, 2, 29)).shifted(-1) == build(date(2007, 2, 28))
    assert build(date(2007, 2, 28)).shifted(1) == build(date(2008, 2, 28))
    assert build(date(2008, 2, 29)).shifted(-4) == build(date(2004, 2, 29))


def test_a_part_moves_into_another_year() -> None:
    part = span(date(2010, 4, 1), date(2011, 1, 31))
    assert part.in_year(date(2008, 4, 1)) == span(date(2008, 4, 1), date(2009, 1, 31))
    assert month_of(2007, 2).in_year(date(2003, 4, 1)) == month_of(2004, 2)
    assert month_of(2007, 2).in_year(date(2004, 1, 1)) == month_of(2004, 2)


def test_unstated_stays_unstated() -> None:
    unstated = Period(type="unstated", start=None, end=None)
    assert unstated.shifted(3) == unstated
    assert unstated.in_year(date(2008, 4, 1)) == unstated


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2006, 2, 31), (2006, 2, 29), (2006, 13, 1), (2006, 0, 1), (2006, 4, 0)]
)
def test_days_that_the_calendar_does_not_have(year: int, month: int, day: int) -> None:
    assert make_day(year, month, day) is None
