"""Every page in the conditions that readers have: enlarged, narrow, forced colours, reduced motion, the keyboard alone.

`open_page` adds to each: nothing for axe to find when the test ends, and an empty console.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import built_tables
from tests.browser.conftest import all_is_drawn, assert_nothing_stands_out

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
NAMES = (
    "overview",
    "explore",
    "metric",
    "compare",
    "briefing",
    "slide",
    "checks",
    "reports",
    "report",
    "figure",
    "data",
    "nowhere",
)
# A control that a reader could want and that is seen: folded ones are reached once their fold is open.
CONTROLS = """
[...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")].filter(one =>
  !one.closest("[hidden]") && one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
  one.getClientRects().length)
"""
# Where the parts of a page begin: what a reader would see jump.
PLACES = """
[...document.querySelectorAll("main :is(h1, h2, h3, table, form, summary, .box)")].filter(one =>
  one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length).map(one => {
    const { left, top, width } = one.getBoundingClientRect();
    return [one.textContent.slice(0, 40), ...[left, top + scrollY, width].map(Math.round)];
  })
"""


@lru_cache(maxsize=1)
def addresses() -> dict[str, str]:
    frame = built_tables.tables().figures
    figure = str(frame[frame["printed"] == "44.4%"]["figure_id"].iloc[0])
    made = {
        "overview": "/",
        "metric": "/explore?metric=arrest_rate_spi8a",
        "slide": "/briefing?slide=2",
        "report": f"/reports/{built_tables.NEWEST_REPORT}",
        "figure": f"/figure/{figure}",
        "nowhere": "/nowhere",
    }
    return {name: made.get(name, f"/{name}") for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [640, 320])
def test_at_200_and_400_per_cent_everything_is_there(
    built_site: str, open_page: Open, name: str, width: int
) -> None:
    """A window of 1280 by 900 at 200 % has 640 by 450 pixels to a style sheet, at 400 % 320 by 225."""
    page = open_page(f"{built_site}{addresses()[name]}", width)
    page.set_viewport_size({"width": width, "height": round(width * 900 / 1280)})
    assert_nothing_stands_out(page, but="svg, details:not([open]) fieldset")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    heading.scroll_into_view_if_needed()
    expect(heading).to_be_in_viewport()


@pytest.mark.parametrize("name", NAMES)
def test_forced_colours_and_reduced_motion(built_site: str, open_page: Open, name: str) -> None:
    page = open_page(f"{built_site}{addresses()[name]}")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    moving = page.evaluate(
        "[...document.querySelectorAll('body *')].map(one => getComputedStyle(one))"
        ".filter(one => parseFloat(one.transitionDuration) > 0 || one.animationName !== 'none').length"
    )
    assert moving == 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")


LAID = "() => [...document.querySelectorAll('.rows')].every(rows => rows.classList.contains('laid'))"


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_alone_reaches_every_control_in_order(
    built_site: str, open_page: Open, name: str
) -> None:
    page = open_page(f"{built_site}{addresses()[name]}")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(LAID)  # tables below charts are laid out when the browser has time
    wanted = page.evaluate(f"{CONTROLS}.map((one, place) => (one.place = place)).length")
    reached: list[int] = []
    unseen: list[str] = []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        place, seen, text = page.evaluate(
            """() => { const one = document.activeElement, look = getComputedStyle(one);
              return [one.place ?? -1, look.outlineStyle === "solid" && parseFloat(look.outlineWidth) >= 3, one.outerHTML.slice(0, 90)] }"""
        )
        if place >= 0 and place not in reached:
            reached.append(place)
            if not seen:
                unseen.append(text)
        elif place < 0 and text.startswith("<body"):
            break
    assert unseen == []
    missed = page.evaluate(
        f"(reached) => {CONTROLS}.filter(one => !reached.includes(one.place)).map(one => one.outerHTML.slice(0, 90))",
        reached,
    )
    assert missed == []
    assert reached == sorted(reached), "the focus jumps"


@pytest.mark.parametrize("name", NAMES)
def test_the_page_before_the_scripts_stands_as_the_page_after_them(
    browser: Browser, built_site: str, open_page: Open, name: str
) -> None:
    before = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    try:
        still = before.new_page()
        still.goto(f"{built_site}{addresses()[name]}")
        expected = [place for place in still.evaluate(PLACES) if place[0]]
    finally:
        before.close()
    page = open_page(f"{built_site}{addresses()[name]}")
    all_is_drawn(page)
    moved = [place for place in page.evaluate(PLACES) if place[0] and place not in expected]
    assert moved == []
