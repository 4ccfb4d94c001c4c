from __future__ import annotations

from pathlib import Path

from scripts.golden import COLUMNS, GOLDEN, build_shipped, differences, golden_csv, golden_rows, read_golden
from tests.small_reports import build_of, report_text, write_reports


def test_the_shipped_reports_give_the_golden_figures(tmp_path: Path) -> None:
    rows = golden_rows(build_shipped(tmp_path))
    found = differences(read_golden(), rows)
    remedy = f"If that is wanted: python scripts/golden.py, and review the difference of {GOLDEN.name}"
    assert not found, "\n".join([*found, remedy])
    assert GOLDEN.read_text(encoding="utf-8") == golden_csv(rows), f"the order of rows differs. {remedy}"


def test_differences_are_named(tmp_path: Path) -> None:
    build = build_of(
        write_reports(tmp_path / "reports", {"a.txt": report_text()}), out=tmp_path / "out"
    ).build
    rows = golden_rows(build)
    assert differences(rows, rows) == []
    assert list(rows[0]) == list(COLUMNS)
    changed = [dict(row) for row in rows]
    changed[0]["value"] = "9"
    name = f"{rows[0]['report_id']} {rows[0]['paragraph']} {rows[0]['printed']}"
    assert differences(rows, changed) == [f"changed: {name}: value {rows[0]['value']!r} → '9'"]
    assert differences(rows, rows[1:]) == [f"missing: {name}"]
    assert differences(rows[1:], rows)[0].startswith(f"new: {name} ")


def test_a_figure_printed_twice_in_a_paragraph_is_told_apart() -> None:
    row = dict.fromkeys(COLUMNS, "") | {"report_id": "r", "paragraph": "1", "printed": "5%"}
    assert differences([row, row], [row, row | {"kind": "target"}]) == [
        "changed: r 1 5% (2): kind '' → 'target'"
    ]
