"""The reliability table of README is that of the last `make soak`, and lists every fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import reliability
from scripts.reliability import FAULTS, README, read_rows, with_table

ROW = {"fault": "killed", "tried": "3 builds", "held": "all whole"}


def test_readme_has_the_figures_of_the_last_run() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_table(readme, read_rows()) == readme, "python scripts/reliability.py"


def test_every_fault_has_a_test_that_makes_its_figures() -> None:
    assert {row["fault"] for row in read_rows()} <= FAULTS.keys()
    tests = sorted(Path(__file__).parent.glob("*/test_*.py"))
    noted = [code for path in tests for code in re.findall(r'held\(\s*"(\w+)"', path.read_text("utf-8"))]
    assert sorted(noted) == sorted(FAULTS)


def test_a_figure_takes_the_place_of_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliability, "RELIABILITY", tmp_path / "reliability.csv")
    for fault, tried in (("load", "9 s"), ("killed", "2 builds"), ("killed", "3 builds")):
        reliability.note(fault, tried, "all whole")
    assert read_rows() == [ROW, {"fault": "load", "tried": "9 s", "held": "all whole"}]
    with pytest.raises(KeyError):
        reliability.note("unlisted", "", "")


def test_the_table_stands_between_its_marks() -> None:
    made = with_table("A <!-- reliability -->old<!-- end of reliability --> B", [ROW])
    assert made.startswith("A <!-- reliability -->\n| fault |")
    assert f"| {FAULTS['killed']} | 3 builds | all whole |\n" in made
    assert f"| {FAULTS['load']} | not measured yet (`make soak`) |  |\n<!-- end of reliability --> B" in made
    with pytest.raises(ValueError, match=r"README\.md lacks"):
        with_table("no marks", [ROW])
