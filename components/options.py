"""The values of the filters: what each is called, how many rows it would leave, in which order they stand.

One place for all pages, so that a code is called the same everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components import address, checked, told, words
from components.store import Tables
from etl import schema

OFFERED = 60  # boxes of one filter: nobody reads more, other filters bring the rest up
WHOLE_SERVICE = "Whole service (MPS)"
# Closed lists stand in their own order, reports newest first, all else by the number of rows, the largest first.
_ORDERS: Mapping[str, Sequence[str]] = {
    "basis": tuple(told.BASES),
    "verdict": tuple(told.VERDICTS),
    "outcome": checked.ORDER,
    "check": schema.CHECK_KINDS,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A value of a filter: its code, its name, and how many rows it would leave."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """The values of a filter that are offered, and how many values there are in all."""

    offered: Sequence[Option]
    every: int

    def __iter__(self) -> Iterator[Option]:
        return iter(self.offered)

    def __len__(self) -> int:
        return len(self.offered)


def of(tables: Tables, key: str, column: pd.Series[Any], chosen: Sequence[str]) -> Options:
    """The values of a filter from the column that holds them, under the other filters: chosen ones always, at most `OFFERED` others.

    Args:
        tables: the build, for the names.
        key: the key of the address.
        column: its codes, a row each; for `family` the metrics.
        chosen: the values that the address holds.
    """
    counts: Counter[str] = Counter()
    families = address.families(tables) if key == "family" else {}
    for (
        code,
        count,
    ) in column.value_counts().items():  # of a category by its number: no text is made for any row
        counts[families.get(str(code), "") if families else str(code)] += int(count)
    counts = Counter({code: count for code, count in counts.most_common() if code and count})
    every = list(dict.fromkeys([*counts, *chosen]))
    if key in _ORDERS:
        offered = sorted(every, key=_ORDERS[key].index)
    else:
        first = [code for code in every if code in chosen]
        others = [code for code in every if code not in chosen]
        if key == "report":  # a report is called after its day
            others.sort(reverse=True)
        offered = [*first, *others[: max(OFFERED - len(first), 0)]]
    return Options(
        offered=[
            Option(code=code, name=name(tables, key, code), count=counts.get(code, 0)) for code in offered
        ],
        every=len(every),
    )


def name(tables: Tables, key: str, code: str) -> str:
    """A value of a key as readers call it.

    >>> name(None, "scope", "mps"), name(None, "basis", "versus_target")
    ('Whole service (MPS)', 'Against target')
    """
    fixed = _FIXED.get(key)
    if fixed is not None:
        return words.upper_first(fixed[code])
    if key in ("metric", "definition"):
        return tables.label(f"{key}s", code)
    if key == "group":
        none = {address.OTHER_GROUP: "Other groups", address.NO_GROUP: "No group"}
        return none.get(code) or tables.label("groups", code)
    if key == "family":
        families = {str(one["family"]) for one in tables.records("metrics").values()}
        return next((family for family in families if address.slug(family) == code), code)
    if key == "scope":
        return WHOLE_SERVICE if code == "mps" else words.scope(code)
    if key == "report":
        report = tables.records("reports").get(code, {})
        day = words.day(report["date"]) if report.get("date") else ""
        return ", ".join(part for part in (str(report.get("title") or code), day) if part)
    if key in ("from", "to"):
        return words.day(date.fromisoformat(code))
    return code


_FIXED: Mapping[str, Mapping[str, str]] = {
    "basis": told.BASES,
    "verdict": told.VERDICTS,
    "outcome": told.OUTCOMES,
    "check": checked.KINDS,
    "judgement": told.JUDGEMENTS,
    "target_status": told.STATUSES,
    "kind": words.KIND_WORDS,
    "period_type": words.PERIOD_WORDS | {"unstated": "not stated"},
    "unit": words.UNIT_WORDS,
    "qualifier": words.QUALIFIER_WORDS | {"exact": "exact"},
    "statistic": words.STATISTIC_WORDS | {"value": "single value"},
}
