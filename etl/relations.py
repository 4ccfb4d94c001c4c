"""Comparisons and checks of a build: of all figures at once where they are few, else part by part, with the same rows.

What `compare_figures` and `check_figures` relate stands in one report or has one key, so a large corpus is cut twice: by
reports for the checks, and by what is measured for comparisons and for checks between reports. Each part gets the figures
whose rows it answers for, and beside them those that the same paragraph states, which decide what is set beside what.
tests/test_relations.py holds the parts against the whole.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from etl import schema
from etl.crew import Crew, with_pandas
from etl.tables import Batches, batch_of, packed, plain_schema, release, unpacked

if TYPE_CHECKING:
    from etl.comparisons import Comparison, Statement

MOST_AT_ONCE = 40_000  # figures that are related in one go
PART = 1_000  # figures of a part of a larger corpus
MOST_PARTS = 500  # each gets a share of every few reports
# What a part knows of a figure beside its columns: the date of its report, the part that answers for its rows, and the other
# parts that have it beside figures of theirs.
_REPORTED = pa.field("_reported", pa.date32())
_HOME = pa.field("_home", pa.int32())
_BESIDE_IN = pa.field("_beside_in", pa.list_(pa.int32()))
_ADDED = (_REPORTED, _HOME, _BESIDE_IN)
_REVISES = pa.field("_revises", pa.string())  # in rows of revisions: the figure that is revised
_WHERE = (
    "report_id",
    "paragraph",
    "metric",
    "group",
    "scope",
    "kind",
    "label",
    "quote",
    "figure_id",
    "repeat_of",
)

SPOOL = ".spool"

Batch = tuple[str, pa.RecordBatch]
Shares = Mapping[int, bytes]  # packed rows by the number of the part that they are for


def relate(figures: Batches, rows: int, reports: pa.Table, workspace: Path, crew: Crew) -> Iterator[Batch]:
    """The rows of the comparisons and checks of a build's figures, in batches by table name.

    Args:
        figures: a reader of the figures, in batches that cut no report.
        rows: how many figures there are.
        reports: report_id and date of the reports.
        workspace: folder for spools, which are left there.
        crew: who does the work of a corpus that is cut in parts.

    Raises:
        WorkerLost: one of the processes ended before its work.
    """
    if rows <= MOST_AT_ONCE:
        plain = plain_schema(schema.FIGURES)
        yield from related_at_once(pa.Table.from_batches(figures(plain.names), plain), reports)
    else:
        yield from related_in_parts(figures, rows, reports, workspace, crew)


def related_at_once(figures: pa.Table, reports: pa.Table) -> Iterator[Batch]:
    """The comparisons and checks of all figures."""
    # Imported here: pandas takes half a second, and the processes that read reports need none of it.
    with_pandas()
    from etl.checks import check_statements
    from etl.comparisons.statements import first_statements, statements_of_table
    from etl.comparisons.vintages import revisions

    order = _order(reports)
    with _few_cycles():
        everything = statements_of_table(figures)
        statements = first_statements(everything)
        compared = _compared(statements, order, revisions(statements, order))
        yield "comparisons", batch_of(schema.COMPARISONS, compared)
        yield "checks", batch_of(schema.CHECKS, check_statements(everything, order))


def related_in_parts(
    figures: Batches, rows: int, reports: pa.Table, workspace: Path, crew: Crew
) -> Iterator[Batch]:
    """The same rows, with no more in memory than a part of the figures for each worker; in the order of the parts.

    The workers pack and unpack the parts; this process only keeps their bytes, in a file for each.
    """
    parts = min(MOST_PARTS, 1 + rows // PART)
    cut = [workspace / f"part-{one}{SPOOL}" for one in range(parts)]
    revised = [workspace / f"revised-{one}{SPOOL}" for one in range(parts)]
    for file in (*cut, *revised):
        file.write_bytes(b"")
    several = _several_reports(figures, _order(reports))
    for checks, shares in crew(partial(_within_reports, parts=parts), several):
        yield "checks", checks
        _append(cut, shares)
    tasks = (Part(number=one, figures=cut[one].read_bytes()) for one in range(parts))
    for checks, shares in crew(_between_reports, tasks):
        yield "checks", checks
        _append(revised, shares)
    tasks = (
        Part(number=one, figures=cut[one].read_bytes(), revised=revised[one].read_bytes())
        for one in range(parts)
    )
    for comparisons in crew(_compared_part, tasks):
        yield "comparisons", comparisons


def _append(files: Sequence[Path], shares: Shares) -> None:
    for number, share in shares.items():
        with files[number].open("ab") as file:
            file.write(share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the corpus: rows of the figures table, packed, with `_ADDED`, and what is known of the figures of others.

    `revised` has the revisions of figures that another part answers for, with the identifier of the figure that each revises.
    """

    number: int
    figures: bytes
    revised: bytes = b""

    def table(self) -> pa.Table:
        """Its figures."""
        return _unpacked(self.figures, _with(_ADDED))

    def own(self, figures: pa.Table) -> pa.Table:
        """Those of its figures that it answers for."""
        return figures.filter(pc.equal(figures[_HOME.name], pa.scalar(self.number, _HOME.type)))

    def revisions(self) -> pa.Table:
        """Its revisions."""
        return _unpacked(self.revised, _with((*_ADDED, _REVISES)))


