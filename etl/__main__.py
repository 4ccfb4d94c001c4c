"""The commands: `python -m etl build`, `check`, `show`, `compare` and `score`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from etl.builds import MANIFEST, BuildError, TablesError, current

if TYPE_CHECKING:
    from etl.intake import Failure

REPORTS, TABLES, CORRECTIONS = Path("data/reports"), Path("data/tables"), Path("data/corrections.csv")
GOLD, ORIGINALS = Path("tests/gold"), Path("../shared/reports")
ONE_LINE_EACH = 50  # up to so many reports, and failures, have a line each at the end of a build
NAMED = 3  # of more, so many files are named for each reason


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status is 0, or 1 with the reasons on standard error."""
    options = _parser().parse_args(arguments)
    if arguments is None and getattr(options, "workers", 1) > 1:
        from etl.crew import without_pandas

        without_pandas()  # the process ends with the command, and its workers do what needs pandas
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except TablesError as error:
        _complain(str(error))
        return 1
    except BrokenPipeError:
        # Whoever read our output (`head`) has enough; Python must not find the pipe closed once more at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _complain("Stopped; the tables are as they were.")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Committee reports to tidy tables.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=words, description=words)
        found.set_defaults(run=run)
        return found

    build = command("build", _build, "read all reports and write the tables")
    build.add_argument(
        "--reports",
        nargs="+",
        action="extend",
        metavar="DIR",
        help=f"folders of reports, here or in a store as s3://bucket/reports ({REPORTS})",
    )
    build.add_argument(
        "--out",
        default=str(TABLES),
        metavar="DIR",
        help=f"folder of the tables, here or in a store ({TABLES})",
    )
    build.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="let the workers of a Dask cluster read: tcp://host:8786",
    )
    build.add_argument(
        "--workers", type=_workers, default=os.cpu_count() or 1, metavar="N", help="processes that read"
    )
    build.add_argument(
        "--corrections",
        type=Path,
        default=CORRECTIONS,
        metavar="FILE",
        help=f"known errors of the source ({CORRECTIONS})",
    )
    check = command("check", _check, "check the tables against their schema and their reports")
    check.add_argument(
        "--arithmetic", action="store_true", help="print what the reports state and can be worked out again"
    )
    show = command("show", _show, "show a figure in its paragraph, and how it was read")
    show.add_argument("figure_id", help="identifier of a figure, or how it begins")
    compare = command("compare", _compare, "print comparisons, like for like or refused")
    for name in ("metric", "group", "scope", "basis", "verdict", "report"):
        compare.add_argument(f"--{name}", default="", help=f"only those of a {name}")
    for one in (check, show, compare):
        one.add_argument(
            "--out", type=Path, default=TABLES, metavar="DIR", help=f"folder of the tables ({TABLES})"
        )
    score = command("score", _score, "score the reading against the gold labels")
    score.add_argument("--gold", type=Path, default=GOLD, metavar="DIR", help=f"labels ({GOLD})")
    score.add_argument(
        "--reports", type=Path, default=ORIGINALS, metavar="DIR", help=f"the reports they label ({ORIGINALS})"
    )
    score.add_argument("--against", type=Path, metavar="FILE", help="a saved score, to name gains and losses")
    score.add_argument("--save", type=Path, metavar="FILE", help="save this score")
    return parser  # fmt: skip


def _workers(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: write 1 or more")
    return int(text)


def _complain(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _build(options: argparse.Namespace) -> int:
    from etl.pipeline import Observer, Options, Result, build
    from etl.places import place
    from etl.progress import progress

    try:
        asked = Options(
            reports=tuple(place(text) for text in options.reports or (str(REPORTS),)),
            out=place(options.out),
            workers=options.workers,
            corrections=options.corrections,
            scheduler=options.scheduler,
        )
        with ExitStack() as stack:
            advance = stack.enter_context(progress())
            result: Result = build(asked, Observer(note=_complain, progress=advance))
    except BuildError as error:
        _complain(str(error))
        return 1
    if result.known:
        print(f"{result.known:,} of {result.files:,} reports are as they were: not read again")
    if len(result.kept) <= ONE_LINE_EACH:
        for one in result.kept:
            print(
                f"{one.report_id}: {_counts(one.figures, one.unplaced, result.misfits.get(one.report_id, 0))}"
            )
    else:
        figures, unplaced = sum(one.figures for one in result.kept), sum(one.unplaced for one in result.kept)
        print(f"{len(result.kept):,} reports: {_counts(figures, unplaced, sum(result.misfits.values()))}")
    _complain(*result.warnings, *_told(result.failures))
    return result.status


def _told(failures: Sequence[Failure]) -> Iterator[str]:
    """A line for each failure; where there are many, for each reason, with how many files it has and a few of their names."""
    if len(failures) <= ONE_LINE_EACH:
        yield from map(str, failures)
        return
    paths: dict[str, list[str]] = {}
    for one in failures:
        paths.setdefault(f"{one.reason}; {one.remedy}", []).append(one.path)
    for why, several in sorted(paths.items(), key=lambda item: -len(item[1])):
        more = f" and {len(several) - NAMED:,} more" if len(several) > NAMED else ""
        yield f"{len(several):,} files: {why} ({', '.join(several[:NAMED])}{more})"
    yield f"{len(failures):,} files failed; {MANIFEST} names each"


def _counts(figures: int, unplaced: int, misfits: int) -> str:
    checks = "1 check does not agree" if misfits == 1 else f"{misfits:,} checks do not agree"
    return f"{figures:,} figures placed, {unplaced:,} numbers left unplaced, {checks}"


def _check(options: argparse.Namespace) -> int:
    from etl.checking import check_build
    from etl.reading import print_checks

    build = _build_in(options.out)
    if options.arithmetic:
        print_checks(build)
        return 0
    found = check_build(build)
    _complain(*found.failures)
    print(found.summary)
    return 1 if found.failures else 0


def _show(options: argparse.Namespace) -> int:
    from etl.explain import UnknownFigure, show

    try:
        show(_build_in(options.out), options.figure_id)
    except UnknownFigure as error:
        _complain(str(error))
        return 1
    return 0


def _compare(options: argparse.Namespace) -> int:
    from etl.reading import print_comparisons

    filters = {
        name: getattr(options, name) for name in ("metric", "group", "scope", "basis", "verdict", "report")
    }
    try:
        print_comparisons(_build_in(options.out), **filters)
    except ValueError as error:
        _complain(str(error))
        return 1
    return 0


def _build_in(out: Path) -> Path:
    """The folder of the newest build.

    Raises:
        TablesError: there is none.
    """
    build = current(out)
    if not any(build.glob("*.parquet")):
        raise TablesError(f"{out}: there are no tables; build them with `python -m etl build --out {out}`")
    return build


def _score(options: argparse.Namespace) -> int:
    from etl.scoring import ScoringError, print_score

    try:
        print_score(options.gold, options.reports, against=options.against, save=options.save)
    except ScoringError as error:
        _complain(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
