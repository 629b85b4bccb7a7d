"""Ctrl-C: the first stops the command, and what a library makes of it is still an interrupt; later ones wait."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Stop:
    """Whether the command was asked to stop."""

    asked: bool = False


@contextmanager
def stopping() -> Iterator[Stop]:
    """While it lasts the first interrupt is raised and remembered, and further ones do not disturb the tidying up.

    Only the main thread hears interrupts; elsewhere nothing is changed.
    """
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if not stop.asked:
            stop.asked = True
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        if not stop.asked:
            signal.signal(signal.SIGINT, before)
