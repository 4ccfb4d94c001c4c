"""Compare: every pair that may be compared by basis and family, the refused ones with their reasons, and two of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from components import (
    address,
    choosing,
    compared,
    downloads,
    forms,
    ids,
    marks,
    parts,
    selection,
    told,
    words,
)
from components.address import View
from components.pages import Asked, Route
from components.parts import Page, Row
from components.sheets import Block, Head, sheet
from components.store import Tables
from etl.comparisons import TARGET_RULE, Comparison

ROWS_SHOWN = 200
SERVICE = (
    "Chance is a service, not a verdict: the police count everything and draw no sample. “p” and intervals say what the "
    "numbers would allow if they were a sample, at 95%; of twenty changes without cause one will look clear. Detections may "
    "belong to offences of an earlier period."
)
FILTERS = {
    "metric": "Metric",
    "group": "Group",
    "scope": "Part of the service",
    "basis": "Basis",
    "verdict": "Verdict",
    "report": "Report",
}
COLUMNS = selection.COMPARISON_KEYS


def render(tables: Tables, asked: Asked) -> Page:
    """The page that the address asks for."""
    view = asked.view
    pairs = told.comparisons_of(selection.comparisons(tables, view))
    alike = compared.ordered(
        tables, [one for one in pairs if one.verdict != "not_comparable"], view.one("sort")
    )
    refused = compared.ordered(tables, [one for one in pairs if one.verdict == "not_comparable"], "")
    counted = f"{words.counted(len(alike), 'pair')} compared, {len(refused):,} refused"
    content = [
        parts.heading("Compare"),
        html.P(
            "Like for like, or a reason why not. A rate changes in percentage points; a count in number and per cent.",
            className="lead",
        ),
        _filters(tables, view),
        _bar(tables, counted, view, len(pairs)),
        *_sections(tables, alike, view),
        *(_nothing(view) if not pairs else []),
        *_refused(tables, refused),
        choosing.section(tables, view),
        *_keys(alike),
    ]
    return Page(title="Compare", content=content, status=f"Compare: {counted}")


def _filters(tables: Tables, view: View) -> html.Form:
    selects = [
        forms.Select(name=key, label=label, options=_options(tables, view, key), value=view.one(key))
        for key, label in FILTERS.items()
    ]
    order = forms.Select(
        name="sort",
        label="Order",
        options=list(compared.SORTS.items()),
        value=view.one("sort"),
        every="By family",
    )
    return forms.filter_form(
        compared.PATH,
        [*selects, order],
        label="Filter the comparisons",
        clear=compared.PATH if any(view.all(key) for key in (*FILTERS, "sort", "pair")) else "",
    )


def _bar(tables: Tables, counted: str, view: View, rows: int) -> html.Div:
    """How many there are, and the file that holds the same."""
    button = [downloads.link(tables, "comparisons", view, identifier=ids.DOWNLOAD)] if rows else []
    return html.Div([html.P(f"{counted}.", className="counted"), *button], className="bar")


def _options(tables: Tables, view: View, key: str) -> list[tuple[str, str]]:
    """The values of a filter with the number of pairs that each gives beside the other filters."""
    frame = selection.comparisons(tables, view.but(**{key: (), "pair": ()}))
    counts = {str(code): int(count) for code, count in frame[COLUMNS[key]].value_counts().items() if count}
    for code in view.all(key):
        counts.setdefault(code, 0)
    named = [(code, f"{_name(tables, key, code)} ({counts[code]:,})") for code in counts if code]
    if key in ("basis", "verdict"):
        order = list(told.BASES if key == "basis" else told.VERDICTS)
        return sorted(named, key=lambda one: order.index(one[0]))
    return sorted(named, key=lambda one: one[1].casefold())


def _name(tables: Tables, key: str, code: str) -> str:
    if key == "basis":
        return told.BASES[code]
    if key == "verdict":
        return words.upper_first(told.VERDICTS[code])
    if key == "scope":
        return "The whole service (MPS)" if code == "mps" else words.scope(code)
    if key == "report":
        report = tables.records("reports").get(code, {})
        day = f"{report['date']:%Y-%m-%d} " if report.get("date") else ""
        return f"{day}{report.get('title') or code}"
    return "Other groups" if code == "other" and key == "group" else tables.label(f"{key}s", code)


def _sections(tables: Tables, pairs: Sequence[Comparison], view: View) -> list[Any]:
    """A section a basis: its charts and its table."""
    made: list[Any] = []
    charts_so_far = 0
    for basis, heading in told.BASES.items():
        members = [one for one in pairs if one.basis == basis]
        if not members:
            continue
        charts = _charts(tables, members, view, charts_so_far)
        charts_so_far += len(charts)
        caption = f"{words.counted(len(members), 'pair')}: {words.lower_first(heading)}"
        if len(members) > ROWS_SHOWN:
            caption += f"; the first {ROWS_SHOWN} are shown, filters show the others"
        made.append(
            html.Section(
                [
                    html.H2(heading, id=f"basis-{basis}"),
                    *([_key(members), html.Div(charts, className="panels")] if charts else []),
                    compared.table(tables, members[:ROWS_SHOWN], view, caption, f"pairs-{basis}"),
                ]
            )
        )
    return made


def _charts(tables: Tables, pairs: Sequence[Comparison], view: View, before: int) -> list[html.Figure]:
    """One chart of rates and one of numbers, where there is something to draw."""
    made: list[html.Figure] = []
    for rates in (True, False):
        drawn = marks.drawable(pairs, rates=rates)
        if not drawn:
            continue
        shown = drawn[: marks.SHOWN]
        labels = [told.name_of(tables, one) for one in shown]
        rows = [marks.dumbbell(one, label, rates=rates) for one, label in zip(shown, labels, strict=True)]
        basis = told.BASES[shown[0].basis]
        scale = (
            "rates and shares, per cent" if rates else "numbers; change in per cent, the earlier figure at 0"
        )
        more = "" if len(drawn) == len(shown) else f"; the first {len(shown)} of {len(drawn)}"
        made.append(
            parts.chart(
                before + len(made) + 1,
                marks.chart(rows, rates=rates),
                parts.Caption(
                    title=marks.title(drawn, rates=rates),
                    subtitle=f"{basis}: {scale}{more}",
                    sentence=marks.sentence(shown, labels),
                    name=f"{address.slug(basis)}-{'rates' if rates else 'numbers'}",
                ),
                downloads.href("comparisons", view.but(pair=[one.comparison_id for one in shown])),
            )
        )
    return made


def _key(pairs: Sequence[Comparison]) -> html.Ul:
    """What the marks of the dumbbells mean, for those that are there."""
    kinds = {one.earlier_kind for one in pairs}
    items = [
        ("earlier", "earlier figure", "actual" in kinds),
        ("actual", "later figure", True),
        ("target", "target", "target" in kinds),
        ("forecast", "forecast", "forecast" in kinds),
        (
            "hollow",
            "hollow: around, over or under",
            any(
                qualifier != "exact"
                for one in pairs
                for qualifier in (one.earlier_qualifier, one.later_qualifier)
            ),
        ),
    ]
    return html.Ul(
        [
            html.Li([html.Span(className=f"mark mark-{name}", **parts.aria(hidden="true")), said])
            for name, said, there in items
            if there
        ],
        className="key",
    )


def _nothing(view: View) -> list[Any]:
    return [
        parts.notice(
            ["No pair fits these filters. ", dcc.Link("Show all pairs", href=compared.PATH)]
            if view.chosen
            else "The reports hold no two figures that a reader would set side by side."
        )
    ]


def _refused(tables: Tables, pairs: Sequence[Comparison]) -> list[Any]:
    """The pairs that may not be compared, each with its reason and with the nearest pair that may."""
    if not pairs:
        return []
    heads = [
        Head(heading="Measure", name="measure"),
        Head(heading="Earlier", name="side", numeric=True),
        Head(heading="Later", name="side", numeric=True),
        Head(heading="Why not", name="reason"),
        Head(heading="Compare instead", name="offer"),
    ]
    offers = _offers(tables, pairs)
    rows = [
        Row(
            id=compared.row_id(one.comparison_id),
            cells=[
                compared.measure_cell(tables, one),
                compared.side_cell(one, "earlier"),
                compared.side_cell(one, "later"),
                _reason(one),
                _offer(offers.get(one.offer)),
            ],
        )
        for one in pairs[:ROWS_SHOWN]
    ]
    caption = f"{words.counted(len(pairs), 'pair')} refused, with the reason"
    if len(pairs) > ROWS_SHOWN:
        caption += f"; the first {ROWS_SHOWN} are shown"
    return [
        html.Section(
            [
                html.H2("Refused, with the reason", id="refused"),
                html.P(
                    "Pairs that a reader would try. No change is given, so that none is quoted.",
                    className="soft",
                ),
                sheet(caption, heads, [Block(rows=rows)], "pairs-refused"),
            ]
        )
    ]


def _reason(one: Comparison) -> list[Any]:
    sign = html.Span("≠ ", **parts.aria(hidden="true"))
    number = f" The number changed by {told.number(one)}." if told.number(one) else ""
    return [
        html.Span([sign, words.upper_first(told.REASONS[one.reason])], className="judge refused"),
        html.Span(f"{told.notes(one)}{number}", className="line text"),
    ]


def _offers(tables: Tables, pairs: Sequence[Comparison]) -> dict[str, Comparison]:
    """The pairs that are offered instead, by their ids."""
    wanted = {one.offer for one in pairs} - {""}
    frame = tables.comparisons[tables.comparisons["comparison_id"].isin(wanted)]
    return {one.comparison_id: one for one in told.comparisons_of(frame)}


def _offer(pair: Comparison | None) -> Any:
    if pair is None:
        return html.Span("no comparable pair", className="soft")
    return dcc.Link(
        [choosing.pair_words(pair), html.Span(told.BASES[pair.basis], className="soft line")],
        href=choosing.pair_address(pair),
    )


def _keys(pairs: Sequence[Comparison]) -> list[Any]:
    """What signs, marks and chance mean, once for the page."""
    used = [code for one in pairs for which in ("earlier", "later") for code in told.side(one, which).marks]
    used += ["u"] if any(one.base_size == "too_small" for one in pairs) else []
    signs = (
        "The arrow is the direction of the number, colour and word are the judgement: ▲ up, ▼ down, = unchanged, ◆ no "
        "judgement, ≠ not comparable. A change that is not clear has no colour. Points are percentage points."
    )
    said = [
        signs,
        told.marks_key(used),
        TARGET_RULE if any(one.target_status for one in pairs) else "",
        SERVICE,
    ]
    return [
        html.Section(
            [html.H2("How to read this page"), *(html.P(text, className="soft") for text in said if text)],
            className="reading",
        )
    ]


ROUTE = Route(path=compared.PATH, name="Compare", order=30, render=render)
