"""A disk that fills while a build writes: the old tables stay whole, and the message names the folder and the remedy."""

from __future__ import annotations

import json
import random
import resource
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from etl.builds import current
from tests.small_reports import ROOT, build_of, contents, several, write_reports
from tests.soak import held, times

DISKS, LIMITS = times(2, 40), times(3, 40)
UNSHARE = ["unshare", "--map-root-user", "--mount"]
REMEDY = "make room on the disk, or name another folder with --out"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("reports"), several(12))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build of other reports."""
    folder = tmp_path_factory.mktemp("old")
    build_of(write_reports(folder / "reports", several(3)), out=folder / "out")
    return folder / "out"


def sizes(reports: Path, tmp_path: Path) -> list[int]:
    """The sizes in bytes of the files that a build of the reports makes."""
    build = build_of(reports, out=tmp_path / "measured").build
    return sorted(path.stat().st_size for path in build.iterdir())


def can_mount() -> bool:
    """Whether this system lets a process have a disk of its own."""
    if shutil.which("unshare") is None:
        return False
    command = [*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_full_disk_leaves_the_old_tables(reports: Path, old: Path, tmp_path: Path) -> None:
    """Real disks in memory with too little room, from nothing to nearly enough."""
    if not can_mount():
        pytest.skip(
            "LEFT OUT: this system lets no process mount a disk of its own (unshare --map-root-user --mount)"
        )
    draw = random.Random(DISKS)
    most = sum(sizes(reports, tmp_path))
    for turn in range(DISKS):
        free = 0 if turn == 0 else draw.randrange(most // 2)
        command = [*UNSHARE, sys.executable, "-m", "tests.faults.full_disk", reports, old, free]
        found = json.loads(
            subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        )
        assert found["status"] == 1, (free, found)
        assert found["as_before"], (free, found)
        assert found["leftovers"] == [], (free, found)
        assert found["said"].count("\n") == 1, (free, found)
        assert found["said"].startswith(found["out"]), (free, found)
        assert "No space left on device" in found["said"], (free, found)
        assert REMEDY in found["said"], (free, found)


def test_a_file_that_may_not_grow_leaves_the_old_tables(reports: Path, old: Path, tmp_path: Path) -> None:
    """The same where a quota on the size of a file ends the writing: every file of a build is once the first that fails."""
    found = sizes(reports, tmp_path)
    draw = random.Random(LIMITS)
    limits = [found[-1] // 2, *(draw.randrange(found[0], found[-1]) for _ in range(LIMITS - 1))]
    before = contents(current(old))
    for limit in limits:
        command = [sys.executable, "-m", "etl", "build", "--reports", reports, "--out", old, "--workers", "1"]
        done = subprocess.run(
            [*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)),
        )  # fmt: skip
        assert (done.returncode, contents(current(old)) == before) == (1, True), (limit, done.stderr)
        assert done.stderr.startswith(str(old)), (limit, done.stderr)
        assert REMEDY in done.stderr, (limit, done.stderr)
        assert done.stderr.count("\n") == 1, (limit, done.stderr)
        assert not list(old.rglob("*.partial"))
    held(
        "disk_full",
        f"{DISKS} full disks, {LIMITS} limits on the size of a file",
        "each time exit status 1, one line that names folder and remedy, the old tables byte by byte, no leftovers",
    )
