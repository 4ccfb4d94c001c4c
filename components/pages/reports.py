"""Reports: the list of them, and what they cover by metric and year."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import dcc, html

from components import address, citing, coverage, downloads, ids, news, paging, parts, words
from components.address import View
from components.coverage import Line
from components.pages import Asked, Route
from components.parts import Page, Row
from components.sheets import Block, Head, sheet
from components.store import Record, Tables

PATH = "/reports"
TEXTS = {"digest": "digest in our words", "original": "original"}


def render(tables: Tables, asked: Asked) -> Page:
    """The list of the reports and the coverage grid; a metric in the address shows its groups."""
    reports = news.newest_first(tables.records("reports").values())
    counted = words.counted(len(reports), "report")
    part = paging.of(asked.view, rows=len(reports))
    days = [one["date"] for one in reports if one["date"]]
    span = f", {words.months(min(days), max(days))}" if days else ""
    return Page(
        title="Reports",
        content=[
            parts.heading("Reports"),
            html.P(
                f"{counted}{span}. Each leads to what it states, paragraph by paragraph.", className="lead"
            ),
            html.Div(
                [html.H2("The reports"), downloads.files(tables, "reports", View(), identifier=ids.DOWNLOAD)],
                className="bar",
            ),
            *paging.beyond(asked.view, part),
            _list(reports[part.start : part.stop], counted, part.said),
            *paging.pager(PATH, asked.view, part, "reports"),
            *_grid(tables, asked.view),
        ],
        status=f"Reports: {counted}",
    )


def _list(reports: list[Record], counted: str, shown: str) -> html.Div:
    heads = [
        Head(heading="Report", name="title"),
        Head(heading="Date", name="date"),
        Head(heading="Committee", name="committee"),
        Head(heading="Figures", name="count", numeric=True),
        Head(heading="Left unplaced", name="unplaced", numeric=True),
        Head(heading="Text read", name="text"),
    ]
    return sheet(
        f"{counted}, newest first{f'; {shown}' if shown else ''}",
        heads,
        [Block(rows=[_report(one) for one in reports])],
        "reports",
    )


def _report(report: Record) -> Row:
    report_id = str(report["report_id"])
    number = f"report {report['number']}" if report["number"] else ""
    url = citing.published(report)
    original: list[Any] = [html.A("published report", href=url, className="line")] if url else []
    return Row(
        id=f"report-{report_id}",
        cells=[
            [
                dcc.Link(report["title"] or report_id, href=address.report(report_id)),
                html.Span(number, className="soft line"),
            ],
            words.day(report["date"]) if report["date"] else "not stated",
            report["committee"] or "not stated",
            f"{report['figures']:,}",
            f"{report['unplaced']:,}",
            [words.upper_first(TEXTS[str(report["text_is"])]), *original],
        ],
    )


def _grid(tables: Tables, view: View) -> list[Any]:
    """What is stated for which year, and what is not."""
    metric = view.one("metric")
    found, spans = coverage.lines(tables, metric), coverage.years(tables, metric)
    if not found or not spans:
        return [parts.notice("The reports hold no figures with a period.")]
    there, cells = coverage.stated(found, spans)
    name = words.lower_first(tables.label("metrics", metric)) if metric else ""
    heads = [
        Head(heading="Group" if metric else "Metric", name="measure"),
        *(Head(heading=words.financial_year(year), name="year") for year in spans),
        Head(heading="No period", name="year"),
    ]
    families = list(dict.fromkeys(line.family for line in found))
    blocks = [
        Block(
            heading=family,
            rows=[_line(line, spans, place) for place, line in enumerate(found) if line.family == family],
        )
        for family in families
    ]
    table = sheet(f"{there:,} of {cells:,} cells are stated", heads, blocks, "coverage", look="coverage")
    return [
        html.H2(f"Coverage of {name}, by group" if metric else "Coverage"),
        html.P(
            [
                "How many figures are stated for each performance year (1 April to 31 March), by the last day of their "
                "period; where there are none of what was achieved, the target or forecast. ",
                html.B("[x]"),
                " is not stated in any of these reports. Years without any figure are left out",
                ". " if metric else ", and so are measures without a metric of their own. ",
                *([dcc.Link("All metrics", href=PATH)] if metric else ["A metric leads to its groups."]),
            ],
            className="soft",
        ),
        table,
        parts.save_table("coverage", "coverage"),
        html.P(words.year_note(spans[-1]), className="soft after"),
    ]


def _line(line: Line, spans: list[date], place: int) -> Row:
    name: Any = line.name
    if not line.group and line.family:
        name = dcc.Link(line.name, href=address.link(PATH, address.view(metric=line.metric)))
    return Row(
        id=f"coverage-{place}",
        cells=[
            name,
            *(_cell(line, year) for year in spans),
            f"{line.unstated:,}" if line.unstated else parts.blank("none"),
        ],
    )


def _cell(line: Line, year: date) -> Any:
    kinds = line.cells.get(year, {})
    text = coverage.cell_words(kinds)
    if not text:
        return html.Abbr("[x]", title="not stated", className="blank")
    kind = "actual" if kinds.get("actual") else ""
    chosen = {"metric": line.metric, "group": line.group, "kind": kind}
    days = {"from": year.isoformat(), "to": date(year.year + 1, 3, 31).isoformat()}
    return dcc.Link(text, href=address.explore(**chosen, **days))


ROUTE = Route(path=PATH, name="Reports", order=60, render=render)
