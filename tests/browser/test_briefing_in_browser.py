"""The briefing as a committee room meets it: keys, widths, size of text, print, choice and file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from tests import built_tables
from tests.browser.conftest import assert_nothing_stands_out

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
SMALL_TEXT = """
[...document.querySelectorAll(".deck.showing *")]
  .filter(part => part.checkVisibility() && !part.closest(".unseen") &&
    [...part.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
  .filter(part => parseFloat(getComputedStyle(part).fontSize) < 24)
  .map(part => part.outerHTML.slice(0, 90))
"""


def total() -> int:
    return int((built_tables.tables().comparisons["verdict"] != "not_comparable").sum())


def number(page: Page) -> int:
    return int(re.search(r"slide=(\d+)", page.url)[1])  # type: ignore[index]


def test_the_keys_lead_through_the_slides_and_back(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/briefing")
    page.get_by_role("link", name="Start the briefing").click()
    steps = [
        ("ArrowRight", 2),
        (" ", 3),
        ("PageDown", 4),
        ("ArrowLeft", 3),
        ("End", total()),
        ("ArrowRight", total()),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("PageUp", 1),
    ]
    expect(page.locator(".slide-count")).to_have_text(
        f"1 of {total()}"
    )  # the keys are read once a slide is shown
    for key, expected in steps:
        page.keyboard.press(key)
        expect(page.locator(".slide-count")).to_have_text(f"{expected} of {total()}")
        expect(page).to_have_url(f"{built_site}/briefing?slide={expected}")
    expect(page.get_by_role("status").first).to_contain_text("Slide 1 of")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{built_site}/briefing")
    expect(page.get_by_role("heading", level=1)).to_have_text("Briefing")
    page.go_back()
    expect(page.locator(".slide-count")).to_have_text(f"1 of {total()}")


def test_only_the_current_slide_is_seen_and_it_fills_the_window(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/briefing?slide=2")
    assert [one.is_visible() for one in page.locator(".slide").all()].count(True) == 1
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    assert page.locator(".deck").bounding_box()["width"] == 1280  # type: ignore[index]


@pytest.mark.parametrize("width", [320, 375, 768, 1280, 1920])
def test_text_is_large_and_nothing_overflows(built_site: str, open_page: Open, width: int) -> None:
    page = open_page(f"{built_site}/briefing?slide=1", width)
    page.set_viewport_size({"width": width, "height": 1080})
    for place in range(1, total() + 1):
        expect(page.locator(".slide-count")).to_have_text(f"{place} of {total()}")
        assert_nothing_stands_out(page)
        assert page.evaluate(SMALL_TEXT) == []
        page.keyboard.press("ArrowRight")


def test_a_slide_fits_a_projector(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/briefing?slide=1")
    page.set_viewport_size({"width": 1280, "height": 720})
    for place in range(1, total() + 1):
        expect(page.locator(".slide-count")).to_have_text(f"{place} of {total()}")
        assert page.evaluate("document.documentElement.scrollHeight") <= 720
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("query", ["", "?slide=3", "?basis=versus_target"])
def test_print_gives_one_slide_a_page_of_a4_landscape(
    built_site: str, open_page: Open, query: str, browser: Browser
) -> None:
    page = open_page(f"{built_site}/briefing{query}")
    wanted = page.locator(".slide").count()
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('.slide')].filter(one => one.scrollHeight > one.clientHeight + 1 ||"
        " one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.slice(0, 60))"
    )
    assert cut == []
    assert all(one.is_visible() for one in page.locator(".slide").all())
    printed = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    assert len(re.findall(rb"/Type /Page\b(?!s)", printed)) == wanted
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]*)\]", printed)}
    assert {(round(box[2] / 72 * 25.4), round(box[3] / 72 * 25.4)) for box in boxes} == {(297, 210)}


def test_the_filters_are_always_seen(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/briefing?basis=versus_target&slide=1")
    expect(page.locator(".slide-filters")).to_have_text("Filters: against target")
    expect(page.locator(".slide-filters")).to_be_in_viewport()


def test_slides_are_chosen_by_address(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/briefing?basis=versus_target")
    items = page.locator("ol.slide-list li")
    expect(items).to_have_count(4)
    page.get_by_role("link", name="Leave out").first.click()
    expect(items).to_have_count(3)
    assert page.url.count("pair=") == 3
    page.get_by_role("link", name="Put in").click()
    expect(items).to_have_count(4)
    page.go_back()
    expect(items).to_have_count(3)


def test_a_filter_is_sent_as_an_address(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/briefing")
    page.locator(".filters summary").filter(has_text="Compared with").click()
    page.get_by_role("checkbox", name=re.compile("Against target")).check()
    expect(page).to_have_url(f"{built_site}/briefing?basis=versus_target")
    expect(page.locator("ol.slide-list li")).to_have_count(4)


def test_the_file_has_the_slides_of_the_screen(built_site: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{built_site}/briefing?basis=versus_target")
    with page.expect_download() as download:
        page.locator("#download-briefing").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "briefing.pptx"
    titles = [
        slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(path.read_bytes())).slides
    ]
    assert titles == [link.inner_text() for link in page.locator(".slide-name").all()]


def test_full_screen_and_the_keyboard_alone(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/briefing?slide=2")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent"))
    assert {"Previous", "Next", "All slides", "Full screen"} <= reached


@pytest.mark.parametrize("scheme", ["forced", "reduced"])
def test_forced_colours_and_reduced_motion(built_site: str, open_page: Open, scheme: str) -> None:
    page = open_page(f"{built_site}/briefing?slide=1")
    if scheme == "forced":
        page.emulate_media(forced_colors="active")
        widths = page.evaluate(
            "[...document.querySelectorAll('.slide.current .slide-bar')].map(bar => getComputedStyle(bar).borderTopWidth)"
        )
        assert set(widths) == {"3px"}
        page.keyboard.press("ArrowRight")
        expect(page.locator(".slide-count")).to_have_text(f"2 of {total()}")
        mark = page.locator(".slide.current .slide-bar.kind-target").evaluate(
            "bar => getComputedStyle(bar, '::after').backgroundColor"
        )
        assert mark == page.locator(".slide.current h1").evaluate("one => getComputedStyle(one).color")
        page.emulate_media(forced_colors="none")
    else:
        page.emulate_media(reduced_motion="reduce")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".slide-count")).to_have_text(f"2 of {total()}")
