"""Comparable pairs as slides for a committee: an active title of ten words at most, two bars, source and caveats.

A title says what the pair allows and no more: a change that is not clear is said to be so, a pair that wants caution carries
it, and an inexact figure keeps its word instead of a sum. Refused pairs are no slides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from components import ordering, slide_titles, slide_words, words
from components.store import Tables
from components.told import BASES, STATUSES

MOST = 60  # slides in one briefing; a committee sees no more, and neither does a page
CAVEAT_LENGTH = 175  # about two lines of a wide screen
NO_DIRECTION = "More is neither better nor worse."
COLOUR_RULE = "The colour follows the Authority's own rule of 2011, applied in retrospect."
_RULE_SENTENCE = "The colour is the Authority's own rule"
_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z£\d“])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One of the two values of a slide; `share` is its length between 0 and 1, `figure_id` empty where it was derived."""

    figure_id: str
    label: str
    kind: str
    value: float
    shown: str
    share: float
    hollow: bool
    later: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Slide:
    """One message: everything that stands on a slide, in words.

    `told` is the change in the metric's own terms; `judgement` a code of the comparisons table, `status` the target's colour in
    words; `caveat` is what fits on the slide, `notes` is everything that a reader must know.
    """

    slide_id: str
    family: str
    basis: str
    title: str
    subtitle: str
    bars: tuple[Bar, Bar]
    unit: str
    told: str
    judgement: str
    verdict: str
    status: str
    source: str
    caveat: str
    notes: tuple[str, ...]
    links: tuple[str, ...]


def slides(tables: Tables, pairs: Sequence[Mapping[str, Any]]) -> list[Slide]:
    """The slides of the comparable pairs among these records of the comparisons table, by family, metric and group.

    Args:
        tables: the build, for names, reports and paragraphs.
        pairs: records of the comparisons table, of any verdict, with dates as `datetime.date` or None.
    """
    return written(tables, ordered(tables, pairs))


