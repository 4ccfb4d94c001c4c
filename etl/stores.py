"""Builds in a store: written here, sent as a whole, and made current by one object.

    OUT/builds/ID/…   a build: the Parquet files and manifest.json
    OUT/current       text: `builds/ID` of the newest build, then of the one before; an object is replaced at once or not at all

A store has no rename and no links, so a reader reads `current` first and then that build's files. Two builds at once do not
mix: each is sent under its own identifier, and the last to finish is current.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from etl.builds import BUILDS, CURRENT, KEPT

# A younger build that is not current may be one that is being sent.
OLD = timedelta(days=1)


@contextmanager
def workspace() -> Iterator[Path]:
    """A folder of this machine to write a build into, before it is sent; TMPDIR says where."""
    with TemporaryDirectory(prefix="build-") as name:
        yield Path(name)


def send(out: Path, folder: Path, build_id: str) -> Path:
    """Send a build to a store and make it current; builds that are neither of the newest two, and a day old, are removed.

    Raises:
        OSError: the store refuses.
    """
    build = out / BUILDS / build_id
    try:
        for path in sorted(folder.iterdir()):
            _copy(path, build / path.name)
        newest = [f"{BUILDS}/{build_id}"]
        newest += [one for one in current_builds(out) if one not in newest]
        (out / CURRENT).write_text("\n".join(newest[:KEPT]) + "\n", encoding="utf-8")
        _remove_old(out, newest[:KEPT])
    except OSError:
        raise
    except Exception as error:  # each kind of store has errors of its own
        raise OSError(f"the store refuses: {error}") from error
    return build


def current_builds(out: Path) -> list[str]:
    """The newest builds of a store, as paths under its folder, the current one first; none where nothing was built."""
    try:
        return (out / CURRENT).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []


def _copy(path: Path, target: Any) -> None:
    target.fs.put_file(str(path), target.path)


def _remove_old(out: Path, kept: list[str]) -> None:
    store: Any = out / BUILDS
    for name, info in store.fs.find(store.path, detail=True).items():
        build = f"{BUILDS}/{name[len(store.path) :].lstrip('/').split('/')[0]}"
        if build not in kept and datetime.now(UTC) - store.fs.modified(name) > OLD:
            store.fs.rm_file(info["name"])
