from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from etl import schema
from etl.builds import BuildError, current, read_manifest
from etl.corrections import COLUMNS, FIXED, Correction, correct, parsed, read_corrections, with_repeats
from etl.figures import Figure, NumberRow, Placed
from tests.small_reports import build_of, report_text, rows, write_reports

HEAD = ",".join(COLUMNS) + "\n"
REPORT = "2006-10-12-7"


def figure(place: int = 0, **changed: object) -> Figure:
    fields: dict[str, object] = {
        "figure_id": f"id{place}", "report_id": REPORT, "source_file": "a.txt", "paragraph": "1", "start": place, "end": place + 3,
        "printed": "12%", "quote": "It was 12%.", "metric": "sanction_detection_rate", "group": "robbery", "scope": "mps", "label": "",
        "kind": "actual", "statistic": "value", "value": 12.0, "value_high": None, "unit": "percent", "qualifier": "exact",
        "period_type": "unstated", "period_start": None, "period_end": None, "period_from": "sentence", "definition": "",
        "definition_from": "", "repeat_of": "", "rule": "rate_before",
    }  # fmt: skip
    return Figure(**(fields | changed))  # type: ignore[arg-type]


def number(of: Figure) -> NumberRow:
    return NumberRow(
        report_id=REPORT, paragraph="1", start=of.start, end=of.end, printed=of.printed, became="figure", figure_id=of.figure_id, reason="",
    )  # fmt: skip


def placed(*figures: Figure) -> Placed:
    numbers = {one.start: number(one) for one in reversed(figures)}
    return Placed(figures=figures, numbers=tuple(numbers[start] for start in sorted(numbers)))


def entry(action: str = "flag", **changed: object) -> Correction:
    fields: dict[str, object] = {
        "place": "corrections.csv, line 2", "report_id": REPORT, "paragraph": "1", "printed": "12%", "occurrence": 1,
        "action": action, "column": "", "value": None, "why": "a misprint",
    }  # fmt: skip
    return Correction(**(fields | changed))  # type: ignore[arg-type]


def test_a_flag_marks_the_rule_and_leaves_the_rest() -> None:
    done = correct(placed(figure()), [entry()])
    assert done.placed.figures == (figure(rule="rate_before:flagged"),)
    assert done.placed.numbers == placed(figure()).numbers
    assert [one.figure_id for one in done.applied] == ["id0"]


def test_an_override_sets_one_column_and_keeps_the_print() -> None:
    done = correct(placed(figure()), [entry("override", column="value", value=21.0)])
    assert done.placed.figures == (figure(value=21.0, rule="rate_before:overridden"),)
    assert done.applied[0].before == 12.0


def test_two_columns_of_a_figure_may_be_overridden() -> None:
    lines = [entry("override", column="value", value=21.0), entry("override", column="group", value="rape")]
    done = correct(placed(figure()), lines)
    assert done.placed.figures == (figure(value=21.0, group="rape", rule="rate_before:overridden"),)
    assert not done.misfits


def test_a_dropped_figure_leaves_its_number_unplaced_with_the_reason() -> None:
    done = correct(placed(figure()), [entry("drop")])
    assert done.placed.figures == ()
    assert [(one.became, one.figure_id, one.reason) for one in done.placed.numbers] == [
        ("unplaced", "", "left out by a correction: a misprint")
    ]


def test_the_other_figure_of_the_same_number_takes_it_over() -> None:
    both = placed(figure(group="rape"), figure(figure_id="second"))
    done = correct(both, [entry("drop")])
    assert [one.figure_id for one in done.placed.figures] == ["second"]
    assert [(one.became, one.figure_id) for one in done.placed.numbers] == [("figure", "second")]


def test_the_occurrence_counts_in_the_order_of_the_text() -> None:
    done = correct(placed(figure(), figure(10, value=13.0)), [entry(occurrence=2)])
    assert [one.rule for one in done.placed.figures] == ["rate_before", "rate_before:flagged"]


def test_repeats_follow_what_is_left() -> None:
    three = with_repeats([figure(0), figure(10), figure(20)])
    assert [one.repeat_of for one in three] == ["", "id0", "id0"]
    dropped = correct(placed(*three), [entry("drop")]).placed.figures
    assert [(one.figure_id, one.repeat_of) for one in dropped] == [("id10", ""), ("id20", "id10")]
    overridden = correct(placed(*three), [entry("override", column="value", value=21.0)]).placed.figures
    assert [one.repeat_of for one in overridden] == ["", "", "id10"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            entry(printed="13%"),
            "line 2: no figure 13% .* it has none with that print; mend or remove the line",
        ),
        (entry(paragraph="9"), "no figure 12% .* paragraph 9"),
        (entry(occurrence=2), "it has 1 with that print"),
        (
            entry("override", column="value", value=12.0),
            "line 2: value of 12% .* is 12.0 already; remove the line",
        ),
    ],
)
def test_an_entry_that_no_longer_fits_is_named_with_the_remedy(line: Correction, words: str) -> None:
    done = correct(placed(figure()), [line])
    assert len(done.misfits) == 1
    assert re.search(words, done.misfits[0])
    assert done.placed == placed(figure())


