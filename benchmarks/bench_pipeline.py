"""How fast the pipeline reads, and how much memory a large corpus takes.

    python -m benchmarks.bench_pipeline                    KB of text a second on one core, by stage, and adversarial texts
    python -m benchmarks.bench_pipeline --reports 10000    a corpus of so many reports, built with one worker and with two
    python -m benchmarks.bench_pipeline --reports 10000 --workers 2 --changed 10
                                                           and built again, unchanged and with so many reports changed

The corpus repeats the published reports (--texts, by default ../shared/reports), each copy under a date and number of its
own. Memory is that of the parent and of all its workers together, sampled ten times a second (Linux).
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from etl import schema
from etl.builds import current, read_manifest
from etl.figures import place_report
from etl.report_records import Report
from etl.reports import read_text
from etl.tables import batch_of

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT.parent / "shared" / "reports"
_HEADER_DATE = re.compile(r"^Date: .*$", re.MULTILINE)
_HEADER_NUMBER = re.compile(r"^Report: .*$", re.MULTILINE)
_OPENING = re.compile(r"^Report \w+ of the \d+ \w+ \d{4} meeting", re.MULTILINE)

# What could make a pattern backtrack: each takes a size in characters.
ADVERSARIAL: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "1" * size,
    "digits and commas": lambda size: "1,2" * (size // 3),
    "grouped digits": lambda size: "123,456," * (size // 8),
    "numbers": lambda size: "12 " * (size // 3),
    "percentages": lambda size: "12.5% " * (size // 6),
    "brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "brackets with numbers": lambda size: "(1 " * (size // 3),
    "number words": lambda size: "twenty-one " * (size // 11),
    "hyphenated words": lambda size: "one-" * (size // 4),
    "hundreds": lambda size: "hundred and " * (size // 12),
    "dates": lambda size: "1 April 2006 to " * (size // 16),
    "years": lambda size: "2006/07 " * (size // 8),
    "months": lambda size: "March " * (size // 6),
    "spaces": lambda size: " " * size + "1",
    "line ends": lambda size: "\n" * size + "1",
    "bullets": lambda size: "• 1\n" * (size // 4),
    "numbered lines": lambda size: "1. a\n" * (size // 5),
    "nested letters": lambda size: "a. b. c. " * (size // 9),
    "bars": lambda size: "1 | 2 | " * (size // 8),
    "columns": lambda size: "Theft  1,204  1,180  +24\n" * (size // 25),
    "pounds": lambda size: "£" * size,
    "one sentence": lambda size: "burglary rose by 3 officers and " * (size // 32),
    "sentences": lambda size: "Burglary rose by 3% to 1,204 offences. " * (size // 39),
    "targets": lambda size: "against a target of 20% " * (size // 24),
    "full stops": lambda size: "." * size + "1",
    "quotes": lambda size: "'\"" * (size // 2),
}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A build that was measured: seconds, KB of text, peak memory in MB of the parent, of the largest worker, of all at once.

    `processor` is the seconds of all processors together, `parent_processor` those of the parent: what no worker shares.
    """

    seconds: float
    processor: float
    parent_processor: float
    kilobytes: float
    parent: float
    worker: float
    together: float
    shared_once: float


