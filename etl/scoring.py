"""The score of the reading on a terminal: recall and precision by family, what is missing or wrong, gains and losses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.figures import place_report
from etl.report_records import Report, ReportError
from etl.reports import SUFFIXES, read_report, read_sources
from etl.score import Label, Score, judge, read_labels, summary

SHARES = {"found": "Found", "placed": "Placed", "right": "Right in all"}


class ScoringError(Exception):
    """A score that cannot be made: what is the matter, and the remedy."""


def print_score(
    gold: Path,
    reports: Path,
    *,
    against: Path | None = None,
    save: Path | None = None,
    console: Console | None = None,
) -> None:
    """Read the labelled reports, and print how the reading agrees with the labels.

    Args:
        gold: folder of the labels, a file for each report.
        reports: folder of the reports.
        against: a saved score, to name gains and losses.
        save: where to save the names of the labels that are right.

    Raises:
        ScoringError: labels, reports or the saved score cannot be read.
    """
    console = console or Console()
    before = _saved(against) if against is not None else None
    scores = scores_of(gold, reports)
    console.print(_families(summary(scores.values())))
    for score in scores.values():
        for judged in score.judged:
            if judged.wrong:
                console.print(Text(f"{judged.label.name}: {', '.join(judged.wrong)}"))
        for figure in score.false_claims:
            name = f"{figure.report_id} {figure.paragraph} {figure.printed}@{figure.start}"
            console.print(Text(f"{name}: claims {figure.metric}, which no label has there", style="red"))
    right = right_names(scores.values())
    if before is not None:
        for name in sorted(right - before):
            console.print(Text(f"gain: {name}", style="green"))
        for name in sorted(before - right):
            console.print(Text(f"loss: {name}", style="bold red"))
        console.print(f"{len(right - before)} gains, {len(before - right)} losses")
    if save is not None:
        try:
            save.write_text(json.dumps(sorted(right), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise ScoringError(
                f"{save}: cannot be written ({error.strerror}); name another file with --save"
            ) from error


def scores_of(gold: Path, reports: Path) -> Mapping[str, Score]:
    """The score of each labelled report, by its identifier.

    Raises:
        ScoringError: there are no labels, or a labelled report is missing.
    """
    files = sorted(gold.glob("*.tsv"))
    if not files:
        raise ScoringError(f"{gold}: there are no labels (*.tsv); name their folder with --gold")
    found = {}
    for path in files:
        labels, report = _labels(path), _report(path.stem, reports)
        found[path.stem] = judge(labels, place_report(report).figures)
    return found


def _labels(path: Path) -> Sequence[Label]:
    try:
        return read_labels(path)
    except (KeyError, ValueError, OSError) as error:
        raise ScoringError(f"{path}: cannot be read as labels ({error}); see tests/gold/README.md") from error


def _report(name: str, reports: Path) -> Report:
    matching = [reports / f"{name}{suffix}" for suffix in SUFFIXES]
    text = next((one for one in matching if one.is_file()), matching[0])
    try:
        return read_report(text, read_sources(reports))
    except ReportError as error:
        raise ScoringError(f"{error}; name the folder of the labelled reports with --reports") from error


def right_names(scores: Iterable[Score]) -> frozenset[str]:
    """The names of the labels that are right in every field."""
    return frozenset(one.label.name for score in scores for one in score.judged if not one.wrong)


def _saved(path: Path) -> frozenset[str]:
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScoringError(
            f"{path}: cannot be read as a saved score ({error}); make one with --save"
        ) from error
    return frozenset(map(str, names))


def _families(counts: Mapping[str, Mapping[str, int]]) -> Table:
    table = Table(title="Labels found with value and unit, and placed with metric, group, kind and period")
    table.add_column("Family")
    table.add_column("Labels", justify="right")
    for words in SHARES.values():
        table.add_column(words, justify="right")
    for family in sorted(counts, key=lambda name: (name == "all", name)):
        row = counts[family]
        cells = [f"{row[name]} ({row[name] / max(1, row['labels']):.1%})" for name in SHARES]
        table.add_row(family, str(row["labels"]), *cells)
    claims, wrong = counts["all"]["claims"], counts["all"]["false_claims"]
    table.caption = f"{claims} rows claim a listed metric, {wrong} of them wrongly: precision {1 - wrong / max(1, claims):.1%}"
    return table
