"""Compare: every pair that may be compared by basis and family, the refused ones with their reasons, and two of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
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
    options,
    paging,
    parts,
    selection,
    slides,
    told,
    words,
)
from components.address import View
from components.options import Options
from components.pages import Asked, Route
from components.parts import Page, Row
from components.sheets import Block, Head, sheet
from components.store import Tables
from etl.comparisons import TARGET_RULE, Comparison

SERVICE = (
    "Tests of chance are an aid, not a verdict: the police count everything and draw no sample. “p” and intervals say what the "
    "numbers would allow if they were a sample, at 95%; of twenty changes without cause one will look clear. Detections may "
    "belong to offences of an earlier period."
)
COMPARABLE = ("like_for_like", "with_caution")
FILTERS = {
    "metric": "Metric",
    "group": "Group",
    "scope": "Part of the service",
    "basis": "Basis",
    "verdict": "Verdict",
    "report": "Report",
}


def render(tables: Tables, asked: Asked) -> Page:
    """The page that the address asks for."""
    view = asked.view
    pairs = told.comparisons_of(selection.comparisons(tables, view))
    alike = compared.ordered(
        tables, [one for one in pairs if one.verdict != "not_comparable"], view.one("sort")
    )
    refused = compared.ordered(tables, [one for one in pairs if one.verdict == "not_comparable"], "")
    # both tables are cut alike, so that a page of the address is a page of each
    part = paging.of(view, rows=max(len(alike), len(refused)))
    counted = f"{words.counted(len(alike), 'pair')} compared, {len(refused):,} refused"
    content = [
        parts.heading("Compare"),
        html.P(
            "Like for like, or a reason why not. A rate changes in percentage points; a count in number and per cent.",
            className="lead",
        ),
        _filters(tables, view),
        _bar(tables, counted, view, len(pairs)),
        _contents(alike, refused),
        *paging.beyond(view, part),
        *_sections(tables, alike[part.start : part.stop], view, len(alike)),
        *(_nothing(view) if not pairs else []),
        *_refused(tables, refused[part.start : part.stop], view, len(refused)),
        *paging.pager(compared.PATH, view, part, ids.FOUND),
        choosing.section(tables, view),
        *_keys(alike),
    ]
    return Page(title="Compare", content=content, status=f"Compare: {counted}")


def _filters(tables: Tables, view: View) -> html.Form:
    fields: list[forms.Select | forms.Boxes] = [
        forms.Boxes(name=key, label=label, options=_options(tables, view, key), chosen=view.all(key))
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
        [*fields, order],
        label="Filter the comparisons",
        clear=compared.PATH if any(view.all(key) for key in (*FILTERS, "sort", "pair")) else "",
    )


def _bar(tables: Tables, counted: str, view: View, rows: int) -> html.Div:
    """How many there are, and the files that hold the same."""
    files = [downloads.files(tables, "comparisons", view, identifier=ids.DOWNLOAD)] if rows else []
    return html.Div([html.P(f"{counted}.", className="counted"), *files], className="bar")


def _contents(alike: Sequence[Comparison], refused: Sequence[Comparison]) -> html.Nav:
    """The parts of the page with their numbers of pairs; the choice of two figures is the last of them."""
    counts = [
        (f"basis-{basis}", heading, sum(one.basis == basis for one in alike))
        for basis, heading in told.BASES.items()
    ]
    counts.append(("refused", "Refused", len(refused)))
    items = [
        html.Li([html.A(heading, href=f"#{place}"), html.Span(f" {count:,}", className="soft")])
        for place, heading, count in counts
        if count
    ]
    own = html.Li(html.A("Two figures of your own", href=f"#{choosing.HEADING}"))
    return html.Nav(html.Ul([*items, own]), className="page-contents", **parts.aria(label="On this page"))


def _options(tables: Tables, view: View, key: str) -> Options:
    """The values of a filter with the number of pairs that each gives beside the other filters."""
    frame = selection.comparisons(tables, view.but(**{key: (), "pair": ()}))
    return options.of(tables, key, frame[selection.COMPARISON_KEYS[key]], view.all(key))


def _sections(tables: Tables, pairs: Sequence[Comparison], view: View, rows: int) -> list[Any]:
    """A section a basis: its charts and its table, of the pairs of this page; `rows` are those of all pages."""
    made: list[Any] = []
    charts_so_far = 0
    for basis, heading in told.BASES.items():
        members = [one for one in pairs if one.basis == basis]
        if not members:
            continue
        charts = _charts(tables, members, view, charts_so_far)
        charts_so_far += len(charts)
        caption = f"{words.counted(len(members), 'pair')}: {words.lower_first(heading)}"
        if len(pairs) < rows:
            caption += f" on this page, of {rows:,} pairs on all pages"
        own = view.but(
            basis=basis, verdict=[one for one in COMPARABLE if one in (view.all("verdict") or COMPARABLE)]
        )
        made.append(
            html.Section(
                [
                    _heading(heading, f"basis-{basis}", own),
                    *([_key(members), html.Div(charts, className="panels")] if charts else []),
                    compared.table(tables, members, view, caption, f"pairs-{basis}"),
                ]
            )
        )
    return made


def _heading(text: str, identifier: str, view: View) -> html.Div:
    """A heading with the file of the rows below it."""
    file = html.A(
        ["CSV", html.Span(f" of {text}", className="unseen")],
        href=downloads.href("comparisons", view),
        className="file",
    )
    return html.Div([html.H2(text, id=identifier), file], className="bar")


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
                    title=slides.title(tables, asdict(drawn[0]))
                    if len(drawn) == 1
                    else marks.title(drawn, rates=rates),
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


def _refused(tables: Tables, pairs: Sequence[Comparison], view: View, rows: int) -> list[Any]:
    """The pairs of this page that may not be compared, each with its reason and with the nearest pair that may."""
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
    lines = [
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
        for one in pairs
    ]
    caption = f"{words.counted(len(pairs), 'pair')} refused, with the reason"
    if len(pairs) < rows:
        caption += f", on this page, of {rows:,} on all pages"
    return [
        html.Section(
            [
                _heading("Refused, with the reason", "refused", view.but(verdict="not_comparable")),
                html.P(
                    "Pairs that a reader would try. No change is given, so that none is quoted.",
                    className="soft",
                ),
                sheet(caption, heads, [Block(rows=lines)], "pairs-refused"),
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
        TARGET_RULE.replace("The colour is", "Target colours are")
        if any(one.target_status for one in pairs)
        else "",
        SERVICE,
    ]
    return [
        html.Section(
            [html.H2("How to read this page"), *(html.P(text, className="soft") for text in said if text)],
            className="reading",
        )
    ]


ROUTE = Route(path=compared.PATH, name="Compare", order=30, render=render, sorts=compared.SORTS)
