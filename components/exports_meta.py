"""What travels with the data: CSVW metadata (W3C, Metadata Vocabulary for Tabular Data) and a readme."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa

from components import parts, words
from components.address import KEYS, View
from components.exports import STATUS_CODES, Extract
from components.store import Tables
from etl.schema import Column

PUBLISHER = "Metropolitan Police Authority (reports); figures extracted by this project"
LICENCE = (
    "The figures are facts stated in the Authority's reports: reuse them, and cite the report and paragraph that each row "
    "names. The texts of the reports are the Authority's. Code: MIT."
)
NONE_SHOWN = "none: every row of the table"


def citation(tables: Tables) -> str:
    """How to cite the data."""
    made = f", built {words.moment(tables.built)}" if tables.built else ""
    version = f", data version {tables.version}" if tables.version else ""
    return f"Police performance figures, from Metropolitan Police Authority committee reports{version}{made}."


def filters(view: View) -> list[tuple[str, str]]:
    """The filters of a view in the order of the keys: name and value.

    >>> from components import address
    >>> filters(address.view(group=["burglary", "robbery"], metric="offences"))
    [('metric', 'offences'), ('group', 'burglary'), ('group', 'robbery')]
    """
    return [(key.name, value) for key in KEYS for value in view.all(key.name)]


def csvw(rows: Extract, view: View, url: str) -> bytes:
    """The CSVW metadata of a table's CSV file at an address relative to the metadata's own."""
    tables, table = rows.tables, rows.table
    document: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": f"{parts.NAME}: {table.name}",
        "dc:description": f"{words.upper_first(table.row)}. {parts.STATUS}",
        "dc:publisher": PUBLISHER,
        "dc:rights": LICENCE,
        "dc:bibliographicCitation": citation(tables),
        "dc:language": "en-GB",
        "dialect": {
            "encoding": "utf-8",
            "lineTerminators": ["\r\n", "\n"],
            "header": True,
            "doubleQuote": True,
        },
        "tableSchema": {
            "columns": [_column(column, key=column.name in table.key) for column in rows.columns],
            "primaryKey": list(table.key) if len(table.key) > 1 else table.key[0],
        },
    }
    if tables.built:
        document["dc:modified"] = tables.built
    if tables.version:
        document["dc:identifier"] = tables.version
    if asked := filters(view):
        document["dc:coverage"] = "; ".join(f"{key}={value}" for key, value in asked)
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _column(column: Column, *, key: bool) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": _datatype(column),
        "required": key,
    }


def _datatype(column: Column) -> str | dict[str, str]:
    if column.codes:  # a closed list, as a regular expression
        return {"base": "string", "format": "|".join(re.escape(code) for code in column.codes if code)}
    if pa.types.is_date(column.type):
        return "date"
    if pa.types.is_integer(column.type):
        return "integer"
    if pa.types.is_floating(column.type):
        return "number"
    return "boolean" if pa.types.is_boolean(column.type) else "string"


def file_url(name: str, view: View) -> str:
    """The CSV file's address relative to its metadata's."""
    query = urlencode(filters(view))
    return f"{name}.csv?{query}" if query else f"{name}.csv"


def readme(rows: Extract, view: View) -> str:
    """The text beside the data in a zip: filters, rows, version, columns, codes, licence, citation."""
    tables, table = rows.tables, rows.table
    asked = [f"- {key} = {value}" for key, value in filters(view)] or [f"- {NONE_SHOWN}"]
    columns = [f"- `{column.name}`: {column.meaning}" for column in rows.columns]
    codes = [f"- `{code}` {meaning}" for code, meaning in STATUS_CODES.items()]
    lines = [
        f"# {parts.NAME}: {table.name}",
        "",
        parts.STATUS,
        "",
        f"- Rows: {len(rows.rows):,} ({table.row})",
        f"- Data version: {tables.version or 'without a name'}",
        f"- Built: {tables.built or 'not known'}",
        "- Files: UTF-8, RFC 4180, ISO dates; the column types stand in the metadata (CSVW).",
        "",
        "## Filters",
        "",
        *asked,
        "",
        "## Columns",
        "",
        *columns,
        "",
        "## Codes of the column status",
        "",
        *codes,
        "",
        "## Strengths and limits",
        "",
        parts.LIMITS,
        "",
        "## Licence",
        "",
        LICENCE,
        "",
        "## Cite",
        "",
        citation(tables),
        "",
    ]
    return "\n".join(lines)
