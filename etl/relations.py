"""Comparisons and checks of a build: of all figures at once where they are few, else part by part, with the same rows.

What `compare_figures` and `check_figures` relate stands in one report or has one key, so a large corpus is cut twice: by
reports for the checks, and by what is measured for comparisons and for checks between reports. Each part gets the figures
whose rows it answers for, and beside them those that the same paragraph states, which decide what is set beside what.
tests/test_relations.py holds the parts against the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl import schema
from etl.crew import in_processes
from etl.tables import Spool, batch_of, plain_schema, read_spool, with_source

MOST_AT_ONCE = 40_000  # figures that are related in one go
PART = 8_000  # figures of a part of a larger corpus
# A process that relates figures holds pandas and scipy and is three times as large as one that reads reports.
READERS_TO_A_RELATER = 2
BESIDE, ANSWERED = 0, 1  # whether a part has a figure beside others, or answers for its rows
BETWEEN_REPORTS = ("contradiction", "revision")
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


def relate(build: Path, workspace: Path, workers: int) -> Iterator[Batch]:
    """The rows of the comparisons and checks of a build's figures, in batches by table name.

    Args:
        build: folder with figures.parquet and reports.parquet.
        workspace: folder for spools, which are left there.
        workers: processes for a corpus that is cut in parts.

    Raises:
        WorkerLost: one of the processes ended before its work.
    """
    file = pq.ParquetFile(build / schema.FIGURES.file)
    reports = pq.read_table(build / schema.REPORTS.file, columns=["report_id", "date"])
    if file.metadata.num_rows <= MOST_AT_ONCE:
        yield from related_at_once(file.read(), reports)
    else:
        yield from related_in_parts(file, reports, workspace, workers)


def related_at_once(figures: pa.Table, reports: pa.Table) -> Iterator[Batch]:
    """The comparisons and checks of all figures."""
    # Imported here: pandas takes half a second, and the processes that read reports need none of it.
    from etl.checks import check_figures

    order = reports.to_pandas()
    frame = figures.to_pandas()
    yield "comparisons", batch_of(schema.COMPARISONS, _compared(frame, order))
    yield "checks", batch_of(schema.CHECKS, check_figures(frame, reports=order))


def related_in_parts(
    file: pq.ParquetFile, reports: pa.Table, workspace: Path, workers: int
) -> Iterator[Batch]:
    """The same rows, with no more in memory than a part of the figures for each worker; in the order of the parts."""
    parts = 1 + file.metadata.num_rows // PART
    relaters = max(1, workers // READERS_TO_A_RELATER)
    paths = [workspace / f"part-{number}{SPOOL}" for number in range(parts)]
    spools = [Spool(path, schema.FIGURES, sources=True) for path in paths]
    check = partial(_within_reports, reports=reports, parts=parts)
    for checks, shares in in_processes(check, _whole_reports(file), relaters, pandas=True):
        yield "checks", checks
        for number, figures in shares.items():
            spools[number].add(figures)
    for spool in spools:
        spool.close()
    compare = partial(_between_figures, reports=reports)
    revised: dict[str, str] = {}
    with Spool(workspace / f"compared{SPOOL}", schema.COMPARISONS) as compared:
        for comparisons, checks, revisions in in_processes(compare, paths, relaters, pandas=True):
            compared.add(comparisons)
            revised.update(revisions)
            yield "checks", checks
    for batch in compared.batches()([column.name for column in schema.COMPARISONS.columns]):
        yield "comparisons", _with_revisions(batch, revised)


def _within_reports(
    figures: pa.Table, *, reports: pa.Table, parts: int
) -> tuple[pa.RecordBatch, Mapping[int, pa.RecordBatch]]:
    """The checks within some whole reports, and their figures for each part of the corpus."""
    from etl.checks import check_figures

    own = reports.filter(
        pc.is_in(reports.column("report_id"), value_set=figures.column("report_id").unique())
    )
    found = check_figures(figures.to_pandas(), reports=own.to_pandas())
    checks = batch_of(schema.CHECKS, [one for one in found if one.kind not in BETWEEN_REPORTS])
    together = figures.combine_chunks().to_batches()[0]
    shares = {
        number: with_source(together.take(pa.array(places, pa.int32())), answers)
        for number, (places, answers) in _assigned(figures, parts).items()
    }
    return checks, shares


def _between_figures(
    path: Path, *, reports: pa.Table
) -> tuple[pa.RecordBatch, pa.RecordBatch, Mapping[str, str]]:
    """The comparisons and the checks between reports of one part of the corpus, and which figure revises which."""
    from etl.checks.contradictions import check_contradictions
    from etl.comparisons.statements import first_statements, report_order, statements_of
    from etl.comparisons.vintages import revisions

    plain, order = plain_schema(schema.FIGURES), reports.to_pandas()
    frame = pa.Table.from_batches(read_spool(path, (), plain.names), plain).to_pandas()
    own = pa.Table.from_batches(read_spool(path, (BESIDE,), plain.names), plain)
    own_ids = frozenset(own.column("figure_id").to_pylist())
    coded = own.filter(pc.and_(_is_not(own, "metric", "other"), _is_not(own, "group", "other"))).to_pandas()
    compared = [one for one in _compared(frame, order) if one.later_id in own_ids]  # type: ignore[attr-defined]
    statements, days = first_statements(statements_of(coded)), report_order(order)
    unique = list({one.check_id: one for one in check_contradictions(statements, days)}.values())
    revised = {old: new.figure_id for old, new in revisions(statements, days).items()}
    return batch_of(schema.COMPARISONS, compared), batch_of(schema.CHECKS, unique), revised


def _with_revisions(batch: pa.RecordBatch, revised: Mapping[str, str]) -> pa.RecordBatch:
    """Comparisons with the revision of an earlier figure that another part answers for (another group or scope)."""
    pairs = zip(
        batch.column("earlier_id").to_pylist(), batch.column("earlier_revised_by").to_pylist(), strict=True
    )
    known = [by or revised.get(str(figure_id), "") for figure_id, by in pairs]
    return batch.set_column(
        batch.schema.get_field_index("earlier_revised_by"), "earlier_revised_by", pa.array(known, pa.string())
    )


def _is_not(table: pa.Table, column: str, value: str) -> Any:
    return pc.not_equal(table.column(column), pa.scalar(value))


def _compared(frame: object, order: object) -> Sequence[object]:
    from etl.catalogue import DEFINITIONS, METRICS
    from etl.comparisons import compare_figures

    directions = {metric.code: metric.direction for metric in METRICS}
    definitions = [
        {"definition": one.code, "label": one.label, "description": one.description,
         "valid_from": one.valid_from, "valid_to": one.valid_to, "metric": one.metric}
        for one in DEFINITIONS
    ]  # fmt: skip
    return compare_figures(frame, directions, definitions=definitions, reports=order)  # type: ignore[arg-type]


def _whole_reports(file: pq.ParquetFile) -> Iterator[pa.Table]:
    """The figures in tables of about `PART` rows that cut no report."""
    plain = plain_schema(schema.FIGURES)
    held: pa.Table | None = None
    for batch in file.iter_batches(batch_size=PART):
        table = pa.Table.from_batches([batch]).cast(plain)
        if held is not None:
            table = pa.concat_tables([held, table])
        names = table["report_id"].to_pylist()
        cut = len(names)
        while cut and names[cut - 1] == names[-1]:
            cut -= 1
        if cut:
            yield table.slice(0, cut)
        held = table.slice(cut)
    if held is not None and held.num_rows:
        yield held


def _assigned(figures: pa.Table, parts: int) -> Mapping[int, tuple[list[int], list[int]]]:
    """For each part: which figures it gets, in order, and whether it answers for each."""
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
            found[part][1].append(ANSWERED if part == home else BESIDE)
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
