"""The figures of a sentence: a table of phrasings by role, and what a row says beside its code.

`cases/figures.tsv` holds a sentence or short paragraph for each class of phrasing, in our own words, with every figure
that a careful reader takes from it by the contract; a row without a text is one more figure of the case above it. Roles:
`developed_on` (the shape stands in the labelled reports or in the brief), `unseen` (written after the rules),
`finds_nothing` (no number measures anything), `known_wrong` (the reading is wrong today; its reason says how).
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from etl.figures import Figure, Placed, place_report
from etl.reports import read_text

CASES = Path(__file__).parent / "cases" / "figures.tsv"
FIELDS = "printed metric group scope kind value unit qualifier period_type period_start period_end definition".split()


def placed(text: str, day: str = "2010-12-09", *, title: str = "", summary: str = "") -> Placed:
    """What is read of a paragraph of a report of that day; further paragraphs may follow it."""
    before = f"{title}\n\n" if title else ""
    opening = f"Summary\n\n{summary}\n\n" if summary else ""
    written = f"{date.fromisoformat(day):%d %B %Y}"
    report = read_text(
        f"{before}Report: 9\nDate: {written}\n\n{opening}B. Supporting information\n\n1. {text}\n",
        source_file="made.txt",
    )
    assert report.date == date.fromisoformat(day)
    return place_report(report)


def figures(text: str, day: str = "2010-12-09") -> tuple[Figure, ...]:
    return placed(text, day).figures


def cases() -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """Each case's first row, and the rows of the figures that it expects."""
    found: list[tuple[dict[str, str], list[dict[str, str]]]] = []
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["role"]:
                found.append((row, []))
            if row["printed"]:
                found[-1][1].append(row)
    return found


def params(*roles: str) -> list[object]:
    return [
        pytest.param(
            case["text"].replace("\\n", "\n"),
            case["report_date"],
            expected,
            id=f"{case['role']}: {case['phrasing']}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["reason"])]
            if case["role"] == "known_wrong"
            else [],
        )
        for case, expected in cases()
        if case["role"] in roles
    ]


def as_row(figure: Figure) -> dict[str, str]:
    """A figure as a row of the table; a measure that is not listed has no group to compare."""
    row = {
        name: "" if getattr(figure, name) is None else str(getattr(figure, name))
        for name in FIELDS
        if name != "value"
    }
    row["value"] = f"{figure.value:.10g}"
    if figure.metric == "other":
        row["group"] = ""
    return row


@pytest.mark.parametrize(("text", "day", "expected"), params("developed_on", "unseen", "known_wrong"))
def test_phrasings(text: str, day: str, expected: list[dict[str, str]]) -> None:
    wanted = [
        {**{name: row[name] for name in FIELDS}, "value": f"{float(row['value']):.10g}"} for row in expected
    ]
    assert [as_row(figure) for figure in figures(text, day)] == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            case["text"].replace("\\n", "\n"), case["report_date"], id=f"finds_nothing: {case['phrasing']}"
        )
        for case, _ in cases()
        if case["role"] == "finds_nothing"
    ],
)
def test_what_measures_nothing_is_no_figure_and_says_why(text: str, day: str) -> None:
    read = placed(text, day)
    assert read.figures == ()
    assert len(read.numbers) > 4, "beside the header (3) and the paragraph's number there is one to refuse"
    assert all(row.became not in ("figure", "unplaced") and row.reason for row in read.numbers)


def test_the_table_names_each_phrasing_once_and_each_fault() -> None:
    rows = [case for case, _ in cases()]
    names = [row["phrasing"] for row in rows]
    assert len(names) == len(set(names))
    assert all((row["role"] == "known_wrong") == bool(row["reason"]) for row in rows)
    assert {row["role"] for row in rows} == {"developed_on", "unseen", "finds_nothing", "known_wrong"}
    assert all(expected for row, expected in cases() if row["role"] in ("developed_on", "unseen"))
    assert not any(expected for row, expected in cases() if row["role"] == "finds_nothing")


