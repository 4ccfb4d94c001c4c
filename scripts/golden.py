"""The figures of data/reports as a table that a person can review: tests/golden/figures.csv.

    python scripts/golden.py      build data/reports and write the file again, after a change of rules that is wanted

It has no quotes, and no identifiers or offsets, which change with every edit of a text; a repeated figure names the
paragraph and print of its first statement.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, Python looks beside it

from etl import schema  # noqa: E402
from etl.pipeline import Observer, Options, build  # noqa: E402
from etl.tables import read  # noqa: E402

GOLDEN = ROOT / "tests" / "golden" / "figures.csv"
LEFT_OUT = frozenset("figure_id source_file start end quote".split())
COLUMNS = tuple(column.name for column in schema.FIGURES.columns if column.name not in LEFT_OUT)

Row = Mapping[str, str]


def golden_rows(build_folder: Path) -> list[dict[str, str]]:
    """The figures of a build, as the file has them."""
    figures = read(build_folder, schema.FIGURES).to_pylist()
    firsts = {figure["figure_id"]: f"{figure['paragraph']} {_cell(figure['printed'])}" for figure in figures}
    return [
        {name: _cell(figure[name]) for name in COLUMNS} | {"repeat_of": firsts.get(figure["repeat_of"], "")}
        for figure in figures
    ]


def _cell(value: Any) -> str:
    """A value as the file has it: on one line, whole numbers without a fraction."""
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else " ".join(str(value).split())


def golden_csv(rows: Iterable[Row]) -> str:
    """The file's text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def differences(golden: Iterable[Row], built: Iterable[Row]) -> list[str]:
    """What is missing, new or changed, each named by report, paragraph and print."""
    before, after = _named(golden), _named(built)
    found = [f"missing: {name}" for name in before if name not in after]
    found += [
        f"new: {name} ({after[name]['metric']} {after[name]['group']})"
        for name in after
        if name not in before
    ]
    for name, row in before.items():
        if name in after:
            changes = [
                f"{column} {row.get(column, '')!r} → {after[name][column]!r}"
                for column in COLUMNS
                if row.get(column, "") != after[name][column]
            ]
            if changes:
                found.append(f"changed: {name}: {', '.join(changes)}")
    return found


def _named(rows: Iterable[Row]) -> dict[str, Row]:
    """The rows by report, paragraph and print, numbered where a paragraph prints a figure again."""
    seen: Counter[str] = Counter()
    named = {}
    for row in rows:
        name = f"{row['report_id']} {row['paragraph']} {row['printed']}"
        seen[name] += 1
        named[name if seen[name] == 1 else f"{name} ({seen[name]})"] = row
    return named


def read_golden() -> list[dict[str, str]]:
    """The rows of the file; none where there is no file."""
    if not GOLDEN.is_file():
        return []
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build_shipped(out: Path) -> Path:
    """Build data/reports with its corrections into a folder."""
    options = Options(
        reports=(ROOT / "data" / "reports",),
        out=out,
        workers=1,
        corrections=ROOT / "data" / "corrections.csv",
    )
    return build(options, Observer(note=lambda line: None)).build


def main() -> None:
    """Write the file again, and say what changed."""
    with tempfile.TemporaryDirectory() as folder:
        rows = golden_rows(build_shipped(Path(folder)))
    for line in differences(read_golden(), rows):
        print(line)
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(golden_csv(rows), encoding="utf-8")
    print(f"{GOLDEN.relative_to(ROOT)}: {len(rows)} figures")


if __name__ == "__main__":
    main()
