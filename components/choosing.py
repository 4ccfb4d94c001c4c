"""Two figures of a reader's own choosing: ruled as every pair is, refused in words where they are unlike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from components import address, charts, citing, compared, forms, parts, told, words
from components.address import View
from components.records import Figure, as_figures
from components.store import Tables
from etl.comparisons import Comparison, Statement, compare_two, definitions_of, statements_of

OFFERED = 400  # figures in a list: more are found by group and scope
HEADING = "choose"
WHOLE_YEAR = ("financial_year", "calendar_year", "rolling_year")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruled:
    """The comparison of two chosen figures, or None and why there is none; `remark` says what was done with the choice."""

    comparison: Comparison | None
    message: str = ""
    remark: str = ""


def section(tables: Tables, view: View) -> html.Section:
    """The form for two figures and, once both are chosen, what may be said of them."""
    return html.Section(
        [
            html.H2("Two figures of your own choosing", id=HEADING),
            html.P(
                "Choose a metric, then any two of its figures. They are compared by the same rules as all others, and "
                "refused in words where they are unlike.",
                className="soft",
            ),
            *_forms(tables, view),
            *_result(tables, view),
        ],
        className="choosing",
    )


def _forms(tables: Tables, view: View) -> list[Any]:
    metric = view.one("metric")
    metrics = [
        (code, str(record["label"]))
        for code, record in tables.records("metrics").items()
        if code in tables.rows
    ]
    first = forms.filter_form(
        compared.PATH,
        [
            forms.Select(
                name="metric",
                label="Metric",
                options=metrics,
                value=metric,
                every="Choose a metric",
                wide=True,
            )
        ],
        label="Choose a metric",
        button="List its figures",
        prefix="choose",
    )
    if not metric:
        return [first]
    offered = choosable(tables, view)
    groups = grouped(tables, offered)
    chosen = [
        forms.Select(
            name=name, label=label, value=view.one(name), every="Choose a figure", groups=groups, wide=True
        )
        for name, label in (("earlier", "One figure"), ("later", "The other"))
    ]
    if len(offered) < 2:
        return [first, parts.notice("This metric has no two figures with a value that could be compared.")]
    second = forms.filter_form(
        compared.PATH,
        chosen,
        label="Choose two figures",
        keep={"metric": metric, "group": view.one("group"), "scope": view.one("scope")},
        button="Compare the two",
        prefix="choose",
    )
    return [first, second]


def choosable(tables: Tables, view: View) -> list[Figure]:
    """The figures of the metric (and group and scope) that can be chosen: no changes, ranges or repeats; newest first.

    Figures that the address names are among them, wherever they stand.
    """
    frame = tables.select(view.one("metric"))
    named = frame["figure_id"].isin([view.one("earlier"), view.one("later")])
    wanted = frame["kind"].isin(charts.LEVELS) & frame["value_high"].isna() & (frame["repeat_of"] == "")
    for key in ("group", "scope"):
        if view.all(key):
            wanted &= frame[key].isin(view.all(key))
    return as_figures(frame[named | wanted].head(OFFERED))


def grouped(tables: Tables, figures: Sequence[Figure]) -> dict[str, list[tuple[str, str]]]:
    """The figures as options, under what they measure and whose they are."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in figures:
        name = ", ".join(told.named(tables, one.metric, one.group, one.label, one.scope))
        found.setdefault(name, []).append((one.figure_id, option(tables, one)))
    return {name: found[name] for name in sorted(found, key=str.casefold)}


def option(tables: Tables, figure: Figure) -> str:
    """A figure in one line: its value, kind, period, and where it stands."""
    report = tables.records("reports").get(figure.report_id, {})
    day = citing.day(report, figure.report_id)
    kind = "" if figure.kind == "actual" else f"{words.KIND_WORDS[figure.kind]}, "
    return f"{charts.figure_value(figure)}, {kind}{charts.figure_period(figure)} (report of {day}, {words.paragraph(figure.paragraph)})"


def ruled(tables: Tables, first_id: str, second_id: str) -> Ruled:
    """The ruling on two figures by their ids, set in order of time or with the target or forecast first."""
    found = {one.figure_id: one for one in tables.figures_by_id([first_id, second_id])}
    missing = [one for one in (first_id, second_id) if one not in found]
    if missing:
        return Ruled(comparison=None, message=f"No figure has the identifier {words.listed(missing)}.")
    if first_id == second_id:
        return Ruled(comparison=None, message="Both are the same figure: choose two different ones.")
    frame = tables.figures[tables.figures["figure_id"].isin(found)]
    by_id = {one.figure_id: one for one in statements_of(frame)}
    earlier, later = in_order(by_id[first_id], by_id[second_id])
    if earlier.metric != later.metric:
        names = [words.lower_first(tables.label("metrics", one.metric)) for one in (earlier, later)]
        return Ruled(comparison=None, message=f"One is of {names[0]}, the other of {names[1]}: they measure different things.")  # fmt: skip
    if earlier.statistic != later.statistic:
        return Ruled(comparison=None, message="One is an average and the other is not: they are no pair.")
    unlike = [one for one in (earlier, later) if one.kind.startswith("change")]
    if unlike:
        return Ruled(
            comparison=None, message="A stated change is no level: choose the figures that it lies between."
        )
    made = compare_two(
        earlier,
        later,
        basis_of(earlier, later),
        direction=str(tables.records("metrics").get(later.metric, {}).get("direction", "none")),
        definitions=definitions_of(list(tables.records("definitions").values())),
    )
    remark = (
        ""
        if earlier.figure_id == first_id
        else "They are set in order: the earlier period, or the target, first."
    )
    return Ruled(comparison=made, remark=remark)


