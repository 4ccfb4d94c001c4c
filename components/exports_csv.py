"""Rows as CSV (RFC 4180) and as JSON, in chunks of bytes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from components.exports import Extract, Rows, batch, batches, row_numbers

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # by it Excel knows UTF-8
# A spreadsheet runs a text that begins so as a formula (OWASP, CSV injection); numbers are never touched.
FORMULA = r"^[=+\-@\t\r\n]"
LINE_END = "\r\n"
THREADS = 2  # batches that are written at once; Arrow leaves the interpreter free meanwhile
_BEGINS_FORMULA = np.isin(np.arange(256), np.frombuffer(b"=+-@\t\r\n", dtype=np.uint8))


def csv_chunks(rows: Extract, *, byte_order_mark: bool = False) -> Iterator[bytes]:
    """One header row, CRLF, ISO dates, numbers without commas, blank where there is none; guarded against formulas."""
    header = ",".join(column.name for column in rows.columns) + LINE_END
    yield (BYTE_ORDER_MARK if byte_order_mark else b"") + header.encode()
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for numbers in row_numbers(rows):
            if len(waiting) >= THREADS:
                yield waiting.popleft().result()
            if len(numbers):
                waiting.append(pool.submit(_lines, rows, numbers))
        while waiting:
            yield waiting.popleft().result()
    pa.default_memory_pool().release_unused()  # a file leaves no memory behind


def _lines(rows: Extract, numbers: Rows) -> bytes:
    """The lines of some rows."""
    part = batch(rows, numbers)
    out = pa.BufferOutputStream()
    guarded = pa.table([_guarded(column) for column in part.columns], names=part.column_names)
    # the stubs know neither argument yet
    options = arrow_csv.WriteOptions(  # type: ignore[call-arg]
        include_header=False, eol=LINE_END, quoting_style="needed"
    )
    arrow_csv.write_csv(guarded, out, options)
    written: bytes = out.getvalue().to_pybytes()
    return written


def _guarded(column: pa.ChunkedArray[Any]) -> Any:
    """A text column with an apostrophe before whatever a spreadsheet would run; other columns as they are."""
    array: Any = column.combine_chunks()
    if pa.types.is_dictionary(array.type):  # each text is looked at once
        return _guarded_texts(array.dictionary).take(array.indices)
    return _guarded_texts(array) if pa.types.is_string(array.type) else array


def _guarded_texts(texts: Any) -> Any:
    if not _any_begins_formula(texts):
        return texts
    return pc.if_else(
        pc.match_substring_regex(texts, FORMULA),
        pc.binary_join_element_wise(pa.scalar("'"), texts, ""),
        texts,
    )


def _any_begins_formula(texts: Any) -> bool:
    """Whether any text begins with a byte that a formula begins with: one look at each, for hardly any does."""
    _, places, letters = texts.buffers()
    if letters is None:
        return False
    ends = np.frombuffer(places, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    first = ends[:-1][ends[1:] > ends[:-1]]
    return bool(_BEGINS_FORMULA[np.frombuffer(letters, dtype=np.uint8)[first]].any())


def json_chunks(rows: Extract) -> Iterator[bytes]:
    """An array of objects, one a line; dates in ISO form, null where there is none."""
    separator = "["
    for part in batches(rows):
        if part.num_rows:
            lines = ",\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in part.to_pylist())
            yield (separator + lines).encode()
            separator = ",\n"
    yield b"]\n" if separator != "[" else b"[]\n"
