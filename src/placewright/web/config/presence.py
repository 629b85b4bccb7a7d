"""Whether anything serves or works on a data folder: what does holds a lock that a restore must have alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from placewright.core.errors import PlacewrightError

_NAME = ".in-use"


def be_present(data: Path) -> None:
    """Hold the folder's lock, together with others, until this process ends.

    Raises:
        PlacewrightError: a restore is under way.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = _opened(data)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise PlacewrightError(
            "A restore is under way here.", where=str(data), fix="Wait until it has ended."
        ) from error


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the folder's lock alone for as long as the block lasts.

    Raises:
        PlacewrightError: a server or a worker uses the folder.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = _opened(data)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PlacewrightError(
                "A server or worker is running on it.", where=str(data), fix="Stop both, then restore."
            ) from error
        yield
    finally:
        os.close(descriptor)


def _opened(data: Path) -> int:
    return os.open(data / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