# -- what a row says beside its code


def test_a_range_keeps_both_ends() -> None:
    (one,) = figures("In 2009/10 between 40 and 55 faith hate crimes were recorded each week.")
    assert (one.value, one.value_high, one.printed) == (40, 55, "40 and 55")


def test_a_mean_says_so() -> None:
    mean, plain = figures(
        "In 2009/10 there were on average 35 network disruptions a month and 420 network disruptions in all."
    )
    assert (mean.value, mean.statistic) == (35, "mean")
    assert (plain.value, plain.statistic) == (420, "value")


def test_the_label_of_other_is_in_the_words_of_the_text() -> None:
    (one,) = figures("In 2009/10 the team held 40 presentations to schools.")
    assert (one.metric, one.label) == ("other", "presentations")


def test_a_figure_of_a_listed_metric_and_group_has_no_label() -> None:
    (one,) = figures("In 2009/10 there were 33,400 robberies.")
    assert one.label == ""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("In 2009/10 there were 33,400 robberies.", "sentence"),
        ("Offences recorded in 2009/10 were as follows:\n\n• 33,400 robberies", "list_heading"),
        ("All is quiet. In 2009/10 crime was low. There were 33,400 robberies.", "paragraph"),
        (
            "Unless otherwise stated, all figures in this report are for 2009/10.\n\n2. There were 33,400 robberies.",
            "report",
        ),
        ("The robbery sanction detection rate is 18%.", "report_date"),
    ],
)
def test_where_the_period_was_read(text: str, source: str) -> None:
    (one,) = figures(text)
    assert one.period_from == source


@pytest.mark.parametrize(
    ("summary", "start", "end"),
    [
        ("Volume crime for the financial year 2003-04.", date(2003, 4, 1), date(2004, 3, 31)),
        ("Borough indicators, April to May 2004, compared with April to May 2003.", date(2004, 4, 1), date(2004, 5, 31)),
        ("How the Directorate did against its objectives in 2002/03.", date(2002, 4, 1), date(2003, 3, 31)),
        ("This report gives an overview of borough performance for April – May 2004 compared with April – May 2003. Long-term trend data is against April – May 2000.", date(2004, 4, 1), date(2004, 5, 31)),
        ("This report gives a summary of performance on rape from December 2003 to May 2004. It also tells of the targets for 2004/05.", date(2003, 12, 1), date(2004, 5, 31)),
        ("This paper is the quarterly report of the team for April 2004 to June 2004.", date(2004, 4, 1), date(2004, 6, 30)),
        ("This report outlines the performance regime for 2004/05. It also summarises borough performance for 2003/04.", date(2003, 4, 1), date(2004, 3, 31)),
        ("This report gives performance figures for the financial year to date, i.e. April to June 2004.", date(2004, 4, 1), date(2004, 6, 30)),
        ("This report outlines the performance regime for 2004/05.", None, None),
        ("The next plan is for 2005/06.", None, None),
        ("Performance in 2002/03 and in 2003/04.", None, None),
        ("This report sets out how the MPS performed in 2003/04 in respect of robbery, and gives early results for the present year (April and May 2004).", date(2003, 4, 1), date(2004, 3, 31)),
        ("This report gives early results for the present year (April and May 2004).", date(2004, 4, 1), date(2004, 5, 31)),
        ("The report describes the performance position for April and May 2004.", date(2004, 4, 1), date(2004, 5, 31)),
        ("Final results for 2003/04 are given, with those of 2002/03 in brackets.", date(2003, 4, 1), date(2004, 3, 31)),
        ("The report reviews progress in the financial year 2003/04.", date(2003, 4, 1), date(2004, 3, 31)),
        ("Provisional results (April 2003 to March 2004). Comparisons are with 2002/03.", date(2003, 4, 1), date(2004, 3, 31)),
    ],
)  # fmt: skip
def test_the_one_period_that_a_summary_is_about_is_the_report_s(
    summary: str, start: date | None, end: date | None
) -> None:
    (one,) = placed("Robbery fell by 4%.", "2004-07-12", summary=summary).figures
    assert (one.period_start, one.period_end) == (start, end)


