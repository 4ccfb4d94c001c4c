"""A card of the overview as a component: every number in it leads to its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from components import address, charts, checked, scales, sketch, told, words
from components.cards import Card
from components.records import Check, Figure
from components.store import Record, Tables
from etl.comparisons import Comparison


def card(tables: Tables, one: Card) -> html.Article:
    """One card: what, when, how much, against what, and where it stands."""
    figure = one.figure
    name, group = told.measure(tables, figure.metric, figure.group, figure.label)
    whose = ", ".join(words.upper_first(part) for part in (group, told.whose(figure.scope)) if part)
    asked = address.view(metric=figure.metric, group=figure.group, scope=figure.scope)
    said = words.dated(figure.period_type, charts.figure_period(figure))
    alone = not (one.change or one.target or one.forecast or one.misfits)
    return html.Article(
        [
            html.H3(dcc.Link(name, href=address.link("/explore", asked))),
            *([html.P(whose, className="whose")] if whose else []),
            html.P(
                dcc.Link(charts.figure_value(figure), href=address.figure(figure.figure_id)),
                className="value",
            ),
            html.P(
                [
                    said,
                    *(
                        [f"; {words.STATISTIC_WORDS[figure.statistic]}"]
                        if figure.statistic != "value"
                        else []
                    ),
                ],
                className="period",
            ),
            html.Div(
                [_change(one), *_target(one.target), *_forecast(one), *_misfits(one.misfits)],
                className="lines",
            ),
            *_picture(one),
            html.P(_source(tables.records("reports")[figure.report_id], figure), className="source"),
        ],
        className="card alone" if alone else "card",
    )


def _change(one: Card) -> html.Div:
    """The change in the words of the comparisons table, or why there is none, with what to look at instead."""
    pair = one.change
    if pair is None:
        return html.Div("No earlier figure to set beside it.", className="soft")
    earlier = told.side(pair, "earlier")
    if pair.verdict != "not_comparable":
        return html.Div(
            [
                told.judgement(pair),
                f": {told.change(pair)} from ",
                _figure_link(earlier.value, earlier.figure_id),
                f" ({earlier.period})",
                *_chance(pair),
                *_caution(pair),
            ]
        )
    offered: list[Any] = []
    if one.offer is not None:
        first, second = (told.side(one.offer, which) for which in ("earlier", "later"))
        link = dcc.Link(
            f"{first.value} with {second.value}", href=address.figure(one.offer.later_id or first.figure_id)
        )
        offered = [" Like for like: ", link, "."]
    return html.Div(
        [
            told.judgement(pair),
            " with ",
            _figure_link(earlier.value, earlier.figure_id),
            f": {told.REASONS[pair.reason]}.",
            *offered,
            *_why(pair),
        ]
    )


def _figure_link(text: str, figure_id: str) -> Any:
    return dcc.Link(text, href=address.figure(figure_id)) if figure_id else text


def _chance(pair: Comparison) -> list[str]:
    if pair.p_value is None:
        return []
    return [", p < 0.001" if pair.p_value < 0.001 else f", p = {pair.p_value:.2f}"]


def _caution(pair: Comparison) -> list[Any]:
    return [". ", *_details("With caution", pair)] if pair.verdict == "with_caution" else ["."]


def _why(pair: Comparison) -> list[Any]:
    return [" ", *_details("Why", pair)]


def _details(summary: str, pair: Comparison) -> list[Any]:
    note = told.notes(pair)
    # a span within the sentence; the note opens below it. HTML allows no fold inside a paragraph: the sentence is a division
    return (
        [html.Details([html.Summary(summary), html.Span(note)], className="note")]
        if note
        else [f"{summary}."]
    )


def _target(pair: Comparison | None) -> list[Any]:
    """The target and its colour by the Authority's rule, or why it judges nothing."""
    if pair is None:
        return []
    target = told.side(pair, "earlier")
    link = _figure_link(target.value, target.figure_id)
    if pair.verdict == "not_comparable":
        return [
            html.Div(
                ["Target ", link, ": ", told.judgement(pair), f", {told.REASONS[pair.reason]}. ", *_why(pair)]
            )
        ]
    status = (
        html.Span(told.STATUSES[pair.target_status], className=f"status {pair.target_status}")
        if pair.target_status
        else told.judgement(pair)
    )
    return [html.Div(["Target ", link, f" ({target.period}): ", status, " ", *(_caution(pair)[1:])])]


def _forecast(one: Card) -> list[Any]:
    """The forecast for the period; one for the year beside a year to date has the pace so far instead."""
    pair = one.forecast
    if pair is None:
        return []
    forecast = told.side(pair, "earlier")
    said: list[Any] = ["Forecast ", _figure_link(forecast.value, forecast.figure_id), f" ({forecast.period})"]
    if pair.verdict != "not_comparable":
        return [html.Div([*said, ": ", told.judgement(pair), f", {told.change(pair)}", *_caution(pair)])]
    if one.pace is not None and one.pace.computed_value is not None:
        pace = words.value(_rounded(one.pace.computed_value), one.pace.unit)
        return [html.Div([*said, f"; at the pace so far {pace}."])]
    return [html.Div([*said, ": ", told.judgement(pair), f", {told.REASONS[pair.reason]}. ", *_why(pair)])]


def _rounded(value: float) -> float:
    """Three significant digits for a reckoned total: more would be false precision."""
    return float(f"{value:.3g}")


def _misfits(misfits: Sequence[Check]) -> list[Any]:
    """The sums of this figure that do not fit, by the words of the checks table."""
    return [
        html.P(
            [
                html.Span("≠ Does not fit", className="judge worse"),
                f": {checked.arithmetic(check)}. ",
                dcc.Link("See the check", href=address.figure(check.stated_id)),
                ".",
            ]
        )
        for check in misfits[:1]
    ]


def _picture(one: Card) -> list[html.Img]:
    """The marks that may stand on one scale; none for a single figure."""
    dots = [_dot(one.figure)]
    for pair, kind in ((one.change, "earlier"), (one.target, "target"), (one.forecast, "forecast")):
        if pair is not None and pair.verdict != "not_comparable":
            side = told.side(pair, "earlier")
            dots.append(sketch.Dot(value=pair.earlier_value, text=side.value, kind=kind, hollow=side.hollow))
    if len(dots) < 2 or min(dot.value for dot in dots) < 0 or one.figure.value_high is not None:
        return []
    step = scales.round_step(max(dot.value for dot in dots))
    top = step * -(-max(dot.value for dot in dots) * 1.02 // step)
    ends = (words.value(0, one.figure.unit), words.value(top, one.figure.unit))
    names = {"actual": "latest", "earlier": "earlier"}
    said = ", ".join(f"{names.get(dot.kind, dot.kind)} {dot.text}" for dot in dots)
    return [
        html.Img(src=sketch.picture(dots, top, ends), alt=f"On a scale from 0: {said}.", className="sketch")
    ]


def _dot(figure: Figure) -> sketch.Dot:
    return sketch.Dot(
        value=figure.value,
        text=charts.figure_value(figure),
        kind="actual",
        hollow=figure.qualifier != "exact",
    )


def _source(report: Record, figure: Figure) -> list[Any]:
    day = f", {words.day(report['date'])}" if report["date"] else ""
    number = f"Report {report['number']}" if report["number"] else report["title"] or figure.report_id
    return [
        dcc.Link(
            f"{number}{day}, {words.paragraph(figure.paragraph)}",
            href=address.figure(figure.figure_id),
            title=str(report["title"]),
        )
    ]
