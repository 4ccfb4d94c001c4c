"""Where reports are read and tables are written: folders of this machine, or of a store such as `s3://bucket/reports`.

A folder of a store is a path of universal-pathlib, which has the methods of `pathlib.Path` and is typed as one here. What it
needs is in requirements-bulk.txt. Credentials and address of a store come from its own settings (AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, ~/.aws).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from etl.builds import BuildError

INSTALL = "pip install --require-hashes -r requirements-bulk.txt"


def place(text: str) -> Path:
    """The folder that a text names.

    Raises:
        BuildError: it is in a store that cannot be reached, or for which a package is missing.

    >>> place("data/reports")
    PosixPath('data/reports')
    """
    if "://" not in text:
        return Path(text)
    try:
        from upath import UPath
    except ImportError as error:
        raise BuildError(
            f"{text}: a store needs packages that are not installed ({error.name}); {INSTALL}"
        ) from error
    try:
        found: Any = UPath(text)
        found.exists()
    except ImportError as error:
        raise BuildError(f"{text}: this kind of store needs a package ({error}); {INSTALL}") from error
    except Exception as error:  # each kind of store has errors of its own
        raise BuildError(
            f"{text}: the store cannot be reached ({error}); check the address, the credentials and the rights"
        ) from error
    return cast(Path, found)


def in_store(folder: object) -> bool:
    """Whether a folder is one of a store, and not of this machine."""
    return not isinstance(folder, Path)


def files_under(folder: Path) -> list[tuple[Path, int]]:
    """The files under a folder, to the bottom, with their sizes in bytes; in no order.

    >>> files_under(Path("no-such-folder"))
    []
    """
    if in_store(folder):
        store: Any = folder
        # One listing: a question for each file would take hours.
        found = store.fs.find(store.path, detail=True)
        return [(folder / name[len(store.path) :].lstrip("/"), info["size"]) for name, info in found.items()]
    return [(path, path.stat().st_size) for path in folder.rglob("*") if path.is_file()]
