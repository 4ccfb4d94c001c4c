"""What a report costs, step by step, and what an archive of them takes: python -m benchmarks.bench_archive [--reports 300].

Time is that of the processor in one process, so that other work on the machine hardly changes it. The corpus is that of
`bench_pipeline`. docs/archive.md says what follows from it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import pyarrow as pa

from benchmarks.bench_pipeline import TEXTS, write_corpus
from etl.cache import Cache, reading_version
from etl.crew import in_processes
from etl.intake import Chunk, chunks_of, find_inputs, read_chunk
from etl.pipeline import Observer, Options, build
from etl.relations import related_in_parts
from etl.tables import SOURCE, in_memory

Answer = TypeVar("Answer")


def main() -> None:
    """Print the cost of a report, and the plan of an archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="folder of published reports (.txt)")
    parser.add_argument("--reports", type=int, default=300, help="reports to measure with")
    parser.add_argument("--archive", type=int, default=1_000_000, help="reports of the archive to plan")
    parser.add_argument("--workers", type=int, nargs="+", default=[2, 16, 64], help="numbers of workers")
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.texts.glob("*.txt"))]
    if not texts:
        sys.exit(f"{options.texts} holds no reports; name a folder of published reports with --texts")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        write_corpus(Path(name) / "reports", texts, options.reports)
        milliseconds, kilobytes = costs(Path(name) / "reports", Path(name) / "tables")
    print(f"{options.reports:,} reports; for each, ms of one processor and KB")
    for what, cost in (*milliseconds.items(), *kilobytes.items()):
        print(f"  {what:45} {cost:8.2f}")
    shared = sum(milliseconds[name] for name in ("read", "compare and check"))
    print(
        f"{options.archive:,} reports: {options.archive * shared / 3_600_000:,.1f} h of one processor to read and relate"
    )
    for workers in options.workers:
        print(f"  {workers:4} workers: {options.archive * shared / workers / 3_600_000:6.2f} h")
    print(
        f"  unchanged, without comparing: {options.archive * milliseconds['read again, known'] / 3_600_000:6.2f} h of one processor"
    )
    for what, cost in kilobytes.items():
        print(f"  {what}: {options.archive * cost / 1e6:,.0f} GB")


def costs(reports: Path, out: Path) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Milliseconds of the processor and KB for each report, by step and by what is stored."""
    cache = Cache(folder=out / "cache", version=reading_version())

    def read() -> list[Chunk]:
        return [read_chunk(chunk, {}, cache) for chunk in chunks_of(inputs, 1)]

    listing, (inputs, _) = _timed(partial(find_inputs, [reports]))
    reading, chunks = _timed(read)
    known, _ = _timed(read)
    figures = in_memory(one.batches["figures"].drop_columns([SOURCE]) for one in chunks)
    rows = sum(one.batches["figures"].num_rows for one in chunks)
    dates = pa.Table.from_batches(one.batches["reports"] for one in chunks)
    alone = partial(in_processes, workers=1)
    with tempfile.TemporaryDirectory() as spools:

        def relate() -> int:
            return sum(
                batch.num_rows for _, batch in related_in_parts(figures, rows, dates, Path(spools), alone)
            )

        relate()  # the first time imports what it needs
        relating, _ = _timed(relate)
    options = Options(reports=(reports,), out=out, workers=1, corrections=Path("none.csv"))
    with patch("etl.pipeline.relate", return_value=()):
        gathering, _ = _timed(lambda: build(options, Observer()))
    result = build(options, Observer())
    count = len(inputs)
    assert result.known == count
    milliseconds = {
        "list": listing,
        "read": reading,
        "read again, known": known,
        "compare and check": relating,
        "gather and write": gathering - listing - known,
    }
    kept = sum(path.stat().st_size for path in (out / "cache").rglob("*") if path.is_file())
    tables = sum(path.stat().st_size for path in result.build.iterdir())
    texts = sum(one.size for one in inputs)
    kilobytes = {"reports": texts, "what was read of them": kept, "tables": tables}
    return (
        {what: 1000 * seconds / count for what, seconds in milliseconds.items()},
        {what: size / 1000 / count for what, size in kilobytes.items()},
    )


def _timed(step: Callable[[], Answer]) -> tuple[float, Answer]:
    began = time.process_time()
    answer = step()
    return time.process_time() - began, answer


if __name__ == "__main__":
    main()
