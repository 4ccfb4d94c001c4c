"""Every table by address, with the filters of the pages: CSV, Parquet, JSON, accessible XLSX, zip, CSVW metadata, slides.

Flask routes rather than callbacks: an address is stable, a link works from the keyboard and for other programs, a byte order
mark survives, and a file of any size is sent in batches. What an address asks for and the tables do not know is an answer 400
that names it, never a file with other rows than were asked for.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, Any
from urllib.parse import parse_qsl

import pyarrow as pa
import pyarrow.parquet as pq
from dash import html
from flask import Flask, Response, request
from werkzeug.wsgi import wrap_file

from components import (
    address,
    exports,
    exports_book,
    exports_csv,
    exports_meta,
    parts,
    settings,
    slide_words,
    slides,
    versions,
    words,
)
from components.address import View
from components.exports import Extract
from components.records import plain_records
from components.store import NoTables, Reader, Tables

CSV_TYPE = "text/csv; charset=utf-8; header=present"
TYPES = {
    "csv": CSV_TYPE,
    "json": "application/json; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "csv-metadata.json": "application/csvm+json; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
KINDS = ("csv", "parquet", "json", "xlsx", "zip", "csv-metadata.json")
KIND_WORDS = {
    "csv": "CSV",
    "parquet": "Parquet",
    "json": "JSON",
    "xlsx": "Excel workbook",
    "zip": "zip with metadata and readme",
    "csv-metadata.json": "CSVW metadata",
    "pptx": "PowerPoint",
}
# The same beside a button, where there is little room.
SHORT = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON", "zip": "Zip with metadata"}
NAME_LENGTH = 50
MEASURED = 2_000  # rows whose size is measured; a longer file's is reckoned from them
DECK_PATH = "/data/briefing.pptx"
# A row of a button, by table: "Download 84 figures".
ROW_WORDS = {
    "figures": "figure",
    "comparisons": "comparison",
    "checks": "check",
    "numbers": "number",
    "reports": "report",
    "metrics": "metric",
    "groups": "group",
    "definitions": "definition",
}


def path(name: str, kind: str = "csv") -> str:
    """The address of a table's file without filters.

    >>> path("checks", "parquet"), path("figures", "csv-metadata.json")
    ('/data/checks.parquet', '/data/figures.csv-metadata.json')
    """
    return f"/data/{name}.{kind}"


def href(name: str, view: View, kind: str = "csv") -> str:
    """The address of a button's file; the CSV of a button has a byte order mark, for spreadsheets open it."""
    asked = view.only(*exports.KEYS[name])
    return address.link(path(name, kind), asked, bom="1" if kind == "csv" else "")


def link(tables: Tables, name: str, view: View, kind: str = "csv", identifier: str = "") -> html.A:
    """A link that says what it gives: how many rows, in which format, how large."""
    return _link(exports.extract(tables, name, view), view, kind, identifier)


def _link(rows: Extract, view: View, kind: str, identifier: str) -> html.A:
    name = rows.table.name
    counted = words.counted(len(rows.rows), ROW_WORDS[name])
    said = size_words(rows, kind)
    text = f"Download {counted} ({KIND_WORDS[kind]}{f', {said}' if said else ''})"
    named: dict[str, Any] = {"id": identifier} if identifier else {}
    return html.A(text, href=href(name, view, kind), className="button", **named)


def files(tables: Tables, name: str, view: View, identifier: str) -> html.Div:
    """The button for the CSV of some rows, and beside it the same rows in other files."""
    rows = exports.extract(tables, name, view)
    kinds = [
        kind
        for kind in ("xlsx", "zip", "parquet")
        if kind != "xlsx" or len(rows.rows) <= exports_book.MOST_ROWS
    ]
    others = [
        html.Li(
            html.A([SHORT[kind], html.Span(f" of {name}", className="unseen")], href=href(name, view, kind))
        )
        for kind in kinds
    ]
    return html.Div(
        [_link(rows, view, "csv", identifier), html.Ul(others, **parts.aria(label="Other files"))],
        className="files",
    )


def size_words(rows: Extract, kind: str) -> str:
    """The size of a file in words; empty for one that takes long to make."""
    if kind == "parquet" and len(rows.rows) <= MEASURED:
        return words.file_size(_parquet(rows).seek(0, os.SEEK_END))
    if kind not in ("csv", "json"):
        return ""
    part = replace(rows, rows=rows.rows[:MEASURED])
    chunks = (
        exports_csv.csv_chunks(part, byte_order_mark=True) if kind == "csv" else exports_csv.json_chunks(part)
    )
    size = sum(map(len, chunks))
    if len(part.rows) == len(rows.rows):
        return words.file_size(size)
    return f"about {words.file_size(size * len(rows.rows) // len(part.rows))}"


def file_name(name: str, view: View, kind: str) -> str:
    """The name of a file: lower case, hyphens, 50 characters at most, metric, group and scope in it.

    >>> file_name("figures", address.view(metric="arrest_rate_spi8a", group="domestic_violence"), "csv")
    'figures-arrest-rate-spi8a-domestic-violence.csv'
    """
    stem = "-".join(address.slug(part) for key in ("metric", "group", "scope") for part in (*view.all(key),))
    whole = f"{name}-{stem}" if stem else name
    return f"{whole[: NAME_LENGTH - len(kind) - 1].rstrip('-')}.{kind}"


def contact() -> str:
    """Whom to ask, as the installation says (POLICE_CONTACT: a name, an address of mail or of a page); else empty."""
    return settings.read(os.environ).contact