def _with(added: Sequence[pa.Field[Any]]) -> pa.Schema:
    return pa.schema([*plain_schema(schema.FIGURES), *added])


def _unpacked(content: bytes, columns: pa.Schema) -> pa.Table:
    return pa.Table.from_batches(unpacked(content, repeat(columns)), columns).combine_chunks()


def _cut(rows: pa.Table, places: Mapping[int, Sequence[int]]) -> Shares:
    """Some of the rows for each part, packed."""
    # Taken all at once and cut without a copy: a share has a few dozen rows of thirty columns.
    taken = rows.take(pa.array(chain.from_iterable(places.values()), pa.int32())).combine_chunks()
    shares = {}
    start = 0
    for number, several in places.items():
        shares[number] = packed(taken.slice(start, len(several)).to_batches())
        start += len(several)
    return shares


def _within_reports(figures: pa.Table, *, parts: int) -> tuple[pa.RecordBatch, Shares]:
    """The checks within some whole reports, and their figures for each part of the corpus."""
    from etl.checks import check_within_reports
    from etl.comparisons.statements import statements_of_table

    with _few_cycles():
        figures = figures.combine_chunks()
        checks = batch_of(schema.CHECKS, check_within_reports(statements_of_table(figures)))
        return checks, _cut(*_assigned(figures, parts))


def _between_reports(part: Part) -> tuple[pa.RecordBatch, Shares]:
    """The checks between reports of the figures a part answers for; the revisions of those that others need."""
    from etl.checks.contradictions import check_contradictions
    from etl.comparisons.statements import first_statements, statements_of_table
    from etl.comparisons.vintages import revisions

    with _few_cycles():
        figures = part.own(part.table())
        order = _dates(figures)
        statements = first_statements(statements_of_table(figures))
        unique = {one.check_id: one for one in check_contradictions(statements, order)}
        revised = revisions(statements, order)
        ids = _ids(figures, "figure_id")
        places = {figure_id: place for place, figure_id in enumerate(ids)}
        newest: list[int] = []
        revises: list[str] = []
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for figure_id, others in zip(ids, figures[_BESIDE_IN.name].to_pylist(), strict=True):
            if others and figure_id in revised:
                for other in others:
                    wanted[other].append(len(newest))
                newest.append(places[revised[figure_id].figure_id])
                revises.append(figure_id)
        rows = figures.take(pa.array(newest, pa.int32())).append_column(
            _REVISES, pa.array(revises, _REVISES.type)
        )
        return batch_of(schema.CHECKS, list(unique.values())), _cut(rows, wanted)


def _compared_part(part: Part) -> pa.RecordBatch:
    """The comparisons of one part of the corpus."""
    from etl.comparisons.statements import first_statements, statements_of_table
    from etl.comparisons.vintages import revisions

    with _few_cycles():
        figures, newest = part.table(), part.revisions()
        order = _dates(figures)
        statements = first_statements(statements_of_table(figures))
        own = frozenset(_ids(part.own(figures), "figure_id"))
        revised = {
            **revisions((one for one in statements if one.figure_id in own), order),
            **dict(zip(_ids(newest, _REVISES.name), statements_of_table(newest), strict=True)),
        }
        del figures, newest
        release()
        compared = _compared(statements, order, revised)
        return batch_of(schema.COMPARISONS, [one for one in compared if one.later_id in own])


