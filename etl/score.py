"""Recall and precision against labels made by reading: by family, then by name.

`tests/gold/README.md` describes the labels. A figure is found when a row of the build overlaps the label's span with the
same value and unit; it is placed when metric, group, kind and period are right too. A row that claims a listed metric
and matches no label with that metric is a false claim.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.catalogue import METRICS
from etl.figures.records import Figure

FAMILY = {metric.code: metric.family for metric in METRICS}
OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One row of a gold file; what its file has no column for is None, and not judged."""

    report_id: str
    paragraph: str | None
    start: int
    end: int
    printed: str
    metric: str
    group: str
    scope: str
    kind: str
    value: float
    unit: str
    qualifier: str | None
    period: tuple[str, date | None, date | None]
    definition: str | None

    @property
    def name(self) -> str:
        """How the label is named in gains and losses."""
        where = f"{self.report_id} {self.paragraph}" if self.paragraph is not None else self.report_id
        return f"{where} {self.printed}@{self.start}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A label and what the build made of it: the figure, and the fields in which it differs."""

    label: Label
    figure: Figure | None
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All labels judged, and the rows that claim a listed metric without a label."""

    judged: tuple[Judged, ...]
    false_claims: tuple[Figure, ...]
    claims: int


def read_labels(path: Path) -> list[Label]:
    """The labels of one gold file; its stem is the report's identifier."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Label(
            report_id=path.stem, paragraph=row.get("paragraph"), start=int(row["start"]), end=int(row["end"]), printed=row["printed"],
            metric=row["metric"], group=row["group"], scope=row["scope"], kind=row["kind"], value=float(row["value"]),
            unit=row["unit"], qualifier=row.get("qualifier"), period=(row["period_type"], _day(row["period_start"]), _day(row["period_end"])),
            definition=row.get("definition"),
        )
        for row in rows
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def judge(labels: Sequence[Label], figures: Sequence[Figure]) -> Score:
    """Compare the labels of a report with its figures; each figure answers one label."""
    free = list(figures)
    judged = []
    for label in labels:
        candidates = [f for f in free if f.start < label.end and label.start < f.end]
        best = min(candidates, key=lambda f: (len(differences(label, f)), f.start), default=None)
        if best is not None:
            free.remove(best)
        judged.append(
            Judged(label=label, figure=best, wrong=differences(label, best) if best else ("missing",))
        )
    wrong_claims = [j.figure for j in judged if j.figure and j.figure.metric != OTHER and "metric" in j.wrong]
    extra = [figure for figure in free if figure.metric != OTHER]
    claims = sum(figure.metric != OTHER for figure in figures)
    return Score(judged=tuple(judged), false_claims=tuple(wrong_claims + extra), claims=claims)


def differences(label: Label, figure: Figure) -> tuple[str, ...]:
    """The fields in which a figure differs from its label."""
    period = (figure.period_type, figure.period_start, figure.period_end)
    pairs = {
        "value": abs(label.value - figure.value) < 0.051 if label.unit == "percent" else abs(label.value - figure.value) < 1e-6 * max(1, abs(label.value)),
        "unit": label.unit == figure.unit,
        "metric": label.metric == figure.metric,
        "group": label.group == figure.group or label.metric == OTHER == figure.metric,
        "kind": label.kind == figure.kind,
        "period": label.period[1:] == period[1:] and (label.period[0] == period[0] or _same_type(label.period[0], period[0])),
        "scope": label.scope == figure.scope,
        "qualifier": label.qualifier in (None, figure.qualifier),
        "definition": label.definition in (None, figure.definition),
        "paragraph": label.paragraph in (None, figure.paragraph),
    }  # fmt: skip
    return tuple(name for name, same in pairs.items() if not same)


def _same_type(one: str, two: str) -> bool:
    return {one, two} <= {
        "month_range",
        "quarter",
        "rolling_year",
        "multi_year",
        "financial_year",
        "fytd",
    } or {one, two} <= {"as_at", "day"}


PLACED = ("value", "unit", "metric", "group", "kind", "period", "missing")
FOUND = ("value", "unit", "missing")


def summary(scores: Iterable[Score]) -> dict[str, Mapping[str, int]]:
    """Counts by family: labels, found, placed, right in every field; and false claims and claims under `all`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for score in scores:
        for item in score.judged:
            for family in (FAMILY.get(item.label.metric, OTHER), "all"):
                counts[family]["labels"] += 1
                counts[family]["found"] += not set(item.wrong) & set(FOUND)
                counts[family]["placed"] += not set(item.wrong) & set(PLACED)
                counts[family]["right"] += not item.wrong
        counts["all"]["claims"] += score.claims
        counts["all"]["false_claims"] += len(score.false_claims)
    return dict(counts)
