"""The servers that bench_app measures, each in an environment of its own, on the same figures."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks import many_figures
from etl import schema

ROOT = Path(__file__).resolve().parent.parent
PEERS = {
    "panel": ("panel", "plotly", "pandas", "pyarrow"),
    "streamlit": ("streamlit", "plotly", "pyarrow"),
    "datasette": ("datasette", "datasette-vega"),
}
PATIENCE = 180  # seconds until a server that does not answer is given up


def installed(work: Path) -> dict[str, Path]:
    """The folders of the peers' programs, installed where they are not yet."""
    found = {}
    for name, packages in PEERS.items():
        home = work / "peers" / name
        if not (home / "installed").exists():
            print(f"installing {name} …", flush=True)
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
            subprocess.run([home / "bin" / "pip", "install", "--quiet", *packages], check=True)
            (home / "installed").touch()
        found[name] = home / "bin"
    return found


def data(work: Path, count: int) -> tuple[Path, Path, Path]:
    """Our tables of so many figures, and the same rows as one Parquet file and as SQLite for the others."""
    tables, plain, database = (
        work / f"tables-{count}",
        work / f"figures-{count}.parquet",
        work / f"figures-{count}.db",
    )
    if not database.exists():
        print(f"making {count:,} figures …", flush=True)
        own = work / "own"
        subprocess.run(
            [sys.executable, "-m", "etl", "build", "--out", own], cwd=ROOT, check=True, capture_output=True
        )
        build = many_figures.write(tables, own, count)
        frame = pq.read_table(build / schema.FIGURES.file).to_pandas(date_as_object=False)
        frame["year"] = frame["period_end"].dt.year
        frame.to_parquet(plain)
        texts = frame.astype(dict.fromkeys(frame.select_dtypes(["category", "datetime"]).columns, "object"))
        for name in ("period_start", "period_end"):
            texts[name] = frame[name].dt.strftime("%Y-%m-%d")
        partial = database.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        with sqlite3.connect(partial) as connection:
            texts.to_sql("figures", connection, index=False, chunksize=50_000)
            connection.execute('create index by_metric on figures (metric, year, "group")')
        partial.rename(database)
    return tables, plain, database


@contextmanager
def running(
    command: Sequence[str | Path], ready: str, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers at an address, ended with all its processes."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, ready)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args} ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{process.args} does not answer at {address}")


def ours(tables: Path, port: int) -> tuple[list[str | Path], str, dict[str, str]]:
    """The command, the address that tells of readiness, and the environment of our server with two workers."""
    environment = {
        "PORT": str(port),
        "POLICE_TABLES": str(tables),
        "POLICE_WORKERS": "2",
        "POLICE_ACCESS_LOG": "off",
        "POLICE_EXPORT_RATE": "1000000 per minute",
    }
    return [sys.executable, "-m", "gunicorn", "app:server"], f"http://127.0.0.1:{port}/ready", environment


def peer(name: str, bin_: Path, plain: Path, database: Path, port: int) -> tuple[list[str | Path], str]:
    """The command and the address of a peer."""
    here = Path(__file__).parent / "peers"
    if name == "panel":
        command = [bin_ / "panel", "serve", here / "panel_app.py", "--port", port, "--args", plain]
        return list(map(str, command)), f"http://127.0.0.1:{port}/panel_app"
    if name == "streamlit":
        options = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.port", port]
        command = [bin_ / "streamlit", "run", here / "streamlit_app.py", *options, "--", plain]
        return list(map(str, command)), f"http://127.0.0.1:{port}/"
    limits = ["--setting", "max_csv_mb", "0", "--setting", "sql_time_limit_ms", "20000"]
    command = [bin_ / "datasette", database, "--port", port, *limits]
    return list(map(str, command)), f"http://127.0.0.1:{port}/"


def children(process: int) -> list[int]:
    """The process ids of the workers of a server."""
    threads = Path(f"/proc/{process}/task").glob(
        "*/children"
    )  # a worker is the child of the thread that forked it
    return [int(child) for thread in threads for child in thread.read_text().split()]


def memory(process: int, kind: str = "Pss") -> float:
    """The memory of a process in MB: `Pss` shares what is shared, `Rss` does not."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def wrk() -> str:
    """The program that asks with many connections.

    Raises:
        SystemExit: it is not installed.
    """
    found = shutil.which("wrk")
    if found is None:
        raise SystemExit("There is no wrk: apt-get install --yes wrk")
    return found
