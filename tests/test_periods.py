"""The reading of periods: tables of cases by role, whole finite spaces of spellings, and properties of any text."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.periods import Context, Mention, Period, find_periods, performance_year, report_wide

CASES = Path(__file__).parent / "cases"
NOWHERE = Context(report_date=None, cutoff=None)
MONTHS = "January February March April May June July August September October November December".split()


def read_table(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def marked(role: str, *values: object, name: str) -> object:
    marks = [pytest.mark.xfail(strict=True, reason="known wrong")] if role == "known wrong" else []
    return pytest.param(*values, id=f"{role}: {name[:60]}", marks=marks)


def period_cases() -> list[object]:
    """One case a text and its dates: its rows are the mentions expected, in order."""
    cases = []
    rows = read_table("periods.tsv")
    for key, group in itertools.groupby(
        rows, key=lambda row: (row["case_role"], row["text"], row["report_date"], row["cutoff"])
    ):
        role, text, report_date, cutoff = key
        expected = [row for row in group if row["words"] or row["type"]]
        cases.append(marked(role, text.replace("\\n", "\n"), report_date, cutoff, expected, name=text))
    return cases


def as_row(text: str, found: Mention) -> dict[str, str]:
    period = found.period
    return {
        "words": text[found.start : found.end],
        "type": period.type if period else "",
        "start": str(period.start or "") if period else "",
        "end": str(period.end or "") if period else "",
        "role": found.role,
        "source": found.source,
        "cue": found.cue,
        "year": str(found.year_start or found.years_back or ""),
    }


@pytest.mark.parametrize(("text", "report_date", "cutoff", "expected"), period_cases())
def test_mentions(text: str, report_date: str, cutoff: str, expected: list[dict[str, str]]) -> None:
    context = Context(
        report_date=date.fromisoformat(report_date) if report_date else None,
        cutoff=date.fromisoformat(cutoff) if cutoff else None,
    )
    columns = ("words", "type", "start", "end", "role", "source", "cue", "year")
    assert [as_row(text, found) for found in find_periods(text, context)] == [
        {column: row[column].replace("\\n", "\n") for column in columns} for row in expected
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        marked(row["case_role"], row["text"], (row["type"], row["start"], row["end"]), name=row["text"])
        for row in read_table("report_periods.tsv")
    ],
)
def test_sentences_that_set_the_period_of_the_report(text: str, expected: tuple[str, str, str]) -> None:
    found = report_wide(text, NOWHERE)
    period = found.period if found else None
    assert (
        (period.type, str(period.start), str(period.end)) == expected if period else expected == ("", "", "")
    )


def only(text: str, report_date: date | None = None) -> Period | None:
    """The period of the only mention in a text."""
    found = find_periods(text, Context(report_date=report_date, cutoff=None))
    assert len(found) == 1, (text, found)
    return found[0].period


def year_spellings(year: int) -> list[str]:
    after = year + 1
    short, next_short = f"{year % 100:02}", f"{after % 100:02}"
    pairs = [
        f"{year}{dash}{end}"
        for dash in ("/", "-", "–", "/ ", " / ", " - ")
        for end in (next_short, str(after))
    ]
    if after % 10:
        pairs += [f"{year}/{after % 10}", f"{year}-{after % 10}"]
    named = [
        f"{name}{pair}" for name in ("FY", "FY ", "financial year ", "Financial Year ") for pair in pairs[:4]
    ]
    return [
        *pairs,
        *named,
        f"FY{year}",
        f"FY{short}",
        f"FY {short}/{next_short}",
        f"in {short}/{next_short}",
        f"{short}/{next_short} target",
        f"financial year {short}-{next_short}",
        f"financial year ended 31 March {after}",
        f"financial year ending March {after}",
        f"year ended 31 March {after}",
        f"year to March {after}",
        f"1 April {year} to 31 March {after}",
        f"April {year} - March {after}",
        f"Apr {short} – Mar {next_short}",
        f"1/4/{year} to 31/3/{after}",
    ]


@pytest.mark.parametrize("year", range(2000, 2013))
def test_every_spelling_of_every_financial_year(year: int) -> None:
    expected = pd.Period(year=year + 1, freq="Y-MAR")
    for spelling in year_spellings(year):
        period = only(spelling)
        assert period == Period(
            type="financial_year", start=expected.start_time.date(), end=expected.end_time.date()
        ), spelling
        assert period == performance_year(date(year, 4, 1))


@pytest.mark.parametrize("year", range(1996, 2015))
def test_pairs_of_years_that_do_not_follow_are_none(year: int) -> None:
    for other in range(100):
        if other != (year + 1) % 100:
            assert find_periods(f"{year}/{other:02}", NOWHERE) == []


@pytest.mark.parametrize("year", range(2000, 2013))
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_every_spelling_of_every_quarter(year: int, quarter: int) -> None:
    pair = f"{year}/{(year + 1) % 100:02}"
    ordinal = ("first", "second", "third", "fourth")[quarter - 1]
    nth = ("1st", "2nd", "3rd", "4th")[quarter - 1]
    expected = pd.Period(f"{year + 1}Q{quarter}", freq="Q-MAR")
    for spelling in (
        f"Q{quarter} {pair}",
        f"Q{quarter} of {pair}",
        f"Qtr{quarter} {pair}",
        f"Quarter {quarter} of {pair}",
        f"{pair} Q{quarter}",
        f"the {ordinal} quarter of {pair}",
        f"the {nth} quarter of {pair}",
        f"the {ordinal} quarter of FY{year}",
        f"the {ordinal} quarter of {year}",
        f"quarter ended {expected.end_time.day} {MONTHS[expected.end_time.month - 1]} {expected.end_time.year}",
    ):
        period = only(spelling)
        assert period == Period(
            type="quarter", start=expected.start_time.date(), end=expected.end_time.date()
        ), spelling


@pytest.mark.parametrize("year", [2003, 2006, 2008])
@pytest.mark.parametrize(("first", "last"), list(itertools.product(range(12), repeat=2)))
def test_every_range_of_months(year: int, first: int, last: int) -> None:
    end_year = year + (last < first)
    start = pd.Period(year=year, month=first + 1, freq="M").start_time.date()
    end = pd.Period(year=end_year, month=last + 1, freq="M").end_time.date()
    whole = f"{MONTHS[first]} {year} to {MONTHS[last]} {end_year}"
    period = only(whole)
    assert period is not None
    assert (period.start, period.end) == (start, end)
    if first != last:
        for spelling in (
            f"{MONTHS[first]} to {MONTHS[last]} {end_year}",
            f"{MONTHS[first][:3]}–{MONTHS[last][:3]} {end_year % 100:02}",
            f"between {MONTHS[first]} and {MONTHS[last]} {end_year}",
            f"1 {MONTHS[first]} - {end.day} {MONTHS[last]} {end_year}",
        ):
            assert only(spelling) == period, spelling
    if first == 3:
        assert period.type == {5: "quarter", 2: "financial_year"}.get(last, "fytd")


def test_every_day_of_a_leap_year_in_every_form() -> None:
    for day in pd.date_range("2004-01-01", "2004-12-31"):
        for spelling in (
            f"{day.day} {MONTHS[day.month - 1]} 2004",
            f"{day.day:02} {MONTHS[day.month - 1][:3]} 04",
            f"{day.day}th of {MONTHS[day.month - 1]}, 2004",
            f"{day.day}/{day.month}/04",
            f"{day.day:02}.{day.month:02}.2004",
            f"2004-{day.month:02}-{day.day:02}",
        ):
            period = only(spelling)
            assert period == Period(type="day", start=day.date(), end=day.date()), spelling
            assert only(f"as at {spelling}") == Period(type="as_at", start=day.date(), end=day.date())


def test_the_report_date_or_its_cut_off_ends_a_year_to_date() -> None:
    report = date(2010, 12, 9)
    dated = find_periods("FYTD", Context(report_date=report, cutoff=None))[0]
    cut = find_periods("FYTD", Context(report_date=report, cutoff=date(2010, 10, 31)))[0]
    none = find_periods("FYTD", NOWHERE)[0]
    assert (dated.period.end if dated.period else None, dated.source) == (report, "report_date")
    assert (cut.period.end if cut.period else None, cut.source) == (date(2010, 10, 31), "report")
    assert none.period == Period(type="unstated", start=None, end=None)


def test_a_mention_of_an_earlier_period_resolves_with_the_figures_own() -> None:
    own = Period(type="fytd", start=date(2007, 4, 1), end=date(2008, 2, 29))
    for text, end in {
        "the same period last year": date(2007, 2, 28),
        "the same period in 2003/04": date(2004, 2, 29),
        "two years ago": date(2006, 2, 28),
        "over the same period": date(2008, 2, 29),
    }.items():
        assert find_periods(text, NOWHERE)[0].resolved(own).end == end


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "In 2004/05 there were 12; in 2005/06 there were 14; in 2006/07, 20."
    start, end = text.index("; in 2005/06"), text.index("; in 2006/07")
    found = find_periods(text, NOWHERE, start, end)
    assert [text[one.start : one.end] for one in found] == ["2005/06"]


WORDS = [
    *MONTHS,
    *"Apr Sept dec 1 31 30th 4th 29 02 06/07 2006/07 2005 2006-7 FY FYTD YTD Q1 Quarter quarter first last third".split(),
    *"previous same this current next the of to - – and between from since at as by end in during for until up".split(),
    *"year years months month financial calendar rolling period date ( ) , . 12 two three few ago before on half".split(),
    *"\n \t 31/3/02 29/02/2005 31.12.04 1999/00 start now Spring unless otherwise stated data figures are".split(
        " "
    ),
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=25).map("".join),
)
DATES = st.none() | st.dates(date(1998, 1, 1), date(2014, 12, 31))


@given(TEXTS, DATES, DATES, st.integers(0, 210), st.none() | st.integers(0, 210))
def test_any_text_gives_ordered_spans_inside_it(
    text: str, report_date: date | None, cutoff: date | None, start: int, end: int | None
) -> None:
    found = find_periods(text, Context(report_date=report_date, cutoff=cutoff), start, end)
    stop = len(text) if end is None else min(end, len(text))
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(one.start < one.end for one in found)
    assert all(start <= place <= stop for place in places)
    for one in found:
        if one.period is not None and one.period.start is not None:
            assert one.period.end is not None
            assert one.period.start <= one.period.end
        if one.period is None:
            assert one.role in {"same_period_last_year", "previous_year", "this_period"}


@given(TEXTS, DATES)
def test_a_report_wide_period_is_a_period(text: str, report_date: date | None) -> None:
    context = Context(report_date=report_date, cutoff=None)
    found = report_wide(f"All data are for {text} unless otherwise stated.", context)
    assert found is None or (found.period is not None and found.period.type != "unstated")
