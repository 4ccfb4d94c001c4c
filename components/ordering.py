"""The order of measures on every page: by family, metric and group, as their code lists have them."""

from __future__ import annotations

from functools import lru_cache

from components.store import Tables

Place = tuple[int, int, int]


@lru_cache(maxsize=1)  # a build is its own identity; one that was replaced is let go
def _places(tables: Tables) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    families = dict.fromkeys(str(one["family"]) for one in tables.records("metrics").values())
    lists = (list(families), list(tables.records("metrics")), list(tables.records("groups")))
    family, metric, group = ({code: place for place, code in enumerate(codes)} for codes in lists)
    return family, metric, group


def family(tables: Tables, metric: str) -> int:
    """The place of a metric's family; behind all others for a metric that there is not."""
    places = _places(tables)[0]
    return places.get(str(tables.records("metrics").get(metric, {}).get("family", "")), len(places))


def place(tables: Tables, metric: str, group: str) -> Place:
    """The place of a metric and group: family, metric, group; figures of no group first, unknown codes last."""
    _, metrics, groups = _places(tables)
    return (
        family(tables, metric),
        metrics.get(metric, len(metrics)),
        groups.get(group, len(groups)) if group else -1,
    )
