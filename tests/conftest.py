"""What several tests share: where the published reports lie, and what to say where they do not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # time is measured in benchmarks, never in a test
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = (ROOT / os.environ.get("POLICE_REPORTS", "../shared/reports")).resolve()


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of the five published reports; a test that asks for it is left out, aloud, where it is missing."""
    if not any(ORIGINALS.glob("*.txt")):
        pytest.skip(
            f"LEFT OUT: the published reports are not in {ORIGINALS}; get them from the addresses in sources.csv "
            "or name their folder in POLICE_REPORTS"
        )
    return ORIGINALS
