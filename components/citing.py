"""How a figure and a report are cited, and a sentence with its figures marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from components import marking, words
from components.marking import Span
from components.records import Figure
from components.store import Record, Tables

BODY = "Metropolitan Police Authority"
HEADINGS = {"digest": "In our words", "original": "In the report's words"}


def published(report: Record) -> str:
    """The address of the published report, if it is one that a browser may follow."""
    url = str(report.get("url", ""))
    return url if url.startswith(("http://", "https://")) else ""


def day(report: Record, report_id: str) -> str:
    """The date of a report in words, else its identifier."""
    return words.day(report["date"]) if report.get("date") else report_id


def report_words(report: Record) -> str:
    """A report with its number and committee: “Operation Athena, report 11 to the Equal Opportunities & Diversity Board”."""
    number = f"report {report['number']}" if report.get("number") else "report"
    committee = str(report.get("committee") or "")
    if committee:
        number += f" to the {committee}" if not committee.lower().startswith("the ") else f" to {committee}"
    return ", ".join(part for part in (str(report.get("title") or ""), number) if part)


def citation(tables: Tables, figure: Figure) -> str:
    """A citation of the figure: body, report, committee, date, paragraph, address, and the build it was read by."""
    report = tables.records("reports").get(figure.report_id, {})
    parts = [
        BODY,
        report_words(report),
        day(report, figure.report_id),
        words.paragraph(figure.paragraph),
    ]
    url = published(report)
    own = "Our digest; the original is the source. " if report.get("text_is") == "digest" else ""
    version = f"data version {tables.version}, " if tables.version else ""
    return (
        f"{', '.join(part for part in parts if part)}. {own}{url}{'. ' if url else ''}"
        f"Police performance figures, {version}figure {figure.figure_id}."
    )


def numbers_of(tables: Tables, report_id: str) -> list[Span]:
    """The numbers of a report by their places, in the order of the text."""
    own = tables.numbers_in(report_id)
    return [
        Span(start=int(start), end=int(end), printed=str(printed))
        for start, end, printed in zip(own["start"], own["end"], own["printed"], strict=True)
    ]


def span(figure: Figure) -> Span:
    """The place of a figure in the text that was read."""
    return Span(start=figure.start, end=figure.end, printed=figure.printed)


def marked(quote: str, figures: Sequence[Figure], numbers: Sequence[Span]) -> list[Any]:
    """A sentence with its figures marked: text and marks only, never the report's own markup.

    Args:
        quote: the sentence, which holds all of the figures.
        figures: the figures to mark.
        numbers: the numbers of the report.
    """
    start = next(
        (found for one in figures if (found := marking.quote_start(quote, span(one), numbers)) is not None),
        None,
    )
    if start is None:
        return [quote]
    pieces = marking.pieces(quote, start, [span(one) for one in figures])
    return [piece.text if piece.mark is None else html.Mark(piece.text) for piece in pieces]
