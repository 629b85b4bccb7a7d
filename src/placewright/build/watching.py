"""Watching a workspace: its files are looked at again and again, and what changed is named once they are at rest.

Looking asks nothing of the system but when each file was written, so it works on shared drives as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

from placewright.build.as_they_stand import Stand, as_they_stand

EVERY = 0.1
"""Seconds between two looks."""


def files_changed(folder: Path, *, since: Stand, wait: Callable[[float], None] = sleep) -> Iterator[tuple[str, ...]]:
    """The files that changed, each time that some did and then none did from one look to the next; it never ends.

    What changes while the caller is at work on the last is told next.

    Args:
        folder: the workspace's folder.
        since: how its files stood when the caller last read them.
        wait: waits so many seconds.
    """
    told = last = since
    while True:
        now = as_they_stand(folder)
        if now == last and now != told:
            changed = tuple(sorted(name for name in now.keys() | told.keys() if now.get(name) != told.get(name)))
            told = now
            yield changed
        else:
            last = now
            wait(EVERY)
