"""Active titles of ten words at most, made from a comparable pair.

The wordings of a pair run from the fullest to the shortest, and the first that fits is taken. What limits the message (whose
figure it is, that a change is not clear, that it wants caution) is in every one of them; what the subtitle says anyway is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from components import words

MOST_WORDS = 10
# How a committee says it, where the name on screen is long or a term of the statisticians.
SAID = {
    "arrest_rate_spi8a": "arrest rate",
    "bme_share": "BME share",
    "bme_headcount": "BME people",
    "charge_share": "charge share",
    "caution_share": "caution share",
    "female_headcount": "women",
    "network_disruptions": "network disruptions",
    "workforce_strength": "people",
}
# Shorter still, where the title would be too long; the subtitle has the full name.
SHORT = {
    "sanction_detection_rate": "sanction detections",
    "judicial_disposal_rate": "judicial disposals",
    "clear_up_rate": "clear-ups",
    "detection_rate": "detections",
    "prosecution_rate": "prosecutions",
    "public_satisfaction": "satisfaction",
}
GROUPS = {
    "applications": "applicants",
    "homophobic_crime": "homophobic crime",
    "pcso": "PCSO",
    "police_officer_applications": "officer applicants",
    "police_officer_recruits": "officer recruits",
    "selection_passed": "candidates who passed",
    "total_workforce": "workforce",
    "vulnerable_adult_abuse": "vulnerable adult abuse",
}
SHARES_OF_STAFF = frozenset(
    {"bme_share", "female_share", "bme_headcount", "female_headcount", "workforce_strength"}
)
ONE_PART = "One unit"
WHOLE = frozenset({"mps"})


def title(pair: Mapping[str, Any], *, group: str, metric: str) -> str:
    """The title of a comparable pair.

    Args:
        pair: a record of the comparisons table, like for like or with caution.
        group: the name of its group on screen; empty for none.
        metric: the name of its metric on screen, or its label.

    >>> pair = dict(
    ...     metric="offences",
    ...     group="burglary",
    ...     scope="mps",
    ...     unit="count",
    ...     basis="year_on_year",
    ...     verdict="like_for_like",
    ...     judgement="no_judgement",
    ...     clear=False,
    ...     earlier_value=120.0,
    ...     later_value=100.0,
    ...     change_abs=-20.0,
    ...     change_unit="count",
    ...     earlier_qualifier="exact",
    ...     later_qualifier="exact",
    ...     earlier_printed="120",
    ...     later_printed="100",
    ...     earlier_kind="actual",
    ...     earlier_period_end=None,
    ...     later_period_end=None,
    ... )
    >>> title(pair, group="Burglary", metric="Offences")
    '20 fewer burglary offences: no clear change'
    """
    fitting = (text for text in _wordings(pair, group, metric) if len(text.split()) <= MOST_WORDS)
    return next(fitting, "Two figures: see the chart and the caveats")


def _wordings(pair: Mapping[str, Any], group: str, metric: str) -> Iterator[str]:
    scope = "" if pair["scope"] in WHOLE else words.scope(str(pair["scope"]))
    owners = [f"{scope}: "] if scope else [""]
    if scope:
        owners.append(f"{ONE_PART}: ")
    tail = _tail(pair)
    for owner in owners:
        for thing in _things(pair, group, metric):
            for said in _said(pair, thing):
                yield _joined(owner, said, tail)
    change = _change(pair)
    if group:
        whose = f"{scope}, {words.lower_first(group)}: " if scope else f"{group}: "
        yield _joined(whose, change, tail)
    for said in (change, _side(pair, "later")):
        for owner in owners:
            yield _joined(owner, said, tail)


def _joined(owner: str, said: str, tail: str) -> str:
    """Owner, message and limit with one colon: after an owner, the limit comes behind a comma."""
    text = f"{owner}{said if owner else words.upper_first(said)}"
    if not tail:
        return text
    return f"{text}{',' if ':' in text else ':'} {tail}"


def _things(pair: Mapping[str, Any], group: str, metric: str) -> list[str]:
    """What is measured, from the fullest words to the shortest; each names group and measure."""
    code, measure = str(pair["group"]), str(pair["metric"])
    full = SAID.get(measure, words.lower_first(metric))
    measures = [full, SHORT.get(measure, full)]
    if not group:
        return list(dict.fromkeys(measures))
    groups = [words.lower_first(group), GROUPS.get(code, words.lower_first(group))]
    if measure == "workforce_strength" or groups[0].endswith(full):
        return list(dict.fromkeys(groups))  # total notifiable offences are not said to be offences again
    between = ": " if measure in SHARES_OF_STAFF and pair["unit"] == "percent" else " "
    things = [f"{one}{between}{what}" for what in measures for one in groups]
    if groups[0] in str(pair["scope"]).replace("_", " "):  # the Child Abuse Command: of child abuse
        things += measures
    return list(dict.fromkeys(things))


def _said(pair: Mapping[str, Any], thing: str) -> Iterator[str]:
    """The message about a thing, from the fullest wording to the shortest."""
    inexact = pair["earlier_qualifier"] != "exact" or pair["later_qualifier"] != "exact"
    against = _against(pair)
    change = float(pair["change_abs"])
    if inexact:  # a sum of figures that are not exact would look exact
        colon = "," if ":" in thing else ":"
        yield f"{thing}{colon} {_side(pair, 'later')}, {against or 'from'} {_side(pair, 'earlier')}"
        return
    if change == 0:
        yield f"{thing} level with the {against}" if against else f"{thing} unchanged"
        return
    so_far = " so far" if against and _so_far(pair) else ""
    if _is_counted(pair):
        size = words.value(abs(change), str(pair["change_unit"]))
        more = "more" if change > 0 else ("fewer" if pair["unit"] == "count" else "less")
        noun = singular(thing) if abs(change) == 1 else thing
        yield f"{size} {more} {noun}" + (f" than {against}{so_far}" if against else "")
        return
    for unit_words in ("full", "short"):
        size = _size(pair, short=unit_words == "short")
        if against:
            yield f"{thing} {size} {'above' if change > 0 else 'below'} {against}{so_far}"
        else:
            yield f"{thing} {'up' if change > 0 else 'down'} {size}"


def _change(pair: Mapping[str, Any]) -> str:
    """The change alone, where no words for the thing fit: the subtitle names it."""
    change, against = float(pair["change_abs"]), _against(pair)
    if pair["earlier_qualifier"] != "exact" or pair["later_qualifier"] != "exact":
        return f"{_side(pair, 'later')}, {against or 'from'} {_side(pair, 'earlier')}"
    if change == 0:
        return f"level with the {against}" if against else "unchanged"
    size = _size(pair, short=True)
    if against:
        return f"{size} {'above' if change > 0 else 'below'} {against}" + (" so far" if _so_far(pair) else "")
    return f"{'up' if change > 0 else 'down'} {size}"


def _against(pair: Mapping[str, Any]) -> str:
    return {"versus_target": "target", "versus_forecast": "forecast"}.get(str(pair["basis"]), "")


def _so_far(pair: Mapping[str, Any]) -> bool:
    """Whether the figure ends before the period that its target or forecast is for."""
    ends = pair["later_period_end"], pair["earlier_period_end"]
    return ends[0] is not None and ends[1] is not None and ends[0] < ends[1]


def _is_counted(pair: Mapping[str, Any]) -> bool:
    return str(pair["unit"]) in ("count", *words.CURRENCIES) and str(pair["metric"]) != "other"


def _size(pair: Mapping[str, Any], *, short: bool) -> str:
    change, unit = abs(float(pair["change_abs"])), str(pair["change_unit"])
    text = words.value(change, unit, printed=precision(change))
    return text.replace(" percentage point", " point") if short else text


def precision(change: float) -> str:
    """How a change is printed: whole, or with a decimal where it has one."""
    return f"{change:.0f}" if change == int(change) else f"{change:.1f}"


def _side(pair: Mapping[str, Any], side: str) -> str:
    shown = words.value(float(pair[f"{side}_value"]), str(pair["unit"]), printed=str(pair[f"{side}_printed"]))
    return " ".join(part for part in (words.QUALIFIER_WORDS[str(pair[f"{side}_qualifier"])], shown) if part)


def _tail(pair: Mapping[str, Any]) -> str:
    """What limits the message; the weakest of what may be said."""
    against = _against(pair)
    if (
        float(pair["change_abs"]) == 0
        and pair["judgement"] == "no_change"
        and pair["verdict"] == "like_for_like"
    ):
        return ""
    if pair["judgement"] == "unclear" or pair["clear"] is False:
        return "not clearly different" if against else "no clear change"
    if pair["verdict"] == "with_caution":
        return "" if against and _so_far(pair) else "with caution"
    return "clear change" if pair["clear"] is True and not against else ""


def singular(things: str) -> str:
    """One of the things.

    >>> singular("hotline calls"), singular("women")
    ('hotline call', 'woman')
    """
    if things.endswith("women"):
        return f"{things.removesuffix('women')}woman"
    if things.endswith("people"):
        return f"{things.removesuffix('people')}person"
    return things.removesuffix("s")
