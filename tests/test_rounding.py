import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.rounding import Interval, half_unit, outcome, printed_decimals, printed_interval, total

# printed, value, unit, qualifier, low, high
PRINTED = [
    ("£18.5m", 18_500_000.0, "gbp", "exact", 18_450_000.0, 18_550_000.0),
    ("26%", 26.0, "percent", "exact", 25.5, 26.5),
    ("39.0%", 39.0, "percent", "exact", 38.95, 39.05),
    ("79 per cent", 79.0, "percent", "exact", 78.5, 79.5),
    ("5,007", 5007.0, "count", "exact", 5007.0, 5007.0),
    ("9,000", 9000.0, "count", "exact", 9000.0, 9000.0),
    ("£50, 000", 50_000.0, "gbp", "exact", 50_000.0, 50_000.0),
    ("£5k", 5000.0, "gbp", "exact", 4500.0, 5500.0),
    ("1.06 million", 1_060_000.0, "count", "exact", 1_055_000.0, 1_065_000.0),
    ("£917.50", 917.5, "gbp", "exact", 917.5, 917.5),
    ("sixty", 60.0, "count", "exact", 60.0, 60.0),
    ("twenty-seven", -27.0, "count", "exact", -27.0, -27.0),
    ("-12.4%", -12.4, "percent", "exact", -12.45, -12.35),
    ("22.5", 22.5, "years", "exact", 22.45, 22.55),
    ("1 in 4", 25.0, "percent", "exact", 21.875, 28.125),
    ("two thirds", 66.7, "percent", "exact", 58.3625, 75.0375),
    ("0%", 0.0, "percent", "exact", -0.5, 0.5),
    ("420", 420.0, "count", "approx", 399.0, 441.0),
    ("9,000", 9000.0, "count", "approx", 8500.0, 9500.0),
    ("£30m", 30_000_000.0, "gbp", "approx", 25_000_000.0, 35_000_000.0),
    ("12%", 12.0, "percent", "approx", 11.0, 13.0),
    ("£11m", 11_000_000.0, "gbp", "over", 11_000_000.0, math.inf),
    ("29%", 29.0, "percent", "under", 0.0, 29.0),
]


@pytest.mark.parametrize(("printed", "value", "unit", "qualifier", "low", "high"), PRINTED)
def test_what_a_printed_number_can_stand_for(
    printed: str, value: float, unit: str, qualifier: str, low: float, high: float
) -> None:
    found = printed_interval(printed=printed, value=value, unit=unit, qualifier=qualifier)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_a_range_goes_to_its_upper_end() -> None:
    found = printed_interval(printed="10-15%", value=10.0, value_high=15.0, unit="percent")
    assert (found.low, found.high) == (9.5, 15.5)


def test_an_unknown_qualifier_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown qualifier 'nearly'"):
        printed_interval(printed="5", value=5.0, unit="count", qualifier="nearly")


@pytest.mark.parametrize(
    ("printed", "decimals"), [("39.0%", 1), ("26%", 0), ("£18.55m", 2), ("sixty", 0), ("+2421", 0)]
)
def test_decimals_as_printed(printed: str, decimals: int) -> None:
    assert printed_decimals(printed) == decimals


# computed, allowed, stated, stated interval, exact, outcome
OUTCOMES = [
    (53.27, (53.27, 53.27), 53.3, (53.25, 53.35), True, "agrees"),
    (25.5, (25.5, 25.5), 26.0, (25.5, 26.5), True, "agrees"),
    (28.3, (28.3, 28.3), 39.0, (38.95, 39.05), True, "does_not_fit"),
    (12.2, (11.9, 12.5), 12.0, (11.95, 12.05), True, "agrees_after_rounding"),
    (429.0, (429.0, 429.0), 420.0, (399.0, 441.0), False, "agrees_after_rounding"),
    (30.0, (30.0, 30.0), 29.0, (29.0, math.inf), False, "cannot_be_checked"),
    (20.0, (20.0, 20.0), 29.0, (29.0, math.inf), False, "does_not_fit"),
]


@pytest.mark.parametrize(("computed", "allowed", "stated", "stated_allowed", "exact", "expected"), OUTCOMES)
def test_how_a_computed_value_agrees(
    computed: float,
    allowed: tuple[float, float],
    stated: float,
    stated_allowed: tuple[float, float],
    exact: bool,
    expected: str,
) -> None:
    low, high = stated_allowed
    found = outcome(
        computed=computed,
        allowed=Interval(low=allowed[0], high=allowed[1]),
        stated=stated,
        stated_allowed=Interval(low=low, high=high),
        half=(high - low) / 2 if exact else 0.0,
        exact=exact,
    )
    assert found == expected


def test_touching_ends_overlap_but_share_no_more_than_an_end() -> None:
    thirty, thirty_one = Interval(low=29.5, high=30.5), Interval(low=30.5, high=31.5)
    assert thirty.overlaps(thirty_one)
    assert not thirty.shares_more_than_an_end(thirty_one)
    assert Interval(low=30.7, high=30.7).shares_more_than_an_end(thirty_one)


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    assert Interval(low=1.0, high=2.0).over(Interval(low=0.0, high=2.0)) is None
    assert Interval(low=-1.0, high=2.0).over(Interval(low=1.0, high=2.0)) is None


SMALL = st.floats(min_value=0.5, max_value=1e6)
WIDTH = st.floats(min_value=0.0, max_value=10.0)


@given(SMALL, WIDTH, SMALL, WIDTH, st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_interval_arithmetic_holds_every_result(
    first: float, first_width: float, second: float, second_width: float, part_1: float, part_2: float
) -> None:
    one, two = Interval(low=first, high=first + first_width), Interval(low=second, high=second + second_width)
    x, y = first + part_1 * first_width, second + part_2 * second_width
    quotient = one.over(two)
    assert quotient is not None
    for found, value in (
        (one.plus(two), x + y),
        (one.minus(two), x - y),
        (quotient, x / y),
        (total([one, two]), x + y),
    ):
        assert found.low - 1e-6 * abs(value) - 1e-9 <= value <= found.high + 1e-6 * abs(value) + 1e-9


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["exact", "approx", "over", "under"]))
def test_a_printed_count_can_stand_for_itself(value: int, qualifier: str) -> None:
    found = printed_interval(printed=f"{value:,}", value=float(value), unit="count", qualifier=qualifier)
    assert found.low <= value <= found.high
    assert half_unit(f"{value:,}", float(value), "count") == 0


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=0, max_value=3))
def test_more_decimals_leave_less_open(hundredths: int, decimals: int) -> None:
    value = hundredths / 100
    coarse = printed_interval(printed=f"{value:.{decimals}f}%", value=round(value, decimals), unit="percent")
    fine = printed_interval(
        printed=f"{value:.{decimals + 1}f}%", value=round(value, decimals + 1), unit="percent"
    )
    assert fine.high - fine.low < coarse.high - coarse.low
