"""How fast the app is beside Panel, Streamlit and Datasette, on the same figures, in one run, in headless Chromium.

    python -m benchmarks.bench_app [--figures 1000000] [--work FOLDER] [--only ours] [--tries 20]

The peers are installed once in environments of their own under the work folder (about two minutes), the figures are made there once.
Needs wrk (apt-get install wrk) and a Chromium (CHROMIUM names one). Prints each measure with its target, and whether it was reached.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks import app_servers

PORTS = {"ours": 8961, "small": 8962, "panel": 8963, "streamlit": 8964, "datasette": 8965}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
LOADED = "?metric=bme_share&scope=division_1"
# The same figures in tables of any size: those of the reports from which the others are made.
REPORTS = sorted(path.stem for path in (app_servers.ROOT / "data" / "reports").glob("*.txt"))
SAME = "?metric=bme_share&" + "&".join(f"report={name}" for name in REPORTS)
HEAD = f"{'':12}{'card':>7}{'cold':>7}{'warm':>7}{'MB':>7}{'filter median/p95':>20}{'CSV rows/s':>13}"
SECONDS = 10  # of the 32 clients
EVERY = 0.004  # seconds between two looks at a page: without a pause the looks would take a core
FILLING = 4  # changes of a filter that fill the caches of both workers
PAUSE = 500  # milliseconds that a reader looks at a chart
SEEN = [
    "/",
    f"/explore{LOADED}",
    *(f"/explore{LOADED}&kind={kind}" for kind in ("actual", "target")),
    "/checks",
]


@dataclass(kw_only=True)
class Measured:
    """What was measured of a server: seconds, bytes, milliseconds of each change of a filter."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    card: list[float] = field(default_factory=list)
    wire: int = 0
    filters: list[float] = field(default_factory=list)
    rows: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Site:
    """A server as a browser meets it: the page, where its chart is, and how a filter is changed."""

    address: str
    chart: str
    change: Callable[[Page, int], None]
    redraws: bool = True  # else each change is a page of its own, whose chart tells by being there


def sites(database: str) -> dict[str, Site]:
    """The servers by name; Datasette's database has one too."""
    at = {name: f"http://127.0.0.1:{port}" for name, port in PORTS.items()}

    def tick(page: Page, number: int) -> None:
        page.locator("#filter-group-all_recruits").evaluate("box => box.click()")  # its list may be folded

    def choose(page: Page, number: int) -> None:
        page.locator("select").first.select_option(index=1 + number % 2)

    def pick(page: Page, number: int) -> None:
        page.locator("[data-testid=stSelectbox] input").click()
        page.locator("[role=option]").nth(1 + number % 2).click()

    def ask(page: Page, number: int) -> None:
        page.goto(datasette(at["datasette"], database, ("arrests", "offences")[number % 2]))

    plot = ".js-plotly-plot .main-svg"
    first = "#main .graph svg"  # the server's drawing, or Plotly's in its place
    return {
        "ours": Site(address=f"{at['ours']}/explore{LOADED}", chart=first, change=tick),
        "small": Site(
            address=f"{at['small']}/explore{SAME}",
            chart=first,
            change=tick,
        ),
        "same": Site(address=f"{at['ours']}/explore{SAME}", chart=first, change=tick),
        "panel": Site(address=f"{at['panel']}/panel_app", chart=plot, change=choose),
        "streamlit": Site(address=at["streamlit"], chart=plot, change=pick),
        "datasette": Site(
            address=datasette(at["datasette"], database, "sanction_detections"),
            chart="svg.marks, canvas.marks",
            change=ask,
            redraws=False,
        ),
    }


def datasette(base: str, database: str, metric: str) -> str:
    """A query of Datasette with its chart (datasette-vega)."""
    sql = "select+year,+avg(value)+as+mean+from+figures+where+metric=:metric+group+by+year"
    options = "g.mark=bar&g.x_column=year&g.x_type=ordinal&g.y_column=mean&g.y_type=quantitative"
    return f"{base}/{database}?sql={sql}&metric={metric}#{options}"


def _read(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=app_servers.PATIENCE) as response:
        body: bytes = response.read()
        return body


@contextmanager
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was nowhere yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def seen(page: Page, address: str, what: str) -> float:
    """The seconds from asking for an address until a part of it is there to be seen."""
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    _wait(page, what)
    return time.perf_counter() - began


