"""One figure explained: in its paragraph, with its columns, the rule that placed it and what was rejected."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from etl import schema
from etl.builds import TablesError, read_manifest
from etl.catalogue import GROUPS, METRICS
from etl.report_records import Report, ReportError
from etl.reports import read_report, read_sources
from etl.rule_words import rule_in_words
from etl.tables import read_whole

Row = Mapping[str, Any]

MOST_IDS = 8  # suggested where an identifier is not known
_NO_WORD = re.compile(r"[\W_]+")


class UnknownFigure(Exception):
    """No figure, or several, have this identifier: the message names the nearest."""


def show(build: Path, figure_id: str, console: Console | None = None) -> None:
    """Print a figure, given its identifier or how that begins.

    Raises:
        UnknownFigure: no figure has it, or several.
        TablesError: the tables cannot be read.
    """
    figure = find_figure(build, figure_id)
    report = _row(build, schema.REPORTS, "report_id", figure["report_id"])
    numbers = [
        row
        for row in _rows_where(build, schema.NUMBERS, "report_id", figure["report_id"])
        if row["paragraph"] == figure["paragraph"]
    ]
    (console or Console()).print(
        Group(
            Text.assemble((figure["printed"].strip(), "bold"), f"  {figure['report_id']}, paragraph {figure['paragraph']}"),
            Text(" ".join(part for part in (report["title"], report["url"] or "(no address known)") if part), style="dim"),
            Text(),
            Padding(_in_its_paragraph(build, figure), (0, 2)),
            Text(),
            _columns(figure),
            Text(),
            Text.assemble(("Rule  ", "bold"), f"{rule_in_words(figure['rule'])} ({figure['rule']})"),
            *_corrections(build, figure),
            Text.assemble(("Words that name a metric or group here  ", "bold"), ", ".join(candidates(figure["quote"])) or "none"),
            Text(),
            _other_numbers(numbers, figure),
        )
    )  # fmt: skip


def find_figure(build: Path, figure_id: str) -> Row:
    """The figure with an identifier, or the one whose identifier begins so.

    Raises:
        UnknownFigure: there is none, or several.
        TablesError: the tables cannot be read.
    """
    ids = [str(one) for one in read_whole(build, schema.FIGURES).column("figure_id").to_pylist()]
    found = (
        [figure_id] if figure_id in ids else [one for one in ids if figure_id and one.startswith(figure_id)]
    )
    if len(found) == 1:
        return _row(build, schema.FIGURES, "figure_id", found[0])
    if found:
        listed = ", ".join(found[:MOST_IDS]) + (" …" if len(found) > MOST_IDS else "")
        raise UnknownFigure(f"{len(found)} figures begin with {figure_id}: {listed}; give more of it")
    near = get_close_matches(figure_id, ids, n=3, cutoff=0.0)
    raise UnknownFigure(
        f"No figure has the identifier {figure_id}"
        + (f"; the nearest are {', '.join(near)}" if near else ": the build has no figures")
    )


def candidates(quote: str) -> list[str]:
    """The phrases of the catalogue that a sentence holds, longest first, each with the code it names.

    >>> candidates("The sanction detection rate for rape rose.")
    ['sanction detection rate → sanction_detection_rate', 'rape → rape']
    """
    plain = f" {_NO_WORD.sub(' ', quote).lower().strip()} "
    phrases = sorted(
        {(word, metric.code) for metric in METRICS for word in metric.words}
        | {(word, group.code) for group in GROUPS for word in group.words},
        key=lambda item: (-len(item[0]), item),
    )
    found = []
    for phrase, code in phrases:
        if f" {phrase} " in plain:
            found.append(f"{phrase} → {code}")
            # A shorter phrase inside a longer one names nothing of its own.
            plain = plain.replace(f" {phrase} ", " \n ")
    return found


def _in_its_paragraph(build: Path, figure: Row) -> Text:
    """The blocks of the figure's paragraph with the figure marked; its quote alone where the text cannot be read again."""
    report = _read_again(build, figure)
    if report is None:
        words = Text(figure["quote"])
        words.highlight_words([figure["printed"]], "bold reverse")
        return Text.assemble(
            words, ("\n(the report cannot be read again: this is the sentence alone)", "dim")
        )
    blocks = [
        block
        for block in report.blocks
        if block.paragraph == figure["paragraph"] and block.kind != "furniture"
    ]
    own = next((block for block in blocks if block.start <= figure["start"] < block.end), None)
    parent = report.blocks[own.parent] if own is not None and own.parent is not None else None
    if parent is not None and parent not in blocks:
        blocks.insert(0, parent)
    pieces: list[Text | str] = []
    for block in blocks:
        words = Text(report.text[block.start : block.end], style="" if block is own else "dim")
        if block is own:
            words.stylize("bold reverse", figure["start"] - block.start, figure["end"] - block.start)
        pieces += [words, "\n"]
    return Text.assemble(*pieces[:-1])


def _read_again(build: Path, figure: Row) -> Report | None:
    """The report of a figure, if the file that the manifest names still holds the same text."""
    files = read_manifest(build).get("files")
    for one in files if isinstance(files, list) else ():
        if one["report_id"] == figure["report_id"] and not one["left_out"]:
            path = Path(one["path"])
            try:
                report = read_report(path, read_sources(path.parent))
            except ReportError:
                return None
            return report if report.sha256 == one["sha256"] else None
    return None


def _columns(figure: Row) -> Table:
    table = Table.grid(padding=(0, 2))
    for column in schema.FIGURES.columns:
        if column.name not in ("quote", "rule"):
            value = figure[column.name]
            table.add_row(
                Text(column.name, style="bold"),
                Text("" if value is None else str(value)),
                Text(column.meaning, style="dim"),
            )
    return table  # fmt: skip


def _corrections(build: Path, figure: Row) -> Sequence[Text]:
    done = read_manifest(build).get("corrections")
    return [
        Text(f"{one['place']}: {one['action']} {one['column']} {one['before'] or ''} {one['after'] or ''}: {one['why']}", style="yellow")
        for one in (done if isinstance(done, list) else ())
        if one["figure_id"] == figure["figure_id"]
    ]  # fmt: skip


def _other_numbers(numbers: Sequence[Row], figure: Row) -> Table:
    table = Table(title="Numbers of this paragraph, and what became of them", title_justify="left")
    for name in ("Printed", "Became", "Why, or which figure"):
        table.add_column(name)
    for row in numbers:
        own = row["start"] == figure["start"]
        table.add_row(
            Text(row["printed"]),
            Text(row["became"].replace("_", " ")),
            Text("this figure" if own else row["reason"] or row["figure_id"]),
            style="bold" if own else "",
        )
    return table


def _row(build: Path, table: schema.Table, column: str, value: str) -> Row:
    rows = _rows_where(build, table, column, value)
    if not rows:
        raise TablesError(f"{build / table.file} has no {column} {value}: build the tables again")
    return rows[0]


def _rows_where(build: Path, table: schema.Table, column: str, value: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_whole(build, table, where=(column, value)).to_pylist()
    return found
