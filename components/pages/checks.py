"""Checks: what agrees and what does not, contradictions side by side, each sum in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from components import (
    address,
    charts,
    checked,
    citing,
    downloads,
    forms,
    ids,
    options,
    paging,
    parts,
    selection,
    told,
    words,
)
from components.address import View
from components.options import Options
from components.pages import Asked, Route
from components.parts import Page, Row
from components.records import Check, Figure, as_checks
from components.sheets import Block, Head, sheet
from components.store import Tables
from etl import schema

PATH = "/checks"
FILTERS = {"outcome": "Outcome", "check": "Kind of check", "metric": "Metric", "report": "Report"}


def render(tables: Tables, asked: Asked) -> Page:
    """The page that the address asks for."""
    view = asked.view
    checks = sorted(
        as_checks(selection.checks(tables, view)),
        key=lambda one: (checked.ORDER.index(one.outcome), one.report_id, one.paragraph, one.check_id),
    )
    counted = count_words(checks)
    # what contradicts itself is read side by side; all else, and what agrees, is read as a sum
    beside = [one for one in checks if _is_disputed(one)]
    sums = [one for one in checks if not _is_disputed(one)]
    part = paging.of(view, rows=max(len(beside), len(sums)))
    content = [
        parts.heading("Checks"),
        html.P(
            "What the reports state, worked out again from their own figures. A misfit is not an error of the report: it may "
            "have used a base that it does not print.",
            className="lead",
        ),
        _filters(tables, view),
        html.Div(
            [
                html.P(f"{counted}.", className="counted"),
                *([downloads.files(tables, "checks", view, identifier=ids.DOWNLOAD)] if checks else []),
            ],
            className="bar",
        ),
        *(_counts(checks, view) if checks else []),
        *paging.beyond(view, part),
        *_beside(tables, beside[part.start : part.stop], len(beside)),
        *_sums(tables, sums[part.start : part.stop], len(sums)),
        *paging.pager(PATH, view, part, "sums"),
        *([] if checks else [_nothing(view)]),
        *(_keys() if checks else []),
    ]
    return Page(title="Checks", content=content, status=f"Checks: {counted}")


def _is_disputed(check: Check) -> bool:
    """Whether two statements of one figure stand against each other."""
    return check.kind in checked.SIDE_BY_SIDE and check.outcome not in checked.SETTLED


def count_words(checks: Sequence[Check]) -> str:
    """How many there are and how they came out: “21 checks: 12 agree, 3 after rounding, 6 do not fit”."""
    outcomes = [one.outcome for one in checks]
    told_ = {
        "agrees": ("agrees", "agree"),
        "agrees_after_rounding": ("agrees after rounding", "agree after rounding"),
        "does_not_fit": ("does not fit", "do not fit"),
        "cannot_be_checked": ("cannot be checked", "cannot be checked"),
    }
    said = [
        f"{outcomes.count(code):,} {texts[0] if outcomes.count(code) == 1 else texts[1]}"
        for code, texts in told_.items()
        if code in outcomes
    ]
    return f"{words.counted(len(checks), 'check')}{': ' if said else ''}{', '.join(said)}"


def _filters(tables: Tables, view: View) -> html.Form:
    return forms.filter_form(
        PATH,
        [
            forms.Boxes(name=key, label=label, options=_options(tables, view, key), chosen=view.all(key))
            for key, label in FILTERS.items()
        ],
        label="Filter the checks",
        clear=PATH if any(view.all(key) for key in FILTERS) else "",
    )


def _options(tables: Tables, view: View, key: str) -> Options:
    """The values of a filter with the number of checks that each gives beside the other filters."""
    frame = selection.checks(tables, view.but(**{key: ()}))
    return options.of(tables, key, frame[selection.CHECK_KEYS[key]], view.all(key))


def _counts(checks: Sequence[Check], view: View) -> list[Any]:
    """How many checks of each kind came out how; each number leads to them."""
    outcomes = [code for code in checked.ORDER if any(one.outcome == code for one in checks)]
    kinds = [code for code in schema.CHECK_KINDS if any(one.kind == code for one in checks)]
    heads = [
        Head(heading="Kind of check", name="kind"),
        *(
            Head(heading=words.upper_first(told.OUTCOMES[code].split(" ", 1)[1]), name="count", numeric=True)
            for code in outcomes
        ),
    ]

    def cell(kind: str, outcome: str) -> Any:
        number = sum(one.kind == kind and one.outcome == outcome for one in checks)
        if not number:
            return "0"
        return dcc.Link(f"{number:,}", href=address.link(PATH, view.but(check=kind, outcome=outcome)))

    rows = [
        Row(id=f"kind-{kind}", cells=[checked.KINDS[kind], *(cell(kind, outcome) for outcome in outcomes)])
        for kind in kinds
    ]
    table = sheet("How the checks came out, by kind", heads, [Block(rows=rows)], "counts", look="compact")
    return [table, parts.save_table("counts", "checks-by-kind")]


def _beside(tables: Tables, checks: Sequence[Check], rows: int) -> list[Any]:
    """Statements of this page that contradict each other, side by side, each in its sentence."""
    if not checks:
        return []
    book = checked.known(tables, checks)
    more = f" {len(checks):,} of {rows:,} are on this page." if len(checks) < rows else ""
    return [
        html.Section(
            [
                html.H2("Contradictions, side by side"),
                html.P(f"Two values for the same thing, at about the same time.{more}", className="soft"),
                html.Div([_article(tables, one, book) for one in checks], className="against"),
            ]
        )
    ]


def _article(tables: Tables, check: Check, book: Mapping[str, Figure]) -> html.Article:
    return html.Article(
        [
            html.H3(f"{checked.subject(tables, check, book)}, {checked.period(check)}"),
            html.P([checked.outcome(check), *([f": {words.lower_first(check.note)}"] if check.note else [])]),
            html.Div(
                [_statement(tables, figure) for figure in checked.figures(check, book)], className="pairs"
            ),
            html.P(f"{checked.arithmetic(check)}.", className="arithmetic soft"),
        ],
        id=f"check-{check.check_id}",
    )


def _statement(tables: Tables, figure: Figure) -> html.Div:
    report = tables.records("reports").get(figure.report_id, {})
    numbers = citing.numbers_of(tables, figure.report_id)
    return html.Div(
        [
            dcc.Link(charts.figure_value(figure), href=address.figure(figure.figure_id), className="value"),
            html.Span(charts.figure_period(figure), className="soft line"),
            html.P(citing.marked(figure.quote, [figure], numbers)),
            html.Span(
                [
                    f"{citing.HEADINGS[str(report.get('text_is', 'digest'))]}; ",
                    dcc.Link(
                        f"report of {citing.day(report, figure.report_id)}",
                        href=address.report(figure.report_id),
                    ),
                    f", {words.paragraph(figure.paragraph)}",
                ],
                className="soft line",
            ),
        ]
    )


def _sums(tables: Tables, checks: Sequence[Check], rows: int) -> list[Any]:
    """The sums of this page as a table, what does not fit first."""
    if not checks:
        return []
    heads = [
        Head(heading="What is checked", name="check"),
        Head(heading="Outcome", name="outcome"),
        Head(heading="The sum in words", name="sum"),
        Head(heading="Figures", name="figures"),
        Head(heading="Where", name="where"),
    ]
    book = checked.known(tables, checks)
    caption = f"{words.counted(rows, 'sum')}, what does not fit first"
    if len(checks) < rows:
        caption += f"; {len(checks):,} are on this page, the file has all"
    lines = [Row(id=f"check-{one.check_id}", cells=_cells(tables, one, book)) for one in checks]
    return [
        html.Section([html.H2("Sums worked out again"), sheet(caption, heads, [Block(rows=lines)], "sums")])
    ]


def _cells(tables: Tables, check: Check, book: Mapping[str, Figure]) -> list[Any]:
    said: list[Any] = [html.Span(checked.arithmetic(check), className="arithmetic")]
    for text in (check.note, check.interval_caption):
        if text:
            said.append(html.Span(text, className="soft line"))
    return [
        [
            checked.subject(tables, check, book),
            html.Span(
                f"{checked.period(check)}; {words.lower_first(checked.KINDS[check.kind])}",
                className="soft line",
            ),
        ],
        checked.outcome(check),
        said,
        checked.links(check, book),
        checked.where(tables, check),
    ]


def _nothing(view: View) -> html.Div:
    return parts.notice(
        ["No check fits these filters. ", dcc.Link("Show all checks", href=PATH)]
        if view.chosen
        else "The reports state nothing that can be worked out again."
    )


def _keys() -> list[Any]:
    """What the outcomes mean."""
    items = [
        part
        for code, meaning in checked.MEANINGS.items()
        for part in (html.Dt(told.OUTCOMES[code]), html.Dd(words.upper_first(meaning) + "."))
    ]
    return [
        html.Section(
            [html.H2("What the outcomes mean"), html.Dl(items, className="facts")], className="reading"
        )
    ]


ROUTE = Route(path=PATH, name="Checks", order=50, render=render)
