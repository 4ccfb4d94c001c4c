"""The address is the state."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import address
from components.store import Tables, reader
from tests import sample_tables


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    read = reader(sample_tables.write(tmp_path_factory.mktemp("tables")))()
    assert isinstance(read, Tables)
    return read


@pytest.mark.parametrize("metric", ["", *(code for code, *_ in sample_tables.METRICS)])
@pytest.mark.parametrize("group", ["", *(code for code, *_ in sample_tables.GROUPS)])
def test_a_link_is_read_back(tables: Tables, metric: str, group: str) -> None:
    view = address.view(metric=metric, group=group)
    assert address.read(urlsplit(address.link("/explore", view)).query, tables) == view


VALUES: dict[str, list[str]] = {
    "family": ["workforce", "asset-recovery"],
    "metric": ["offences", "bme_share"],
    "group": ["pcso", "other"],
    "scope": ["haringey", "mps"],
    "kind": ["actual", "change_pp"],
    "period_type": ["fytd", "unstated"],
    "report": ["2007-03-01-sample-4"],
    "paragraph": ["14.c", "rec39.g"],
    "from": ["2006-04-01"],
    "to": ["2008-02-29"],
    "basis": ["year_on_year"],
    "verdict": ["not_comparable"],
    "check": ["rate", "pace"],
    "outcome": ["does_not_fit"],
    "q": ["=vans & <Haringey>"],
    "sort": ["oldest"],
    "version": ["afc82543daa8ed7c"],  # pragma: allowlist secret (the version of a build)
}


@given(asked=st.fixed_dictionaries({}, optional={key: st.just(values) for key, values in VALUES.items()}))
def test_every_key_and_repeated_keys_are_read_back(tables: Tables, asked: dict[str, list[str]]) -> None:
    view = address.view(**asked)
    assert address.read(address.link("", view), tables) == view


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?metric=absent", "there is no metric “absent”"),
        ("?group=absent", "there is no group “absent”"),
        ("?kind=offences", "there is no kind “offences”"),
        ("?from=1.4.2006", "there is no day (like 2006-04-01) “1.4.2006”"),
        ("?to=2006-02-30", "there is no day (like 2007-03-31) “2006-02-30”"),
        ("?from=20060401", "there is no day (like 2006-04-01) “20060401”"),
        ("?sort=ran*dom", "there is no order “ran*dom”"),
        ("?page=0", "there is no page “0”"),
        ("?version=../x", "there is no data version “../x”"),
        (f"?metric={'x' * 3000}", f"there is no metric “{'x' * 39}…”"),
        (f"?q={'x' * 101}", f"there is no search of that length “{'x' * 39}…”"),
        ("?q=knife&q=gun", "only one search of that length can be asked for, so not “gun”"),
    ],
)
def test_an_unknown_value_is_ignored_and_named(tables: Tables, query: str, words: str) -> None:
    view = address.read(query, tables)
    assert view.unknown == (words,)
    assert view.one("q") in ("", "knife")
    assert set(view.chosen) <= {"q"}


def test_known_values_of_a_key_stay_beside_unknown_ones(tables: Tables) -> None:
    view = address.read("?metric=offences&metric=absent&metric=bme_share", tables)
    assert view.all("metric") == ("offences", "bme_share")
    assert len(view.unknown) == 1


@pytest.mark.parametrize(
    "query", [None, "", "?", "?strange=1", "?metric=", "?&&=&", "?metric=offences&utm=x"]
)
def test_what_is_not_ours_is_left_alone(tables: Tables, query: str | None) -> None:
    assert address.read(query, tables).unknown == ()


def test_addresses_stay_short(tables: Tables) -> None:
    query = "&".join(f"paragraph={'9' * 60}{number}" for number in range(100, 200))
    view = address.read(query, tables)
    assert len(address.link("/explore", view, bom="1")) < 2000
    assert view.unknown[0].startswith("the address is too long for ")
    assert len(view.all("paragraph")) + len(view.unknown) == 100


def test_a_value_is_added_and_taken_out(tables: Tables) -> None:
    view = address.view(metric="offences", group="pcso")
    more = view.toggled("group", "police_staff")
    assert more.all("group") == ("pcso", "police_staff")
    assert more.toggled("group", "police_staff") == view
    assert view.but(group="").all("group") == ()
    assert view.only("group") == address.view(group="pcso")


def test_a_pinned_link_has_the_version(tables: Tables) -> None:
    view = address.view(metric="offences")
    link = address.pinned("/explore", view, replace(tables, version="abc"))
    assert link == "/explore?metric=offences&version=abc"


@given(st.text(max_size=60))
def test_any_query_is_read(query: str) -> None:
    view = address.read(query, Tables(figures=pd.DataFrame(), rows={}, code_lists=NOTHING))
    assert (view.one("metric"), view.one("group")) == ("", "")


NOTHING: dict[str, dict[str, dict[str, str]]] = {
    name: {} for name in ("metrics", "groups", "reports", "definitions")
}
