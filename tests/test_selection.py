"""Which rows an address asks for, on the tables built from the committed digests."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from components import address, selection
from components.store import Tables
from tests import built_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return built_tables.tables()


def test_no_filter_gives_every_row_in_the_order_of_the_tables(tables: Tables) -> None:
    assert selection.figures(tables, address.view()).equals(tables.figures)
    assert selection.comparisons(tables, address.view()).equals(tables.comparisons)
    assert selection.checks(tables, address.view()).equals(tables.checks)


@pytest.mark.parametrize("key", ["metric", "group", "scope", "kind", "period_type", "report", "qualifier"])
def test_each_value_of_a_key_gives_its_own_rows_and_all_of_them_every_row(tables: Tables, key: str) -> None:
    column = {"report": "report_id"}.get(key, key)
    codes = sorted(tables.codes(column) - {""})
    counts = []
    for code in codes:
        found = selection.figures(tables, address.view(**{key: code}))
        assert set(found[column].astype(str)) == {code}
        counts.append(len(found))
    together = selection.figures(tables, address.view(**{key: codes}))
    assert len(together) == sum(counts) == (tables.figures[column].astype(str) != "").sum()


def test_keys_narrow_one_another(tables: Tables) -> None:
    view = address.view(metric="sanction_detection_rate", group="racist_crime", kind="target")
    found = selection.figures(tables, view)
    assert list(found["value"]) == [33.0]


def test_two_metrics_keep_the_order_of_the_tables(tables: Tables) -> None:
    found = selection.figures(tables, address.view(metric=["hotline_calls", "arrests"]))
    assert list(found.index) == sorted(found.index)
    assert set(found["metric"].astype(str)) == {"hotline_calls", "arrests"}


def test_a_family_is_its_metrics(tables: Tables) -> None:
    found = selection.figures(tables, address.view(family="asset-recovery"))
    assert set(found["metric"].astype(str)) == {"assets_recovered", "cash_seized", "confiscation_orders"}
    view = address.view(family="asset-recovery", metric=["cash_seized", "arrests"])
    assert set(selection.figures(tables, view)["metric"].astype(str)) == {"cash_seized"}
    pairs = selection.comparisons(tables, address.view(family="asset-recovery"))
    assert set(pairs["metric"].astype(str)) == {"assets_recovered"}


def test_from_and_to_are_about_the_last_day(tables: Tables) -> None:
    view = address.view(**{"from": "2007-04-01", "to": "2008-03-31"})
    found = selection.figures(tables, view)
    ends = [day.date() for day in found["period_end"]]
    assert ends
    assert min(ends) >= date(2007, 4, 1)
    assert max(ends) <= date(2008, 3, 31)
    rest = tables.figures[~tables.figures["figure_id"].isin(found["figure_id"])]["period_end"]
    inside = (rest >= pd.Timestamp(2007, 4, 1)) & (rest <= pd.Timestamp(2008, 3, 31))
    assert not inside.any()


@pytest.mark.parametrize("q", ["hotline", "HOTLINE", "calls hotline"])
def test_words_are_found_in_any_order_and_case(tables: Tables, q: str) -> None:
    found = selection.figures(tables, address.view(q=q))
    assert len(found) > 0
    assert all("hotline" in f"{row.label} {row.quote}".lower() for row in found.itertuples())


@pytest.mark.parametrize("q", ["(", "[a", "\\", "zzzz", "hotline zzzz", "%"])
def test_words_are_text_and_not_patterns(tables: Tables, q: str) -> None:
    found = selection.figures(tables, address.view(q=q))
    texts = [f"{row.label} {row.quote}".lower() for row in found.itertuples()]
    assert all(word in text for word in q.split() for text in texts)


def test_a_facet_leaves_its_own_key_aside(tables: Tables) -> None:
    view = address.view(metric="arrests", group="domestic_violence")
    wider = tables.figures.iloc[selection.figure_rows(tables, view, without="group")]
    assert set(wider["metric"].astype(str)) == {"arrests"}
    assert wider["group"].nunique() > 1


def test_comparisons_and_checks_take_their_own_keys(tables: Tables) -> None:
    refused = selection.comparisons(tables, address.view(verdict="not_comparable", basis="versus_target"))
    assert set(refused["verdict"].astype(str)) == {"not_comparable"}
    assert set(refused["basis"].astype(str)) == {"versus_target"}
    misfits = selection.checks(tables, address.view(outcome="does_not_fit", check="contradiction"))
    assert set(misfits["kind"].astype(str)) == {"contradiction"}
    assert len(selection.checks(tables, address.view(q="7,428"))) > 0
