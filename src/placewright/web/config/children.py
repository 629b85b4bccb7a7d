"""Processes that end with the one that started them, however that one ends."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

_PR_SET_PDEATHSIG = 1
_PATIENCE = 10


@contextmanager
def running(commands: Sequence[Sequence[str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The commands, running; they are ended when this is left, and on Linux even when this process is killed."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.extend(map(_started, commands))
        yield children
    finally:
        for child in children:
            if child.poll() is None:
                child.terminate()
        for child in children:
            try:
                child.wait(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)


def start_again(children: list[subprocess.Popen[bytes]], ended: int) -> None:
    """Put the command of a child that has ended, running anew, in its place."""
    children[ended] = _started(cast(Sequence[str], children[ended].args))


def wait_for_first(children: Sequence[subprocess.Popen[bytes]], *, every: float = 0.5) -> None:
    """Wait until one of them has ended."""
    while all(child.poll() is None for child in children):
        try:
            children[0].wait(timeout=every)
        except subprocess.TimeoutExpired:
            continue


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_ending_with(os.getpid()))


def _ending_with(parent: int) -> Callable[[], None] | None:
    """What a child runs before its command, so that the system ends it with its parent; None where no system does."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)  # loaded here, since little may be done between fork and exec

    def ending() -> None:
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died meanwhile
            os.kill(os.getpid(), signal.SIGTERM)

    return ending
