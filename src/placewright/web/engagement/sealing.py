"""Sealing what identifies people, with keys that lie beside the database and never in it."""

from __future__ import annotations

import hmac
import json
import os
import re
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
_KEY_FILE = re.compile(r"engagement(?:-(\d{1,6}))?\.key")


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
    for one in (key,) if key else team_keys():
        try:
            return AESGCM(one).decrypt(held[:_NONCE], held[_NONCE:], about.encode())
        except (InvalidTag, ValueError):
            continue
    fix = "Put back the files of keys that were kept with the copy of this database."
    raise CannotOpen("Sealed data cannot be opened.", where=about, fix=fix)


def opens_with(key: bytes, sealed: bytes | memoryview, *, about: str) -> bool:
    """Whether this key opens it."""
    try:
        unseal_bytes(sealed, about=about, key=key)
    except CannotOpen:
        return False
    return True


def search_hash(text: str) -> str:
    """A keyed hash of an address or a name, by which it can be found again without being readable."""
    return _search_hash(text, team_key())


def known_hashes(text: str) -> tuple[str, ...]:
    """The hashes under which a text may be kept while keys are rotated: with the newest key first."""
    return tuple(_search_hash(text, key) for key in team_keys())


def _search_hash(text: str, key: bytes) -> str:
    held = " ".join(text.casefold().split())
    return hmac.new(derived(key, "search"), held.encode(), sha256).hexdigest()


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
    """The key with which this installation seals: its newest, made the first time it is asked for."""
    return team_keys()[0]


def team_keys() -> tuple[bytes, ...]:
    """All keys of this installation, the newest first; older ones open what was sealed before they were rotated."""
    files = key_files(keys_folder()) or (keys_folder() / "engagement.key",)
    return tuple(_held(str(path)) for path in files)


def key_files(folder: Path) -> tuple[Path, ...]:
    """The files of sealing keys in a folder, the newest first: `engagement.key`, then `engagement-2.key` and so on."""
    found = ((_KEY_FILE.fullmatch(path.name), path) for path in folder.glob("engagement*.key"))
    numbered = [(int(match[1] or 1), path) for match, path in found if match]
    return tuple(path for _, path in sorted(numbered, reverse=True))


def next_key_file() -> Path:
    """Where the next key will lie."""
    files = key_files(keys_folder())
    match = _KEY_FILE.fullmatch(files[0].name) if files else None
    return keys_folder() / (f"engagement-{int(match[1] or 1) + 1}.key" if match else "engagement.key")


@lru_cache(maxsize=32)
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
