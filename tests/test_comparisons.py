import dataclasses
import math
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import pytest
from gold_figures import DEFINITIONS, DIRECTIONS, extracted_figures, gold_figures, gold_reports
from gold_quotes import QUOTES
from hypothesis import example, given
from hypothesis import strategies as st
from made_figures import PERIODS, figure, rate, statement

from etl.comparisons import Comparison, compare_figures, compare_two, known_on
from etl.comparisons.judgements import target_status
from etl.comparisons.pairs import Index
from etl.comparisons.statements import period_key_of
from etl.comparisons.verdicts import YEAR_BASES
from etl.schema import (
    BASE_SIZES,
    BASES,
    COMPARISONS,
    JUDGEMENTS,
    REASONS,
    TARGET_STATUSES,
    UNCERTAINTY_METHODS,
    VERDICTS,
)

Row = dict[str, object]
WAYS = {
    "sanction_detection_rate": "higher",
    "network_disruptions": "higher",
    "assets_recovered": "higher",
    "bme_share": "higher",
    "response_time": "lower",
}
LAST_YEAR = "In the same period last year it was different."


def disruptions(value: float, period: str, **given: object) -> Row:
    return figure(value, period, **{"metric": "network_disruptions", "group": "", **given})


def strength(value: float, period: str, **given: object) -> Row:
    return figure(value, period, **{"metric": "workforce_strength", "group": "pcso", **given})


def share(value: float, period: str, **given: object) -> Row:
    return figure(value, period, **{"metric": "bme_share", "group": "pcso", "unit": "percent", **given})


def money(value: float, printed: str, period: str, **given: object) -> Row:
    return figure(
        value,
        period,
        **{"metric": "assets_recovered", "group": "", "unit": "gbp", "printed": printed, **given},
    )