def main() -> None:
    """Measure what the options ask for, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, default=TEXTS, help="folder of published reports (.txt)")
    parser.add_argument("--repeat", type=int, default=9, help="how often the stages are measured")
    parser.add_argument("--reports", type=int, default=0, help="size of a corpus to build")
    parser.add_argument(
        "--workers", type=int, nargs="+", default=[1, 2], help="numbers of workers to build it with"
    )
    parser.add_argument(
        "--changed", type=int, default=0, help="reports to change for a further build of the corpus"
    )
    parser.add_argument(
        "--adversarial", type=int, default=100_000, help="characters of an adversarial text; 0 for none"
    )
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.texts.glob("*.txt"))]
    if not texts:
        sys.exit(f"{options.texts} holds no reports; name a folder of published reports with --texts")
    if options.reports:
        measure_corpus(texts, options.reports, options.workers, options.changed)
        return
    measure_stages(texts, options.repeat)
    if options.adversarial:
        measure_adversarial(options.adversarial)


def measure_stages(texts: Sequence[str], repeat: int) -> None:
    """KB of text a second for each stage and for all of them, on one core."""
    kilobytes = sum(len(text.encode()) for text in texts) / 1000
    reports = [read_text(text, source_file=f"{place}.txt") for place, text in enumerate(texts)]
    placed = [place_report(report) for report in reports]

    def to_arrow() -> None:
        for one in placed:
            batch_of(schema.FIGURES, one.figures)
            batch_of(schema.NUMBERS, one.numbers)

    def whole() -> None:
        for place, text in enumerate(texts):
            one = place_report(read_text(text, source_file=f"{place}.txt"))
            batch_of(schema.FIGURES, one.figures)
            batch_of(schema.NUMBERS, one.numbers)

    stages: dict[str, Callable[[], object]] = {
        "text to report": lambda: [read_text(text, source_file="a.txt") for text in texts],
        "report to figures": lambda: [place_report(report) for report in reports],
        "figures to Arrow": to_arrow,
        "whole": whole,
    }
    print(f"{len(texts)} reports, {kilobytes:,.0f} KB of text, {repeat} times; KB a second on one core")
    for name, stage in stages.items():
        rates = sorted(kilobytes / seconds for seconds in _timed(stage, repeat))
        print(f"  {name:20} best {rates[-1]:9,.0f}   median {median(rates):9,.0f}")


def _timed(stage: Callable[[], object], repeat: int) -> Iterator[float]:
    stage()
    for _ in range(repeat):
        gc.collect()
        began = time.perf_counter()
        stage()
        yield time.perf_counter() - began


def measure_adversarial(size: int) -> None:
    """Time for a text of twice the size over time for the text: about 2 where the time is linear."""
    print(f"Adversarial texts of {size:,} and {2 * size:,} characters: seconds, and their ratio (linear: 2)")
    for name, make in ADVERSARIAL.items():
        once, twice = (min(_seconds(make(length)) for _ in range(3)) for length in (size, 2 * size))
        print(
            f"  {name:22} {once:7.3f} {twice:7.3f}  ratio {twice / once:4.1f}  {size / 1000 / once:8,.0f} KB/s"
        )


def _seconds(text: str) -> float:
    began = time.perf_counter()
    report: Report = read_text(text, source_file="a.txt")
    place_report(report)
    return time.perf_counter() - began


def measure_corpus(texts: Sequence[str], reports: int, workers: Sequence[int], changed: int) -> None:
    """Build a corpus with each number of workers; print speed, memory and the ratio of the times; then again, changed."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        write_corpus(folder / "reports", texts, reports)
        found: dict[int, Measured] = {}
        for number in workers:
            found[number] = measure_build(folder / "reports", folder / f"tables-{number}", number)
            _print_build(f"{reports:,} reports", number, found[number])
        if changed:
            out = folder / f"tables-{workers[-1]}"
            _print_build("unchanged", workers[-1], measure_build(folder / "reports", out, workers[-1]))
            for path in sorted((folder / "reports").iterdir())[:: max(1, reports // changed)][:changed]:
                path.write_text(path.read_text(encoding="utf-8").replace("2006", "2005", 1), encoding="utf-8")
            _print_build(
                f"{changed} changed", workers[-1], measure_build(folder / "reports", out, workers[-1])
            )
        if len(workers) == 1 or changed:
            return
        first, last = found[workers[0]], found[workers[-1]]
        print(f"{workers[-1]} workers against {workers[0]}: {first.seconds / last.seconds:.2f} times as fast")
        builds = {read_manifest(current(folder / f"tables-{number}"))["build"] for number in workers}
        print("the same tables" if len(builds) == 1 else "DIFFERENT TABLES")


def _print_build(what: str, workers: int, measured: Measured) -> None:
    print(
        f"{what}, {measured.kilobytes / 1000:,.0f} MB, {workers} workers: {measured.seconds:,.1f} s, "
        f"{measured.kilobytes / measured.seconds:,.0f} KB/s; peak memory {measured.together:,.0f} MB in all "
        f"({measured.shared_once:,.0f} MB with shared pages once; parent {measured.parent:,.0f}, "
        f"largest worker {measured.worker:,.0f}); processor {measured.processor:,.1f} s, "
        f"of them {measured.parent_processor:,.1f} in the parent",
        flush=True,
    )


def write_corpus(folder: Path, texts: Sequence[str], reports: int) -> None:
    """Copies of the texts, each with a date and number of its own in its header."""
    folder.mkdir(parents=True)
    for copy in range(reports):
        text = varied(texts[copy % len(texts)], copy)
        (folder / f"{copy:06}.txt").write_text(text, encoding="utf-8")


def varied(text: str, copy: int) -> str:
    """A text under another date, from 2001 to 2012, and another number.

    >>> varied("Report: 8\\nDate: 9 December 2010\\n", 13)
    'Report: 1\\nDate: 14 January 2001\\n'
    """
    number, place = divmod(copy, 12 * 12 * 28)
    month, day = divmod(place, 28)
    said = f"{1 + day} {date(2001, 1 + month % 12, 1):%B} {2001 + month // 12}"
    text = _HEADER_DATE.sub(f"Date: {said}", text, count=1)
    text = _HEADER_NUMBER.sub(f"Report: {1 + number}", text, count=1)
    return _OPENING.sub(f"Report {1 + number} of the {said} meeting", text, count=1)


def measure_build(reports: Path, out: Path, workers: int) -> Measured:
    """Build a folder in a process of its own, and watch its memory."""
    kilobytes = sum(path.stat().st_size for path in reports.iterdir()) / 1000
    command = [
        sys.executable,
        "-m",
        "etl",
        "build",
        "--reports",
        reports,
        "--out",
        out,
        "--workers",
        str(workers),
    ]
    began, used = time.perf_counter(), _processor_of_children()
    parent_processor = 0.0
    process = subprocess.Popen([*map(str, command)], cwd=ROOT)
    peaks = {"parent": 0.0, "worker": 0.0, "together": 0.0, "shared_once": 0.0}
    turns = 0
    while process.poll() is None:
        own = _memory(process.pid)
        children = [_memory(pid) for pid in _children(process.pid)]
        now = {"parent": own, "worker": max(children, default=0.0), "together": own + sum(children)}
        if turns % 10 == 0:  # the kernel walks all pages for it
            now["shared_once"] = sum(
                _memory(pid, "Pss", "smaps_rollup") for pid in (process.pid, *_children(process.pid))
            )
        peaks = {name: max(peak, now.get(name, 0.0)) for name, peak in peaks.items()}
        turns += 1
        parent_processor = max(parent_processor, _processor(process.pid))
        time.sleep(0.1)
    if process.returncode:
        sys.exit(f"the build ended with status {process.returncode}")
    return Measured(
        seconds=time.perf_counter() - began,
        processor=_processor_of_children() - used,
        parent_processor=parent_processor,
        kilobytes=kilobytes,
        **peaks,
    )


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _processor(pid: int) -> float:
    """Seconds of the processor that a process has used; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found + [grandchild for child in found for grandchild in _children(child)]


def _memory(pid: int, name: str = "VmRSS", file: str = "status") -> float:
    """Memory of a process in MB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
