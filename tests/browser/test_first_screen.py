"""The first screen as its readers meet it: links, Back, widths, keyboard, the downloaded file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from components import ids

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
BEYOND_THE_EDGE = """
[...document.querySelectorAll("main *")]
  .filter(part => part.getBoundingClientRect().right > innerWidth + 1 && !part.closest("svg, .unseen, thead"))
  .map(part => part.outerHTML.slice(0, 90))
"""


def figures_on_screen(page: Page) -> list[str]:
    return [
        (row.get_attribute("id") or "").removeprefix("figure-")
        for row in page.locator(f"#{ids.TABLE} tbody tr").all()
    ]


@pytest.mark.parametrize(
    "query", ["", "?metric=sanction_detection_rate", "?metric=bme_share", "?metric=other"]
)
def test_nothing_overflows(site: str, open_page: Open, query: str) -> None:
    page = open_page(f"{site}/{query}")
    if query and "other" not in query:
        page.wait_for_selector(".js-plotly-plot .main-svg")
    for width in (1920, 1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)  # charts follow the width of their frame
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(BEYOND_THE_EDGE) == []


def test_a_metric_link_changes_address_title_table_and_back_returns(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.get_by_role("link", name="SPI8a arrest rate").click()
    expect(page).to_have_url(f"{site}/?metric=arrest_rate_spi8a")
    expect(page).to_have_title("SPI8a arrest rate – Police performance figures")
    expect(page.get_by_role("heading", level=1)).to_have_text("SPI8a arrest rate")
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(1 + 5)
    page.go_back()
    expect(page).to_have_url(f"{site}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the reports say")
    expect(page.get_by_role("table")).to_have_count(0)


def test_a_group_link_narrows_chart_and_table(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?metric=bme_share")
    expect(page.locator("figure")).to_have_count(3)
    page.get_by_role("navigation", name="Groups").get_by_role("link", name="Police staff").click()
    expect(page).to_have_url(f"{site}/?metric=bme_share&group=police_staff")
    expect(page.locator("figure")).to_have_count(1)
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(6)


@pytest.mark.parametrize(
    "query", ["metric=sanction_detection_rate", "metric=other", "metric=bme_share&group=pcso"]
)
def test_the_file_holds_the_rows_of_the_screen(
    site: str, open_page: Open, query: str, tmp_path: Path
) -> None:
    page = open_page(f"{site}/?{query}")
    with page.expect_download() as download:
        page.locator(f"#{ids.DOWNLOAD}").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    read = pd.read_csv(path, keep_default_na=False)  # the byte order mark is taken off
    assert list(read["figure_id"]) == figures_on_screen(page)
    assert path.name.startswith("figures-")
    said = re.search(r"CSV, (\d+) KB", page.locator(f"#{ids.DOWNLOAD}").inner_text())
    assert said is not None
    assert int(said[1]) == max(1, round(path.stat().st_size / 1000))


@pytest.mark.parametrize("metric", ["arrest_rate_spi8a", "bme_share", "assets_recovered"])
def test_every_chart_has_a_name_and_a_sentence(site: str, open_page: Open, metric: str) -> None:
    page = open_page(f"{site}/?metric={metric}")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert page.locator("figure").count() > 0
    for chart in page.locator("figure > [role=img]").all():
        expect(chart).to_have_accessible_name(re.compile(r"\w"))
        expect(chart).to_have_accessible_description(
            re.compile(r"(actual|target|forecast) .+\(.+\)", re.IGNORECASE)
        )
    assert page.locator("text=Share chart").count() == 0


def test_charts_name_their_source_and_hollow_marks_are_drawn(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?metric=assets_recovered")
    expect(page.locator(".js-plotly-plot svg")).not_to_have_count(0)
    expect(
        page.locator(".js-plotly-plot").get_by_text("Source: Metropolitan Police Authority")
    ).to_be_visible()
    fills = page.evaluate(
        "[...document.querySelectorAll('.points path')].map(mark => getComputedStyle(mark).fill)"
    )
    assert fills == ["rgb(255, 255, 255)"] * 2


def test_the_keyboard_reaches_every_link_and_focus_is_seen(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?metric=bme_share")
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.getAttribute('href') || '', s.outlineStyle + s.outlineWidth]; })()"
        )
        if focused[0]:
            reached.add(focused[0])
            assert focused[1] == "solid3px" or focused[0] == "#main"
    links = page.evaluate("[...document.querySelectorAll('a')].map(link => link.getAttribute('href'))")
    assert reached == set(links)


def test_the_skip_link_leads_to_the_content(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == ids.MAIN


def test_focus_goes_to_the_heading_and_the_change_is_announced(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.get_by_role("link", name="Hotline calls").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Hotline calls: 1 figure")


def test_an_unknown_metric_leaves_a_notice_and_the_list(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?metric=<img src=x>")
    expect(page.get_by_text("Left out of this view: there is no metric “<img src=x>”.").first).to_be_visible()
    expect(page.get_by_role("link", name="SPI8a arrest rate")).to_be_visible()


def test_nothing_built_yet(empty_site: str, open_page: Open) -> None:
    page = open_page(f"{empty_site}/?metric=offences")
    expect(page.get_by_role("heading", level=1)).to_have_text("No figures built yet")
    expect(page.get_by_text("python -m etl build")).to_be_visible()


def test_targets_are_large_enough_to_touch(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?metric=bme_share", 375)
    sizes = page.evaluate(
        "[...document.querySelectorAll('header a, .chip, .button')].map(e => e.getBoundingClientRect())"
        ".map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 24


def test_a_printed_page_has_the_headings_of_its_table(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?metric=bme_share")
    page.emulate_media(media="print")
    expect(page.get_by_role("columnheader", name="Value")).to_be_visible()
    expect(page.locator(f"#{ids.DOWNLOAD}")).to_be_hidden()
    page.emulate_media(media="screen")
