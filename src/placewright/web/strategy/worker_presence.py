"""Whether a worker runs: the only one of an installation holds a lock that others can look at."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

_TRIES, _PAUSE_SECONDS = 5, 0.1
"""Who looks whether a worker runs holds the lock for a moment; one that begins just then tries again."""


@contextmanager
def only_worker() -> Iterator[bool]:
    """Whether this is the only worker of the installation, held for as long as it runs."""
    path = _lock_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        for left in reversed(range(_TRIES)):
            if is_got := _got(file, fcntl.LOCK_EX):
                _left_alone_file().unlink(missing_ok=True)
                break
            time.sleep(_PAUSE_SECONDS if left else 0)
        yield is_got


def is_worker_missing() -> bool:
    """Whether work is left to a worker and none runs; one that has just begun to start counts as missing."""
    if settings.TASKS["default"]["BACKEND"] != "django_tasks_db.DatabaseBackend":
        return False
    try:
        with _lock_file().open() as file:
            return _got(file, fcntl.LOCK_SH)  # given back as the file is closed
    except FileNotFoundError:
        return True


def leave_alone() -> None:
    """Keep in mind, until a worker runs again, that the one here ended time after time and is not started any more."""
    _left_alone_file().touch()


def is_left_alone() -> bool:
    """Whether the worker that ran last ended time after time, so that starting one alone is no mend."""
    return _left_alone_file().exists()


def why_nothing_goes_on() -> str:
    """What stands where something waits for a worker and none runs; empty where one does."""
    if not is_worker_missing():
        return ""
    if is_left_alone():
        return _(
            "The worker ended time after time and is left alone, so nothing goes on here. It goes on once whoever runs "
            "this installation has stopped Placewright and started it again; what it printed says why the worker ended."
        )
    return _(
        "No worker runs, so nothing goes on here. It goes on by itself once one is started: whoever runs this "
        "installation can do that."
    )


def _left_alone_file() -> Path:
    return Path(settings.DATA) / "worker.left-alone"


def _lock_file() -> Path:
    return Path(settings.DATA) / "worker.lock"


def _got(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
