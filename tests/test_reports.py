from __future__ import annotations

import datetime
import pickle
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.report_records import Report, ReportError, Source
from etl.reports import read_report, read_sources, read_text

HEADER = "Burglary in the boroughs\n\nReport: 09\nDate: 9 March 2006\nBy: Commissioner\n\n"
SOURCE = Source(
    file="a.txt",
    title="Street crime",
    committee="Finance Committee",
    date=datetime.date(2005, 2, 3),
    number="07",
    url="http://example.org/7",
    text_is="digest",
)


def read(text: str) -> Report:
    return read_text(text, source_file="a.txt")


def outline(report: Report) -> list[tuple[str, str, str]]:
    """Paragraph, kind and text of every block."""
    return [(block.paragraph, block.kind, report.text[block.start : block.end]) for block in report.blocks]


def codes(text: str) -> dict[str, str]:
    """The paragraph of every block by its text."""
    return {words: paragraph for paragraph, _, words in outline(read(text))}


def parents(text: str) -> dict[str, str | None]:
    """The text of the block that introduces each block, by the block's text."""
    report = read(text)
    words = [report.text[block.start : block.end] for block in report.blocks]
    return {
        own: None if block.parent is None else words[block.parent]
        for own, block in zip(words, report.blocks, strict=True)
    }


# --- sections, paragraphs, items -------------------------------------------------------------------------------


SPACED = """Summary

Burglary fell.

A. Recommendations

That

  1. Members note it.
  2. Members agree the plan.

B. Supporting information

Introduction

1. There were three aims:

  1. Prevention
  2. Detection

The list above is not complete.

2. Results were good:

  • Arrests rose to 40:
    • 30 for burglary
    • 10 for theft
  • Charges fell.

Offences

3 The paragraph without a dot goes on.

C. Race and equality impact

This has none.

D. Financial implications

1. The cost is £3m.

E. Background papers

None

F. Contact details

Report author: A. Person
"""


def test_every_piece_of_a_spaced_report_has_its_paragraph() -> None:
    assert outline(read(HEADER + SPACED)) == [
        ("preamble", "header", "Burglary in the boroughs"),
        ("preamble", "header", "Report: 09"),
        ("preamble", "header", "Date: 9 March 2006"),
        ("preamble", "header", "By: Commissioner"),
        ("summary", "heading", "Summary"),
        ("summary", "paragraph", "Burglary fell."),
        ("A", "heading", "Recommendations"),
        ("A", "paragraph", "That"),
        ("A.1", "paragraph", "Members note it."),
        ("A.2", "paragraph", "Members agree the plan."),
        ("B", "heading", "Supporting information"),
        ("B", "heading", "Introduction"),
        ("1", "paragraph", "There were three aims:"),
        ("1", "item", "Prevention"),
        ("1", "item", "Detection"),
        ("1", "paragraph", "The list above is not complete."),
        ("2", "paragraph", "Results were good:"),
        ("2", "bullet", "Arrests rose to 40:"),
        ("2", "bullet", "30 for burglary"),
        ("2", "bullet", "10 for theft"),
        ("2", "bullet", "Charges fell."),
        ("2", "heading", "Offences"),
        ("3", "paragraph", "The paragraph without a dot goes on."),
        ("C", "heading", "Race and equality impact"),
        ("C", "paragraph", "This has none."),
        ("D", "heading", "Financial implications"),
        ("D.1", "paragraph", "The cost is £3m."),
        ("E", "heading", "Background papers"),
        ("E", "paragraph", "None"),
        ("F", "heading", "Contact details"),
        ("F", "furniture", "Report author: A. Person"),
    ]


def test_a_list_knows_what_introduces_it() -> None:
    found = parents(SPACED)
    assert found["Prevention"] == found["Detection"] == "There were three aims:"
    assert found["Arrests rose to 40:"] == found["Charges fell."] == "Results were good:"
    assert found["30 for burglary"] == found["10 for theft"] == "Arrests rose to 40:"


