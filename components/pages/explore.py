"""Explore: filters beside what they leave: a sentence, charts, every figure in a table, and the file of the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from dash import dcc, html

from components import (
    address,
    charts,
    citing,
    downloads,
    facets,
    ids,
    options,
    paging,
    panels,
    parts,
    selection,
    sheets,
    told,
    words,
)
from components.address import View
from components.pages import Asked, Route
from components.parts import Page, Row
from components.records import Figure, as_figures
from components.sheets import Head
from components.store import Record, Rows, Tables

QUOTE_HEADINGS = {"digest": "In our words", "original": "In the report's words"}
MIXED_HEADING = "Words"
INTERVAL_NOTE = (
    "95%: the Wilson interval of a share whose number and base the report states, if treated as a sample. Detections may "
    "belong to offences of an earlier period."
)


def render(tables: Tables, asked: Asked) -> Page:
    """The figures that the address asks for."""
    view = asked.view
    rows = ordered(tables, selection.figure_rows(tables, view), view.one("sort"))
    intervals = panels.intervals_of(tables, rows)
    heading = title(tables, view)
    said = sentence(tables, rows)
    metric = view.one("metric") if len(view.all("metric")) == 1 else ""
    description = str(tables.records("metrics").get(metric, {}).get("description", ""))
    found: list[Any] = [*facets.active(tables, view), html.P(said, className="said")]
    if not len(rows):
        link = dcc.Link("Clear all filters", href=facets.PATH)
        found.append(parts.notice(["No figure of the reports fits all of these filters. ", link]))
    else:
        shown = intervals if facets.INTERVALS in view.all("show") else {}
        found += [*panels.section(tables, rows, view, shown), *_table(tables, rows, view, shown)]
    return Page(
        title=heading,
        content=[
            parts.heading(heading),
            *([html.P(description, className="lead")] if _adds(description, metric, tables) else []),
            html.Div(
                [
                    facets.form(tables, view, intervals=len(intervals)),
                    html.Div(found, id=ids.FOUND, className="found"),
                ],
                className="explore",
            ),
        ],
        status=f"{heading}: {words.counted(len(rows), 'figure')}",
    )


def _adds(description: str, metric: str, tables: Tables) -> bool:
    """Whether the description of a metric says more than its name."""
    return bool(description) and description.rstrip(".") != tables.label("metrics", metric)


# The columns that an order sorts by, and whether each ascends.
_SORTED_BY: Mapping[str, tuple[list[str], list[bool]]] = {
    "oldest": (["period_end", "period_start"], [True, True]),
    "largest": (["value"], [False]),
    "smallest": (["value"], [True]),
    "report": (["report_id", "start"], [False, True]),
    "metric": (["metric", "group"], [True, True]),
}


def ordered(tables: Tables, rows: Rows, sort: str) -> Rows:
    """The figures in the order asked for; without one, newest period first, as the tables and the files have them."""
    by = _SORTED_BY.get(sort)
    if by is None:
        return rows
    columns, ascending = by
    # a category is sorted by the number of its place: reports and groups by their code, metrics as they are listed
    listed = {"metric": list(tables.records("metrics"))}
    keys = {name: _places(tables.figures[name].iloc[rows], listed.get(name)) for name in columns}
    frame = pd.DataFrame({name: np.asarray(key) for name, key in keys.items()}, index=rows)
    return frame.sort_values(columns, ascending=ascending, kind="stable", na_position="last").index.to_numpy()


def _places(column: pd.Series[Any], order: Sequence[str] | None) -> Any:
    """What a column is sorted by: its values, or the places of its categories in an order (else that of their names)."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column.to_numpy()
    places = {code: place for place, code in enumerate(order or sorted(column.cat.categories))}
    return np.array([places[code] for code in column.cat.categories])[column.cat.codes.to_numpy()]


def title(tables: Tables, view: View) -> str:
    """What the view is of: its metric and group where there is one of each, else the page's name."""
    metrics, groups = view.all("metric"), view.all("group")
    if len(metrics) != 1:
        return "Explore the figures"
    name = tables.label("metrics", metrics[0])
    if len(groups) != 1:
        return name
    return f"{name}, {words.lower_first(options.name(tables, 'group', groups[0]))}"


def sentence(tables: Tables, rows: Rows) -> str:
    """The view as a sentence: how many figures, of which kinds, from when to when, in how many reports."""
    if not len(rows):
        return "No figures."
    frame = tables.figures[["kind", "report_id", "period_start", "period_end"]].iloc[rows]
    kinds = frame["kind"].value_counts()
    counts = [
        (int(kinds.get("actual", 0)), "outcome", "outcomes"),
        (int(kinds.get("target", 0)), "target", "targets"),
        (int(kinds.get("forecast", 0)), "forecast", "forecasts"),
        (int(sum(kinds.get(kind, 0) for kind in words.CHANGES)), "stated change", "stated changes"),
    ]
    listed = words.listed([words.counted(*count) for count in counts if count[0]])
    reports = words.counted(frame["report_id"].nunique(), "report")
    dated = frame["period_end"].notna()
    span = ""
    if dated.any():
        first, last = frame["period_start"].min().date(), frame["period_end"].max().date()
        span = (
            f", for periods from {words.months(first, last)}"
            if first != last
            else f", for {words.day(first)}"
        )
    open_periods = int((~dated).sum())
    without = f"; {words.counted(open_periods, 'figure')} without a stated period" if open_periods else ""
    return f"{words.counted(len(rows), 'figure')} ({listed}) in {reports}{span}{without}."


