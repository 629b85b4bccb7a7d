"""Watching a workspace: its files are looked at again and again, and what changed is named once they are at rest.

Looking asks nothing of the system but when each file was written, so it works on shared drives as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import sleep

from placewright.build.pipeline import record_paths

EVERY = 0.1
"""Seconds between two looks."""

Stand = Mapping[str, tuple[int, int]]
"""When each file was written, in nanoseconds, and its size in bytes, by its path from the workspace's folder."""


def as_they_stand(folder: Path) -> Stand:
    """How the files that a check reads stand now: what people wrote, and the figures."""
    paths = [*record_paths(folder), *(folder / "figures").glob("*")]
    found = {}
    for path in paths:
        try:
            known = path.stat()
        except OSError:  # taken away since it was listed, as when an editor writes a new file over it
            continue
        found[path.relative_to(folder).as_posix()] = (known.st_mtime_ns, known.st_size)
    return found


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
