from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from etl import intake, schema
from etl.builds import BuildError, current, read_manifest
from etl.cache import Cache, reading_version
from etl.figures import Placed, place_report
from etl.pipeline import Observer
from etl.report_records import Report
from tests.small_reports import build_of, contents, report_text, rows, several, write_reports
from tests.soak import FULL

GOOD = "2006-10-12-7"


def test_a_build_has_every_table_of_the_contract(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    result = build_of(reports, out=tmp_path / "out")
    assert result.status == 0
    assert [one.report_id for one in result.kept] == [GOOD]
    for table in schema.TABLES:
        assert (tmp_path / "out" / table.file).samefile(result.build / table.file)
    values = {row["printed"]: row["value"] for row in rows(result.build, "figures")}
    assert values["1,204"] == 1204.0
    assert values["17.5%"] == 17.5


def test_rows_stand_in_the_order_of_files_and_text(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(5))
    build = build_of(reports, out=tmp_path / "out").build
    order = [row["report_id"] for row in rows(build, "reports")]
    assert [row["source_file"] for row in rows(build, "reports")] == sorted(several(5))
    for table in ("figures", "numbers"):
        places = [(order.index(row["report_id"]), row["start"]) for row in rows(build, table)]
        assert places == sorted(places)


def test_the_same_input_gives_the_same_bytes_and_the_same_build(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(4))
    first = build_of(reports, out=tmp_path / "one").build
    second = build_of(reports, out=tmp_path / "two").build
    assert first.name == second.name
    assert contents(first) == contents(second)
    assert len(contents(first)) == len(schema.TABLES)


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    reports = write_reports(
        tmp_path / "reports", several(40) | {"broken.txt": "", "again.txt": several(1)["000.txt"]}
    )
    built = [build_of(reports, out=tmp_path / str(workers), workers=workers) for workers in (1, 3)]
    assert contents(built[0].build) == contents(built[1].build)
    assert built[0].failures == built[1].failures
    assert built[0].warnings == built[1].warnings


def test_the_manifest_says_what_was_built_from_what(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text(), "b.txt": ""})
    result = build_of(reports, out=tmp_path / "out")
    manifest = read_manifest(result.build)
    assert manifest["build"] == result.build.name
    assert manifest["folders"] == [str(reports.resolve())]
    row = rows(result.build, "reports")[0]
    assert manifest["files"] == [
        {
            "path": str(reports.resolve() / "a.txt"),
            "report_id": GOOD,
            "sha256": row["sha256"],
            "left_out": "",
        },
        {
            "path": str(reports.resolve() / "b.txt"),
            "report_id": "",
            "sha256": "",
            "left_out": "the file is empty",
        },
    ]
    assert {
        "built",
        "host",
        "version",
        "code_sha256",
        "python",
        "packages",
        "options",
        "tables",
    } <= manifest.keys()


