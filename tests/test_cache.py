"""What was read before: the same bytes as a fresh build, whatever changed, was damaged or was interrupted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import cache, intake
from etl.cache import Cache, reading_version
from etl.figures import Placed, place_report
from etl.pipeline import Result
from etl.report_records import Report
from tests.small_reports import ROOT, build_of, contents, report_text, several, write_reports
from tests.test_corrections import HEAD

VERSION = reading_version()


def entries(out: Path) -> list[Path]:
    return sorted(path for path in (out / "cache").rglob("*") if path.is_file())


def fresh(reports: Path, folder: Path, corrections: Path = Path("none.csv")) -> dict[str, bytes]:
    """The tables of a build that knows nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    return contents(build_of(reports, out=folder, corrections=corrections).build)


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read from their text."""
    names: list[str] = []

    def noted(report: Report) -> Placed:
        names.append(report.source_file)
        return place_report(report)

    monkeypatch.setattr(intake, "place_report", noted)
    return names


def test_unchanged_reports_are_not_read_again(tmp_path: Path, read_again: list[str]) -> None:
    reports = write_reports(tmp_path / "reports", several(6))
    first = build_of(reports, out=tmp_path / "out")
    assert (first.files, first.known, len(read_again)) == (6, 0, 6)
    tables = contents(first.build)
    read_again.clear()
    second = build_of(reports, out=tmp_path / "out")
    assert (second.known, read_again) == (6, [])
    assert contents(second.build) == tables
    assert second.kept == tuple(
        type(one)(**{**{name: getattr(one, name) for name in one.__slots__}, "was_known": True})
        for one in first.kept
    )


def test_only_what_changed_is_read_again(tmp_path: Path, read_again: list[str]) -> None:
    reports = write_reports(tmp_path / "reports", several(6))
    build_of(reports, out=tmp_path / "out")
    read_again.clear()
    write_reports(reports, {"002.txt": report_text("3", "3 May 2006", 77), "new.txt": report_text("9")})
    (reports / "004.txt").unlink()
    result = build_of(reports, out=tmp_path / "out")
    assert sorted(read_again) == ["002.txt", "new.txt"]
    assert contents(result.build) == fresh(reports, tmp_path / "fresh")


def test_a_line_of_sources_is_part_of_what_was_read(tmp_path: Path, read_again: list[str]) -> None:
    reports = write_reports(tmp_path / "reports", several(3))
    build_of(reports, out=tmp_path / "out")
    read_again.clear()
    line = "001.txt,A title,Board,2006-05-04,3,http://example.org/3\n"
    write_reports(reports, {"sources.csv": "file,title,committee,date,number,url\n" + line})
    result = build_of(reports, out=tmp_path / "out")
    assert read_again == ["001.txt"]
    assert contents(result.build) == fresh(reports, tmp_path / "fresh")


def test_a_renamed_file_is_another_report(tmp_path: Path, read_again: list[str]) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": "There were 40 robberies in 2005/06."})
    build_of(reports, out=tmp_path / "out")
    (reports / "a.txt").rename(reports / "b.txt")
    result = build_of(reports, out=tmp_path / "out")
    assert read_again == ["a.txt", "b.txt"]
    assert [one.report_id for one in result.kept] == ["b"]


def test_corrections_are_applied_to_what_is_known(tmp_path: Path, read_again: list[str]) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    corrections = tmp_path / "corrections.csv"
    plain = contents(build_of(reports, out=tmp_path / "out").build)
    read_again.clear()
    for line in ('2006-10-12-7,1,"1,204",1,drop,,,a misprint\n', "2006-10-12-7,2,16%,1,flag,,,doubtful\n"):
        corrections.write_text(HEAD + line)
        result = build_of(reports, out=tmp_path / "out", corrections=corrections)
        assert read_again == []
        assert [one.applied[0].correction.why for one in result.kept] == [line.strip().split(",")[-1]]
        corrected = contents(result.build)
        assert corrected != plain
        assert corrected == fresh(reports, tmp_path / "fresh", corrections)
        read_again.clear()
    corrections.unlink()
    assert contents(build_of(reports, out=tmp_path / "out", corrections=corrections).build) == plain


def test_another_version_of_the_program_reads_everything_again(
    tmp_path: Path, read_again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = write_reports(tmp_path / "reports", several(3))
    build_of(reports, out=tmp_path / "out")
    read_again.clear()
    for module in ("etl.intake", "etl.pipeline"):
        monkeypatch.setattr(f"{module}.reading_version", lambda: "another")
    assert build_of(reports, out=tmp_path / "out").known == 0
    assert len(read_again) == 3
    assert len(entries(tmp_path / "out")) == 3


def test_a_changed_rule_makes_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "etl", tmp_path / "etl")
    monkeypatch.setattr(cache, "_CODE", tmp_path / "etl")
    version = reading_version.__wrapped__
    before = version()
    assert before == VERSION
    with (tmp_path / "etl" / "comparisons" / "pairs.py").open("a") as file:
        file.write("# what runs after the reading\n")
    assert version() == before
    with (tmp_path / "etl" / "catalogue" / "metrics.py").open("a") as file:
        file.write("# a rule\n")
    assert version() != before


def test_reading_imports_nothing_that_its_version_leaves_out() -> None:
    code = "import sys, etl.intake; print([name for name in sys.modules if name.startswith(('etl.checks', 'etl.comparisons', 'etl.relations'))])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert found.stdout == "[]\n"


def test_entries_that_are_not_used_are_removed(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(5))
    build_of(reports, out=tmp_path / "out")
    assert len(entries(tmp_path / "out")) == 5
    (reports / "000.txt").unlink()
    write_reports(reports, {"001.txt": report_text("2", "2 May 2006", 5)})
    (tmp_path / "out" / "cache" / "stray").write_text("no entry")
    build_of(reports, out=tmp_path / "out")
    assert len(entries(tmp_path / "out")) == 4


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    damage=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**6), st.binary(max_size=3)), max_size=4)
)
def test_a_damaged_cache_never_gives_other_tables(
    tmp_path: Path, damage: list[tuple[int, int, bytes]]
) -> None:
    """Bytes put into entries at any place, or an entry cut off there where there are none to put."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    if not reports.exists():
        write_reports(reports, several(4))
        build_of(reports, out=out)
        fresh(reports, tmp_path / "fresh")
    files = entries(out)
    assert len(files) == 4
    for number, place, put in damage:
        stored = files[number].read_bytes()
        place %= len(stored) or 1
        files[number].write_bytes(stored[:place] + put + (stored[place + len(put) :] if put else b""))
    result = build_of(reports, out=out)
    assert contents(result.build) == contents(tmp_path / "fresh" / "current")
    assert result.status == 0


