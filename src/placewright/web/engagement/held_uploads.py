"""Files that wait between being looked at and being taken in: sealed on disk, and gone after a day."""

from __future__ import annotations

import os
import re
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.http import Http404

from placewright.web.engagement.sealing import seal_bytes, unseal_bytes

_SECONDS = 24 * 3600
_KEY = re.compile(r"[0-9a-f]{32}")


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


def _folder() -> Path:
    return Path(settings.DATA) / "engagement" / "uploads"
