"""Slides from pairs: titles of ten words at most that never say more than the pair allows."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import exports_deck, slide_picture, slide_titles, slides, told
from components.records import plain_records
from tests import built_tables


def pair(**given: Any) -> dict[str, Any]:
    """A comparable pair: network disruptions of the whole service, unless the case says otherwise."""
    earlier, later = given.pop("earlier", 277.0), given.pop("later", 250.0)
    return {
        "comparison_id": "made",
        "basis": "same_period_last_year",
        "metric": "network_disruptions",
        "group": "",
        "scope": "mps",
        "label": "",
        "unit": "count",
        "change_unit": "count",
        "change_abs": later - earlier,
        "change_pct": 100 * (later - earlier) / earlier if earlier else None,
        "verdict": "like_for_like",
        "judgement": "unclear",
        "clear": False,
        "earlier_value": earlier,
        "later_value": later,
        "earlier_printed": f"{earlier:g}",
        "later_printed": f"{later:g}",
        "earlier_qualifier": "exact",
        "later_qualifier": "exact",
        "earlier_kind": "actual",
        "earlier_period_end": date(2009, 10, 31),
        "later_period_end": date(2010, 10, 31),
        "base_size": "ordinary",
    } | given


RATE = {
    "metric": "sanction_detection_rate",
    "group": "racist_crime",
    "unit": "percent",
    "change_unit": "percentage_points",
    "clear": None,
    "judgement": "better",
}
TARGET = RATE | {
    "basis": "versus_target",
    "earlier_kind": "target",
    "earlier": 33.0,
    "later": 35.9,
    "change_abs": 2.9,
}
YEAR = {
    "earlier_period_end": date(2008, 3, 31),
    "later_period_end": date(2008, 1, 31),
    "verdict": "with_caution",
}
MONEY = {"metric": "assets_recovered", "unit": "gbp", "change_unit": "gbp", "earlier": 15e6, "later": 18.5e6}


@pytest.mark.parametrize(
    ("case", "metric", "group", "expected"),
    [
        (pair(), "Network disruptions", "", "27 fewer network disruptions: no clear change"),
        (
            pair(clear=True, judgement="worse"),
            "Network disruptions",
            "",
            "27 fewer network disruptions: clear change",
        ),
        (
            pair(clear=True, judgement="worse", verdict="with_caution"),
            "Network disruptions",
            "",
            "27 fewer network disruptions: with caution",
        ),
        (pair(earlier=10.0, later=11.0), "Hotline calls", "", "1 more network disruption: no clear change"),
        (
            pair(earlier=9.0, later=9.0, judgement="no_change", clear=None),
            "",
            "",
            "Network disruptions unchanged",
        ),
        (
            pair(**RATE, earlier=30.2, later=35.9, change_abs=5.7, verdict="with_caution"),
            "Sanction detection rate",
            "Racist crime",
            "Racist crime sanction detection rate up 5.7 points: with caution",
        ),
        (
            pair(**RATE, earlier=34.0, later=35.0, change_abs=1.0),
            "Sanction detection rate",
            "Racist crime",
            "Racist crime sanction detection rate up 1 percentage point",
        ),
        (
            pair(**TARGET | YEAR),
            "Sanction detection rate",
            "Racist crime",
            "Racist crime sanction detections 2.9 points above target so far",
        ),
        (
            pair(**TARGET | {"judgement": "unclear"}),
            "Sanction detection rate",
            "Racist crime",
            "Racist crime: 2.9 points above target, not clearly different",
        ),
        (
            pair(**TARGET | {"later": 33.0, "change_abs": 0.0, "judgement": "no_change"}),
            "Sanction detection rate",
            "Racist crime",
            "Racist crime sanction detection rate level with the target",
        ),
        (
            pair(**MONEY, later_qualifier="approx", verdict="with_caution", clear=None, judgement="better"),
            "Assets recovered",
            "",
            "Assets recovered: around £18.5m, from £15m, with caution",
        ),
        (
            pair(**MONEY, clear=None, judgement="better"),
            "Assets recovered",
            "",
            "£3.5m more assets recovered",
        ),
        (
            pair(metric="offences", group="burglary", scope="haringey"),
            "Offences",
            "Burglary",
            "Haringey: 27 fewer burglary offences, no clear change",
        ),
        (
            pair(metric="offences", group="total_notifiable_offences"),
            "Offences",
            "Total notifiable offences",
            "27 fewer total notifiable offences: no clear change",
        ),
    ],
)
def test_titles(case: dict[str, Any], metric: str, group: str, expected: str) -> None:
    assert slide_titles.title(case, metric=metric or "Network disruptions", group=group) == expected


words_of_a_name = st.lists(
    st.sampled_from("alpha beta gamma delta epsilon zeta".split()), min_size=1, max_size=9
)


@given(
    metric=words_of_a_name,
    group=st.none() | words_of_a_name,
    scope=st.just(["mps"]) | words_of_a_name,
    basis=st.sampled_from(list(told.BASES)),
    unit=st.sampled_from(["percent", "count", "gbp", "days"]),
    values=st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)),
    qualifier=st.sampled_from(["exact", "approx", "over", "under"]),
    verdict=st.sampled_from(["like_for_like", "with_caution"]),
    judged=st.sampled_from(
        [("unclear", False), ("better", None), ("no_judgement", True), ("no_judgement", False)]
    ),
)
def test_a_title_is_short_and_says_what_limits_it(
    metric: list[str],
    group: list[str] | None,
    scope: list[str],
    basis: str,
    unit: str,
    values: tuple[int, int],
    qualifier: str,
    verdict: str,
    judged: tuple[str, bool | None],
) -> None:
    case = pair(
        metric="made",
        group="made_group" if group else "",
        scope="_".join(scope),
        basis=basis,
        unit=unit,
        change_unit="percentage_points" if unit == "percent" else unit,
        earlier=float(values[0]),
        later=float(values[1]),
        later_qualifier=qualifier,
        verdict=verdict,
        judgement=judged[0],
        clear=judged[1],
    )
    title = slide_titles.title(case, metric=" ".join(metric), group=" ".join(group or []))
    assert len(title.split()) <= slide_titles.MOST_WORDS
    if judged[0] == "unclear" or judged[1] is False:
        assert "no clear change" in title or "not clearly different" in title
    elif verdict == "with_caution" and "so far" not in title:
        assert "with caution" in title
    if scope != ["mps"]:
        assert title.startswith((" ".join(scope).title(), slide_titles.ONE_PART))


def test_a_long_scope_is_one_unit_and_never_left_out() -> None:
    case = pair(scope="a_b_c_d_e_f_g_h")
    assert slide_titles.title(case, metric="Network disruptions", group="").startswith("One unit: ")


def test_every_comparable_pair_is_a_slide_and_no_refused_one() -> None:
    tables = built_tables.tables()
    pairs = list(plain_records(tables.comparisons))
    made = slides.slides(tables, pairs)
    assert {one.slide_id for one in made} == {
        one["comparison_id"] for one in pairs if one["verdict"] != "not_comparable"
    }
    assert {one["verdict"] for one in pairs} == {"like_for_like", "with_caution", "not_comparable"}


def test_the_slides_of_the_reports() -> None:
    tables = built_tables.tables()
    made = {one.title: one for one in slides.slides(tables, list(plain_records(tables.comparisons)))}
    slide = made["27 fewer network disruptions: no clear change"]
    assert [bar.shown for bar in slide.bars] == ["277", "250"]
    assert slide.told == "Down 27 (−9.7%)"
    assert slide.source == (
        "Report 8, Strategic and Operational Policing Committee, 9 December 2010, paragraph 28"
    )
    assert slide.caveat.startswith("p = 0.26")
    derived = next(one for one in made.values() if one.bars[0].shown.endswith("[d]"))
    assert derived.bars[0].figure_id == ""
    assert "derived" in derived.caveat
    assert all(len(one.caveat) <= slides.CAVEAT_LENGTH or one.caveat == one.notes[0] for one in made.values())


def test_a_small_base_gives_no_per_cent() -> None:
    case = pair(earlier=5.0, later=8.0)
    assert slides.told(case) == "Up 3 (+60.0%)"
    assert slides.told(case | {"base_size": "small"}) == "Up 3 (+60.0%, small numbers)"
    assert slides.told(case | {"base_size": "too_small"}) == "Up 3 [u]"


@pytest.mark.parametrize("place", range(12))
def test_a_picture_of_a_slide_holds_its_words(place: int) -> None:
    tables = built_tables.tables()
    made = slides.slides(tables, list(plain_records(tables.comparisons)))
    assert len(made) == 12
    slide = made[place]
    root = ElementTree.fromstring(slide_picture.svg(slide, f"{slide.told}: <so & so> \x07"))
    text = " ".join(" ".join(part.itertext()) for part in root)
    for said in (
        slide.title,
        slide.subtitle,
        slide.told,
        slide.caveat,
        slide.source,
        *(bar.shown for bar in slide.bars),
    ):
        assert said in text
    ends = [float(part.get("y", 0)) for part in root if part.tag.endswith("text")]
    assert max(ends) < slide_picture.HEIGHT
    assert all(float(part.get("x", 0)) + float(part.get("width", 0)) <= slide_picture.WIDTH for part in root)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([(33.0, "33%"), (34.9, "34.9%")], 'General"%"'),
        ([(39.0, "39.0%"), (44.4, "44.4%")], '0.0"%"'),
        ([(277.0, "277"), (5296.0, "5,296")], "#,##0"),
        ([(5187.0, "5,187 [d]"), (5296.0, "5,296")], ""),
        ([(8.0, "> 8%"), (7.0, "7%")], ""),
    ],
)
def test_the_sheet_of_a_chart_prints_what_the_report_prints(
    values: list[tuple[float, str]], code: str
) -> None:
    assert exports_deck.number_format(values) == code
