"""Records to Parquet and back: batches, spools on disk, and files with one dictionary a column.

A table is written in two passes over its batches, first for the codes, then for the rows, so that it never stands in
memory as a whole and its bytes depend on its rows alone: not on how they were batched, nor on who made them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl import schema
from etl.builds import TablesError, to_disk
from etl.catalogue import DEFINITIONS, GROUPS, METRICS

ROWS = 65_536  # rows of a row group; also how many rows are in memory at once
# A dictionary above the writer's usual limit of 1 MB would be dropped, and row groups would no longer agree on theirs.
LARGEST_DICTIONARY = 64 * 1024 * 1024
REMEDY = "build the tables with `python -m etl build`"
SOURCE = "_source"  # in a spool: the number of the file that a row comes from

Value = str | int | float | bool | date | None
Batches = Callable[[Sequence[str]], Iterator[pa.RecordBatch]]


def plain_schema(table: schema.Table) -> pa.Schema:
    """The columns of a table with codes as strings: what batches and spools hold.

    >>> plain_schema(schema.FIGURES).field("metric").type
    DataType(string)
    """
    return pa.schema(
        [
            pa.field(column.name, pa.string() if column.type == schema.DICTIONARY else column.type)
            for column in table.columns
        ]
    )


def batch_of(table: schema.Table, rows: Sequence[object]) -> pa.RecordBatch:
    """Records as a batch; their attributes are the table's columns.

    Raises:
        AttributeError: a record lacks a column.
        pa.ArrowException: a value is not of its column's type.
    """
    return _batch(table, rows, attrgetter)


def batch_of_mappings(table: schema.Table, rows: Sequence[Mapping[str, Value]]) -> pa.RecordBatch:
    """Mappings as a batch; their keys are the table's columns."""
    return _batch(table, rows, itemgetter)


def _batch(
    table: schema.Table, rows: Sequence[Any], getter: Callable[[str], Callable[[Any], Any]]
) -> pa.RecordBatch:
    plain = plain_schema(table)
    arrays = [pa.array(map(getter(field.name), rows), field.type) for field in plain]
    return pa.RecordBatch.from_arrays(arrays, schema=plain)


def with_source(batch: pa.RecordBatch, sources: Sequence[int] | int) -> pa.RecordBatch:
    """A batch with the number of the file that each row, or every row, comes from."""
    if isinstance(sources, int):
        return batch.append_column(SOURCE, pa.repeat(pa.scalar(sources, pa.int32()), batch.num_rows))
    return batch.append_column(SOURCE, pa.array(sources, pa.int32()))


def release() -> None:
    """Give back to the system what Arrow keeps for tables to come: records of what follows need it more."""
    pa.default_memory_pool().release_unused()


def packed(batches: Iterable[pa.RecordBatch]) -> bytes:
    """Batches in few bytes, without their schemas. Bytes of several calls one after another are those of all their batches."""
    plain = b"".join(batch.serialize().to_pybytes() for batch in batches)
    return bytes(pa.compress(plain, codec="zstd", asbytes=True))


def unpacked(content: bytes, schemas: Iterable[pa.Schema]) -> Iterator[pa.RecordBatch]:
    """The batches that were packed, each of its schema, as far as both reach."""
    with pa.CompressedInputStream(pa.BufferReader(content), "zstd") as stream:
        for one in schemas:
            try:
                message = pa.ipc.read_message(stream)
            except EOFError:
                return
            yield pa.ipc.read_record_batch(message, one)


class Spool:
    """Batches of one table on disk, in the order they came; `close` ends writing, and `batches` reads as often as needed."""

    def __init__(self, path: Path, table: schema.Table, *, sources: bool = False) -> None:
        plain = plain_schema(table)
        self._schema = plain.append(pa.field(SOURCE, pa.int32())) if sources else plain
        self._path = path
        self._closed = False
        options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
        self._writer = pa.ipc.new_file(str(path), self._schema, options=options)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, batch: pa.RecordBatch) -> None:
        """Append the rows of a batch; those of a spool with sources are `with_source`."""
        self._writer.write_batch(batch)

    def close(self) -> None:
        """End writing; again is allowed."""
        if not self._closed:
            self._writer.close()
            self._closed = True

    def batches(self, left_out: Collection[int] = ()) -> Batches:
        """A reader of some columns of the rows, those of the sources left out excepted."""
        return partial(read_spool, self._path, frozenset(left_out))


