"""A whole report: every block and table read, every figure identified, every number accounted for."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from etl.figures.definitions import with_definitions
from etl.figures.reader import Reader
from etl.figures.records import Figure, NumberRow, Placed
from etl.figures.table_reader import is_prose, read_table
from etl.numbers import Number
from etl.report_records import Block, Report

NUMBER_REASONS = {
    "header": "part of the title block",
    "furniture": "part of the page's furniture",
    "marker": "the number of a paragraph or item",
}


_INDICATOR = re.compile("[Ss][Pp][Ii]")


def place_report(report: Report) -> Placed:
    """Every figure of a report, and what became of each of its numbers."""
    reader = Reader(report)
    _read(reader)
    figures = _figures(reader)
    return Placed(figures=tuple(figures), numbers=tuple(_numbers(reader, figures)))


def _read(reader: Reader) -> None:
    """Read every block and table of the report."""
    for index, block in enumerate(reader.report.blocks):
        if block.kind in ("header", "furniture") or block.table is not None:
            continue
        if reader.has_candidates(block.start, block.end):
            reader.ends[index] = reader.read_block(index)
    for index, table in enumerate(reader.report.tables):
        if is_prose(reader, table):
            for place in reader.table_blocks.get(index, ()):
                if reader.has_candidates(reader.report.blocks[place].start, reader.report.blocks[place].end):
                    reader.ends[place] = reader.read_block(place)
        else:
            reader.drafts += read_table(reader, index)


def figure_id(report_id: str, sha256: str, start: int, end: int, ordinal: int) -> str:
    """The identifier of a figure: it depends on the text and the place, never on how the figure was read."""
    return hashlib.sha256(f"{report_id}|{sha256}|{start}|{end}|{ordinal}".encode()).hexdigest()[:16]


def _figures(reader: Reader) -> list[Figure]:
    report = reader.report
    figures: list[Figure] = []
    ordinals: dict[tuple[int, int], int] = {}
    earlier, comparators = [], []
    for draft, block, start, end in sorted(
        reader.drafts, key=lambda item: (item[0].number.start, item[0].number.end)
    ):
        number = draft.number
        span = (number.start, number.end)
        ordinal = ordinals[span] = ordinals.get(span, -1) + 1
        period = draft.period
        figures.append(
            Figure(
                figure_id=figure_id(report.report_id, report.sha256, *span, ordinal),
                report_id=report.report_id, source_file=report.source_file, paragraph=block.paragraph,
                start=number.start, end=number.end, printed=report.text[number.start : number.end],
                quote=report.text[start : max(end, number.end)],  # a unit may stand behind the end of its sentence
                metric=draft.metric, group=draft.group, scope=draft.scope, label=draft.label,
                kind=draft.kind, statistic=draft.statistic, value=draft.value, value_high=draft.value_high, unit=draft.unit,
                qualifier=number.qualifier, period_type=period.type if period.start is not None else "unstated",
                period_start=period.start, period_end=period.end, period_from=draft.period_from,
                definition="", definition_from="", repeat_of="", rule=draft.rule,
            )
        )  # fmt: skip
        earlier.append(draft.earlier_definition)
        comparators.append(draft.comparator)
    near = _near_indicator(report, figures, earlier)
    return _with_repeats(with_definitions(figures, earlier, comparators, near))


def _near_indicator(report: Report, figures: Sequence[Figure], earlier: Sequence[bool]) -> list[bool]:
    """Whether a figure stands in a paragraph that speaks of the arrest rate, or in one beside it."""
    order = {
        paragraph: place
        for place, paragraph in enumerate(dict.fromkeys(block.paragraph for block in report.blocks))
    }
    speaks = {
        order[f.paragraph]
        for f, e in zip(figures, earlier, strict=True)
        if e or f.metric == "arrest_rate_spi8a"
    }
    named = [match.start() for match in _INDICATOR.finditer(report.text)]
    for block in report.blocks if named else ():
        if bisect_left(named, block.start) < bisect_left(named, block.end - len("SPI") + 1):
            speaks.add(order[block.paragraph])
    return [any(order[f.paragraph] + step in speaks for step in (-1, 0, 1)) for f in figures]


def _with_repeats(figures: Sequence[Figure]) -> list[Figure]:
    """Mark each further statement of the same figure with the first one's identifier."""
    firsts: dict[tuple[object, ...], str] = {}
    marked = []
    for figure in figures:
        key = (
            figure.metric, figure.group, figure.scope, figure.kind, figure.statistic, figure.value, figure.value_high, figure.unit,
            figure.period_type, figure.period_start, figure.period_end, figure.definition, figure.label.lower(),
        )  # fmt: skip
        first = firsts.setdefault(key, figure.figure_id)
        marked.append(figure if first == figure.figure_id else figure._replace(repeat_of=first))
    return marked


def _numbers(reader: Reader, figures: Sequence[Figure]) -> list[NumberRow]:
    """One row for each number: the figure it became, or why it became none."""
    by_start: dict[int, str] = {}
    for figure in figures:
        by_start.setdefault(figure.start, figure.figure_id)
    report = reader.report
    rows = []
    blocks = report.blocks
    starts = [block.marker[0] if block.marker else block.start for block in blocks]
    for place, number in enumerate(reader.numbers):
        index = max(bisect_left(starts, number.start + 1) - 1, 0)
        block = blocks[index] if blocks else None
        became, reason, identifier = _fate(reader, number, block, by_start)
        if became == "gloss" and place + 1 < len(reader.numbers):
            identifier = by_start.get(reader.numbers[place + 1].start, "")
        rows.append(
            NumberRow(
                report_id=report.report_id, paragraph=block.paragraph if block else "preamble", start=number.start, end=number.end,
                printed=report.text[number.start : number.end], became=became, figure_id=identifier, reason=reason,
            )
        )  # fmt: skip
    return rows


def _fate(
    reader: Reader, number: Number, block: Block | None, by_start: Mapping[int, str]
) -> tuple[str, str, str]:
    if number.start in by_start:
        return "figure", "", by_start[number.start]
    if reader.covered(number):
        return "date", "part of a period or a date", ""
    if number.fate:
        return number.fate, number.reason, ""
    if number.start in reader.refused:
        refused = reader.refused[number.start]
        return ("date" if refused.reason in ("a year", "a date") else refused.fate), refused.reason, ""
    if block is not None and block.marker is not None and block.marker[0] <= number.start < block.marker[1]:
        return "reference", NUMBER_REASONS["marker"], ""
    if block is not None and block.kind in ("header", "furniture"):
        return "reference", NUMBER_REASONS[block.kind], ""
    return "unplaced", "no rule reads it where it stands", ""
