"""The address is the state: what a page shows is read from its query, and every link is written here.

`KEYS` is the one place that knows the keys of all pages and what may stand behind them. A key may be repeated; each of its
values is an alternative, and different keys narrow one another. Defaults are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from components.store import Tables
from etl import schema

OTHER_GROUP = "other"  # the contract's code for a group that has none of its own; the figure's label names it
NO_GROUP = "none"  # what stands in an address for the empty code: a figure of no group
YES = "yes"
LONGEST = 1900  # characters of a query; with host and path an address stays under 2,000
_SLUG = re.compile(r"[^a-z0-9]+")
_IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_ORDER = re.compile(r"-?[a-z]{1,20}")  # each page has its own
_PAGE = re.compile(r"[1-9]\d{0,5}")
_SEARCH_LENGTH = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A key of the address: what its values are called in a notice, which are known, whether it may be repeated."""

    name: str
    noun: str
    known: Callable[[str, Tables], bool]
    many: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What the address asks for: values by key, without keys that are not asked for; `unknown` says what was ignored."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def all(self, key: str) -> tuple[str, ...]:
        """The values of a key, in the order of the address."""
        return self.chosen.get(key, ())

    def one(self, key: str) -> str:
        """The only (or first) value of a key, or an empty text.

        >>> view(metric="offences").one("metric")
        'offences'
        """
        return next(iter(self.all(key)), "")

    def day(self, key: str) -> date | None:
        """The value of a key as a day."""
        return date.fromisoformat(self.one(key)) if self.one(key) else None

    def but(self, **changes: str | Iterable[str]) -> View:
        """The same view with other values for some keys; an empty value takes the key out.

        Other rows begin on their first page: `page` is taken out, unless it or the version alone is what changes.

        >>> link("/explore", view(metric="offences", q="knife").but(q=""))
        '/explore?metric=offences'
        """
        new = {key: _values(value) for key, value in changes.items()}
        if not {"page", "version"} & set(changes):
            new["page"] = ()
        return View(chosen={key: values for key, values in {**self.chosen, **new}.items() if values})

    def toggled(self, key: str, value: str) -> View:
        """The same view with one value of a key added, or taken out where it is there."""
        have = self.all(key)
        values = tuple(one for one in have if one != value) if value in have else (*have, value)
        return self.but(**{key: values})

    def only(self, *keys: str) -> View:
        """The same view with these keys alone."""
        return View(chosen={key: values for key, values in self.chosen.items() if key in keys})


def view(**chosen: str | Iterable[str]) -> View:
    """A view of values by key.

    >>> view(metric="offences", group=["burglary", "robbery"]).all("group")
    ('burglary', 'robbery')
    """
    return View().but(**chosen)


def _values(value: str | Iterable[str]) -> tuple[str, ...]:
    return ((value,) if value else ()) if isinstance(value, str) else tuple(dict.fromkeys(value))


def slug(text: str) -> str:
    """A label as it stands in an address.

    >>> slug("Domestic violence arrests")
    'domestic-violence-arrests'
    """
    return _SLUG.sub("-", text.lower()).strip("-")


def families(tables: Tables) -> dict[str, str]:
    """The family of each metric, as an address names it."""
    return {code: slug(str(one["family"])) for code, one in tables.records("metrics").items()}


def _codes(*codes: str) -> Callable[[str, Tables], bool]:
    return lambda value, tables: value in codes


def _in_figures(column: str) -> Callable[[str, Tables], bool]:
    return lambda value, tables: column in tables.figures and value in tables.codes(column)


def _in_list(table: str) -> Callable[[str, Tables], bool]:
    return lambda value, tables: value in tables.records(table)


def _metric(value: str, tables: Tables) -> bool:
    return value in tables.rows or value in tables.records("metrics")


def _group(value: str, tables: Tables) -> bool:
    return value in (OTHER_GROUP, NO_GROUP) or value in tables.records("groups")


def _family(value: str, tables: Tables) -> bool:
    return value in families(tables).values()


def _day(value: str, tables: Tables) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_identifier(text: str) -> bool:
    """Whether a text may be the identifier of a figure, a report, a build: letters, digits, points and hyphens."""
    return _IDENTIFIER.fullmatch(text) is not None


def _identifier(value: str, tables: Tables) -> bool:
    return is_identifier(value)


def _order(value: str, tables: Tables) -> bool:
    return _ORDER.fullmatch(value) is not None


def _page(value: str, tables: Tables) -> bool:
    return _PAGE.fullmatch(value) is not None


def _search(value: str, tables: Tables) -> bool:
    return len(value) <= _SEARCH_LENGTH


