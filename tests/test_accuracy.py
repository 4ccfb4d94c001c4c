"""The published accuracy is that of the rules as they are."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.accuracy import ACCURACY, RESTATED, ROOT, SETS, accuracy_rows

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


def test_the_script_runs_as_a_file() -> None:
    command = "import runpy; runpy.run_path('scripts/accuracy.py')"
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    found = subprocess.run(
        [sys.executable, "-P", "-c", command],
        cwd=ROOT,
        env=alone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_no_report_is_developed_on_and_unseen() -> None:
    developed, unseen = (
        {path.stem for path in (RESTATED / role).glob("*.tsv")} for role in ("developed", "unseen")
    )
    assert developed
    if not unseen:
        pytest.skip("a new set of unseen reports is being labelled")
    assert not developed & unseen
