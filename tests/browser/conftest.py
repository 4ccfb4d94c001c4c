"""A server on the sample tables, and a page of Chromium that must end with an empty console and nothing for axe to find."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from tests import built_tables, sample_tables

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox, for root has none; the others keep the browser from asking its maker's hosts.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=30_000)  # a loaded machine is slow, not wrong
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium (or the one that CHROMIUM names), else the one that Playwright installed."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


def serve(tables: Path) -> Iterator[str]:
    """The app on the tables of a folder; yields its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    server = make_server("127.0.0.1", 0, create_app(tables).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the sample tables."""
    yield from serve(sample_tables.write(tmp_path_factory.mktemp("tables")))


@pytest.fixture(scope="session")
def built_site() -> Iterator[str]:
    """The address of the app on the tables of the committed digests."""
    yield from serve(built_tables.folder())


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on a folder without a build."""
    yield from serve(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One cache for all tests: the scripts are fetched once."""
    made = browser.new_context(accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def open_page(context: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open an address at a width; when the test ends, its console must be empty and axe must find nothing."""
    pages: list[Page] = []
    said: list[str] = []
    # the server of these tests drops a kept connection under load; gunicorn, which serves the product, is tested apart
    expected = ["error: Failed to load resource: net::ERR_CONNECTION_RESET"]

    def open_at(address: str, width: int = 1280) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        answer = page.goto(address)
        page.wait_for_selector("#main h1")
        wait_until_live(page)
        if answer is not None and answer.status >= 400:  # a page that says so; the browser complains of it
            expected.append(
                f"error: Failed to load resource: the server responded with a status of {answer.status}"
            )
        pages.append(page)
        return page

    yield open_at
    found = [violation for page in pages for violation in _violations(page)]
    for page in pages:
        page.close()
    assert [line for line in said if not line.startswith(tuple(expected))] == []
    assert found == []


def wait_until_live(page: Page) -> None:
    """Wait until links and forms are Dash's; a page that is left before, or whose server ends, has Dash complain of it."""
    page.wait_for_function("() => window.dash_clientside?.page?.ready")


def assert_nothing_stands_out(page: Page, *, but: str = "") -> None:
    """Fail where the page is wider than its window or a part stands out at the right; `but` names parts that may, as a selector.

    Charts follow the width of their frame after a moment, which a loaded machine makes long: what stands out for good fails.
    """
    page.wait_for_timeout(300)
    until = time.monotonic() + 20
    while (found := _standing_out(page, but)) and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert found == []


def _standing_out(page: Page, but: str) -> list[str]:
    """The beginning of the HTML of each part that stands out, and the page itself where it has to be scrolled."""
    found: list[str] = page.evaluate(
        """left_out => [...document.querySelectorAll("main *")]
          .filter(part => part.getBoundingClientRect().right > innerWidth + 1 && !part.closest(left_out))
          .concat(document.documentElement.scrollWidth > innerWidth ? [document.documentElement] : [])
          .map(part => part.outerHTML.slice(0, 90))""",
        ", ".join(filter(None, (".unseen", "thead", but))),
    )
    return found


def all_is_drawn(page: Page) -> None:
    """Wait for the last chart of a page, and for the tables that wait for it."""
    page.wait_for_function("() => !document.querySelector('[data-chart], .panels ~ .rows:not(.laid)')")


def _violations(page: Page) -> list[str]:
    all_is_drawn(page)
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
