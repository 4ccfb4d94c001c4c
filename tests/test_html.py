from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.html import page_text
from etl.reports import read_report

PAGE = """<!doctype html><html><head><title>Site</title><style>p {}</style><script>var report = 1;</script></head>
<body><nav><a href="/">Home</a></nav><div id="breadcrumb">Committees</div><div class="content">
<h1>Street crime</h1><p>Report: 6b<br>Date: 9 March 2006<br/>By: Commissioner</p>
<h2>B. Supporting information</h2>
<p>1. Robberies   fell by 3&nbsp;%<sup>[1]</sup> &amp; thefts&#8217; share rose:</p>
<ul><li>in Barnet<ul><li>by 12</li></ul></li><li><p>in Brent</p></li></ul>
<table><caption>Table 1: offences</caption>
<tr><th>Offence</th><th colspan="2">2005/06</th></tr><tr><th>&nbsp;</th><th>Number</th><th>Rate</th></tr>
<tr><td>Theft</td><td>1,204</td><td>9.1%</td></tr><tr><td>Robbery</td><td>310</td><td></td></tr></table>
<p>2. The end.</p></div><footer>Feedback</footer></body></html>"""


def test_a_page_becomes_text_in_the_layout_of_the_archive() -> None:
    assert page_text(PAGE).split("\n\n") == [
        "Street crime",
        "Report: 6b\nDate: 9 March 2006\nBy: Commissioner",
        "B. Supporting information",
        "1. Robberies fell by 3 %[1] & thefts’ share rose:",
        "  • in Barnet\n    • by 12\n  • in Brent",
        "Table 1: offences",
        "Offence | 2005/06 | 2005/06\n | Number | Rate\n--- | --- | ---\nTheft | 1,204 | 9.1%\nRobbery | 310 |",
        "2. The end.\n",
    ]


def test_a_page_is_read_as_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    report = read_report(path, {})
    assert (report.report_id, report.title) == ("2006-03-09-6b", "Street crime")
    table = report.tables[0]
    rows = [[report.text[start:end] for start, end in (row.label, *row.cells)] for row in table.rows]
    assert rows == [["Theft", "1,204", "9.1%"], ["Robbery", "310", ""]]
    assert [[report.text[start:end] for start, end in head] for head in table.heads] == [
        ["Offence", "2005/06", "2005/06"],
        ["", "Number", "Rate"],
    ]
    assert [block.paragraph for block in report.blocks if block.kind == "bullet"] == ["1", "1", "1"]
    assert report.blocks[-1].paragraph == "2"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>1. Text</p><ol><li>One</li><li>Two</li></ol>", "1. Text\n\n  1. One\n  2. Two\n"),
        ("<ol start='12'><li>Twelve</li><li>Thirteen</li></ol>", "12. Twelve\n\n13. Thirteen\n"),
        (
            "<table><tr><td><h1>Title</h1><p>Text</p></td><td>More</td></tr></table>",
            "Title\n\nText\n\nMore\n",
        ),
        ("<table><tr><td rowspan='2'>A</td><td>1</td></tr><tr><td>2</td></tr></table>", "A | 1\nA | 2\n"),
        (
            "<div>loose <b>words</b><p>and a paragraph</p>and an end</div>",
            "loose words\n\nand a paragraph\n\nand an end\n",
        ),
        ("", ""),
        ("<div class='main-menu'>x</div>", ""),
    ],
    ids=["list", "numbered paragraphs", "layout table", "rows spanned", "loose text", "empty", "navigation"],
)
def test_elements(page: str, text: str) -> None:
    assert page_text(page) == text


@pytest.mark.parametrize("element", ["<b>", "<ul><li>", "<table><tr><td>", "<span>"])
def test_deep_pages_are_read(element: str) -> None:
    assert isinstance(page_text(element * 5000 + "text"), str)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "<li>",
                "<ol start='x'>",
                "<table>",
                "<tr>",
                "<td colspan='99'>",
                "</table>",
                "text",
                "&",
                "<!-- -->",
                "<br>",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=200)
def test_any_page_becomes_text(pieces: list[str]) -> None:
    assert isinstance(page_text("".join(pieces)), str)