def test_progress_is_told_up_to_the_last_file(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    observer = Observer(note=pytest.fail, progress=lambda done, total: told.append((done, total)))
    build_of(write_reports(tmp_path / "reports", several(3)), out=tmp_path / "out", observer=observer)
    assert told[-1] == (3, 3)


# --- which files are read ----------------------------------------------------------------------------------------


def test_folders_are_searched_to_the_bottom_and_a_file_is_read_once(tmp_path: Path) -> None:
    texts = {
        "z.txt": report_text("1"),
        "below/a.htm": f"<html><body><p>{report_text('2')}</p></body></html>",
        "notes.md": "no report",
    }
    reports = write_reports(tmp_path / "reports", texts)
    inputs, failures = intake.find_inputs([reports, reports / "below"])
    assert [one.path.relative_to(reports).as_posix() for one in inputs] == ["below/a.htm", "z.txt"]
    assert not failures


def test_each_folder_has_its_own_list_of_sources(tmp_path: Path) -> None:
    head = "file,title,committee,date,number,url\n"
    texts = {
        "a.txt": "1. There were 40 robberies in 2005/06.",
        "sources.csv": head + "a.txt,Robbery,Board,2006-05-04,3,http://example.org/3\n",
        "below/a.txt": report_text(),
    }
    build = build_of(write_reports(tmp_path / "reports", texts), out=tmp_path / "out").build
    found = {row["report_id"]: row["url"] for row in rows(build, "reports")}
    assert found == {"a": "http://example.org/3", GOOD: ""}


# --- bad input: each is named with a remedy, and the good report is still built --------------------------------------


BAD = {
    "empty": (b"", "the file is empty; put the report"),
    "blank": (b" \n\t\n", "the file is empty; put the report"),
    "binary": (
        b"\x7fELF\x00\x01\x02" * 50,
        "the file is binary .*; open it in an editor and save it as plain text",
    ),
    "broken UTF-16": (b"\xff\xfe\x00\xd8\x00\x00", "broken; open it in an editor"),
    "no encoding": (b"caf\x81 \x8d 5", "neither UTF-8 nor Windows-1252 text; open it in an editor"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, words: str) -> None:
    reports = write_reports(tmp_path / "reports", {"bad.txt": content, "good.txt": report_text()})
    result = build_of(reports, out=tmp_path / "out")
    assert result.status == 1
    assert [one.report_id for one in result.kept] == [GOOD]
    assert len(result.failures) == 1
    message = str(result.failures[0])
    assert message.startswith(f"{reports / 'bad.txt'}: ")
    assert re.search(words, message), message


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = report_text().replace("Progress", "Cost £5,000 – progress")
    reports = write_reports(tmp_path / "reports", {"a.txt": text.encode(encoding)})
    result = build_of(reports, out=tmp_path / "out")
    assert result.status == 0
    assert "£5,000" in {row["printed"] for row in rows(result.build, "numbers")}


def test_a_report_without_a_header_takes_the_name_of_its_file(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", {"bare.txt": "There were 40 robberies in 2005/06."})
    result = build_of(reports, out=tmp_path / "out")
    assert result.status == 0
    assert [(row["report_id"], row["date"]) for row in rows(result.build, "reports")] == [("bare", None)]


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", {"good.txt": report_text(), "huge.txt": ""})
    with (reports / "huge.txt").open("r+b") as file:
        file.truncate(65 * 1024 * 1024)
    result = build_of(reports, out=tmp_path / "out")
    assert [str(one).split(": ", 1)[1] for one in result.failures] == [
        "65 MB is more than the limit of 64 MB; split the file into its reports"
    ]
    assert len(result.kept) == 1


@pytest.mark.skipif(not FULL, reason="a minute's work: make soak runs it")
def test_a_file_of_50_megabytes_is_read(tmp_path: Path) -> None:
    text = report_text()
    reports = write_reports(tmp_path / "reports", {"large.txt": text * (50_000_000 // len(text))})
    result = build_of(reports, out=tmp_path / "out")
    assert result.status == 0
    assert result.kept[0].figures > 100_000


def test_a_file_that_disappears_is_named(tmp_path: Path) -> None:
    missing = intake.Input(number=0, path=tmp_path / "gone.txt", size=1, source=None)
    chunk = intake.read_chunk([missing], {}, Cache(folder=tmp_path / "cache", version=reading_version()))
    assert "gone.txt: the file cannot be opened" in str(chunk.files[0].failure)


def test_a_fault_of_a_stage_costs_one_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(report: Report) -> Placed:
        if report.number == "8":
            raise KeyError("no such thing")
        return place_report(report)

    monkeypatch.setattr(intake, "place_report", faulty)
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text(), "b.txt": report_text("8")})
    result = build_of(reports, out=tmp_path / "out")
    assert [one.report_id for one in result.kept] == [GOOD]
    assert "b.txt: a fault of this program (KeyError: 'no such thing' at test_pipeline.py:" in str(
        result.failures[0]
    )


def test_rows_of_a_wrong_type_cost_one_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = intake._report_row

    def faulty(report: Report, placed: Placed) -> intake.ReportRow:
        found = row(report, placed)
        return found if report.number == "7" else dataclasses.replace(found, characters="many")  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "_report_row", faulty)
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text(), "b.txt": report_text("8")})
    inputs, _ = intake.find_inputs([reports])
    chunk = intake.read_chunk(inputs, {}, Cache(folder=tmp_path / "cache", version=reading_version()))
    assert [bool(one.failure) for one in chunk.files] == [False, True]
    assert chunk.batches["reports"].column("report_id").to_pylist() == [GOOD]


def test_the_same_text_twice_is_kept_once_with_a_warning(tmp_path: Path) -> None:
    reports = write_reports(
        tmp_path / "reports", {"a.txt": report_text(), "b.txt": report_text().replace("\n", "\r\n")}
    )
    result = build_of(reports, out=tmp_path / "out")
    assert result.status == 0
    assert [one.path.name for one in result.kept] == ["a.txt"]
    assert result.warnings == (
        f"{reports / 'b.txt'}: the same text as {reports / 'a.txt'}; it is kept once, from there",
    )
    assert {row["source_file"] for row in rows(result.build, "figures")} == {"a.txt"}


def test_of_different_texts_that_claim_one_report_none_wins(tmp_path: Path) -> None:
    texts = {"a.txt": report_text(), "b.txt": report_text(robberies=9999), "c.txt": report_text("8")}
    reports = write_reports(tmp_path / "reports", texts)
    result = build_of(reports, out=tmp_path / "out")
    assert result.status == 1
    assert [one.path.name for one in result.kept] == ["c.txt"]
    message = str(result.failures[0])
    assert str(reports / "a.txt") in message
    assert str(reports / "b.txt") in message
    assert f"claim the report {GOOD}" in message
    for table in ("figures", "numbers", "reports"):
        assert {row["report_id"] for row in rows(result.build, table)} == {"2006-10-12-8"}


def test_a_copy_of_a_text_does_not_make_it_two_claims(tmp_path: Path) -> None:
    texts = {"a.txt": report_text(), "b.txt": report_text(), "c.txt": report_text(robberies=9999)}
    result = build_of(
        write_reports(tmp_path / "reports", texts | {"d.txt": report_text("8")}), out=tmp_path / "out"
    )
    assert [one.path.name for one in result.kept] == ["d.txt"]
    assert len(result.failures) == 1
    for name in "abc":
        assert str(tmp_path / "reports" / f"{name}.txt") in str(result.failures[0])
    assert result.warnings == ()  # no copy is kept where the text itself is left out


def test_a_folder_without_reports_among_others_is_named(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    (tmp_path / "empty").mkdir()
    result = build_of(reports, tmp_path / "empty", tmp_path / "none", out=tmp_path / "out")
    assert result.status == 1
    assert len(result.kept) == 1
    assert [str(one) for one in result.failures] == [
        f"{tmp_path / 'empty'}: the folder holds no reports; put files into it that end in .txt, .html, .htm",
        f"{tmp_path / 'none'}: there is no such folder; name one with --reports",
    ]


def test_a_broken_list_of_sources_leaves_its_folder_out(tmp_path: Path) -> None:
    broken = write_reports(tmp_path / "broken", {"a.txt": report_text("8"), "sources.csv": "file,title\n"})
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    result = build_of(broken, reports, out=tmp_path / "out")
    assert [one.report_id for one in result.kept] == [GOOD]
    assert "sources.csv: columns are missing" in str(result.failures[0])
    assert "the reports beside it are left out" in str(result.failures[0])


@pytest.mark.parametrize(
    "texts", [{}, {"a.txt": ""}, {"a.txt": report_text(), "b.txt": report_text(robberies=9999)}]
)
def test_with_nothing_to_build_the_old_tables_stay(tmp_path: Path, texts: dict[str, str]) -> None:
    old = build_of(write_reports(tmp_path / "old", {"a.txt": report_text()}), out=tmp_path / "out").build
    with pytest.raises(BuildError, match="the tables are as they were"):
        build_of(write_reports(tmp_path / "new", texts), out=tmp_path / "out")
    assert current(tmp_path / "out") == old.resolve()


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/tables"])
def test_an_output_folder_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BuildError, match=r"the output folder cannot be written .*--out"):
        build_of(reports, out=tmp_path / place)


def test_a_disk_that_is_full_leaves_the_old_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    old = build_of(reports, out=tmp_path / "out").build

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "figures.parquet")

    monkeypatch.setattr("etl.pipeline.write", full)
    with pytest.raises(BuildError, match=r"figures\.parquet: cannot be written \(No space left on device\)"):
        build_of(write_reports(tmp_path / "reports", {"b.txt": report_text("8")}), out=tmp_path / "out")
    assert current(tmp_path / "out") == old.resolve()
    assert [path.name for path in (tmp_path / "out" / "builds").iterdir()] == [old.name]
