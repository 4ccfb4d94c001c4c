"""Explore as its readers meet it: filters and their addresses, Back, the chart, the file, widths, keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from components import ids
from tests.browser.conftest import assert_nothing_stands_out

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def figures_on_screen(page: Page) -> list[str]:
    return [
        (row.get_attribute("id") or "").removeprefix("figure-")
        for row in page.locator(f"#{ids.TABLE} tbody tr").all()
    ]


@pytest.mark.parametrize("query", ["", "?metric=sanction_detection_rate", "?metric=other", "?q=nothing"])
def test_nothing_overflows(site: str, open_page: Open, query: str) -> None:
    page = open_page(f"{site}/explore{query}")
    if query in ("", "?metric=sanction_detection_rate"):
        page.wait_for_selector(".js-plotly-plot .main-svg")
    for width in (1920, 1280, 900, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_nothing_stands_out(page, but="svg")


def test_a_tick_holds_at_once_and_the_focus_stays(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore")
    page.get_by_role("checkbox", name=re.compile("Black and minority ethnic share")).focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{site}/explore?metric=bme_share")
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(15)
    expect(page.get_by_role("checkbox", name=re.compile("Black and minority ethnic share"))).to_be_focused()
    expect(page.get_by_role("status").first).to_have_text("Black and minority ethnic share: 15 figures")
    page.get_by_role("checkbox", name=re.compile("Hotline calls")).check()
    expect(page).to_have_url(f"{site}/explore?metric=bme_share&metric=hotline_calls")
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(16)
    page.go_back()
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(15)
    expect(page.get_by_role("checkbox", name=re.compile("Hotline calls"))).not_to_be_checked()
    page.go_back()
    expect(page).to_have_url(f"{site}/explore")
    expect(page.get_by_role("heading", level=1)).to_have_text("Explore the figures")
    expect(page.get_by_role("checkbox", name=re.compile("ethnic share"))).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_role("checkbox", name=re.compile("ethnic share"))).to_be_checked()


@pytest.mark.parametrize(
    ("facet", "box", "address"),
    [
        ("Group", "Police staff", "group=police_staff"),
        ("Kind of figure", "Target", "kind=target"),
        ("Kind of period", "As at", "period_type=as_at"),
        ("Part of the service", "Haringey", "scope=haringey"),
        ("Report", "Sample workforce & crime update", "report=2008-05-08-sample-9b"),
    ],
)
def test_each_facet_and_its_address(site: str, open_page: Open, facet: str, box: str, address: str) -> None:
    page = open_page(f"{site}/explore")
    page.locator(".facet summary").filter(has_text=facet).first.click()
    boxes = page.get_by_role("group", name=facet, exact=True)
    choice = boxes.get_by_role("checkbox", name=re.compile(f"^{re.escape(box)}"))
    said = choice.evaluate("box => box.labels[0].querySelector('.count').textContent")
    choice.check()
    expect(page).to_have_url(f"{site}/explore?{address}")
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(int(said))
    expect(page.get_by_role("navigation", name="Filters that hold")).to_contain_text(facet)


def test_words_are_searched_with_enter(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore?kind=actual")
    page.get_by_label("Words in labels and sentences").fill("vans loan")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/explore?q=vans+loan&kind=actual")
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(1)
    page.get_by_role("link", name=re.compile("Words: vans loan")).click()
    expect(page).to_have_url(f"{site}/explore?kind=actual")
    expect(page.get_by_label("Words in labels and sentences")).to_have_value("")


def test_years_and_order_are_in_the_address(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore")
    page.get_by_label("Ends from").select_option("2007/08")
    expect(page).to_have_url(f"{site}/explore?from=2007-04-01")
    page.get_by_label("Order").select_option("Largest value first")
    expect(page).to_have_url(f"{site}/explore?from=2007-04-01&sort=largest")
    expect(page.locator("caption")).to_have_text("9 figures, largest value first")
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("")
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(f"{site}/explore")
    expect(page.get_by_label("Ends from")).to_have_value("")


@pytest.mark.parametrize(
    "query", ["", "metric=sanction_detection_rate", "metric=other", "metric=bme_share&group=pcso", "q=vans"]
)
def test_the_file_holds_the_rows_of_the_screen(
    site: str, open_page: Open, query: str, tmp_path: Path
) -> None:
    page = open_page(f"{site}/explore?{query}")
    with page.expect_download() as download:
        page.locator(f"#{ids.DOWNLOAD}").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    read = pd.read_csv(path, keep_default_na=False)  # the byte order mark is taken off
    assert list(read["figure_id"]) == figures_on_screen(page)
    said = page.locator(f"#{ids.DOWNLOAD}").inner_text()
    assert (
        said
        == f"Download {len(read)} figure{'s' * (len(read) != 1)} (CSV, {round(path.stat().st_size / 1000)} KB)"
    )


@pytest.mark.parametrize("metric", ["arrest_rate_spi8a", "bme_share", "assets_recovered"])
def test_every_chart_has_a_name_and_a_sentence(site: str, open_page: Open, metric: str) -> None:
    page = open_page(f"{site}/explore?metric={metric}")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert page.locator("figure").count() > 0
    for chart in page.locator("figure > [role=img]").all():
        expect(chart).to_have_accessible_name(re.compile(r"\w"))
        expect(chart).to_have_accessible_description(
            re.compile(r"(actual|target|forecast) .+\(.+\)", re.IGNORECASE)
        )
    assert page.locator("text=Share chart").count() == 0


def test_charts_name_their_source_and_hollow_marks_are_drawn(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore?metric=assets_recovered")
    expect(page.locator(".js-plotly-plot svg")).not_to_have_count(0)
    expect(
        page.locator(".js-plotly-plot").get_by_text("Source: Metropolitan Police Authority")
    ).to_be_visible()
    fills = page.evaluate(
        "[...document.querySelectorAll('.points path')].map(mark => getComputedStyle(mark).fill)"
    )
    assert fills == ["rgb(255, 255, 255)"] * 2


def test_a_point_and_a_row_lead_to_the_trace(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore?metric=arrest_rate_spi8a")
    mark = page.locator(".js-plotly-plot .points path.point").first
    expect(mark).to_be_visible()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2 - 20, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    expect(page.locator(".hoverlayer .hovertext").first).to_be_visible()  # the chart has found the point
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/figure/[0-9a-f]{16}$"))
    page.go_back()
    expect(page.locator(f"#{ids.TABLE} tbody tr").first).to_be_visible()
    first = figures_on_screen(page)[0]
    page.locator(f"#figure-{first} a").first.click()
    expect(page).to_have_url(f"{site}/figure/{first}")


def test_links_of_the_first_version_lead_on(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?metric=bme_share&group=pcso")
    expect(page).to_have_url(f"{site}/explore?metric=bme_share&group=pcso")
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(3)


def test_an_unknown_metric_leaves_a_notice(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore?metric=<img src=x>&kind=target")
    expect(page.get_by_text("Left out of this view: there is no metric “<img src=x>”.").first).to_be_visible()
    expect(page.locator(f"#{ids.TABLE} tbody tr")).to_have_count(2)


def test_the_keyboard_reaches_every_filter_and_row(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore?metric=hotline_calls")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e.id || e.getAttribute('href') || e.tagName, s.outlineStyle + s.outlineWidth]; })()"
            )
        )
    assert {"filter-q", "filter-from", "filter-metric-hotline_calls", "filter-sort", ids.DOWNLOAD} <= {
        name for name, _ in reached
    }
    assert {outline for name, outline in reached if name not in ("BODY", "#main")} == {"solid3px"}


def test_on_a_narrow_screen_the_filters_are_folded_and_the_figures_near(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore?metric=hotline_calls", 375)
    expect(page.get_by_role("heading", name="By period")).to_be_in_viewport()
    expect(page.locator("#filter-q")).to_be_hidden()
    page.locator(".fold > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filter-q")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Hotline calls")).uncheck()
    expect(page).to_have_url(f"{site}/explore")
    expect(page.get_by_role("checkbox", name=re.compile("Hotline calls"))).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".fold > summary")).to_be_hidden()
    expect(page.locator("#filter-q")).to_be_visible()


def test_a_printed_page_has_the_headings_of_its_table(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore?metric=bme_share")
    page.emulate_media(media="print")
    expect(page.get_by_role("columnheader", name="Value")).to_be_visible()
    expect(page.locator(f"#{ids.DOWNLOAD}")).to_be_hidden()
    expect(page.locator("form.facets")).to_be_hidden()
    page.emulate_media(media="screen")


def test_the_first_chart_is_there_without_dash_and_every_chart_is_drawn_once(
    browser: Browser, built_site: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        held: list[Route] = []
        page.route(re.compile("dash-renderer"), lambda route: held.append(route))
        page.goto(f"{built_site}/explore?metric=bme_share", wait_until="commit")
        page.wait_for_selector("#graph-1 .main-svg")
        page.wait_for_function("() => !document.querySelector('[data-chart]')")
        assert not page.evaluate("Boolean(window.dash_clientside.page.ready)")
        marks = page.locator(".main-svg").evaluate_all(
            "(all) => { for (const one of all) one.first = true; return all.length }"
        )
        held.pop().continue_()
        page.wait_for_function("() => dash_clientside.page.ready")
        kept = "() => [...document.querySelectorAll('.main-svg')].filter(one => one.first).length"
        assert page.evaluate(kept) == marks > 0
        page.locator("select[name=sort]").select_option("oldest")  # other rows, the same charts
        page.wait_for_url(re.compile("sort=oldest"))
        expect(page.locator(".figures caption")).to_contain_text("oldest")
        assert page.evaluate(kept) == marks
    finally:
        context.close()


def test_before_dash_is_ready_a_link_is_the_browsers_own(browser: Browser, built_site: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.route(re.compile("dash-renderer"), lambda route: None)
        page.goto(built_site, wait_until="commit")
        page.get_by_role("navigation", name="Site").get_by_role("link", name="Checks").click(
            no_wait_after=True
        )
        expect(page.get_by_role("heading", level=1)).to_have_text("Checks")
    finally:
        context.close()


def test_an_answer_that_comes_late_does_not_take_the_place_of_a_newer_one(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/explore")
    held: list[Route] = []

    def late(route: Route) -> None:
        if "hotline_calls" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile("_dash-update-component"), late)
    page.evaluate("dash_clientside.page.go('/explore?metric=hotline_calls')")
    page.wait_for_function("() => location.search.includes('hotline')")
    page.evaluate("dash_clientside.page.go('/explore?metric=bme_share')")
    expect(page.get_by_role("heading", level=1)).to_have_text("Black and minority ethnic share")
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Black and minority ethnic share")
