"""What belongs to a build and is no table: when, where, by which version and from which inputs it was made."""

from __future__ import annotations

import hashlib
import platform
import socket
import time
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from etl import schema
from etl.intake import Failure, FileRead

if TYPE_CHECKING:
    from etl.pipeline import Options

PACKAGES = ("numpy", "pandas", "pyarrow", "scipy", "selectolax", "statsmodels")
_CODE = Path(__file__).resolve().parent


def manifest_of(
    *,
    build_id: str,
    began: float,
    options: Options,
    files: Sequence[FileRead],
    left_out: Mapping[int, str],
    failures: Sequence[Failure],
    warnings: Sequence[str],
    rows: Mapping[str, int],
    hashes: Mapping[str, str],
) -> dict[str, object]:
    """The manifest of a build, ready for JSON. Its time and host make it differ where the tables do not."""
    return {
        "build": build_id,
        "schema_version": schema.SCHEMA_VERSION,
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.time() - began, 2),
        "host": socket.gethostname(),
        "version": project_version(),
        "code_sha256": code_sha256(),
        "python": platform.python_version(),
        "packages": {name: _package_version(name) for name in PACKAGES},
        "options": {
            "reports": [str(folder) for folder in options.reports],
            "out": str(options.out),
            "workers": options.workers,
            "corrections": str(options.corrections),
            "scheduler": options.scheduler,
        },
        "known": sum(one.was_known for one in files),
        "folders": [str(folder.resolve()) for folder in options.reports],
        "tables": {
            table.file: {"rows": rows[table.name], "sha256": hashes[table.file]} for table in schema.TABLES
        },
        "files": [_file(one, left_out.get(one.number, "")) for one in files],
        "failures": [str(one) for one in failures],
        "warnings": list(warnings),
        "corrections": [
            {
                "figure_id": done.figure_id,
                "place": done.correction.place,
                "report_id": done.correction.report_id,
                "paragraph": done.correction.paragraph,
                "printed": done.correction.printed,
                "action": done.correction.action,
                "column": done.correction.column,
                "before": _plain(done.before),
                "after": _plain(done.correction.value),
                "why": done.correction.why,
            }
            for one in files
            if one.number not in left_out
            for done in one.applied
        ],
    }


def _file(one: FileRead, left_out: str) -> dict[str, object]:
    """A file; `left_out` is why its text is not in the tables, else empty; the hash is that of the text that was read."""
    return {
        "path": str(one.path.resolve()),
        "report_id": one.report_id,
        "sha256": one.sha256,
        "left_out": one.failure.reason if one.failure else left_out,
    }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def project_version() -> str:
    """The version in pyproject.toml, else "unknown"."""
    try:
        project = tomllib.loads((_CODE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return "unknown"
    return str(project.get("project", {}).get("version", "unknown"))


def code_sha256() -> str:
    """A hash of the program's own files: two builds that differ over the same input differ in this."""
    found = hashlib.sha256()
    for path in sorted(_CODE.rglob("*.py")):
        found.update(path.relative_to(_CODE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _package_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
