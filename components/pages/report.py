"""One report: what it states, paragraph by paragraph, and what became of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pandas as pd
from dash import dcc, html

from components import address, charts, citing, downloads, ids, parts, told, words
from components.marking import Span
from components.pages import Asked, Route
from components.pages.reports import PATH, TEXTS
from components.parts import Page, Row
from components.records import Figure, as_figures
from components.sheets import Block, Head, sheet
from components.store import Record, Tables

UNPLACED = "unplaced"
FATES = {
    "figure": "a figure",
    "gloss": "said again in another form",
    "date": "part of a date or period",
    "reference": "a reference to a paragraph, report or Act",
    "name": "part of a name",
    "contact": "part of an address or telephone number",
    "ordinal": "an ordinal",
    "not_measure": "no measure of performance",
    "unplaced": "a measure that could not be placed",
}


def render(tables: Tables, asked: Asked) -> Page:
    """The page of the report that the address names."""
    report_id = asked.parameters.get("report_id", "")
    report = tables.records("reports").get(report_id)
    if report is None:
        return parts.absent(
            "No such report", f"There is no report “{report_id[:60]}”. The list of them is on Reports."
        )
    figures = as_figures(tables.figures_in(report_id))
    numbers = tables.numbers_in(report_id)
    title = str(report["title"] or report_id)
    counted = f"{words.counted(len(figures), 'figure')}, {words.counted(int(report['unplaced']), 'number')} left unplaced"
    return Page(
        title=title,
        content=[
            html.Nav(dcc.Link("All reports", href=PATH), className="trail", **parts.aria(label="Way back")),
            parts.heading(title),
            html.P(f"{words.upper_first(_heading(report))}. {counted}.", className="lead"),
            _facts(report),
            *_paragraphs(tables, report, figures, citing.numbers_of(tables, report_id)),
            *_numbers(numbers),
        ],
        status=f"{title}: {counted}",
    )


def _heading(report: Record) -> str:
    number = f"report {report['number']}" if report["number"] else "report"
    committee = f" to the {report['committee']}" if report["committee"] else ""
    return f"{number}{committee}, {citing.day(report, str(report['report_id']))}"


def _facts(report: Record) -> html.Dl:
    url = citing.published(report)
    digest = report["text_is"] == "digest"
    read = words.upper_first(TEXTS[str(report["text_is"])])
    facts: list[tuple[str, Any]] = [
        ("Author", words.upper_first(str(report["author"])) or "not stated"),
        ("Text read", f"{read}; the sentences below are not the Authority's" if digest else read),
        ("Published", html.A(url, href=url) if url else "no address known"),
        ("Length", f"{words.counted(int(report['characters']), 'character')}, {words.counted(int(report['paragraphs']), 'paragraph')}"),
        ("Figures", dcc.Link("All its figures on Explore", href=address.explore(report=str(report["report_id"])))),
        ("Checks", dcc.Link("What agrees in it, and what does not", href=f"/checks?report={report['report_id']}")),
    ]  # fmt: skip
    return html.Dl(
        [part for name, said in facts for part in (html.Dt(name), html.Dd(said))], className="facts"
    )


def _paragraphs(
    tables: Tables, report: Record, figures: Sequence[Figure], numbers: Sequence[Span]
) -> list[Any]:
    """The sentences that hold figures, under their paragraphs, in the order of the text."""
    if not figures:
        return [parts.notice("No figure was placed in this report.")]
    heading = citing.HEADINGS[str(report["text_is"])]
    by_paragraph: dict[str, list[Figure]] = {}
    for figure in figures:
        by_paragraph.setdefault(figure.paragraph, []).append(figure)
    own = address.view(report=str(report["report_id"]))
    return [
        html.Div(
            [
                html.H2("What it states, paragraph by paragraph"),
                downloads.files(tables, "figures", own, identifier=ids.DOWNLOAD),
            ],
            className="bar",
        ),
        html.P(
            f"{heading}; the figures are marked, and each beside or below its sentence leads to its trace.",
            className="soft",
        ),
        *(
            html.Section(
                [html.H3(words.upper_first(words.paragraph(code))), *_sentences(tables, members, numbers)],
                className="paragraph",
            )
            for code, members in by_paragraph.items()
        ),
    ]


def _sentences(tables: Tables, figures: Sequence[Figure], numbers: Sequence[Span]) -> list[Any]:
    made: list[Any] = []
    for quote, members in groupby(figures, key=lambda one: one.quote):
        own = list(members)
        made.append(html.P(citing.marked(quote, own, numbers), className="said"))
        made.append(html.Ul([html.Li(_figure(tables, one)) for one in own]))
    return made


def _figure(tables: Tables, figure: Figure) -> list[Any]:
    heading, group = told.measure(tables, figure.metric, figure.group, figure.label)
    said = [
        heading,
        group,
        told.whose(figure.scope),
        words.KIND_WORDS[figure.kind],
        words.STATISTIC_WORDS[figure.statistic],
        charts.figure_period(figure),
        "said before in this report" if figure.repeat_of else "",
    ]
    link = dcc.Link(charts.figure_value(figure), href=address.figure(figure.figure_id))
    return [link, f" {', '.join(part for part in said if part)}"]


def _numbers(numbers: pd.DataFrame) -> list[Any]:
    """The measures that could not be placed, with the reason, and what became of all numbers."""
    left = numbers[numbers["became"] == UNPLACED]
    counts = {str(code): int(count) for code, count in numbers["became"].value_counts().items() if count}
    fates = [
        part
        for code, said in FATES.items()
        if code in counts
        for part in (html.Dt(words.upper_first(said)), html.Dd(f"{counts[code]:,}"))
    ]
    return [
        html.H2("Numbers left unplaced", id=UNPLACED),
        *(
            [_left(left), parts.save_table("unplaced-numbers", "numbers-left-unplaced")]
            if len(left)
            else [html.P("None: every number of the text became a figure or has a reason not to be one.")]
        ),
        *([html.H2("What became of its numbers"), html.Dl(fates, className="facts")] if fates else []),
    ]


def _left(frame: pd.DataFrame) -> html.Div:
    heads = [
        Head(heading="Number", name="number"),
        Head(heading="Where", name="where"),
        Head(heading="Why it could not be placed", name="why"),
    ]
    rows = [
        Row(
            id=f"number-{start}",
            cells=[str(printed), words.upper_first(words.paragraph(str(paragraph))), str(reason)],
        )
        for start, printed, paragraph, reason in zip(
            frame["start"], frame["printed"], frame["paragraph"], frame["reason"], strict=True
        )
    ]
    caption = f"{words.counted(len(rows), 'measure')} that could not be read: refused rather than guessed"
    return sheet(caption, heads, [Block(rows=rows)], "unplaced-numbers")


ROUTE = Route(path=f"{PATH}/<report_id>", name="", order=61, render=render)
