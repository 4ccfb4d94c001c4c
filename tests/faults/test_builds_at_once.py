"""Builds that are started at once on one folder: each waits for the one before it and says who holds the lock."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from etl.builds import current, locked
from tests.small_reports import ROOT, build_of, contents, several, write_reports
from tests.soak import held, times

AT_ONCE = times(3, 8)
ROUNDS = times(1, 5)


def start(reports: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "etl", "build", "--reports", reports, "--out", out, "--workers", "1"]
    return subprocess.Popen(
        [*map(str, command)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_builds_at_once_follow_each_other(tmp_path: Path) -> None:
    """All of them wait, for the folder is locked at first; then each is alone with it, and the last one's tables stay."""
    inputs = [write_reports(tmp_path / f"reports-{place}", several(place + 2)) for place in range(AT_ONCE)]
    wholes = [
        contents(build_of(one, out=tmp_path / f"whole-{place}").build) for place, one in enumerate(inputs)
    ]
    out = tmp_path / "out"
    for _ in range(ROUNDS):
        waiting = []
        with locked(out, lambda line: None):
            processes = [start(one, out) for one in inputs]
            for process in processes:
                assert process.stderr is not None
                waiting.append(process.stderr.readline())  # nothing ends this line but the wait for the lock
        for process, said in zip(processes, waiting, strict=True):
            _, rest = process.communicate(timeout=600)
            assert process.returncode == 0, rest
            assert re.fullmatch(
                rf"{re.escape(str(out))}: waiting for another build \(process \d+ on \S+ since \S+\)\n", said
            )
            assert rest == ""
        assert contents(current(out)) in wholes
        assert contents(out) == contents(current(out))
        assert not list(out.rglob("*.partial"))
    held(
        "two_builds",
        f"{ROUNDS} times {AT_ONCE} builds",
        "each waits its turn and says which process holds the folder; every one ends well, one whole build stays",
    )
