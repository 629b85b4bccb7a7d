"""What the web application is told from outside: environment variables, read once and checked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from placewright.core.errors import PlacewrightError


@dataclass(frozen=True, slots=True)
class Environment:
    """Where the data lie, which database holds the records, under which names the site is reached, and how mail goes.

    `data` holds the embedded database, uploaded files, evidence and builds; `is_local` is true where the site is
    served on this machine alone, without TLS.
    """

    data: Path
    database: str
    secret_key: str
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    is_local: bool
    time_zone: str
    mail_url: str
    mail_from: str
    proxies: int
    second_factor: str
    keep_builds: int
    answers_a_minute: int
    language: str
    offline_page: bool
    private_hosts: tuple[str, ...]


class BadSetting(PlacewrightError):
    """An environment variable that is missing or cannot be used."""


def embedded_database(data: Path) -> Path:
    """Where the database of a data folder lies, where no other is named."""
    return data / "database.sqlite3"


def read_environment(given: Mapping[str, str] = os.environ) -> Environment:
    """The settings that the environment names; see the reference page on settings.

    Raises:
        BadSetting: a variable is missing or cannot be used; the message names it and the mend.
    """
    data = Path(given.get("PLACEWRIGHT_DATA") or ".placewright").resolve()
    hosts = _words(given, "PLACEWRIGHT_HOSTS")
    is_local = not hosts
    return Environment(
        data=data,
        database=given.get("PLACEWRIGHT_DATABASE_URL") or f"sqlite:///{embedded_database(data)}",
        secret_key=_secret_key(given, data),
        hosts=hosts or ("127.0.0.1", "localhost", "[::1]"),
        origins=tuple(f"https://{host}" for host in hosts),
        is_local=is_local,
        time_zone=given.get("PLACEWRIGHT_TIME_ZONE") or "Europe/London",
        mail_url=given.get("PLACEWRIGHT_MAIL_URL") or "",
        mail_from=given.get("PLACEWRIGHT_MAIL_FROM") or "placewright@localhost",
        proxies=_count(given, "PLACEWRIGHT_PROXIES"),
        second_factor=_one_of(given, "PLACEWRIGHT_SECOND_FACTOR", ("required", "optional")),
        language=given.get("PLACEWRIGHT_LANGUAGE") or "en-gb",
        keep_builds=max(_count(given, "PLACEWRIGHT_KEEP_BUILDS", usually=5), 1),
        answers_a_minute=max(_count(given, "PLACEWRIGHT_ANSWERS_A_MINUTE", usually=600), 1),
        offline_page=_one_of(given, "PLACEWRIGHT_OFFLINE_PAGE", ("on", "off")) == "on",
        private_hosts=tuple(host.casefold() for host in _words(given, "PLACEWRIGHT_PRIVATE_HOSTS")),
    )


def _secret_key(given: Mapping[str, str], data: Path) -> str:
    """The key that signs links and sessions: named, in a file that is named, or made once and kept beside the data."""
    if key := given.get("PLACEWRIGHT_SECRET_KEY"):
        return key
    path = Path(given.get("PLACEWRIGHT_SECRET_KEY_FILE") or data / "secret-key")
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"The secret key cannot be read ({error.strerror}).",
            where=str(path),
            fix="Name a readable file in PLACEWRIGHT_SECRET_KEY_FILE.",
        ) from error
    made = secrets.token_urlsafe(64)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(made)
    except FileExistsError:  # another process was first
        return path.read_text(encoding="utf-8").strip()
    return made


def _words(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in given.get(name, "").split(",") if word.strip())


def _count(given: Mapping[str, str], name: str, *, usually: int = 0) -> int:
    text = given.get(name) or str(usually)
    if not text.isdecimal():
        raise BadSetting(f"It is {text!r}.", where=name, fix="Write a whole number: 0, 1, 5.")
    return int(text)


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """The word that is named, which is the first where none is."""
    word = given.get(name) or allowed[0]
    if word not in allowed:
        raise BadSetting(f"It is {word!r}.", where=name, fix=f"Write one of: {', '.join(allowed)}.")
    return word
