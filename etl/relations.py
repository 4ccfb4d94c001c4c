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
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from etl import schema
from etl.crew import Crew
from etl.tables import SOURCE, Batches, Spool, batch_of, plain_schema, with_source

if TYPE_CHECKING:
    from etl.comparisons import Comparison, Statement

MOST_AT_ONCE = 40_000  # figures that are related in one go
PART = 4_000  # figures of a part of a larger corpus
MOST_PARTS = 500  # each is a file that is open
# A part has a figure beside others; or answers for its rows; or does, and another part has it beside others.
BESIDE, ANSWERED, SHARED = 0, 1, 2
_REVISES = "_revises"  # in rows of revisions: the figure that is revised
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
    """The same rows, with no more in memory than a part of the figures for each worker; in the order of the parts."""
    parts = min(MOST_PARTS, 1 + rows // PART)
    spools = [Spool(workspace / f"part-{one}{SPOOL}", schema.FIGURES, sources=True) for one in range(parts)]
    for checks, shares in crew(partial(_within_reports, parts=parts), _several_reports(figures)):
        yield "checks", checks
        for number, share in shares.items():
            spools[number].add(share)
    for spool in spools:
        spool.close()
    order = _order(reports)
    revised: list[pa.Table] = []
    for checks, revisions in crew(_between_reports, (_part_of(spool, order, (BESIDE,)) for spool in spools)):
        yield "checks", checks
        revised.append(revisions)
    known = pa.concat_tables(revised)
    tasks = (_with_revisions(_part_of(spool, order), known) for spool in spools)
    for comparisons in crew(_compared_part, tasks):
        yield "comparisons", comparisons


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the figures, each with the part it has in it (`BESIDE`, `ANSWERED`, `SHARED`), and what is known of them.

    `order` has the dates of their reports; `revised` the revisions of those that another part answers for, each a row of the
    figures table, with the identifier of the figure that it revises.
    """

    figures: pa.Table
    order: Mapping[str, date]
    revised: pa.Table | None = None


def _part_of(spool: Spool, order: Mapping[str, date], left_out: Sequence[int] = ()) -> Part:
    full = plain_schema(schema.FIGURES).append(pa.field(SOURCE, pa.int32()))
    figures = pa.Table.from_batches(spool.batches(left_out)(full.names), full)
    names = map(str, pc.unique(figures["report_id"]).to_pylist())
    return Part(figures=figures, order={name: order[name] for name in names if name in order})


def _with_revisions(part: Part, known: pa.Table) -> Part:
    return replace(part, revised=known.filter(pc.is_in(known[_REVISES], value_set=_beside(part))))


def _beside(part: Part) -> pa.ChunkedArray[Any]:
    """The identifiers of the figures that another part answers for."""
    return part.figures.filter(pc.equal(part.figures[SOURCE], pa.scalar(BESIDE, pa.int32())))["figure_id"]


def _within_reports(figures: pa.Table, *, parts: int) -> tuple[pa.RecordBatch, Mapping[int, pa.RecordBatch]]:
    """The checks within some whole reports, and their figures for each part of the corpus."""
    from etl.checks import check_within_reports
    from etl.comparisons.statements import statements_of_table

    with _few_cycles():
        checks = batch_of(schema.CHECKS, check_within_reports(statements_of_table(figures)))
        together = figures.combine_chunks().to_batches()[0]
        shares = {
            number: with_source(together.take(pa.array(places, pa.int32())), has)
            for number, (places, has) in _assigned(figures, parts).items()
        }
    return checks, shares


def _between_reports(part: Part) -> tuple[pa.RecordBatch, pa.Table]:
    """The checks between reports of the figures a part answers for; the revisions of those that others need."""
    from etl.checks.contradictions import check_contradictions
    from etl.comparisons.statements import first_statements, statements_of_table
    from etl.comparisons.vintages import revisions

    with _few_cycles():
        statements = first_statements(statements_of_table(part.figures))
        unique = {one.check_id: one for one in check_contradictions(statements, part.order)}
        revised = revisions(statements, part.order)
        ids = [str(one) for one in part.figures["figure_id"].to_pylist()]
        places = {figure_id: place for place, figure_id in enumerate(ids)}
        shared = [
            figure_id
            for figure_id, has in zip(ids, part.figures[SOURCE].to_pylist(), strict=True)
            if has == SHARED and figure_id in revised
        ]
        newest = [places[revised[figure_id].figure_id] for figure_id in shared]
        rows = part.figures.take(pa.array(newest, pa.int64())).append_column(
            _REVISES, pa.array(shared, pa.string())
        )
    return batch_of(schema.CHECKS, list(unique.values())), rows


def _compared_part(part: Part) -> pa.RecordBatch:
    """The comparisons of one part of the corpus."""
    from etl.comparisons.statements import first_statements, statements_of_table
    from etl.comparisons.vintages import revisions

    assert part.revised is not None
    with _few_cycles():
        statements = first_statements(statements_of_table(part.figures))
        beside = frozenset(_beside(part).to_pylist())
        known = zip(
            map(str, part.revised[_REVISES].to_pylist()), statements_of_table(part.revised), strict=True
        )
        own = revisions((one for one in statements if one.figure_id not in beside), part.order)
        compared = _compared(statements, part.order, {**own, **dict(known)})
        return batch_of(schema.COMPARISONS, [one for one in compared if one.later_id not in beside])


@contextmanager
def _few_cycles() -> Iterator[None]:
    """Without the search for cycles of references: relating makes many records and no cycle, and the search takes a quarter."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _order(reports: pa.Table) -> Mapping[str, date]:
    """The date of each report, where it is known."""
    dated = zip(map(str, reports["report_id"].to_pylist()), reports["date"].to_pylist(), strict=True)
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


def _several_reports(figures: Batches) -> Iterator[pa.Table]:
    """The figures in tables of about `PART` rows that cut no report."""
    plain = plain_schema(schema.FIGURES)
    held: list[pa.RecordBatch] = []
    for batch in figures(plain.names):
        if batch.num_rows:
            held.append(batch)
        if sum(one.num_rows for one in held) >= PART:
            yield pa.Table.from_batches(held, plain)
            held = []
    if held:
        yield pa.Table.from_batches(held, plain)


def _assigned(figures: pa.Table, parts: int) -> Mapping[int, tuple[list[int], list[int]]]:
    """For each part: which figures it gets, in order, and the part that each has in it."""
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
    found: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place, (home, around) in homes.items():
        for part in sorted(beside[around]):
            found[part][0].append(place)
            found[part][1].append(BESIDE if part != home else SHARED if len(beside[around]) > 1 else ANSWERED)
    return found


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
