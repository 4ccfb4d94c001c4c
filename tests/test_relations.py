"""The parts of a large corpus against the whole: the same comparisons and checks, whatever the parts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from etl import relations, schema
from etl.crew import in_processes
from etl.tables import batch_of, in_memory
from tests.small_reports import build_of, several, write_reports
from tests.test_corrections import figure

ALONE = partial(in_processes, workers=1)
METRICS = {
    "sanction_detection_rate": "percent",
    "sanction_detections": "count",
    "offences": "count",
    "bme_share": "percent",
    "bme_headcount": "count",
    "workforce_strength": "count",
    "other": "count",
}


def figures_of(reports: int, each: int, seed: int) -> list[Any]:
    """Figures that touch one another: few metrics, groups, scopes, labels and periods, several in each sentence."""
    draw = random.Random(seed)
    found = []
    for report in range(reports):
        report_id = f"report-{report:03}"
        for place in range(each):
            paragraph, sentence = str(place // 6), place // 3
            metric = draw.choice(list(METRICS))
            unit = METRICS[metric]
            year = draw.randint(2003, 2006)
            start, end = date(year, 4, 1), date(year + 1, 3, 31)
            period = draw.choice(("financial_year", "fytd", "as_at"))
            if period == "fytd":
                end = date(year, 12, 31)
            elif period == "as_at":
                start = end = end - timedelta(days=draw.choice((0, 0, 10)))
            kind = draw.choice(
                (
                    "actual",
                    "actual",
                    "actual",
                    "target",
                    "forecast",
                    f"change_{'pp' if unit == 'percent' else 'abs'}",
                )
            )
            value = float(draw.randint(1, 40) if unit == "percent" else draw.randint(1, 900))
            printed = f"{value:.0f}%" if unit == "percent" else f"{value:.0f}"
            found.append(
                figure(
                    place * 10, figure_id=f"{report:03}-{place:04}", report_id=report_id, paragraph=paragraph, end=place * 10 + len(printed),
                    printed=printed, quote=f"Sentence {sentence} says {printed}, up from the same period last year.", metric=metric,
                    group=draw.choice(("robbery", "rape", "other")), scope=draw.choice(("mps", "mps", "lambeth")), kind=kind, value=value,
                    label=draw.choice(("briefings", "posters", "")), unit="percentage_points" if kind == "change_pp" else unit,
                    period_type=period, period_start=start, period_end=end, rule="made",
                )
            )  # fmt: skip
    return found


def table_of(figures: list[Any]) -> pa.Table:
    return pa.Table.from_batches([batch_of(schema.FIGURES, figures)])


def by_report(figures: list[Any]) -> Any:
    """A reader of the figures, report by report; the last one has none."""
    reports = [list(several) for _, several in groupby(figures, key=lambda one: one.report_id)]
    return in_memory([batch_of(schema.FIGURES, several) for several in (*reports, [])])


def related(chunks: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"comparisons": [], "checks": []}
    for name, batch in chunks:
        found[name] += batch.to_pylist()
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("part", [20, 150])
def test_parts_give_the_rows_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, part: int
) -> None:
    figures = figures_of(20, 40, seed)
    ids = sorted({one.report_id for one in figures})
    reports = pa.table(
        {
            "report_id": ids,
            "date": [date(2007, 1, 1) + timedelta(days=30 * place) for place in range(len(ids))],
        }
    )
    whole = related(relations.related_at_once(table_of(figures), reports))
    monkeypatch.setattr(relations, "PART", part)
    parts = related(relations.related_in_parts(by_report(figures), len(figures), reports, tmp_path, ALONE))
    for name, key in (("comparisons", "comparison_id"), ("checks", "check_id")):
        assert len(whole[name]) > 20
        assert sorted(parts[name], key=lambda row: row[key]) == sorted(whole[name], key=lambda row: row[key])
    assert {"contradiction", "revision"} & {row["kind"] for row in whole["checks"]}


def test_a_revision_is_that_of_the_figures_own_scope_also_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports a and b set a target for the service beside a part's figure; c sets it again, and may be answered for elsewhere."""

    year = {
        "period_type": "financial_year",
        "period_start": date(2006, 4, 1),
        "period_end": date(2007, 3, 31),
    }

    def target(report_id: str, value: float) -> Any:
        return figure(
            10, **year, figure_id=f"{report_id}-target", report_id=report_id, printed=f"{value:.0f}%", value=value, kind="target",
            metric="sanction_detection_rate", group="robbery", scope="mps", unit="percent", quote=f"The target is {value:.0f}%.",
        )  # fmt: skip

    def actual(report_id: str, value: float) -> Any:
        return figure(
            90, **year, figure_id=f"{report_id}-lambeth-{value}", report_id=report_id, printed=f"{value:.0f}%", value=value, kind="actual",
            metric="sanction_detection_rate", group="robbery", scope="lambeth", unit="percent", quote=f"Lambeth reached {value:.0f}%.",
        )  # fmt: skip

    figures = [target("a", 20), actual("a", 12), target("b", 21), actual("b", 13), target("c", 24)]
    figures += [actual("d", value) for value in range(1, 6)]  # more figures, so that there are parts enough
    dates = [date(2006, month, 1) for month in (3, 6, 9, 12)]
    reports = pa.table({"report_id": list("abcd"), "date": dates})
    whole = related(relations.related_at_once(table_of(figures), reports))["comparisons"]
    assert {row["earlier_revised_by"] for row in whole if row["basis"] == "versus_target"} == {"c-target"}
    for part in (1, 2, 3):
        monkeypatch.setattr(relations, "PART", part)
        parts = related(
            relations.related_in_parts(by_report(figures), len(figures), reports, tmp_path, ALONE)
        )["comparisons"]
        key = "comparison_id"
        assert sorted(parts, key=lambda row: row[key]) == sorted(whole, key=lambda row: row[key])


@pytest.mark.slow
def test_a_build_in_parts_does_not_depend_on_its_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(relations, "PART", 20)
    reports = write_reports(tmp_path / "reports", several(20))
    built = [build_of(reports, out=tmp_path / str(workers), workers=workers).build for workers in (1, 4)]
    assert built[0].name == built[1].name
