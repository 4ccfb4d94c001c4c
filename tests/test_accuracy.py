"""The published accuracy is that of the rules as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from scripts.accuracy import ACCURACY, RESTATED, SETS, accuracy_rows

REMEDY = "python scripts/accuracy.py, and review the difference"


def published(name: str) -> list[dict[str, str]]:
    with ACCURACY.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["Texts"] == name]


@pytest.mark.parametrize(("name", "labels", "texts"), SETS[1:], ids=[name for name, _, _ in SETS[1:]])
def test_the_published_accuracy_of_restated_reports_is_current(name: str, labels: Path, texts: Path) -> None:
    assert published(name) == list(accuracy_rows(name, labels, texts)), REMEDY


@pytest.mark.originals
def test_the_published_accuracy_of_the_published_reports_is_current() -> None:
    assert published(SETS[0][0]) == list(accuracy_rows(*SETS[0])), REMEDY


def test_no_report_is_developed_on_and_unseen() -> None:
    developed, unseen = (
        {path.stem for path in (RESTATED / role).glob("*.tsv")} for role in ("developed", "unseen")
    )
    assert developed
    assert unseen
    assert not developed & unseen
