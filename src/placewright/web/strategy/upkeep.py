"""What the worker does by itself every few minutes: whatever the settings name, one after the other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

EVERY_SECONDS = 600.0


def do_upkeep() -> None:
    """Call each function that the settings name; one that fails is logged, and the others go on."""
    for name in settings.PLACEWRIGHT_UPKEEP:
        try:
            import_string(name)()
        except Exception:
            logger.exception("%s failed; it is tried again in a while.", name)


@contextmanager
def upkeep_beside() -> Iterator[None]:
    """Do the upkeep now and every few minutes, beside what is done meanwhile."""
    ended = threading.Event()

    def go_on() -> None:
        while True:
            close_old_connections()
            do_upkeep()
            connection.close()
            if ended.wait(EVERY_SECONDS):
                return

    beside = threading.Thread(target=go_on, name="upkeep", daemon=True)
    beside.start()
    try:
        yield
    finally:
        ended.set()
        beside.join(timeout=5)
