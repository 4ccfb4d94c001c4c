"""The overview: a card for each headline metric, group and scope, by family; what is new; what does not agree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from dash import dcc, html

from components import address, card_view, cards, charts, checked, news, parts, told, words
from components.cards import Card
from components.pages import Asked, Route
from components.parts import Page
from components.records import Check, Figure, as_checks
from components.store import Record, Tables
from etl.comparisons import TARGET_RULE

CARDS_SHOWN = 8  # of a family; the others are behind one button
CARDS_MOST = 48
LISTED = 4
NEW = "new"


def render(tables: Tables, asked: Asked) -> Page:
    """The overview of all headline metrics, or of the families that the address names."""
    every = cards.cards(tables)
    families = asked.view.all("family")
    shown = [card for card in every if not families or address.slug(_family(tables, card)) in families]
    reports = tables.records("reports")
    days = [report["date"] for report in reports.values() if report["date"]]
    span = f", {words.months(min(days), max(days))}" if days else ""
    lead = (
        f"Every figure of {words.counted(len(reports), 'committee report')}{span}, traced to its paragraph. "
        "Management information, not official statistics."
    )
    said = f"{words.counted(len(shown), 'headline measure')} of {words.counted(len(reports), 'report')}"
    return Page(
        title="Overview",
        content=[
            parts.heading("What the reports say, and how it changed"),
            html.P(lead, className="lead"),
            _strip(tables),
            _news_line(tables),
            _family_links(tables, every, families),
            _key(shown),
            html.Div(_families(tables, shown), className="families"),
            html.Div([_new(tables), _disagreements(tables)], className="columns"),
            _reading(shown),
        ],
        status=f"Overview: {said}",
    )


def _family(tables: Tables, card: Card) -> str:
    return str(tables.records("metrics")[card.figure.metric]["family"])


def _strip(tables: Tables) -> html.Dl:
    """Counts that lead to their pages, and when the tables were built."""
    verdicts = tables.comparisons["verdict"].astype(str)
    outcomes = tables.checks["outcome"].astype(str)
    misfits = int((outcomes == "does_not_fit").sum())
    facts: list[tuple[str, int, str, str]] = [
        (
            "report" if len(tables.records("reports")) == 1 else "reports",
            len(tables.records("reports")),
            "/reports",
            "",
        ),
        ("figures", len(tables.figures), "/explore", ""),
        ("pairs that compare", int((verdicts != "not_comparable").sum()), "/compare", ""),
        ("pairs refused, with reasons", int((verdicts == "not_comparable").sum()), "/compare", ""),
        ("checks that agree", int(outcomes.isin(checked.SETTLED).sum()), "/checks", ""),
        ("checks that do not", misfits, "/checks?outcome=does_not_fit", "warn" if misfits else ""),
    ]
    items = [
        html.Div(
            [html.Dt(name), html.Dd(dcc.Link(f"{amount:,}", href=href, title=f"{amount:,} {name}"))],
            className=tone or None,
        )
        for name, amount, href, tone in facts
    ]
    if tables.built:
        items.append(html.Div([html.Dt("built"), html.Dd(words.moment(tables.built))], className="built"))
    return html.Dl(items, className="strip")


def _family_links(tables: Tables, every: Sequence[Card], chosen: Sequence[str]) -> html.Nav:
    """Links that narrow the overview to one family."""
    counts: dict[str, int] = {}
    for card in every:
        counts[_family(tables, card)] = counts.get(_family(tables, card), 0) + 1
    items: list[tuple[str, str, int]] = [("", "All families", len(every))]
    items += [(address.slug(name), name, count) for name, count in counts.items()]
    links = []
    for code, name, count in items:
        text: list[Any] = [name, html.Span(f" {count:,}", className="count")]
        here = code in chosen or (not code and not chosen)
        links.append(
            html.Span(text, className="chip", **parts.aria(current="page"))
            if here
            else dcc.Link(text, href=address.link("/", address.view(family=code)), className="chip")
        )
    return html.Nav(
        html.Ul([html.Li(link) for link in links]), className="chips", **parts.aria(label="Families")
    )


def _families(tables: Tables, shown: Sequence[Card]) -> list[Any]:
    if not shown:
        return [parts.notice("The reports hold no outcome of a headline metric here.")]
    return [
        _section(tables, family, list(members))
        for family, members in groupby(shown, key=lambda card: _family(tables, card))
    ]


def _section(tables: Tables, family: str, members: Sequence[Card]) -> html.Section:
    """The cards of a family: those with something beside them first, the rest behind a button."""
    ordered = sorted(members, key=lambda card: not (card.change or card.target or card.forecast))
    first, rest = ordered[:CARDS_SHOWN], ordered[CARDS_SHOWN:CARDS_MOST]
    more: list[Any] = []
    if rest:
        summary = html.Summary(f"{words.counted(len(rest), 'more measure')} of {words.lower_first(family)}")
        more = [html.Details([summary, _grid(tables, rest)], className="more")]
    beyond = len(ordered) - CARDS_MOST
    if beyond > 0:
        link = dcc.Link("the figures", href=address.explore(family=address.slug(family), kind="actual"))
        more.append(
            html.P([f"{words.counted(beyond, 'measure')} beyond these: see ", link, "."], className="soft")
        )
    # a family of few cards stands beside another one
    return html.Section(
        [html.H2(family), _grid(tables, first), *more],
        className=f"family of-{min(len(ordered), CARDS_SHOWN)}",
    )


def _grid(tables: Tables, some: Sequence[Card]) -> html.Ul:
    return html.Ul(
        [html.Li(card_view.card(tables, one), key=one.figure.figure_id) for one in some], className="cards"
    )


def _disagreements(tables: Tables) -> html.Section:
    """The first sums and statements that do not agree, newest report first."""
    frame = tables.checks[tables.checks["outcome"] == "does_not_fit"]
    reports = tables.records("reports")
    checks = sorted(
        as_checks(frame), key=lambda check: str(reports[check.report_id]["date"] or ""), reverse=True
    )
    if not checks:
        body: list[Any] = [html.P("Every sum that can be worked out again agrees.")]
    else:
        body = [
            html.Ul(_first_disagreements(tables, checks[:LISTED]), className="plain"),
            html.P(dcc.Link(_all_of(len(checks)), href="/checks?outcome=does_not_fit")),
        ]
    return html.Section([html.H2("What does not agree"), *body])


def _all_of(count: int) -> str:
    return "The check in full" if count == 1 else f"All {count:,} that do not agree"


def _first_disagreements(tables: Tables, checks: Sequence[Check]) -> list[html.Li]:
    book = checked.known(tables, checks)
    return [
        html.Li(
            [
                dcc.Link(html.B(checked.subject(tables, check, book)), href=address.figure(check.stated_id)),
                html.Span(f"{checked.arithmetic(check)}. {check.note}", className="line"),
            ]
        )
        for check in checks
    ]


def _new(tables: Tables) -> html.Section:
    """The reports and figures that the build before did not have; without one, the newest reports with their newest figures."""
    found = news.news(tables)
    reports = list(found.reports) if found else []
    said = html.P(news_words(tables, found), className="soft")
    body: list[Any] = [said]
    if reports:
        body.append(html.Ul([_report(tables, one) for one in reports[:LISTED]], className="plain"))
        if len(reports) > LISTED:
            more = f"{words.counted(len(reports) - LISTED, 'more new report')}: see all reports"
            body.append(html.P(dcc.Link(more, href="/reports")))
    if found and len(found.figures):
        body += [
            html.H3("In reports known before"),
            html.Ul([_figure(tables, one) for one in found.first(LISTED)], className="plain"),
        ]
    if not reports:
        latest = news.newest_reports(tables)[:LISTED]
        body += [
            html.H3("Newest reports"),
            html.Ul([_report(tables, one) for one in latest], className="plain")
            if latest
            else parts.notice("No report of this build has a date."),
        ]
    return html.Section([html.H2("What is new", id=NEW), *body])


def news_words(tables: Tables, found: news.News | None) -> str:
    """What is new in a sentence: since which build, how many reports and figures."""
    if found is None:
        return "The first build kept here: everything is new, and the newest reports stand first."
    since = f"since the build of {words.moment(found.since)}"
    if found.nothing:
        return f"Nothing new {since}: the same reports and figures."
    brought = sum(int(report["figures"]) for report in found.reports)
    said = [
        f"{words.counted(len(found.reports), 'report')} with {words.counted(brought, 'figure')}"
        if found.reports
        else "",
        f"{words.counted(len(found.figures), 'figure')} in reports known before"
        if len(found.figures)
        else "",
        f"{words.counted(found.gone, 'figure')} gone, or read otherwise" if found.gone else "",
    ]
    return f"New {since}: {words.listed([one for one in said if one])}."


def _report(tables: Tables, report: Record) -> html.Li:
    """A report, when and to whom it was given, and the way to its figures."""
    identifier = str(report["report_id"])
    day = words.day(report["date"]) if report["date"] else ""
    figures = dcc.Link(
        words.counted(int(report["figures"]), "figure"), href=address.explore(report=identifier)
    )
    about = ", ".join(part for part in (day, str(report["committee"])) if part)
    return html.Li(
        [
            dcc.Link(html.B(report["title"] or identifier), href=address.report(identifier)),
            html.Span([f"{about}: " if about else "", figures], className="line"),
        ]
    )


def _figure(tables: Tables, figure: Figure) -> html.Li:
    name = ", ".join(told.named(tables, figure.metric, figure.group, figure.label, figure.scope))
    return html.Li(
        [
            dcc.Link(html.B(charts.figure_value(figure)), href=address.figure(figure.figure_id)),
            f" {name}",
            html.Span(
                f"{words.KIND_WORDS[figure.kind].capitalize()}, {charts.figure_period(figure)}",
                className="line",
            ),
        ]
    )


def _news_line(tables: Tables) -> html.P:
    """What is new in one line at the top, which leads down to it."""
    found = news.news(tables)
    name = "Newest reports" if found is None or found.nothing else "What is new"
    return html.P([news_words(tables, found), " ", html.A(name, href=f"#{NEW}")], className="news soft")


def _key(shown: Sequence[Card]) -> html.Ul:
    """What the marks of the small pictures mean, for those that are there."""
    items = [
        ("actual", "latest figure", True),
        ("before", "earlier figure", any(one.change for one in shown)),
        ("target", "target", any(one.target for one in shown)),
        ("forecast", "forecast", any(one.forecast for one in shown)),
    ]
    return html.Ul(
        [
            html.Li([html.Span(className=f"mark mark-{name}", **parts.aria(hidden="true")), said])
            for name, said, there in items
            if there
        ],
        className="key",
    )


def _reading(shown: Sequence[Card]) -> html.Div:
    """What the marks mean and whose rule the colours are."""
    years = [one.figure.period_start for one in shown if one.figure.period_type == "financial_year"]
    lines = [
        "▲ and ▼ are the direction of the number; the word says what it means. ◆ no judgement: the metric has no good "
        "direction. ≠ not comparable. A hollow mark is around, over or under.",
        *(words.year_note(start) for start in years[:1] if start),
        *(
            [TARGET_RULE.replace("The colour is", "Target colours are")]
            if any(one.target for one in shown)
            else []
        ),
    ]
    return html.Div([html.P(line, className="soft") for line in lines], className="after")


ROUTE = Route(path="/", name="Overview", order=10, render=render)
