"""Pictures of the pages on the built tables: those of the README in docs/, and each page at three widths in screenshots/.

make screenshots
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import create_app  # noqa: E402
from components.settings import TABLES  # noqa: E402

WIDTHS = (375, 1280, 1920)
PAGES = {
    "overview": "/",
    "explore": "/explore",
    "metric": "/explore?metric=sanction_detection_rate",
    "definition": "/explore?metric=arrest_rate_spi8a",
    "compare": "/compare",
    "briefing": "/briefing",
    "slide": "/briefing?slide=5",
    "checks": "/checks",
    "reports": "/reports",
    "report": "/reports/2010-12-09-sop-08",
    "data": "/data",
}
# What the README shows: the file in docs/, its page, what must have been drawn, and the height that holds it.
SHOWN = {
    "overview.png": ("overview", ".card .sketch", 1000),
    "screenshot.png": ("definition", ".js-plotly-plot .main-svg", 1000),
}
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def main() -> None:
    """Serve the app on a free port, open each page at each width, and write the pictures."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    server = make_server("127.0.0.1", 0, create_app(TABLES).server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        found = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        page = browser.new_page()
        page.goto(address)
        trace = page.locator(".card .value a").first.get_attribute("href") or ""
        for name, query in (PAGES | {"figure": trace}).items():
            page.goto(address + query)
            page.wait_for_selector("h1")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_timeout(1000)
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        for file, (name, drawn, height) in SHOWN.items():
            page.set_viewport_size({"width": 1280, "height": height})
            page.goto(address + PAGES[name])
            page.wait_for_selector(drawn)
            page.wait_for_timeout(1000)
            page.screenshot(path=ROOT / "docs" / file)
        browser.close()
    server.shutdown()
    print(f"{folder} and docs/{', docs/'.join(SHOWN)} written")


if __name__ == "__main__":
    main()
