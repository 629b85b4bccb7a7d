"""Folders to write in before a thing is whole: each is locked by its process, so that those of the dead can be told."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

_LOCK = ".lock"
_OLD = 86_400
"""Seconds after which a folder counts as left behind where locks cannot tell."""


@contextmanager
def staging_below(parent: Path) -> Iterator[Path]:
    """A fresh folder below `parent` that vanishes when the block ends, however it ends."""
    parent.mkdir(parents=True, exist_ok=True)
    lock, descriptor = _locked(parent)
    folder = lock.with_suffix("")
    try:
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)
        lock.unlink(missing_ok=True)


def sweep(parent: Path) -> int:
    """Remove the folders whose process is gone; how many those were."""
    removed = 0
    for lock in sorted(parent.glob(f"*{_LOCK}")):
        with contextlib.suppress(OSError):
            descriptor = os.open(lock, os.O_RDWR)
            try:
                if _take(descriptor, lock):
                    shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                    lock.unlink(missing_ok=True)
                    removed += 1
            finally:
                os.close(descriptor)
    return removed


def _locked(parent: Path) -> tuple[Path, int]:
    while True:
        descriptor, name = tempfile.mkstemp(dir=parent, suffix=_LOCK)
        if fcntl is None or _take(descriptor, Path(name)):
            return Path(name), descriptor
        os.close(descriptor)  # swept between its making and its locking


def _take(descriptor: int, lock: Path) -> bool:
    if fcntl is None:
        with tempfile.TemporaryFile(dir=lock.parent) as fresh:
            return os.fstat(fresh.fileno()).st_mtime - lock.stat().st_mtime > _OLD
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
