"""How the app finds and reads a build."""

from __future__ import annotations

import shutil
import threading
from dataclasses import fields
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from components import store
from components.records import Check, Figure
from components.store import NoTables, Tables, current_build, read_build, reader
from etl import schema
from tests import built_tables, sample_tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sample_tables.write(tmp_path)


def test_the_link_leads_to_the_build(folder: Path) -> None:
    assert current_build(folder) == folder / "builds" / "sample"


def test_without_a_link_the_folder_is_the_build(folder: Path) -> None:
    build = folder / "builds" / "sample"
    assert current_build(build) == build
    assert isinstance(reader(build)(), Tables)


def test_figures_come_newest_period_first_and_unstated_last(folder: Path) -> None:
    tables = reader(folder)()
    assert isinstance(tables, Tables)
    ends = tables.figures["period_end"]
    assert ends.dropna().is_monotonic_decreasing
    assert ends.isna().iloc[-1]
    assert (
        list(tables.figures["figure_id"]).sort()
        == [row["figure_id"] for row in sample_tables.figures()].sort()
    )


def test_select_gives_a_metric_and_a_group(folder: Path) -> None:
    tables = reader(folder)()
    assert isinstance(tables, Tables)
    rows = tables.select("sanction_detection_rate", "racist_crime")
    assert set(rows["metric"]) == {"sanction_detection_rate"}
    assert set(rows["group"]) == {"racist_crime"}
    assert tables.select("no_such_metric").empty
    assert len(tables.select()) == len(sample_tables.figures())


def test_a_build_is_read_once_and_a_new_one_is_seen(folder: Path) -> None:
    read = reader(folder)
    first = read()
    assert read() is first
    shutil.copytree(folder / "builds" / "sample", folder / "builds" / "next")
    (folder / "current").unlink()
    (folder / "current").symlink_to("builds/next")
    assert read() is not first


def next_build(folder: Path, name: str) -> Path:
    """Another build in the folder, which the link leads to."""
    build = folder / "builds" / name
    shutil.copytree(folder / "builds" / "sample", build)
    (folder / "next").symlink_to(f"builds/{name}")
    (folder / "next").replace(folder / "current")
    return build


def test_while_a_new_build_is_read_the_one_before_is_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reader(folder)
    first = read()
    started, go_on = threading.Event(), threading.Event()

    def slowly(build: Path) -> Tables | NoTables:
        started.set()
        assert go_on.wait(20)
        return read_build(build)

    monkeypatch.setattr(store, "read_build", slowly)
    next_build(folder, "next")
    thread = threading.Thread(target=read)
    thread.start()
    assert started.wait(20)
    assert read() is first
    go_on.set()
    thread.join(20)
    assert read() is not first


def test_a_build_that_is_replaced_while_it_is_read_is_no_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader can be slower than two builds: then what it reads is removed under it."""
    read = reader(folder)
    read()
    asked: list[Path] = []

    def overtaken(build: Path) -> Tables | NoTables:
        asked.append(build)
        if len(asked) == 1:
            next_build(folder, "third")
            shutil.rmtree(build)
        return read_build(build)

    monkeypatch.setattr(store, "read_build", overtaken)
    next_build(folder, "second")
    shown = read()
    assert isinstance(shown, Tables)
    assert shown.newer is None
    assert shown.folder == folder / "builds" / "third"
    assert [build.name for build in asked] == ["second", "third"]


def test_nothing_built_yet(tmp_path: Path) -> None:
    read = reader(tmp_path / "absent")()
    assert read == NoTables(message="No figures built yet")
    assert "python -m etl build" in read.remedy


def test_a_broken_file_is_named(folder: Path) -> None:
    (folder / "builds" / "sample" / "figures.parquet").write_bytes(b"not parquet")
    read = reader(folder)()
    assert isinstance(read, NoTables)
    assert "figures.parquet" in read.message


def test_a_column_of_another_version_is_named(folder: Path) -> None:
    path = folder / "builds" / "sample" / "reports.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["title"]), path)
    read = read_build(path.parent)
    assert isinstance(read, NoTables)
    assert "reports.parquet" in read.message
    assert "title" in read.message


def test_a_label_for_a_code_that_has_none(folder: Path) -> None:
    tables = reader(folder)()
    assert isinstance(tables, Tables)
    assert tables.label("metrics", "offences") == "Offences"
    assert tables.label("metrics", "not_listed") == "Not listed"


def test_figures_are_found_by_id(folder: Path) -> None:
    tables = reader(folder)()
    assert isinstance(tables, Tables)
    identifiers = list(tables.figures["figure_id"].head(3))
    assert [figure.figure_id for figure in tables.figures_by_id([*identifiers, "absent"])] == identifiers
    found = tables.figure(identifiers[1])
    assert found is not None
    assert found.figure_id == identifiers[1]
    assert tables.figure("absent") is None


def test_figures_of_a_report_come_in_the_order_of_its_text(folder: Path) -> None:
    tables = reader(folder)()
    assert isinstance(tables, Tables)
    report = sample_tables.REPORTS[0]["report_id"]
    frame = tables.figures_in(report)
    assert set(frame["report_id"]) == {report}
    assert frame["start"].is_monotonic_increasing
    assert set(tables.figures_in(report, "12")["paragraph"]) == {"12"}
    assert tables.figures_in("absent").empty


def test_comparisons_and_checks_are_found_by_every_figure_in_them() -> None:
    tables = built_tables.tables()
    for pair in tables.comparisons.to_dict("records"):
        for column in ("earlier_id", "later_id", "stated_change_ids", "derived_from"):
            for identifier in pair[column].split():
                assert pair["comparison_id"] in set(tables.comparisons_of(identifier)["comparison_id"])
    for check in tables.checks.to_dict("records"):
        for identifier in (check["stated_id"], *check["input_ids"].split()):
            assert check["check_id"] in set(tables.checks_of(identifier)["check_id"])
    assert tables.comparisons_of("absent").empty
    assert tables.checks_of("absent").empty


def test_the_version_and_the_numbers_of_a_build() -> None:
    tables = built_tables.tables()
    assert tables.version == tables.manifest["build"]
    assert len(tables.numbers) == tables.manifest["tables"]["numbers.parquet"]["rows"]
    assert tables.folder is not None


def test_records_of_the_screens_have_the_columns_of_the_tables() -> None:
    """The screens may not import the ETL's own classes: what they read are the columns of the contract."""
    assert [one.name for one in fields(Check)] == [column.name for column in schema.CHECKS.columns]
    assert {one.name for one in fields(Figure)} == {column.name for column in schema.FIGURES.columns}
