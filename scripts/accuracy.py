"""How well the reading agrees with the labels, by family of metrics: docs/accuracy.csv.

    python scripts/accuracy.py      score every labelled set and write the file

Sets by what they were used for: the published reports and sets of restated and of invented ones were developed on; the unseen
sets were scored and not looked at. They are the ones that say how the rules generalise.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, Python looks beside it

from etl.score import summary  # noqa: E402
from etl.scoring import scores_of  # noqa: E402

ACCURACY = ROOT / "docs" / "accuracy.csv"
ORIGINALS = Path(os.environ.get("POLICE_REPORTS", ROOT.parent / "shared" / "reports"))
RESTATED = ROOT / "tests" / "restated"
INVENTED = ROOT / "tests" / "invented"
GOLD = ROOT / "tests" / "gold"
# Each set: what it is, the folder of its labels, the folder of its texts. A set without labels is left out: the unseen one,
# between the day on which its reports join those that rules are developed on and the labelling of new ones.
SETS = tuple(
    one
    for one in (
        ("published reports, developed on", GOLD, ORIGINALS),
        ("restated reports, developed on", RESTATED / "developed", RESTATED / "developed"),
        ("restated reports, unseen", RESTATED / "unseen", RESTATED / "unseen"),
        ("invented reports, developed on", INVENTED / "developed", INVENTED / "developed"),
        ("invented reports, unseen", INVENTED / "unseen", INVENTED / "unseen"),
    )
    if any(one[1].glob("*.tsv"))
)
COLUMNS = ("Family", "Texts", "Labels", "Found", "Placed", "Right in all", "Claims", "False claims")


def accuracy_rows(name: str, labels: Path, texts: Path) -> Iterator[dict[str, str]]:
    """A row for each family of one set, and one for all; claims are counted over all families only."""
    counts = summary(scores_of(labels, texts).values())
    for family in sorted(counts, key=lambda one: (one == "all", one)):
        yield _row(family.replace("_", " ").capitalize(), name, counts[family])


def _row(family: str, name: str, counts: Mapping[str, int]) -> dict[str, str]:
    fields = (counts["labels"], counts["found"], counts["placed"], counts["right"])
    claims = (counts["claims"], counts["false_claims"]) if "claims" in counts else ("", "")
    return dict(zip(COLUMNS, (family, name, *map(str, fields), *map(str, claims)), strict=True))


def accuracy_csv() -> str:
    """The whole file, sets in order."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for name, labels, texts in SETS:
        writer.writerows(accuracy_rows(name, labels, texts))
    return written.getvalue()


def main() -> None:
    """Write docs/accuracy.csv."""
    ACCURACY.write_text(accuracy_csv(), encoding="utf-8")
    print(f"{ACCURACY.relative_to(ROOT)}: {ACCURACY.read_text(encoding='utf-8').count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()
