"""The whole pipeline on one screen: files to figures in processes, figures to comparisons and checks, all to one build."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyarrow as pa

from etl import schema
from etl.builds import (
    BuildError,
    TablesError,
    identifier,
    locked,
    partial_build,
    publish,
    unwritable,
    write_manifest,
)
from etl.cache import FOLDER as CACHE
from etl.cache import READ_FROM_TEXT as TABLES_OF_A_REPORT
from etl.cache import Cache, reading_version
from etl.cluster import cluster
from etl.corrections import Correction, by_report, read_corrections
from etl.crew import Crew, WorkerLost, processes
from etl.intake import Chunk, Failure, FileRead, Input, chunks_of, find_inputs, read_chunk
from etl.manifest import manifest_of
from etl.places import in_store
from etl.relations import SPOOL, counted_misfits, relate
from etl.stores import send, workspace
from etl.tables import Spool, batch_of_mappings, catalogue_rows, in_memory, release, sha256_of, write

READ_FROM_TEXT = tuple(table.name for table in TABLES_OF_A_REPORT)
RELATED = ("comparisons", "checks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build was asked to do; with the address of a scheduler its workers do the work, instead of `workers` processes."""

    reports: tuple[Path, ...]
    out: Path
    workers: int
    corrections: Path
    scheduler: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observer:
    """Whom a build tells how far it is: notes in sentences, and the number of files read of all."""

    note: Callable[[str], None] = print
    progress: Callable[[int, int], None] = lambda done, total: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished build: where it is, what it holds, what was left out and why; of its files, how many were known."""

    build: Path
    files: int
    known: int
    kept: tuple[FileRead, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]
    misfits: Mapping[str, int] = field(repr=False)

    @property
    def status(self) -> int:
        """The exit status: 1 where a file could not be read."""
        return 1 if self.failures else 0


def build(options: Options, observer: Observer) -> Result:
    """Read every report under the folders and write the tables.

    Raises:
        BuildError: nothing can be read, the output cannot be written, or a correction no longer fits. The tables that were
            there before are then as they were.
    """
    began = time.time()
    corrections = read_corrections(options.corrections)
    inputs, failures = find_inputs(options.reports)
    if not inputs:
        raise BuildError(
            "\n".join([*map(str, failures), "There is nothing to build; the tables are as they were."])
        )
    cache = Cache(folder=options.out / CACHE, version=reading_version())
    try:
        with _crews(options, len(inputs)) as crews, _output(options.out, observer) as folder:
            with _spools(folder) as spools:
                read = partial(read_chunk, corrections=by_report(corrections), cache=cache)
                files = _read_all(inputs, read, crews, spools, observer)
                sorted_out = sort_out(files, corrections)
                failures += sorted_out.failures
                rows = _write_all(folder, spools, sorted_out.left_out, crews)
            misfits = counted_misfits(spools["checks"].batches()(["report_id", "outcome"]))
            for spool in folder.glob(f"*{SPOOL}"):
                spool.unlink()
            hashes = {table.file: sha256_of(folder / table.file) for table in schema.TABLES}
            build_id = identifier(hashes)
            write_manifest(
                folder,
                manifest_of(
                    build_id=build_id, began=began, options=options, files=files, left_out=sorted_out.left_out,
                    failures=failures, warnings=sorted_out.warnings, rows=rows, hashes=hashes,
                ),
            )  # fmt: skip
            published = (send if in_store(options.out) else publish)(options.out, folder, build_id)
            cache.prune({one.entry for one in files})
    except OSError as error:
        raise unwritable(error.filename or options.out, error) from error
    except TablesError as error:
        raise BuildError(f"{error}; the tables are as they were") from error
    return Result(
        build=published,
        files=len(files),
        known=sum(one.was_known for one in files),
        kept=sorted_out.kept,
        failures=tuple(failures),
        warnings=sorted_out.warnings,
        misfits=misfits,
    )


@contextmanager
def _output(out: Path, observer: Observer) -> Iterator[Path]:
    """A folder of this machine to write the build into."""
    if in_store(out):
        with workspace() as folder:
            yield folder
    else:
        with locked(out, observer.note), partial_build(out) as folder:
            yield folder


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crews:
    """Who reads the reports, so many at a time, and who relates their figures; each is called when its work begins."""

    size: int
    readers: Callable[[], AbstractContextManager[Crew]]
    relaters: Callable[[], AbstractContextManager[Crew]]


@contextmanager
def _crews(options: Options, inputs: int) -> Iterator[_Crews]:
    if options.scheduler:
        with cluster(options.scheduler) as workers:
            yield _Crews(
                size=workers.size,
                readers=lambda: nullcontext(workers),
                relaters=lambda: nullcontext(workers),
            )
    else:
        readers = min(options.workers, inputs)
        yield _Crews(
            size=readers,
            readers=partial(processes, readers),
            relaters=partial(processes, options.workers, pandas=True),
        )


@contextmanager
def _spools(folder: Path) -> Iterator[Mapping[str, Spool]]:
    """Where the rows of all tables wait that are not known before the last file is read."""
    with ExitStack() as stack:
        yield {
            table.name: stack.enter_context(
                Spool(folder / f"{table.name}{SPOOL}", table, sources=table.name in READ_FROM_TEXT)
            )
            for table in schema.TABLES
            if table.name in (*READ_FROM_TEXT, *RELATED)
        }


def _read_all(
    inputs: Sequence[Input],
    read: Callable[[Sequence[Input]], Chunk],
    crews: _Crews,
    spools: Mapping[str, Spool],
    observer: Observer,
) -> list[FileRead]:
    """Read all files, their rows into the spools; what became of each file, in order."""
    files: list[FileRead] = []
    try:
        with crews.readers() as crew:
            for chunk in crew(read, chunks_of(inputs, crews.size)):
                for name, batch in chunk.batches.items():
                    spools[name].add(batch)
                files += chunk.files
                observer.progress(len(files), len(inputs))
    except WorkerLost as error:
        names = ", ".join(str(one.path) for chunk in error.tasks for one in chunk)  # type: ignore[attr-defined]
        raise BuildError(
            f"a process that read these files was ended from outside (out of memory?): {names}; "
            "the tables are as they were: try fewer --workers"
        ) from error
    for name in READ_FROM_TEXT:
        spools[name].close()
    return files


def _write_all(
    folder: Path, spools: Mapping[str, Spool], left_out: Mapping[int, str], crews: _Crews
) -> dict[str, int]:
    """All tables of the build from their spools; the number of rows of each."""
    rows = {}
    for table in schema.TABLES:
        if table.name in READ_FROM_TEXT:
            rows[table.name] = write(folder / table.file, table, spools[table.name].batches(left_out))
    for table, records in catalogue_rows().values():
        rows[table.name] = write(folder / table.file, table, in_memory([batch_of_mappings(table, records)]))
    release()
    try:
        # From the spools, whose batches are of whole reports.
        figures = spools["figures"].batches(left_out)
        reports = pa.Table.from_batches(spools["reports"].batches(left_out)(["report_id", "date"]))
        with crews.relaters() as crew:
            for name, batch in relate(figures, rows["figures"], reports, folder, crew):
                spools[name].add(batch)
    except WorkerLost as error:
        raise BuildError(
            "a process that compares the figures was ended from outside (out of memory?); the tables are as they were: "
            "try fewer --workers"
        ) from error
    for table in (schema.COMPARISONS, schema.CHECKS):
        spools[table.name].close()
        rows[table.name] = write(folder / table.file, table, spools[table.name].batches())
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedOut:
    """Which files are kept; why others are left out, by their number; what to tell about it."""

    kept: tuple[FileRead, ...]
    left_out: Mapping[int, str]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]


def sort_out(files: Sequence[FileRead], corrections: Sequence[Correction]) -> SortedOut:
    """Which of the files that were read are kept.

    The same text twice is kept once, from the first file. Of different texts that claim one report none is kept: no rule
    could tell which of them is the report, and either would silently stand for the other.

    Raises:
        BuildError: a correction no longer fits, or no file is left.
    """
    failures = [one.failure for one in files if one.failure]
    read = [one for one in files if not one.failure]
    left_out: dict[int, str] = {}
    warnings: list[str] = []
    first_of_text: dict[str, FileRead] = {}
    claimants: dict[str, list[FileRead]] = {}
    for one in read:
        first = first_of_text.setdefault(one.sha256, one)
        claimants.setdefault(first.report_id, []).append(one)
    for report_id, several in claimants.items():
        if len({one.sha256 for one in several}) == 1:
            for copy in several[1:]:
                left_out[copy.number] = f"the same text as {several[0].path}"
                warnings.append(
                    f"{copy.path}: the same text as {several[0].path}; it is kept once, from there"
                )
            continue
        names = " and ".join(str(one.path) for one in several)
        for one in several:
            left_out[one.number] = f"claims the report {report_id}, as another text does"
        failures.append(
            Failure(
                path=names,
                reason=f"different texts that claim the report {report_id}; none of them is built",
                remedy="remove all but one, or list them in sources.csv, which names a report after its file",
            )
        )
    kept = tuple(one for one in read if one.number not in left_out)
    _check_corrections(kept, corrections)
    if not kept:
        reasons = [*map(str, failures), "No report is left to build; the tables are as they were."]
        raise BuildError("\n".join(reasons))
    built = {one.report_id for one in kept}
    warnings += [
        f"{one.place}: the report {one.report_id} is not in this build; the line is left aside"
        for one in corrections
        if one.report_id not in built
    ]
    return SortedOut(kept=kept, left_out=left_out, failures=tuple(failures), warnings=tuple(warnings))


def _check_corrections(kept: Sequence[FileRead], corrections: Sequence[Correction]) -> None:
    misfits = [misfit for one in kept for misfit in one.misfits]
    if misfits:
        raise BuildError("\n".join([*misfits, "Corrections no longer fit; the tables are as they were."]))
