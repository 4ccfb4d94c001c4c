"""Hostile text of reports on every page: shown as text, no script run, nothing asked of another host, no policy violated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from components.store import Tables, reader
from tests import hostile
from tests.browser.conftest import serve, wait_until_live
from tests.soak import held, times

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event => window.violations.push(event.blockedURI + " " + event.violatedDirective));
"""
# What an attack would have to make on a page to do anything.
MADE = "main script, main img:not([src^='data:']):not([src^='/']), main iframe, main object, main a[href^='javascript:'], main [onerror], main [onload]"
FIGURES = times(2, 60)


@pytest.fixture(scope="module", params=[hostile.read_by_the_etl, hostile.in_every_column])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = request.param(tmp_path_factory.mktemp("hostile"))
    return made


@pytest.fixture(scope="module")
def hostile_site(folder: Path) -> Iterator[str]:
    yield from serve(folder)


@pytest.fixture
def watched(context: BrowserContext, hostile_site: str) -> Iterator[Callable[[str], Page]]:
    """Open an address of the site; when the test ends, nothing was run, asked of another host, refused or said in the console."""
    page = context.new_page()
    page.add_init_script(WATCH)
    said: list[str] = []
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((hostile_site, "data:", "blob:")):
            asked.append(request.url)

    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", note)

    def open_at(address: str) -> Page:
        page.goto(f"{hostile_site}{address}")
        page.wait_for_selector("h1")
        wait_until_live(page)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.attacked") is None, address
        assert page.evaluate("window.violations") == [], address
        assert page.locator(MADE).count() == 0, address
        assert "This page could not be made" not in page.inner_text("main"), address
        return page

    yield open_at
    page.close()
    assert said == []
    assert asked == []


def addresses(folder: Path) -> list[str]:
    """Every kind of page, every report, some figures, pairs and charts."""
    tables = reader(folder)()
    assert isinstance(tables, Tables)
    figures, pairs = tables.figures, tables.comparisons
    step = max(1, len(figures) // FIGURES)
    found = ["/", "/explore", "/compare", "/briefing", "/checks", "/reports", "/data"]
    found += [f"/explore?metric={metric}" for metric in figures["metric"].unique()[:FIGURES]]
    found += [f"/explore?q={quote(attack)}" for attack in hostile.ATTACKS[:3]]
    found += [f"/reports/{quote(report)}" for report in tables.records("reports")]
    found += [f"/figure/{figure}" for figure in figures["figure_id"].iloc[::step]]
    found += [
        f"/compare?pair={pair}" for pair in pairs["comparison_id"].iloc[:: max(1, len(pairs) // FIGURES)]
    ]
    return found


def test_nothing_runs_on_any_page(folder: Path, watched: Callable[[str], Page]) -> None:
    shown = 0
    for address in addresses(folder):
        page = watched(address)
        shown += "window.attacked=true" in page.inner_text("body")
    assert shown > len(hostile.ATTACKS) // 2  # the attacks are there, as text


def test_a_charts_labels_are_text(folder: Path, watched: Callable[[str], Page]) -> None:
    """Plotly reads tags in labels: what a report prints must come out as it stands."""
    page = watched("/compare")
    drawn = page.locator("svg.main-svg text")
    drawn.first.wait_for(state="attached")
    texts = " ".join(drawn.all_text_contents())
    if folder.joinpath("builds", hostile.BUILD).exists():
        assert "<" in texts
    assert page.locator("svg.main-svg image, svg.main-svg script, svg.main-svg foreignObject").count() == 0
    assert page.locator("svg.main-svg a").count() == 0


def test_the_figures_of_hostile_text_are_kept(request: pytest.FixtureRequest, folder: Path) -> None:
    assert not request.session.testsfailed
    held(
        "hostile_text",
        f"{len(hostile.ATTACKS)} attacks, in every sentence of made-up reports and in every text column of the tables; "
        f"a line of {hostile.LINE // 1_000_000} MB",
        "shown as text on every page, in chart labels, CSV, JSON, Parquet, XLSX and PPTX: no script run, console empty, policy not "
        "violated, no formula, no link",
    )
