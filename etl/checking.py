"""The tables of a build held against their schema and against the reports they were read from; every failure listed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl import schema
from etl.builds import TablesError, read_manifest
from etl.report_records import ReportError, Source
from etl.reports import read_report, read_sources
from etl.tables import read

Row = dict[str, Any]

# Column, table and column that its values must be in; an empty value points nowhere.
REFERENCES = (
    ("figures", "report_id", "reports", "report_id"),
    ("figures", "metric", "metrics", "metric"),
    ("figures", "group", "groups", "group"),
    ("figures", "definition", "definitions", "definition"),
    ("figures", "repeat_of", "figures", "figure_id"),
    ("numbers", "report_id", "reports", "report_id"),
    ("numbers", "figure_id", "figures", "figure_id"),
    ("definitions", "metric", "metrics", "metric"),
    ("comparisons", "earlier_id", "figures", "figure_id"),
    ("comparisons", "later_id", "figures", "figure_id"),
    ("comparisons", "earlier_revised_by", "figures", "figure_id"),
    ("comparisons", "later_revised_by", "figures", "figure_id"),
    ("comparisons", "stated_change_ids", "figures", "figure_id"),
    ("comparisons", "derived_from", "figures", "figure_id"),
    ("comparisons", "offer", "comparisons", "comparison_id"),
    ("checks", "report_id", "reports", "report_id"),
    ("checks", "other_report_id", "reports", "report_id"),
    ("checks", "stated_id", "figures", "figure_id"),
    ("checks", "input_ids", "figures", "figure_id"),
)
LISTS = ("stated_change_ids", "derived_from", "input_ids")  # several identifiers, parted by spaces
OTHER_GROUP = "other"  # a group that is not listed; its words are in the label
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of a build found; `summary` is a line for the reader."""

    failures: tuple[str, ...]
    summary: str


def check_build(build: Path) -> Checked:
    """Check all tables of a build; never stops at the first failure."""
    tables: dict[str, pa.Table] = {}
    failures: list[str] = []
    for table in schema.TABLES:
        try:
            tables[table.name] = read(build, table)
        except TablesError as error:
            failures.append(str(error))
    for table in schema.TABLES:
        if table.name in tables:
            failures += _against_schema(table, tables[table.name])
            if not {column.name for column in table.columns} <= set(tables[table.name].schema.names):
                # What hangs on a missing column cannot be checked; that it is missing is said already.
                del tables[table.name]
    failures += _references(tables)
    if {"figures", "numbers", "reports"} <= tables.keys():
        failures += _values(tables["figures"])
        failures += _counts(tables)
        failures += _texts(build, tables)
    rows = ", ".join(f"{found.num_rows:,} {name}" for name, found in tables.items())
    words = f"{len(failures):,} failures" if len(failures) != 1 else "1 failure"
    return Checked(
        failures=tuple(failures),
        summary=f"{build}: {rows or 'no tables'}: {words if failures else 'all agree'}",
    )


def _against_schema(table: schema.Table, found: pa.Table) -> Iterator[str]:
    """Columns, types, descriptions, blanks, closed lists and key."""
    expected = table.schema()
    if found.schema.names != expected.names:
        lacking = sorted(set(expected.names) - set(found.schema.names))
        extra = sorted(set(found.schema.names) - set(expected.names))
        yield f"{table.file}: the columns differ from the schema (lacking: {lacking}; extra: {extra})"
    for column in table.columns:
        if column.name not in found.schema.names:
            continue
        field, wanted = found.schema.field(column.name), expected.field(column.name)
        if not field.equals(wanted, check_metadata=True):
            yield f"{table.file}: the column {column.name} is {field} and not {wanted}, or has another description"
        values = found.column(column.name)
        if values.null_count and not column.nullable:
            yield f"{table.file}: the column {column.name} has {values.null_count:,} blanks"
        if column.codes:
            unknown = {str(code) for code in pc.unique(values).to_pylist()} - {*column.codes, "None"}
            if unknown:
                yield f"{table.file}: the column {column.name} has codes that are not listed: {sorted(unknown)}"
    if set(table.key) <= set(found.schema.names):
        keys = Counter(zip(*(found.column(name).to_pylist() for name in table.key), strict=True))
        for key, count in keys.items():
            if count > 1:
                yield f"{table.file}: the key {', '.join(map(str, key))} stands {count} times"


