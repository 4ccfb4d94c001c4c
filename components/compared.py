"""Comparisons as a table: earlier, later, the change in number and in per cent or points, what it means, what the report says.

The cells of one row are pure functions of a comparison and the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dash import dcc, html

from components import address, ordering, parts, told, words
from components.address import View
from components.parts import Row
from components.records import Figure
from components.sheets import Block, Head, sheet
from components.store import Tables
from etl.comparisons import Comparison

PATH = "/compare"
SORTS = {
    "metric": "Measure, A to Z",
    "newest": "Period, newest first",
    "oldest": "Period, oldest first",
    "-change": "Number, largest rise first",
    "change": "Number, largest fall first",
    "-relative": "Per cent or points, largest rise first",
    "relative": "Per cent or points, largest fall first",
    "verdict": "What it means",
}
_MEANING_ORDER = ("better", "worse", "unclear", "none", "refused")


def row_id(comparison_id: str) -> str:
    """The table row of a comparison; an address may end with it.

    >>> row_id("4e94")
    'pair-4e94'
    """
    return f"pair-{comparison_id}"


def table(tables: Tables, pairs: Sequence[Comparison], view: View, caption: str, identifier: str) -> html.Div:
    """The comparable pairs: by family, or in the order that the address asks for."""
    changes = {
        one.figure_id: one
        for one in tables.figures_by_id([code for pair in pairs for code in pair.stated_change_ids.split()])
    }
    rows = [
        (family_of(tables, one), Row(id=row_id(one.comparison_id), cells=cells(tables, one, changes)))
        for one in pairs
    ]
    if view.one("sort"):
        blocks = [Block(rows=[row for _, row in rows])]
    else:
        blocks = [
            Block(heading=family, rows=[row for _, row in members])
            for family, members in groupby(rows, key=lambda row: row[0])
        ]
    return sheet(caption, _heads(view), blocks, identifier)


def _heads(view: View) -> list[Head]:
    sort = view.one("sort")

    def head(heading: str, name: str, rising: str, falling: str = "", *, numeric: bool = False) -> Head:
        order = {rising: "ascending", falling: "descending"}.get(sort, "") if sort else ""
        following = falling if sort == rising and falling else rising
        # the first press on a change shows the largest rises, on a period the newest
        first = falling if falling and sort not in (rising, falling) else following
        return Head(
            heading=heading,
            name=name,
            numeric=numeric,
            order=order,
            href=address.link(PATH, view.but(sort="" if first == sort else first)),
        )

    return [
        head("Measure", "measure", "metric"),
        Head(heading="Earlier", name="side", numeric=True),
        head("Later", "side", "oldest", "newest", numeric=True),
        head("Number", "change", "change", "-change", numeric=True),
        head("Per cent or points", "points", "relative", "-relative", numeric=True),
        head("What it means", "meaning", "verdict"),
        Head(heading="As the report states it", name="stated"),
        Head(heading="To bear in mind", name="notes"),
    ]


def cells(tables: Tables, one: Comparison, changes: Mapping[str, Figure]) -> list[Any]:
    """The cells of a comparable pair; `changes` are the stated changes by their ids."""
    return [
        measure_cell(tables, one),
        side_cell(one, "earlier"),
        side_cell(one, "later"),
        told.number(one) or parts.blank("told in points" if told.is_rate(one) else "no number"),
        points_cell(one),
        meaning_cell(one),
        stated_cell(one, changes),
        notes_cell(one),
    ]


def measure_cell(tables: Tables, one: Comparison) -> list[Any]:
    """What is measured, of which group and part of the service."""
    heading, group = told.measure(tables, one.metric, one.group, one.label)
    below = ", ".join(part for part in (group, told.whose(one.scope)) if part)
    return [heading, *([html.Span(below, className="soft line")] if below else [])]


def side_cell(one: Comparison, which: str) -> list[Any]:
    """A value that leads to its trace, its kind, its period and its marks."""
    side = told.side(one, which)
    value = dcc.Link(side.value, href=address.figure(side.figure_id)) if side.figure_id else side.value
    marks = [html.Abbr(f" [{code}]", title=told.MARKS[code]) for code in side.marks]
    return [
        value,
        *marks,
        html.Span(", ".join(part for part in (side.kind, side.period) if part), className="soft line"),
    ]


def points_cell(one: Comparison) -> Any:
    """Points for a rate with the relative change below, per cent for all else; greyed where the base is small."""
    relative = told.per_cent(one)
    if told.is_rate(one):
        below = [html.Span(f"relative change {relative}", className="soft line")] if relative else []
        return [told.points(one), *below]
    if one.base_size == "too_small":
        return [html.Abbr("[u]", title=told.MARKS["u"]), html.Span(told.SMALL_BASE, className="soft line")]
    if not relative:
        return parts.blank("no per cent")
    if one.base_size == "small":
        return html.Span([relative, html.Span(told.SMALL_BASE, className="line")], className="soft")
    return relative


def meaning_cell(one: Comparison) -> list[Any]:
    """The judgement, whether the pair is like for like, and the colour against a target as a word."""
    said: list[Any] = [told.judgement(one), html.Span(told.VERDICTS[one.verdict], className="soft line")]
    if one.target_status:
        status = html.Span(told.STATUSES[one.target_status], className=f"status {one.target_status}")
        said.append(html.Span(status, className="line"))
    return said


def stated_cell(one: Comparison, changes: Mapping[str, Figure]) -> Any:
    """What the report says of the change itself, beside what the figures give."""
    stated = [changes[code] for code in one.stated_change_ids.split() if code in changes]
    if not stated:
        return html.Span("not stated", className="soft")
    said = [html.Div(_stated(one, change), className="stated") for change in stated]
    outcome = told.OUTCOMES.get(one.stated_change_agrees, "")
    if one.derived:
        outcome = outcome or "the earlier figure is derived from it"
    return [*said, html.Span(outcome, className="soft line")]


def _stated(one: Comparison, change: Figure) -> list[Any]:
    text = words.value(change.value, change.unit, kind=change.kind, printed=change.printed)
    link = dcc.Link(words.qualified(text, change.qualifier), href=address.figure(change.figure_id))
    computed = told.per_cent(one) if change.kind == "change_pct" else told.points(one) or told.number(one)
    return [link, html.Span(f" stated, {computed} computed" if computed else " stated", className="soft")]


def notes_cell(one: Comparison) -> list[Any]:
    """What to bear in mind, and what the numbers allow to be said about chance: a service, no verdict."""
    note = told.notes(one)
    chance = [html.Span(uncertainty(one), className="soft line")] if one.uncertainty_caption else []
    return [*([note] if note else []), *chance]


def uncertainty(one: Comparison) -> str:
    """The caption on chance, with its interval where there is one."""
    low, high = one.uncertainty_low, one.uncertainty_high
    if low is None or high is None:
        return one.uncertainty_caption
    unit = "percentage points" if one.uncertainty_method == "newcombe" else "per cent"
    if "interval" in one.uncertainty_caption:
        return one.uncertainty_caption
    return f"{one.uncertainty_caption} 95% interval of the change: {words.number(low, 1)} to {words.number(high, 1)} {unit}."


def family_of(tables: Tables, one: Comparison) -> str:
    """The family of the metric, as a heading."""
    return str(tables.records("metrics").get(one.metric, {}).get("family", "Everything else"))


def ordered(tables: Tables, pairs: Sequence[Comparison], sort: str) -> list[Comparison]:
    """The pairs in an order of the address; without one by family, measure and period."""

    def place(one: Comparison) -> tuple[Any, ...]:
        return (ordering.family(tables, one.metric), *name(one))

    def name(one: Comparison) -> tuple[Any, ...]:
        return (told.name_of(tables, one).casefold(), str(one.later_period_end or ""))

    def end(one: Comparison) -> tuple[Any, ...]:
        return (str(one.later_period_end or ""), name(one))

    def amount(of: str) -> Any:
        def key(one: Comparison) -> tuple[bool, float]:
            value = _amount(one, of)
            falling = sort.startswith("-")
            return (value is None, (-value if falling else value) if value is not None else 0.0)

        return key

    if sort in ("newest", "oldest"):
        return sorted(pairs, key=end, reverse=sort == "newest")
    if sort.removeprefix("-") in ("change", "relative"):
        return sorted(sorted(pairs, key=name), key=amount(sort.removeprefix("-")))
    if sort == "verdict":
        return sorted(pairs, key=lambda one: (_MEANING_ORDER.index(told.meaning(one).tone), name(one)))
    return sorted(pairs, key=name if sort == "metric" else place)


def _amount(one: Comparison, of: str) -> float | None:
    if of == "change":
        return None if told.is_rate(one) else one.change_abs
    return one.change_abs if told.is_rate(one) else one.change_pct
