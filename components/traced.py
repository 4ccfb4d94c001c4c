"""What is known of one figure: how its place, period and definition were read, and where else it is stated."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import Any

import pandas as pd

from components import words
from components.records import Figure, as_figures
from components.store import Tables

NEAREST = 3
PERIOD_FROM = {
    "sentence": "read in the sentence",
    "list_heading": "read in the heading of the list",
    "paragraph": "read in the paragraph",
    "report": "set for the whole report by one of its sentences",
    "report_date": "taken from the date of the report, for none is stated",
}
DEFINITION_FROM = {
    "stated": "as the text says",
    "by_period": "by its period",
    "inferred": "inferred: the report does not say that the value was recalculated",
}
QUALIFIERS = {
    "exact": "exact, as printed",
    "approx": "around (about, some, approximately): an estimate",
    "over": "over (more than, at least): a lower bound",
    "under": "under (nearly, less than, up to): an upper bound",
}


def nearest(tables: Tables, figure_id: str) -> list[str]:
    """The identifiers that begin most like one that there is not; empty where nothing is alike.

    They stand beside its place in the order of all identifiers.
    """
    ids = sorted(map(str, tables.figures["figure_id"]))
    place = bisect_left(ids, figure_id)
    around = ids[max(0, place - NEAREST) : place + NEAREST]
    alike = [(_alike(figure_id, one), one) for one in around]
    ordered = sorted((one for one in alike if one[0]), key=lambda one: (-one[0], one[1]))
    return [one for _, one in ordered[:NEAREST]]


def _alike(first: str, second: str) -> int:
    """How many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def period_from(figure: Figure) -> str:
    """Where the period was read, in words."""
    return "" if figure.period_type == "unstated" else PERIOD_FROM.get(figure.period_from, "")


def days(figure: Figure) -> str:
    """First and last day, where the period in words does not say them: “1 April 2006 to 31 March 2007”."""
    if figure.period_start is None or figure.period_end is None or figure.period_start == figure.period_end:
        return ""
    return f"{words.day(figure.period_start)} to {words.day(figure.period_end)}"


def repeats(tables: Tables, figure: Figure) -> list[Figure]:
    """The other statements of the figure in its own report."""
    first = figure.repeat_of or figure.figure_id
    frame = tables.figures_in(figure.report_id)
    same = (frame["figure_id"] == first) | (frame["repeat_of"] == first)
    return as_figures(frame[same & (frame["figure_id"] != figure.figure_id)])


def elsewhere(tables: Tables, figure: Figure) -> list[Figure]:
    """Statements of the same thing for the same period in other reports, whatever their value."""
    if figure.period_start is None or figure.period_end is None:
        return []
    frame = tables.select(figure.metric)
    same: Any = (frame["report_id"] != figure.report_id) & (frame["repeat_of"] == "")
    for column in ("group", "scope", "kind", "statistic", "unit", "definition", "period_type"):
        same &= frame[column] == getattr(figure, column)
    for column in ("period_start", "period_end"):
        same &= frame[column] == pd.Timestamp(getattr(figure, column))
    if "other" in (figure.metric, figure.group):
        same &= frame["label"] == figure.label
    return as_figures(frame[same])


def beside(tables: Tables, figure: Figure) -> list[Figure]:
    """The other figures of its sentence."""
    frame = tables.figures_in(figure.report_id, figure.paragraph)
    same = (frame["quote"] == figure.quote) & (frame["figure_id"] != figure.figure_id)
    return as_figures(frame[same])


def neighbours(tables: Tables, figure: Figure) -> tuple[Figure | None, Figure | None]:
    """The figure before and the one behind it in the text of its report."""
    frame = tables.figures_in(figure.report_id)
    place = int((frame["figure_id"] == figure.figure_id).to_numpy().argmax())
    before = as_figures(frame.iloc[place - 1 : place]) if place else []
    behind = as_figures(frame.iloc[place + 1 : place + 2])
    return (before[0] if before else None), (behind[0] if behind else None)


def corrections(tables: Tables, figure_id: str) -> list[str]:
    """What a correction of the source did to the figure, and why."""
    done = tables.manifest.get("corrections")
    return [
        f"{one.get('action', 'flag')} {one.get('column') or ''} {one.get('before') or ''} "
        f"{one.get('after') or ''}: {one.get('why', '')}".replace("  ", " ")
        for one in (done if isinstance(done, list) else ())
        if isinstance(one, dict) and one.get("figure_id") == figure_id
    ]