# name, figures, (basis, verdict, reason, judgement, change_abs, change_pct) of the one row with that basis
CASES: list[tuple[str, list[Row], tuple[str, str, str, str, float | None, float | None]]] = [
    (
        "same period last year: a rate in points",
        [rate(30.2, "to Oct 2005"), rate(35.9, "to Oct 2006")],
        ("same_period_last_year", "like_for_like", "", "better", 5.7, 18.874),
    ),
    (
        "28 and 29 February are one day",
        [rate(20.0, "to 28 Feb 2007"), rate(18.0, "to 29 Feb 2008")],
        ("same_period_last_year", "like_for_like", "", "worse", -2.0, -10.0),
    ),
    (
        "counts: number and per cent, no clear change",
        [disruptions(277, "to Oct 2005"), disruptions(250, "to Oct 2006")],
        ("same_period_last_year", "like_for_like", "", "unclear", -27, -9.747),
    ),
    (
        "whole years",
        [disruptions(200, "FY2005"), disruptions(400, "FY2006")],
        ("year_on_year", "like_for_like", "", "better", 200, 100.0),
    ),
    (
        "calendar years, a metric without direction",
        [figure(493, "CY2005"), figure(424, "CY2006")],
        ("year_on_year", "like_for_like", "", "no_judgement", -69, -13.996),
    ),
    (
        "lower is better",
        [
            figure(12.0, "FY2005", metric="response_time", unit="percent"),
            figure(10.0, "FY2006", metric="response_time", unit="percent"),
        ],
        ("year_on_year", "like_for_like", "", "better", -2.0, -16.667),
    ),
    (
        "nothing changed",
        [rate(52.0, "FY2005"), rate(52.0, "FY2006")],
        ("year_on_year", "like_for_like", "", "no_change", 0.0, 0.0),
    ),
    (
        "a difference within the printed precision is no judgement",
        [rate(26.0, "FY2005", printed="26%"), rate(26.4, "FY2006", printed="26.4%")],
        ("year_on_year", "like_for_like", "", "unclear", 0.4, 1.538),
    ),
    (
        "rates whose years to date end five weeks apart",
        [rate(30.2, "to 8 Mar 2007"), rate(35.9, "to 31 Jan 2008")],
        ("year_on_year", "with_caution", "", "better", 5.7, 18.874),
    ),
    (
        "counts whose years to date end five weeks apart",
        [figure(300, "to 8 Mar 2007"), figure(350, "to 31 Jan 2008")],
        ("year_on_year", "not_comparable", "cut_off_differs", "no_judgement", None, None),
    ),
    (
        "rates whose years to date end too far apart",
        [
            rate(30.2, "to 8 Mar 2007"),
            rate(35.9, "FY2007", period_type="fytd", period_end=date(2007, 10, 31)),
        ],
        ("year_on_year", "not_comparable", "cut_off_differs", "no_judgement", None, None),
    ),
    (
        "shares of a workforce a year and a week apart",
        [share(24.0, "on 31 Jan 2007"), share(31.0, "on 7 Feb 2008")],
        ("year_on_year", "with_caution", "", "better", 7.0, 29.167),
    ),
    (
        "shares of a workforce a year apart to the day",
        [share(24.0, "on 31 Jan 2007"), share(31.0, "on 31 Jan 2008")],
        ("same_period_last_year", "like_for_like", "", "better", 7.0, 29.167),
    ),
    (
        "strengths a year and a week apart",
        [strength(2_000, "on 31 Jan 2007"), strength(2_500, "on 7 Feb 2008")],
        ("year_on_year", "with_caution", "", "no_judgement", 500, 25.0),
    ),
    (
        "strengths a year and two months apart",
        [strength(2_000, "on 31 Jan 2007"), strength(2_500, "on 31 Mar 2008")],
        ("year_on_year", "not_comparable", "cut_off_differs", "no_judgement", None, None),
    ),
    (
        "means whose years to date end five weeks apart",
        [
            figure(90, "to 8 Mar 2007", unit="days", statistic="mean"),
            figure(80, "to 31 Jan 2008", unit="days", statistic="mean"),
        ],
        ("year_on_year", "with_caution", "", "no_judgement", -10, -11.111),
    ),
    (
        "a whole year beside a year to date",
        [rate(52.0, "FY2005"), rate(44.4, "to Oct 2006")],
        ("year_on_year", "not_comparable", "period_differs", "no_judgement", None, None),
    ),
    (
        "another definition",
        [rate(53.3, "Q1 2005", definition="old"), rate(39.0, "Q1 2006", definition="new")],
        ("same_period_last_year", "not_comparable", "definition_changed", "no_judgement", None, None),
    ),
    (
        "a definition that is not known",
        [rate(53.3, "Q1 2005", definition=""), rate(39.0, "Q1 2006", definition="new")],
        ("same_period_last_year", "not_comparable", "definition_changed", "no_judgement", None, None),
    ),
    (
        "a definition that is inferred",
        [
            rate(32.3, "to 4 Feb 2006", definition="new", definition_from="inferred"),
            rate(44.4, "to 4 Feb 2007", definition="new", definition_from="by_period"),
        ],
        ("same_period_last_year", "with_caution", "", "better", 12.1, 37.461),
    ),
    (
        "pounds and euros",
        [money(5e6, "£5m", "FY2005"), money(7e6, "€7m", "FY2006", unit="eur")],
        ("year_on_year", "not_comparable", "unit_differs", "no_judgement", None, None),
    ),
    (
        "a part of the service beside the whole, in one sentence",
        [rate(20.0, "FY2005", quote="One."), rate(30.0, "FY2006", scope="barnet", quote="One.")],
        ("year_on_year", "not_comparable", "scope_differs", "no_judgement", None, None),
    ),
    (
        "another group, in one sentence",
        [rate(20.0, "FY2005", quote="One."), rate(30.0, "FY2006", group="robbery", quote="One.")],
        ("year_on_year", "not_comparable", "group_differs", "no_judgement", None, None),
    ),
    (
        "a period that is not stated",
        [rate(12.0, "unstated", qualifier="approx"), rate(26.0, "to Oct 2006")],
        ("year_on_year", "not_comparable", "period_unstated", "no_judgement", None, None),
    ),
    (
        "a forecast beside the outcome of the year before",
        [rate(19.0, "FY2005"), rate(19.4, "FY2006", kind="forecast")],
        ("year_on_year", "not_comparable", "not_both_actual", "no_judgement", None, None),
    ),
    (
        "nothing the year before",
        [disruptions(0, "FY2005"), disruptions(5, "FY2006")],
        ("year_on_year", "not_comparable", "base_zero", "no_judgement", 5, None),
    ),
    (
        "a rate of zero the year before: points, and no per cent",
        [rate(0.0, "FY2005"), rate(5.0, "FY2006")],
        ("year_on_year", "like_for_like", "", "better", 5.0, None),
    ),
    (
        "a qualifier",
        [money(15e6, "£15m", "to Oct 2005"), money(18.5e6, "£18.5m", "to Oct 2006", qualifier="approx")],
        ("same_period_last_year", "with_caution", "", "better", 3.5e6, 23.333),
    ),
    (
        "a qualifier that leaves the direction open",
        [rate(33.0, "FY2005"), rate(31.0, "FY2006", qualifier="over")],
        ("year_on_year", "with_caution", "", "unclear", -2.0, -6.061),
    ),
    (
        "small numbers",
        [figure(12, "FY2005"), figure(18, "FY2006")],
        ("year_on_year", "with_caution", "", "no_judgement", 6, 50.0),
    ),
    (
        "numbers too small for a per cent",
        [figure(4, "FY2005"), figure(6, "FY2006")],
        ("year_on_year", "with_caution", "", "no_judgement", 2, None),
    ),
    (
        "two values for one figure in one report",
        [rate(24.3, "FY2005"), rate(24.9, "FY2005"), rate(30.0, "FY2006")],
        ("year_on_year", "with_caution", "", "better", 5.7, 23.457),
    ),
    (
        "two quarters of a year, side by side in the text",
        [rate(20.0, "Q1 2006"), rate(30.0, "Q2 2006")],
        ("year_on_year", "not_comparable", "period_differs", "no_judgement", None, None),
    ),
    (
        "a whole year against its target",
        [rate(33.0, "FY2006", kind="target"), rate(35.9, "FY2006")],
        ("versus_target", "like_for_like", "", "better", 2.9, 8.788),
    ),
    (
        "a rate of a year to date against the target of the year",
        [rate(33.0, "FY2006", kind="target"), rate(30.0, "to Oct 2006")],
        ("versus_target", "with_caution", "", "worse", -3.0, -9.091),
    ),
    (
        "a count of a year to date against the target of the year",
        [figure(420, "FY2006", kind="target"), figure(250, "to Oct 2006")],
        ("versus_target", "not_comparable", "period_differs", "no_judgement", None, None),
    ),
    (
        "a rate of the second quarter against the target of the year",
        [rate(33.0, "FY2006", kind="target"), rate(30.0, "Q2 2006")],
        ("versus_target", "not_comparable", "period_differs", "no_judgement", None, None),
    ),
    (
        "a target set on another definition",
        [rate(60.0, "FY2006", kind="target", definition="old"), rate(44.4, "to Oct 2006", definition="new")],
        ("versus_target", "not_comparable", "definition_changed", "no_judgement", None, None),
    ),
    (
        "a target of the whole service beside a figure of a part",
        [share(7.7, "unstated", kind="target"), share(8.0, "on 7 Feb 2008", scope="trident_ocu")],
        ("versus_target", "not_comparable", "scope_differs", "no_judgement", None, None),
    ),
    (
        "a target without a date",
        [share(15.0, "unstated", kind="target"), share(8.0, "on 7 Feb 2008")],
        ("versus_target", "not_comparable", "period_unstated", "no_judgement", None, None),
    ),
    (
        "a target of another group in the sentence",
        [
            rate(33.0, "FY2006", kind="target", group="robbery", quote="One."),
            rate(30.0, "FY2006", quote="One."),
        ],
        ("versus_target", "not_comparable", "group_differs", "no_judgement", None, None),
    ),
    (
        "a share before the date of its target",
        [share(26.0, "on 31 Mar 2008", kind="target"), share(24.0, "on 31 Jan 2008")],
        ("versus_target", "with_caution", "", "worse", -2.0, -7.692),
    ),
    (
        "a strength before the date of its target",
        [strength(4_000, "on 31 Mar 2008", kind="target"), strength(3_500, "on 31 Jan 2008")],
        ("versus_target", "not_comparable", "cut_off_differs", "no_judgement", None, None),
    ),
    (
        "a forecast and its outcome",
        [rate(19.4, "FY2006", kind="forecast"), rate(20.0, "FY2006", report_id="report-b")],
        ("versus_forecast", "like_for_like", "", "better", 0.6, 3.093),
    ),
    (
        "a count of a year to date against the forecast of the year",
        [disruptions(420, "FY2006", kind="forecast", qualifier="approx"), disruptions(250, "to Oct 2006")],
        ("versus_forecast", "not_comparable", "period_differs", "no_judgement", None, None),
    ),
]


