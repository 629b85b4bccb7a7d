"""Sealing what identifies people, with keys that lie beside the database and never in it."""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from placewright.core.errors import PlacewrightError

_NONCE = 12
_KEY = 32


class CannotOpen(PlacewrightError):
    """Sealed data that no key opens: the key is lost or another, or the data were changed."""


def seal(content: Mapping[str, Any], *, about: str, key: bytes | None = None) -> bytes:
    """The content, sealed with AES-256-GCM. `about` must be named again to open it, so that rows cannot be swapped."""
    return seal_bytes(json.dumps(content, ensure_ascii=False).encode(), about=about, key=key)


def unseal(sealed: bytes | memoryview, *, about: str, key: bytes | None = None) -> dict[str, Any]:
    """What was sealed.

    Raises:
        CannotOpen: the key or `about` is another, or it was changed.
    """
    found: dict[str, Any] = json.loads(unseal_bytes(sealed, about=about, key=key))
    return found


def seal_bytes(content: bytes, *, about: str, key: bytes | None = None) -> bytes:
    """Bytes, such as a file, sealed in the same way."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key or team_key()).encrypt(nonce, content, about.encode())


def unseal_bytes(sealed: bytes | memoryview, *, about: str, key: bytes | None = None) -> bytes:
    """The bytes that were sealed.

    Raises:
        CannotOpen: the key or `about` is another, or they were changed.
    """
    held = bytes(sealed)
    try:
        return AESGCM(key or team_key()).decrypt(held[:_NONCE], held[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        fix = "Put back the file of keys that was kept with the copy of this database."
        raise CannotOpen("Sealed data cannot be opened.", where=about, fix=fix) from error


def search_hash(text: str) -> str:
    """A keyed hash of an address or a name, by which it can be found again without being readable."""
    held = " ".join(text.casefold().split())
    return hmac.new(derived(team_key(), "search"), held.encode(), sha256).hexdigest()


def code_hash(code: str) -> str:
    """What is kept of a code that somebody was given: enough to know it again, not to read it."""
    return sha256(f"placewright code {code}".encode()).hexdigest()


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, made from another."""
    return hmac.new(key, f"placewright {purpose}".encode(), sha256).digest()


def keys_folder() -> Path:
    """Where keys lie: below the data folder, readable by the server alone."""
    return Path(settings.DATA) / "keys"


def team_key() -> bytes:
    """The key of this installation, made the first time it is asked for."""
    return _held(str(keys_folder() / "engagement.key"))


@lru_cache(maxsize=8)
def _held(name: str) -> bytes:
    return key_in(Path(name))


def key_in(path: Path) -> bytes:
    """The key in a file, made where there is none; of several processes that make it at once, the first is taken."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{secrets.token_hex(6)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_KEY))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
