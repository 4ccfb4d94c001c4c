"""One metric: a chart for each group, every figure in a table, and the file that holds the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from components import address, charts, downloads, ids, parts, words
from components.parts import Column, Page, Row
from components.store import Figure, Record, Tables, as_figures

ROWS_SHOWN = 500
PANELS_SHOWN = 12
QUOTE_HEADINGS = {"digest": "In our words", "original": "In the report's words"}
MIXED_HEADING = "Words"


def render(tables: Tables, view: address.View) -> Page:
    """The page of a metric, or of one of its groups."""
    record = tables.records("metrics").get(view.metric, {})
    name = tables.label("metrics", view.metric)
    title = f"{name}, {words.lower_first(_group_name(tables, view.group))}" if view.group else name
    figures = tables.select(view.metric, view.group)
    content = [
        html.Nav(dcc.Link("All metrics", href="/"), className="trail", **parts.aria(label="Way back")),
        parts.heading(title),
        html.P(str(record.get("description", "")), className="lead"),
        *_group_links(tables, view),
    ]
    if figures.empty:
        content.append(parts.notice("The reports hold no figures of this metric and group."))
    else:
        content += [*_charts(tables, figures, view), *_table(tables, figures, view)]
    return Page(title=title, content=content, status=f"{title}: {words.counted(len(figures), 'figure')}")


def _group_links(tables: Tables, view: address.View) -> list[html.Nav]:
    """Links that narrow the metric to one group, where it has more than one."""
    counts = tables.select(view.metric)["group"].astype(str).value_counts()
    groups = [code for code in (*tables.records("groups"), address.OTHER_GROUP) if code in counts]
    if len(groups) < 2:
        return []
    items = [("", "All groups", int(counts.sum()))]
    items += [(code, _group_name(tables, code), int(counts[code])) for code in groups]
    links = html.Ul([html.Li(_group_link(view, *item)) for item in items])
    return [html.Nav(links, className="chips", **parts.aria(label="Groups"))]


def _group_name(tables: Tables, group: str, label: str = "") -> str:
    """The name of a group; one without a code of its own has the report's words, where they are given."""
    if group == address.OTHER_GROUP:
        return words.upper_first(label) or "Other groups"
    return tables.label("groups", group) if group else ""


def _group_link(view: address.View, code: str, label: str, count: int) -> Any:
    text: list[Any] = [label, html.Span(f" {count:,}", className="count")]
    if code == view.group:  # where the reader is: no link
        return html.Span(text, className="chip", **parts.aria(current="page"))
    return dcc.Link(text, href=address.page(address.View(metric=view.metric, group=code)), className="chip")


def _charts(tables: Tables, figures: pd.DataFrame, view: address.View) -> list[Any]:
    """One panel for each group and scope with something to compare, and a sentence on what is in the table only."""
    unit = str(tables.records("metrics").get(view.metric, {}).get("unit", "other"))
    points = charts.drawable(figures, unit) if unit != "other" else []
    if not points:
        return []
    every = charts.panels(points)
    # one figure is no chart, unless it is all there is
    shown = [panel for panel in every if len(panel) > 1 or len(every) == 1][:PANELS_SHOWN]
    if not shown:
        return []
    scales = charts.scales(shown, unit)
    panels = [
        parts.chart(
            number,
            charts.chart(panel, scale, _breaks(tables, panel), tall=len(shown) == 1),
            _panel_title(tables, view.metric, panel[0].figure),
            _panel_sentence(tables, panel),
        )
        for number, (panel, scale) in enumerate(zip(shown, scales, strict=True), start=1)
    ]
    drawn = [point for panel in shown for point in panel]
    left_out = len(figures) - len(drawn)
    note = (
        f"{words.counted(left_out, 'more figure')} in the table only: stated changes, repeats, ranges, other units, "
        "no stated period, or the only one of its group."
    )
    unit_words = words.upper_first(words.UNIT_WORDS[unit])
    own = ", and each chart has a scale of its own" if len({scale.top for scale in scales}) > 1 else ""
    return [
        html.H2("By period"),
        html.P(f"{unit_words}; each mark stands at the end of its period{own}.", className="soft"),
        parts.key(
            [kind for kind in charts.LEVELS if any(point.figure.kind == kind for point in drawn)],
            hollow=any(point.figure.qualifier != "exact" for point in drawn),
            lines=any(point.start < point.end for point in drawn),
        ),
        html.Div(panels, className="panels" if len(panels) > 1 else "panels one"),
        *([html.P(note, className="soft after")] if left_out else []),
    ]


def _breaks(tables: Tables, points: Sequence[charts.Point]) -> list[charts.Break]:
    """The changes of definition among the points of a panel; none where one definition covers them all."""
    used = {point.figure.definition for point in points} - {""}
    definitions = tables.records("definitions")
    starts = [definitions[code]["valid_from"] for code in sorted(used) if code in definitions]
    return [charts.Break(day=start) for start in starts if start is not None and len(used) > 1]


def _panel_title(tables: Tables, metric: str, figure: Figure) -> str:
    name = _group_name(tables, figure.group, figure.label) or tables.label("metrics", metric)
    return name if figure.scope == "mps" else f"{name}, {words.scope(figure.scope)}"


