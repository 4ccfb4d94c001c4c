"""A comparison in words: its two sides, the change in the metric's own terms, and what it means.

The arrow is the direction of the number; colour and word are the judgement (design conventions).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from components import parts, words
from components.records import records_of
from components.store import Tables
from etl.comparisons import TARGET_RULE, Comparison

BASES = {
    "same_period_last_year": "Same period last year",
    "year_on_year": "Year on year",
    "versus_target": "Against target",
    "versus_forecast": "Against forecast",
}
VERDICTS = {
    "like_for_like": "like for like",
    "with_caution": "with caution",
    "not_comparable": "not comparable",
}
REASONS = {
    "definition_changed": "definition changed",
    "unit_differs": "unit differs",
    "scope_differs": "another part of the service",
    "group_differs": "another group",
    "period_unstated": "period not stated",
    "not_both_actual": "not both outcomes",
    "period_differs": "period differs",
    "cut_off_differs": "cut-off differs",
    "base_zero": "earlier value is zero",
}
STATUSES = {
    "green": "Green: on or better than target",
    "amber": "Amber: off target, better than last year",
    "red": "Red: off target and worse than last year",
    "off_target": "Off target",
}
OUTCOMES = {
    "agrees": "✓ agrees",
    "agrees_after_rounding": "≈ agrees after rounding",
    "does_not_fit": "≠ does not fit",
    "cannot_be_checked": "? cannot be checked",
}
MARKS = {
    "d": "derived from a stated change",
    "e": "estimate: around, over or under",
    "f": "forecast",
    "r": "revised in a later report",
    "u": "base too small for a per cent",
}
SMALL_BASE = "small numbers"
_WORDS = {
    ("better", "versus_target"): "better than target",
    ("worse", "versus_target"): "off target",
    ("no_change", "versus_target"): "on target",
    ("better", "versus_forecast"): "better than forecast",
    ("worse", "versus_forecast"): "worse than forecast",
    ("no_change", "versus_forecast"): "as forecast",
}
JUDGEMENTS = {
    "better": "better",
    "worse": "worse",
    "no_change": "no change",
    "unclear": "no clear change",
    "no_judgement": "no judgement",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What a change means: a sign that is no colour, a word, and the tone that style sheets and charts know."""

    sign: str
    word: str
    tone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldSide:
    """One side of a pair: the value in words, its kind where it is no outcome, its period, its marks and its figure."""

    value: str
    kind: str
    period: str
    marks: tuple[str, ...]
    figure_id: str
    report_id: str
    hollow: bool


def comparisons_of(frame: pd.DataFrame) -> list[Comparison]:
    """Rows of the comparisons table as records."""
    return records_of(frame, Comparison)


def meaning(one: Comparison) -> Meaning:
    """What the change means, in a sign, a word and a tone.

    Tones are better, worse, none (no judgement), unclear (no clear change, or none) and refused.
    """
    if one.verdict == "not_comparable":
        return Meaning(sign="≠", word="not comparable", tone="refused")
    word = _WORDS.get((one.judgement, one.basis), JUDGEMENTS[one.judgement])
    if one.judgement == "no_judgement":
        return Meaning(sign="◆", word=word, tone="none")
    change = one.change_abs or 0.0
    sign = "▲" if change > 0 else "▼" if change < 0 else "="
    tone = one.judgement if one.judgement in ("better", "worse") else "unclear"
    if one.judgement == "no_change" and one.basis == "versus_target":
        tone = "better"
    return Meaning(sign=sign, word=word, tone=tone)


def judgement(one: Comparison) -> html.Span:
    """The meaning as a word with its sign and colour."""
    said = meaning(one)
    sign = html.Span(f"{said.sign} ", **parts.aria(hidden="true"))
    return html.Span([sign, said.word], className=f"judge {said.tone}")


