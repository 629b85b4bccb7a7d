"""The first build of a workspace, made while its database is: the two need nothing of each other, and take a minute."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from placewright.web.strategy.building import build_elsewhere

FOLDER = "ahead"
"""Where it is made, below the data."""


@contextmanager
def built_ahead(data: Path, workspace: Path, progress: Callable[[str], None]) -> Iterator[Callable[[], Path | None]]:
    """Begin to build a workspace; gives what waits for the output, None where it did not end well.

    What came of it is taken away afterwards; whoever wants to keep it shares its files. Whoever stops meanwhile does
    not wait for it: the process ends itself.
    """
    out = data / FOLDER
    shutil.rmtree(out, ignore_errors=True)
    ready: list[Path] = []

    def build() -> None:
        if "ready" in build_elsewhere(workspace, out, progress=progress).said:
            ready.append(out)

    thread = Thread(target=build, name="first build", daemon=True)
    thread.start()

    def wait() -> Path | None:
        thread.join()
        return ready[0] if ready else None

    try:
        yield wait
    finally:
        shutil.rmtree(out, ignore_errors=True)
