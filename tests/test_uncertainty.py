import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from etl.uncertainty import (
    counts_caption,
    difference_caption,
    exact_conditional,
    newcombe_difference,
    share_caption,
    wilson_interval,
)

# Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3: part, whole, low, high
WILSON_PUBLISHED = [
    (81, 263, 25.53, 36.62),
    (15, 148, 6.24, 16.05),
    (0, 20, 0.0, 16.11),
    (1, 29, 0.61, 17.18),
]
# Newcombe, the same volume, 873-890, table II, method 10: first part and whole, second part and whole, low, high
NEWCOMBE_PUBLISHED = [
    (56, 70, 48, 80, 5.24, 33.39),
    (9, 10, 3, 10, 17.05, 80.90),
    (6, 7, 2, 7, 5.82, 80.62),
    (10, 10, 0, 10, 60.75, 100.0),
]


@pytest.mark.parametrize(("part", "whole", "low", "high"), WILSON_PUBLISHED)
def test_wilson_gives_the_published_intervals(part: int, whole: int, low: float, high: float) -> None:
    found_low, found_high = wilson_interval([part], [whole])
    assert (found_low[0], found_high[0]) == pytest.approx((low, high), abs=0.006)


@pytest.mark.parametrize(("part_1", "whole_1", "part_2", "whole_2", "low", "high"), NEWCOMBE_PUBLISHED)
def test_newcombe_gives_the_published_intervals(
    part_1: int, whole_1: int, part_2: int, whole_2: int, low: float, high: float
) -> None:
    # The paper gives the first less the second; here it is the later less the earlier.
    found_low, found_high = newcombe_difference([part_2], [whole_2], [part_1], [whole_1])
    assert (found_low[0], found_high[0]) == pytest.approx((low, high), abs=0.006)


def test_disruptions_show_no_clear_change() -> None:
    p_value, low, high = exact_conditional([277], [250])
    assert round(float(p_value[0]), 2) == 0.26
    assert low[0] < 0 < high[0]


@given(st.integers(min_value=0, max_value=5_000), st.integers(min_value=0, max_value=5_000))
def test_the_exact_test_is_the_binomial_test(earlier: int, later: int) -> None:
    p_value, low, high = exact_conditional([earlier], [later])
    both = earlier + later
    expected = binomtest(later, both, 0.5).pvalue if both else 1.0
    assert float(p_value[0]) == pytest.approx(expected, rel=1e-9, abs=1e-300)
    if not math.isnan(low[0]) and not math.isnan(high[0]):
        # The interval and the test are two views of one calculation: clear is where no change lies outside.
        assert (p_value[0] < 0.05) == (low[0] > 0 or high[0] < 0)


def test_a_change_from_nothing_has_no_upper_end() -> None:
    p_value, low, high = exact_conditional([0, 0], [12, 0])
    assert p_value.tolist() == pytest.approx([2 * 0.5**12, 1.0])
    assert np.isnan(high[0])
    assert np.isnan(low[1])


@given(st.integers(min_value=1, max_value=2_000), st.integers(min_value=1, max_value=2_000), st.data())
def test_newcombe_turns_with_the_order(whole_1: int, whole_2: int, data: st.DataObject) -> None:
    part_1 = data.draw(st.integers(min_value=0, max_value=whole_1))
    part_2 = data.draw(st.integers(min_value=0, max_value=whole_2))
    low, high = newcombe_difference([part_1], [whole_1], [part_2], [whole_2])
    back_low, back_high = newcombe_difference([part_2], [whole_2], [part_1], [whole_1])
    assert (low[0], high[0]) == pytest.approx((-back_high[0], -back_low[0]), abs=1e-9)


@pytest.mark.parametrize(
    ("part", "whole", "message"), [(1, 0, "not over 0"), (5, 4, "more than its whole"), (-1, 4, "negative")]
)
def test_impossible_shares_are_errors(part: int, whole: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wilson_interval([part], [whole])


def test_negative_counts_are_errors() -> None:
    with pytest.raises(ValueError, match="negative"):
        exact_conditional([5], [-1])


def test_nothing_in_gives_nothing_out() -> None:
    assert all(
        len(found) == 0
        for found in (
            *wilson_interval([], []),
            *newcombe_difference([], [], [], []),
            *exact_conditional([], []),
        )
    )


def test_captions_say_what_they_rest_on() -> None:
    captions = [
        share_caption(24.4, 26.8, "Detections may belong to earlier offences."),
        difference_caption(-2.0, 3.0, False, ""),
        counts_caption(0.257, False),
    ]
    assert all("if treated as a sample" in caption for caption in captions)
    assert captions[0].endswith("Detections may belong to earlier offences.")
    assert captions[1].endswith("no clear change.")
    assert "−2.0 to +3.0 percentage points" in captions[1]
    assert counts_caption(1e-9, True).startswith("p < 0.001")
