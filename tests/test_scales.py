"""Scales: everything fits, ticks are few and round."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.scales import Scales, date_axis, holding, round_step, value_axis

DAYS = st.dates(date(2000, 1, 1), date(2012, 12, 31))


def over(first: date, last: date, highest: float = 1.0) -> Scales:
    return holding(first=first, last=last, highest=highest, unit="percent")


@given(st.just(0.0) | st.floats(min_value=1e-6, max_value=1e12))
def test_values_start_at_0_and_have_two_to_six_ticks(highest: float) -> None:
    axis = value_axis(over(date(2006, 4, 1), date(2007, 3, 31), highest))
    assert axis["range"][0] == axis["tickvals"][0] == 0
    assert axis["range"][1] > highest
    assert 2 <= len(axis["tickvals"]) <= 6


@given(DAYS, DAYS)
def test_dates_have_one_to_six_ticks_inside_the_axis(one: date, other: date) -> None:
    axis = date_axis(over(min(one, other), max(one, other)))
    assert 1 <= len(axis["tickvals"]) <= 6
    assert all(axis["range"][0] <= tick <= axis["range"][1] for tick in axis["tickvals"])


@given(DAYS, st.integers(min_value=0, max_value=4000))
def test_there_is_room_on_both_sides(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    scale = over(first, last)
    assert scale.first < first
    assert scale.last > last


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(0, 1.0), (0.3, 0.1), (4, 1.0), (44.4, 20.0), (60, 20.0), (26_208, 10_000.0), (3e7, 1e7)],
)
def test_steps_are_round(highest: float, expected: float) -> None:
    assert round_step(highest) == pytest.approx(expected)


def test_ticks_stand_on_the_first_of_april_and_are_said_in_words() -> None:
    axis = date_axis(over(date(2003, 4, 1), date(2009, 3, 31)))
    assert axis["ticktext"] == ["Apr 2004", "Apr 2006", "Apr 2008"]
