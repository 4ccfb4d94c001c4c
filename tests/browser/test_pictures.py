"""A chart saved as a picture: what the files hold, and that the keyboard reaches the buttons."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from components.theme import CATEGORIES
from tests.browser.conftest import all_is_drawn

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
SOURCE = "Source: Metropolitan Police Authority committee reports"
CHARTS = [
    "/explore?metric=arrest_rate_spi8a",
    "/explore?metric=assets_recovered",
    "/explore?metric=network_disruptions",
    "/compare?basis=versus_target",
]


def drawn(page: Page) -> Locator:
    page.wait_for_selector(".js-plotly-plot .main-svg")
    return page.locator("figure.chart").first


def saved(page: Page, figure: Locator, kind: str, folder: Path) -> Path:
    with page.expect_download() as download:
        figure.get_by_role("button", name=re.compile(f"^{kind} picture")).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def letters(text: str) -> str:
    """A text without its spaces: a picture breaks lines elsewhere."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("address", CHARTS)
def test_both_pictures_hold_what_stands_over_the_chart(
    built_site: str, open_page: Open, address: str, tmp_path: Path
) -> None:
    page = open_page(f"{built_site}{address}")
    figure = drawn(page)
    svg = saved(page, figure, "SVG", tmp_path)
    assert re.fullmatch(r"[a-z0-9-]+\.svg", svg.name)
    text = letters("".join(ElementTree.parse(svg).getroot().itertext()))
    for part in figure.locator(".chart-title, .chart-subtitle, .chart-note").all_inner_texts():
        assert letters(part) in text
    assert letters(SOURCE) in text

    png = saved(page, figure, "PNG", tmp_path)
    assert png.stem == svg.stem
    with Image.open(png) as picture:
        assert picture.width == 2560
        assert picture.height >= 1440
        pixels = picture.convert("RGB")
        counts = {colour: count for count, colour in pixels.getcolors(1 << 24) or []}
    # white, and the marks in their own colour
    assert counts[255, 255, 255] > sum(counts.values()) // 2
    assert counts[tuple(bytes.fromhex(CATEGORIES[0][1:]))] > 500  # type: ignore[index]


def test_a_break_is_noted_in_the_picture(built_site: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{built_site}/explore?metric=arrest_rate_spi8a")
    svg = saved(page, drawn(page), "SVG", tmp_path)
    assert svg.name == "arrest-rate-spi8a-domestic-violence.svg"
    text = letters("".join(ElementTree.parse(svg).getroot().itertext()))
    assert letters("The definition changed on 1 April 2006") in text


def test_words_of_a_picture_do_not_lie_over_one_another(
    built_site: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(f"{built_site}/explore?metric=arrest_rate_spi8a", 375)
    svg = saved(page, drawn(page), "SVG", tmp_path)
    beside = page.context.new_page()
    beside.set_content(svg.read_text(encoding="utf-8"))
    boxes = beside.evaluate(
        "[...document.querySelectorAll('.g-gtitle text, .annotation text, .legend')]"
        ".map(part => part.getBoundingClientRect()).map(box => [box.top, box.bottom, box.left, box.right])"
    )
    beside.close()
    assert len(boxes) >= 4
    for first, second in pairwise(sorted(boxes)):
        apart = second[0] >= first[1] - 2 or second[2] >= first[3] or first[2] >= second[3]
        assert apart, (first, second)


def test_the_keyboard_saves_a_picture(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/explore?metric=assets_recovered")
    figure = drawn(page)
    button = figure.get_by_role("button", name=re.compile("^PNG picture of"))
    button.focus()
    assert button.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "assets-recovered.png"
    page.keyboard.press("Tab")
    expect(figure.get_by_role("button", name=re.compile("^SVG picture of"))).to_be_focused()


@pytest.mark.parametrize("address", CHARTS)
def test_the_rows_of_a_chart_are_those_that_it_draws(built_site: str, open_page: Open, address: str) -> None:
    page = open_page(f"{built_site}{address}")
    figure = drawn(page)
    with page.expect_download() as download:
        figure.get_by_role("link", name=re.compile("^CSV rows of")).click()
    read = pd.read_csv(io.BytesIO(download.value.path().read_bytes()), keep_default_na=False)
    marks = figure.locator(".js-plotly-plot").evaluate(
        "plot => plot.data.flatMap(trace => trace.customdata ?? [])"
    )
    traced = {address.removeprefix("/figure/") for address in marks}
    columns = ["figure_id"] if "figure_id" in read else ["earlier_id", "later_id"]
    assert {identifier for column in columns for identifier in read[column]} == traced


def test_a_slide_is_saved_as_a_picture(built_site: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{built_site}/briefing?slide=2")
    title = page.get_by_role("heading", level=1).inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG picture of this slide").click()
    assert re.fullmatch(r"slide-[a-z0-9-]+\.svg", download.value.suggested_filename)
    text = letters("".join(ElementTree.parse(download.value.path()).getroot().itertext()))
    for part in (
        title,
        *page.locator(
            ".slide.current :is(.slide-subtitle, .slide-small p:not(.slide-foot))"
        ).all_inner_texts(),
    ):
        assert letters(part) in text
    page.get_by_role("button", name="PNG picture of this slide").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with Image.open(download.value.path()) as picture:
        assert picture.size == (2560, 1440)
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 20


@pytest.mark.parametrize("address", ["/compare", "/explore?metric=arrest_rate_spi8a"])
def test_a_chart_on_paper_is_as_wide_as_its_column(built_site: str, open_page: Open, address: str) -> None:
    """A chart was drawn for the screen; the paper is narrower, and what stands out at its right is lost."""
    page = open_page(f"{built_site}{address}", 1920)
    drawn(page)
    all_is_drawn(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 700, "height": 1000})  # A4 without its margins
    cut = page.evaluate(
        """[...document.querySelectorAll(".main-svg :is(text, path)")].filter(one =>
          one.getBoundingClientRect().right > one.closest("figure").getBoundingClientRect().right + 1).length"""
    )
    assert cut == 0
    assert page.locator("table.figures thead").first.is_visible()
    assert (
        page.locator("table.figures tr").nth(1).evaluate("one => getComputedStyle(one).display")
        == "table-row"
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
