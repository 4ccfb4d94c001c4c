"""A file to a report: decoded, its header read, its text cut into blocks and tables, offsets kept."""

from __future__ import annotations

import codecs
import csv
import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePath

from etl.headers import read_header
from etl.html import page_text
from etl.layouts import read_layout, read_lines
from etl.outline import read_outline
from etl.report_records import Block, Report, ReportError, Source, Span, Table, TableRow, TextIs

__all__ = [
    "Block",
    "Report",
    "ReportError",
    "Source",
    "Span",
    "Table",
    "TableRow",
    "read_report",
    "read_sources",
    "read_text",
]

LARGEST = 64 * 1024 * 1024
SUFFIXES = (".txt", ".html", ".htm")
SOURCE_COLUMNS = ("file", "title", "committee", "date", "number", "url")


def read_report(path: Path, sources: Mapping[str, Source]) -> Report:
    """Read a text or HTML file of a report.

    `sources` are what `read_sources` gave for its folder. Raises ReportError where the file cannot be read, is
    empty, binary or larger than 64 MB.

    >>> read_report(Path("no-such.txt"), {})
    Traceback (most recent call last):
    etl.report_records.ReportError: no-such.txt: the file cannot be opened (No such file or directory); check that it is there and may be read
    """
    return read_raw(read_bytes(path), path.name, sources.get(path.name))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of a report.

    Raises:
        ReportError: it has another ending, cannot be opened or is larger than 64 MB.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ReportError(
            path.name, f"a {path.suffix or 'nameless'} file is no report", "save the report as .txt or .html"
        )
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ReportError(
                path.name,
                f"{size / 1048576:,.0f} MB is more than the limit of 64 MB",
                "split the file into its reports",
            )
        return path.read_bytes()
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror or error})"
        raise ReportError(path.name, reason, "check that it is there and may be read") from error


def read_raw(raw: bytes, file: str, source: Source | None) -> Report:
    """Read a report from the bytes of its file.

    Args:
        raw: text, or HTML where the name ends so.
        file: the name of the file.
        source: its line of sources.csv.

    Raises:
        ReportError: the bytes are no text, or hold none.
    """
    text = decode(raw, file)
    if PurePath(file).suffix.lower() != ".txt":
        text = page_text(text)
    if not text.strip():
        raise ReportError(file, "the file is empty", "put the report's text into it, or remove it")
    return read_text(text, source_file=file, source=source)


def read_text(text: str, *, source_file: str, source: Source | None = None) -> Report:
    """Read a report from its text; pure, and never raises, whatever the text.

    The header wins over `source`, which fills what it lacks. Offsets count in `text` with line ends "\\n".

    >>> report = read_text(
    ...     "Burglary\\n\\nReport: 9\\nDate: 8 March 2007\\n\\nB. Supporting information\\n\\n1. It fell.",
    ...     source_file="a.txt",
    ... )
    >>> (
    ...     report.report_id,
    ...     report.title,
    ...     [(block.paragraph, report.text[block.start : block.end]) for block in report.blocks][-1],
    ... )
    ('2007-03-08-9', 'Burglary', ('1', 'It fell.'))
    """
    text = _with_plain_line_ends(text)
    lines = read_lines(text)
    header = read_header(text, lines, source)
    blocks, tables = read_outline(text, lines, read_layout(text, lines), header)
    report_id = PurePath(source_file).stem
    if source is None and header.date is not None and header.number:
        report_id = f"{header.date.isoformat()}-{header.number}"
    return Report(
        report_id=report_id,
        source_file=source_file,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text_is=source.text_is if source else "original",
        title=header.title,
        committee=header.committee,
        date=header.date,
        number=header.number,
        author=header.author,
        url=source.url if source else "",
        blocks=blocks,
        tables=tables,
    )


def read_sources(folder: Path) -> dict[str, Source]:
    """What sources.csv in the folder says of each file, by file name; empty where there is no such file.

    Columns: file, title, committee, date (ISO), number, url and, optionally, text_is (original or digest). Raises
    ReportError where the table cannot be read.

    >>> read_sources(Path("no-such-folder"))
    {}
    """
    path = folder / "sources.csv"
    if not path.is_file():
        return {}
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReportError(
            str(path), f"the file cannot be opened ({error.strerror or error})", "check that it may be read"
        ) from error
    rows = csv.DictReader(_with_plain_line_ends(decode(raw, str(path))).split("\n"))
    missing = [column for column in SOURCE_COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise ReportError(
            str(path),
            f"columns are missing: {', '.join(missing)}",
            f"its first line is {','.join(SOURCE_COLUMNS)}",
        )
    sources: dict[str, Source] = {}
    for row in rows:
        source = _source(row, f"{path}, line {rows.line_num}")
        if source.file in sources:
            raise ReportError(str(path), f"{source.file} is listed twice", "keep one line for each file")
        sources[source.file] = source
    return sources


def _source(row: Mapping[str, str | None], place: str) -> Source:
    values = {column: (row.get(column) or "").strip() for column in (*SOURCE_COLUMNS, "text_is")}
    try:
        date = datetime.date.fromisoformat(values["date"]) if values["date"] else None
    except ValueError as error:
        raise ReportError(
            place, f"{values['date']} is no date", "write it as 2007-03-08, or leave it empty"
        ) from error
    kinds: dict[str, TextIs] = {"": "original", "original": "original", "digest": "digest"}
    if values["text_is"] not in kinds:
        raise ReportError(place, f"text_is is {values['text_is']}", "write original or digest")
    return Source(
        file=values["file"],
        title=values["title"],
        committee=values["committee"],
        date=date,
        number=values["number"],
        url=values["url"],
        text_is=kinds[values["text_is"]],
    )


def decode(raw: bytes, file: str) -> str:
    """The text of a file: UTF-8, UTF-16 by its byte order mark, else Windows-1252. Raises ReportError for binary files.

    >>> decode("£5k".encode("cp1252"), "a.txt"), decode("£5k".encode("utf-16"), "a.txt")
    ('£5k', '£5k')
    """
    remedy = "open it in an editor and save it as plain text in UTF-8"
    text = _decoded(raw, file, remedy)
    if "\0" in text:
        raise ReportError(file, "the file is binary (it holds NUL bytes)", remedy)
    return text


def _decoded(raw: bytes, file: str, remedy: str) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ReportError(file, "the file begins as UTF-16 and is broken", remedy) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        reason = "binary (it holds NUL bytes)" if b"\0" in raw else "neither UTF-8 nor Windows-1252 text"
        raise ReportError(file, f"the file is {reason}", remedy) from error


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
