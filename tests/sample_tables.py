"""A small build for tests of the screens: made-up figures and sentences in the tables of the contract.

`python tests/sample_tables.py DIR` writes it to a folder, to look at the app without reports.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl import schema

YEAR_05 = ("financial_year", date(2005, 4, 1), date(2006, 3, 31))
YEAR_06 = ("financial_year", date(2006, 4, 1), date(2007, 3, 31))
YEAR_07 = ("financial_year", date(2007, 4, 1), date(2008, 3, 31))
TO_JANUARY_07 = ("fytd", date(2006, 4, 1), date(2007, 1, 21))
TO_JANUARY_06 = ("fytd", date(2005, 4, 1), date(2006, 1, 21))
FIRST_QUARTER = ("quarter", date(2006, 4, 1), date(2006, 6, 30))
UNSTATED = ("unstated", None, None)
MARCHES = [("as_at", date(year, 3, 31), date(year, 3, 31)) for year in range(2003, 2009)]

REPORTS: list[dict[str, Any]] = [
    {
        "report_id": "2007-03-01-sample-4",
        "title": "Sample review of arrests",
        "committee": "Sample Board",
        "date": date(2007, 3, 1),
        "number": "4",
        "url": "http://example.org/sample/070301/04/index.html",
        "text_is": "digest",
    },
    {
        "report_id": "2008-05-08-sample-9b",
        "title": "Sample workforce & crime update",
        "committee": "Sample Committee",
        "date": date(2008, 5, 8),
        "number": "9b",
        "url": "",
        "text_is": "original",
    },
]
METRICS = [
    ("sanction_detection_rate", "Sanction detection rate", "percent", "higher", "Sanction detections", True),
    ("arrest_rate_spi8a", "SPI8a arrest rate", "percent", "higher", "Domestic violence arrests", True),
    ("offences", "Offences", "count", "none", "Offences", False),
    ("assets_recovered", "Assets recovered", "gbp", "higher", "Asset recovery", True),
    ("bme_share", "Black and minority ethnic share", "percent", "higher", "Workforce", True),
    ("hotline_calls", "Hotline calls", "count", "none", "Public", False),
    ("other", "Other measures", "other", "none", "Everything else", False),
]
GROUPS = [
    ("domestic_violence", "Domestic violence", "offences"),
    ("racist_crime", "Racist crime", "offences"),
    ("homophobic_crime", "Homophobic crime", "offences"),
    ("police_officers", "Police officers", "workforce"),
    ("police_staff", "Police staff", "workforce"),
    ("pcso", "Police community support officers", "workforce"),
]
DEFINITIONS = [
    ("spi8a-2005", "arrest_rate_spi8a", "Incidents with a power of arrest", None, date(2006, 3, 31)),
    ("spi8a-2006", "arrest_rate_spi8a", "Every incident", date(2006, 4, 1), None),
]


def _figure(
    report: int,
    paragraph: str,
    quote: str,
    printed: str,
    value: float,
    metric: str,
    group: str,
    period: tuple[str, date | None, date | None],
    **more: Any,
) -> dict[str, Any]:
    """One row of the figures table; `more` replaces what most figures have in common."""
    start = int(hashlib.sha256(f"{report}{paragraph}{quote}{printed}".encode()).hexdigest()[:6], 16)
    unit = next(unit for code, _, unit, *_ in METRICS if code == metric)
    return {
        "figure_id": hashlib.sha256(f"{report}{start}".encode()).hexdigest()[:16],
        "report_id": REPORTS[report]["report_id"],
        "source_file": f"{REPORTS[report]['report_id']}.txt",
        "paragraph": paragraph,
        "start": start,
        "end": start + len(printed),
        "printed": printed,
        "quote": quote,
        "metric": metric,
        "group": group,
        "scope": "mps",
        "label": "",
        "kind": "actual",
        "statistic": "value",
        "value": value,
        "value_high": None,
        "unit": unit,
        "qualifier": "exact",
        "period_type": period[0],
        "period_start": period[1],
        "period_end": period[2],
        "period_from": "sentence",
        "definition": "",
        "definition_from": "",
        "repeat_of": "",
        "rule": "sample",
    } | more


def figures() -> list[dict[str, Any]]:
    """The made-up figures: each mark, qualifier and trap of the screens at least once."""
    rate, racist = "sanction_detection_rate", "racist_crime"
    spi8a = {"metric": "arrest_rate_spi8a", "group": "domestic_violence"}
    later = {"definition": "spi8a-2006", "definition_from": "by_period"}
    share = "bme_share"
    rows = [
        _figure(
            0,
            "12",
            "Racist crime detections reached 35.2%, from 31.4%.",
            "35.2%",
            35.2,
            rate,
            racist,
            TO_JANUARY_07,
        ),
        _figure(
            0,
            "12",
            "Racist crime detections reached 35.2%, from 31.4%.",
            "31.4%",
            31.4,
            rate,
            racist,
            TO_JANUARY_06,
        ),
        _figure(0, "12", "The aim is 33%.", "33%", 33.0, rate, racist, YEAR_06, kind="target"),
        _figure(
            0,
            "summary",
            "Just over 36% of homophobic crimes were detected.",
            "36%",
            36.0,
            rate,
            "homophobic_crime",
            TO_JANUARY_07,
            qualifier="over",
        ),
        _figure(
            0,
            "13",
            "Rates moved by -12.4%, “a fall”, as said.",
            "-12.4%",
            -12.4,
            rate,
            racist,
            TO_JANUARY_07,
            kind="change_pct",
        ),
        _figure(
            0,
            "14.c",
            "One borough <Haringey> detected 41%.",
            "41%",
            41.0,
            rate,
            racist,
            UNSTATED,
            scope="haringey",
        ),
        _figure(
            0,
            "20",
            "Before, 51% led to an arrest.",
            "51%",
            51.0,
            period=YEAR_05,
            definition="spi8a-2005",
            definition_from="stated",
            **spi8a,
        ),
        _figure(
            0,
            "21",
            "SPI8a stood at 43.8% by 21 January.",
            "43.8%",
            43.8,
            period=TO_JANUARY_07,
            **spi8a,
            **later,
        ),
        _figure(
            0,
            "21",
            "It had been 30.9% a year before.",
            "30.9%",
            30.9,
            period=TO_JANUARY_06,
            **spi8a,
            **later | {"definition_from": "inferred"},
        ),
        _figure(
            0,
            "22",
            "The target of 60% is from the old count.",
            "60%",
            60.0,
            period=YEAR_06,
            kind="target",
            definition="spi8a-2005",
            definition_from="stated",
            **spi8a,
        ),
        _figure(
            0,
            "23",
            "In the first quarter it was 39.0%.",
            "39.0%",
            39.0,
            period=FIRST_QUARTER,
            **spi8a,
            **later,
        ),
        _figure(
            1,
            "5",
            "There were 26,208 incidents.",
            "26,208",
            26208.0,
            "offences",
            "domestic_violence",
            YEAR_07,
        ),
        _figure(
            1,
            "5",
            "That is +24 on the year.",
            "+24",
            24.0,
            "offences",
            "domestic_violence",
            YEAR_07,
            kind="change_abs",
        ),
        _figure(
            1,
            "8",
            "About £18.5m was recovered.",
            "£18.5m",
            18.5e6,
            "assets_recovered",
            "",
            YEAR_07,
            qualifier="approx",
        ),
        _figure(
            1,
            "8",
            "Nearly £30m is expected next year.",
            "£30m",
            3e7,
            "assets_recovered",
            "",
            ("financial_year", date(2008, 4, 1), date(2009, 3, 31)),
            kind="forecast",
            qualifier="under",
        ),
        _figure(1, "9", "Calls fell to 19,000 in all.", "19,000", 19000.0, "hotline_calls", "", YEAR_07),
        _figure(
            1,
            "10",
            "It takes 78 days to answer.",
            "78 days",
            78.0,
            "other",
            "",
            YEAR_07,
            unit="days",
            label="time to answer",
        ),
        _figure(
            1,
            "11",
            "@ the depot, 10 to 15 vans were on loan.",
            "10 to 15",
            10.0,
            "other",
            "",
            UNSTATED,
            unit="count",
            value_high=15.0,
            label="=vans on loan",
        ),
    ]
    for step, march in enumerate(MARCHES):
        for group, base in (("police_officers", 6.1), ("police_staff", 21.4), ("pcso", 33.0)):
            if group == "pcso" and step < 3:
                continue
            amount = round(base + 0.4 * step, 1)
            said = f"On {march[1]:%d %B %Y}, {amount}% of {group.replace('_', ' ')} were BME."
            rows.append(_figure(1, f"{30 + step}", said, f"{amount}%", amount, share, group, march))
    first = rows[0]
    again = _figure(0, "summary", "Racist crime: 35.2%.", "35.2%", 35.2, rate, racist, TO_JANUARY_07)
    rows.append(again | {"repeat_of": first["figure_id"]})
    return rows


def tables() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table that the screens read, and an empty table for each of the others."""
    rows = figures()
    reports = [
        report
        | {
            "source_file": f"{report['report_id']}.txt",
            "author": "Sample author",
            "sha256": hashlib.sha256(report["title"].encode()).hexdigest(),
            "characters": 1000,
            "paragraphs": 40,
            "figures": sum(row["report_id"] == report["report_id"] for row in rows),
            "unplaced": 0,
        }
        for report in REPORTS
    ]
    return {table.name: [] for table in schema.TABLES} | {
        "figures": rows,
        "reports": reports,
        "metrics": [
            {
                "metric": code,
                "label": label,
                "description": f"What {label} counts, in a sentence.",
                "unit": unit,
                "direction": direction,
                "family": family,
                "headline": headline,
            }
            for code, label, unit, direction, family, headline in METRICS
        ],
        "groups": [
            {"group": code, "label": label, "description": f"{label}, as reported.", "family": family}
            for code, label, family in GROUPS
        ],
        "definitions": [
            {
                "definition": code,
                "metric": metric,
                "label": label,
                "description": f"{label} in the count.",
                "valid_from": start,
                "valid_to": end,
            }
            for code, metric, label, start, end in DEFINITIONS
        ],
    }


def write(folder: Path) -> Path:
    """Write the sample build under a folder as the ETL does (builds/ID and a link to it) and return that folder."""
    build = folder / "builds" / "sample"
    build.mkdir(parents=True, exist_ok=True)
    rows = tables()
    for table in schema.TABLES:
        pq.write_table(pa.Table.from_pylist(rows[table.name], schema=table.schema()), build / table.file)
    (build / "manifest.json").write_text(json.dumps({"built": "2026-11-22T00:44:00+00:00"}), encoding="utf-8")
    link = folder / "current"
    link.unlink(missing_ok=True)
    link.symlink_to("builds/sample")
    return folder


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