@pytest.mark.parametrize(
    ("summary", "day", "robberies"),
    [
        ("Officer and staff strength figures are to January 2004. Crime data is for April to February 2004.", date(2004, 1, 31), date(2004, 2, 29)),
        ("Strength data are as at 31 December 2003.", date(2003, 12, 31), date(2004, 3, 4)),
        ("Strengths are given as at 31 December 2003.", date(2003, 12, 31), date(2004, 3, 4)),
        ("All numbers are as at 31 December 2003 unless the text says otherwise.", date(2003, 12, 31), date(2003, 12, 31)),
        ("The workforce data unit helped in June 2003.", date(2004, 3, 4), date(2004, 3, 4)),
    ],
)  # fmt: skip
def test_the_day_of_the_strengths_of_a_report(summary: str, day: date, robberies: date) -> None:
    strength, count = placed(
        "Police officer strength is 29,412.\n\n2. There were 3,412 robberies.", "2004-03-04", summary=summary
    ).figures[-2:]
    assert (strength.period_start, strength.period_end) == (day, day)
    assert count.period_end == robberies


def test_the_day_of_the_strengths_of_a_report_that_also_says_how_they_are_counted() -> None:
    (people,) = placed(
        "Strength figures are full time equivalents.\n\n2. There are 2,844 BME officers.",
        "2009-07-09",
        summary="This report provides members with the strength of the MPS workforce at 31 May 2009.",
    ).figures
    assert people.period_end == date(2009, 5, 31)


@pytest.mark.parametrize(
    ("summary", "text", "earlier"),
    [
        ("This report gives an overview of performance for April to December 2007, compared with the same period of 2006/07.", "Robbery fell from 655 offences to 640.", date(2006, 12, 31)),
        ("This report is on performance for April to December 2007. Comparisons are with April to December 2006 unless otherwise stated.", "Robbery is down by 2 per cent (640 offences compared to 655).", date(2006, 12, 31)),
        ("This report gives an overview of performance for April to December 2007. Comparisons are with the same period last year.", "The detection rate for rape is 31 per cent compared with 29 per cent last year.", date(2006, 12, 31)),
        ("This report gives an overview of performance for April to December 2007, compared with the targets.", "Robbery fell from 655 offences to 640.", None),
        ("Except where another period is mentioned, the figures cover the nine months April to December 2007 and are set beside the corresponding months of 2006.", "Robbery fell from 655 offences to 640.", date(2006, 12, 31)),
        ("The figures given are for April to December 2007 and are set against the same nine months of 2006 unless otherwise stated.", "Robbery fell slightly, from 655 offences to 640.", date(2006, 12, 31)),
        ("It covers the nine months from 1 April to 31 December 2007; 'last year' means the same nine months of 2006.", "There were 655 robberies last year and this year 640.", date(2006, 12, 31)),
        ("This report sets out FYTD performance to 31 December 2007 for the measures of the plan. The comparator used is the same period in 2006/07.", "Robbery fell from 655 offences to 640.", date(2006, 12, 31)),
        ("It reports performance for the 12 months to the end of December 2007 against the previous 12 months, with figures for the FYTD.", "Robbery fell from 655 offences to 640.", date(2006, 12, 31)),
        ("It covers the nine months from 1 April to 31 December 2007.", "There were 655 robberies last year and this year 640.", date(2007, 3, 31)),
        ("This report gives an overview of performance for April to December 2007, compared with the same period of 2006/07.", "In November 2007 robbery fell from 65 offences to 64.", None),
        ("This report gives an overview of performance for April to December 2007, compared with the same period of 2006/07.", "Police officer strength rose from 30,211 to 31,004.", None),
    ],
)  # fmt: skip
def test_the_period_that_a_report_compares_with(summary: str, text: str, earlier: date | None) -> None:
    figures = placed(text, "2008-02-14", summary=summary).figures
    assert [one.period_end for one in figures if one.printed in ("655", "65", "29 per cent", "30,211")] == [
        earlier
    ]


