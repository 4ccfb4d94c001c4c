"""Words of a briefing that are not of one slide: its filters, bases of comparison, reports."""

from __future__ import annotations

from components import options, words
from components.address import View
from components.store import Tables


def filter_words(tables: Tables, view: View) -> str:
    """The filters of a briefing in words, for the foot of each slide.

    >>> from components import address
    >>> filter_words(None, address.view(basis="versus_target", q="knife"))
    'Filters: against target; words “knife”'
    """
    said = [
        words.listed([_value_words(tables, key, value) for value in view.all(key)])
        for key in (
            "family",
            "metric",
            "group",
            "scope",
            "basis",
            "verdict",
            "judgement",
            "target_status",
            "report",
        )
        if view.all(key)
    ]
    said += [f"{key} {words.day(day)}" for key in ("from", "to") if (day := view.day(key))]
    said += [f"words “{view.one('q')}”"] if view.one("q") else []
    said += [words.counted(len(view.all("pair")), "chosen slide")] if view.all("pair") else []
    return f"Filters: {'; '.join(said)}" if said else "No filter: every comparable pair"


def _value_words(tables: Tables, key: str, value: str) -> str:
    if key == "report":
        return report_words(tables, value)
    name = options.name(tables, key, value)
    return name if key == "scope" else words.lower_first(name)


def report_words(tables: Tables, report_id: str) -> str:
    """A report by its number, committee and day, as far as they are known."""
    report = tables.records("reports").get(report_id, {})
    number = f"report {report['number']}" if report.get("number") else "report"
    parts = [
        number,
        str(report.get("committee") or ""),
        words.day(report["date"]) if report.get("date") else "",
    ]
    said = ", ".join(part for part in parts if part)
    return said if said != "report" else str(report.get("title") or report_id)
