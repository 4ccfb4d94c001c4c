"""Everything that an installation may set, read from the environment once at start and checked.

Each field is one variable: its name, its default, what it means (README lists the same), and how its text is read. A text
that cannot be read ends the start with a sentence that names the variable and what it may hold.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import limits

TABLES = Path(__file__).resolve().parent.parent / "data" / "tables"

Value = TypeVar("Value")
_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
LOG_LEVELS = ("debug", "info", "warning", "error", "critical")


class SettingError(ValueError):
    """A variable that cannot be used: its name, what it holds, and what it may hold, in a sentence."""


def _setting(name: str, default: Value, meaning: str, read: Callable[[str], Value]) -> Value:
    made: Value = field(default=default, metadata={"name": name, "meaning": meaning, "read": read})
    return made


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:12]) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return read


def _switch(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError("on or off")
    return text == "on"


def _level(text: str) -> str:
    if text not in LOG_LEVELS:
        raise ValueError(f"one of {', '.join(LOG_LEVELS)}")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not all(_HOST.fullmatch(host) for host in hosts):
        raise ValueError("host names by commas, such as figures.example.org; .example.org for all below it")
    return hosts


def _rate(text: str) -> str:
    try:
        limits.parse_many(text)
    except ValueError as problem:
        raise ValueError("a number and a time, such as 60 per minute") from problem
    return text


def _storage(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9+]*://\S*", text):
        raise ValueError("an address such as memory:// or redis://localhost:6379")
    return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What an installation chose; the defaults serve one person on this machine.

    >>> Settings().port
    8050
    """

    host: str = _setting("HOST", "127.0.0.1", "address to listen on; `0.0.0.0` for all", str)
    port: int = _setting("PORT", 8050, "port to listen on", _whole(1, 65_535))
    tables: Path = _setting(  # noqa: RUF009 (a field, as the others)
        "POLICE_TABLES",
        TABLES,
        "folder of the tables that `python -m etl build` wrote",
        Path,
    )
    contact: str = _setting(
        "POLICE_CONTACT", "", "whom to ask, on `/data`: a name, an address of mail or of a page", str
    )
    workers: int = _setting("POLICE_WORKERS", 2, "processes that answer", _whole(1, 64))
    threads: int = _setting("POLICE_THREADS", 4, "threads of each process", _whole(1, 64))
    timeout: int = _setting(
        "POLICE_TIMEOUT", 60, "seconds after which a silent process is replaced", _whole(1, 3_600)
    )
    grace: int = _setting(
        "POLICE_GRACE", 30, "seconds that running requests have at a restart", _whole(1, 3_600)
    )
    log_level: str = _setting("POLICE_LOG_LEVEL", "info", f"one of {', '.join(LOG_LEVELS)}", _level)
    access_log: bool = _setting("POLICE_ACCESS_LOG", True, "`on`: a JSON line for each request", _switch)
    hosts: tuple[str, ...] = _setting(
        "POLICE_HOSTS",
        (),
        "host names that are answered, by commas (`.example.org`: all below); empty: every one",
        _hosts,
    )
    proxies: int = _setting(
        "POLICE_PROXIES", 0, "proxies in front whose `X-Forwarded-` headers are believed", _whole(0, 5)
    )
    export_rate: str = _setting(
        "POLICE_EXPORT_RATE", "120 per minute", "files that one address may take from `/data/`", _rate
    )
    rate_storage: str = _setting(
        "POLICE_RATE_STORAGE",
        "memory://",
        "where files are counted; `redis://…` counts for all processes and machines together",
        _storage,
    )
    body_kilobytes: int = _setting(
        "POLICE_BODY_KB", 64, "size of the largest request body in KB", _whole(1, 10_240)
    )
    cache_megabytes: int = _setting(
        "POLICE_CACHE_MB", 32, "pages that each process remembers, in MB; 0: none", _whole(0, 4_096)
    )


def listed() -> dict[str, str]:
    """The variables in the order of the fields, each with its default and its meaning, as README lists them."""
    default = Settings()
    return {
        one.metadata["name"]: f"{_text(getattr(default, one.name))} | {one.metadata['meaning']}"
        for one in fields(Settings)
    }


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{'on' if value else 'off'}`"
    if isinstance(value, Path):
        return f"`{value.relative_to(TABLES.parent.parent)}`"
    return f"`{value}`" if value not in ("", ()) else "none"


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; a variable that is missing or empty has its default.

    >>> read({"PORT": "8060"}).port
    8060

    Raises:
        SettingError: a variable holds what cannot be used.
    """
    chosen: dict[str, Any] = {}
    for one in fields(Settings):
        name, text = one.metadata["name"], environment.get(one.metadata["name"], "").strip()
        if not text:
            continue
        try:
            chosen[one.name] = one.metadata["read"](text)
        except ValueError as problem:
            raise SettingError(
                f"{name} is “{text[:80]}”: set it to {problem}, or leave it out for its default."
            ) from problem
    return Settings(**chosen)


def at_start() -> Settings:
    """The settings of this process; a variable that cannot be used ends it with a sentence.

    Raises:
        SystemExit: a variable holds what cannot be used.
    """
    try:
        return read(os.environ)
    except SettingError as problem:
        raise SystemExit(str(problem)) from problem