def test_a_heading_over_bullets_holds_for_the_bullets_alone() -> None:
    text = "B. Supporting information\n\nCrime\n\n1. As below:\n\nApr–Dec 06\n\n  • 18% of cases\n\n2. Later text."
    report = read(text)
    words = [report.text[block.start : block.end] for block in report.blocks]
    headings = {
        own: words[block.heading]
        for own, block in zip(words, report.blocks, strict=True)
        if block.heading is not None
    }
    assert headings["18% of cases"] == "Apr–Dec 06"
    assert headings["Later text."] == "Crime"
    assert parents(text)["18% of cases"] == "Apr–Dec 06"


def compact() -> str:
    """A report without blank lines, wrapped at 80 columns, whose lines begin with numbers that are no paragraphs."""
    return "\n".join(
        [
            "Summary",
            "A short one.",
            "B. Supporting information",
            "Background",
            "1. The squad has worked with every borough of the capital for some time, and since",
            "2005. The work was then moved to another building, where it has remained, although",
            "3. The third was planned as well but it never came to be, as all the money went to",
            "other things that were thought to matter more to people in London at the time.",
            "2. The priorities are these:",
            "- more arrests",
            "- fewer burglaries",
            "A heading above three",
            "3. In this paragraph the squad reports what it did in a year with a long sentence,",
            "one that is wrapped.",
            "C. Race and equality impact",
            "None.",
        ]
    )


def test_a_compact_report_is_cut_where_its_paragraphs_begin() -> None:
    assert [(paragraph, kind) for paragraph, kind, _ in outline(read(compact()))] == [
        ("summary", "heading"),
        ("summary", "paragraph"),
        ("B", "heading"),
        ("B", "heading"),
        ("1", "paragraph"),
        ("2", "paragraph"),
        ("2", "bullet"),
        ("2", "bullet"),
        ("2", "heading"),
        ("3", "paragraph"),
        ("C", "heading"),
        ("C", "paragraph"),
    ]


def test_bullets_inside_a_line_are_cut_in_the_compact_rendering() -> None:
    text = "B. Supporting information\n1. Points:\nPolice\n- Strength (chart 1)\nIt rose by 300 (7%). - Service (chart 2)\nIt fell."
    found = [(kind, words) for _, kind, words in outline(read(text))]
    assert ("bullet", "Service (chart 2)") in found
    assert parents(text)["It fell."] == "Service (chart 2)"


RECOMMENDATIONS = """B. Supporting information

6. See below.

7. The responses follow.

Recommendation 5. Publish more.

Recommendation 6. Explain it.

MPS Response:

) Under the plan nothing changed.

a) In the year 40 events were held:

  • 30 in schools

b) The second.

Since then:

  • 20% came from London.

Recommendation 7 Improve it by:

  • training staff.

8. Recommendation 9, of another inquiry, was met.
"""


def test_recommendations_have_codes_of_their_own_until_paragraphs_go_on() -> None:
    found = codes(RECOMMENDATIONS)
    assert found["Publish more."] == "rec5"
    assert found["Explain it."] == found[") Under the plan nothing changed."] == "rec6"
    assert found["In the year 40 events were held:"] == found["30 in schools"] == "rec6.a"
    assert found["The second."] == "rec6.b"
    assert found["Since then:"] == found["20% came from London."] == "rec6"
    assert found["training staff."] == "rec7"
    assert found["Recommendation 9, of another inquiry, was met."] == "8"
    assert parents(RECOMMENDATIONS)["training staff."] == "Improve it by:"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A. Supporting information\n\n1. First.\n\nB. Financial implications\n\n1. Second.",
            {"First.": "A.1", "Second.": "1"},
        ),
        ("B. Supporting information\n\n1. First.\n\nC. Impact\n\n2. Counted on.", {"Counted on.": "C.2"}),
        ("B. Supporting information\n\n1. First.\n\n4. Two were left out.", {"Two were left out.": "4"}),
        (
            "1. No section has a heading.\n\n2. None at all.",
            {"No section has a heading.": "1", "None at all.": "2"},
        ),
        (
            "B. Supporting information\n\n1. Aims:\n\na) one\n\ni) nested\n\nb) two",
            {"one": "1.a", "nested": "1.a", "two": "1.b"},
        ),
        (
            "B. Supporting information\n\n1. First.\n\n12 March 2006 was the day.",
            {"12 March 2006 was the day.": "1"},
        ),
        (
            "B. Supporting information\n\n1. First.\n\n2 March 2006 was the day.",
            {"2 March 2006 was the day.": "1"},
        ),
        ("D. Background papers\n\nNone\n\nD. Contact details\n\nA name", {"None": "D", "A name": "D"}),
        ("Executive summary\n\n  • It rose by 3%", {"It rose by 3%": "summary"}),
        (
            "B. Supporting information\n\n1. Text.\n\nList of abbreviations\n\nBME\nBlack and minority ethnic",
            {"BME": "B"},
        ),
    ],
    ids=[
        "letter of the section",
        "counting on",
        "gap",
        "no sections",
        "letters",
        "date",
        "date in order",
        "twice",
        "bullets",
        "list",
    ],
)
def test_paragraph_codes(text: str, expected: dict[str, str]) -> None:
    found = codes(text)
    assert {words: found[words] for words in expected} == expected


