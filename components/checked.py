"""A check in words: what was worked out again, how it came out, the sum, and the figures in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from components import address, charts, citing, told, words
from components.records import Check, Figure
from components.store import Tables

KINDS = {
    "rate": "A rate from its numerator and denominator",
    "change": "A stated change from its two figures",
    "parts": "A total from its parts",
    "shares": "Shares that sum to 100%",
    "implied_base": "A number and its share",
    "pace": "A forecast against the pace so far",
    "contradiction": "Two statements of one figure",
    "revision": "A later report gives another value",
}
MEANINGS = {
    "agrees": "the computed value, rounded as the stated one is, equals it",
    "agrees_after_rounding": "only the ranges that the printed figures allow overlap",
    "does_not_fit": "they do not overlap; the base may differ from the one that is stated",
    "cannot_be_checked": "qualifiers leave too much open, or a part is not stated",
}
ORDER = ("does_not_fit", "cannot_be_checked", "agrees_after_rounding", "agrees")
_PLACE = re.compile(r"\bparagraph ([\w-]+(?:\.\w+)*)")
SETTLED = ("agrees", "agrees_after_rounding")
SIDE_BY_SIDE = ("contradiction", "revision")


def outcome(check: Check) -> html.Span:
    """The outcome as a word with its sign and colour."""
    return html.Span(told.OUTCOMES[check.outcome], className=f"outcome {check.outcome}")


def known(tables: Tables, checks: Sequence[Check]) -> dict[str, Figure]:
    """All figures of some checks, by their ids."""
    codes = dict.fromkeys(code for one in checks for code in (one.stated_id, *one.input_ids.split()))
    return {one.figure_id: one for one in tables.figures_by_id(list(codes))}


def subject(tables: Tables, check: Check, book: Mapping[str, Figure]) -> str:
    """What is checked, in one line."""
    figure = book.get(check.stated_id)
    label = figure.label if figure else ""
    return ", ".join(told.named(tables, check.metric, check.group, label, check.scope))


def period(check: Check) -> str:
    """The period of the figure that is checked."""
    return words.period(check.period_type, check.period_start, check.period_end)


def figures(check: Check, book: Mapping[str, Figure]) -> list[Figure]:
    """The figure that is checked and those it is worked out from, each once."""
    return [book[code] for code in dict.fromkeys([check.stated_id, *check.input_ids.split()]) if code in book]


def links(check: Check, book: Mapping[str, Figure], *, but: str = "") -> list[Any]:
    """The figures of a check as links to their traces, by commas; `but` leaves one out."""
    made: list[Any] = []
    for figure in figures(check, book):
        if figure.figure_id != but:
            if made:
                made.append(", ")
            made.append(dcc.Link(charts.figure_value(figure), href=address.figure(figure.figure_id)))
    return made


def arithmetic(check: Check) -> str:
    """The sum in words, with the places of the report as readers call them: recommendation 39, not paragraph rec39."""
    return _PLACE.sub(lambda found: words.paragraph(found[1]), check.arithmetic)


def where(tables: Tables, check: Check) -> list[Any]:
    """The reports and the paragraph that the check is about."""
    made: list[Any] = []
    for report_id in filter(None, (check.report_id, check.other_report_id)):
        report = tables.records("reports").get(report_id, {})
        if made:
            made.append(html.Br())
        made.append(dcc.Link(f"Report of {citing.day(report, report_id)}", href=address.report(report_id)))
    return [*made, html.Span(words.paragraph(check.paragraph), className="soft line")]
