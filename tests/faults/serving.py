"""The app behind a real gunicorn with two workers, for tests that ask it over the wire."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.small_reports import ROOT

PATIENCE = 120  # seconds until a start is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server: its port, its process, the folder of its tables, and the file of what it said."""

    port: int
    process: subprocess.Popen[bytes]
    tables: Path
    log: Path

    def get(self, path: str) -> tuple[int, bytes]:
        """The status and body of an answer, on a connection of its own."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def connection(self, timeout: float = 60) -> HTTPConnection:
        """A connection of its own."""
        return HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def workers(self) -> set[int]:
        """The process ids of the workers."""
        parent = self.process.pid
        return {int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}

    def memory(self) -> float:
        """The proportional memory of all workers, in MB."""
        rolled = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in self.workers())
        lines = (line.split() for text in rolled for line in text.splitlines() if line.startswith("Pss:"))
        return sum(int(line[1]) for line in lines) / 1024


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def served(tables: Path, log: Path, **settings: str) -> Iterator[Served]:
    """Serve a folder of tables; the settings are environment variables."""
    port = _free_port()
    environment = {
        **os.environ,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "POLICE_TABLES": str(tables),
        **settings,
    }
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "app:server"],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        end = time.monotonic() + PATIENCE
        served = Served(port=port, process=process, tables=tables, log=log)
        expected = int(settings.get("POLICE_WORKERS", "2"))
        while not (_answers(port) and len(served.workers()) == expected):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield served
    finally:
        process.terminate()
        process.wait(PATIENCE)
