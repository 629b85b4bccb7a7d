"""The version of a reader: a fingerprint of its code and of all code it rests on, found without importing any of it."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import placewright

_PACKAGE = Path(placewright.__file__).parent
_IMPORT = re.compile(
    r"^\s*(?:from\s+(placewright(?:\.\w+)*)\s+import\s+([^#\n]*)|import\s+(placewright(?:\.\w+)+))", re.M
)
_NOT_READING = frozenset({"errors.py", "issues.py", "said.py", "words.py", "files.py", "fingerprints.py"})
"""Modules of `core` that word or store things but cannot change what is read."""


@lru_cache(maxsize=256)
def reader_version(reader: str) -> str:
    """The fingerprint of the reader of that name; when it differs, the publisher's files are read anew.

    It covers the reader's module, every module of Placewright that it imports directly or through another, and the
    place registry's data where those are among them.
    """
    found: set[Path] = set()
    waiting = [_PACKAGE / "sources" / "readers" / f"{reader}.py"]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        waiting.extend(_imported(path))
    digest = hashlib.sha256()
    for path in sorted(found):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()} {_digest(path)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


@lru_cache(maxsize=256)
def _imported(path: Path) -> tuple[Path, ...]:
    if path.suffix != ".py":
        return ()
    found: list[Path] = []
    for match in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        module = match[1] or match[3]
        names = re.findall(r"\w+", match[2] or "")
        found.extend(_files_of(module))
        found.extend(file for name in names for file in _files_of(f"{module}.{name}"))
    if path.parent.name == "places":
        found.extend(item for item in (path.parent / "data").glob("**/*") if item.is_file())
    return tuple(item for item in found if not (item.parent.name == "core" and item.name in _NOT_READING))


def _files_of(module: str) -> list[Path]:
    base = _PACKAGE.joinpath(*module.split(".")[1:])
    return [path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()]
