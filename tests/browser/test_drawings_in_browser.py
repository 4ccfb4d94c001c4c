"""The server's drawing of a chart beside Plotly's of the same figure: every word, mark and line at the same place."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import all_is_drawn

pytestmark = pytest.mark.browser

NEAR = 1.5  # pixels: Plotly puts notes and lines on whole ones
ADDRESSES = [
    "/explore?metric=sanction_detection_rate",  # targets, lines over periods
    "/explore?metric=arrest_rate_spi8a",  # a break
    "/explore?metric=assets_recovered",  # hollow marks
    "/explore?metric=bme_share",  # intervals, marks of single days
    "/explore",  # several metrics
    "/compare?basis=versus_target",  # pairs on rows
    "/compare",
]
# The words of each chart, its marks by their colours, and its lines; each with its box, from the corner of the chart.
READ = """() => [...document.querySelectorAll(".graph")].map(chart => {
  chart.style.contentVisibility = "visible"; // one below the window is laid out only when it is near
  const corner = chart.getBoundingClientRect();
  const box = part => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [left - corner.left, top - corner.top, right - corner.left, bottom - corner.top];
  };
  const every = (what, named) => [...chart.querySelectorAll(what)].map(part => [named(part), ...box(part)]);
  const look = part => { const { fill, stroke } = getComputedStyle(part); return `${fill} ${stroke}` };
  const stroke = part => getComputedStyle(part).stroke;
  return [
    ...every("text", part => part.textContent.trim()).filter(([text]) => text),
    ...every(".drawn svg > path[fill], .points path", look),
    ...every(".drawn line, .drawn svg > path:not([fill]), .js-line, .gridlayer path, .zerolinelayer path, .shapelayer path, .ticks, .xlines-above, .errorbars path", stroke)
      .filter(([, left, top, right, bottom]) => right - left + bottom - top > 1),
  ];
})"""
# The style sheet is there, and the letters are.
STYLED = """() => document.fonts.status === "loaded"
  && getComputedStyle(document.querySelector(".drawn .rule")).stroke !== "none" """
Part = list[Any]


def read(page: Page) -> list[list[Part]]:
    found: list[list[Part]] = page.evaluate(READ)
    return [sorted(parts) for parts in found]


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("address", ADDRESSES)
def test_plotly_draws_what_the_server_has_drawn_at_the_same_place(
    browser: Browser, built_site: str, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    try:
        page = context.new_page()
        held: list[Route] = []
        page.route(re.compile("plotly-basic"), lambda route: held.append(route))
        page.goto(f"{built_site}{address}", wait_until="commit")
        page.wait_for_selector("footer", state="attached")
        page.wait_for_function(STYLED)
        before = read(page)
        assert page.locator(".js-plotly-plot").count() == 0
        held.pop().continue_()
        all_is_drawn(page)
        assert page.locator(".drawn").count() == 0
        after = read(page)
        assert len(before) == len(after) > 0
        for drawn, plotted in zip(before, after, strict=True):
            assert Counter(part[0] for part in drawn) == Counter(part[0] for part in plotted)
            for one, other in zip(drawn, plotted, strict=True):
                assert one[1:] == pytest.approx(other[1:], abs=NEAR), (one[0], address)
    finally:
        context.close()


# The words of charts that are cut at a side of their frame.
CUT = """() => [...document.querySelectorAll(".graph")].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll("text, tspan")].flatMap(part => [...part.childNodes]).filter(node => {
    const words = node.nodeType === Node.TEXT_NODE && node.data.trim();
    if (!words) return false;
    const range = document.createRange(), from = node.data.indexOf(words);
    range.setStart(node, from);
    range.setEnd(node, from + words.length); // without the space between a mark and its label
    const { left, right } = range.getBoundingClientRect();
    return left < frame.left - 0.5 || right > frame.right + 0.5;
  }).map(node => node.data);
})"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_words_are_cut_on_a_narrow_screen(browser: Browser, built_site: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 900})
    try:
        page = context.new_page()
        page.goto(f"{built_site}{address}")
        all_is_drawn(page)
        assert page.evaluate(CUT) == []
    finally:
        context.close()


def test_a_chart_is_there_without_scripts(browser: Browser, built_site: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{built_site}/explore?metric=sanction_detection_rate")
        chart = page.locator(".graph").first
        box = chart.locator(".drawn").bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert "33%" in (chart.text_content() or "")
    finally:
        context.close()
