from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import schema, tables
from etl.builds import TablesError
from etl.tables import Spool, batch_of, in_memory, packed, plain_schema, read, unpacked, with_source, write

TABLE = schema.Table(
    name="things",
    row="one row for each thing",
    key=("name",),
    columns=(
        schema.Column(name="name", type=pa.string(), meaning="its name"),
        schema.Column(name="unit", type=schema.DICTIONARY, meaning="its unit", codes=schema.UNITS),
        schema.Column(name="place", type=schema.DICTIONARY, meaning="where it is"),
        schema.Column(name="value", type=pa.float64(), meaning="its value", nullable=True),
    ),
)


@dataclass(frozen=True)
class Thing:
    name: str
    unit: str
    place: str
    value: float | None


def things(count: int) -> list[Thing]:
    return [
        Thing(
            f"thing {place}",
            schema.UNITS[place % 3],
            f"place {place * 7 % 11}",
            None if place % 5 else place / 2,
        )
        for place in range(count)
    ]


def file_of(folder: Path, rows: list[Thing], cuts: list[int]) -> bytes:
    """The file that the rows make when they come in batches that are cut at these places."""
    places = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    batches = [batch_of(TABLE, rows[start:end]) for start, end in pairwise(places)]
    path = folder / "things.parquet"
    assert write(path, TABLE, in_memory(batches)) == len(rows)
    return path.read_bytes()


def dictionary_of(column: Any, chunk: int = 0) -> list[str]:
    """The codes of a column, in the order of its dictionary."""
    codes: list[str] = column.chunk(chunk).dictionary.to_pylist()
    return codes


def test_rows_come_back(tmp_path: Path) -> None:
    file_of(tmp_path, things(20), [])
    back = read(tmp_path, TABLE).to_pylist()
    assert [Thing(**row) for row in back] == things(20)


@settings(max_examples=25)
@given(cuts=st.lists(st.integers(0, 30), max_size=5))
def test_the_bytes_do_not_depend_on_the_batches(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("cuts")
    assert file_of(folder, things(30), cuts) == file_of(folder, things(30), [])


def test_all_row_groups_have_one_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS", 7)
    file_of(tmp_path, things(30), [3, 19])
    assert pq.ParquetFile(tmp_path / "things.parquet").num_row_groups == 5
    column = read(tmp_path, TABLE).column("place")
    dictionaries = {tuple(dictionary_of(column, place)) for place in range(column.num_chunks)}
    assert len(dictionaries) == 1
    assert dictionaries.pop() == tuple(sorted({one.place for one in things(30)}))
    counted = read(tmp_path, TABLE).group_by("place").aggregate([("name", "count")])
    assert sum(row["name_count"] for row in counted.to_pylist()) == 30


def test_codes_keep_the_order_of_their_list(tmp_path: Path) -> None:
    file_of(tmp_path, list(reversed(things(9))), [])
    assert dictionary_of(read(tmp_path, TABLE).column("unit")) == list(schema.UNITS[:3])


def test_an_unlisted_code_is_an_error_that_names_it(tmp_path: Path) -> None:
    batch = batch_of(TABLE, [Thing("a", "furlongs", "here", None)])
    with pytest.raises(TablesError, match=r"things: the column unit .* furlongs"):
        write(tmp_path / "things.parquet", TABLE, in_memory([batch]))


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_every_column_is_described_even_in_an_empty_table(tmp_path: Path, table: schema.Table) -> None:
    write(tmp_path / table.file, table, in_memory([]))
    found = pq.read_schema(tmp_path / table.file)
    assert found.equals(table.schema(), check_metadata=True)
    assert (found.metadata or {})[b"description"].decode() == table.row
    assert all((field.metadata or {})[b"description"] for field in found)


def test_files_are_compressed_with_zstd(tmp_path: Path) -> None:
    file_of(tmp_path, things(5), [])
    group = pq.ParquetFile(tmp_path / "things.parquet").metadata.row_group(0)
    assert {group.column(place).compression for place in range(group.num_columns)} == {"ZSTD"}


def test_a_spool_leaves_sources_out(tmp_path: Path) -> None:
    with Spool(tmp_path / "things.spool", TABLE, sources=True) as spool:
        for first in (0, 10):
            spool.add(with_source(batch_of(TABLE, things(10)), [first + place // 5 for place in range(10)]))
    batches = spool.batches(left_out=(1, 10))
    names = [name for batch in batches(["name"]) for name in batch.column(0).to_pylist()]
    assert names == [f"thing {place}" for place in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)]
    assert write(tmp_path / "things.parquet", TABLE, batches) == 10


def test_a_dictionary_holds_no_code_of_a_row_that_is_left_out(tmp_path: Path) -> None:
    with Spool(tmp_path / "things.spool", TABLE, sources=True) as spool:
        spool.add(with_source(batch_of(TABLE, things(2)), [0, 1]))
    write(tmp_path / "things.parquet", TABLE, spool.batches(left_out=(1,)))
    assert dictionary_of(read(tmp_path, TABLE).column("place")) == ["place 0"]


@pytest.mark.parametrize("content", [None, b"", b"no Parquet"])
def test_a_table_that_cannot_be_read_names_itself_and_the_remedy(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / TABLE.file).write_bytes(content)
    with pytest.raises(
        TablesError, match=rf"{re.escape(str(tmp_path))}/things\.parquet .*python -m etl build"
    ):
        read(tmp_path, TABLE)


def test_the_catalogue_fills_the_code_lists(tmp_path: Path) -> None:
    for name, (table, records) in tables.catalogue_rows().items():
        write(tmp_path / table.file, table, in_memory([tables.batch_of_mappings(table, records)]))
        back = read(tmp_path, table).to_pylist()
        assert len({row[table.key[0]] for row in back}) == len(records) > 0, name


def test_packed_batches_one_after_another_are_unpacked_as_all_of_them() -> None:
    batches = [batch_of(TABLE, things(count)) for count in (3, 0, 200)]
    content = packed(batches[:2]) + packed([]) + packed([batches[2].slice(50)])
    found = list(unpacked(content, repeat(plain_schema(TABLE))))
    assert [batch.num_rows for batch in found] == [3, 0, 150]
    assert found == [*batches[:2], batches[2].slice(50)]
    assert list(unpacked(b"", repeat(plain_schema(TABLE)))) == []