def test_a_report_on_a_year_that_has_ended_speaks_of_that_year() -> None:
    target, change = placed(
        "The target of a 4% fall in burglary should be met at the year end. Robbery fell by 3% by the end of December.",
        "2004-04-22",
        title="February 2004 performance report",
    ).figures
    assert (target.period_start, target.period_end) == (date(2003, 4, 1), date(2004, 3, 31))
    assert (change.period_start, change.period_end) == (date(2003, 4, 1), date(2003, 12, 31))


def test_the_day_up_to_which_several_paragraphs_count_is_that_of_the_present() -> None:
    said = (
        "From April to September 2006 there were 212 homicides.\n\n2. Robberies from April to September came to 9,120, "
        "against 4,410 in the first quarter.\n\n3. Between April and September 40 rapes were cleared up."
    )
    *_, rate = placed(f"{said}\n\n4. The detection rate for burglary is 12%.", "2006-11-09").figures
    assert (rate.period_start, rate.period_end) == (date(2006, 4, 1), date(2006, 9, 30))
    # an operation from April to June is no sign of when the data end
    *_, rate = placed(
        "From April to June 2006 there were 212 homicides.\n\n2. The detection rate for burglary is 12%.",
        "2006-08-09",
    ).figures
    assert rate.period_end == date(2006, 8, 9)


def test_a_report_as_at_a_day_counts_what_happened_since_april() -> None:
    strength, change, recruits = placed(
        "In March 2006 there were 31,210 police officers. Within nine months their strength has fallen by 310.\n\n"
        "2. 9.1% of police officer recruits were BME.",
        "2007-01-18",
        summary="This paper presents workforce data as at 31 December 2006.",
    ).figures
    assert (strength.period_type, strength.period_end) == ("month", date(2006, 3, 31))
    assert (change.period_type, change.period_end) == ("as_at", date(2006, 12, 31))
    assert (recruits.period_start, recruits.period_end) == (date(2006, 4, 1), date(2006, 12, 31))


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("February performance report", date(2001, 4, 1), date(2002, 2, 28)),
        ("Performance report: April", date(2002, 4, 1), date(2002, 4, 11)),  # the month of its meeting
        ("February report of the inspectorate", date(2002, 4, 1), date(2002, 4, 11)),  # no performance report
        ("Performance in January, and the plan for March", date(2002, 4, 1), date(2002, 4, 11)),  # two months
    ],
)
def test_a_month_without_its_year_in_a_title_is_the_last_of_the_name(
    title: str, first: date, last: date
) -> None:
    (fall,) = placed("Robbery is down 4.2%.", "2002-04-11", title=title).figures
    assert (fall.period_start, fall.period_end) == (first, last)


@pytest.mark.parametrize(
    ("summary", "last"),
    [
        ("Performance is set beside the 2009/10 targets of the plan, for the eight months to 30 November 2009.", date(2009, 11, 30)),
        ("An overview of how the MPS is performing in the financial year 2009/10 to 31 October 2009.", date(2009, 10, 31)),
        ("Performance in 2008/09 and in the eight months to 30 November 2009 is described.", date(2010, 1, 14)),  # neither alone
    ],
)  # fmt: skip
def test_the_part_of_a_year_goes_before_the_year_of_the_targets(summary: str, last: date) -> None:
    fall = placed("Robbery is down 4.2%.", "2010-01-14", title="Headline report", summary=summary).figures[-1]
    assert (fall.period_start, fall.period_end) == (date(2009, 4, 1), last)


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("Policing plan 2007/08: mid-year performance", date(2007, 9, 30)),
        ("Policing plan 2007/08: performance", date(2007, 11, 22)),  # no result is of a year that goes on
        ("Policing plan 2006/07: mid-year performance", date(2007, 3, 31)),  # it has ended
    ],
)
def test_results_are_of_no_year_that_has_not_ended(title: str, last: date) -> None:
    (fall,) = placed("Robbery is down 4.2%.", "2007-11-22", title=title).figures
    assert fall.period_end == last