def test_a_list_that_counts_as_the_paragraphs_do_stays_a_list() -> None:
    text = "B. Supporting information\n1. One.\n2. Aims:\n1. Prevent.\n2. Detect.\n3. Prosecute.\n3. Third.\n4. Fourth."
    assert [paragraph for paragraph, _, _ in outline(read(text))][1:] == ["1", "2", "2", "2", "2", "3", "4"]


APPENDICES = """B. Supporting information

1. See Appendix 1 for more.

Appendix 1 shows all the figures that the text leaves out.

C. Contact details

Appendix 1: Officers in post

A. Supporting information

1. Strength

There were 30.

Appendix B

Figures for 2006.

1. A note that is a footnote. [Back]

2. Another. [Back]

Send an e-mail linking to this page
"""


def test_appendices_and_footnotes_keep_their_codes() -> None:
    found = codes(APPENDICES)
    assert found["Appendix 1 shows all the figures that the text leaves out."] == "1"
    assert found["Officers in post"] == found["Strength"] == found["There were 30."] == "appendix-1"
    assert found["Figures for 2006."] == "appendix-b"
    assert found["A note that is a footnote. [Back]"] == "fn1"
    assert found["Another. [Back]"] == "fn2"


def test_a_list_of_appendices_opens_none() -> None:
    text = "B. Supporting information\n\n1. Text.\n\nE. Background papers\n\nAppendix 1: One\n\nAppendix 2: Two\n\nF. Contact details"
    assert {paragraph for paragraph, _, _ in outline(read(text))} == {"B", "1", "E", "F"}


# --- header -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "number", "date", "committee", "author"),
    [
        (HEADER, "Burglary in the boroughs", "9", "2006-03-09", "", "Commissioner"),
        ("Report: 6b\nDate:12 July 2004\n", "", "6b", "2004-07-12", "", ""),
        (
            "Contents\n\nThis report 12 of the 09 Sep 04 meeting of the Planning, Performance & Review Committee and is short.\n\n"
            "Gun crime\n\nDate: 09 Sep 04",
            "Gun crime",
            "12",
            "2004-09-09",
            "Planning, Performance & Review Committee",
            "",
        ),
        (
            "Report 11 of the 8 March 2007 meeting of the\nStrategic and Operational Policing Committee, with figures",
            "",
            "11",
            "2007-03-08",
            "Strategic and Operational Policing Committee",
            "",
        ),
        (
            "Workforce\nReport: 5 Date: 1st May 2003 By:\nDirector of Resources\nSummary\nText.",
            "Workforce",
            "5",
            "2003-05-01",
            "",
            "Director of Resources",
        ),
        ("A. Supporting information\n\n1. No header at all.", "", "", None, "", ""),
        (
            "Contents\n\nMore officers\n\n14/03\nFriday, 7 March 2003\n\nThe Authority said so.",
            "More officers",
            "",
            "2003-03-07",
            "",
            "",
        ),
        ("Crime\nDate: soon\n7 March 2003", "Crime", "", None, "", ""),
        ("Crime\nDate: 31 February 2004", "Crime", "", None, "", ""),
    ],
    ids=[
        "usual",
        "without a blank",
        "opening sentence",
        "opening over two lines",
        "one line",
        "none",
        "a press release",
        "a labelled date that is none",
        "no such day",
    ],
)
def test_header(text: str, title: str, number: str, date: str | None, committee: str, author: str) -> None:
    report = read(text)
    assert (report.title, report.number, report.committee, report.author) == (
        title,
        number,
        committee,
        author,
    )
    assert (report.date.isoformat() if report.date else None) == date