def _wait(page: Page, what: str) -> None:
    """Wait until a part can be seen: asked again and again, for Playwright's own waiting asks ever less often."""
    part, until = page.locator(what).first, time.perf_counter() + 120
    while not part.is_visible():
        if time.perf_counter() > until:
            raise TimeoutError(f"{what} is not to be seen at {page.url}")
        time.sleep(EVERY)


def first_pages(browser: Browser, site: Site, tries: int) -> Measured:
    """The first chart with a cold and with a warm cache, and the bytes of the cold one on the wire."""
    made = Measured()
    for _ in range(tries):
        with fresh(browser) as context:
            page = context.new_page()
            sizes: list[int] = []
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.on(
                "Network.loadingFinished", lambda sent, to=sizes: to.append(int(sent["encodedDataLength"]))
            )
            made.cold.append(seen(page, site.address, site.chart))
            page.wait_for_load_state("networkidle")
            made.wire = max(made.wire, sum(sizes))
            page.goto("about:blank")
            made.warm.append(seen(page, site.address, site.chart))
    return made


# The milliseconds, by the browser's own clock, from the click or choice to the frame after the one in which the chart is another;
# the chart may stand in a shadow tree, as Panel's does.
REDRAWN = """(chart, what) => {
  const root = chart.getRootNode(), read = () => root.querySelector(what)?.textContent;
  const before = read();
  let began = 0;
  for (const kind of ["click", "input"]) addEventListener(kind, () => { began = performance.now(); }, true);
  window.redrawn = new Promise(done => {
    const look = () => {
      const now = read();
      if (now && now !== before) requestAnimationFrame(() => done(performance.now() - began));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}"""


def filters(browser: Browser, site: Site, tries: int) -> list[float]:
    """The milliseconds from a change of a filter until the chart is another."""
    found = []
    with fresh(browser) as context:
        page = context.new_page()
        seen(page, site.address, site.chart)
        page.wait_for_load_state("networkidle")
        for number in range(tries + FILLING):
            page.wait_for_timeout(PAUSE)
            if site.redraws:
                page.locator(site.chart).first.evaluate(REDRAWN, site.chart)
                site.change(page, number)
                found.append(float(page.evaluate("window.redrawn")))
            else:
                began = time.perf_counter()
                site.change(page, number)
                _wait(page, site.chart)
                found.append((time.perf_counter() - began) * 1000)
    return found[FILLING:]


def download(address: str, process: int, count: int) -> tuple[float, float]:
    """Rows a second of a CSV file of so many, and how its server's memory at the end compares with that after a tenth of the rows."""
    ids = [process, *app_servers.children(process)]
    peaks, tenth, done = [0.0], [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peaks.append(max(app_servers.memory(one, "Anonymous") for one in ids))

    watcher = threading.Thread(target=watch)
    watcher.start()
    lines, began = 0, time.perf_counter()
    with urllib.request.urlopen(address, timeout=app_servers.PATIENCE) as response:
        while chunk := response.read(1 << 20):
            lines += chunk.count(b"\r\n")
            if not tenth[0] and lines > count / 10:
                tenth[0] = max(peaks)
    took = time.perf_counter() - began
    done.set()
    watcher.join()
    return (lines - 1) / took, max(peaks) / max(tenth[0], 1.0)


def clients(base: str, work: Path) -> dict[str, float]:
    """32 clients that ask for what fills pages that were seen before."""
    dependencies = json.loads(_read(f"{base}/_dash-dependencies"))
    (callback,) = (one for one in dependencies if not one["clientside_function"])
    outputs = [one.rsplit(".", 1) for one in callback["output"].strip(".").split("...")]
    bodies = [
        json.dumps(
            {
                "output": callback["output"],
                "outputs": [{"id": identifier, "property": name} for identifier, name in outputs],
                "inputs": [{**callback["inputs"][0], "value": address}],
                "changedPropIds": ["address.data"],
            }
        )
        for address in SEEN
    ]
    file = work / "bodies"
    file.write_text("\n".join(bodies), encoding="utf-8")
    script = Path(__file__).parent / "callback.lua"
    command = [app_servers.wrk(), "-t", "1", "-c", "32", "-s", script, f"{base}/_dash-update-component"]
    for seconds in (3, SECONDS):  # the first time fills the memory of both workers
        ran = subprocess.run(
            [*map(str, command), "-d", f"{seconds}s", "--timeout", "60s", "--", str(file)],
            capture_output=True,
            text=True,
            check=True,
        )
    found: dict[str, float] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


def measure(arguments: argparse.Namespace, work: Path) -> tuple[dict[str, Measured], dict[str, float]]:
    """Everything, one server after the other."""
    peers = {} if arguments.only == "ours" else app_servers.installed(work)
    tables, plain, database = app_servers.data(work, arguments.figures)
    small, _, _ = app_servers.data(work, 216)
    print(HEAD, flush=True)
    every, found, extra = sites(database.stem), dict[str, Measured](), dict[str, float]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=list(FLAGS))
        for name, folder in (("small", small), ("ours", tables)):
            base = f"http://127.0.0.1:{PORTS[name]}"
            command, ready, environment = app_servers.ours(folder, PORTS[name])
            with app_servers.running(command, ready, **environment) as process:
                if name == "ours":
                    for _ in range(4):  # what the first reader waits for is measured by itself, not here
                        _read(f"{base}/explore{LOADED}")
                site = every[name]
                found[name] = first_pages(browser, site, 5)
                found[name].filters = filters(browser, site, arguments.tries)
                for _ in range(5):
                    with fresh(browser) as context:
                        found[name].card.append(seen(context.new_page(), f"{base}/", ".card"))
                if name == "ours":
                    extra["same"] = median(filters(browser, every["same"], arguments.tries))
                    extra |= clients(base, work)
                    extra["pss"] = max(app_servers.memory(one) for one in app_servers.children(process.pid))
                    found[name].rows, extra["growth"] = download(
                        f"{base}/data/figures.csv", process.pid, arguments.figures
                    )
            print(line(name, found[name]), flush=True)
        for name, bin_ in peers.items():
            command, ready = app_servers.peer(name, bin_, plain, database, PORTS[name])
            with app_servers.running(command, ready) as process:
                site = every[name]
                found[name] = first_pages(browser, site, 3)
                found[name].filters = filters(browser, site, arguments.tries)
                if name == "datasette":
                    file = f"{site.address.split('?')[0]}/figures.csv?_stream=on"
                    found[name].rows, _ = download(file, process.pid, arguments.figures)
            print(line(name, found[name]), flush=True)
        browser.close()
    return found, extra


