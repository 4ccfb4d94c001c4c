"""One build onto a small disk of its own that is full but for some bytes: what it says, and what the tables are then.

    unshare --map-root-user --mount python -m tests.faults.full_disk REPORTS OLD FREE

Mounts a disk in memory that only this process sees, copies the tables of OLD to it, fills it up to FREE bytes and builds REPORTS.
Prints JSON: the exit status, what was said, and whether the tables are those of OLD, byte by byte, with no leftovers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from etl.builds import current
from tests.small_reports import ROOT, contents

SIZE = 8_000_000


def build_on_full_disk(reports: Path, old: Path, free: int) -> dict[str, object]:
    """The outcome of a build with this many bytes free."""
    disk = Path(tempfile.mkdtemp())
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", disk], check=True)
    out = disk / "tables"
    shutil.copytree(old, out, symlinks=True)
    before = contents(current(out))
    space = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(max(0, space.f_bavail * space.f_frsize - free)))
    command = [sys.executable, "-m", "etl", "build", "--reports", reports, "--out", out, "--workers", "1"]
    found = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    return {
        "status": found.returncode,
        "said": found.stderr,
        "out": str(out),
        "as_before": contents(current(out)) == before == contents(out),
        "leftovers": [path.name for path in out.rglob("*.partial")],
    }


if __name__ == "__main__":
    print(json.dumps(build_on_full_disk(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
