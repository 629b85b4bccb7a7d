"""Files that wait between being looked at and being taken in: sealed on disk, and gone after a day."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.http import Http404

from placewright.web.engagement.sealing import opens_with, seal_bytes, team_keys, unseal_bytes

_SECONDS = 24 * 3600
_KEY = re.compile(r"[0-9a-f]{32}")


def responses_about(slug: str) -> str:
    """Under what a file of responses of one survey or consultation is held."""
    return f"responses {slug}"


def contacts_about(slug: str) -> str:
    """Under what a file of contacts of one survey or consultation is held."""
    return f"contacts {slug}"


def hold(content: bytes, name: str, about: str) -> str:
    """Keep a file; the key under which it is found again. `about` says whose it is, and must be said again."""
    key = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealed = seal_bytes(name.encode()[:500] + b"\n" + content, about=f"{about} {key}")
    with os.fdopen(os.open(folder / key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
    return key


def held(key: str, about: str) -> tuple[str, bytes]:
    """The name and the content of a file that is held.

    Raises:
        Http404: there is none, or its day has passed.
    """
    path = _folder() / key
    if not _KEY.fullmatch(key) or not path.is_file() or time.time() - path.stat().st_mtime > _SECONDS:
        raise Http404
    name, _line, content = unseal_bytes(path.read_bytes(), about=f"{about} {key}").partition(b"\n")
    return name.decode(errors="replace"), content


def drop(key: str) -> None:
    """Remove a file that was taken in."""
    if _KEY.fullmatch(key):
        (_folder() / key).unlink(missing_ok=True)


def drop_old_uploads() -> int:
    """Remove files whose day has passed; how many."""
    gone = 0
    for path in _folder().glob("*"):
        if time.time() - path.stat().st_mtime > _SECONDS:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def reseal_uploads(abouts: Iterable[str]) -> int:
    """Seal anew what the newest key does not open; how many. Files keep their day, and are whole at every moment.

    Args:
        abouts: everything under which files may be held, since a file does not tell whose it is.
    """
    done = 0
    for path, about in _stale(tuple(abouts)):
        seconds = path.stat().st_mtime
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(seal_bytes(unseal_bytes(path.read_bytes(), about=about), about=about))
            file.flush()
            os.fsync(file.fileno())
        os.utime(fresh, (seconds, seconds))
        if path.is_file():
            fresh.replace(path)
        else:
            fresh.unlink()  # taken in meanwhile
        done += 1
    return done


def is_any_upload_stale(abouts: Iterable[str]) -> bool:
    """Whether a file is held that an older key opens and the newest does not."""
    return any(True for _ in _stale(tuple(abouts)))


def _stale(abouts: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    newest, *older = team_keys()
    for path in sorted(_folder().glob("*")):
        if not _KEY.fullmatch(path.name):
            continue
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            continue
        known = [f"{about} {path.name}" for about in abouts]
        if any(opens_with(newest, sealed, about=about) for about in known):
            continue
        found = next((about for key in older for about in known if opens_with(key, sealed, about=about)), None)
        if found is not None:
            yield path, found


def _folder() -> Path:
    return Path(settings.DATA) / "engagement" / "uploads"
