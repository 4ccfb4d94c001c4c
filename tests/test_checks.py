import dataclasses
import math
from collections.abc import Sequence
from datetime import date

import pytest
from gold_figures import extracted_figures, gold_figures, gold_reports
from gold_quotes import QUOTES
from hypothesis import given
from hypothesis import strategies as st
from made_figures import figure, in_text, rate

from etl.checks import Check, check_figures
from etl.schema import CHECK_KINDS, CHECK_OUTCOMES, CHECKS

Row = dict[str, object]
LAST_YEAR = "This compares with the same period last year."
SPI8A = {"metric": "arrest_rate_spi8a", "group": "domestic_violence", "unit": "percent"}


def other(value: float, **given: object) -> Row:
    return figure(value, "unstated", **{"metric": "other", "group": "", **given})


def percent(value: float, **given: object) -> Row:
    return other(value, unit="percent", **given)


def bullets(total: str, parts: list[str], numbers: list[float], end: str = ".") -> list[Row]:
    """A total that ends with a colon and a bullet for each part."""
    lines = [(total, [other(numbers[0])])]
    for place, (words, number) in enumerate(zip(parts, numbers[1:], strict=True)):
        tail = end if place == len(parts) - 1 else ","
        lines.append((f"{number:,.0f} {words}{tail}", [other(number)]))
    return in_text("11", lines)


def counts(rate_value: float, part: float, whole: float, **given: object) -> list[Row]:
    return [
        rate(rate_value, "to Oct 2006", **given),
        figure(part, "to Oct 2006", metric="sanction_detections"),
        figure(whole, "to Oct 2006"),
    ]


def change(value: float, kind: str, **given: object) -> Row:
    unit = {"change_pct": "percent", "change_pp": "percentage_points"}.get(kind, "count")
    return figure(value, "to Oct 2006", **{"kind": kind, "unit": unit, "quote": LAST_YEAR, **given})


def pcso(value: float, period: str, **given: object) -> Row:
    return figure(value, period, **{"metric": "bme_share", "group": "pcso", "unit": "percent", **given})


def trident(share_value: float, target: float, further: float) -> list[Row]:
    """A unit's black and minority ethnic officers, their share, the target and the officers still needed."""
    unit = {"scope": "trident_ocu", "group": "police_officers", "paragraph": "16"}
    wish = f"The unit wants {target:g}%, so it needs a further {further:g} officers."
    goal = figure(
        target,
        "unstated",
        **{**unit, "metric": "bme_share", "unit": "percent", "kind": "target", "quote": wish},
    )
    return [
        figure(24, "on 7 Feb 2008", **{**unit, "metric": "bme_headcount"}),
        figure(share_value, "on 7 Feb 2008", **{**unit, "metric": "bme_share", "unit": "percent"}),
        goal,
        figure(further, "unstated", **{**unit, "metric": "other", "group": "", "quote": wish}),
    ]


def forecast(value: float, words: str, **given: object) -> list[Row]:
    return [
        figure(250, "to Oct 2006"),
        figure(value, "FY2006", **{"kind": "forecast", "quote": words, **given}),
    ]


