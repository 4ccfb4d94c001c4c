"""Compare, checks, trace and reports as their readers meet them: filters and Back, widths, keyboard, axe, the file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from components import ids
from tests import built_tables
from tests.browser.conftest import assert_nothing_stands_out

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def figure_id(printed: str) -> str:
    frame = built_tables.tables().figures
    return str(frame[frame["printed"] == printed]["figure_id"].iloc[0])


def pages() -> list[str]:
    """Every page and its states."""
    pair = built_tables.tables().comparisons.iloc[0]
    chosen = f"metric={pair['metric']}&earlier={pair['earlier_id']}"
    return [
        "/compare",
        "/compare?sort=-relative&basis=versus_target",
        "/compare?basis=versus_target&metric=hotline_calls",
        f"/compare?{chosen}&later={pair['later_id']}",
        "/checks",
        "/checks?outcome=does_not_fit",
        "/checks?check=parts&outcome=does_not_fit",
        f"/figure/{figure_id('44.4%')}",
        "/figure/unknown",
        "/reports",
        "/reports?metric=bme_share",
        "/reports/2008-01-31-mpa-06b",
        "/reports/unknown",
    ]


@pytest.mark.parametrize("place", range(13))
def test_nothing_overflows_and_axe_finds_nothing(built_site: str, open_page: Open, place: int) -> None:
    page = open_page(f"{built_site}{pages()[place]}")
    for width in (1920, 1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_nothing_stands_out(page, but="svg")
    # axe looks at the narrow state when the test ends; the wide one is looked at below


@pytest.mark.parametrize("place", [0, 3, 4, 7, 9, 11])
def test_axe_finds_nothing_on_a_wide_screen(built_site: str, open_page: Open, place: int) -> None:
    open_page(f"{built_site}{pages()[place]}")


def test_a_filter_changes_the_address_and_back_returns(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare")
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    form = page.get_by_role("form", name="Filter the comparisons")
    basis = form.locator("summary").filter(has_text="Basis")
    basis.click()
    form.get_by_role("checkbox", name=re.compile("Against target")).check()
    expect(page).to_have_url(f"{built_site}/compare?basis=versus_target")
    expect(form.get_by_role("checkbox", name=re.compile("Against target"))).to_be_focused()
    form.get_by_role("checkbox", name=re.compile("Against forecast")).check()
    expect(page).to_have_url(f"{built_site}/compare?basis=versus_target&basis=versus_forecast")
    expect(page.get_by_role("heading", level=2, name="Against target")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Against forecast")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Year on year")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Compare: ")).to_contain_text("pairs compared")
    expect(basis).to_contain_text("2 chosen")
    form.locator("summary").filter(has_text="Verdict").click()
    form.get_by_role("checkbox", name=re.compile("^Like for like")).check()
    expect(page).to_have_url(
        f"{built_site}/compare?basis=versus_target&basis=versus_forecast&verdict=like_for_like"
    )
    page.go_back()
    expect(page).to_have_url(f"{built_site}/compare?basis=versus_target&basis=versus_forecast")
    expect(page.locator("#filter-verdict-like_for_like")).not_to_be_checked()
    page.go_back()
    expect(basis).to_contain_text("Against target")
    page.go_back()
    expect(basis).to_contain_text("all")
    expect(page.get_by_role("heading", level=2, name="Year on year")).to_be_visible()
    assert loads == [], "a filter loads no page again"


def test_a_folded_filter_opens_ticks_and_closes_by_the_keyboard(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare")
    fold = page.locator(".filters .facet").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/compare\?metric=\w+$"))
    expect(fold.locator("summary")).not_to_contain_text(
        "all"
    )  # the page is made anew, and the list stays open
    expect(fold.get_by_role("checkbox").first).to_be_checked()
    expect(fold.get_by_role("checkbox").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(fold.locator("summary")).to_be_focused()
    assert fold.get_attribute("open") is None


def test_headings_order_the_table(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare")
    table = page.locator("#pairs-same_period_last_year")
    table.get_by_role("link", name="Number").click()
    expect(page).to_have_url(f"{built_site}/compare?sort=-change")
    expect(table.locator("th[aria-sort=descending]")).to_contain_text("Number")
    amounts = [
        float(cell.replace("−", "-").replace(",", "").replace("+", ""))
        for cell in table.locator("td.column-change").all_inner_texts()
        if re.search(r"\d", cell)
    ]
    assert amounts == sorted(amounts, reverse=True)


def test_the_file_holds_the_pairs_of_the_screen(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare?metric=sanction_detection_rate")
    shown = {
        (row.get_attribute("id") or "").removeprefix("pair-") for row in page.locator("tr[id^=pair-]").all()
    }
    with page.expect_download() as download:
        page.locator(f"#{ids.DOWNLOAD}").click()
    read = pd.read_csv(io.BytesIO(download.value.path().read_bytes()), keep_default_na=False)
    assert set(read["comparison_id"]) == shown


def test_two_figures_are_chosen_by_keyboard_and_refused_in_words(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare?metric=arrest_rate_spi8a")
    first = page.get_by_label("One figure")
    first.focus()
    first.select_option(figure_id("44.4%"))
    frame = built_tables.tables().select("arrest_rate_spi8a")
    page.get_by_label("The other").select_option(str(frame[frame["kind"] == "target"]["figure_id"].iloc[0]))
    page.get_by_role("button", name="Compare the two").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ruling")).to_contain_text("The two may not be compared: definition changed.")
    expect(page.locator("#ruling")).to_contain_text("These may be compared instead:")
    expect(
        page.get_by_role("button", name="Compare the two")
    ).to_be_focused()  # not back at the top of the page


def test_a_figure_is_traced_from_a_pair_to_its_sentence_and_cited(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare?metric=arrest_rate_spi8a")
    page.locator("#pairs-same_period_last_year").get_by_role("link", name="44.4%").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where 44.4% comes from")
    expect(page.locator("blockquote mark")).to_have_text("44.4%")
    expect(page.get_by_text("In our words")).to_be_visible()
    published = page.get_by_role("link", name="open the published original").get_attribute("href") or ""
    assert published.startswith("http://policeauthority.org/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").inner_text()
    page.get_by_role("link", name="Next figure").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Where ")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where 44.4% comes from")


@pytest.mark.parametrize("place", [0, 4, 7, 9])
def test_the_keyboard_reaches_every_control_and_focus_is_seen(
    built_site: str, open_page: Open, place: int
) -> None:
    page = open_page(f"{built_site}{pages()[place]}")
    count = page.evaluate(
        "[...document.querySelectorAll('main a, main select, main button')].filter(e => e.checkVisibility()).length"
    )
    reached = 0
    for _ in range(count + 20):
        page.keyboard.press("Tab")
        is_new, style, width = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " const is_new = !!e.closest('main') && e.id !== 'main' && !e.reached; e.reached = true;"
            " return [is_new, s.outlineStyle, s.outlineWidth]; })()"
        )
        if is_new:
            reached += 1
            assert (style, width) == ("solid", "3px")
        if reached == count:
            break
    assert reached == count


def test_clicking_a_mark_of_a_dumbbell_opens_its_trace(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare?metric=network_disruptions")
    page.wait_for_selector(".js-plotly-plot .points path")
    mark = page.locator(".js-plotly-plot .points path").last
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Where ")


def test_a_printed_page_has_its_headings_and_no_forms(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare")
    page.emulate_media(media="print")
    expect(page.get_by_role("columnheader", name="Measure").first).to_be_visible()
    expect(page.get_by_role("form", name="Filter the comparisons")).to_be_hidden()
    page.emulate_media(media="screen")


def test_reduced_motion_and_forced_colours_keep_words_and_signs(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/compare?metric=arrest_rate_spi8a")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    expect(page.locator(".judge.better").first).to_have_text(re.compile("▲ better"))
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")


@pytest.mark.parametrize(("path", "table"), [("/reports", "coverage"), ("/checks", "counts")])
def test_a_table_of_the_screen_is_saved_as_it_stands(
    built_site: str, open_page: Open, path: str, table: str
) -> None:
    page = open_page(f"{built_site}{path}")
    with page.expect_download() as download:
        page.locator(f"button[data-table={table}]").click()
    read = pd.read_csv(io.BytesIO(download.value.path().read_bytes()), dtype=str, keep_default_na=False)
    assert list(read.columns) == page.locator(f"#{table} thead th").all_inner_texts()
    shown = [
        row.locator("th, td").all_inner_texts()
        for row in page.locator(f"#{table} tbody tr:not(.block)").all()
    ]
    assert len(read) == len(shown)
    for line, cells in zip(read.to_numpy().tolist(), shown, strict=True):
        assert [one for one in line if one != "none"] == [one for one in cells if not one.startswith("–")]


def test_a_table_of_counts_stays_a_table_on_a_narrow_screen(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/checks", 320)
    row = page.locator("#counts tbody tr").first
    assert len({round(box["y"]) for cell in row.locator("th, td").all() if (box := cell.bounding_box())}) == 1
    expect(page.get_by_role("columnheader", name="Does not fit").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