def test_the_header_wins_over_the_sources_which_fill_what_it_lacks() -> None:
    report = read_text(HEADER, source_file="x-5.txt", source=SOURCE)
    assert (report.title, report.number, report.committee) == (
        "Burglary in the boroughs",
        "9",
        "Finance Committee",
    )
    assert (report.date, report.url, report.text_is) == (
        datetime.date(2006, 3, 9),
        "http://example.org/7",
        "digest",
    )
    bare = read_text("1. Text only.", source_file="x-5.txt", source=SOURCE)
    assert (bare.title, bare.number, bare.date) == ("Street crime", "7", datetime.date(2005, 2, 3))


def test_where_two_places_of_a_header_disagree_the_sources_decide() -> None:
    text = "Report 7 of the 3 February 2005 meeting of the Finance Committee\n\nTitle\n\nReport: 6\nDate: 1 January 2005\n"
    assert (read_text(text, source_file="a.txt", source=SOURCE).number, read(text).number) == ("7", "6")
    assert read_text(text, source_file="a.txt", source=SOURCE).date == datetime.date(2005, 2, 3)


def test_the_identifier_of_a_report() -> None:
    assert read_text(HEADER, source_file="some-file.txt").report_id == "2006-03-09-9"
    assert read_text(HEADER, source_file="some-file.txt", source=SOURCE).report_id == "some-file"
    assert read_text("1. Text.", source_file="some-file.txt").report_id == "some-file"


