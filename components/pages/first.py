"""The first screen: the metrics by family with what there is of each; one metric is `components.pages.metric`."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from dash import dcc, html

from components import address, parts, words
from components.pages import metric
from components.parts import Page
from components.store import NoTables, Record, Tables


def render(tables: Tables | NoTables, query: str | None) -> Page:
    """The page that an address asks for; pure but for the tables it reads."""
    if isinstance(tables, NoTables):
        return Page(
            title=tables.message,
            content=[parts.heading(tables.message), parts.notice(tables.remedy)],
            status=tables.message,
        )
    view = address.read(query, tables)
    page = metric.render(tables, view) if view.metric else overview(tables)
    if not view.unknown:
        return page
    ignored = f"Left out of this view: {'; '.join(view.unknown)}."
    return Page(
        title=page.title, content=[parts.notice(ignored), *page.content], status=f"{ignored} {page.status}"
    )


def overview(tables: Tables) -> Page:
    """All metrics that the reports hold figures of."""
    reports = tables.records("reports")
    days = [report["date"] for report in reports.values() if report["date"]]
    span = f", {words.months(min(days), max(days))}" if days else ""
    said = (
        f"{words.counted(len(tables.figures), 'figure')} in {words.counted(len(reports), 'committee report')}"
    )
    return Page(
        title="Metrics",
        content=[
            parts.heading("What the reports say"),
            html.P(
                f"{said}{span}, each traced to its paragraph. Management information, not official statistics.",
                className="lead",
            ),
            _strip(tables),
            *_families(tables),
        ],
        status=f"Metrics: {said}",
    )


def _strip(tables: Tables) -> html.Dl:
    facts = [
        ("reports", len(tables.records("reports"))),
        ("figures", len(tables.figures)),
        ("metrics", len(tables.rows)),
    ]
    items = [html.Div([html.Dt(name), html.Dd(f"{amount:,}")]) for name, amount in facts]
    if tables.built:
        moment = datetime.fromisoformat(tables.built).astimezone(UTC)
        said = f"{words.day(moment.date())}, {moment:%H:%M} UTC"
        items.append(html.Div([html.Dt("built"), html.Dd(said)], className="built"))
    return html.Dl(items, className="strip")


def _families(tables: Tables) -> list[Any]:
    """A block a family, in the order of the code list; metrics without figures are named at the end."""
    metrics = list(tables.records("metrics").values())
    families = list(dict.fromkeys(str(record["family"]) for record in metrics))
    held = sorted(
        (record for record in metrics if record["metric"] in tables.rows),
        key=lambda record: families.index(str(record["family"])),
    )
    blocks = [
        html.Section(
            [html.H2(family), html.Ul([_metric_item(tables, record) for record in members])],
            className="family",
        )
        for family, members in groupby(held, key=lambda record: str(record["family"]))
    ]
    absent = [
        words.lower_first(str(record["label"])) for record in metrics if record["metric"] not in tables.rows
    ]
    none_of = (
        [html.P(f"The reports hold no figures of: {words.listed(absent)}.", className="soft after")]
        if absent
        else []
    )
    return [html.Div(blocks, className="families"), *none_of]


def _metric_item(tables: Tables, record: Record) -> html.Li:
    figures = tables.select(record["metric"])
    groups = len(set(figures["group"].astype(str)) - {""})
    counts = words.counted(len(figures), "figure") + (
        f", {words.counted(groups, 'group')}" if groups > 1 else ""
    )
    link = dcc.Link(record["label"], href=address.page(address.View(metric=record["metric"])))
    return html.Li(
        [
            html.Div([link, html.Span(counts, className="soft")], className="bar"),
            html.P(record["description"], className="soft"),
        ]
    )
