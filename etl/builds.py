"""Builds side by side in one folder: a reader sees the whole old one or the whole new one.

    OUT/builds/ID/…            a build: the Parquet files and manifest.json; ID is the hash of the tables' content
    OUT/builds/….partial       a build that is being written, or was when its process was killed
    OUT/current                symbolic link to builds/ID: the one thing that a new build switches, by a rename
    OUT/figures.parquet, …     symbolic links through `current`, made once
    OUT/.lock                  held by the build that writes

A reader of several tables resolves `current` once and reads from there; the build before stays until the next but one.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

CURRENT = "current"
BUILDS = "builds"
MANIFEST = "manifest.json"
PARTIAL = ".partial"
LOCK = ".lock"
KEPT = 2


class BuildError(Exception):
    """A build that cannot go on: what is the matter, and the remedy, in a sentence for the reader."""


def current(out: Path) -> Path:
    """The folder of the tables of the newest build in an output folder; without one, the output folder itself.

    >>> current(Path("no-such-folder"))
    PosixPath('no-such-folder')
    """
    link = out / CURRENT
    return link.resolve() if link.is_dir() else out


class TablesError(Exception):
    """Tables that cannot be written or read: what is the matter, and the remedy."""


def unwritable(place: Path | str, error: OSError) -> BuildError:
    """What to tell of a file or folder of a build that cannot be written.

    >>> unwritable("out", OSError(errno.ENOSPC, "write failed")).args[0]
    'out: cannot be written (No space left on device); the tables are as they were: make room on the disk, or name another folder with --out'
    """
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    reason = os.strerror(error.errno) if error.errno else str(error)  # pyarrow's own words hide the system's
    remedy = "make room on the disk" if is_full else "check the disk and the rights"
    return BuildError(
        f"{place}: cannot be written ({reason}); the tables are as they were: {remedy}, or name another folder with --out"
    )


@contextmanager
def locked(out: Path, say: Callable[[str], None]) -> Iterator[None]:
    """The output folder for one build alone; waits for another one, and says who holds it.

    Leftovers of killed builds are removed: while the lock is held, nobody else writes.

    Raises:
        BuildError: the folder cannot be made or written.
    """
    try:
        (out / BUILDS).mkdir(parents=True, exist_ok=True)
        handle = (out / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise BuildError(
            f"{out}: the output folder cannot be written ({error.strerror or error}); "
            "name a folder that may be written with --out"
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            say(f"{out}: waiting for another build ({handle.read().strip() or 'its process is not known'})")
            fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        handle.truncate()
        began = datetime.now(UTC).isoformat(timespec="seconds")
        handle.write(f"process {os.getpid()} on {socket.gethostname()} since {began}\n")
        handle.flush()
        for leftover in [*(out / BUILDS).glob(f"*{PARTIAL}"), *out.glob(f"*{PARTIAL}")]:
            _remove(leftover)
        yield


@contextmanager
def partial_build(out: Path) -> Iterator[Path]:
    """A folder to write a build into; it is removed unless `publish` has taken it."""
    folder = out / BUILDS / f"{uuid4().hex}{PARTIAL}"
    try:
        folder.mkdir()
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield folder
    finally:
        if folder.exists():
            _remove(folder)


def identifier(hashes: Mapping[str, str]) -> str:
    """The identifier of a build, from the SHA-256 of each of its tables by file name.

    >>> identifier({"a": "1", "b": "2"}) == identifier({"b": "2", "a": "1"})
    True
    """
    listed = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


def publish(out: Path, partial: Path, build_id: str) -> Path:
    """Make a partial build the current one, and remove all but the newest two.

    The same content has the same identifier: where that build is there already, its files are replaced one by one by
    files that hold the same, which also mends a damaged one.
    """
    build = out / BUILDS / build_id
    to_disk(partial)
    if build.is_dir():
        for path in sorted(partial.iterdir()):
            os.replace(path, build / path.name)
        partial.rmdir()
        os.utime(build)
        to_disk(build)
    else:
        os.rename(partial, build)
    to_disk(build.parent)
    # The links dangle until the switch, so that all tables of a first build appear at once.
    for path in sorted(build.iterdir()):
        _link(out / path.name, f"{CURRENT}/{path.name}")
    _link(out / CURRENT, f"{BUILDS}/{build_id}")
    to_disk(out)
    _remove_old(out, build)
    return build


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write what belongs to a build and is no table: time, version, host, inputs."""
    path = folder / MANIFEST
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    to_disk(path)


def read_manifest(build: Path) -> dict[str, object]:
    """The manifest of a build; empty where there is none that can be read."""
    try:
        manifest = json.loads((build / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _link(link: Path, target: str) -> None:
    """Point a symbolic link at a relative target, by one rename."""
    if link.is_symlink() and os.readlink(link) == target:
        return
    new = link.with_name(f"{link.name}{PARTIAL}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    os.replace(new, link)


def _remove_old(out: Path, newest: Path) -> None:
    others = [path for path in (out / BUILDS).iterdir() if path != newest and path.is_dir()]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in others[KEPT - 1 :]:
        _remove(path)


def _remove(path: Path) -> None:
    """Remove a file or a folder; a folder is renamed first, so that a half of it is never taken for a build."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
        return
    if not path.name.endswith(PARTIAL):
        path = path.rename(path.with_name(f"{path.name}{PARTIAL}"))
    shutil.rmtree(path, ignore_errors=True)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk and outlast a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