def read_spool(path: Path, left_out: Collection[int], names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Some columns of the rows of a spool, those of the sources left out excepted."""
    wanted = [*names, SOURCE] if left_out else [*names]
    with pa.OSFile(str(path), "rb") as file:
        fields = [pa.ipc.open_file(file).schema.get_field_index(name) for name in wanted]
        options = pa.ipc.IpcReadOptions(included_fields=fields, use_threads=False)
        reader = pa.ipc.open_file(file, options=options)
        for place in range(reader.num_record_batches):
            batch = reader.get_batch(place)
            if left_out:
                excluded = pa.array(sorted(left_out), pa.int32())
                batch = batch.filter(pc.invert(pc.is_in(batch.column(SOURCE), value_set=excluded)))
            yield batch.select(list(names))


def in_memory(batches: Iterable[pa.RecordBatch]) -> Batches:
    """Batches that are in memory, read as those of a spool are."""
    held = tuple(batches)
    return lambda names: (batch.select(list(names)) for batch in held)


def write(path: Path, table: schema.Table, batches: Batches) -> int:
    """Write a table to a Parquet file, and answer how many rows it has.

    Raises:
        TablesError: a code is not in its closed list.
        OSError: the file cannot be written.
    """
    full = table.schema()
    dictionaries = _dictionaries(table, batches)
    count = 0
    with pq.ParquetWriter(
        str(path), full, compression="zstd", dictionary_pagesize_limit=LARGEST_DICTIONARY
    ) as writer:
        for group in _row_groups(table, batches):
            arrays = [
                _encoded(group.column(field.name), dictionaries[field.name])
                if field.name in dictionaries
                else group.column(field.name)
                for field in full
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=full), row_group_size=ROWS)
            count += group.num_rows
    to_disk(path)
    return count


def _dictionaries(table: schema.Table, batches: Batches) -> Mapping[str, pa.StringArray]:
    """The codes of each code column that occur: in the order of their closed list, else sorted."""
    names = [column.name for column in table.columns if column.type == schema.DICTIONARY]
    found: dict[str, set[str]] = {name: set() for name in names}
    for batch in batches(names) if names else ():
        for name in names:
            found[name].update(map(str, pc.unique(batch.column(name)).to_pylist()))
    dictionaries = {}
    for column in table.columns:
        if column.type != schema.DICTIONARY:
            continue
        present = found[column.name]
        unknown = sorted(present - set(column.codes), key=str) if column.codes else []
        if unknown:
            raise TablesError(
                f"{table.name}: the column {column.name} has codes that etl/schema.py does not list: {', '.join(unknown)}"
            )
        codes = [code for code in column.codes if code in present] if column.codes else sorted(present)
        dictionaries[column.name] = pa.array(codes, pa.string())
    return dictionaries


def _encoded(column: pa.ChunkedArray[Any], dictionary: pa.StringArray) -> pa.Array[Any]:
    indices = pc.index_in(column.combine_chunks(), value_set=dictionary)
    return pa.DictionaryArray.from_arrays(indices, dictionary)


def _row_groups(table: schema.Table, batches: Batches) -> Iterator[pa.Table]:
    """The rows in tables of `ROWS`, the last one shorter; one empty table where there are none."""
    plain = plain_schema(table)
    held: list[pa.RecordBatch] = []
    rows = 0
    any_yet = False
    for batch in batches(plain.names):
        held.append(batch)
        rows += batch.num_rows
        while rows >= ROWS:
            together = pa.Table.from_batches(held, schema=plain)
            yield together.slice(0, ROWS)
            any_yet = True
            held = together.slice(ROWS).to_batches()
            rows -= ROWS
    if rows or not any_yet:
        yield pa.Table.from_batches(held, schema=plain)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def catalogue_rows() -> dict[str, tuple[schema.Table, list[Mapping[str, Value]]]]:
    """The rows of the code lists, by table name."""
    metrics: list[Mapping[str, Value]] = [
        {
            "metric": one.code,
            "label": one.label,
            "description": one.description,
            "unit": one.unit,
            "direction": one.direction,
            "family": one.family,
            "headline": one.headline,
        }
        for one in METRICS
    ]
    groups: list[Mapping[str, Value]] = [
        {"group": one.code, "label": one.label, "description": one.description, "family": one.family}
        for one in GROUPS
    ]
    definitions: list[Mapping[str, Value]] = [
        {
            "definition": one.code,
            "metric": one.metric,
            "label": one.label,
            "description": one.description,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
        }
        for one in DEFINITIONS
    ]
    return {
        "metrics": (schema.METRICS, metrics),
        "groups": (schema.GROUPS, groups),
        "definitions": (schema.DEFINITIONS, definitions),
    }


def read(build: Path, table: schema.Table, *, where: tuple[str, str] | None = None) -> pa.Table:
    """One table of a build: all rows, or those that have a value in a column.

    Raises:
        TablesError: it is not there, no whole Parquet file, or has not the column.
    """
    filters = None if where is None else pc.field(where[0]) == where[1]
    try:
        return pq.read_table(build / table.file, filters=filters)
    except (OSError, pa.ArrowException) as error:
        reason = "it is not there" if isinstance(error, FileNotFoundError) else error
        raise TablesError(f"{build / table.file} cannot be read ({reason}): {REMEDY}") from error


def read_whole(build: Path, table: schema.Table, *, where: tuple[str, str] | None = None) -> pa.Table:
    """One table of a build that has every column of the contract: all rows, or those that have a value in a column.

    Raises:
        TablesError: it cannot be read, or another version made it.
    """
    found = read(build, table, where=where)
    lacking = [column.name for column in table.columns if column.name not in found.column_names]
    if lacking:
        raise TablesError(
            f"{build / table.file} comes from another version (no column {', '.join(lacking)}): {REMEDY}"
        )
    return found
