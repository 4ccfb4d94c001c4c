"""Settings: what is read from the environment, what is refused, and that README lists them all."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from components import settings
from components.settings import SettingError, Settings

ROOT = Path(__file__).resolve().parent.parent


def test_an_empty_environment_has_the_defaults() -> None:
    assert settings.read({}) == Settings()
    assert settings.read({"PORT": " ", "POLICE_HOSTS": ""}) == Settings()


def test_every_variable_is_read() -> None:
    given = settings.read(
        {
            "HOST": "0.0.0.0",
            "PORT": "8060",
            "POLICE_TABLES": "/srv/tables",
            "POLICE_CONTACT": "figures@example.org",
            "POLICE_WORKERS": "3",
            "POLICE_THREADS": "8",
            "POLICE_TIMEOUT": "90",
            "POLICE_GRACE": "10",
            "POLICE_LOG_LEVEL": "warning",
            "POLICE_ACCESS_LOG": "off",
            "POLICE_HOSTS": "Figures.example.org, .example.net",
            "POLICE_PROXIES": "1",
            "POLICE_EXPORT_RATE": "10 per second",
            "POLICE_RATE_STORAGE": "redis://localhost:6379",
            "POLICE_BODY_KB": "16",
            "POLICE_CACHE_MB": "0",
        }
    )
    default = Settings()
    assert given.hosts == ("figures.example.org", ".example.net")
    assert given.tables == Path("/srv/tables")
    assert not given.access_log
    assert [name for name in Settings.__slots__ if getattr(given, name) == getattr(default, name)] == []


@pytest.mark.parametrize(
    ("name", "text", "may"),
    [
        ("PORT", "eighty", "a whole number from 1 to 65535"),
        ("PORT", "0", "a whole number from 1 to 65535"),
        ("PORT", "9" * 5000, "a whole number from 1 to 65535"),
        ("POLICE_WORKERS", "-1", "a whole number from 1 to 64"),
        ("POLICE_THREADS", "٣", "a whole number from 1 to 64"),
        ("POLICE_ACCESS_LOG", "yes", "on or off"),
        ("POLICE_LOG_LEVEL", "loud", "one of debug, info"),
        ("POLICE_HOSTS", "https://example.org", "host names by commas"),
        ("POLICE_EXPORT_RATE", "many", "a number and a time, such as 60 per minute"),
        ("POLICE_RATE_STORAGE", "redis", "an address such as memory://"),
    ],
)
def test_what_cannot_be_used_is_named_with_the_remedy(name: str, text: str, may: str) -> None:
    with pytest.raises(SettingError) as caught:
        settings.read({name: text})
    assert str(caught.value).startswith(f"{name} is “")
    assert may in str(caught.value)


@pytest.mark.parametrize("command", [["-m", "gunicorn", "app:server"], ["app.py"]])
def test_a_start_with_a_wrong_setting_ends_with_the_sentence_alone(command: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"PORT": "eighty", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode != 0
    assert ended.stderr.startswith("PORT is “eighty”: set it to a whole number from 1 to 65535")
    assert "Traceback" not in ended.stderr


def test_the_readme_lists_every_variable_with_its_meaning_and_default() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*) \|$", readme, re.MULTILINE))
    assert rows == settings.listed()
