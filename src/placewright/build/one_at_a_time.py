"""One build of a folder at a time: of two, the pages of the one would stand under what the other remembers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

FILE = ".lock"
"""What a build holds below its output; it stays there, empty."""


@contextmanager
def alone_in(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a build's output until the block ends, waiting for whoever holds it; `waiting` is called where that is so.

    A lock goes with its process, however that ends. Where the system or the drive has none, nothing is held.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _holding(folder / FILE, os.O_RDWR | os.O_CREAT, waiting):
        yield


@contextmanager
def alone_with(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a workspace's folder until the block ends, for who reads records and writes them back.

    Of two reviews at once, each would write the reviews that it had read, and one would be lost.
    """
    with _holding(folder, os.O_RDONLY, waiting):
        yield


@contextmanager
def _holding(path: Path, how: int, waiting: Callable[[], None]) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    held = os.open(path, how, 0o644)
    try:
        _hold(held, waiting)
        yield
    finally:
        with suppress(OSError):  # else it is held until the last process that was forked meanwhile has ended
            fcntl.flock(held, fcntl.LOCK_UN)
        os.close(held)


def _hold(held: int, waiting: Callable[[], None]) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(held, fcntl.LOCK_EX)
    except OSError:  # a shared drive that knows no locks
        return