def _table(tables: Tables, rows: Rows, view: View, intervals: Mapping[str, tuple[float, float]]) -> list[Any]:
    """The figures under their heading and the link to their file, and a note on what 2006/07 means."""
    part = paging.of(view, rows=len(rows))
    figures = as_figures(tables.figures.iloc[rows[part.start : part.stop]])
    order = facets.SORTS.get(view.one("sort"), facets.SORTS[""])
    caption = f"{words.counted(len(rows), 'figure')}, {words.lower_first(order)}"
    caption += f"; {part.said}" if part.said else ""
    columns = _columns(tables, figures)
    lines = [
        Row(
            id=ids.row(figure.figure_id),
            cells=[_cell(tables, figure, column.name, columns, intervals) for column in columns],
        )
        for figure in figures
    ]
    years = [figure.period_start for figure in figures if figure.period_type == "financial_year"]
    pinned = html.A(
        "Link to these figures on this data version", href=address.pinned(facets.PATH, view, tables)
    )
    return [
        html.Div(
            [html.H2("Figures"), downloads.files(tables, "figures", view, identifier=ids.DOWNLOAD)],
            className="bar",
        ),
        *paging.beyond(view, part),
        sheets.table(caption, columns, lines, ids.TABLE),
        *paging.pager(facets.PATH, view, part, ids.TABLE),
        *([html.P(INTERVAL_NOTE, className="soft after")] if intervals else []),
        *[html.P(words.year_note(start), className="soft after") for start in years[:1] if start],
        *([html.P(pinned, className="after")] if tables.version else []),
    ]


def _columns(tables: Tables, figures: Sequence[Figure]) -> list[Head]:
    """The columns that say something of these figures; the last says whose words the sentences are."""
    texts = {str(tables.records("reports")[figure.report_id]["text_is"]) for figure in figures}
    quote = QUOTE_HEADINGS[texts.pop()] if len(texts) == 1 else MIXED_HEADING
    several = len({figure.metric for figure in figures}) > 1
    return [
        Head(heading="Value", name="value", numeric=True),
        *(
            [Head(heading="Metric" if several else "Measure", name="metric")]
            if several or any(_about(tables, figure) for figure in figures)
            else []
        ),
        Head(heading="Kind", name="kind"),
        Head(heading="Period", name="period"),
        Head(heading="Source", name="report"),
        Head(heading=quote, name="quote"),
    ]


def _cell(
    tables: Tables,
    figure: Figure,
    column: str,
    columns: Sequence[Head],
    intervals: Mapping[str, tuple[float, float]],
) -> Any:
    report = tables.records("reports")[figure.report_id]
    if column == "value":
        return _value_cell(figure, intervals.get(figure.figure_id))
    if column == "metric":
        about = _about(tables, figure)
        if columns[1].heading == "Metric":
            about = [tables.label("metrics", figure.metric), *about]
        first, *others = about or ["Whole service"]
        return _two_lines(words.upper_first(first), "; ".join(others))
    if column == "kind":
        return _kind_cell(tables, figure)
    if column == "period":
        return _two_lines(charts.figure_period(figure), words.PERIOD_WORDS[figure.period_type])
    if column == "report":
        return _report_cell(report, figure)
    return _quote_cell(report, figure, mixed=columns[-1].heading == MIXED_HEADING)


def _about(tables: Tables, figure: Figure) -> list[str]:
    """What a figure is of, beside its metric: its group, its measure and its part of the service, where they say something."""
    group = group_name(tables, figure.group, figure.label)
    return [part for part in (group, measure(figure), told.whose(figure.scope)) if part]


def group_name(tables: Tables, group: str, label: str = "") -> str:
    """The name of a group; one without a code of its own has the report's words, where they are given."""
    if group == address.OTHER_GROUP:
        return words.upper_first(label) or "Other groups"
    return tables.label("groups", group) if group else ""


def measure(figure: Figure) -> str:
    """What is measured, where the metric does not say it; the label of a group without a code names the group."""
    return "" if figure.group == address.OTHER_GROUP else figure.label


def _value_cell(figure: Figure, interval: tuple[float, float] | None) -> Any:
    """The value as a link to its trace, its qualifier in words, and its interval where that is asked for."""
    link = dcc.Link(charts.figure_value(figure), href=address.figure(figure.figure_id))
    notes = [words.QUALIFIER_WORDS[figure.qualifier]]
    if interval:
        low, high = (words.value(round(end, 1), figure.unit) for end in interval)
        notes.append(f"95%: {low} to {high}")
    return _two_lines(link, "; ".join(note for note in notes if note))


def _kind_cell(tables: Tables, figure: Figure) -> Any:
    notes = [
        words.STATISTIC_WORDS[figure.statistic],
        f"definition: {panels.definition(tables, figure)}" if figure.definition else "",
        "said again in the same report" if figure.repeat_of else "",
    ]
    return _two_lines(words.KIND_WORDS[figure.kind].capitalize(), "; ".join(note for note in notes if note))


def _report_cell(report: Record, figure: Figure) -> Any:
    """The report by its date, with its title for a pointer, and the paragraph."""
    link = dcc.Link(
        f"Report of {citing.day(report, figure.report_id)}",
        href=address.report(figure.report_id),
        title=str(report["title"]),
    )
    return _two_lines(link, words.paragraph(figure.paragraph))


def _quote_cell(report: Record, figure: Figure, *, mixed: bool) -> Any:
    """The sentence with the figure marked, where its printed form stands there once."""
    before, found, after = figure.quote.partition(figure.printed)
    marked = [before, html.Mark(found), after] if found and figure.printed not in after else [figure.quote]
    label = [html.Span(QUOTE_HEADINGS[str(report["text_is"])], className="soft line")] if mixed else []
    return [*label, *marked]


def _two_lines(first: Any, second: str) -> Any:
    return [first, html.Span(second, className="soft line")] if second else first


ROUTE = Route(path=facets.PATH, name="Explore", order=20, render=render, sorts=facets.SORTS)