KEYS: tuple[Key, ...] = (
    Key(name="family", noun="family", known=_family),
    Key(name="metric", noun="metric", known=_metric),
    Key(name="group", noun="group", known=_group),
    Key(name="scope", noun="scope", known=_in_figures("scope")),
    Key(name="kind", noun="kind", known=_codes(*schema.KINDS)),
    Key(name="statistic", noun="statistic", known=_codes(*schema.STATISTICS)),
    Key(name="unit", noun="unit", known=_codes(*schema.UNITS)),
    Key(name="qualifier", noun="qualifier", known=_codes(*schema.QUALIFIERS)),
    Key(name="period_type", noun="kind of period", known=_codes(*schema.PERIOD_TYPES)),
    Key(name="definition", noun="definition", known=_in_list("definitions")),
    Key(name="report", noun="report", known=_in_list("reports")),
    Key(name="paragraph", noun="paragraph", known=_identifier),
    Key(name="label", noun="label", known=_in_figures("label")),
    Key(name="charted", noun="choice (only yes)", known=_codes(YES), many=False),
    Key(name="from", noun="day (like 2006-04-01)", known=_day, many=False),
    Key(name="to", noun="day (like 2007-03-31)", known=_day, many=False),
    Key(name="basis", noun="basis", known=_codes(*schema.BASES)),
    Key(name="verdict", noun="verdict", known=_codes(*schema.VERDICTS)),
    Key(name="reason", noun="reason", known=_codes(*schema.REASONS[1:])),
    Key(name="judgement", noun="judgement", known=_codes(*schema.JUDGEMENTS)),
    Key(name="target_status", noun="target status", known=_codes(*schema.TARGET_STATUSES[1:])),
    Key(name="check", noun="kind of check", known=_codes(*schema.CHECK_KINDS)),
    Key(name="outcome", noun="outcome", known=_codes(*schema.CHECK_OUTCOMES)),
    Key(name="q", noun="search of that length", known=_search, many=False),
    Key(name="sort", noun="order", known=_order, many=False),
    Key(name="page", noun="page", known=_page, many=False),
    Key(name="earlier", noun="figure", known=_identifier, many=False),
    Key(name="later", noun="figure", known=_identifier, many=False),
    Key(name="pair", noun="comparison", known=_identifier),
    Key(name="slide", noun="slide", known=_identifier),
    Key(name="show", noun="part of the page", known=_identifier),
    Key(name="version", noun="data version", known=_identifier, many=False),
)
_BY_NAME = {key.name: key for key in KEYS}


def read(query: str | None, tables: Tables, sorts: Collection[str] | None = None) -> View:
    """The view of a query, checked against the codes of the tables and the orders that a page has.

    A value that they do not know is left out and named in `unknown`; a key that is not ours is left alone.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    length = 0
    for name, raw in dict.fromkeys(parse_qsl((query or "").removeprefix("?"))):
        key, value = _BY_NAME.get(name), raw.strip()
        if key is None or not value:
            continue
        have = chosen.get(name, ())
        if name == "sort" and sorts is not None and value not in sorts:
            unknown.append(f"this page has no order “{_short(value)}”")
        elif not key.known(value, tables):
            unknown.append(f"there is no {key.noun} “{_short(value)}”")
        elif have and not key.many:
            unknown.append(f"only one {key.noun} can be asked for, so not “{_short(value)}”")
        elif (length := length + len(urlencode({name: value})) + 1) > LONGEST:
            unknown.append(f"the address is too long for “{_short(value)}”")
        else:
            chosen[name] = (*have, value)
    return View(chosen=chosen, unknown=tuple(unknown))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def link(path: str, view: View, **more: str) -> str:
    """The address of a page or file that shows a view; keys in the order of `KEYS`, then `more`.

    >>> link("/explore", view(group="burglary", metric="offences"))
    '/explore?metric=offences&group=burglary'
    """
    pairs = [(key.name, value) for key in KEYS for value in view.all(key.name)]
    query = urlencode([*pairs, *((key, value) for key, value in more.items() if value)])
    return f"{path}?{query}" if query else path


def explore(**chosen: str | Iterable[str]) -> str:
    """The address of the figures that have these values.

    >>> explore(metric="offences")
    '/explore?metric=offences'
    """
    return link("/explore", view(**chosen))


def figure(figure_id: str) -> str:
    """The address of a figure's trace.

    >>> figure("3f2a")
    '/figure/3f2a'
    """
    return f"/figure/{figure_id}"


def report(report_id: str) -> str:
    """The address of a report's page.

    >>> report("2007-03-08-x-eodb-11")
    '/reports/2007-03-08-x-eodb-11'
    """
    return f"/reports/{report_id}"


def pinned(path: str, view: View, tables: Tables) -> str:
    """The address of a view with the version of the data that it was made on."""
    return link(path, replace(view.but(version=tables.version)))
