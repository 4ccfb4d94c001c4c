"""Filters of the figures as one native form: a search, the years, and a list of checkboxes with counts for each facet.

The browser makes the address of it (`forms.js` spares the reload); nothing here is a callback.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from components import address, forms, ids, options, parts, selection, words
from components.address import View
from components.options import Option
from components.store import Tables

# What a facet is called and the column that it counts; in the order of the form.
FACETS: dict[str, tuple[str, str]] = {
    "metric": ("Metric", "metric"),
    "group": ("Group", "group"),
    "kind": ("Kind of figure", "kind"),
    "period_type": ("Kind of period", "period_type"),
    "scope": ("Part of the service", "scope"),
    "report": ("Report", "report_id"),
}
# Keys that the form does not show but keeps, and what they are called among the active filters.
KEPT: dict[str, str] = {
    "family": "Family",
    "statistic": "Statistic",
    "unit": "Unit",
    "qualifier": "Qualifier",
    "definition": "Definition",
    "paragraph": "Paragraph",
    "label": "Label",
    "charted": "On a chart",
}
PATH = "/explore"
SORTS = {
    "": "Newest period first",
    "oldest": "Oldest period first",
    "largest": "Largest value first",
    "smallest": "Smallest value first",
    "report": "By report and paragraph",
    "metric": "By metric and group",
}
INTERVALS = "intervals"


def options_of(tables: Tables, view: View, key: str) -> list[Option]:
    """The values of a facet under the other filters."""
    frame = selection.figures(tables, view, without=key)
    return options.of(tables, key, frame[FACETS[key][1]], view.all(key))


def form(tables: Tables, view: View, *, intervals: int = 0) -> html.Form:
    """The filters of a view; `intervals` of its figures have an interval to show.

    On a narrow screen they are folded, for there the figures stand below them; a wide one has no fold (`style.css`).
    """
    shown: list[Any] = [
        _search(view),
        html.Div([_year(tables, view, "from"), _year(tables, view, "to")], className="pair"),
    ]
    for key in FACETS:
        values = options_of(tables, view, key)
        if values:
            boxes = forms.Boxes(name=key, label=FACETS[key][0], options=values, chosen=view.all(key))
            shown.append(forms.boxes(boxes, ids.field(key), open=bool(boxes.chosen) or key == "metric"))
    if intervals or INTERVALS in view.all("show"):
        shown.append(_intervals(view, intervals))
    kept = [forms.hidden(key, value) for key in KEPT for value in view.all(key)]
    shown += [
        _select("sort", "Order", list(SORTS.items()), view.one("sort")),
        *kept,
        html.Div(
            html.Button("Show", type="submit", id=ids.field("send"), className="button"), className="actions"
        ),
    ]
    heading = html.Summary(html.H2("Filters", id=ids.FILTERS))
    return html.Form(
        [html.Details([heading, html.Div(shown, className="fields")], className="fold")],
        action=PATH,
        method="get",
        className="facets",
        **parts.data(address="true", live="true"),
        **parts.aria(labelledby=ids.FILTERS),
    )


def _search(view: View) -> html.Div:
    identifier = ids.field("q")
    return html.Div(
        [
            html.Label("Words in labels and sentences", htmlFor=identifier),
            dbc.Input(type="search", id=identifier, name="q", value=view.one("q"), maxlength=100),
        ],
        className="field",
    )


def _year(tables: Tables, view: View, key: str) -> html.Div:
    """A choice of performance years: the first or the last day of it goes into the address."""
    ends = tables.figures["period_end"].dropna()
    first, last = (ends.min(), ends.max()) if len(ends) else (None, None)
    years = (
        range(words.performance_year(first), words.performance_year(last) + 1)
        if first is not None and last is not None
        else range(0)
    )
    values = [
        (
            (date(year, 4, 1) if key == "from" else date(year + 1, 3, 31)).isoformat(),
            words.financial_year(date(year, 4, 1)),
        )
        for year in years
    ]
    chosen = view.one(key)
    if chosen and chosen not in dict(values):
        values.append((chosen, words.day(date.fromisoformat(chosen))))
    label = "Ends from" if key == "from" else "Ends by"
    return _select(key, label, [("", "First" if key == "from" else "Last"), *values], chosen)


def _select(key: str, label: str, values: Sequence[tuple[str, str]], chosen: str) -> html.Div:
    identifier = ids.field(key)
    return html.Div(
        [
            html.Label(label, htmlFor=identifier),
            html.Select(
                [
                    html.Option(text, value=value, selected="selected" if value == chosen else None)
                    for value, text in values
                ],
                id=identifier,
                name=key,
            ),
        ],
        className="field",
        # made anew where another value holds, for the browser keeps what a reader chose
        key=f"{key}={chosen}",
    )


def _intervals(view: View, count: int) -> html.Div:
    text = f"Show 95% intervals ({words.counted(count, 'figure')})"
    boxes = dbc.Checklist(
        id=ids.field("show"),
        name="show",
        options=[{"label": text, "value": INTERVALS, "input_id": f"{ids.field('show')}-{INTERVALS}"}],
        value=[INTERVALS] if INTERVALS in view.all("show") else [],
        className="boxes single",
    )
    return html.Div(boxes, className="field")


def active(tables: Tables, view: View) -> list[html.Nav]:
    """The filters that hold, each a link that takes it out, and one that takes out all."""
    items = list(_active(tables, view))
    if not items:
        return []
    every = dcc.Link("Clear all", href=PATH, className="clear")
    links = html.Ul([*(html.Li(item) for item in items), html.Li(every)])
    return [html.Nav(links, className="chips active", **parts.aria(label="Filters that hold"))]


def _active(tables: Tables, view: View) -> Iterator[dcc.Link]:
    names = {key: name for key, (name, _) in FACETS.items()}
    names |= KEPT | {"q": "Words", "from": "Ends from", "to": "Ends by"}
    for key, name in names.items():
        for value in view.all(key):
            called = options.name(tables, key, value)
            yield dcc.Link(
                [
                    html.Span("Without ", className="unseen"),
                    f"{name}: {words.lower_first(called) if key == 'group' else called}",
                    html.Span(" ×", **parts.aria(hidden="true")),
                ],
                href=address.link(PATH, view.toggled(key, value)),
                className="chip",
            )
