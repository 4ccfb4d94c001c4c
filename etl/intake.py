"""Which files a build reads, and one file to the rows of its figures and numbers. Runs in the worker processes."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from etl import schema
from etl.builds import BuildError
from etl.cache import READ_FROM_TEXT, Batches, Cache, reading_version
from etl.corrections import Applied, Correction, correct
from etl.figures import Figure, NumberRow, Placed, place_report
from etl.places import files_under
from etl.report_records import Report, ReportError, Source
from etl.reports import SUFFIXES, read_bytes, read_raw, read_sources
from etl.tables import batch_of, with_source

CHUNK_FILES = 16
CHUNK_BYTES = 1_000_000
COUNTED = ("paragraph", "item", "bullet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read: its number in the order of the build, its path and what sources.csv says of it."""

    number: int
    path: Path
    size: int
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file or folder that cannot be read: reason and remedy."""

    path: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}; {self.remedy}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What became of one file; `failure` is None where it was read; `entry` names its rows in the cache.

    `was_known` says that the rows came from there.
    """

    number: int
    path: Path
    report_id: str = ""
    sha256: str = ""
    figures: int = 0
    unplaced: int = 0
    failure: Failure | None = None
    applied: tuple[Applied, ...] = ()
    misfits: tuple[str, ...] = ()
    entry: str = ""
    was_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Several files read: their rows by table, each with the number of its file."""

    files: tuple[FileRead, ...]
    batches: Mapping[str, pa.RecordBatch]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A row of the reports table; the fields are its columns (`etl.schema.REPORTS`)."""

    report_id: str
    source_file: str
    text_is: str
    title: str
    committee: str
    date: date | None
    number: str
    author: str
    url: str
    sha256: str
    characters: int
    paragraphs: int
    figures: int
    unplaced: int


def find_inputs(folders: Sequence[Path]) -> tuple[list[Input], list[Failure]]:
    """The reports under the folders, in the order of folders and paths, and what cannot be read there.

    A folder's own sources.csv describes the files beside it. A file reached twice is read once.
    """
    inputs: list[Input] = []
    failures: list[Failure] = []
    seen: set[Path] = set()
    for folder in folders:
        if not folder.is_dir():
            failures.append(_failure(folder, "there is no such folder", "name one with --reports"))
            continue
        sizes = {path: size for path, size in files_under(folder) if path.suffix.lower() in SUFFIXES}
        paths = sorted(sizes)
        if not paths:
            failures.append(
                _failure(
                    folder,
                    "the folder holds no reports",
                    f"put files into it that end in {', '.join(SUFFIXES)}",
                )
            )
        sources, broken = _sources({path.parent for path in paths})
        failures += broken
        for path in paths:
            if path.parent not in sources or path.resolve() in seen:
                continue
            seen.add(path.resolve())
            source = sources[path.parent].get(path.name)
            inputs.append(Input(number=len(inputs), path=path, size=sizes[path], source=source))
    return inputs, failures


def _sources(folders: set[Path]) -> tuple[dict[Path, Mapping[str, Source]], list[Failure]]:
    """What each folder's sources.csv says; a folder whose list is broken is left out, for it would name reports otherwise."""
    found: dict[Path, Mapping[str, Source]] = {}
    broken = []
    for folder in sorted(folders):
        try:
            found[folder] = read_sources(folder)
        except ReportError as error:
            remedy = f"{error.remedy}; the reports beside it are left out"
            broken.append(Failure(path=error.file, reason=error.reason, remedy=remedy))
    return found, broken


def _failure(path: Path, reason: str, remedy: str) -> Failure:
    return Failure(path=str(path), reason=reason, remedy=remedy)