def ordered(tables: Tables, pairs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The comparable pairs among these records, in the order of their slides; `comparison_id` is the slide's."""
    bases = list(BASES)

    def place(pair: Mapping[str, Any]) -> tuple[ordering.Place, str, int, int, str]:
        return (
            ordering.place(tables, str(pair["metric"]), str(pair["group"])),
            str(pair["scope"]),
            -(pair["later_period_end"] or date.min).toordinal(),
            bases.index(str(pair["basis"])),
            str(pair["comparison_id"]),
        )

    return sorted((pair for pair in pairs if pair["verdict"] != "not_comparable"), key=place)


def written(tables: Tables, pairs: Sequence[Mapping[str, Any]]) -> list[Slide]:
    """The slides of comparable pairs, in their order."""
    paragraphs = _paragraphs(tables, pairs)
    return [slide(tables, pair, paragraphs) for pair in pairs]


def _paragraphs(tables: Tables, pairs: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The paragraph of each figure of the pairs, by figure_id."""
    wanted = {str(pair[f"{side}_id"]) for pair in pairs for side in ("earlier", "later")}
    return {figure.figure_id: figure.paragraph for figure in tables.figures_by_id(sorted(wanted))}


def slide(tables: Tables, pair: Mapping[str, Any], paragraphs: Mapping[str, str]) -> Slide:
    """The slide of one comparable pair."""
    metric = tables.records("metrics").get(pair["metric"], {})
    top = max(pair["earlier_value"], pair["later_value"], 0.0)
    notes = _notes(pair, str(metric.get("direction", "none")))
    return Slide(
        slide_id=str(pair["comparison_id"]),
        family=str(metric.get("family", "")),
        basis=str(pair["basis"]),
        title=title(tables, pair),
        subtitle=_subtitle(tables, pair),
        bars=(_bar(pair, "earlier", top), _bar(pair, "later", top)),
        unit=str(pair["unit"]),
        told=told(pair),
        judgement=str(pair["judgement"]),
        verdict=str(pair["verdict"]),
        status=STATUSES.get(str(pair["target_status"]), ""),
        source=_source(tables, pair, paragraphs),
        caveat=_caveat(notes),
        notes=notes,
        links=_links(tables, pair),
    )


def title(tables: Tables, pair: Mapping[str, Any]) -> str:
    """The finding of one comparable pair, in ten words at most."""
    return slide_titles.title(pair, group=_group(tables, pair), metric=_metric(tables, pair))


def _metric(tables: Tables, pair: Mapping[str, Any]) -> str:
    return words.upper_first(pair["label"]) or tables.label("metrics", str(pair["metric"]))


def _group(tables: Tables, pair: Mapping[str, Any]) -> str:
    group = str(pair["group"])
    return tables.label("groups", group) if group and group != "other" else ""


def _subtitle(tables: Tables, pair: Mapping[str, Any]) -> str:
    """Measure, group, whose and unit."""
    parts = [_metric(tables, pair)]
    if group := _group(tables, pair):
        parts.append(words.lower_first(group))
    parts.append(words.scope(str(pair["scope"])))
    unit = words.UNIT_WORDS[str(pair["unit"])]
    return f"{', '.join(parts)}; {unit}"


def _bar(pair: Mapping[str, Any], side: str, top: float) -> Bar:
    value = float(pair[f"{side}_value"])
    shown = words.value(value, str(pair["unit"]), printed=str(pair[f"{side}_printed"]))
    derived = side == "earlier" and bool(pair["derived"])
    start, end = pair[f"{side}_period_start"], pair[f"{side}_period_end"]
    kind = str(pair[f"{side}_kind"])
    period = words.period(str(pair[f"{side}_period_type"]), start, end)
    if start is not None and pair[f"{side}_period_type"] == "financial_year":
        period = f"{period} (April {start.year} to March {start.year + 1})"
    return Bar(
        figure_id="" if derived else str(pair[f"{side}_id"]),
        label=period if kind == "actual" else f"{kind.capitalize()}, {period}",
        kind=kind,
        value=value,
        shown=words.qualified(shown, str(pair[f"{side}_qualifier"])) + (" [d]" if derived else ""),
        share=max(0.0, value / top) if top > 0 else 0.0,
        hollow=str(pair[f"{side}_qualifier"]) != "exact",
        later=side == "later",
    )


def told(pair: Mapping[str, Any]) -> str:
    """The change in words: percentage points for a rate, the number and the per cent for a count or money.

    >>> told(
    ...     dict(
    ...         basis="year_on_year",
    ...         change_abs=-27.0,
    ...         change_pct=-9.747,
    ...         change_unit="count",
    ...         base_size="ordinary",
    ...     )
    ... )
    'Down 27 (−9.7%)'
    """
    change, unit = float(pair["change_abs"]), str(pair["change_unit"])
    against = {"versus_target": "target", "versus_forecast": "forecast"}.get(str(pair["basis"]), "")
    if change == 0:
        return f"Level with the {against}" if against else "No difference"
    size = words.value(abs(change), unit, printed=slide_titles.precision(change))
    text = f"{'Up' if change > 0 else 'Down'} {size}"
    if against:
        text = f"{size} {'above' if change > 0 else 'below'} {against}"
    relative = pair["change_pct"]
    if unit == "percentage_points":
        return text
    if pair["base_size"] == "too_small" or relative is None:
        return f"{text} [u]" if pair["base_size"] == "too_small" else text
    small = ", small numbers" if pair["base_size"] == "small" else ""
    return f"{text} ({'+' if change > 0 else ''}{words.number(relative, 1)}%{small})"


def _notes(pair: Mapping[str, Any], direction: str) -> tuple[str, ...]:
    """What a reader must know, the weightiest first."""
    found = [part.strip() for part in _SENTENCE.split(str(pair["note"])) if part.strip()]
    notes = [part for part in found if not part.startswith(_RULE_SENTENCE)]
    # the rule's own sentence has commas but one full stop, so that it is one part and is replaced by a shorter one
    if caption := str(pair["uncertainty_caption"]):
        notes.append(caption)
    if pair["judgement"] == "no_judgement" and direction == "none":
        notes.append(NO_DIRECTION)
    if pair["target_status"]:
        notes.append(COLOUR_RULE)
    if pair["derived"]:
        notes.append("[d]: derived from a stated change.")
    if pair["base_size"] == "too_small":
        notes.append("[u]: the base is too small for a per cent.")
    if pair["earlier_qualifier"] != "exact" or pair["later_qualifier"] != "exact":
        notes.append("≈ around, > over, < under: the report gives no exact figure.")
    return tuple(dict.fromkeys(notes))


def _caveat(notes: tuple[str, ...]) -> str:
    """As many notes as a slide holds; the first is never cut."""
    text = notes[0] if notes else "None."
    for note in notes[1:]:
        if len(text) + 1 + len(note) <= CAVEAT_LENGTH:
            text = f"{text} {note}"
    return text


def _source(tables: Tables, pair: Mapping[str, Any], paragraphs: Mapping[str, str]) -> str:
    """Report, committee, day and paragraph of the later figure, and of the earlier where it stands in another report."""
    later = _place(tables, pair, "later", paragraphs)
    if not pair["earlier_id"] or pair["earlier_report_id"] == pair["later_report_id"]:
        return later
    return f"{later}; {words.lower_first(_place(tables, pair, 'earlier', paragraphs))}"


def _place(tables: Tables, pair: Mapping[str, Any], side: str, paragraphs: Mapping[str, str]) -> str:
    report = words.upper_first(slide_words.report_words(tables, str(pair[f"{side}_report_id"])))
    paragraph = paragraphs.get(str(pair[f"{side}_id"]), "")
    return f"{report}, {words.paragraph(paragraph)}" if paragraph else report


def _links(tables: Tables, pair: Mapping[str, Any]) -> tuple[str, ...]:
    """The addresses of the published reports, for the notes."""
    reports = [
        tables.records("reports").get(str(pair[f"{side}_report_id"]), {}) for side in ("later", "earlier")
    ]
    return tuple(dict.fromkeys(str(report["url"]) for report in reports if report.get("url")))
