"""The address is the state."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import address
from components.address import View
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
    view = View(metric=metric, group=group)
    assert address.read(urlsplit(address.page(view)).query, tables) == view
    assert address.read(urlsplit(address.csv(view)).query, tables) == view


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?metric=absent", "there is no metric “absent”"),
        ("?group=absent", "there is no group “absent”"),
        (f"?metric={'x' * 3000}", f"there is no metric “{'x' * 39}…”"),
    ],
)
def test_an_unknown_code_is_ignored_and_named(tables: Tables, query: str, words: str) -> None:
    view = address.read(query, tables)
    assert (view.metric, view.group) == ("", "")
    assert view.unknown == (words,)


@pytest.mark.parametrize("query", [None, "", "?", "?other=1", "?metric=", "?&&=&", "?metric=offences&utm=x"])
def test_what_is_not_ours_is_left_alone(tables: Tables, query: str | None) -> None:
    assert address.read(query, tables).unknown == ()


@given(st.text(max_size=60))
def test_any_query_is_read(query: str) -> None:
    empty = sample_tables_without_rows()
    view = address.read(query, empty)
    assert (view.metric, view.group) == ("", "")


def sample_tables_without_rows() -> Tables:
    return Tables(figures=pd.DataFrame(), rows={}, code_lists={"metrics": {}, "groups": {}})
