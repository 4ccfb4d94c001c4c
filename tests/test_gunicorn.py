"""The app behind a real gunicorn, with its two workers: readiness, restart, a new build, the log."""

from __future__ import annotations

import json
import os
import platform
import runpy
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import sample_tables
from tests.faults.serving import Served, served

PATIENCE = 60  # seconds until a start or a restart is given up

pytestmark = pytest.mark.slow


def wait_for(holds: object, what: str) -> None:
    assert callable(holds)
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.fixture(name="served")
def _served(tmp_path: Path) -> Iterator[Served]:
    with served(sample_tables.write(tmp_path / "tables"), tmp_path / "log") as made:
        wait_for(lambda: made.get("/ready")[0] == 200, "it did not get ready")
        yield made


def test_two_workers_serve_and_log_json(served: Served) -> None:
    status, body = served.get("/explore?metric=hotline_calls")
    assert (status, b"Hotline calls" in body) == (200, True)
    wait_for(lambda: "hotline_calls" in served.log.read_text(), "no line in the log")
    lines = [json.loads(line) for line in served.log.read_text().splitlines() if line.startswith("{")]
    (line,) = (line for line in lines if line["path"] == "/explore")
    assert (line["query"], line["status"], line["method"]) == ("metric=hotline_calls", 200, "GET")
    assert len(line["request_id"]) == 32


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="mallopt is glibc's")
def test_the_allocator_keeps_one_heap_for_all_threads() -> None:
    conf = runpy.run_path(str(Path(__file__).parent.parent / "gunicorn.conf.py"))
    assert conf["one_arena"]()


def test_a_restart_fails_no_request(served: Served) -> None:
    before = served.workers()
    answers: list[object] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                answers.append(served.get("/")[0])
            except OSError as problem:
                answers.append(repr(problem))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        workers = served.workers()
        served.process.send_signal(signal.SIGHUP)
        wait_for(
            lambda old=workers: len(served.workers()) == 2 and not served.workers() & old, "no new workers"
        )
    asked = len(answers)
    wait_for(lambda: len(answers) > asked + 10, "the new workers do not answer")
    done.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert set(answers) == {200}
    assert not served.workers() & before


def test_a_new_build_is_shown_by_all_workers(served: Served) -> None:
    assert {json.loads(served.get("/ready")[1])["version"] for _ in range(20)} == {""}
    build = served.tables / "builds" / "next"
    shutil.copytree(served.tables / "builds" / "sample", build)
    manifest = json.loads((build / "manifest.json").read_text())
    (build / "manifest.json").write_text(json.dumps({**manifest, "build": "next"}))
    (served.tables / "next").symlink_to("builds/next")
    os.replace(served.tables / "next", served.tables / "current")
    assert {json.loads(served.get("/ready")[1])["version"] for _ in range(20)} == {"next"}
    assert all(b"<code>next</code>" in served.get("/")[1] for _ in range(20))


def test_a_request_line_that_is_too_long_is_refused(served: Served) -> None:
    assert served.get("/?q=" + "a" * 7_000)[0] == 414
    assert served.get("/?q=" + "a" * 10_000)[0] in (400, 414)
    assert served.get("/ready")[0] == 200
