"""The values of the filters: what each is called, how many rows it would leave, in which order they stand.

One place for all pages, so that a code is called the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components import address, checked, told, words
from components.store import Tables
from etl import schema

SHOWN = 60
WHOLE_SERVICE = "Whole service (MPS)"
# Closed lists stand in their own order; all else by the number of rows, the largest first.
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


def of(tables: Tables, key: str, column: pd.Series[Any], chosen: Sequence[str]) -> list[Option]:
    """The values of a filter from the column that holds them, under the other filters; chosen ones always among them.

    Args:
        tables: the build, for the names.
        key: the key of the address.
        column: its codes, a row each; for `family` the metrics.
        chosen: the values that the address holds.
    """
    codes = column.astype(str)
    if key == "family":
        codes = codes.map(address.families(tables))
    counts = {str(code): int(count) for code, count in codes.value_counts().items() if code and count}
    found = [
        Option(code=code, name=name(tables, key, code), count=counts.get(code, 0))
        for code in dict.fromkeys([*counts, *chosen])
    ]
    if key in _ORDERS:
        order = _ORDERS[key]
        return sorted(found, key=lambda option: order.index(option.code))
    if key == "report":
        return sorted(found, key=lambda option: option.code, reverse=True)
    first = [option for option in found if option.code in chosen]
    return [*first, *(option for option in found if option.code not in chosen)][: max(SHOWN, len(first))]


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