# --- files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        "B. Supporting information\r\n\r\n1. It cost £5k – “cheap”.\r\n".encode(),
        b"\xef\xbb\xbf" + "B. Supporting information\n\n1. It cost £5k – “cheap”.\n".encode(),
        "B. Supporting information\n\n1. It cost £5k – “cheap”.\n".encode("cp1252"),
        "B. Supporting information\r\n\r\n1. It cost £5k – “cheap”.\r\n".encode("utf-16"),
        b"\xfe\xff" + "B. Supporting information\n\n1. It cost £5k – “cheap”.\n".encode("utf-16-be"),
    ],
    ids=["line ends", "utf-8 with mark", "windows-1252", "utf-16", "utf-16 big-endian"],
)
def test_encodings(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    report = read_report(path, {})
    assert report.text == "B. Supporting information\n\n1. It cost £5k – “cheap”.\n"
    assert report.text[report.blocks[-1].start : report.blocks[-1].end] == "It cost £5k – “cheap”."


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("blank.html", b"<html><body><nav>Home</nav></body></html>", "empty"),
        ("binary.txt", b"PK\x03\x04\x00\x00\x08", "binary"),
        ("odd.txt", b"caf\x81\xff", "neither UTF-8 nor Windows-1252"),
        ("broken.txt", b"\xff\xfea", "UTF-16"),
        ("paper.pdf", b"%PDF-1.4", "no report"),
    ],
)
def test_bad_files_are_named_with_a_remedy(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(ReportError, match=reason) as caught:
        read_report(path, {})
    assert caught.value.file == name
    assert caught.value.remedy
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_missing_and_an_oversized_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be opened"):
        read_report(tmp_path / "gone.txt", {})
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    with pytest.raises(ReportError, match="65 MB is more than the limit"):
        read_report(path, {})


@pytest.mark.slow
def test_a_report_of_50_megabytes_is_read(tmp_path: Path) -> None:
    paragraph = (
        "{}. In this borough officers arrested 12 people, and 40% of them were charged with burglary.\n\n"
    )
    text = "B. Supporting information\n\n" + "".join(
        paragraph.format(number % 999 + 1) for number in range(999)
    )
    path = tmp_path / "large.txt"
    path.write_text(text * (50 * 1000 * 1000 // len(text)), encoding="utf-8")
    report = read_report(path, {})
    assert report.blocks[-1].paragraph == "999"
    assert len(report.blocks) > 500_000


def test_sources(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == {}
    table = tmp_path / "sources.csv"
    table.write_text(
        "file,title,committee,date,number,url\na.txt,Crime,Board,2006-03-09,6b,http://example.org\nb.txt,,,,,\n"
    )
    sources = read_sources(tmp_path)
    assert sources["a.txt"].date == datetime.date(2006, 3, 9)
    assert sources["a.txt"].text_is == "original"
    assert sources["b.txt"].date is None
    table.write_text("file,title,committee,date,number,url,text_is\na.txt,Crime,Board,,6b,,digest\n")
    assert read_sources(tmp_path)["a.txt"].text_is == "digest"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("file,title\na.txt,Crime\n", "columns are missing: committee, date, number, url"),
        ("file,title,committee,date,number,url\na.txt,,,9 March,,\n", "line 2: 9 March is no date"),
        ("file,title,committee,date,number,url\na.txt,,,,,\na.txt,,,,,\n", "a.txt is listed twice"),
        ("file,title,committee,date,number,url,text_is\na.txt,,,,,,copy\n", "text_is is copy"),
    ],
)
def test_bad_sources_are_named(tmp_path: Path, rows: str, reason: str) -> None:
    (tmp_path / "sources.csv").write_text(rows)
    with pytest.raises(ReportError, match=reason):
        read_sources(tmp_path)


# --- properties -------------------------------------------------------------------------------------------------


def assert_covers(report: Report) -> None:
    """Blocks are in order, apart, inside the text, and with their markers hold all that is not blank."""
    position = 0
    for index, block in enumerate(report.blocks):
        first = block.marker[0] if block.marker else block.start
        assert position <= first <= block.start < block.end <= len(report.text)
        assert not report.text[position:first].strip()
        if block.marker:
            assert block.marker[0] < block.marker[1] <= block.start
            assert not report.text[block.marker[1] : block.start].strip()
        assert block.parent is None or block.parent < index
        assert block.heading is None or report.blocks[block.heading].kind == "heading"
        assert (block.table is not None) >= (block.kind == "row")
        position = block.end
    assert not report.text[position:].strip()
    starts = {block.start: block for block in report.blocks if block.table is not None}
    for number, table in enumerate(report.tables):
        assert table.rows
        for row in table.rows:
            assert starts[row.start].end == row.end
            assert starts[row.start].table == number
            for start, end in (row.label, *row.cells):
                assert row.start <= start <= end <= row.end


PIECES = st.sampled_from(
    [
        "A. Recommendations",
        "B. Supporting information",
        "C. Race and equality impact",
        "Summary",
        "Report: 6b",
        "Date: 9 March 2006",
        "By:",
        "1.",
        "1. First",
        "2. Second of them",
        "  2. An item",
        "3 Third",
        "a) Letter",
        "ii) Roman",
        "Recommendation 5. Do it",
        "Appendix 3: Figures",
        "Footnotes",
        "1. A note [Back]",
        "  • Bullet",
        "    • Deeper",
        "- Dash. - Inline",
        "Theft 12 13",
        "Rape 25% 17.1% below target",
        "Measure Target Actual Status",
        "Area | 2005 | 2006",
        "--- | ---",
        "|",
        "Barnet\t12\t13",
        "MPS  5.2  +/- 1.9",
        "12",
        "40%",
        "A heading",
        "some text that goes on, and on, without an end until the very end of the line is reached and",
        "You are in:",
        "Abbreviations",
        "",
        " ",
        "",
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("\n".join)))
@example("•")
@example("1.\n|\n|")
@example("Recommendation 5\n\x0b\x85\u2028a)")
@example("A. Recommendations\r\n\r1. a\x00b")
@example("\ufeff- \ud800")
@settings(max_examples=400)
def test_any_text_is_read_and_covered(text: str) -> None:
    assert_covers(read(text))


@given(
    st.lists(
        st.sampled_from(
            ["12 ", "• ", "1. A\n", "|", "(", "9" * 50, "Theft 1 2\n", "\n\n", "Appendix 1\n", "\t"]
        ),
        max_size=60,
    )
)
@settings(max_examples=100)
def test_texts_made_of_marks_are_read_and_covered(pieces: list[str]) -> None:
    assert_covers(read("".join(pieces)))


def test_reading_twice_gives_the_same() -> None:
    assert read(HEADER + SPACED) == read(HEADER + SPACED)


# --- the published reports --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(originals: Path) -> dict[str, Report]:
    sources = read_sources(originals)
    return {path.stem: read_report(path, sources) for path in sorted(originals.glob("*.txt"))}


def numbered(report: Report, start: str = "") -> list[str]:
    """The codes of the paragraphs that open with a number, in order."""
    return [
        block.paragraph
        for block in report.blocks
        if block.kind == "paragraph" and block.marker is not None and block.paragraph.startswith(start)
    ]


@pytest.mark.originals
def test_published_reports_are_covered(published: dict[str, Report]) -> None:
    assert len(published) == 5
    for report in published.values():
        assert_covers(report)
        assert report.title
        assert report.author
        assert report.date is not None
        assert report.report_id == Path(report.source_file).stem


@pytest.mark.originals
@pytest.mark.parametrize(
    ("report_id", "last"),
    [
        ("2007-03-08-x-eodb-11", 111),
        ("2007-12-06-x-eodb-10", 87),
        ("2008-01-31-mpa-06b", 9),
        ("2008-02-07-x-eodb-09", 20),
        ("2010-12-09-sop-08", 32),
    ],
)
def test_published_paragraphs_are_all_found(published: dict[str, Report], report_id: str, last: int) -> None:
    bare = [code for code in numbered(published[report_id]) if code.isdecimal()]
    assert bare == [str(number) for number in range(1, last + 1)]


@pytest.mark.originals
def test_published_sections_appendices_and_footnotes(published: dict[str, Report]) -> None:
    report = published["2007-03-08-x-eodb-11"]
    assert numbered(report, "C") == ["C.1", "C.2"]
    assert numbered(report, "D") == ["D.1", "D.2"]
    assert numbered(report, "fn") == [f"fn{number}" for number in range(1, 8)]
    found = {block.paragraph for block in report.blocks}
    assert {code for code in found if code.startswith("appendix")} == {
        "appendix-1",
        "appendix-2",
        "appendix-3",
    }
    assert not {code for code in found if code.startswith("rec")}
    assert numbered(published["2008-02-07-x-eodb-09"], "fn") == [f"fn{number}" for number in range(1, 10)]
    assert numbered(published["2010-12-09-sop-08"], "C") == ["C.1", "C.2", "C.3", "C.4"]


@pytest.mark.originals
def test_published_recommendations(published: dict[str, Report]) -> None:
    blocks = published["2008-01-31-mpa-06b"].blocks
    headings = [
        block.paragraph for block in blocks if block.kind == "heading" and block.paragraph.startswith("rec")
    ]
    assert headings == [f"rec{number}" for number in range(1, 47)]
    found = {block.paragraph for block in blocks}
    assert {"rec1.a", "rec6.m", "rec10.b", "rec13.e", "rec19.d", "rec39.h", "rec45.c", "rec46.c"} <= found
    assert sum(block.paragraph == "rec39" and block.kind == "bullet" for block in blocks) == 9


@pytest.mark.originals
def test_published_sub_bullets_know_their_bullet(published: dict[str, Report]) -> None:
    blocks = published["2007-03-08-x-eodb-11"].blocks
    bullets = [block for block in blocks if block.paragraph == "11" and block.kind == "bullet"]
    above = [blocks[block.parent] for block in bullets if block.parent is not None]
    assert [block.kind for block in above].count("bullet") == 9
    assert [block.kind for block in above].count("paragraph") == 2
