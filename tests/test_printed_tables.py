from __future__ import annotations

import pytest

from etl.layouts import read_lines
from etl.printed_tables import find_tables
from etl.reports import read_text

Cells = list[list[str]]


def tables(text: str) -> list[tuple[Cells, Cells, str]]:
    """Heads, rows (label first) and caption of every table."""
    return [
        (
            [[text[start:end] for start, end in head] for head in table.heads],
            [[text[start:end] for start, end in (row.label, *row.cells)] for row in table.rows],
            text[slice(*table.caption)] if table.caption else "",
        )
        for table in find_tables(text, read_lines(text))
    ]


@pytest.mark.parametrize(
    ("text", "heads", "rows"),
    [
        (
            "Offence 2005/06 2006/07 Change % 2005/06 2006/07\nTheft 1,204 1,180 -24 -2.0% 9.1% 8.7%\nRobbery 310 (£295) n/a - 8% 9%",
            [["Offence 2005/06 2006/07 Change % 2005/06 2006/07"]],
            [
                ["Theft", "1,204", "1,180", "-24", "-2.0%", "9.1%", "8.7%"],
                ["Robbery", "310", "(£295)", "n/a", "-", "8%", "9%"],
            ],
        ),
        (
            "  Apr 02 Apr 03 % Target\nTheft 34.1 33.8 -0.8 -10%\nRobbery 67.2 62.0  -4.0%",
            [["Apr 02 Apr 03 % Target"]],
            [["Theft", "34.1", "33.8", "-0.8", "-10%"], ["Robbery", "67.2", "62.0", "", "-4.0%"]],
        ),
        (
            "Aim Result 2000 Met?\nA rate of 9% 8.7% Yes\nNo growth +18.4% No\nBand 4 12 Yes\nA 2% fall -1% No",
            [["Aim Result 2000 Met?"]],
            [
                ["A rate of 9%", "8.7%", "Yes"],
                ["No growth", "+18.4%", "No"],
                ["Band 4", "12", "Yes"],
                ["A 2% fall", "-1%", "No"],
            ],
        ),
        (
            "Force  Gap  Interval %\nMPS 5.2 +/- 1.9\nKent  5.6  +/- 3.8",
            [["Force", "Gap", "Interval %"]],
            [["MPS", "5.2", "+/- 1.9"], ["Kent", "5.6", "+/- 3.8"]],
        ),
        (
            "Measure Target Actual Status\nRape, cut - 5% +21.6% off target\nTheft rate 25% 17.1% better – on course",
            [["Measure Target Actual Status"]],
            [
                ["Rape, cut", "- 5%", "+21.6%", "off target"],
                ["Theft rate", "25%", "17.1%", "better – on course"],
            ],
        ),
        (
            "Year 2004 2005\nApril 2004 12 13\n2004/05 150 160",
            [["Year 2004 2005"]],
            [["April 2004", "12", "13"], ["2004/05", "150", "160"]],
        ),
        (
            "Area\t2004/05\t2005/06\nBarnet\t12\t\t\nBrent\t7\t8\t9",
            [["Area", "2004/05", "2005/06"]],
            [["Barnet", "12"], ["Brent", "7", "8", "9"]],
        ),
        (
            "Area  2004/05  2005/06\nInner boroughs\nBrent  7  8\nOuter boroughs\nBarnet  12  13",
            [["Area", "2004/05", "2005/06"]],
            [["Inner boroughs"], ["Brent", "7", "8"], ["Outer boroughs"], ["Barnet", "12", "13"]],
        ),
        (
            "Area | 2004/05 | 2005/06\n--- | --- | ---\nBarnet | 12 |\nBrent | 7 | 8",
            [["Area", "2004/05", "2005/06"]],
            [["Barnet", "12", ""], ["Brent", "7", "8"]],
        ),
        (
            "| Area | 2004/05 |\n| Barnet | 12 |\n| Brent | 7 |",
            [["Area", "2004/05"]],
            [["Barnet", "12"], ["Brent", "7"]],
        ),
        (
            "Standard | Result | |||\nSurvey | Qtr1 2000 |\nQtr2 2000 |\nYear 2000 |\n|\nTheft (base 2,409) | 90% | 77% | 78% | 79% |\n"
            "Assault | 80% | 68% | 74% | 72% |",
            [
                ["", "Standard", "Result", "Result", "Result"],
                ["Survey", "", "Qtr1 2000", "Qtr2 2000", "Year 2000"],
            ],
            [["Theft (base 2,409)", "90%", "77%", "78%", "79%"], ["Assault", "80%", "68%", "74%", "72%"]],
        ),
        (
            "Power | Ratio | |\n---|---|---|\nBlack:White | Asian:White | |\nStops | 4.0 | 1.8 |\nSearches | 9.3 | 4.0 |",
            [["Power", "Ratio", "Ratio"], ["", "Black:White", "Asian:White"]],
            [["Stops", "4.0", "1.8"], ["Searches", "9.3", "4.0"]],
        ),
        (
            "Force | 2003-04 | 2004-05 |\nAvon\n|\n3\n|\n1\n|\nKent | 4 | 5 |",
            [["Force", "2003-04", "2004-05"]],
            [["Avon", "3", "1"], ["Kent", "4", "5"]],
        ),
        (
            "Offence\n2004/05\n2005/06\nTheft\n1,204\n1,180\nRobbery\n310\n295",
            [["Offence", "2004/05", "2005/06"]],
            [["Theft", "1,204", "1,180"], ["Robbery", "310", "295"]],
        ),
        (
            "Offence\n\n2004/05\n\n2005/06\n\nTheft\n\n1,204\n\n1,180\n\nRobbery\n\n310\n\n295\n\n2. Both fell.",
            [["Offence", "2004/05", "2005/06"]],
            [["Theft", "1,204", "1,180"], ["Robbery", "310", "295"]],
        ),
    ],
    ids=[
        "flattened",
        "empty cell",
        "numbers in labels",
        "gaps",
        "remarks",
        "years as labels",
        "tabs",
        "groups",
        "bars",
        "bars outside",
        "cells over lines",
        "head spans two columns",
        "one cell a line, bars",
        "one cell a line",
        "one cell a paragraph",
    ],
)
def test_tables(text: str, heads: Cells, rows: Cells) -> None:
    assert [(found[0], found[1]) for found in tables(text)] == [(heads, rows)]


