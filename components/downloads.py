"""Figures as a CSV file: RFC 4180, the columns of the contract, the rows of the screen.

A Flask route rather than a callback: the address is stable, a link works from the keyboard and for other programs, and
the byte order mark survives.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from flask import Flask, Response, request

from components import address
from components.store import NoTables, Tables
from etl import schema

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # by it Excel knows UTF-8
# A spreadsheet runs a text that begins so as a formula (OWASP, CSV injection); numbers are never touched.
FORMULA = r"^[=+\-@\t\r\n]"
CONTENT_TYPE = "text/csv; charset=utf-8; header=present"
NAME_LENGTH = 50


def figures_csv(figures: pd.DataFrame) -> bytes:
    """The figures as CSV bytes: one header row, CRLF, ISO dates, numbers without commas, blank where there is none."""
    table = pa.Table.from_pandas(figures, schema=schema.FIGURES.schema(), preserve_index=False, safe=False)
    columns = [_guarded(column) for column in table.columns]
    out = io.BytesIO()
    # the stubs know neither argument yet
    options = arrow_csv.WriteOptions(eol="\r\n", quoting_style="needed", quoting_header="none")  # type: ignore[call-arg]
    arrow_csv.write_csv(pa.table(columns, names=table.column_names), out, options)
    return out.getvalue()


def _guarded(column: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    """A text column with an apostrophe before whatever a spreadsheet would run; other columns as they are."""
    text: Any = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    if not pa.types.is_string(text.type):
        return column
    guarded: pa.ChunkedArray[Any] = pc.if_else(
        pc.match_substring_regex(text, FORMULA), pc.binary_join_element_wise(pa.scalar("'"), text, ""), text
    )
    return guarded


def file_name(view: address.View) -> str:
    """The name of a view's file: lower case, hyphens, 50 characters at most.

    >>> file_name(address.View(metric="arrest_rate_spi8a", group="domestic_violence"))
    'figures-arrest-rate-spi8a-domestic-violence.csv'
    """
    parts = ["figures", view.metric, view.group]
    stem = "-".join(part.replace("_", "-") for part in parts if part)
    return f"{stem[: NAME_LENGTH - len('.csv')].rstrip('-')}.csv"


def add_routes(server: Flask, tables: Callable[[], Tables | NoTables]) -> None:
    """Serve `/data/figures.csv`; `metric` and `group` select, `bom=1` puts a byte order mark before the header."""

    @server.get(address.CSV_PATH)
    def figures() -> Response:
        current = tables()
        if isinstance(current, NoTables):
            return Response(f"{current.message}. {current.remedy}\n", 503, mimetype="text/plain")
        view = address.read(request.args, current)
        if view.unknown:
            return Response(f"Not found: {'; '.join(view.unknown)}.\n", 404, mimetype="text/plain")
        body = figures_csv(current.select(view.metric, view.group))
        if request.args.get("bom") == "1":
            body = BYTE_ORDER_MARK + body
        response = Response(body)
        response.headers["Content-Type"] = CONTENT_TYPE
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name(view)}"'
        response.headers["Cache-Control"] = "no-cache"  # ask again: a new build has the same address
        response.add_etag()
        response.make_conditional(request)  # 304 where the reader has these very bytes
        return response
