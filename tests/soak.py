"""Tests that run shortened in `make test`, and at full count in `make soak`, which keeps their figures."""

from __future__ import annotations

import os

from scripts import reliability

FULL = "SOAK" in os.environ


def times(short: int, full: int) -> int:
    """How often to try: a few times in `make test`, at full count in `make soak`."""
    return full if FULL else short


def held(fault: str, tried: str, what: str) -> None:
    """Keep the figures of a fault that was tried at full count; call it when every assertion has held."""
    if FULL:
        reliability.note(fault, tried, what)
