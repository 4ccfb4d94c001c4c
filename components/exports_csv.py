"""Rows as CSV (RFC 4180) and as JSON, in chunks of bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from components.exports import Extract, batches

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # by it Excel knows UTF-8
# A spreadsheet runs a text that begins so as a formula (OWASP, CSV injection); numbers are never touched.
FORMULA = r"^[=+\-@\t\r\n]"
LINE_END = "\r\n"


def csv_chunks(rows: Extract, *, byte_order_mark: bool = False) -> Iterator[bytes]:
    """One header row, CRLF, ISO dates, numbers without commas, blank where there is none; guarded against formulas."""
    header = ",".join(column.name for column in rows.columns) + LINE_END
    yield (BYTE_ORDER_MARK if byte_order_mark else b"") + header.encode()
    # the stubs know neither argument yet
    options = arrow_csv.WriteOptions(  # type: ignore[call-arg]
        include_header=False, eol=LINE_END, quoting_style="needed"
    )
    for batch in batches(rows):
        if batch.num_rows:
            out = io.BytesIO()
            guarded = pa.table([_guarded(column) for column in batch.columns], names=batch.column_names)
            arrow_csv.write_csv(guarded, out, options)
            yield out.getvalue()


def _guarded(column: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    """A text column with an apostrophe before whatever a spreadsheet would run; other columns as they are."""
    text: Any = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    if not pa.types.is_string(text.type):
        return column
    guarded: pa.ChunkedArray[Any] = pc.if_else(
        pc.match_substring_regex(text, FORMULA), pc.binary_join_element_wise(pa.scalar("'"), text, ""), text
    )
    return guarded


def json_chunks(rows: Extract) -> Iterator[bytes]:
    """An array of objects, one a line; dates in ISO form, null where there is none."""
    separator = "["
    for batch in batches(rows):
        if batch.num_rows:
            lines = ",\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in batch.to_pylist())
            yield (separator + lines).encode()
            separator = ",\n"
    yield b"]\n" if separator != "[" else b"[]\n"