def in_order(first: Statement, second: Statement) -> tuple[Statement, Statement]:
    """The two with the reference first: a target, a forecast for the other's period, else the earlier period."""
    for kind in ("target", "forecast"):
        if first.kind == kind != second.kind:
            return first, second
        if second.kind == kind != first.kind:
            return second, first
    if first.period_end and second.period_end and first.period_end > second.period_end:
        return second, first
    return first, second


def basis_of(earlier: Statement, later: Statement) -> str:
    """On what basis two figures are compared."""
    if earlier.kind == "target" and later.kind != "target":
        return "versus_target"
    if earlier.kind == "forecast" and later.kind == "actual":
        return "versus_forecast"
    return "year_on_year" if later.period_type in WHOLE_YEAR else "same_period_last_year"


def _result(tables: Tables, view: View) -> list[Any]:
    first, second = view.one("earlier"), view.one("later")
    if not first and not second:
        return []
    if not (first and second):
        return [parts.notice("Choose the other figure too.")]
    made = ruled(tables, first, second)
    if made.comparison is None:
        return [parts.notice(made.message)]
    one = made.comparison
    said = [verdict_words(one), *([made.remark] if made.remark else [])]
    return [
        html.Div(
            [
                html.Div([_side(tables, one, "earlier"), _side(tables, one, "later")], className="sides"),
                html.P([told.judgement(one), f". {headline(one)}"], className="headline"),
                html.P(" ".join(said)),
                *([html.P(told.notes(one))] if told.notes(one) else []),
                html.P(compared.uncertainty(one), className="soft"),
                *_instead(tables, one),
            ],
            className="ruling",
            id="ruling",
        )
    ]


def headline(one: Comparison) -> str:
    """The change in the metric's own terms, or that there is none."""
    if one.verdict == "not_comparable":
        return "No change is given."
    text = told.change(one)
    relative = f" (relative change {told.per_cent(one)})" if told.is_rate(one) and told.per_cent(one) else ""
    return f"{words.upper_first(text)}{relative}."


def verdict_words(one: Comparison) -> str:
    """The verdict as a sentence."""
    if one.verdict == "like_for_like":
        return "The two are like for like."
    if one.verdict == "with_caution":
        return "The two may be compared with caution."
    return f"The two may not be compared: {told.REASONS[one.reason]}."


def _side(tables: Tables, one: Comparison, which: str) -> html.Div:
    side = told.side(one, which)
    report = tables.records("reports").get(side.report_id, {})
    day = citing.day(report, side.report_id)
    return html.Div(
        [
            dcc.Link(side.value, href=address.figure(side.figure_id), className="value"),
            html.Span(", ".join(part for part in (side.kind, side.period) if part)),
            html.Span(f"report of {day}", className="soft line"),
        ],
        className="side",
    )


def _instead(tables: Tables, one: Comparison) -> list[Any]:
    """For a refused pair: the nearest pairs that may be compared."""
    if one.verdict != "not_comparable":
        return []
    pairs = nearest(tables, one)
    if not pairs:
        return [html.P("No pair of this metric and group may be compared.")]
    links = [html.Li(dcc.Link(pair_words(pair), href=pair_address(pair))) for pair in pairs]
    return [html.P("These may be compared instead:"), html.Ul(links)]


def nearest(tables: Tables, one: Comparison) -> list[Comparison]:
    """Comparable pairs with one of the two figures, else of the same metric, group and scope; two at most."""
    for frame in (
        tables.comparisons_of(one.later_id),
        tables.comparisons_of(one.earlier_id),
        tables.comparisons[
            (tables.comparisons["metric"] == one.metric)
            & (tables.comparisons["group"] == one.group)
            & (tables.comparisons["scope"] == one.scope)
            & (tables.comparisons["label"] == one.label if one.metric == "other" else True)
        ],
    ):
        found = told.comparisons_of(frame[frame["verdict"] != "not_comparable"].head(2))
        if found:
            return found
    return []


def pair_words(one: Comparison) -> str:
    """A pair in one line: “32.3% (April 2005 to 4 February 2006) and 44.4% (April 2006 to 4 February 2007)”."""
    sides = [told.side(one, which) for which in ("earlier", "later")]
    return " and ".join(
        f"{' '.join(part for part in (side.kind, side.value) if part)} ({side.period})" for side in sides
    )


def pair_address(one: Comparison) -> str:
    """Where the page shows this pair alone."""
    return address.link(compared.PATH, address.view(pair=one.comparison_id))
