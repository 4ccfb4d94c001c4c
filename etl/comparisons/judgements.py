"""Better, worse, green, amber, red: what a change means, by the metric's direction and the Authority's own rule."""

from __future__ import annotations

from etl.comparisons.statements import Statement

FEW = 10
SMALL = 50
FEW_IN_BASE = 20
TARGET_RULE = (
    "The colour is the Authority's own rule (headline performance report, Strategic and Operational Policing Committee, "
    "13 October 2011), applied in retrospect."
)


def change_of(earlier: float, later: float, *, is_rate: bool) -> tuple[float, float | None]:
    """The change in the unit of the values and in per cent; no per cent of zero (or of a negative value).

    >>> (
    ...     change_of(277, 250, is_rate=False)[0],
    ...     round(change_of(277, 250, is_rate=False)[1], 1),
    ...     change_of(0, 5, is_rate=False),
    ... )
    (-27, -9.7, (5, None))
    """
    absolute = later - earlier
    if is_rate:
        absolute = round(absolute, 9)  # 44.4 - 32.3 is 12.1 in print
    return absolute, 100 * (later - earlier) / earlier if earlier > 0 else None


def base_size(earlier: Statement, *denominators: Statement | None) -> str:
    """Whether the base is large enough for a per cent: an earlier count under 10 or a denominator under 20 is not."""
    known = [one.value for one in denominators if one is not None]
    if (earlier.unit == "count" and earlier.value < FEW) or any(value < FEW_IN_BASE for value in known):
        return "too_small"
    if (earlier.unit == "count" and earlier.value < SMALL) or any(value < SMALL for value in known):
        return "small"
    return "ordinary"


def within_rounding(earlier: Statement, later: Statement) -> bool:
    """Whether the printed precision and the qualifiers leave open which of the two is higher."""
    return earlier.value != later.value and earlier.allows().shares_more_than_an_end(later.allows())


def judgement(
    earlier: Statement, later: Statement, *, comparable: bool, direction: str, clear: bool | None
) -> str:
    """What the change means: a code of the comparisons table.

    Args:
        earlier: the earlier figure, or the target or forecast.
        later: the later figure.
        comparable: False for a refused pair, which is never judged.
        direction: whether higher or lower is better, or none.
        clear: whether the change is clear at 95%; None where that is not known.
    """
    if not comparable or direction not in ("higher", "lower"):
        return "no_judgement"
    loose = earlier.qualifier != "exact" or later.qualifier != "exact"
    if earlier.value == later.value:
        return "unclear" if loose else "no_change"
    if clear is False or within_rounding(earlier, later):
        return "unclear"
    return "better" if (later.value > earlier.value) == (direction == "higher") else "worse"


def on_target(target: Statement, figure: Statement, direction: str) -> bool | None:
    """Whether a figure is on or better than its target; None where a qualifier leaves it open.

    "Nearly 33%" is not yet 33%, "over 33%" is more; with "around", only a figure clear of the target is judged.
    """
    if target.qualifier != "exact":
        return (
            None
            if target.allows().overlaps(figure.allows())
            else _meets(figure.value, target.value, direction)
        )
    if figure.qualifier == "approx" and figure.allows().low <= target.value <= figure.allows().high:
        return None
    if figure.qualifier == "over" and figure.value < target.value:
        return None
    if figure.qualifier == "under" and figure.value > target.value:
        return None
    if figure.qualifier in ("over", "under") and figure.value == target.value:
        return (figure.qualifier == "over") == (direction == "higher")
    return _meets(figure.value, target.value, direction)


def _meets(value: float, target: float, direction: str) -> bool:
    return value >= target if direction == "higher" else value <= target


def target_status(target: Statement, figure: Statement, last_year: Statement | None, direction: str) -> str:
    """Green, amber or red: on or better than target; off it but better than the same time last year; off it and worse.

    Args:
        target: the target.
        figure: the figure that it judges.
        last_year: the comparable figure of a year before, if there is one; without it, or where it is equal, `off_target`.
        direction: whether higher or lower is better; with none there is no status.

    Source: headline performance report, Strategic and Operational Policing Committee, 13 October 2011.
    """
    if direction not in ("higher", "lower"):
        return ""
    met = on_target(target, figure, direction)
    if met is None:
        return ""
    if met:
        return "green"
    if last_year is None or last_year.value == figure.value or within_rounding(last_year, figure):
        return "off_target"
    return "amber" if (figure.value > last_year.value) == (direction == "higher") else "red"