def _panel_sentence(tables: Tables, points: Sequence[charts.Point]) -> str:
    """The newest figure of each kind, with its definition where the panel has more than one."""
    breaks = _breaks(tables, points)
    said = []
    for kind in charts.LEVELS:
        figures = [point.figure for point in points if point.figure.kind == kind]
        if figures:
            latest = f"latest {kind}" if kind == "actual" and len(figures) > 1 else kind
            newest = figures[0]
            under = f"; definition: {_definition(tables, newest)}" if breaks and newest.definition else ""
            said.append(f"{latest} {charts.figure_value(newest)} ({charts.figure_period(newest)}{under})")
    text = "; ".join(said)
    changes = [f" The definition changed on {words.day(change.day)}." for change in breaks]
    return f"{text[0].upper()}{text[1:]}.{''.join(changes)}"


def _definition(tables: Tables, figure: Figure) -> str:
    return words.lower_first(tables.label("definitions", figure.definition))


def _table(tables: Tables, frame: pd.DataFrame, view: address.View) -> list[Any]:
    """The figures under their heading and the link to their file, and a note on what 2006/07 means."""
    figures = as_figures(frame.head(ROWS_SHOWN))
    caption = f"{words.counted(len(frame), 'figure')}, newest period first"
    if len(figures) < len(frame):
        caption += f"; the first {len(figures):,} are shown, the file has all"
    columns = _columns(tables, figures)
    rows = [
        Row(
            id=ids.row(figure.figure_id),
            cells=[_cell(tables, figure, column.name, columns) for column in columns],
        )
        for figure in figures
    ]
    years = [figure.period_start for figure in figures if figure.period_type == "financial_year"]
    return [
        html.Div([html.H2("Figures"), _download(frame, view)], className="bar"),
        parts.table(caption, columns, rows, ids.TABLE),
        *[html.P(words.year_note(start), className="soft after") for start in years[:1] if start],
    ]


def _download(frame: pd.DataFrame, view: address.View) -> html.A:
    """A link that says what it gives; the file for a spreadsheet has a byte order mark."""
    size = len(downloads.figures_csv(frame)) + len(downloads.BYTE_ORDER_MARK)
    text = f"Download {words.counted(len(frame), 'figure')} (CSV, {words.file_size(size)})"
    return html.A(text, href=address.csv(view, byte_order_mark=True), id=ids.DOWNLOAD, className="button")


def _columns(tables: Tables, figures: Sequence[Figure]) -> list[Column]:
    """The columns that say something of these figures; the last says whose words the sentences are."""
    texts = {str(tables.records("reports")[figure.report_id]["text_is"]) for figure in figures}
    quote = QUOTE_HEADINGS[texts.pop()] if len(texts) == 1 else MIXED_HEADING
    return [
        Column(heading="Value", name="value", numeric=True),
        *([Column(heading="Group", name="group")] if any(figure.group for figure in figures) else []),
        *([Column(heading="Measure", name="measure")] if any(_measure(figure) for figure in figures) else []),
        Column(heading="Kind", name="kind"),
        Column(heading="Period", name="period"),
        Column(heading="Scope", name="scope"),
        Column(heading="Report and paragraph", name="report"),
        Column(heading=quote, name="quote"),
    ]


def _cell(tables: Tables, figure: Figure, column: str, columns: Sequence[Column]) -> Any:
    report = tables.records("reports")[figure.report_id]
    if column == "value":
        return _two_lines(charts.figure_value(figure), words.QUALIFIER_WORDS[figure.qualifier])
    if column == "group":
        return _group_name(tables, figure.group, figure.label)
    if column == "measure":
        return _measure(figure)
    if column == "kind":
        return _kind_cell(tables, figure)
    if column == "period":
        return _two_lines(charts.figure_period(figure), words.PERIOD_WORDS[figure.period_type])
    if column == "scope":
        return words.scope(figure.scope)
    if column == "report":
        return _report_cell(report, figure)
    return _quote_cell(report, figure, mixed=columns[-1].heading == MIXED_HEADING)


def _measure(figure: Figure) -> str:
    """What is measured, where the metric does not say it; the label of a group without a code names the group."""
    return "" if figure.group == address.OTHER_GROUP else figure.label


def _kind_cell(tables: Tables, figure: Figure) -> Any:
    notes = [
        words.STATISTIC_WORDS[figure.statistic],
        f"definition: {_definition(tables, figure)}" if figure.definition else "",
        "said again in the same report" if figure.repeat_of else "",
    ]
    return _two_lines(words.KIND_WORDS[figure.kind].capitalize(), "; ".join(note for note in notes if note))


def _report_cell(report: Record, figure: Figure) -> Any:
    day = words.day(report["date"]) if report["date"] else ""
    title = ", ".join(part for part in (report["title"] or figure.report_id, day) if part)
    published = report["url"].startswith(("http://", "https://"))
    name = html.A(title, href=report["url"]) if published else title
    return _two_lines(name, words.paragraph(figure.paragraph))


def _quote_cell(report: Record, figure: Figure, *, mixed: bool) -> Any:
    """The sentence with the figure marked, where its printed form stands there once."""
    before, found, after = figure.quote.partition(figure.printed)
    marked = [before, html.Mark(found), after] if found and figure.printed not in after else [figure.quote]
    label = [html.Span(QUOTE_HEADINGS[str(report["text_is"])], className="soft line")] if mixed else []
    return [*label, *marked]


def _two_lines(first: Any, second: str) -> Any:
    return [first, html.Span(second, className="soft line")] if second else first
