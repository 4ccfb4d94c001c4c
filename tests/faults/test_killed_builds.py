"""A build that is killed at any moment: what the folder shows is always all of one build."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.builds import current
from tests.small_reports import ROOT, build_of, contents, several, write_reports
from tests.soak import held, times

KILLS = times(8, 200)


def start(reports: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "etl", "build", "--reports", reports, "--out", out, "--workers", "2"]
    return subprocess.Popen(
        [*map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.mark.slow
def test_a_killed_build_leaves_one_whole_build(tmp_path: Path) -> None:
    """Builds of two inputs in turn, each killed at some moment: what `current` names is always all of one of the two."""
    draw = random.Random(KILLS)
    inputs = [write_reports(tmp_path / name, several(count)) for name, count in (("few", 3), ("more", 12))]
    wholes = [
        contents(build_of(reports, out=tmp_path / f"whole-{place}").build)
        for place, reports in enumerate(inputs)
    ]
    out = tmp_path / "out"
    began = time.monotonic()
    assert start(inputs[0], out).wait() == 0
    length = time.monotonic() - began
    killed, shown = 0, [0, 0]
    for turn in range(KILLS):
        process = start(inputs[turn % 2], out)
        # Every other kill falls late, where files are renamed.
        time.sleep(length * (draw.uniform(0.75, 1.05) if turn % 4 < 2 else draw.random()))
        process.kill()
        ended = process.wait() != -signal.SIGKILL
        killed += not ended
        length *= 0.8 if ended else 1  # the first build was slower than the others: kill earlier
        found = contents(current(out))
        assert found in wholes
        assert contents(out) == found
        shown[wholes.index(found)] += 1
    assert start(inputs[1], out).wait() == 0
    assert contents(current(out)) == wholes[1]
    assert not list(out.rglob("*.partial"))
    assert killed >= KILLS // 2
    held(
        "killed",
        f"{KILLS} builds, {killed} of them killed before their end",
        f"{KILLS} of {KILLS} times one whole build (the old one {shown[0]} or {shown[1]} times, by turns); the next build whole, no leftovers",
    )