def side(one: Comparison, which: str) -> ToldSide:
    """One side of a pair: `which` is earlier or later."""

    def of(column: str) -> Any:
        return getattr(one, f"{which}_{column}")

    hollow = of("qualifier") != "exact"
    marks = [
        code
        for code, holds in (
            ("d", which == "earlier" and one.derived),
            ("e", hollow),
            ("f", of("kind") == "forecast"),
            ("r", bool(of("revised_by"))),
        )
        if holds
    ]
    text = words.value(of("value"), one.unit, kind=of("kind"), printed=of("printed"))
    return ToldSide(
        value=words.qualified(text, of("qualifier")),
        kind="" if of("kind") == "actual" else words.KIND_WORDS[of("kind")],
        period=words.period(of("period_type"), of("period_start"), of("period_end")),
        marks=tuple(marks),
        # a derived value has no place of its own: the stated change that gave it has
        figure_id=of("id") or one.derived_from.split(" ")[0],
        report_id=of("report_id"),
        hollow=hollow,
    )


def is_rate(one: Comparison) -> bool:
    """Whether the change is told in points."""
    return one.change_unit in ("percentage_points", "per_1000")


def number(one: Comparison) -> str:
    """The change of a count, of money or of a time; empty for a rate, and where there is none."""
    if one.change_abs is None or is_rate(one):
        return ""
    return _signed(one.change_abs, one.change_unit, "")


def points(one: Comparison) -> str:
    """The change of a rate, short: “+12.1 points”; empty for all else.

    “points” is short for percentage points: the heading of the column says so.
    """
    if one.change_abs is None or not is_rate(one):
        return ""
    if one.change_unit == "per_1000":
        return _signed(one.change_abs, one.change_unit, one.later_printed)
    amount = _signed(one.change_abs, "percentage_points", _longer(one))
    return amount.replace(" percentage point", " point")


def per_cent(one: Comparison) -> str:
    """The relative change with its sign, one decimal: “−9.7%”; empty where there is none."""
    if one.change_pct is None:
        return ""
    return f"{'+' if one.change_pct > 0 else ''}{words.number(one.change_pct, 1)}%"


def change(one: Comparison) -> str:
    """The change in a sentence, in the metric's own terms: “down 27 (−9.7%)”, “up 12.1 percentage points”."""
    if one.change_abs is None:
        return "no change is given"
    if one.change_abs == 0:
        return "unchanged"
    way = "up" if one.change_abs > 0 else "down"
    if one.basis in ("versus_target", "versus_forecast"):
        way = "above by" if one.change_abs > 0 else "below by"
    amount = words.value(abs(one.change_abs), one.change_unit, printed=_longer(one))
    relative = f" ({per_cent(one)})" if per_cent(one) and not is_rate(one) else ""
    return f"{way} {amount}{relative}"


def _signed(amount: float, unit: str, printed: str) -> str:
    text = words.value(amount, unit, printed=printed)
    return f"+{text}" if amount > 0 else text


def _longer(one: Comparison) -> str:
    """The printed form that has decimals, if one of the two has."""
    return one.earlier_printed if "." in one.earlier_printed else one.later_printed


def notes(one: Comparison) -> str:
    """What a reader must know about the pair; the rule of the colours is said once a page instead."""
    return one.note.replace(TARGET_RULE, "").strip()


def measure(tables: Tables, metric: str, group: str, label: str = "") -> tuple[str, str]:
    """What is measured and of which group, as a heading and a line below it; what carries no code has the report's words."""
    name = tables.label("metrics", metric)
    if metric == "other":
        return words.upper_first(label) or name, _group(tables, group, "")
    return name, _group(tables, group, label)


def _group(tables: Tables, group: str, label: str) -> str:
    if group == "other":
        return label or "other groups"
    return words.lower_first(tables.label("groups", group)) if group else ""


def name_of(tables: Tables, one: Comparison) -> str:
    """What a pair measures, in one line: “SPI8a arrest rate, domestic violence, Trident OCU”."""
    return ", ".join(named(tables, one.metric, one.group, one.label, one.scope))


def named(tables: Tables, metric: str, group: str, label: str, scope: str) -> list[str]:
    """What is measured, of which group and part of the service: those of the three that there are."""
    return [part for part in (*measure(tables, metric, group, label), whose(scope)) if part]


def whose(scope: str) -> str:
    """The part of the service; empty for the whole of it.

    >>> whose("mps"), whose("trident_ocu")
    ('', 'Trident OCU')
    """
    return "" if scope == "mps" else words.scope(scope)


def marks_key(used: Sequence[str]) -> str:
    """What the marks in square brackets mean, for those that are used.

    >>> marks_key(["d"])
    '[d] derived from a stated change'
    """
    return "; ".join(f"[{code}] {MARKS[code]}" for code in MARKS if code in used)