def test_an_entry_in_the_place_of_another_is_not_taken(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(2))
    tables = contents(build_of(reports, out=tmp_path / "out").build)
    one, other = entries(tmp_path / "out")
    shutil.copy(one, other)
    result = build_of(reports, out=tmp_path / "out")
    assert result.known == 1
    assert contents(result.build) == tables


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(2))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "cache").write_text("in its place")
    results = [build_of(reports, out=tmp_path / "out") for _ in range(2)]
    assert [one.known for one in results] == [0, 0]
    assert contents(results[0].build) == fresh(reports, tmp_path / "fresh")


def test_what_cannot_be_read_is_told_again(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(2) | {"broken.txt": ""})
    results = [build_of(reports, out=tmp_path / "out") for _ in range(2)]
    assert results[0].failures == results[1].failures
    assert [one.known for one in results] == [0, 2]


def test_a_killed_build_goes_on_from_what_it_has_read(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(200))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "etl", "build", "--reports", reports, "--out", out, "--workers", "2"]
    process = subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL)
    give_up = time.monotonic() + 60
    while len(entries(out)) < 20 and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.01)
    process.kill()
    assert process.wait() < 0, "it was to be killed in the middle"
    time.sleep(0.5)  # its workers end with it
    assert not (out / "current").exists()
    result: Result = build_of(reports, out=out)
    assert 20 <= result.known < 200
    assert contents(result.build) == fresh(reports, tmp_path / "fresh")


def test_a_worker_of_another_version_is_an_error(tmp_path: Path) -> None:
    other = Cache(folder=tmp_path, version="another")
    with pytest.raises(Exception, match="runs another version of this program"):
        intake.read_chunk((), {}, other)


def test_an_entry_is_small(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text()})
    build_of(reports, out=tmp_path / "out")
    assert os.path.getsize(entries(tmp_path / "out")[0]) < 5_000
