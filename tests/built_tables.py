"""The tables of the committed digests, built once for the tests that want real pairs and reports."""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from components.store import Tables, current_build, read_build

ROOT = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def folder() -> Path:
    """A folder with a build of `data/reports`, made once in each run of the tests."""
    made = Path(mkdtemp(prefix="tables-"))
    subprocess.run(
        [sys.executable, "-m", "etl", "build", "--out", str(made)], cwd=ROOT, check=True, capture_output=True
    )
    return made


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The build, read."""
    read = read_build(current_build(folder()))
    assert isinstance(read, Tables)
    return read
