"""Intervals and probabilities for shares and counts, each with the source of its method.

A service to the reader and never a verdict: the reports count everything and draw no sample, so every caption says
"if treated as a sample". All functions take arrays and answer arrays, for a build compares many pairs at once. SciPy and
statsmodels are imported where they are used: the app imports the comparisons and needs neither at its start.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
CONFIDENCE = 0.95

SAMPLE = "if treated as a sample"


def wilson_interval(
    successes: Sequence[float] | Numbers, trials: Sequence[float] | Numbers
) -> tuple[Numbers, Numbers]:
    """The 95% Wilson score interval of each share, in per cent.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212; computed by statsmodels, `proportion_confint(method="wilson")`.

    Args:
        successes: how many of the trials, true subsets of them.
        trials: the bases, over 0.

    Raises:
        ValueError: a base is not over 0, or a part is more than its whole.

    >>> low, high = wilson_interval([1354], [5296])
    >>> round(float(low[0]), 1), round(float(high[0]), 1)
    (24.4, 26.8)
    """
    from statsmodels.stats.proportion import proportion_confint

    part, whole = _parts_of_wholes(successes, trials)
    if not part.size:
        return part, part
    low, high = proportion_confint(part, whole, alpha=1 - CONFIDENCE, method="wilson")
    return 100 * np.asarray(low, dtype=np.float64), 100 * np.asarray(high, dtype=np.float64)


def newcombe_difference(
    earlier_successes: Sequence[float] | Numbers,
    earlier_trials: Sequence[float] | Numbers,
    later_successes: Sequence[float] | Numbers,
    later_trials: Sequence[float] | Numbers,
) -> tuple[Numbers, Numbers]:
    """The 95% interval of each difference of two shares, later less earlier, in percentage points.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
    methods", Statistics in Medicine 17 (1998), 873-890, method 10; computed by statsmodels,
    `confint_proportions_2indep(method="newcomb", compare="diff")`.

    Raises:
        ValueError: a base is not over 0, or a part is more than its whole.

    >>> low, high = newcombe_difference([100], [1000], [150], [1000])
    >>> round(float(low[0]), 1), round(float(high[0]), 1)
    (2.1, 7.9)
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    part_1, whole_1 = _parts_of_wholes(earlier_successes, earlier_trials)
    part_2, whole_2 = _parts_of_wholes(later_successes, later_trials)
    if not part_1.size:
        return part_1, part_1
    low, high = confint_proportions_2indep(
        part_2, whole_2, part_1, whole_1, method="newcomb", compare="diff", alpha=1 - CONFIDENCE
    )
    return 100 * np.asarray(low, dtype=np.float64), 100 * np.asarray(high, dtype=np.float64)


def exact_conditional(
    earlier: Sequence[float] | Numbers, later: Sequence[float] | Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Whether two counts over equal periods differ: p-value, and the 95% interval of the change in per cent.

    Given the sum of two Poisson counts over equal periods, the later one is binomial with probability one half. Sources:
    J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940),
    313-323; the interval is that of C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413, turned into a ratio.
    The distribution is symmetric, so the two-sided probability is twice the smaller tail (SciPy, `stats.binom`); the
    interval is statsmodels' `proportion_confint(method="beta")`. An end that has no bound, after 0, is NaN here and blank in
    the tables.

    >>> p, low, high = exact_conditional([277], [250])
    >>> round(float(p[0]), 2), round(float(low[0]), 1), round(float(high[0]), 1)
    (0.26, -24.2, 7.5)
    """
    from scipy.stats import binom
    from statsmodels.stats.proportion import proportion_confint

    first = np.asarray(earlier, dtype=np.float64)
    second = np.asarray(later, dtype=np.float64)
    if (first < 0).any() or (second < 0).any():
        raise ValueError("a count is negative: the exact conditional test is for numbers of events")
    if not first.size:
        return first, first, first
    both = first + second
    probability = np.minimum(
        1.0, 2 * np.asarray(binom.cdf(np.minimum(first, second), both, 0.5), dtype=np.float64)
    )
    # The beta interval of nothing out of nothing is undefined; its base is replaced and its answer left out.
    low, high = proportion_confint(second, np.maximum(both, 1.0), alpha=1 - CONFIDENCE, method="beta")
    return probability, _ratio_change(low, both), _ratio_change(high, both)


def _ratio_change(share: Numbers, both: Numbers) -> Numbers:
    """The later count's share of both counts as a change in per cent of the earlier one; NaN where it has no bound."""
    share = np.asarray(share, dtype=np.float64)
    bounded = (both > 0) & (share < 1)
    return np.where(bounded, 100 * (share / np.where(bounded, 1 - share, 1.0) - 1), np.nan)


def _parts_of_wholes(
    successes: Sequence[float] | Numbers, trials: Sequence[float] | Numbers
) -> tuple[Numbers, Numbers]:
    part, whole = np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    if (whole <= 0).any():
        raise ValueError("a base is not over 0: a share of nothing has no interval")
    if (part < 0).any() or (part > whole).any():
        raise ValueError("a part is negative or more than its whole: check numerator and denominator")
    return part, whole


def share_caption(low: float, high: float, caveat: str) -> str:
    """What the interval of one share means.

    >>> share_caption(24.4, 26.8, "")
    '95% interval 24.4% to 26.8%, if treated as a sample (Wilson).'
    """
    return f"95% interval {low:.1f}% to {high:.1f}%, {SAMPLE} (Wilson).{_tail(caveat)}"


def difference_caption(low: float, high: float, clear: bool, caveat: str) -> str:
    """What the interval of a difference of two shares means.

    >>> difference_caption(2.1, 7.9, True, "")
    '95% interval of the change +2.1 to +7.9 percentage points, if treated as a sample (Newcombe): clear change.'
    """
    ends = f"{low:+.1f} to {high:+.1f}".replace("-", "−")
    words = "clear change" if clear else "no clear change"
    return (
        f"95% interval of the change {ends} percentage points, {SAMPLE} (Newcombe): {words}.{_tail(caveat)}"
    )


def counts_caption(p_value: float, clear: bool) -> str:
    """What the probability of the exact conditional test means.

    >>> counts_caption(0.257, False)
    'p = 0.26, if treated as a sample of independent events over equal periods (exact conditional test): no clear change.'
    """
    probability = (
        "p < 0.001" if p_value < 0.001 else f"p = {p_value:.3f}" if p_value < 0.1 else f"p = {p_value:.2f}"
    )
    words = "clear change" if clear else "no clear change"
    return (
        f"{probability}, {SAMPLE} of independent events over equal periods (exact conditional test): {words}."
    )


def _tail(caveat: str) -> str:
    return f" {caveat}" if caveat else ""
