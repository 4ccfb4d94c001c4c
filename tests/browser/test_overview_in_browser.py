"""The overview as its readers meet it: links, Back, widths, keyboard, a new build while the page is open."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from components import ids
from tests import built_tables
from tests.browser.conftest import assert_nothing_stands_out, serve, wait_until_live

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def test_nothing_overflows(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    for details in page.locator("main details").all():
        details.evaluate("part => { part.open = true }")
    for width in (1920, 1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_nothing_stands_out(page, but="svg")


def test_from_a_card_to_its_sentence_and_back(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    page.get_by_role("link", name="44.4%").first.click()
    expect(page).to_have_url(re.compile(r"/figure/[0-9a-f]{16}$"))
    expect(page.locator("mark").filter(has_text="44.4%").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.go_back()
    expect(page).to_have_url(f"{built_site}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the reports say, and how it changed")
    page.go_forward()
    expect(page).to_have_url(re.compile(r"/figure/[0-9a-f]{16}$"))


def test_a_family_narrows_the_cards_by_its_address(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    page.get_by_role("navigation", name="Families").get_by_role("link", name="Asset recovery").click()
    expect(page).to_have_url(f"{built_site}/?family=asset-recovery")
    expect(page.locator(".card")).to_have_count(3)
    page.go_back()
    expect(page.locator(".card").nth(10)).to_be_attached()


def test_a_card_leads_to_its_figures(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    page.get_by_role("link", name="Criminal network disruptions").click()
    expect(page).to_have_url(f"{built_site}/explore?metric=network_disruptions&scope=mps")
    expect(page.get_by_role("status").first).to_have_text(
        re.compile("Criminal network disruptions: 4 figures")
    )


def test_why_opens_with_the_keyboard(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    note = page.locator(".note").first
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(note.locator("span")).to_be_visible()


def test_the_navigation_marks_the_page(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    site = page.get_by_role("navigation", name="Site")
    expect(site.locator("[aria-current=page]")).to_have_text("Overview")
    site.get_by_role("link", name="Explore").click()
    expect(site.locator("[aria-current=page]")).to_have_text("Explore")


def test_the_keyboard_reaches_every_link_and_focus_is_seen(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/?family=asset-recovery")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.getAttribute('href') || '', s.outlineStyle + s.outlineWidth]; })()"
        )
        if focused[0]:
            reached.add(focused[0])
            assert focused[1] == "solid3px" or focused[0] == "#main"
    assert reached == set(
        page.evaluate("[...document.querySelectorAll('a')].map(link => link.getAttribute('href'))")
    )


def test_the_skip_link_leads_to_the_content(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == ids.MAIN


def test_targets_are_large_enough_to_touch(built_site: str, open_page: Open) -> None:
    page = open_page(built_site, 375)
    sizes = page.evaluate(
        "[...document.querySelectorAll('header a, .chip, .button, summary, .card .source a')]"
        ".filter(e => e.offsetParent).map(e => e.getBoundingClientRect())"
        ".map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 24


def test_nothing_built_yet(empty_site: str, open_page: Open) -> None:
    page = open_page(empty_site)
    expect(page.get_by_role("heading", level=1)).to_have_text("No figures built yet")
    expect(page.get_by_text("python -m etl build")).to_be_visible()


def test_an_address_that_leads_nowhere(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    page.get_by_role("main").get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the reports say, and how it changed")


def test_a_new_build_is_said_on_an_open_page_and_shown_on_the_next(tmp_path: Path, open_page: Open) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(built_tables.folder(), folder, symlinks=True)
    for site in serve(folder):
        page = open_page(site)
        page.clock.install()
        page.goto(site)
        wait_until_live(page)
        expect(page.locator(f"#{ids.NEWER}")).to_be_hidden()
        build = (folder / "current").resolve()
        newer = build.with_name("newer")
        shutil.copytree(build, newer)
        manifest = json.loads((newer / "manifest.json").read_text(encoding="utf-8"))
        (newer / "manifest.json").write_text(json.dumps(manifest | {"build": "newer"}), encoding="utf-8")
        (folder / "current").unlink()
        (folder / "current").symlink_to("builds/newer")
        page.clock.run_for(50_000)
        expect(page.locator(f"#{ids.NEWER}")).to_be_hidden()  # asked at most once a minute
        page.clock.run_for(30_000)
        expect(page.get_by_text("Newer figures have been built since this page was made.")).to_be_visible()
        page.get_by_role("button", name="Show them").click()
        expect(page.locator(f"#{ids.BUILD}")).to_contain_text("newer")
        wait_until_live(page)
        expect(page.locator(f"#{ids.NEWER}")).to_be_hidden()


def test_a_pinned_link_shows_its_build_and_leads_to_the_newest(tmp_path: Path, open_page: Open) -> None:
    older, newest = built_tables.with_older(tmp_path)
    for site in serve(tmp_path):
        page = open_page(f"{site}/explore?metric=bme_share&version={older}")
        expect(page.get_by_text(f"These are the figures of data version {older}").first).to_be_visible()
        expect(page.locator(f"#{ids.BUILD} code")).to_have_text(older)
        page.get_by_label("Order").select_option("Largest value first")
        expect(page).to_have_url(re.compile(rf"\?metric=bme_share&sort=largest&version={older}$"))
        page.locator(f"#{ids.TABLE} tbody th a").first.click()
        expect(page).to_have_url(re.compile(rf"/figure/[0-9a-f]{{16}}\?version={older}$"))
        page.get_by_role("navigation", name="Site").get_by_role("link", name="Compare").click()
        expect(page).to_have_url(f"{site}/compare?version={older}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
        page.get_by_role("link", name="Show the newest").click()
        expect(page).to_have_url(f"{site}/compare")
        expect(page.locator(f"#{ids.BUILD} code")).to_have_text(newest)
        page.get_by_role("contentinfo").get_by_role("link", name="Link to this page on this version").click()
        expect(page).to_have_url(f"{site}/compare?version={newest}")
        expect(page.get_by_text("Newer ones exist")).to_have_count(0)
        page.wait_for_load_state("networkidle")  # the server ends with the loop


def test_what_is_new_is_one_step_from_the_top(tmp_path: Path, open_page: Open) -> None:
    built_tables.with_older(tmp_path)
    for site in serve(tmp_path):
        page = open_page(site)
        expect(page.locator(".news")).to_contain_text("New since the build of 1 January 2026")
        page.get_by_role("link", name="What is new").click()
        expect(page.get_by_role("heading", level=2, name="What is new")).to_be_in_viewport()


def test_a_slow_page_says_so_after_half_a_second_and_the_old_one_stays(
    built_site: str, open_page: Open
) -> None:
    page = open_page(built_site)
    page.wait_for_selector(".card")
    held: list[Route] = []
    page.route(re.compile("_dash-update-component"), lambda route: held.append(route))
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Checks").click()
    expect(page.locator(".waiting")).to_be_visible()
    seen = "() => getComputedStyle(document.querySelector('.waiting')).opacity"
    assert page.evaluate(seen) == "0"
    page.wait_for_function(f"() => ({seen})() === '1'")
    assert len(held) == 1
    expect(page.locator(".card").first).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checks")
    expect(page.locator(".waiting")).to_be_hidden()


def test_a_printed_overview_has_its_cards_and_no_controls(built_site: str, open_page: Open) -> None:
    page = open_page(built_site)
    page.emulate_media(media="print")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("state", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_forced_colours_and_reduced_motion(built_site: str, open_page: Open, state: dict[str, str]) -> None:
    page = open_page(built_site)
    page.emulate_media(**state)  # type: ignore[arg-type]
    expect(page.locator(".card").first).to_be_visible()
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
