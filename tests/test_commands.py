from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl.__main__ import main
from etl.figures import place_report
from etl.reports import read_report, read_sources
from etl.rule_words import RULES, rule_in_words
from tests.small_reports import ROOT, report_text, rows, several, write_reports


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one report in data/reports."""
    write_reports(tmp_path / "data" / "reports", {"a.txt": report_text()})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def ids(folder: Path) -> list[str]:
    return [row["figure_id"] for row in rows(folder / "data" / "tables", "figures")]


def test_build_ends_with_a_line_for_each_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    said = capsys.readouterr()
    count = len(ids(folder))
    assert (
        said.out == f"2006-10-12-7: {count} figures placed, 0 numbers left unplaced, 0 checks do not agree\n"
    )
    assert said.err == ""


def test_build_sums_up_more_than_fifty_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_reports(folder / "many", several(51) | {"broken.txt": ""})
    assert main(["build", "--reports", "many", "--workers", "1"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("51 reports: ")
    assert said.out.count("\n") == 1
    assert said.err == "many/broken.txt: the file is empty; put the report's text into it, or remove it\n"


def test_build_sums_up_many_failures_by_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts: dict[str, str | bytes] = {f"empty-{place:02}.txt": "" for place in range(49)}
    write_reports(
        folder / "many", texts | {"a.txt": report_text(), "binary.txt": b"\0\0", "other.txt": b"\0"}
    )
    assert main(["build", "--reports", "many", "--workers", "1"]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "49 files: the file is empty; put the report's text into it, or remove it "
        "(many/empty-00.txt, many/empty-01.txt, many/empty-02.txt and 46 more)",
        "2 files: the file is binary (it holds NUL bytes); open it in an editor and save it as plain text in UTF-8 "
        "(many/binary.txt, many/other.txt)",
        "51 files failed; manifest.json names each",
    ]
    assert said.out.startswith("2006-10-12-7: ")


def test_a_build_again_says_what_was_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    first = capsys.readouterr()
    assert main(["build"]) == 0
    again = capsys.readouterr()
    assert again.out == f"1 of 1 reports are as they were: not read again\n{first.out}"
    assert (again.err, first.err) == ("", "")


def test_build_takes_several_folders_however_they_are_given(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in "89":
        write_reports(folder / number, {"a.txt": report_text(number)})
    assert main(["build", "--reports", "8", "9", "--reports", "data/reports", "--workers", "1"]) == 0
    assert [line.split(":")[0][-1] for line in capsys.readouterr().out.splitlines()] == ["8", "9", "7"]


# Each: what the folder holds, the arguments, and what is said.
REFUSALS: dict[str, tuple[Mapping[str, str], Sequence[str], str]] = {
    "no such folder": ({}, ["build", "--reports", "nowhere"], "nowhere: there is no such folder; name one with --reports"),
    "no reports": ({"empty/notes.md": ""}, ["build", "--reports", "empty"], "empty: the folder holds no reports"),
    "nothing readable": ({"bad/a.txt": ""}, ["build", "--reports", "bad"], "No report is left to build"),
    "unwritable": ({"file": ""}, ["build", "--out", "file"], "file: the output folder cannot be written"),
    "broken corrections": ({"c.csv": "who,why\n"}, ["build", "--corrections", "c.csv"], "c.csv: columns are missing"),
    "check without tables": ({}, ["check"], "data/tables: there are no tables; build them with `python -m etl build"),
    "arithmetic without tables": ({}, ["check", "--arithmetic"], "data/tables: there are no tables"),
    "show without tables": ({}, ["show", "abc"], "data/tables: there are no tables"),
    "compare without tables": ({}, ["compare"], "data/tables: there are no tables"),
    "score without labels": ({}, ["score"], "tests/gold: there are no labels (*.tsv); name their folder with --gold"),
    "score without reports": ({"gold/x.tsv": "paragraph\tstart\n"}, ["score", "--gold", "gold", "--reports", "data"], "x.txt: the file cannot be opened"),
    "broken labels": ({"gold/a.tsv": "paragraph\tstart\n1\tx\n"}, ["score", "--gold", "gold", "--reports", "data/reports"], "gold/a.tsv: cannot be read as labels"),
    "broken saved score": ({"s.json": "{"}, ["score", "--against", "s.json"], "s.json: cannot be read as a saved score"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "arguments", "words"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_cannot_be_done_is_said_with_status_1(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    files: Mapping[str, str],
    arguments: list[str],
    words: str,
) -> None:
    write_reports(folder, files)
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def without_a_column(path: Path) -> None:
    found = pq.read_table(path)
    pq.write_table(found.drop_columns(found.column_names[-1:]), path)


COMMANDS_THAT_READ = {
    "check --arithmetic": ("checks",),
    "compare": ("comparisons",),
    "show SOME": ("figures", "numbers", "reports"),
}


@pytest.mark.parametrize("damage", [Path.unlink, cut, without_a_column])
@pytest.mark.parametrize(
    ("command", "table"), [(one, table) for one, tables in COMMANDS_THAT_READ.items() for table in tables]
)
def test_a_damaged_table_is_named_with_the_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, table: str, damage: Callable[[Path], None]
) -> None:
    main(["build"])
    some = ids(folder)[0]
    damage((folder / "data" / "tables" / f"{table}.parquet").resolve())
    capsys.readouterr()
    assert main([some if word == "SOME" else word for word in command.split()]) == 1
    said = capsys.readouterr()
    assert re.fullmatch(rf"\S+/{table}\.parquet .*: build the tables with `python -m etl build`\n", said.err)
    assert said.out == ""


@pytest.mark.parametrize("workers", ["0", "-1", "two"])
def test_a_number_of_workers_is_1_or_more(
    folder: Path, capsys: pytest.CaptureFixture[str], workers: str
) -> None:
    with pytest.raises(SystemExit):
        main(["build", f"--workers={workers}"])
    assert "write 1 or more" in capsys.readouterr().err


def test_check_of_a_fresh_build_agrees(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    assert main(["check"]) == 0
    assert "all agree" in capsys.readouterr().out
    assert main(["check", "--arithmetic"]) == 0
    assert "checks" in capsys.readouterr().out


def test_check_lists_failures_with_status_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    (folder / "data" / "reports" / "a.txt").write_text("Another text.")
    assert main(["check"]) == 1
    assert "has changed since the build; build again" in capsys.readouterr().err


def test_show_explains_a_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    figure = next(row for row in rows(folder / "data" / "tables", "figures") if row["printed"] == "15.1%")
    capsys.readouterr()
    assert main(["show", figure["figure_id"]]) == 0
    said = capsys.readouterr().out
    # The paragraph, every column, the rule in words, and what became of the other numbers there.
    for words in (
        "In 2004/05 the sanction detection rate for robbery was 15.1%, against a target of 16%.",
        *(str(figure[name]) for name in ("report_id", "metric", "group", "kind", "unit", "period_start")),
        rule_in_words(figure["rule"]),
        "sanction detection rate → sanction_detection_rate",
        "part of a period or a date",
        "this figure",
    ):
        assert words in said, words
    assert "1,204" not in said


def test_show_takes_the_beginning_of_an_identifier(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    figure_id = ids(folder)[0]
    capsys.readouterr()
    assert main(["show", figure_id[:12]]) == 0
    assert figure_id in capsys.readouterr().out


def test_show_names_the_nearest_identifiers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    figure_id = ids(folder)[0]
    capsys.readouterr()
    assert main(["show", figure_id[:-1] + "x"]) == 1
    said = capsys.readouterr().err
    assert f"No figure has the identifier {figure_id[:-1]}x; the nearest are {figure_id}" in said


def test_show_asks_for_more_where_several_begin_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_reports(folder / "many", several(20))
    main(["build", "--reports", "many", "--workers", "1"])
    start = next(one[0] for one in ids(folder) if sum(other[0] == one[0] for other in ids(folder)) > 1)
    capsys.readouterr()
    assert main(["show", start]) == 1
    assert f"figures begin with {start}: {start}" in capsys.readouterr().err


def test_show_works_where_the_report_is_gone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    shutil.rmtree(folder / "data" / "reports")
    assert main(["show", ids(folder)[0]]) == 0
    assert "this is the sentence alone" in capsys.readouterr().out


def test_compare_prints_and_filters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    capsys.readouterr()
    assert main(["compare", "--metric", "sanction_detection_rate"]) == 0
    assert "17.5%" in capsys.readouterr().out
    assert main(["compare", "--metric", "happiness"]) == 1
    assert "unknown metric 'happiness'" in capsys.readouterr().err


HEAD = "paragraph start end printed metric group scope label kind statistic value value_high unit qualifier period_type period_start period_end definition family note"


def label(printed: str, **changed: str) -> str:
    start = report_text().index(printed)
    fields = dict.fromkeys(HEAD.split(), "") | {
        "paragraph": "1", "start": str(start), "end": str(start + len(printed)), "printed": printed, "metric": "sanction_detection_rate",
        "group": "robbery", "scope": "mps", "kind": "actual", "statistic": "value", "value": printed.rstrip("%"), "unit": "percent",
        "qualifier": "exact", "period_type": "financial_year", "period_start": "2005-04-01", "period_end": "2006-03-31",
    }  # fmt: skip
    return "\t".join((fields | changed).values())


def test_score_names_what_is_wrong_and_what_was_gained(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["\t".join(HEAD.split()), label("17.5%"), label("15.1%", paragraph="2", group="rape")]
    write_reports(folder, {"gold/2006-10-12-7.tsv": "\n".join(lines) + "\n"})
    shutil.copy(folder / "data" / "reports" / "a.txt", folder / "data" / "reports" / "2006-10-12-7.txt")
    (folder / "before.json").write_text(
        json.dumps(["2006-10-12-7 2 15.1%@" + str(report_text().index("15.1%"))])
    )
    arguments = [
        "score",
        "--gold",
        "gold",
        "--reports",
        "data/reports",
        "--save",
        "now.json",
        "--against",
        "before.json",
    ]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    at = report_text().index
    assert f"2006-10-12-7 2 15.1%@{at('15.1%')}: group, period" in said
    assert f"gain: 2006-10-12-7 1 17.5%@{at('17.5%')}" in said
    assert f"loss: 2006-10-12-7 2 15.1%@{at('15.1%')}" in said
    assert "1 gains, 1 losses" in said
    assert json.loads((folder / "now.json").read_text()) == [f"2006-10-12-7 1 17.5%@{at('17.5%')}"]


def test_the_module_runs_as_a_command(folder: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "etl", "build", "--workers", "2"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("2006-10-12-7: ")


def test_a_reader_that_has_enough_is_no_error(folder: Path) -> None:
    write_reports(folder / "many", several(40))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m etl build --reports many --workers 1 | true; exit ${{PIPESTATUS[0]}}"
    found = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_every_rule_that_places_a_figure_of_the_reports_has_words() -> None:
    folders = [
        ROOT / "data" / "reports",
        *(ROOT / "tests" / kind / "developed" for kind in ("restated", "invented")),
    ]
    rules = {
        part
        for folder in folders
        for file in sorted(folder.glob("*.txt"))
        for figure in place_report(read_report(file, read_sources(folder))).figures
        for part in figure.rule.split(":")
    }
    assert len(rules) > 100
    assert sorted(rules - RULES.keys()) == []


def test_a_rule_without_words_is_read_out() -> None:
    assert rule_in_words("noun_after:new_rule") == "the noun behind the number names the metric; new rule"
