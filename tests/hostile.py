"""Text that wants to be more than text: in reports that the ETL reads, and in every text column of tables that it could have made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl import schema
from etl.builds import current
from tests import built_tables
from tests.small_reports import build_of, write_reports

# What a browser, a spreadsheet, a chart's label or a file of XML might take for an order. None holds a number or a full stop.
ATTACKS: Sequence[str] = (
    "<script>window.attacked=true</script>",
    "<img src=x onerror=window.attacked=true>",
    '"><svg onload=window.attacked=true>',
    "</script></textarea></title><b>bold</b>",
    '<a href="javascript:window.attacked=true">here</a>',
    "&lt;script&gt;&amp;amp;",
    "=cmd|' /C calc'!A",
    '=HYPERLINK("http://attacker.example","here")',
    "+SUM(A:A)",
    "-SUM(A:A)",
    "@SUM(A:A)",
    "\u202eright to left\u202c \u2066isolated",
    "bell \x07 escape \x1b[31m backspace \x08",
    "not of XML \ufffe \uffff \x0b \x0c",
    "{{config}} ${jndi:x} %s %(x)s {0}",
    "_x000D_ _x0041_",
    "tab\tand \u2028 line",
    "😀 e\u0301 \u0000"[:-1],
    "javascript:window.attacked=true",
)
BUILD = "hostile"
LINE = 10_000_000  # characters of a line that never ends
# A text column is one that holds words of a report or made of them; keys and codes are made by the ETL alone.
TEXT_COLUMNS: Mapping[str, Sequence[str]] = {
    "figures": ("quote", "label", "scope", "paragraph"),
    "comparisons": ("label", "scope", "note", "earlier_printed", "later_printed", "uncertainty_caption"),
    "checks": ("arithmetic", "note", "scope", "paragraph"),
    "reports": ("title", "committee", "author", "number", "url", "source_file"),
    "numbers": ("printed", "reason", "paragraph"),
}


def report_text(number: str) -> str:
    """A report with every attack in its header, headings, sentences, bullets and table cells, and pairs to compare among them."""
    paragraphs = [
        f"{place}. In 2005/06 there were {1_200 + place:,} {attack} vans hired, and in 2006/07 there were {1_300 + place:,} {attack} "
        f"vans hired. In 2005/06 the sanction detection rate for {attack} robbery was 17.5%, {attack}.\n\n{attack} heading\n\n"
        f"  • {attack} {40 + place} officers {attack}\n\n{attack} | 2005/06 | {attack}\n--- | --- | ---\nVans {attack} | {50 + place} | {60 + place}"
        for place, attack in enumerate(ATTACKS, start=1)
    ]
    head = f"{ATTACKS[6]} {ATTACKS[0]} title\n\nReport: {number}\nDate: 8 March 2007\nBy: {ATTACKS[1]}\n\nSummary\n\n{ATTACKS[2]}\n\nB. Supporting information\n\n"
    return head + "\n\n".join(paragraphs) + "\n"


def long_line() -> str:
    """A report with a paragraph of one line of 10 MB that holds a number every 100 KB."""
    words = "the <b>officers</b> of each borough and "
    piece = words * (100_000 // len(words)) + "20 arrests, "
    return f"Long\n\nReport: 99\nDate: 8 March 2007\n\nB. Supporting information\n\n1. {piece * (LINE // len(piece))}\n"


def reports(folder: Path) -> Path:
    """A folder of hostile reports, under hostile names."""
    texts: dict[str, str | bytes] = {
        "a.txt": report_text("7"),
        "b.txt": report_text("<i>8</i>").encode("utf-16"),
        "c.html": f"<h1>{report_text('9')}</h1><p>&#0;&#7;&#xfffe; 12 arrests <script>window.attacked=true</script> were made.</p>",
        "=1+1 <img src=x onerror=window.attacked=true>'\".txt": "1. There were 40 robberies in 2005/06.",
        "long.txt": long_line(),
    }
    return write_reports(folder, texts)


def read_by_the_etl(folder: Path) -> Path:
    """A folder with a build of the hostile reports."""
    result = build_of(reports(folder / "reports"), out=folder / "tables")
    assert result.status == 0, result.failures
    return folder / "tables"


def in_every_column(folder: Path) -> Path:
    """A folder with a build of the digests in which every text column holds attacks, by turns, beside its own words."""
    build = folder / "tables" / "builds" / BUILD
    shutil.copytree(current(built_tables.folder()), build)
    for table in schema.TABLES:
        found = pq.read_table(build / table.file)
        for name in TEXT_COLUMNS.get(table.name, ()):
            place = found.schema.get_field_index(name)
            words = [
                f"{ATTACKS[row % len(ATTACKS)]} {value}"
                for row, value in enumerate(found.column(name).to_pylist())
            ]
            found = found.set_column(
                place, found.schema.field(place), pa.array(words).cast(found.schema.field(place).type)
            )
        pq.write_table(found, build / table.file)
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    (build / "manifest.json").write_text(json.dumps(manifest | {"tables": {}}), encoding="utf-8")
    (folder / "tables" / "current").symlink_to(f"builds/{BUILD}")
    return folder / "tables"