def chunks_of(inputs: Sequence[Input], workers: int) -> Iterator[tuple[Input, ...]]:
    """The files in chunks for the workers: of at most 16 files and about 1 MB, and enough of them for every worker."""
    most = max(1, min(CHUNK_FILES, len(inputs) // (4 * workers)))
    held: list[Input] = []
    size = 0
    for one in inputs:
        if held and (len(held) >= most or size + one.size > CHUNK_BYTES):
            yield tuple(held)
            held, size = [], 0
        held.append(one)
        size += one.size
    if held:
        yield tuple(held)


def read_chunk(
    inputs: Sequence[Input], corrections: Mapping[str, tuple[Correction, ...]], cache: Cache
) -> Chunk:
    """Read, place and correct several files; a file that cannot be read is a failure among them.

    Raises:
        BuildError: this process runs another version of the program than the one that the cache is of.
    """
    if cache.version != reading_version():
        raise BuildError(
            f"a process on {socket.gethostname()} runs another version of this program, of Python or of pyarrow than the build; "
            "install the same everywhere, and start it again"
        )
    found = [_read_file(one, corrections, cache) for one in inputs]
    batches = {}
    for table in READ_FROM_TEXT:
        held = [with_source(rows[table.name], read.number) for read, rows in found if rows]
        batches[table.name] = (
            pa.concat_batches(held)  # type: ignore[attr-defined]  # not in the stubs
            if held
            else with_source(batch_of(table, ()), 0)
        )
    return Chunk(files=tuple(read for read, _ in found), batches=batches)


def _read_file(
    one: Input, corrections: Mapping[str, tuple[Correction, ...]], cache: Cache
) -> tuple[FileRead, Batches]:
    try:
        raw = read_bytes(one.path)
        entry = cache.name_of(raw, one.path.name, one.source)
        known = cache.get(entry)
        batches = known or _rows_of(read_raw(raw, one.path.name, one.source))
        if known is None:
            cache.put(entry, batches)
        corrected = _corrected(batches, corrections)
    except ReportError as error:
        failure = _failure(one.path, error.reason, error.remedy)
        return FileRead(number=one.number, path=one.path, failure=failure), {}
    except Exception as error:  # a fault of a stage costs one report, never the others
        return FileRead(number=one.number, path=one.path, failure=_fault(one.path, error)), {}
    row = corrected.batches["reports"].to_pylist()[0]
    read = FileRead(
        number=one.number,
        path=one.path,
        report_id=row["report_id"],
        sha256=row["sha256"],
        figures=row["figures"],
        unplaced=row["unplaced"],
        applied=corrected.applied,
        misfits=corrected.misfits,
        entry=entry,
        was_known=known is not None,
    )
    return read, corrected.batches


def _rows_of(report: Report) -> Batches:
    """The rows of a report in the tables that are read from text, before its corrections."""
    placed = place_report(report)
    return {
        "figures": batch_of(schema.FIGURES, placed.figures),
        "numbers": batch_of(schema.NUMBERS, placed.numbers),
        "reports": batch_of(schema.REPORTS, [_report_row(report, placed)]),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corrected:
    """The rows of a report after its corrections, what was done, and which entries no longer fit."""

    batches: Batches
    applied: tuple[Applied, ...] = ()
    misfits: tuple[str, ...] = ()


def _corrected(batches: Batches, corrections: Mapping[str, tuple[Correction, ...]]) -> _Corrected:
    row = batches["reports"].to_pylist()[0]
    entries = corrections.get(row["report_id"])
    if not entries:
        return _Corrected(batches=batches)
    placed = Placed(
        figures=tuple(Figure(**one) for one in batches["figures"].to_pylist()),
        numbers=tuple(NumberRow(**one) for one in batches["numbers"].to_pylist()),
    )
    done = correct(placed, entries)
    counted = ReportRow(**{**row, **_counts(done.placed)})
    return _Corrected(
        batches={
            "figures": batch_of(schema.FIGURES, done.placed.figures),
            "numbers": batch_of(schema.NUMBERS, done.placed.numbers),
            "reports": batch_of(schema.REPORTS, [counted]),
        },
        applied=done.applied,
        misfits=done.misfits,
    )


def _fault(path: Path, error: Exception) -> Failure:
    reason = f"a fault of this program ({type(error).__name__}: {error}{_where(error)})"
    return _failure(path, reason, "send the file and this line to its authors")


def _where(error: Exception) -> str:
    """The line of ours that raised an error."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _report_row(report: Report, placed: Placed) -> ReportRow:
    return ReportRow(
        report_id=report.report_id,
        source_file=report.source_file,
        text_is=report.text_is,
        title=report.title,
        committee=report.committee,
        date=report.date,
        number=report.number,
        author=report.author,
        url=report.url,
        sha256=report.sha256,
        characters=len(report.text),
        paragraphs=sum(block.kind in COUNTED for block in report.blocks),
        **_counts(placed),
    )


def _counts(placed: Placed) -> dict[str, int]:
    """How many figures a report has, and how many numbers that measure something could not be placed."""
    return {
        "figures": len(placed.figures),
        "unplaced": sum(number.became == "unplaced" for number in placed.numbers),
    }