@contextmanager
def _few_cycles() -> Iterator[None]:
    """Without the search for cycles of references: relating makes many records and no cycle, and the search takes a quarter."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        release()


def _order(reports: pa.Table) -> Mapping[str, date]:
    """The date of each report, where it is known."""
    dated = zip(_ids(reports, "report_id"), reports["date"].to_pylist(), strict=True)
    return {report_id: day for report_id, day in dated if day is not None}


def _compared(
    statements: Sequence[Statement], order: Mapping[str, date], revised: Mapping[str, Statement]
) -> Sequence[Comparison]:
    from etl.catalogue import DEFINITIONS, METRICS
    from etl.comparisons import compare_statements
    from etl.comparisons.verdicts import Definition

    return compare_statements(
        statements,
        {metric.code: metric.direction for metric in METRICS},
        definitions={
            one.code: Definition(code=one.code, label=one.label, valid_from=one.valid_from)
            for one in DEFINITIONS
        },
        order=order,
        revised=revised,
    )


def _dates(figures: pa.Table) -> Mapping[str, date]:
    """The date of each report of a part's figures, where it is known."""
    dated = zip(_ids(figures, "report_id"), figures[_REPORTED.name].to_pylist(), strict=True)
    return {report_id: day for report_id, day in dated if day is not None}


def _ids(rows: pa.Table | pa.RecordBatch, name: str) -> list[str]:
    """The values of a column of identifiers."""
    return list(map(str, rows.column(name).to_pylist()))


def _several_reports(figures: Batches, order: Mapping[str, date]) -> Iterator[pa.Table]:
    """The figures in tables of about `PART` rows that cut no report, each with the date of its report."""
    columns = _with((_REPORTED,))
    names = plain_schema(schema.FIGURES).names
    held: list[pa.RecordBatch] = []
    for batch in figures(names):
        if batch.num_rows:
            days = map(order.get, _ids(batch, "report_id"))
            held.append(batch.append_column(_REPORTED, pa.array(days, _REPORTED.type)))
        if sum(one.num_rows for one in held) >= PART:
            yield pa.Table.from_batches(held, columns)
            held = []
    if held:
        yield pa.Table.from_batches(held, columns)


def _assigned(figures: pa.Table, parts: int) -> tuple[pa.Table, Mapping[int, list[int]]]:
    """The figures with what a part knows of them, and for each part: which of them it gets, in order."""
    from etl.comparisons.statements import subject_of

    families = _families()
    homes: dict[int, tuple[int, tuple[str, ...]]] = {}
    beside: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for place, row in enumerate(zip(*(figures[name].to_pylist() for name in _WHERE), strict=True)):
        report_id, paragraph, metric, group, scope, kind, label, quote, figure_id, repeat_of = row
        if repeat_of:
            continue
        subject = subject_of(metric, group, label, figure_id)
        home = _part(
            f"{subject}\n" if subject else f"{families.get(metric, metric)}\n{group}\n{scope}", parts
        )
        paragraph_of_metric = (report_id, paragraph, metric)
        sentence_of_metric = (report_id, paragraph, metric, quote)
        beside[paragraph_of_metric].add(home)
        beside[sentence_of_metric].add(home)
        # A target is looked for in the paragraph, anything else in the sentence.
        homes[place] = (home, paragraph_of_metric if kind == "target" else sentence_of_metric)
    found: defaultdict[int, list[int]] = defaultdict(list)
    home_of: list[int | None] = [None] * len(figures)  # what the report says again is in no part
    beside_in: list[list[int]] = [[]] * len(figures)
    for place, (home, around) in homes.items():
        home_of[place], beside_in[place] = home, sorted(beside[around] - {home})
        for part in (home, *beside_in[place]):
            found[part].append(place)
    with_homes = figures.append_column(_HOME, pa.array(home_of, _HOME.type))
    return with_homes.append_column(_BESIDE_IN, pa.array(beside_in, _BESIDE_IN.type)), found


def _families() -> Mapping[str, str]:
    """Rates and the counts that they are quotients of, each under the name of one of them."""
    from etl.comparisons.bases import RATE_RELATIONS

    names: dict[str, str] = {}
    for relation in RATE_RELATIONS:
        members = (relation.rate, relation.part, relation.whole)
        known = {names.get(member, member) for member in members}
        name = min(known)
        names.update(dict.fromkeys(members, name))
        names.update({member: name for member, old in names.items() if old in known})
    return names


def _part(topic: str, parts: int) -> int:
    """The part of a topic: the same in every process, as `hash` is not."""
    return int.from_bytes(blake2b(topic.encode(), digest_size=8).digest()) % parts


def counted_misfits(batches: Iterable[pa.RecordBatch]) -> dict[str, int]:
    """How many checks do not fit, by the report that states the figure."""
    found: defaultdict[str, int] = defaultdict(int)
    for batch in batches:
        for report_id, outcome in zip(
            batch.column("report_id").to_pylist(), batch.column("outcome").to_pylist(), strict=True
        ):
            found[str(report_id)] += outcome == "does_not_fit"
    return dict(found)
