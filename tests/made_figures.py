"""Figures made by hand for tests: rows of the figures table with sensible values where a case states none."""

from __future__ import annotations

from datetime import date
from itertools import count

from etl.comparisons import Statement, statements_of

_NUMBERS = count(1)
PERIODS = {
    "FY2005": ("financial_year", "2005-04-01", "2006-03-31"),
    "FY2006": ("financial_year", "2006-04-01", "2007-03-31"),
    "FY2007": ("financial_year", "2007-04-01", "2008-03-31"),
    "CY2005": ("calendar_year", "2005-01-01", "2005-12-31"),
    "CY2006": ("calendar_year", "2006-01-01", "2006-12-31"),
    "Q1 2005": ("quarter", "2005-04-01", "2005-06-30"),
    "Q1 2006": ("quarter", "2006-04-01", "2006-06-30"),
    "Q2 2006": ("quarter", "2006-07-01", "2006-09-30"),
    "to Oct 2005": ("fytd", "2005-04-01", "2005-10-31"),
    "to Oct 2006": ("fytd", "2006-04-01", "2006-10-31"),
    "to Dec 2006": ("fytd", "2006-04-01", "2006-12-31"),
    "to 4 Feb 2006": ("fytd", "2005-04-01", "2006-02-04"),
    "to 4 Feb 2007": ("fytd", "2006-04-01", "2007-02-04"),
    "to 8 Mar 2007": ("fytd", "2006-04-01", "2007-03-08"),
    "to 31 Jan 2008": ("fytd", "2007-04-01", "2008-01-31"),
    "to 28 Feb 2007": ("fytd", "2006-04-01", "2007-02-28"),
    "to 29 Feb 2008": ("fytd", "2007-04-01", "2008-02-29"),
    "Mar 2006": ("month", "2006-03-01", "2006-03-31"),
    "Mar 2007": ("month", "2007-03-01", "2007-03-31"),
    "on 31 Jan 2007": ("as_at", "2007-01-31", "2007-01-31"),
    "on 7 Feb 2007": ("as_at", "2007-02-07", "2007-02-07"),
    "on 31 Jan 2008": ("as_at", "2008-01-31", "2008-01-31"),
    "on 7 Feb 2008": ("as_at", "2008-02-07", "2008-02-07"),
    "on 30 Jun 2008": ("as_at", "2008-06-30", "2008-06-30"),
    "on 31 Mar 2008": ("as_at", "2008-03-31", "2008-03-31"),
    "2004 to 2006": ("multi_year", "2004-04-01", "2006-03-31"),
    "unstated": ("unstated", None, None),
}


def figure(value: float, period: str, **given: object) -> dict[str, object]:
    """One row of the figures table: offences of burglary of the whole service, unless the case says otherwise."""
    number = next(_NUMBERS)
    kind, start, end = PERIODS[period]
    row: dict[str, object] = {
        "figure_id": f"made-{number}",
        "report_id": "report-a",
        "paragraph": "1",
        "start": number * 1_000,
        "end": number * 1_000 + 5,
        "quote": "",
        "metric": "offences",
        "group": "burglary",
        "scope": "mps",
        "label": "",
        "kind": "actual",
        "statistic": "value",
        "value": value,
        "value_high": None,
        "unit": "count",
        "qualifier": "exact",
        "period_type": kind,
        "period_start": date.fromisoformat(start) if start else None,
        "period_end": date.fromisoformat(end) if end else None,
        "period_from": "sentence",
        "definition": "",
        "definition_from": "",
        "repeat_of": "",
        **given,
    }
    plain = f"{value:,.10g}" if value < 1e6 else f"{value:,.0f}"
    row.setdefault("printed", f"{plain}%" if row["unit"] == "percent" else plain)
    return row


def rate(value: float, period: str, **given: object) -> dict[str, object]:
    """One row: the sanction detection rate of burglary, unless the case says otherwise."""
    return figure(value, period, **{"metric": "sanction_detection_rate", "unit": "percent", **given})


def statement(row: dict[str, object]) -> Statement:
    """The row as the record that rules work on."""
    return statements_of([row])[0]


def in_text(
    paragraph: str, lines: list[tuple[str, list[dict[str, object]]]], start: int = 10_000
) -> list[dict[str, object]]:
    """Figures placed in lines of text that follow on each other as bullets do; each printed number must stand in its line."""
    placed = []
    for text, rows in lines:
        after = 0
        for row in rows:
            place = text.index(str(row["printed"]), after)
            after = place + len(str(row["printed"]))
            placed.append(
                {**row, "paragraph": paragraph, "quote": text, "start": start + place, "end": start + after}
            )
        start += len(text) + 5  # line end, indent, bullet
    return placed
