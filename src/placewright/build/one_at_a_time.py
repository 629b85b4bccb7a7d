"""One build of a folder at a time: of two, the pages of the one would stand under what the other remembers."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = ".lock"
"""What a build holds below its output; it stays there, empty."""


@contextmanager
def alone_in(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a build's output until the block ends, waiting for whoever holds it; `waiting` is called where that is so.

    A lock goes with its process, however that ends. Where the file system has none, nothing is held.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _hold(held, waiting)
        yield
    finally:
        os.close(held)


def _hold(held: int, waiting: Callable[[], None]) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(held, fcntl.LOCK_EX)
    except OSError:  # a shared drive that knows no locks
        return