def add_routes(server: Flask, tables: Reader) -> None:
    """Serve `/data/TABLE.KIND` for every table and kind, and the slides; `bom=1` puts a byte order mark before a CSV.

    An address with a version is answered from that build; once it is no longer kept, with 410.
    """

    def serve(name: str, kind: str) -> Callable[[], Response]:
        def answer() -> Response:
            query = request.query_string.decode("utf-8", "replace")
            return _answer(tables(versions.asked(query)), query, name, kind)

        return answer

    for name in exports.KEYS:
        for kind in KINDS:
            server.add_url_rule(path(name, kind), f"data-{name}-{kind}", serve(name, kind))
    server.add_url_rule(DECK_PATH, "data-briefing-pptx", serve("comparisons", "pptx"))


def _answer(current: Tables | NoTables, query: str, name: str, kind: str) -> Response:
    if isinstance(current, NoTables):
        return _plain(503, f"{current.message}. {current.remedy}")
    view = address.read(query, current)
    wrong = [*view.unknown, *_strange_keys(query, name)]
    if wrong:
        return _plain(400, f"This address asks for what is not there: {'; '.join(wrong)}.", _help(name))
    pinned = view.one("version")
    if pinned and pinned != current.version:
        newest = address.link(request.path, view.but(version=""))
        return _plain(410, f"Data version {pinned} is no longer kept.", f"The newest figures: {newest}")
    asked = view.only(*exports.KEYS[name])
    rows = exports.extract(current, name, asked)
    tag = _tag(current, rows, kind, query) if current.version or current.built else ""
    try:
        # a reader who has these very bytes is answered 304 below: they are not made again
        response = Response() if tag in request.if_none_match else _file(rows, name, kind, asked)
    except exports_book.TooManyRowsError as problem:
        return _plain(
            400, f"{problem}.", "Narrow the filters, or take the CSV or Parquet file of the same address."
        )
    stem = "briefing" if kind == "pptx" else name
    response.headers["Content-Type"] = TYPES[kind]
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(stem, asked, kind)}"'
    response.headers["Cache-Control"] = "no-cache"  # ask again: a new build has the same address
    if kind == "csv":
        metadata = f"{name}.csv-metadata.json"
        response.headers["Link"] = f'<{metadata}>; rel="describedby"; type="application/csvm+json"'
    if tag:
        response.set_etag(tag)
        response.make_conditional(request)
    return response


def _file(rows: Extract, name: str, kind: str, view: View) -> Response:
    if kind == "csv":
        return Response(exports_csv.csv_chunks(rows, byte_order_mark=request.args.get("bom") == "1"))
    if kind == "json":
        return Response(exports_csv.json_chunks(rows))
    if kind == "csv-metadata.json":
        return Response(exports_meta.csvw(rows, view, exports_meta.file_url(name, view)))
    if kind == "xlsx":
        return Response(exports_book.workbook(rows, view, contact()))
    if kind == "pptx":
        return Response(deck(rows.tables, view))
    return _sent(_parquet(rows) if kind == "parquet" else _zip(rows, name, view))


def deck(tables: Tables, view: View) -> bytes:
    """The briefing of a view as a PowerPoint file."""
    from components import exports_deck  # a third of a second to import, and few readers ask for it

    rows = exports.extract(tables, "comparisons", view)
    pairs = list(plain_records(rows.frame.iloc[rows.rows]))
    chosen = slides.written(tables, slides.ordered(tables, pairs)[: slides.MOST])
    return exports_deck.deck(
        chosen, filters=slide_words.filter_words(tables, view), citation=exports_meta.citation(tables)
    )


def _sent(file: IO[bytes]) -> Response:
    """A file of the system's own, from its beginning, in pieces."""
    file.seek(0)
    return Response(wrap_file(request.environ, file), direct_passthrough=True)


def _parquet(rows: Extract) -> IO[bytes]:
    """The rows as Parquet in a file of the system's own, one row group a batch."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the answer)
    with pq.ParquetWriter(pa.PythonFile(file, mode="w"), rows.schema(), compression="zstd") as writer:
        for batch in exports.batches(rows, size=100_000):
            writer.write_table(batch)
    return file


def _zip(rows: Extract, name: str, view: View) -> IO[bytes]:
    """Data, metadata and readme in a zip, in a file of the system's own."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the answer)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open(f"{name}.csv", "w", force_zip64=True) as member:
            for chunk in exports_csv.csv_chunks(rows):
                member.write(chunk)
        packed.writestr(f"{name}.csv-metadata.json", exports_meta.csvw(rows, view, f"{name}.csv"))
        packed.writestr("README.md", exports_meta.readme(rows, view))
    return file


def _strange_keys(query: str, name: str) -> Iterator[str]:
    """Keys that no page has, or that this table has not: with them, the rows would not be those that were meant."""
    known = {key.name for key in address.KEYS}
    for key in dict.fromkeys(key for key, _ in parse_qsl(query)):
        if key in exports.KEYS[name] or key in exports.NEUTRAL or key == "bom":
            continue
        yield f"{name} have no {key}" if key in known else f"there is no filter “{key[:40]}”"


def _help(name: str) -> str:
    keys = words.listed(sorted(exports.KEYS[name]))
    return f"Filters of {name}: {keys}. The codes are in /data/metrics.csv, groups.csv, reports.csv and definitions.csv."


def _plain(status: int, *lines: str) -> Response:
    return Response("\n".join(lines) + "\n", status, mimetype="text/plain")


def _tag(tables: Tables, rows: Extract, kind: str, query: str) -> str:
    """A name for the bytes: data, columns, kind and query make them."""
    names = ",".join(column.name for column in rows.columns)
    made = "\n".join((tables.version, tables.built, names, kind, query))
    return hashlib.sha256(made.encode()).hexdigest()[:32]