def _references(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Values that point at a row that is not there."""
    keys: dict[tuple[str, str], set[str]] = {}
    for name, column, other, key in REFERENCES:
        if name not in tables or other not in tables:
            continue
        if (other, key) not in keys:
            keys[(other, key)] = {"", *map(str, tables[other].column(key).to_pylist())}
        known = keys[(other, key)]
        for value in pc.unique(tables[name].column(column)).to_pylist():
            parts = str(value).split(" ") if column in LISTS else [str(value)]
            for part in parts:
                if part not in known and (column, part) != ("group", OTHER_GROUP):
                    yield f"{name}.parquet: {column} {part} is not in {other}.parquet"


def _values(figures: pa.Table) -> Iterator[str]:
    """Figures whose own columns contradict one another."""
    for row in _rows(figures):
        start, end, what = row["period_start"], row["period_end"], _name(row)
        if (start is None) != (end is None) or (start is None) != (row["period_type"] == "unstated"):
            yield f"{what}: the period is {row['period_type']} from {start} to {end}"
        elif start is not None and start > end:
            yield f"{what}: the period ends before it starts, {start} to {end}"
        elif row["period_type"] in ("as_at", "day") and start != end:
            yield f"{what}: the period is one day ({row['period_type']}) from {start} to {end}"
        if row["value"] != row["value"]:
            yield f"{what}: the value is no number"
        if row["value_high"] is not None and row["value_high"] < row["value"]:
            yield f"{what}: the range ends at {row['value_high']}, below {row['value']}"
        if bool(row["definition"]) != bool(row["definition_from"]):
            yield f"{what}: a definition and where it is from go together ({row['definition']!r}, {row['definition_from']!r})"
        if row["repeat_of"] == row["figure_id"]:
            yield f"{what}: it repeats itself"


def _counts(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """The counts of the reports table, and figures without their number."""
    figures = Counter(tables["figures"].column("report_id").to_pylist())
    numbers = tables["numbers"].select(["report_id", "became"]).to_pylist()
    unplaced = Counter(row["report_id"] for row in numbers if row["became"] == "unplaced")
    for row in _rows(tables["reports"]):
        for column, counted in (("figures", figures), ("unplaced", unplaced)):
            if row[column] != counted[row["report_id"]]:
                yield f"reports.parquet: {row['report_id']} has {column} {row[column]} and not {counted[row['report_id']]}"
    places = set(
        zip(*(tables["numbers"].column(name).to_pylist() for name in ("report_id", "start")), strict=True)
    )
    for row in _rows(tables["figures"].select(["report_id", "start", "figure_id", "paragraph", "printed"])):
        if (row["report_id"], row["start"]) not in places:
            yield f"{_name(row)}: its number is not in numbers.parquet"


def _texts(build: Path, tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Figures and numbers held against the texts, which are read again from the paths in the manifest."""
    manifest = read_manifest(build)
    files = manifest.get("files")
    if not isinstance(files, list):
        yield f"{build / 'manifest.json'}: it cannot be read, so no figure can be held against its text; build again"
        return
    paths = {str(one["report_id"]): Path(one["path"]) for one in files if not one["left_out"]}
    figures, numbers = _by_report(tables["figures"]), _by_report(tables["numbers"])
    sources: dict[Path, Mapping[str, Source]] = {}
    for report in _rows(tables["reports"]):
        report_id = report["report_id"]
        path = paths.get(report_id)
        if path is None:
            yield f"{report_id}: the manifest names no file of it; build again"
            continue
        try:
            if path.parent not in sources:
                sources[path.parent] = read_sources(path.parent)
            again = read_report(path, sources[path.parent])
        except ReportError as error:
            yield f"{report_id}: its figures cannot be held against the text: {error}"
            continue
        if again.sha256 != report["sha256"]:
            yield f"{report_id}: {path} has changed since the build; build again"
            continue
        yield from _figures_in(again.text, figures[report_id])
        yield from _numbers_in(again.text, report_id, numbers[report_id])


def _figures_in(text: str, figures: Sequence[Row]) -> Iterator[str]:
    for row in figures:
        there = text[row["start"] : row["end"]]
        if there != row["printed"]:
            yield f"{_name(row)}: at {row['start']} to {row['end']} the text has {there!r}"
        if row["printed"] not in row["quote"]:
            yield f"{_name(row)}: the quote does not contain it"
        # The quote stands in the text, around the figure.
        if (
            text.find(row["quote"], max(0, row["end"] - len(row["quote"])), row["start"] + len(row["quote"]))
            < 0
        ):
            yield f"{_name(row)}: the quote does not stand around it in the text"


def _numbers_in(text: str, report_id: str, numbers: Sequence[Row]) -> Iterator[str]:
    """Numbers that are not where they say, and digits that no number covers."""
    spans = sorted((row["start"], row["end"]) for row in numbers)
    for row in numbers:
        there = text[row["start"] : row["end"]]
        if there != row["printed"]:
            yield f"{report_id} paragraph {row['paragraph']}: the number {row['printed']!r} is {there!r} in the text"
    starts = [start for start, _ in spans]
    farthest = 0
    ends = [farthest := max(farthest, end) for _, end in spans]
    for found in _DIGITS.finditer(text):
        place = bisect_right(starts, found.start()) - 1
        if place < 0 or ends[place] < found.end():
            yield f"{report_id}: {found.group()!r} at {found.start()} of the text is in no number: {_around(text, found.start())!r}"


def _around(text: str, place: int) -> str:
    return text[max(0, place - 20) : place + 20]


def _rows(table: pa.Table) -> Iterator[Row]:
    """The rows of a table, a batch at a time."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _by_report(table: pa.Table) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(table):
        found[row["report_id"]].append(row)
    return found


def _name(row: Row) -> str:
    return f"{row['report_id']} paragraph {row['paragraph']}, {row['printed']} ({row['figure_id']})"
