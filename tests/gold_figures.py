"""Gold labels as figures: a realistic figures table for tests, without the extractor.

The labels hold offsets and no text. Where the published reports are at hand, each figure gets its sentence or bullet from
them; else its quote is empty, or one given in our own words.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from etl.figures import place_report
from etl.reports import read_report, read_sources

GOLD = Path(__file__).parent / "gold"
DIRECTIONS = {
    "sanction_detection_rate": "higher",
    "arrest_rate_spi8a": "higher",
    "network_disruptions": "higher",
    "assets_recovered": "higher",
    "cash_seized": "higher",
    "bme_share": "higher",
    "female_share": "higher",
    "public_satisfaction": "higher",
}
DEFINITIONS = [
    {
        "definition": "spi8a-2005",
        "metric": "arrest_rate_spi8a",
        "label": "incidents with a power of arrest",
        "valid_from": None,
    },
    {
        "definition": "spi8a-2006",
        "metric": "arrest_rate_spi8a",
        "label": "all domestic violence incidents",
        "valid_from": date(2006, 4, 1),
    },
]
_SENTENCE_END = re.compile(r"\n|(?<=[.?!])\s+(?=[A-Z(\[•])")


def gold_reports() -> list[dict[str, object]]:
    """The reports table's key and date, from the names of the label files."""
    return [
        {"report_id": path.stem, "date": date.fromisoformat(path.stem[:10])}
        for path in sorted(GOLD.glob("2*.tsv"))
    ]


def gold_figures(
    originals: Path | None = None, quotes: Mapping[tuple[str, int], str] | None = None
) -> pd.DataFrame:
    """The labels of all reports as a figures table.

    Args:
        originals: folder of the published reports, or None.
        quotes: sentences in our own words by report and offset, used where there are no originals.
    """
    rows = []
    for path in sorted(GOLD.glob("2*.tsv")):
        text = ""
        if originals is not None:
            text = (originals / f"{path.stem}.txt").read_text(encoding="utf-8")
        with path.open(encoding="utf-8", newline="") as lines:
            labels = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        rows.extend(
            _figure(path.stem, label, text, quotes or {}, ordinal) for ordinal, label in enumerate(labels)
        )
    _mark_repeats(rows)
    return pd.DataFrame(rows)


def _figure(
    report_id: str, label: Mapping[str, str], text: str, quotes: Mapping[tuple[str, int], str], ordinal: int
) -> dict[str, object]:
    start, end = int(label["start"]), int(label["end"])
    name = f"{report_id} {start} {end} {ordinal}"
    return {
        "figure_id": hashlib.sha256(name.encode()).hexdigest()[:16],
        "report_id": report_id,
        "source_file": f"{report_id}.txt",
        "paragraph": label["paragraph"],
        "start": start,
        "end": end,
        "printed": label["printed"],
        "quote": _quote(text, start, end) if text else quotes.get((report_id, start), ""),
        **{name: label[name] for name in ("metric", "group", "scope", "label", "kind", "statistic")},
        "value": float(label["value"]),
        "value_high": float(label["value_high"]) if label["value_high"] else None,
        **{name: label[name] for name in ("unit", "qualifier", "period_type")},
        "period_start": label["period_start"] or None,
        "period_end": label["period_end"] or None,
        "period_from": "report_date" if label["period_end"] == report_id[:10] else "sentence",
        "definition": label["definition"],
        "definition_from": _definition_from(label),
        "repeat_of": "",
        "rule": "gold",
    }


def _quote(text: str, start: int, end: int) -> str:
    """The sentence or bullet around a span."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    first = max(place for place in ends if place <= start)
    last = min(place for place in ends if place >= end)
    return text[first:last].strip(" \n•\t-")


def _definition_from(label: Mapping[str, str]) -> str:
    if not label["definition"]:
        return ""
    by_period = "spi8a-2006" if label["period_end"] > "2006-03-31" else "spi8a-2005"
    if by_period == label["definition"]:
        return "by_period"
    return "stated" if label["kind"] == "target" else "inferred"


def _mark_repeats(rows: list[dict[str, object]]) -> None:
    first: dict[tuple[object, ...], str] = {}
    names = "report_id metric group scope label kind statistic value unit period_type period_start period_end definition"
    for row in rows:
        place = tuple(row[name] for name in names.split())
        known = first.setdefault(place, str(row["figure_id"]))
        if known != row["figure_id"]:
            row["repeat_of"] = known


def extracted_figures(folder: Path) -> pd.DataFrame:
    """The figures that the extractor reads from the published reports, as a build's figures table has them."""
    sources = read_sources(folder)
    placed = [place_report(read_report(path, sources)) for path in sorted(folder.glob("*.txt"))]
    return pd.DataFrame([figure._asdict() for report in placed for figure in report.figures])
