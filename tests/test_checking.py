from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import schema
from etl.checking import check_build
from tests.small_reports import build_of, report_text, rows, write_reports


@pytest.fixture
def build(tmp_path: Path) -> Path:
    reports = write_reports(tmp_path / "reports", {"a.txt": report_text(), "b.txt": report_text("8")})
    return build_of(reports, out=tmp_path / "out").build


def rewrite(build: Path, name: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """A table of the build with other rows, in its own schema."""
    table = next(one for one in schema.TABLES if one.name == name)
    records = rows(build, name)
    change(records)
    pq.write_table(pa.Table.from_pylist(records, schema=table.schema()), build / table.file)


def test_a_fresh_build_has_no_failures(build: Path) -> None:
    found = check_build(build)
    assert found.failures == ()
    assert found.summary.endswith("all agree")


def setting(column: str, value: object, row: int = 0) -> Callable[[list[dict[str, Any]]], None]:
    return lambda records: records[row].__setitem__(column, value)


# What is done to a table, and what the check says of it.
DAMAGE: dict[str, tuple[str, Callable[[list[dict[str, Any]]], None], str]] = {
    "a key twice": ("figures", lambda records: records.append(records[-1]), "the key "),
    "an unlisted code": ("figures", setting("unit", "furlongs"), "the column unit has codes that are not listed: ['furlongs']"),
    "an unknown metric": ("figures", setting("metric", "happiness"), "figures.parquet: metric happiness is not in metrics.parquet"),
    "an unknown group": ("figures", setting("group", "pirates"), "group pirates is not in groups.parquet"),
    "an unknown report": ("numbers", setting("report_id", "nowhere"), "report_id nowhere is not in reports.parquet"),
    "an unknown figure": ("numbers", setting("figure_id", "feed"), "figure_id feed is not in figures.parquet"),
    "an unknown first": ("figures", setting("repeat_of", "feed"), "repeat_of feed is not in figures.parquet"),
    "another print": ("figures", setting("printed", "99.9%"), "the text has "),
    "a shifted figure": ("figures", setting("start", 3), "at 3 to "),
    "a foreign quote": ("figures", setting("quote", "Nothing of the kind."), "the quote does not contain it"),
    "a quote from elsewhere": ("figures", lambda records: records[0].__setitem__("quote", f"So {records[0]['printed']}"), "the quote does not stand around it"),
    "a number left out": ("numbers", lambda records: records.remove(next(row for row in records if row["printed"].isdecimal())), "is in no number"),
    "a number of a figure left out": ("numbers", lambda records: records.__delitem__(next(place for place, row in enumerate(records) if row["became"] == "figure")), "its number is not in numbers.parquet"),
    "a shifted number": ("numbers", setting("end", 99_999), "in the text"),
    "a period without an end": ("figures", setting("period_end", None), "the period is "),
    "no number": ("figures", setting("value", float("nan")), "the value is no number"),
    "a range that falls": ("figures", setting("value_high", -1.0), "the range ends at -1.0"),
    "a definition from nowhere": ("figures", setting("definition", "spi8a-2005"), "a definition and where it is from go together"),
    "a wrong count": ("reports", setting("figures", 77), "has figures 77 and not"),
    "another text": ("reports", setting("sha256", "0"), "has changed since the build; build again"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "change", "words"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found(
    build: Path, table: str, change: Callable[[list[dict[str, Any]]], None], words: str
) -> None:
    rewrite(build, table, change)
    found = check_build(build)
    assert any(words in failure for failure in found.failures), found.failures
    assert "failure" in found.summary


def test_every_failure_is_listed(build: Path) -> None:
    def change(records: list[dict[str, Any]]) -> None:
        for row in records:
            row["printed"] = "99.9%"

    rewrite(build, "figures", change)
    texts = [one for one in check_build(build).failures if "the text has" in one]
    assert len(texts) == len(rows(build, "figures")) > 2


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_a_missing_table_and_a_missing_column_are_named(build: Path, table: schema.Table) -> None:
    path = build / table.file
    whole = pq.read_table(path)
    pq.write_table(whole.drop_columns([table.columns[-1].name]), path)
    assert any(f"lacking: ['{table.columns[-1].name}']" in one for one in check_build(build).failures)
    path.unlink()
    assert any(f"{table.file} cannot be read" in one for one in check_build(build).failures)


def test_a_column_without_its_description_is_named(build: Path) -> None:
    whole = pq.read_table(build / "figures.parquet")
    bare = pa.schema([field.remove_metadata() for field in whole.schema])
    pq.write_table(whole.cast(bare), build / "figures.parquet")
    assert any("the column figure_id is" in one for one in check_build(build).failures)


def test_a_text_that_changed_or_went_is_named(build: Path, tmp_path: Path) -> None:
    (tmp_path / "reports" / "a.txt").write_text("Another text of 5 pages.")
    (tmp_path / "reports" / "b.txt").unlink()
    found = check_build(build).failures
    assert [one.split(":")[0] for one in found] == ["2006-10-12-7", "2006-10-12-8"]
    assert "has changed since the build" in found[0]
    assert "cannot be opened" in found[1]


@pytest.mark.parametrize("content", ["{", json.dumps({"files": []})])
def test_a_manifest_that_names_no_texts_is_a_failure(build: Path, content: str) -> None:
    (build / "manifest.json").write_text(content)
    assert check_build(build).failures