@pytest.mark.parametrize(
    ("figures", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_verdict_reason_and_change(
    figures: list[Row], expected: tuple[str, str, str, str, float | None, float | None]
) -> None:
    basis, verdict, reason, judged, absolute, relative = expected
    rows = [one for one in compare_figures(figures, WAYS) if one.basis == basis]
    assert len(rows) == 1, [(one.basis, one.verdict, one.reason) for one in compare_figures(figures, WAYS)]
    row = rows[0]
    assert (row.verdict, row.reason, row.judgement) == (verdict, reason, judged), row.note
    assert row.change_abs == (None if absolute is None else pytest.approx(absolute))
    assert row.change_pct == (None if relative is None else pytest.approx(relative, abs=0.001))
    assert bool(row.note) == (verdict != "like_for_like") or "precision" in row.note or "colour" in row.note


def test_every_code_is_reached() -> None:
    rows = [row for _, figures, _ in CASES for row in compare_figures(figures, WAYS)]
    rows += compare_figures(derived_figures(), WAYS)
    assert {one.basis for one in rows} == set(BASES)
    assert {one.verdict for one in rows} == set(VERDICTS)
    assert {one.reason for one in rows} == set(REASONS)
    assert {one.judgement for one in rows} == set(JUDGEMENTS)
    assert {one.base_size for one in rows} == set(BASE_SIZES)
    assert {one.uncertainty_method for one in (*rows, *compare_figures(rates_with_bases(), WAYS))} == set(
        UNCERTAINTY_METHODS
    )


# What no one would set side by side has no row at all.
APART: list[tuple[str, list[Row]]] = [
    ("two groups", [rate(20.0, "FY2005"), rate(30.0, "FY2006", group="robbery")]),
    ("an operation and the service", [figure(277, "Mar 2006", scope="operation_athena"), figure(7_428, "Q1 2006")]),
    ("two quarters of a year, apart in the text", [rate(20.0, "Q1 2006"), rate(30.0, "Q2 2006", paragraph="2")]),
    ("a mean and a value", [figure(60, "FY2005", statistic="mean"), figure(70, "FY2006")]),
    ("several years, apart in the text", [figure(60, "2004 to 2006"), figure(70, "FY2006", paragraph="2")]),
    ("two figures of other with different words", [
        figure(5, "FY2005", metric="other", label="visits"), figure(6, "FY2006", metric="other", label="leaflets")
    ]),
    (
        "two figures of other with a scrap of a label",
        [figure(5, "FY2005", metric="other", label="for"), figure(6, "FY2006", metric="other", label="for")],
    ),
    ("two figures of other without words", [figure(5, "FY2005", metric="other"), figure(6, "FY2006", metric="other")]),
    ("two figures of other in two paragraphs", [
        figure(5, "FY2005", metric="other", label="visits"), figure(6, "FY2006", metric="other", label="visits", paragraph="2")
    ]),
    ("a figure said again", [rate(20.0, "FY2005", repeat_of="made-0"), rate(30.0, "FY2006")]),
    ("a target and the target before", [rate(52.0, "FY2005", kind="target"), rate(60.0, "FY2006", kind="target")]),
    ("a share after the date of its target", [
        share(26.0, "on 31 Mar 2008", kind="target"), share(24.0, "on 30 Jun 2008")
    ]),
    ("a target of another report's part", [
        share(7.7, "unstated", kind="target"), share(8.0, "on 7 Feb 2008", scope="trident_ocu", paragraph="2")
    ]),
]  # fmt: skip


@pytest.mark.parametrize("figures", [case[1] for case in APART], ids=[case[0] for case in APART])
def test_what_does_not_belong_together_has_no_row(figures: list[Row]) -> None:
    assert compare_figures(figures, WAYS) == ()


def test_figures_of_other_go_together_in_one_paragraph() -> None:
    figures = [
        figure(50, "FY2005", metric="other", label="School visits"),
        figure(60, "FY2006", metric="other", label="school  visits"),
    ]
    assert [one.verdict for one in compare_figures(figures, WAYS)] == ["like_for_like"]


# target, figure, last year's figure, direction, status
STATUSES = [
    (33.0, 35.9, 30.0, "higher", "green"),
    (33.0, 33.0, 30.0, "higher", "green"),
    (33.0, 32.0, 30.0, "higher", "amber"),
    (33.0, 28.0, 30.0, "higher", "red"),
    (33.0, 28.0, None, "higher", "off_target"),
    (33.0, 28.0, 28.0, "higher", "off_target"),
    (33.0, 28.0, 30.0, "lower", "green"),
    (33.0, 40.0, 50.0, "lower", "amber"),
    (33.0, 40.0, 30.0, "lower", "red"),
    (33.0, 40.0, 30.0, "none", ""),
]


@pytest.mark.parametrize(("target", "value", "before", "direction", "expected"), STATUSES)
def test_the_authority_s_own_rule(
    target: float, value: float, before: float | None, direction: str, expected: str
) -> None:
    figures = [rate(target, "FY2006", kind="target"), rate(value, "FY2006")]
    if before is not None:
        figures.append(rate(before, "FY2005"))
    rows = compare_figures(figures, {"sanction_detection_rate": direction})
    found = [one for one in rows if one.basis == "versus_target"]
    assert [one.target_status for one in found] == [expected]
    assert ("13 October 2011" in found[0].note) == bool(expected)
    assert all(one.target_status == "" for one in rows if one.basis != "versus_target")


def test_a_figure_of_two_years_before_is_not_last_year_s() -> None:
    before = rate(30.0, "FY2005")
    figures = [before, rate(33.0, "FY2007", kind="target"), rate(32.0, "FY2007")]
    rows = compare_figures(figures, WAYS)
    assert [
        (one.basis, one.verdict)
        for one in rows
        if one.later_kind == "actual" and one.earlier_kind == "actual"
    ] == [("year_on_year", "with_caution")]
    assert [one.target_status for one in rows if one.basis == "versus_target"] == ["off_target"]


def test_the_statuses_are_the_schema_s() -> None:
    assert {case[4] for case in STATUSES} == set(TARGET_STATUSES)


# target and qualifier, figure and qualifier, status: what a qualifier leaves open has none
QUALIFIED = [
    ((33.0, "exact"), (33.0, "under"), "off_target"),
    ((33.0, "exact"), (33.0, "over"), "green"),
    ((33.0, "exact"), (33.0, "approx"), ""),
    ((33.0, "exact"), (40.0, "approx"), "green"),
    ((33.0, "exact"), (40.0, "under"), ""),
    ((33.0, "exact"), (20.0, "over"), ""),
    ((33.0, "approx"), (33.5, "exact"), ""),
    ((33.0, "approx"), (45.0, "exact"), "green"),
]


@pytest.mark.parametrize(("target", "value", "expected"), QUALIFIED)
def test_a_qualifier_leaves_the_status_open(
    target: tuple[float, str], value: tuple[float, str], expected: str
) -> None:
    goal = statement(rate(target[0], "FY2006", kind="target", qualifier=target[1]))
    found = statement(rate(value[0], "FY2006", qualifier=value[1]))
    assert target_status(goal, found, None, "higher") == expected


def derived_figures() -> list[Row]:
    return [
        figure(5_296, "to Oct 2006", group="child_abuse"),
        figure(109, "to Oct 2006", group="child_abuse", kind="change_abs", quote=LAST_YEAR),
        figure(2.0, "to Oct 2006", group="child_abuse", kind="change_pct", unit="percent", quote=LAST_YEAR),
    ]


def test_an_earlier_value_is_derived_from_a_stated_change() -> None:
    figures = derived_figures()
    (row,) = compare_figures(figures, WAYS)
    assert (row.earlier_value, row.later_value, row.derived, row.verdict) == (
        5_187,
        5_296,
        True,
        "with_caution",
    )
    assert (row.earlier_id, row.derived_from) == ("", figures[1]["figure_id"])
    assert (row.earlier_period_start, row.earlier_period_end) == (date(2005, 4, 1), date(2005, 10, 31))
    assert row.change_pct == pytest.approx(2.101, abs=0.001)
    assert row.stated_change_agrees == "agrees"
    assert "5,187 is derived: 5,296 less the stated change of +109." in row.note


NOT_DERIVED: list[tuple[str, Row]] = [
    (
        "from last month",
        figure(109, "to Oct 2006", group="child_abuse", kind="change_abs", quote="More than last month."),
    ),
    (
        "about so many",
        figure(
            109, "to Oct 2006", group="child_abuse", kind="change_abs", quote=LAST_YEAR, qualifier="approx"
        ),
    ),
    (
        "in per cent only",
        figure(2.0, "to Oct 2006", group="child_abuse", kind="change_pct", unit="percent", quote=LAST_YEAR),
    ),
    (
        "more than half of what there is",
        figure(4_000, "to Oct 2006", group="child_abuse", kind="change_abs", quote=LAST_YEAR),
    ),
    (
        "more than there are",
        figure(9_000, "to Oct 2006", group="child_abuse", kind="change_abs", quote=LAST_YEAR),
    ),
]


@pytest.mark.parametrize("change", [case[1] for case in NOT_DERIVED], ids=[case[0] for case in NOT_DERIVED])
def test_what_is_not_sure_is_not_derived(change: Row) -> None:
    assert compare_figures([derived_figures()[0], change], WAYS) == ()


def test_a_change_that_its_per_cent_contradicts_derives_nothing() -> None:
    figures = derived_figures()
    assert compare_figures([*figures[:2], {**figures[2], "value": 12.0, "printed": "12%"}], WAYS) == ()


# stated change, how it agrees with 277 and 250
STATED = [
    (-27.0, "change_abs", "count", "27", "agrees"),
    (-10.0, "change_pct", "percent", "10%", "agrees"),
    (-9.7, "change_pct", "percent", "9.7%", "agrees"),
    (-12.0, "change_pct", "percent", "12%", "does_not_fit"),
]


@pytest.mark.parametrize(("value", "kind", "unit", "printed", "expected"), STATED)
def test_a_stated_change_stands_beside_the_computed_one(
    value: float, kind: str, unit: str, printed: str, expected: str
) -> None:
    change = disruptions(value, "to Oct 2006", kind=kind, unit=unit, printed=printed)
    (row,) = compare_figures([disruptions(277, "to Oct 2005"), disruptions(250, "to Oct 2006"), change], WAYS)
    assert (row.stated_change_ids, row.stated_change_agrees) == (change["figure_id"], expected)


def rates_with_bases(earlier: int = 100, later: int = 150) -> list[Row]:
    rows = []
    for period, part in (("FY2005", earlier), ("FY2006", later)):
        rows += [
            rate(part / 10, period),
            figure(part, period, metric="sanction_detections"),
            figure(1_000, period, metric="offences"),
        ]
    return rows


@pytest.mark.parametrize(("later", "clear", "judged"), [(150, True, "better"), (105, False, "unclear")])
def test_shares_with_bases_have_an_interval(later: int, clear: bool, judged: str) -> None:
    rows = [one for one in compare_figures(rates_with_bases(later=later), WAYS) if one.unit == "percent"]
    assert [(one.uncertainty_method, one.clear, one.judgement) for one in rows] == [
        ("newcombe", clear, judged)
    ]
    assert rows[0].uncertainty_low is not None
    assert "if treated as a sample" in rows[0].uncertainty_caption


WITHOUT_CHANCE: list[tuple[str, list[Row], str]] = [
    ("no base", [rate(30.0, "FY2005"), rate(35.0, "FY2006")], "the base of 30% and 35% is not stated"),
    (
        "money",
        [money(5e6, "£5m", "FY2005"), money(7e6, "£7m", "FY2006")],
        "a sum of money is not a number of events",
    ),
    (
        "strengths",
        [strength(2_000, "on 31 Jan 2007"), strength(2_500, "on 31 Jan 2008")],
        "this is not a number of events",
    ),
    ("around", [figure(200, "FY2005"), figure(250, "FY2006", qualifier="approx")], "not stated exactly"),
    ("target", [rate(33.0, "FY2006", kind="target"), rate(35.0, "FY2006")], "a target is set, not counted"),
    (
        "base that does not fit",
        [*rates_with_bases()[:3], rate(50.0, "FY2006"), *rates_with_bases()[4:]],
        "does not fit it",
    ),
    ("refused", [figure(300, "to 8 Mar 2007"), figure(350, "to 31 Jan 2008")], "the pair is not comparable"),
]


@pytest.mark.parametrize(
    ("figures", "why"), [case[1:] for case in WITHOUT_CHANCE], ids=[case[0] for case in WITHOUT_CHANCE]
)
def test_without_a_base_there_is_no_interval_and_it_says_so(figures: list[Row], why: str) -> None:
    rows = [one for one in compare_figures(figures, WAYS) if one.uncertainty_method == "none"]
    assert len(rows) == 1
    assert why in rows[0].uncertainty_caption
    assert (rows[0].uncertainty_low, rows[0].p_value, rows[0].clear) == (None, None, None)


REPORTS = [
    {"report_id": "report-a", "date": date(2006, 12, 1)},
    {"report_id": "report-b", "date": date(2007, 12, 1)},
    {"report_id": "report-c", "date": date(2008, 12, 1)},
]


def test_a_pair_is_made_in_one_report_before_it_is_made_across_reports() -> None:
    figures = [
        rate(30.0, "FY2005"),
        rate(31.0, "FY2005", report_id="report-b"),
        rate(35.0, "FY2006", report_id="report-b"),
    ]
    rows = compare_figures(figures, WAYS, reports=REPORTS)
    assert [(one.earlier_value, one.later_value) for one in rows] == [(31.0, 35.0)]


def test_a_revised_figure_keeps_both_values_and_says_so() -> None:
    old, new = rate(30.0, "FY2005"), rate(31.0, "FY2005", report_id="report-b")
    later = rate(35.0, "FY2006", report_id="report-c")
    (row,) = compare_figures([old, new, later], WAYS, reports=REPORTS)
    assert (row.earlier_id, row.earlier_revised_by) == (new["figure_id"], "")
    revised = [old, rate(25.0, "FY2006"), new]
    (row,) = compare_figures(revised, WAYS, reports=REPORTS)
    assert (row.earlier_id, row.earlier_revised_by) == (old["figure_id"], new["figure_id"])
    assert "30% was revised in a later report: 31%." in row.note


def test_a_figure_stated_again_with_more_decimals_is_no_revision() -> None:
    figures = [
        rate(52.0, "FY2005", printed="52%"),
        rate(53.0, "FY2006"),
        rate(52.3, "FY2005", report_id="report-b"),
    ]
    (row,) = compare_figures(figures, WAYS, reports=REPORTS)
    assert row.earlier_revised_by == ""


def test_what_was_known_on_a_day() -> None:
    frame = pd.DataFrame(
        [
            rate(30.0, "FY2005"),
            rate(31.0, "FY2005", report_id="report-b"),
            rate(1.0, "FY2005", report_id="no-date"),
        ]
    )
    assert known_on(frame, REPORTS, date(2007, 1, 1))["value"].tolist() == [30.0]
    assert known_on(frame, REPORTS, date(2006, 1, 1)).empty
    assert known_on(frame, REPORTS, date(2007, 12, 1))["value"].tolist() == [30.0, 31.0]


def test_a_refusal_offers_the_nearest_comparable_pair() -> None:
    figures = [rate(52.0, "FY2005"), rate(30.0, "to Oct 2005"), rate(35.0, "to Oct 2006")]
    rows = compare_figures(figures, WAYS)
    by_id = {one.comparison_id: one for one in rows}
    (refused,) = [one for one in rows if not one.comparable]
    assert (refused.earlier_value, refused.reason) == (52.0, "period_differs")
    offered = by_id[refused.offer]
    assert (offered.earlier_value, offered.later_value, offered.verdict) == (30.0, 35.0, "like_for_like")


def test_the_sentence_on_a_definition_names_both_and_the_day() -> None:
    figures = [rate(53.3, "Q1 2005", definition="spi8a-2005"), rate(39.0, "Q1 2006", definition="spi8a-2006")]
    (row,) = compare_figures(figures, WAYS, definitions=DEFINITIONS)
    assert row.note == (
        "The definition changed on 1 April 2006: 53.3% is under “incidents with a power of arrest”, "
        "39% under “all domestic violence incidents”."
    )


def test_two_figures_of_different_metrics_are_an_error() -> None:
    with pytest.raises(ValueError, match="different metrics"):
        compare_two(statement(rate(1.0, "FY2005")), statement(figure(1, "FY2006")), "year_on_year")


def test_a_basis_needs_its_kind() -> None:
    with pytest.raises(ValueError, match="needs a target and has actual"):
        compare_two(statement(rate(1.0, "FY2005")), statement(rate(1.0, "FY2006")), "versus_target")


def test_a_missing_column_is_an_error() -> None:
    with pytest.raises(ValueError, match="figures lack the columns value"):
        compare_figures(pd.DataFrame([figure(1, "FY2005")]).drop(columns="value"), WAYS)


def test_no_figures_no_comparisons() -> None:
    assert compare_figures([], WAYS) == ()


def test_rows_have_the_columns_of_the_schema_and_its_codes() -> None:
    assert [one.name for one in dataclasses.fields(Comparison)] == [
        column.name for column in COMPARISONS.columns
    ]
    rows = [row for _, figures, _ in CASES for row in compare_figures(figures, WAYS)]
    for column in COMPARISONS.columns:
        values = [getattr(row, column.name) for row in rows]
        assert column.nullable or all(value is not None for value in values), column.name
        assert not column.codes or set(values) <= set(column.codes), column.name


# ---- properties

PERIOD_NAMES = sorted(PERIODS)
VALUES = st.integers(min_value=0, max_value=200).map(float)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Random figures over few places, so that many of them meet."""
    rows = []
    for _ in range(draw(st.integers(min_value=2, max_value=25))):
        make = draw(st.sampled_from([rate, figure, share, disruptions]))
        rows.append(
            make(
                draw(VALUES),
                draw(st.sampled_from(PERIOD_NAMES)),
                kind=draw(
                    st.sampled_from(["actual", "actual", "actual", "target", "forecast", "change_abs"])
                ),
                report_id=draw(st.sampled_from(["report-a", "report-b"])),
                definition=draw(st.sampled_from(["", "old", "new"])),
                qualifier=draw(st.sampled_from(["exact", "exact", "approx", "over", "under"])),
                scope=draw(st.sampled_from(["mps", "barnet"])),
                quote=draw(st.sampled_from(["", "One.", LAST_YEAR])),
            )
        )
    return rows


@given(tables())
def test_no_comparison_across_a_definition_unit_group_or_scope(figures: list[Row]) -> None:
    by_id = {str(one["figure_id"]): one for one in figures}
    for row in compare_figures(figures, WAYS, reports=REPORTS):
        if row.comparable:
            assert row.earlier_definition == row.later_definition
            assert row.reason == ""
            assert row.earlier_period_end is not None
            if row.earlier_id:
                earlier, later = by_id[row.earlier_id], by_id[row.later_id]
                assert all(
                    earlier[name] == later[name] for name in ("metric", "group", "scope", "unit", "statistic")
                )
        else:
            assert row.reason
            assert row.note
            assert (row.judgement, row.target_status, row.change_pct) == ("no_judgement", "", None)
            assert (row.change_abs is None) == (row.reason != "base_zero")


@given(tables())
def test_nothing_printed_is_nan_or_infinite(figures: list[Row]) -> None:
    for row in compare_figures(figures, WAYS, reports=REPORTS):
        for value in dataclasses.asdict(row).values():
            assert not (isinstance(value, float) and not math.isfinite(value))
        words = f"{row.note} {row.uncertainty_caption}".casefold().split()
        assert not {"nan", "inf", "nan%", "inf%", "+inf%", "+nan%", "∞%", "none"} & set(words)


@given(tables())
def test_offers_are_comparable_and_rows_few(figures: list[Row]) -> None:
    rows = compare_figures(figures, WAYS, reports=REPORTS)
    by_id = {one.comparison_id: one for one in rows}
    assert len(by_id) == len(rows) <= 8 * len(figures)
    for row in rows:
        if row.offer:
            assert not row.comparable
            offered = by_id[row.offer]
            assert offered.comparable
            assert (offered.metric, offered.group, offered.scope) == (row.metric, row.group, row.scope)


@given(tables())
def test_the_order_of_the_figures_does_not_matter(figures: list[Row]) -> None:
    there = compare_figures(figures, WAYS, reports=REPORTS)
    assert compare_figures(list(reversed(figures)), WAYS, reports=REPORTS) == there


@given(
    VALUES,
    VALUES,
    st.sampled_from(PERIOD_NAMES),
    st.sampled_from(PERIOD_NAMES),
    st.sampled_from([rate, figure]),
)
@example(10.0, 50.0, "CY2005", "CY2006", figure)  # a small number only in one of the two directions
def test_a_pair_and_its_reverse_have_opposite_changes(
    first: float, second: float, period_1: str, period_2: str, make: Callable[[float, str], Row]
) -> None:
    one, two = statement(make(first, period_1)), statement(make(second, period_2))
    there = compare_two(one, two, "year_on_year", direction="higher")
    back = compare_two(two, one, "year_on_year", direction="higher")
    zero = {there.reason, back.reason} & {"base_zero"}
    if not zero:
        assert (there.verdict, there.reason) == (
            back.verdict,
            back.reason,
        ) or "small" in (there.note + back.note).lower()
    if there.change_abs is not None and back.change_abs is not None:
        assert there.change_abs == -back.change_abs
        opposite = {"better": "worse", "worse": "better"}
        if there.clear is back.clear:
            assert back.judgement == opposite.get(there.judgement, there.judgement)


@given(
    st.integers(min_value=50, max_value=5_000),
    st.integers(min_value=50, max_value=5_000),
    st.integers(min_value=1, max_value=50),
)
def test_scaling_both_counts_keeps_the_per_cent(earlier: int, later: int, factor: int) -> None:
    (plain,) = compare_figures([figure(earlier, "FY2005"), figure(later, "FY2006")], WAYS)
    (scaled,) = compare_figures([figure(earlier * factor, "FY2005"), figure(later * factor, "FY2006")], WAYS)
    assert scaled.change_pct == pytest.approx(plain.change_pct)
    assert plain.change_abs is not None
    assert scaled.change_abs == pytest.approx(plain.change_abs * factor)


# ---- the five reports, by their gold labels


@pytest.fixture(
    scope="module",
    params=[
        "own words",
        pytest.param("published text", marks=pytest.mark.originals),
        pytest.param("as extracted", marks=pytest.mark.originals),
    ],
)
def five_reports(request: pytest.FixtureRequest) -> Sequence[Comparison]:
    if request.param == "own words":
        figures = gold_figures(quotes=QUOTES)
    else:
        folder = request.getfixturevalue("originals")
        read = extracted_figures if request.param == "as extracted" else gold_figures
        figures = read(folder)
    return compare_figures(figures, DIRECTIONS, definitions=DEFINITIONS, reports=gold_reports())


def _find(rows: Sequence[Comparison], metric: str, group: str, earlier: float, later: float) -> Comparison:
    found = [
        one
        for one in rows
        if (one.metric, one.group, one.earlier_value, one.later_value) == (metric, group, earlier, later)
        and one.basis != "versus_forecast"
    ]
    assert len(found) == 1, found
    return found[0]


def test_spi8a_is_compared_within_its_definition(five_reports: Sequence[Comparison]) -> None:
    by_id = {one.comparison_id: one for one in five_reports}
    pair = _find(five_reports, "arrest_rate_spi8a", "domestic_violence", 32.3, 44.4)
    assert (pair.verdict, pair.judgement, pair.basis) == ("with_caution", "better", "same_period_last_year")
    assert pair.change_abs == pytest.approx(12.1)
    assert "does not say that 32.3% was recalculated" in pair.note
    for earlier in (52.0, 60.0):
        refused = _find(five_reports, "arrest_rate_spi8a", "domestic_violence", earlier, 44.4)
        assert (refused.verdict, refused.reason) == ("not_comparable", "definition_changed")
        assert (refused.change_abs, refused.target_status) == (None, "")
        assert by_id[refused.offer] == pair
    whole_year = _find(five_reports, "arrest_rate_spi8a", "domestic_violence", 52.0, 44.4)
    assert "The periods differ: 2005/06 and 1 April 2006 to 4 February 2007." in whole_year.note


def test_two_definitions_of_incidents_are_never_179_per_cent(five_reports: Sequence[Comparison]) -> None:
    for metric, earlier, later in (("incidents", 9_400, 26_208), ("arrests", 5_007, 7_428)):
        pair = _find(five_reports, metric, "domestic_violence", earlier, later)
        assert (pair.reason, pair.change_abs, pair.change_pct) == ("definition_changed", None, None)


@pytest.mark.parametrize(
    ("group", "earlier", "later", "change"),
    [("racist_crime", 30.2, 35.9, 5.7), ("homophobic_crime", 26.8, 34.9, 8.1)],
)
def test_hate_crime_rates_of_two_reports_are_year_on_year(
    five_reports: Sequence[Comparison], group: str, earlier: float, later: float, change: float
) -> None:
    pair = _find(five_reports, "sanction_detection_rate", group, earlier, later)
    assert (pair.basis, pair.verdict, pair.judgement) == ("year_on_year", "with_caution", "better")
    assert pair.change_abs == pytest.approx(change)
    assert "end 5 weeks apart" in pair.note
    target = _find(five_reports, "sanction_detection_rate", group, 33.0, later)
    assert (target.verdict, target.target_status) == ("with_caution", "green")


def test_disruptions_fell_by_27_with_no_clear_change(five_reports: Sequence[Comparison]) -> None:
    pair = _find(five_reports, "network_disruptions", "", 277, 250)
    assert (pair.verdict, pair.change_abs, pair.judgement) == ("like_for_like", -27, "unclear")
    assert pair.change_pct == pytest.approx(-9.747, abs=0.001)
    assert pair.p_value == pytest.approx(0.257, abs=0.001)
    assert pair.stated_change_agrees == "agrees"


def test_the_earlier_child_abuse_figure_is_derived(five_reports: Sequence[Comparison]) -> None:
    pair = _find(five_reports, "offences", "child_abuse", 5_187, 5_296)
    assert (pair.derived, pair.change_abs, pair.stated_change_agrees) == (True, 109, "agrees")


def test_units_and_operations_never_join_the_service(five_reports: Sequence[Comparison]) -> None:
    parts = [one for one in five_reports if one.scope in ("operation_athena", "trident_ocu", "kidnap_unit")]
    assert all(not one.comparable for one in parts)
    assert not [
        one for one in five_reports if 277 in (one.earlier_value, one.later_value) and one.metric == "arrests"
    ]


def test_every_year_pair_of_the_five_reports_is_one_to_make(five_reports: Sequence[Comparison]) -> None:
    pairs = {
        (one.metric, one.group, one.earlier_value, one.later_value)
        for one in five_reports
        if one.comparable and one.basis in YEAR_BASES
    }
    assert pairs == {
        ("arrest_rate_spi8a", "domestic_violence", 32.3, 44.4),
        ("hotline_calls", "", 414.0, 681.0),
        ("network_disruptions", "", 277.0, 250.0),
        ("offences", "child_abuse", 5_187.0, 5_296.0),
        ("sanction_detection_rate", "homophobic_crime", 26.8, 34.9),
        ("sanction_detection_rate", "racist_crime", 30.2, 35.9),
        ("third_party_reports", "", 493.0, 424.0),
    }


@given(
    st.lists(st.dates(date(2004, 1, 1), date(2006, 12, 31)), max_size=12),
    st.dates(date(2004, 6, 1), date(2006, 6, 1)),
)
def test_the_nearest_date_is_the_one_that_a_search_of_all_finds(days: list[date], wanted: date) -> None:
    strength = statement(figure(5, "on 31 Jan 2007"))
    strengths = [
        strength._replace(report_id=f"report-{place:02}", period_key=period_key_of("as_at", day, day))
        for place, day in enumerate(days)
    ]
    index = Index(strengths, {})
    dates = [one.period_key for one in strengths if one.period_key]
    near = [one for one in sorted(dates, key=lambda one: one[2].year) if abs((one[2] - wanted).days) <= 183]
    expected = min(near, key=lambda one: abs((one[2] - wanted).days), default=None)
    assert index.nearest_date(strength.key, "actual", wanted) == expected