def test_an_entry_for_a_figure_that_is_dropped_does_not_fit() -> None:
    done = correct(placed(figure()), [entry("drop"), entry()])
    assert "was dropped by a line above" in done.misfits[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("r,1,12%,,erase,,,why", "the action is 'erase'; write flag, drop or override"),
        ("r,1,12%,,flag,,,", "why is empty"),
        (",1,,,flag,,,why", "report_id, printed is empty"),
        ("r,1,12%,first,flag,,,why", "the occurrence is 'first'"),
        ("r,1,12%,0,flag,,,why", "the occurrence is '0'"),
        ("r,1,12%,,flag,value,3,why", "only override takes a column"),
        ("r,1,12%,,override,figure_id,3,why", "'figure_id' is no column to override"),
        ("r,1,12%,,override,value,twelve,why", "'twelve' is no value of value"),
        ("r,1,12%,,override,value,,why", "'' is no value of value"),
        ("r,1,12%,,override,period_end,31/3/07,why", "is no value of period_end"),
        ("r,1,12%,,override,unit,furlongs,why", "'furlongs' is no unit; choose one of count"),
        ("r,1,12%,,override,metric,happiness,why", "'happiness' is no metric"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEAD}{line}\n")
    with pytest.raises(BuildError) as caught:
        read_corrections(path)
    assert f"{path}, line 2: " in str(caught.value)
    assert words in str(caught.value)


def test_all_lines_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(HEAD + "r,1,12%,,erase,,,why\n" * 3)
    with pytest.raises(BuildError) as caught:
        read_corrections(path)
    assert [line.split(":")[0][-6:] for line in str(caught.value).splitlines()] == [
        "line 2",
        "line 3",
        "line 4",
    ]


@pytest.mark.parametrize("content", [b"report_id,paragraph\n", b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_list_of_corrections_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "corrections.csv"
    path.write_bytes(content)
    with pytest.raises(BuildError, match=re.escape(str(path))):
        read_corrections(path)


def test_values_are_read_by_the_type_of_their_column() -> None:
    assert parsed("period_start", "2006-04-01") == date(2006, 4, 1)
    assert parsed("value_high", "3") == 3.0
    assert parsed("group", "") == ""
    assert {column.name for column in schema.FIGURES.columns} >= FIXED


def test_the_list_that_is_shipped_can_be_read() -> None:
    read_corrections(Path(__file__).resolve().parent.parent / "data" / "corrections.csv")


def corrected(folder: Path, lines: str) -> Path:
    reports = write_reports(folder / "reports", {"a.txt": report_text()})
    path = folder / "corrections.csv"
    path.write_text(HEAD + lines, encoding="utf-8")
    return build_of(reports, out=folder / "out", corrections=path).build


def test_a_build_applies_corrections_and_lists_them_in_the_manifest(tmp_path: Path) -> None:
    build = corrected(tmp_path, f"{REPORT},1,17.5%,,override,value,71.5,the digits are swapped\n")
    figures = {row["printed"]: row for row in rows(build, "figures")}
    assert figures["17.5%"]["value"] == 71.5
    assert figures["17.5%"]["rule"].endswith(":overridden")
    listed = read_manifest(build)["corrections"]
    assert isinstance(listed, list)
    assert [(one["before"], one["after"], one["why"]) for one in listed] == [
        (17.5, 71.5, "the digits are swapped")
    ]


def test_a_misfit_stops_the_build_and_leaves_the_old_tables(tmp_path: Path) -> None:
    build = corrected(tmp_path, "")
    with pytest.raises(
        BuildError, match=r"line 2: no figure 99%(.|\n)*line 3: no figure 98%(.|\n)*as they were"
    ):
        corrected(tmp_path, f"{REPORT},1,99%,,flag,,,why\n{REPORT},1,98%,,flag,,,why\n")
    assert current(tmp_path / "out") == build.resolve()


def test_an_entry_for_another_report_is_left_aside_and_said_so(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEAD}2001-01-01-1,1,99%,,flag,,,why\n")
    result = build_of(reports, out=tmp_path / "out", corrections=path)
    assert result.status == 0
    assert f"{path}, line 2: the report 2001-01-01-1 is not in this build" in result.warnings[0]