@pytest.mark.parametrize(
    "text",
    [
        "The number rose from 12 in 2004 to 14 in 2005\nand then fell to 12 13 more",
        "MPA general: 020 7202 0202\nMedia enquiries: 020 7202 0217/18",
        "Police strength at 31/3/02 26,768\n\nFemale strength at 31/3/02 4,301 (16.07% of workforce)",
        "It fell from 277 to 250.\n\nThe rate was 12%  [1]. In addition it rose",
        "1. Arrests 12 13\n2. Charges 14 15",
        "Either this | or that was said",
        "Forms sent (Apr 01 – Mar 02) 5,512 (5,638 in 2000/01)\nForms back (Apr 01 – Feb 02) 1,198 (894 in 2000/01)",
        "One of 40\n\n12",
        "Arrests\n\n12\n\n13\n\nCharges\n\n14\n15",
        "Theft\n\n12\n\n13\n\nWork goes on in all boroughs.",
    ],
    ids=[
        "sentence",
        "telephone",
        "one figure a line",
        "wide space",
        "numbered paragraphs",
        "bar",
        "comparator in brackets",
        "lone number",
        "blank lines between some cells only",
        "one row of paragraphs",
    ],
)
def test_no_table(text: str) -> None:
    assert tables(text) == []


def test_rows_and_heads_are_blocks_of_their_paragraph() -> None:
    text = "B. Supporting information\n\n3. As in the table:\n\nTable 1: Crime\n\nOffence 2004/05 2005/06\nTheft 12 13\nArson 4 5\n\n4. More."
    report = read_text(text, source_file="a.txt")
    assert [(block.paragraph, block.kind, block.table) for block in report.blocks[2:]] == [
        ("3", "heading", None),
        ("3", "heading", 0),
        ("3", "row", 0),
        ("3", "row", 0),
        ("4", "paragraph", None),
    ]
    table = report.tables[0]
    assert table.paragraph == "3"
    assert table.caption is not None
    assert text[slice(*table.caption)] == "Table 1: Crime"


def one_a_paragraph(*cells: str) -> str:
    return "\n\n".join(cells)


COUNTS = ("Incidents", "Offences", "Sanction detections")


@pytest.mark.parametrize(
    ("lines", "heads", "labels"),
    [
        pytest.param(
            (*COUNTS, "Camden", "2007", "510", "233", "Brent", "1,208", "605", "311", "Ealing", "901", "2010", "77"),
            [list(COUNTS)],
            ["Camden", "Brent", "Ealing"],
            id="counts that look like years",
        ),
        pytest.param(
            ("Year", *COUNTS[:2], "2007", "510", "233", "2008", "605", "311"),
            [["Year", *COUNTS[:2]]],
            ["2007", "2008"],
            id="years as labels",
        ),
        pytest.param(
            ("Borough", *COUNTS, "Inner London", "Camden", "7", "5", "2", "Brent", "8", "6", "3", "Outer London", "Ealing", "9", "2", "1"),
            [["Borough", *COUNTS]],
            ["Inner London", "Camden", "Brent", "Outer London", "Ealing"],
            id="names of groups",
        ),
        pytest.param(
            (*COUNTS, "Inner London", "Camden", "7", "5", "2", "Brent", "8", "6", "3"),
            [list(COUNTS)],
            ["Inner London", "Camden", "Brent"],
            id="a group, and no head of the labels",
        ),
        pytest.param(
            ("Hate crime on the boroughs", *COUNTS, "Camden", "7", "5", "2", "Brent", "8", "6", "3"),
            [list(COUNTS)],
            ["Camden", "Brent"],
            id="a title, and no head of the labels",
        ),
        pytest.param(
            (*COUNTS, "Robbery", "Camden", "7", "5", "2", "Brent", "8", "6", "3"),
            [],
            ["Camden", "Brent"],
            id="a fourth head or the first group: left open",
        ),
        pytest.param(
            ("Hackney", *COUNTS, "2,207", "1,510", "233"), [list(COUNTS)], [""], id="a row without a label"
        ),
    ],
)  # fmt: skip
def test_tables_of_one_cell_a_paragraph(lines: tuple[str, ...], heads: Cells, labels: list[str]) -> None:
    text = one_a_paragraph(*lines)
    (found,) = find_tables(text, read_lines(text))
    assert [[text[start:end] for start, end in head] for head in found.heads] == heads
    assert [text[slice(*row.label)] for row in found.rows] == labels
    assert len({len(row.cells) for row in found.rows if row.cells}) == 1


def test_a_lone_column_of_figures_is_no_table() -> None:
    assert tables(one_a_paragraph("Arrests", "12", "13", "14")) == []
    assert tables(one_a_paragraph("Work goes on", "Members asked", "12", "13")) == []