def line(name: str, one: Measured) -> str:
    """What was measured of one server, in columns under `HEAD`."""
    card = f"{median(one.card):.2f}" if one.card else ""
    changed = f"{median(one.filters):.0f}/{p95(one.filters):.0f} ms"
    rows = f"{one.rows:,.0f}" if one.rows else ""
    return f"{name:12}{card:>7}{median(one.cold):>7.2f}{median(one.warm):>7.2f}{one.wire / 1e6:>7.2f}{changed:>20}{rows:>13}"


def held(found: dict[str, Measured], extra: dict[str, float]) -> list[str]:
    """Each target and whether it was reached."""
    ours = found["ours"]
    targets = [
        ("first card, cold (s)", median(ours.card), 0.6, False),
        ("first page (MB)", ours.wire / 1e6, 0.75, False),
        ("first chart, warm (s)", median(ours.warm), 0.4, False),
        (
            "filter over that of 216 figures, same view",
            extra["same"] / median(found["small"].filters),
            2.0,
            False,
        ),
        ("32 clients: requests/s", extra["requests"] / extra["seconds"], 400.0, True),
        ("32 clients: p95 (ms)", extra["p95"], 150.0, False),
        ("32 clients: errors", extra["errors"], 0.0, False),
        ("memory of a worker, PSS (MB)", extra["pss"], 300.0, False),
        ("CSV: memory at the end over that at a tenth", extra["growth"], 1.1, False),
    ]
    if "panel" in found:
        targets += [
            ("first chart, cold, over Panel's", median(ours.cold) / median(found["panel"].cold), 0.45, False),
            ("filter over Panel's", median(ours.filters) / median(found["panel"].filters), 0.5, False),
        ]
    if "datasette" in found:
        other = found["datasette"]
        targets += [
            ("first chart, cold, over Datasette's", median(ours.cold) / median(other.cold), 1.0, False),
            ("CSV rows/s over Datasette's", ours.rows / other.rows, 20.0, True),
        ]
    lines = [""]
    for name, value, target, least in targets:
        reached = value >= target if least else value <= target
        bound = "at least" if least else "at most"
        lines.append(
            f"{name:44}{value:>10.2f}  {bound} {target:g}: {'reached' if reached else 'NOT reached'}"
        )
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "police-bench")
    parser.add_argument("--only", choices=["ours"], help="leave the peers out")
    parser.add_argument("--tries", type=int, default=20, help="changes of a filter")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    print("\n".join(held(*measure(arguments, arguments.work))))


if __name__ == "__main__":
    main()