PACE = "If the present rate continues."
# name, figures, kind, outcome, words that the arithmetic has
CASES: list[tuple[str, list[Row], str, str, str]] = [
    ("a rate", counts(25.6, 1_354, 5_296), "rate", "agrees", "1,354 ÷ 5,296 = 25.6%; stated: 25.6%"),
    ("a rate without decimals", counts(26.0, 1_354, 5_296), "rate", "agrees", "= 25.6%; stated: 26%"),
    ("another rate", counts(39.0, 1_354, 5_296), "rate", "does_not_fit", "= 25.6%; stated: 39%"),
    ("about a rate", counts(25.0, 1_354, 5_296, qualifier="approx"), "rate", "agrees_after_rounding", "around 25%"),
    ("over a rate", counts(25.0, 1_354, 5_296, qualifier="over"), "rate", "cannot_be_checked", "over 25%"),
    (
        "so many out of so many",
        in_text("40", [("303 out of 498 (61%) were so.", [other(303), other(498), percent(61.0)])]),
        "rate",
        "agrees",
        "303 ÷ 498 = 60.8%",
    ),
    (
        "so many of the so many, wrong",
        in_text("40", [("303 of the 498 (71%) were so.", [other(303), other(498), percent(71.0)])]),
        "rate",
        "does_not_fit",
        "303 ÷ 498 = 60.8%",
    ),
    (
        "the share first",
        in_text("40", [("It was 61% (303 of 498).", [percent(61.0), other(303), other(498)])]),
        "rate",
        "agrees",
        "303 ÷ 498",
    ),
    (
        "the share between",
        in_text("40", [("Some 120 (35%) of the 346 people came.", [other(120), percent(35.0), other(346)])]),
        "rate",
        "agrees",
        "120 ÷ 346 = 34.7%",
    ),
    (
        "of which",
        in_text("44", [("26,208 incidents, of which 15,137 were crimes; thus 57.8%.", [other(26_208), other(15_137), percent(57.8)])]),
        "rate",
        "agrees",
        "15,137 ÷ 26,208 = 57.8%",
    ),
    (
        "a fall",
        [figure(277, "to Oct 2005"), figure(250, "to Oct 2006"), change(-27, "change_abs", printed="twenty-seven")],
        "change",
        "agrees",
        "250 − 277 = −27; stated: −27",
    ),
    (
        "a rise in per cent",
        [figure(5_007, "to Oct 2005"), figure(7_428, "to Oct 2006"), change(48.0, "change_pct")],
        "change",
        "agrees",
        "(7,428 − 5,007) ÷ 5,007 = +48.4%; stated: +48%",
    ),
    (
        "a rise that seems to round up",
        [figure(414, "to Oct 2005"), figure(681, "to Oct 2006"), change(64.0, "change_pct")],
        "change",
        "agrees",
        "= +64.49%; stated: +64%",
    ),
    (
        "a rise that does not fit",
        [figure(5_007, "to Oct 2005"), figure(7_428, "to Oct 2006"), change(58.0, "change_pct")],
        "change",
        "does_not_fit",
        "= +48.4%; stated: +58%",
    ),
    (
        "points",
        [rate(32.3, "to Oct 2005"), rate(44.4, "to Oct 2006"), {**change(12.1, "change_pp"), "metric": "sanction_detection_rate"}],
        "change",
        "agrees",
        "44.4% − 32.3% = +12.1 percentage points",
    ),
    (
        "points called per cent",
        [rate(32.3, "to Oct 2005"), rate(44.4, "to Oct 2006"), {**change(12.1, "change_pct"), "metric": "sanction_detection_rate"}],
        "change",
        "agrees",
        "44.4% − 32.3% = +12.1 percentage points",
    ),
    (
        "points within the precision of both",
        [rate(32.0, "to Oct 2005"), rate(44.0, "to Oct 2006"), {**change(12.4, "change_pp"), "metric": "sanction_detection_rate"}],
        "change",
        "agrees_after_rounding",
        "44% − 32% = +12.0 percentage points",
    ),
    (
        "the size without the sign",
        [figure(277, "to Oct 2005"), figure(250, "to Oct 2006"), change(27, "change_abs")],
        "change",
        "cannot_be_checked",
        "= −27; stated: +27",
    ),
    (
        "number and per cent of one change",
        [
            figure(5_296, "to Oct 2006"),
            change(109, "change_abs", quote="Up by 109 or 2%."),
            change(2.0, "change_pct", quote="Up by 109 or 2%."),
        ],
        "change",
        "agrees",
        "5,296 less +109 is 5,187; +109 of 5,187 = +2.1%; stated: +2%",
    ),
    (
        "a list that is complete",
        bullets("In all 323, made up of:", ["here", "there", "elsewhere"], [323, 277, 35, 11]),
        "parts",
        "agrees",
        "277 + 35 + 11 = 323; stated: 323",
    ),
    (
        "a list that falls short",
        bullets("The 323 arrests ended as follows:", ["charged", "cautioned", "bailed", "let go"], [323, 72, 72, 55, 49]),
        "parts",
        "does_not_fit",
        "72 + 72 + 55 + 49 = 248; stated: 323",
    ),
    (
        "parts of a rough total",
        [
            {**row, **({"qualifier": "approx"} if row["value"] == 320.0 else {})}
            for row in bullets("About 320 in all, made up of:", ["here", "there", "elsewhere"], [320, 277, 35, 11])
        ],
        "parts",
        "agrees_after_rounding",
        "277 + 35 + 11 = 323; stated: around 320",
    ),
    (
        "parts in one sentence",
        in_text("12", [("Of 20 people, of whom 12 were charged and 8 let go.", [other(20), other(12), other(8)])]),
        "parts",
        "agrees",
        "12 + 8 = 20",
    ),
    (
        "the staff of a unit",
        in_text(
            "16",
            [
                (
                    "A team of 2: 1 officer and 1 other",
                    [
                        figure(2, "on 7 Feb 2008", metric="workforce_strength", group="total_workforce"),
                        figure(1, "on 7 Feb 2008", metric="workforce_strength", group="police_officers"),
                        figure(1, "on 7 Feb 2008", metric="workforce_strength", group="police_staff"),
                    ],
                )
            ],
        ),
        "parts",
        "agrees",
        "1 + 1 = 2",
    ),
    (
        "shares that sum to 100",
        [rate(48.7, "to Oct 2006", metric="charge_share"), rate(51.3, "to Oct 2006", metric="caution_share")],
        "shares",
        "agrees",
        "48.7% + 51.3% = 100.0%",
    ),
    (
        "shares that sum to 100 but for rounding",
        [rate(48.7, "to Oct 2006", metric="charge_share"), rate(51.4, "to Oct 2006", metric="caution_share")],
        "shares",
        "agrees_after_rounding",
        "48.7% + 51.4% = 100.1%",
    ),
    (
        "shares of more than all",
        [rate(58.7, "to Oct 2006", metric="charge_share"), rate(51.3, "to Oct 2006", metric="caution_share")],
        "shares",
        "does_not_fit",
        "= 110.0%",
    ),
    (
        "shares beside others",
        [rate(48.7, "to Oct 2006", metric="charge_share"), rate(31.3, "to Oct 2006", metric="caution_share")],
        "shares",
        "cannot_be_checked",
        "= 80.0%",
    ),
    ("one strength", trident(8.0, 15.0, 19), "implied_base", "agrees_after_rounding", "one strength of 282 to 297 fits both"),
    ("two strengths", trident(8.0, 30.0, 19), "implied_base", "does_not_fit", "24 at 8% is a strength of 282 to 320"),
    ("the pace", forecast(429, PACE), "pace", "agrees", "250 in 7 months (April to October 2006) is 429 in 12; forecast: 429"),
    ("about the pace", forecast(420, PACE, qualifier="approx"), "pace", "agrees_after_rounding", "forecast: around 420"),
    ("off the pace", forecast(600, PACE), "pace", "does_not_fit", "is 429 in 12; forecast: 600"),
    ("a forecast of its own", forecast(600, "We expect more."), "pace", "cannot_be_checked", "is 429 in 12"),
    (
        "the pace by days",
        [figure(310, "to 4 Feb 2007"), figure(365, "FY2006", kind="forecast", quote=PACE)],
        "pace",
        "agrees",
        "310 in 310 days (1 April 2006 to 4 February 2007) is 365 in 365",
    ),
    (
        "two values in one report",
        [pcso(24.3, "FY2006"), pcso(24.9, "FY2006", paragraph="39")],
        "contradiction",
        "does_not_fit",
        "24.3% in paragraph 1, 24.9% in paragraph 39; both for 2006/07",
    ),
    (
        "a value and its rounding",
        [pcso(31.0, "on 31 Jan 2008"), pcso(30.7, "on 31 Jan 2008", paragraph="39")],
        "contradiction",
        "agrees",
        "31% in paragraph 1, 30.7% in paragraph 39",
    ),
    (
        "a value and about it",
        [pcso(31.0, "on 31 Jan 2008"), pcso(30.0, "on 31 Jan 2008", qualifier="approx")],
        "contradiction",
        "agrees_after_rounding",
        "around 30%",
    ),
    (
        "two reports of a week",
        [pcso(30.7, "on 31 Jan 2008"), pcso(30.0, "on 7 Feb 2008", report_id="report-b")],
        "contradiction",
        "does_not_fit",
        "30.7% in paragraph 1 of the report of 31 January 2008, 30% in paragraph 1 of the report of 7 February 2008",
    ),
    (
        "a revision",
        [rate(30.2, "FY2005"), rate(31.4, "FY2005", report_id="report-b")],
        "revision",
        "does_not_fit",
        "both for 2005/06",
    ),
]  # fmt: skip
REPORTS = [
    {"report_id": "report-a", "date": date(2008, 1, 31)},
    {"report_id": "report-b", "date": date(2008, 2, 7)},
]


