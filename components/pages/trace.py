"""Trace: one figure in its sentence, where it stands, how it was read, what it takes part in, and how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from components import address, charts, checked, citing, compared, options, parts, told, traced, words
from components.pages import Asked, Route
from components.parts import Page
from components.records import Figure, as_checks
from components.store import Record, Tables
from etl.comparisons import Comparison
from etl.rule_words import rule_in_words

CITATION, COPIED = "citation", "copied"


def render(tables: Tables, asked: Asked) -> Page:
    """The page of the figure that the address names, or the nearest ones."""
    figure_id = asked.parameters.get("figure_id", "")
    figure = tables.figure(figure_id)
    if figure is None:
        return unknown(tables, figure_id)
    report = tables.records("reports").get(figure.report_id, {})
    value = charts.figure_value(figure)
    title = f"Where {value} comes from"
    content = [
        _around(tables, figure),
        parts.heading(title),
        html.P(about(tables, figure), className="lead"),
        *_sentence(tables, figure, report),
        html.H2("Where it stands, and how it was read"),
        _facts(tables, figure, report),
        *_comparisons(tables, figure),
        *_checks(tables, figure),
        *_statements(tables, figure),
        *_citation(tables, figure),
    ]
    return Page(title=title, content=content, status=f"{title}: {about(tables, figure)}")


def unknown(tables: Tables, figure_id: str) -> Page:
    """A plain page for an identifier that no figure has, with the figures whose identifiers begin alike."""
    title = "No such figure"
    shown = figure_id if len(figure_id) <= 40 else f"{figure_id[:39]}…"
    found = tables.figures_by_id(traced.nearest(tables, figure_id))
    near = [
        html.P("Nearest identifiers:"),
        html.Ul([html.Li(_figure_link(tables, one, identifier=True)) for one in found], className="listed"),
    ]
    return Page(
        title=title,
        content=[
            parts.heading(title),
            parts.notice(
                f"No figure has the identifier “{shown}”. A figure has a new identifier when the text of its report changes."
            ),
            *(near if found else []),
            html.P(["All figures are on ", dcc.Link("Explore", href="/explore"), "."]),
        ],
        status=f"{title}: {shown}",
        found=False,
    )


def about(tables: Tables, figure: Figure) -> str:
    """What the figure is: measure, group, part of the service, kind, period."""
    said = [*_name(tables, figure), words.KIND_WORDS[figure.kind], words.STATISTIC_WORDS[figure.statistic]]
    return f"{', '.join(part for part in said if part)}, {charts.figure_period(figure)}"


def _name(tables: Tables, figure: Figure) -> list[str]:
    return told.named(tables, figure.metric, figure.group, figure.label, figure.scope)


def _around(tables: Tables, figure: Figure) -> html.Nav:
    """The way to the report, and to the figures before and behind in its text."""
    before, behind = traced.neighbours(tables, figure)
    report = tables.records("reports").get(figure.report_id, {})
    links = [
        html.Li(
            dcc.Link(
                f"Report of {citing.day(report, figure.report_id)}", href=address.report(figure.report_id)
            )
        )
    ]
    for one, said in ((before, "Previous figure"), (behind, "Next figure")):
        if one is not None:
            text = f"{said}: {charts.figure_value(one)}"
            links.append(html.Li(dcc.Link(text, href=address.figure(one.figure_id))))
    return html.Nav(html.Ul(links), className="around", **parts.aria(label="In this report"))


def _sentence(tables: Tables, figure: Figure, report: Record) -> list[Any]:
    """The sentence with the figure marked, under whose words they are."""
    marked = citing.marked(figure.quote, [figure], citing.numbers_of(tables, figure.report_id))
    digest = report.get("text_is") == "digest"
    url = citing.published(report)
    heading: list[Any] = [html.B(citing.HEADINGS["digest" if digest else "original"])]
    if digest:
        heading.append(". A digest of the report, not the Authority's sentence")
    heading.append("; ")
    heading.append(
        html.A("open the published original" if digest else "open the published report", href=url)
        if url
        else "no address of the published report is known"
    )
    unmarked = not any(isinstance(one, html.Mark) for one in marked)
    return [
        html.P([*heading, "."], className="whose"),
        html.Blockquote(marked, className="sentence"),
        *([html.P(f"The figure is printed as “{figure.printed}”.", className="soft")] if unmarked else []),
    ]


def _facts(tables: Tables, figure: Figure, report: Record) -> html.Dl:
    url = citing.published(report)
    report_said: list[Any] = [
        dcc.Link(citing.report_words(report) or figure.report_id, href=address.report(figure.report_id))
    ]
    if url:
        report_said += [" (", html.A("published report", href=url), ")"]
    facts: list[tuple[str, Any]] = [
        ("Report", report_said),
        (
            "Committee and date",
            _joined(str(report.get("committee", "")), citing.day(report, figure.report_id)),
        ),
        ("Place", f"{words.upper_first(words.paragraph(figure.paragraph))}; printed as “{figure.printed}”"),
        ("What it measures", _measure(tables, figure)),
        ("Whose figure", options.name(tables, "scope", figure.scope)),
        ("Qualifier", words.upper_first(traced.QUALIFIERS[figure.qualifier])),
        ("Period", _period(figure)),
        *([("Definition", _definition(tables, figure))] if figure.definition else []),
        (
            "Rule that placed it",
            [f"{words.upper_first(rule_in_words(figure.rule))} ", html.Code(figure.rule)],
        ),
        *[("Correction", said) for said in traced.corrections(tables, figure.figure_id)],
        ("Identifier", html.Code(figure.figure_id)),
    ]
    return html.Dl(
        [part for name, said in facts for part in (html.Dt(name), html.Dd(said))], className="facts"
    )


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _measure(tables: Tables, figure: Figure) -> list[Any]:
    record = tables.records("metrics").get(figure.metric, {})
    href = address.explore(metric=figure.metric, **({"group": figure.group} if figure.group else {}))
    said = f"{record.get('description', '')} " if record.get("description") else ""
    name = ", ".join(_name(tables, figure)[:2])
    return [f"{name}: {words.KIND_WORDS[figure.kind]}. {said}", dcc.Link("All its figures", href=href)]


def _period(figure: Figure) -> str:
    period_type = words.PERIOD_WORDS[figure.period_type]
    said = f"{words.upper_first(period_type)}: " if period_type else ""
    detail = [
        part
        for part in (traced.days(figure), traced.period_from(figure))
        if part and part not in charts.figure_period(figure)
    ]
    return f"{said}{charts.figure_period(figure)}" + (f" ({'; '.join(detail)})" if detail else "")


def _definition(tables: Tables, figure: Figure) -> str:
    record = tables.records("definitions").get(figure.definition, {})
    how = traced.DEFINITION_FROM.get(figure.definition_from, "")
    description = (
        f": {words.lower_first(str(record['description']).rstrip('.'))}" if record.get("description") else ""
    )
    return f"{words.upper_first(tables.label('definitions', figure.definition))}{description} ({figure.definition}, {how})"


def _comparisons(tables: Tables, figure: Figure) -> list[Any]:
    """The pairs in which the figure is a side or a stated change, those that may be compared first."""
    pairs = told.comparisons_of(tables.comparisons_of(figure.figure_id))
    if not pairs:
        return []
    pairs.sort(key=lambda one: one.verdict == "not_comparable")
    return [
        html.H2("Comparisons"),
        html.Ul([html.Li(_comparison(figure, one)) for one in pairs], className="listed"),
    ]


def _comparison(figure: Figure, one: Comparison) -> list[Any]:
    """One pair as this figure sees it: the other figure, the change, the verdict."""
    sides = {which: told.side(one, which) for which in ("earlier", "later")}
    own = {"earlier": one.earlier_id, "later": one.later_id}
    role = next(
        (f"the {which} figure" for which, code in own.items() if code == figure.figure_id), "a stated change"
    )
    values: list[Any] = []
    for which, side in sides.items():
        text = f"{' '.join(part for part in (side.kind, side.value) if part)}"
        linked = bool(side.figure_id) and side.figure_id != figure.figure_id
        values += [
            dcc.Link(text, href=address.figure(side.figure_id)) if linked else text,
            f" ({side.period})",
        ]
        values += [" and "] if which == "earlier" else []
    basis = words.lower_first(told.BASES[one.basis])
    if one.verdict == "not_comparable":
        said = f"{told.REASONS[one.reason]}. {told.notes(one)}"
    else:
        said = f"{told.change(one)}; {told.VERDICTS[one.verdict]}. {told.notes(one)}"
    page = dcc.Link("See the pair", href=address.link(compared.PATH, address.view(pair=one.comparison_id)))
    return [
        told.judgement(one),
        *values,
        html.Span([f"{words.upper_first(basis)}, here {role}: {said.strip()} ", page], className="soft line"),
    ]


def _checks(tables: Tables, figure: Figure) -> list[Any]:
    checks = as_checks(tables.checks_of(figure.figure_id))
    if not checks:
        return []
    items = []
    book = checked.known(tables, checks)
    for one in checks:
        others = checked.links(one, book, but=figure.figure_id)
        href = address.link("/checks", address.view(report=one.report_id, check=one.kind))
        note = [f" {one.note}"] if one.note else []
        items.append(
            html.Li(
                [
                    checked.outcome(one),
                    f"{checked.KINDS[one.kind]}: {checked.arithmetic(one)}.",
                    html.Span(
                        [
                            *(["With ", *others, "."] if others else []),
                            *note,
                            " ",
                            dcc.Link("See the checks", href=href),
                        ],
                        className="soft line",
                    ),
                ]
            )
        )
    return [html.H2("Checks"), html.Ul(items, className="listed")]


def _statements(tables: Tables, figure: Figure) -> list[Any]:
    """Where the same is stated again, in this report and in others, and what else the sentence holds."""
    made: list[Any] = []
    for heading, figures in (
        ("Stated again in this report", traced.repeats(tables, figure)),
        ("The same in other reports", traced.elsewhere(tables, figure)),
        ("Also in this sentence", traced.beside(tables, figure)),
    ):
        if figures:
            items = [html.Li(_figure_link(tables, one)) for one in figures]
            made += [html.H2(heading), html.Ul(items, className="listed")]
    return made


def _figure_link(tables: Tables, figure: Figure, *, identifier: bool = False) -> list[Any]:
    report = tables.records("reports").get(figure.report_id, {})
    code = [html.Code(figure.figure_id), " "] if identifier else []
    return [
        *code,
        dcc.Link(charts.figure_value(figure), href=address.figure(figure.figure_id)),
        f" {about(tables, figure)}",
        html.Span(
            f"Report of {citing.day(report, figure.report_id)}, {words.paragraph(figure.paragraph)}",
            className="soft line",
        ),
    ]


def _citation(tables: Tables, figure: Figure) -> Sequence[Any]:
    named: dict[str, Any] = {"data-copies": CITATION, **parts.aria(describedby=COPIED)}
    copy = html.Button("Copy the citation", type="button", className="button", **named)
    return [
        html.H2("Cite"),
        html.Div(
            [
                html.P(citing.citation(tables, figure), id=CITATION),
                copy,
                html.Span(id=COPIED, role="status"),
            ],
            className="citation",
        ),
    ]


ROUTE = Route(path="/figure/<figure_id>", name="", order=100, render=render)
