"""Known errors of the source: flagged, dropped or overridden, with the reason; the printed figure is always kept.

`data/corrections.csv` has a line for each: report_id, paragraph, printed, occurrence, action, column, value, why.

- `occurrence` counts the figures of that paragraph with that print, in the order of the text, from 1 (empty: 1).
- `flag` leaves the figure as it is, `drop` takes it out of the figures (its number becomes `unplaced`, with the reason),
  `override` sets `column` to `value`.
- The rule of a flagged or overridden figure ends in `:flagged` or `:overridden`; manifest.json lists what was done and why.

An entry that no longer fits stops the build. An entry for a report that is not in the build is left aside, and said so.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from etl import schema
from etl.builds import BuildError
from etl.catalogue import DEFINITIONS, GROUPS, METRICS
from etl.figures import Figure, NumberRow, Placed

COLUMNS = ("report_id", "paragraph", "printed", "occurrence", "action", "column", "value", "why")
ACTIONS = ("flag", "drop", "override")
# What identifies a figure or was copied from the text is never overridden.
FIXED = frozenset("figure_id report_id source_file paragraph start end printed quote repeat_of rule".split())
# Where and how a figure stands says nothing about whether another one states the same.
_NOT_SAID = FIXED | {"qualifier", "period_from", "definition_from"}
_SAID = tuple(name for name in Figure._fields if name not in _NOT_SAID)
_CODES = {
    "metric": frozenset(one.code for one in METRICS),
    "group": frozenset(("", "other", *(one.code for one in GROUPS))),
    "definition": frozenset(("", *(one.code for one in DEFINITIONS))),
}

Value = str | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of corrections.csv; `place` names file and line for messages."""

    place: str
    report_id: str
    paragraph: str
    printed: str
    occurrence: int
    action: str
    column: str
    value: Value
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a correction did to a figure, for the manifest."""

    figure_id: str
    correction: Correction
    before: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A report's figures and numbers after its corrections, what was done, and which entries no longer fit and why."""

    placed: Placed
    applied: tuple[Applied, ...]
    misfits: tuple[str, ...]


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The entries of corrections.csv; none where there is no such file.

    Raises:
        BuildError: the file or one of its lines cannot be read; every such line is named.

    >>> read_corrections(Path("no-such.csv"))
    ()
    """
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise BuildError(
                    f"{path}: columns are missing: {', '.join(missing)}; its first line is {','.join(COLUMNS)}"
                )
            found = [_correction(row, f"{path}, line {rows.line_num}") for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BuildError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error
    problems = [one for one in found if isinstance(one, str)]
    if problems:
        raise BuildError("\n".join(problems))
    return tuple(one for one in found if isinstance(one, Correction))


def _correction(row: Mapping[str, str | None], place: str) -> Correction | str:
    """The entry of a line, or what is wrong with it."""
    cell = {column: (row.get(column) or "").strip() for column in COLUMNS}
    action, column = cell["action"], cell["column"]
    if action not in ACTIONS:
        return f"{place}: the action is {action!r}; write flag, drop or override"
    empty = [name for name in ("report_id", "paragraph", "printed", "why") if not cell[name]]
    if empty:
        return f"{place}: {', '.join(empty)} is empty; fill it in"
    if cell["occurrence"] and not (cell["occurrence"].isdecimal() and int(cell["occurrence"])):
        return f"{place}: the occurrence is {cell['occurrence']!r}; write 1 for the first, 2 for the second"
    value: Value = None
    if action == "override":
        try:
            value = parsed(column, cell["value"])
        except ValueError as error:
            return f"{place}: {error}"
    elif column or cell["value"]:
        return f"{place}: only override takes a column and a value; leave them empty"
    return Correction(
        place=place,
        report_id=cell["report_id"],
        paragraph=cell["paragraph"],
        printed=cell["printed"],
        occurrence=int(cell["occurrence"] or 1),
        action=action,
        column=column,
        value=value,
        why=cell["why"],
    )


def parsed(column: str, text: str) -> Value:
    """A value of a column of the figures table from its text.

    Raises:
        ValueError: no such column, none that may be overridden, or no value of it.

    >>> parsed("value", "12.5"), parsed("period_end", "2007-03-31"), parsed("value_high", "")
    (12.5, datetime.date(2007, 3, 31), None)
    """
    columns = {one.name: one for one in schema.FIGURES.columns if one.name not in FIXED}
    if column not in columns:
        raise ValueError(f"{column!r} is no column to override; choose one of {', '.join(columns)}")
    found = columns[column]
    if not text and found.nullable:
        return None
    codes: frozenset[str] | tuple[str, ...] = found.codes or _CODES.get(column, ())
    if codes and text not in codes:
        raise ValueError(f"{text!r} is no {column}; choose one of {', '.join(sorted(codes))}")
    try:
        if pa.types.is_date(found.type):
            return date.fromisoformat(text)
        if pa.types.is_floating(found.type):
            return float(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no value of {column}; write 12.5, or 2007-03-31 for a date") from error
    return text


def correct(placed: Placed, corrections: Sequence[Correction]) -> Corrected:
    """The figures and numbers of one report with its corrections; the input stays as it is."""
    figures: dict[int, Figure] = dict(enumerate(placed.figures))
    numbers = placed.numbers
    applied: list[Applied] = []
    misfits: list[str] = []
    for entry in corrections:
        places = _places(placed.figures, entry)
        place = places[entry.occurrence - 1] if len(places) >= entry.occurrence else None
        problem = _misfit(entry, figures.get(place) if place is not None else None, len(places))
        if problem or place is None:
            misfits.append(problem)
            continue
        before = figures[place]
        applied.append(
            Applied(
                figure_id=before.figure_id,
                correction=entry,
                before=getattr(before, entry.column) if entry.column else None,
            )
        )
        if entry.action == "drop":
            del figures[place]
            numbers = _without(numbers, before, figures.values(), entry)
        else:
            figures[place] = _marked(before, entry)
    kept = tuple(figures[place] for place in sorted(figures))
    if any(one.correction.action != "flag" for one in applied):
        kept = with_repeats(kept)
    return Corrected(
        placed=Placed(figures=kept, numbers=numbers), applied=tuple(applied), misfits=tuple(misfits)
    )


def _places(figures: Sequence[Figure], entry: Correction) -> list[int]:
    return [
        place
        for place, figure in enumerate(figures)
        if figure.paragraph == entry.paragraph and figure.printed.strip() == entry.printed
    ]


def _misfit(entry: Correction, figure: Figure | None, count: int) -> str:
    """Why an entry does not fit, with the remedy; empty where it does."""
    what = f"{entry.report_id} paragraph {entry.paragraph}"
    if figure is None and count < entry.occurrence:
        there = f"it has {count} with that print" if count else "it has none with that print"
        return f"{entry.place}: no figure {entry.printed} ({entry.occurrence}) in {what}: {there}; mend or remove the line"
    if figure is None:
        return f"{entry.place}: the figure {entry.printed} in {what} was dropped by a line above; remove one of the two"
    if entry.action == "override" and getattr(figure, entry.column) == entry.value:
        return f"{entry.place}: {entry.column} of {entry.printed} in {what} is {entry.value} already; remove the line"
    return ""


def _marked(figure: Figure, entry: Correction) -> Figure:
    mark = ":flagged" if entry.action == "flag" else ":overridden"
    changed = {entry.column: entry.value} if entry.column else {}
    rule = figure.rule if figure.rule.endswith(mark) else figure.rule + mark
    return figure._replace(rule=rule, **changed)  # type: ignore[arg-type]


def _without(
    numbers: Sequence[NumberRow], dropped: Figure, left: object, entry: Correction
) -> tuple[NumberRow, ...]:
    """The numbers after a figure was dropped: another figure of the same number takes its place, else it is unplaced."""
    others = (one for one in left if (one.start, one.end) == (dropped.start, dropped.end))  # type: ignore[attr-defined]
    heir = next(others, None)
    changed = []
    for row in numbers:
        if row.figure_id != dropped.figure_id:
            changed.append(row)
        elif heir is not None:
            changed.append(row._replace(figure_id=heir.figure_id))
        else:
            changed.append(
                row._replace(became="unplaced", figure_id="", reason=f"left out by a correction: {entry.why}")
            )
    return tuple(changed)


def with_repeats(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of one report, each further statement of the same figure marked with the first one's identifier."""
    firsts: dict[tuple[object, ...], str] = {}
    marked = []
    for figure in figures:
        said = tuple(getattr(figure, name) for name in _SAID if name != "label")
        first = firsts.setdefault((*said, figure.label.lower()), figure.figure_id)
        marked.append(figure._replace(repeat_of="" if first == figure.figure_id else first))
    return tuple(marked)


def by_report(corrections: Sequence[Correction]) -> Mapping[str, tuple[Correction, ...]]:
    """The entries by the report that they correct."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        found[one.report_id].append(one)
    return {report_id: tuple(several) for report_id, several in found.items()}