@pytest.mark.parametrize(
    ("figures", "kind", "outcome", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_outcome_and_arithmetic(figures: list[Row], kind: str, outcome: str, words: str) -> None:
    found = check_figures(figures, reports=REPORTS)
    assert [(one.kind, one.outcome) for one in found] == [(kind, outcome)], [one.arithmetic for one in found]
    assert words in found[0].arithmetic


def test_every_code_is_reached() -> None:
    found = [one for _, figures, _, _, _ in CASES for one in check_figures(figures, reports=REPORTS)]
    assert {one.kind for one in found} == set(CHECK_KINDS)
    assert {one.outcome for one in found} == set(CHECK_OUTCOMES)


# What a careful reader would not call a sum or a contradiction: nothing may be found.
NOTHING: list[tuple[str, list[Row]]] = [
    ("counts of another group", [*counts(25.6, 1_354, 5_296)[:2], figure(5_296, "to Oct 2006", group="robbery")]),
    ("counts of another period", [*counts(25.6, 1_354, 5_296)[:2], figure(5_296, "Q1 2006")]),
    ("counts of a part of the service", [*counts(25.6, 1_354, 5_296)[:2], figure(5_296, "to Oct 2006", scope="barnet")]),
    ("counts of another definition", [
        figure(39.0, "Q1 2006", **SPI8A, definition="new"),
        figure(7_428, "Q1 2006", metric="arrests", group="domestic_violence", definition="new"),
        figure(9_400, "Q1 2006", metric="incidents", group="domestic_violence", definition="old"),
    ]),
    ("a per cent that goes with other numbers", in_text("40", [
        ("Of 498 letters 303 came by post, and sales rose by 12%.", [other(498), other(303), percent(12.0)])
    ])),
    ("so many of so many, and a share of something else", in_text("40", [
        ("303 of 498 came; turnout was 12%.", [other(303), other(498), percent(12.0)])
    ])),
    ("a change from last month", [
        figure(277, "to Oct 2005"), figure(250, "to Oct 2006"), change(-12.0, "change_pct", quote="Down 12% on last month.")
    ]),
    ("a change against a target", [
        {**figure(277, "to Oct 2005"), "quote": "Q."}, figure(250, "to Oct 2006"), change(-3.0, "change_pct", quote="3% under target.")
    ]),
    ("a change without figures", [change(-12.0, "change_pct")]),
    ("a change from zero", [figure(0, "to Oct 2005"), figure(5, "to Oct 2006"), change(12.0, "change_pct")]),
    ("an open list", bullets("Among the 323 arrests were:", ["charged", "cautioned"], [323, 72, 72])),
    ("a list with overlaps", bullets("The 100 officers are made up of:", ["men", "sergeants"], [100, 80, 40])),
    ("a list with a bullet without a number", [
        *bullets("The 323 arrests ended as follows:", ["charged", "cautioned"], [323, 72, 72], end=",")
    ]),
    ("a list that is not under its total", in_text("11", [
        ("The 323 arrests ended as follows:", [other(323)]), ("Then came 72 charged,", [other(72)]), ("and then 55.", [other(55)])
    ])),
    ("numbers of one sentence that happen to sum", in_text("12", [("On day 20 came 12 men and 8 women.", [other(20), other(12), other(8)])])),
    ("small parts in one sentence", in_text("12", [("A team of 2, of whom 1 led and 1 wrote.", [other(2), other(1), other(1)])])),
    ("shares of two groups", [rate(48.7, "to Oct 2006", metric="charge_share"), rate(51.3, "to Oct 2006", metric="caution_share", group="robbery")]),
    ("officers needed for another reason", trident(8.0, 15.0, 19)[:2] + trident(8.0, 15.0, 19)[3:]),
    ("a forecast of a rate", [rate(25.0, "to Oct 2006"), rate(60.0, "FY2006", kind="forecast")]),
    ("a forecast of another group", [figure(250, "to Oct 2006", group="robbery"), figure(900, "FY2006", kind="forecast")]),
    ("two numbers of one sentence", [pcso(24.3, "FY2006", quote="One."), pcso(24.9, "FY2006", quote="One.")]),
    ("two numbers side by side in a paragraph", in_text("3", [
        ("One kind had 591.", [figure(591, "FY2006")]), ("Another had 599.", [figure(599, "FY2006")])
    ])),
    ("three numbers of a table", [
        pcso(24.3, "FY2006"), pcso(24.9, "FY2006", paragraph="2"), pcso(25.9, "FY2006", paragraph="3")
    ]),
    ("two changes, from two bases", [change(-9.0, "change_pct"), change(-18.0, "change_pct", paragraph="2")]),
    ("number and per cent that do not go together", [
        figure(2_743, "to Oct 2006"), change(-253, "change_abs"), change(-9.2, "change_pct")
    ]),
    ("two figures of other", [other(7, metric="workforce_strength", group="other", label="a"), other(168, metric="workforce_strength", group="other", label="b")]),
    ("two figures without a period", [pcso(24.3, "unstated"), pcso(24.9, "unstated")]),
    ("two definitions", [rate(24.3, "FY2006", definition="old"), rate(34.9, "FY2006", definition="new")]),
    ("a target and an outcome", [rate(24.3, "FY2006"), rate(34.9, "FY2006", kind="target")]),
    ("two counts too unlike to be of one thing", [figure(7, "FY2006"), figure(168, "FY2006", paragraph="2")]),
    ("over 8% and 8.3%", [pcso(8.0, "FY2006", qualifier="over"), pcso(8.3, "FY2006")]),
    ("dates six weeks apart", [pcso(24.3, "on 7 Feb 2008"), pcso(30.9, "on 31 Mar 2008")]),
    ("forecasts of two reports", [rate(20.0, "FY2006", kind="forecast"), rate(25.0, "FY2006", kind="forecast", report_id="report-b")]),
    ("the same again", [rate(20.0, "FY2006"), rate(20.0, "FY2006", report_id="report-b")]),
]  # fmt: skip


@pytest.mark.parametrize("figures", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_nothing_is_found_where_nothing_belongs_together(figures: list[Row]) -> None:
    assert [(one.kind, one.outcome, one.arithmetic) for one in check_figures(figures, reports=REPORTS)] == []


def test_a_rate_with_an_exact_base_has_an_interval() -> None:
    (found,) = check_figures(counts(26.0, 1_354, 5_296))
    assert (found.interval_low, found.interval_high) == pytest.approx((24.41, 26.76), abs=0.01)
    assert "if treated as a sample" in found.interval_caption
    assert "Detections may belong to offences of an earlier period." in found.interval_caption
    (misfit,) = check_figures(counts(39.0, 1_354, 5_296))
    assert (misfit.interval_low, misfit.interval_caption) == (None, "")


def test_the_paragraph_goes_before_the_report() -> None:
    figures = [*counts(25.6, 1_354, 5_296), figure(9_999, "to Oct 2006", paragraph="7", quote="Elsewhere.")]
    rates = [one for one in check_figures(figures) if one.kind == "rate"]
    assert [(one.outcome, one.input_ids.split()[1]) for one in rates] == [("agrees", figures[2]["figure_id"])]


def test_two_candidates_for_the_whole_are_none() -> None:
    figures = [*counts(25.6, 1_354, 5_296), figure(7_000, "to Oct 2006", quote="Other.")]
    assert [one.kind for one in check_figures(figures)] == ["contradiction"]


def test_a_check_names_its_figures() -> None:
    figures = counts(26.0, 1_354, 5_296)
    (found,) = check_figures(figures)
    assert found.stated_id == figures[0]["figure_id"]
    assert found.input_ids == f"{figures[1]['figure_id']} {figures[2]['figure_id']}"
    assert found.computed_value == pytest.approx(25.566, abs=0.001)
    assert found.report_id == "report-a"


def test_a_misfit_says_what_is_missing() -> None:
    figures = bullets("The 323 arrests ended as follows:", ["charged", "cautioned"], [323, 172, 72])
    (found,) = check_figures(figures)
    assert found.note == "Does not fit: 79 of 323 are unaccounted for."


def test_rows_have_the_columns_of_the_schema_and_its_codes() -> None:
    assert [one.name for one in dataclasses.fields(Check)] == [column.name for column in CHECKS.columns]
    rows = [row for _, figures, _, _, _ in CASES for row in check_figures(figures, reports=REPORTS)]
    for column in CHECKS.columns:
        values = [getattr(row, column.name) for row in rows]
        assert column.nullable or all(value is not None for value in values), column.name
        assert not column.codes or set(values) <= set(column.codes), column.name


@given(st.data())
def test_nothing_printed_is_nan_or_infinite(data: st.DataObject) -> None:
    figures = []
    for _ in range(data.draw(st.integers(min_value=2, max_value=20))):
        make = data.draw(st.sampled_from([rate, figure, pcso]))
        figures.append(
            make(
                float(data.draw(st.integers(min_value=0, max_value=50))),
                data.draw(st.sampled_from(["FY2005", "FY2006", "to Oct 2005", "to Oct 2006", "unstated"])),
                kind=data.draw(
                    st.sampled_from(["actual", "actual", "target", "forecast", "change_abs", "change_pct"])
                ),
                metric=data.draw(
                    st.sampled_from(
                        [
                            "sanction_detection_rate",
                            "sanction_detections",
                            "offences",
                            "charge_share",
                            "caution_share",
                        ]
                    )
                ),
                qualifier=data.draw(st.sampled_from(["exact", "approx", "over", "under"])),
                quote=data.draw(st.sampled_from(["", LAST_YEAR, PACE])),
            )
        )
    found = check_figures(figures, reports=REPORTS)
    assert len({one.check_id for one in found}) == len(found)
    for one in found:
        assert not any(
            isinstance(value, float) and not math.isfinite(value)
            for value in dataclasses.asdict(one).values()
        )
        assert not {"nan", "inf", "nan%", "inf%", "+inf%", "∞%"} & set(f"{one.arithmetic} {one.note}".split())


@given(
    st.integers(min_value=1, max_value=20_000),
    st.integers(min_value=1, max_value=20_000),
    st.integers(min_value=0, max_value=2),
)
def test_a_rate_printed_from_its_counts_agrees(part: int, rest: int, decimals: int) -> None:
    printed = f"{100 * part / (part + rest):.{decimals}f}"
    figures = counts(float(printed), part, part + rest, printed=f"{printed}%")
    assert [one.outcome for one in check_figures(figures)] == ["agrees"]


# ---- the five reports, by their gold labels

LIST_OF_THE_ISSUE = [
    ("rate", "agrees", "5,007 ÷ 9,400 = 53.3%; stated: 53.3%"),
    ("rate", "agrees", "15,137 ÷ 26,208 = 57.8%; stated: 57.8%"),
    ("rate", "does_not_fit", "7,428 ÷ 26,208 = 28.3%; stated: 39.0%"),
    ("change", "agrees", "7,428 − 5,007 = +2,421; stated: +2,421"),
    ("change", "agrees", "(7,428 − 5,007) ÷ 5,007 = +48.4%; stated: +48%"),
    ("parts", "agrees", "277 + 35 + 3 + 1 + 7 = 323; stated: 323"),
    ("parts", "does_not_fit", "72 + 72 + 55 + 49 = 248; stated: 323"),
    ("shares", "agrees", "48.7% + 51.3% = 100.0%"),
    ("shares", "agrees", "76.5% + 23.5% = 100.0%"),
    ("shares", "agrees", "69.2% + 30.8% = 100.0%"),
    ("rate", "agrees", "1,354 ÷ 5,296 = 25.6%; stated: 26%"),
    ("change", "agrees", "250 − 277 = −27; stated: −27"),
    ("change", "agrees", "(681 − 414) ÷ 414 = +64.49%; stated: +64%"),
    ("rate", "agrees", "303 ÷ 498 = 60.8%; stated: 61%"),
    ("implied_base", "agrees_after_rounding", "24 at 8% is a strength of 282 to 320; 43 at 15% is one of 277 to 297"),
    ("contradiction", "does_not_fit", "24.3% in paragraph rec39.g, 24.9% in paragraph rec39"),
    ("contradiction", "does_not_fit", "31.8% in paragraph rec39.g, 32.6% in paragraph rec39"),
    ("contradiction", "does_not_fit", "19.4% in paragraph rec39, 19.9% in paragraph rec39"),
    ("contradiction", "does_not_fit", "30.7% in paragraph rec39 of the report of 31 January 2008, 30% in paragraph 15"),
    ("contradiction", "does_not_fit", "31% in paragraph rec39.g of the report of 31 January 2008, 30% in paragraph 15"),
    ("contradiction", "agrees", "31% in paragraph rec39.g, 30.7% in paragraph rec39"),
    ("pace", "agrees_after_rounding", "250 in 7 months (April to October 2010) is 429 in 12; forecast: around 420"),
    ("pace", "agrees_after_rounding", "around £18.5m in 7 months (April to October 2010) is £31.7m in 12; forecast: around £30m"),
    ("pace", "agrees_after_rounding", "5,296 in 7 months (April to October 2010) is 9,079 in 12; forecast: around 9,000"),
    ("change", "agrees", "+109 of 5,187 = +2.1%; stated: +2%"),
]  # fmt: skip


@pytest.fixture(
    scope="module",
    params=[
        "own words",
        pytest.param("published text", marks=pytest.mark.originals),
        pytest.param("as extracted", marks=pytest.mark.originals),
    ],
)
def five_reports(request: pytest.FixtureRequest) -> Sequence[Check]:
    if request.param == "own words":
        return check_figures(gold_figures(quotes=QUOTES), reports=gold_reports())
    folder = request.getfixturevalue("originals")
    read = extracted_figures if request.param == "as extracted" else gold_figures
    return check_figures(read(folder), reports=gold_reports())


@pytest.mark.parametrize(
    ("kind", "outcome", "words"), LIST_OF_THE_ISSUE, ids=[case[2][:40] for case in LIST_OF_THE_ISSUE]
)
def test_the_five_reports_checks_are_found(
    five_reports: Sequence[Check], kind: str, outcome: str, words: str
) -> None:
    found = [one.outcome for one in five_reports if one.kind == kind and words in one.arithmetic]
    assert found == [outcome]


def test_nothing_else_in_the_five_reports_does_not_fit(five_reports: Sequence[Check]) -> None:
    expected = [words for _, outcome, words in LIST_OF_THE_ISSUE if outcome == "does_not_fit"]
    for one in five_reports:
        if one.outcome == "does_not_fit":
            assert any(words in one.arithmetic for words in expected), one.arithmetic
