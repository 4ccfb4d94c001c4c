"""How the product holds under faults and abuse: docs/reliability.csv, and the table of README that repeats it.

make soak                          every fault at full count; fills the file, then runs this
python scripts/reliability.py      write the table of README again from the file
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELIABILITY = ROOT / "docs" / "reliability.csv"
README = ROOT / "README.md"
COLUMNS = ("fault", "tried", "held")
# Every fault by its code, in the order of the table, as a reader knows it.
FAULTS: Mapping[str, str] = {
    "killed": "build killed (`kill -9`) at a random moment",
    "disk_full": "disk full while the tables are written",
    "two_builds": "builds started at once on one folder",
    "damaged": "tables damaged or of an older schema, at start or while the app runs",
    "fuzzed": "made-up and mutated texts",
    "hostile_text": "report text with HTML, script, formulas, bidi marks, control characters, a line of 10 MB",
    "hostile_requests": "path traversal, huge queries, unknown ids, malformed callback bodies",
    "load": "64 clients while builds replace the tables",
}
BEGIN, END = "<!-- reliability -->", "<!-- end of reliability -->"

Row = Mapping[str, str]


def read_rows() -> list[dict[str, str]]:
    """The rows of the file, in the order of the faults; none where there is no file."""
    if not RELIABILITY.is_file():
        return []
    with RELIABILITY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def note(fault: str, tried: str, held: str) -> None:
    """Put the figures of one fault into the file, in place of those before.

    Raises:
        KeyError: the fault is not listed.
    """
    rows = {row["fault"]: row for row in read_rows()}
    rows[fault] = {"fault": fault, "tried": tried, "held": held}
    FAULTS[fault]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[code] for code in FAULTS if code in rows)
    RELIABILITY.write_text(text.getvalue(), encoding="utf-8")


def table(rows: Iterable[Row]) -> str:
    """The rows as the table of README; a fault without figures is named too."""
    known = {row["fault"]: row for row in rows}
    missing = {"tried": "not measured yet (`make soak`)", "held": ""}
    lines = [
        f"| {words} | {row['tried']} | {row['held']} |"
        for code, words in FAULTS.items()
        for row in (known.get(code, missing),)
    ]
    return "\n".join(["| fault | tried | what held |", "|---|---|---|", *lines])


def with_table(readme: str, rows: Iterable[Row]) -> str:
    """README with the table of these rows.

    Raises:
        ValueError: README lacks the marks between which the table stands.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"README.md lacks {BEGIN} or {END}; put both around the reliability table")
    return f"{before}{begin}\n{table(rows)}\n{end}{after}"


def main() -> None:
    """Write the table of README again."""
    README.write_text(with_table(README.read_text(encoding="utf-8"), read_rows()), encoding="utf-8")
    print(f"{README.name}: {len(read_rows())} of {len(FAULTS)} faults")


if __name__ == "__main__":
    main()
