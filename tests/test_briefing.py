"""The briefing as component trees: list, slides, choice, filters."""

from __future__ import annotations

from typing import Any

import pytest

from components import address, slides
from components.pages import Asked, briefing
from tests import built_tables
from tests.trees import elements, links, text, tree


def page(query: str = "") -> tuple[briefing.Page, Any]:
    tables = built_tables.tables()
    made = briefing.render(tables, Asked(path="/briefing", view=address.read(query, tables)))
    return made, tree(made.content)


def sections(content: Any) -> list[Any]:
    return list(elements(content, "Section"))


def total() -> int:
    return int((built_tables.tables().comparisons["verdict"] != "not_comparable").sum())


def test_the_list_leads_to_every_slide() -> None:
    _, content = page()
    assert {f"/briefing?slide={number}" for number in range(1, total() + 1)} <= set(links(content))
    assert f"Download {total()} slides (PowerPoint)" in text(content)


@pytest.mark.parametrize("query", ["", "?slide=3"])
def test_every_slide_stands_in_the_page_for_print(query: str) -> None:
    _, content = page(query)
    assert len(sections(content)) == total()
    assert len(list(elements(content, "H1"))) == 1


def test_a_slide_has_its_message_chart_source_caveats_and_filters() -> None:
    made, content = page("?basis=versus_target&slide=2")
    (current,) = (one for one in sections(content) if one["props"]["className"] == "slide current")
    assert text(list(elements(current, "H1"))) == made.title
    assert len(list(elements(current, "Table"))) == 1
    assert "Caveats. " in text(current)
    assert "Source. Report" in text(current)
    assert "2 of 4. Filters: against target." in text(current)
    assert made.status == f"Slide 2 of 4: {made.title}"


def test_the_neighbours_of_a_slide_keep_the_filters() -> None:
    _, content = page("?basis=versus_target&slide=4")
    (deck,) = (one for one in elements(content, "Div") if one["props"].get("id") == "deck")
    where = {name: deck["props"][f"data-{name}"] for name in ("previous", "next", "first", "last", "list")}
    base = "/briefing?basis=versus_target"
    assert where == {
        "previous": f"{base}&slide=3",
        "next": f"{base}&slide=4",
        "first": f"{base}&slide=1",
        "last": f"{base}&slide=4",
        "list": base,
    }


def test_the_values_of_a_slide_lead_to_their_figures() -> None:
    tables = built_tables.tables()
    _, content = page("?slide=1")
    (current,) = (one for one in sections(content) if one["props"]["className"] == "slide current")
    found = [link.removeprefix("/figure/") for link in links(current)]
    assert len(found) == 2
    assert all(tables.figure(identifier) is not None for identifier in found)


def test_a_slide_is_left_out_and_put_in_by_address() -> None:
    _, content = page("?basis=versus_target")
    leave = [link for link in links(content) if link.count("pair=") == 3]
    assert len(leave) == 4
    made, chosen = page(leave[0].partition("?")[2])
    assert made.status == "Briefing: 3 slides"
    assert "Left out" in text(chosen)
    assert "Filters: against target; 3 chosen slides" in text(chosen)
    assert any(link.count("pair=") == 4 for link in links(chosen))


def test_the_last_slide_cannot_be_left_out() -> None:
    _, content = page("?metric=network_disruptions")
    assert len(sections(content)) == 1
    assert "Leave out" not in text(content)


def test_a_chosen_slide_that_is_gone_is_said() -> None:
    _, content = page("?pair=deadbeef")
    assert "1 chosen slide not among these figures and filters." in text(content)


def test_a_slide_that_is_not_there_is_said_with_the_list() -> None:
    made, content = page("?slide=99")
    assert f"There is no slide 99: {total()} slides in this briefing." in text(content)
    assert made.title == "Briefing"


def test_filters_without_pairs_say_so() -> None:
    _, content = page("?metric=confiscation_orders")
    assert "No pair that may be compared has these filters." in text(content)
    assert sections(content) == []


def test_more_slides_than_a_page_holds_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slides, "MOST", 5)
    _, content = page()
    assert len(sections(content)) == 5
    assert f"The first 5 slides; {total() - 5} more are left out." in text(content)
