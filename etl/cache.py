"""What was read of each report, kept beside the tables: an unchanged report is not read again, nor after an interruption.

    OUT/cache/ab/abcd…   one report: a SHA-256 of what follows, and the rows of its tables, compressed

An entry is named by the hash of all that the reading depends on: the file's bytes and name, its line of sources.csv and the
version of the program (`reading_version`). So an entry is never out of date, only no longer used. It is verified when it is
read; a damaged or missing one costs the time to read its report again, and nothing else. Corrections are applied after it.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from etl import schema
from etl.places import files_under
from etl.report_records import Source
from etl.tables import packed, plain_schema, unpacked

FOLDER = "cache"
READ_FROM_TEXT = (schema.FIGURES, schema.NUMBERS, schema.REPORTS)
# Packages that decide what is read, and the parts of the program that run after the reading.
_PACKAGES = ("pyarrow", "selectolax")
_AFTER_READING = ("checks", "comparisons", "relations.py")
_CODE = Path(__file__).resolve().parent
_DIGEST = hashlib.sha256().digest_size

Batches = Mapping[str, pa.RecordBatch]


@lru_cache(maxsize=1)
def reading_version() -> str:
    """A hash of the files of this program that reading runs or could run, of Python and of the packages it reads with."""
    found = hashlib.sha256(platform.python_version().encode())
    for name in _PACKAGES:
        found.update(f"{name} {version(name)}\n".encode())
    for path in sorted(_CODE.rglob("*.py")):
        place = path.relative_to(_CODE)
        if place.parts[0] not in _AFTER_READING:
            found.update(place.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """The entries in a folder, which may be in a store, for one version of the program."""

    folder: Path
    version: str

    def name_of(self, raw: bytes, file: str, source: Source | None) -> str:
        """The name of the entry of a file.

        Args:
            raw: its bytes.
            file: its name without folders.
            source: its line of sources.csv.
        """
        told = repr((self.version, file, astuple(source) if source else None)).encode()
        return hashlib.sha256(hashlib.sha256(told).digest() + raw).hexdigest()

    def get(self, name: str) -> Batches | None:
        """The rows of an entry by table; None where there is none that is whole."""
        try:
            stored = self._path(name).read_bytes()
        except OSError:
            return None
        digest, content = stored[:_DIGEST], stored[_DIGEST:]
        if hashlib.sha256(name.encode() + content).digest() != digest:
            return None
        batches = unpacked(content, map(plain_schema, READ_FROM_TEXT))
        return {table.name: batch for table, batch in zip(READ_FROM_TEXT, batches, strict=True)}

    def put(self, name: str, batches: Batches) -> None:
        """Keep the rows of a report. Where they cannot be written, they are read again next time."""
        content = packed(batches[table.name] for table in READ_FROM_TEXT)
        path = self._path(name)
        stored = hashlib.sha256(name.encode() + content).digest() + content
        try:
            try:
                path.write_bytes(stored)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(stored)
        except OSError:
            return

    def prune(self, used: Collection[str]) -> None:
        """Remove the entries but those that a build used."""
        for path, _ in files_under(self.folder):
            if path.name not in used:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