def test_a_rate_without_its_name_is_that_of_the_title() -> None:
    racist, kingston, leave = placed(
        "For racist crime the rate is 36.1%.\n\n2. Kingston leads with 31.2%.\n\n3. 12% of the officers were on leave.",
        "2007-11-08",
        title="Sanction detections, April to September 2007",
    ).figures
    assert (racist.metric, racist.group) == ("sanction_detection_rate", "racist_crime")
    assert (kingston.metric, kingston.scope) == ("sanction_detection_rate", "kingston_upon_thames")
    assert leave.metric == "other"


def test_definitions_say_where_they_come_from() -> None:
    stated, by_period = figures(
        "In 2005/06 there were 38,100 domestic violence incidents with a power of arrest. The SPI8a rate in April to June 2006 was 41%.",
        "2007-03-08",
    )
    assert (stated.definition, stated.definition_from) == ("spi8a-2005", "stated")
    assert (by_period.definition, by_period.definition_from) == ("spi8a-2006", "by_period")


def test_a_comparator_takes_the_definition_beside_it() -> None:
    now, before = figures(
        "SPI8a performance for April to December 2006 is 45.1%. For the same period last year it was 33.0%.",
        "2007-03-08",
    )
    assert (now.definition_from, before.definition, before.definition_from) == (
        "by_period",
        now.definition,
        "inferred",
    )


def test_said_twice_is_two_rows_and_the_second_points_back() -> None:
    first, again, other = figures(
        "In 2009/10 there were 33,400 robberies.\n\n2. In 2009/10 there were 33,400 robberies and 92,800 burglaries."
    )
    assert (first.repeat_of, again.repeat_of, other.repeat_of) == ("", first.figure_id, "")
    assert (first.paragraph, again.paragraph) == ("1", "2")


def test_said_again_in_brackets_is_one_figure_and_a_gloss() -> None:
    read = placed("One in four (24%) of all PCSOs are women.")
    (one,) = read.figures
    assert (one.printed, one.value) == ("24%", 24)
    (gloss,) = [row for row in read.numbers if row.became == "gloss"]
    assert (gloss.printed, gloss.figure_id) == ("One in four", one.figure_id)


def test_the_quote_is_the_sentence() -> None:
    (one,) = figures("Crime is low. In 2009/10 there were 33,400 robberies. It may rise.")
    assert one.quote == "In 2009/10 there were 33,400 robberies."


def test_bullets_take_their_paragraph() -> None:
    read = figures("In 2009/10:\n\n• 33,400 robberies\n\n2. In 2009/10 there were 92,800 burglaries.")
    assert [figure.paragraph for figure in read] == ["1", "2"]


def test_the_identifier_depends_on_the_text_and_not_on_the_reading() -> None:
    one = figures("In 2009/10 there were 33,400 robberies.")[0]
    same = figures("In 2009/10 there were 33,400 robberies.")[0]
    changed = figures("In 2009/10 there were 33,400 robberies!")[0]
    assert one.figure_id == same.figure_id != changed.figure_id


def test_officers_beside_special_constables_are_police_officers() -> None:
    title = "Special Constabulary recruitment"
    beside = placed(
        "Two boroughs.\n\nBorough Officers Specials\nBarnet 58 37\nCroydon 69 50", "2006-05-18", title=title
    ).figures[-4:]
    assert [one.group for one in beside] == ["police_officers", "special_constables"] * 2
    alone = placed(
        "Strength by borough\n\nBorough Officers Target\nBarnet 37 40\nCroydon 50 60",
        "2006-05-18",
        title=title,
    ).figures
    assert {one.group for one in alone} == {"special_constables"}
