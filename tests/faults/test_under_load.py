"""Many clients while builds replace the tables: no error, no answer that mixes two builds, memory flat."""

from __future__ import annotations

import hashlib
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from tests.faults.serving import Served, served
from tests.faults.test_hostile_requests import CALLBACKS, callback
from tests.small_reports import ROOT, build_of, several, write_reports
from tests.soak import FULL, held, times

CLIENTS = times(12, 64)
SECONDS = times(8, 120)
PAUSE = 0.5 if not FULL else 4.0  # seconds between two builds
# not the overview, which says what is new since the build before and so speaks of two builds
PAGES = ("/compare", "/explore", "/reports", "/checks")
FILES = ("/data/figures.csv", "/data/comparisons.json", "/data/reports.csv", "/data/figures.parquet")
# The moment of a build differs where its tables do not.
_MOMENT = re.compile(r"\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC")
_VERSION = re.compile(r"\b[0-9a-f]{16}\b")


@dataclass(slots=True)
class Seen:
    """What the clients saw: how much, what was wrong, which bytes each ETag and each page of each version had."""

    requests: int = 0
    wrong: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    versions: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, version: str, problem: str) -> None:
        with self.lock:
            self.requests += 1
            self.versions[version] += 1
            if problem:
                self.wrong.append(problem)

    def same(self, tag: str, body: bytes) -> bool:
        """Whether an ETag has always come with these bytes."""
        found = hashlib.sha256(body).hexdigest()
        with self.lock:
            return self.tags.setdefault(tag, found) == found


def without_moment(text: str) -> str:
    return _MOMENT.sub("built", text)


@dataclass(frozen=True, slots=True)
class Expected:
    """What each build answers: files by content, pages by what fills them."""

    files: Mapping[str, Mapping[str, bytes]]  # version and address to the body
    pages: Mapping[str, Mapping[str, str]]  # version and address to the content of the page


def asked(body: Mapping[str, Any], path: str) -> str:
    """The body of the callback for the page of an address."""
    (address,) = body["inputs"]
    return json.dumps({**body, "inputs": [{**address, "value": path}]})


def page_of(answer: bytes) -> tuple[str, str]:
    """The version that a page names in its foot, and its content."""
    given = json.loads(answer)["response"]["page"]["data"]
    named = _VERSION.findall(given["build"])
    content = {name: part for name, part in given.items() if name != "build"}
    return (named[0] if named else ""), without_moment(json.dumps(content, sort_keys=True))


def expected_of(builds: Mapping[str, Path]) -> tuple[Expected, dict[str, Any]]:
    """What is expected of each build, from the folder in which it is the only one; and the body that asks for a page."""
    files, pages = {}, {}
    body: dict[str, Any] = {}
    for version, folder in builds.items():
        client = create_app(folder).server.test_client()
        body = callback(client)
        files[version] = {path: client.get(path).data for path in FILES}
        pages[version] = {
            path: page_of(
                client.post(CALLBACKS, data=asked(body, path), content_type="application/json").data
            )[1]
            for path in PAGES
        }
    return Expected(files, pages), body


def ask(
    connection: HTTPConnection, seed: random.Random, expected: Expected, body: Mapping[str, Any], seen: Seen
) -> None:
    """One request, and what is wrong with its answer."""
    path = seed.choice((*FILES, *PAGES, *PAGES))
    if path in FILES:
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
        version = next((name for name, files in expected.files.items() if files[path] == content), "")
        problem = "" if version else f"{path}: {len(content)} bytes of no build"
        if version and not seen.same(f"{path} {answer.getheader('ETag')}", content):
            problem = f"{path}: one ETag for two contents"
    else:
        connection.request("POST", CALLBACKS, asked(body, path), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        raw = answer.read()
        version, page = page_of(raw) if answer.status == 200 else ("", "")
        problem = (
            ""
            if page == expected.pages.get(version, {}).get(path)
            else f"{path}: not the page of build {version!r}"
        )
    if answer.status != 200:
        problem = f"{path}: status {answer.status}"
    seen.note(version, problem)


def visit(
    server: Served,
    number: int,
    expected: Expected,
    body: Mapping[str, Any],
    seen: Seen,
    over: threading.Event,
) -> None:
    """One client: a connection kept alive, request after request."""
    seed = random.Random(number)
    connection = server.connection()
    while not over.is_set():
        try:
            ask(connection, seed, expected, body, seen)
        except (OSError, HTTPException, ValueError, KeyError) as error:
            seen.note("", f"{type(error).__name__}: {error}")
            connection.close()
            connection = server.connection()
    connection.close()


def build_by_turns(inputs: Sequence[Path], out: Path, done: list[str], over: threading.Event) -> None:
    """Build each of the inputs in turn until all is over."""
    while not over.is_set():
        reports = inputs[(len(done) + 1) % 2]
        command = [sys.executable, "-m", "etl", "build", "--reports", reports, "--out", out, "--workers", "1"]
        found = subprocess.run([*map(str, command)], cwd=ROOT, check=False, capture_output=True, text=True)
        done.append(found.stderr)
        over.wait(PAUSE)


@pytest.mark.slow
def test_clients_while_builds_replace_the_tables(tmp_path: Path) -> None:
    inputs = [write_reports(tmp_path / name, several(count)) for name, count in (("few", 8), ("more", 40))]
    builds = {}
    for place, one in enumerate(inputs):
        alone = tmp_path / f"alone-{place}"
        builds[build_of(one, out=alone).build.name] = alone
    expected, body = expected_of(builds)
    out = tmp_path / "tables"
    build_of(inputs[0], out=out)
    seen = Seen()
    memory: list[float] = []
    builds_done: list[str] = []
    over = threading.Event()
    with served(out, tmp_path / "log", POLICE_EXPORT_RATE="1000000 per minute") as server:
        threads = [
            threading.Thread(target=visit, args=(server, number, expected, body, seen, over))
            for number in range(CLIENTS)
        ]
        threads.append(threading.Thread(target=build_by_turns, args=(inputs, out, builds_done, over)))
        for thread in threads:
            thread.start()
        began = time.monotonic()
        # On a busy machine it goes on until both builds have been seen.
        while time.monotonic() < began + SECONDS or (
            len(seen.versions) < 2 and time.monotonic() < began + 300
        ):
            time.sleep(SECONDS / 20)
            memory.append(server.memory())
        over.set()
        for thread in threads:
            thread.join()
        log = server.log.read_text(errors="replace")
    assert not seen.wrong, (len(seen.wrong), Counter(seen.wrong).most_common(10))
    assert "Traceback" not in log, log[log.index("Traceback") - 500 :][:3_000]
    assert set(seen.versions) == set(builds)
    assert not any(builds_done), builds_done
    # Warm after a quarter of the time: from there on it stays where it is.
    warm, end = max(memory[4:10]), min(memory[-4:])
    assert end <= 1.2 * warm, memory
    held(
        "load",
        f"{CLIENTS} clients for {SECONDS} s, {seen.requests:,} requests, {len(builds_done)} builds",
        f"no error, every answer of one build; memory of both workers {warm:.0f} MB when warm, {end:.0f} MB at the end",
    )
