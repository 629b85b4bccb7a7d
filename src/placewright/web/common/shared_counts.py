"""Counting that all processes do together, a batch at a time: below a batch nothing is written for it."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from django.core.cache import cache
from django.db import DatabaseError

PARTS = 20
"""A process tells the others each twentieth of a limit, so that each of them may let so much more through."""


@dataclass(slots=True)
class _Count:
    known: int = 0
    """What all processes told, when this one last asked."""
    untold: int = 0
    is_over: bool = False


class SharedCounts:
    """How often things happened in a window of time, by a name that says nothing to who reads it.

    Each process counts by itself. Once it has a twentieth of the limit it adds that to the number that all share in the
    database, and reads it there; who stays below costs no query, and who is over the limit costs none either until the
    window ends. What is let through is at most the limit and, for each further process, a twentieth of it.
    """

    def __init__(self, purpose: str, window_seconds: int) -> None:
        self.purpose, self.window_seconds = purpose, window_seconds
        self._lock = threading.Lock()
        self._counts: dict[str, _Count] = {}
        self._window = 0

    def is_over(self, name: str, limit: int, moment: float) -> bool:
        """Count once; whether that is more than the limit in the window of this moment, in seconds since 1970."""
        window = int(moment // self.window_seconds)
        batch = max(1, limit // PARTS)
        with self._lock:
            if window != self._window:
                self._window = window
                self._counts = {}
            one = self._counts.setdefault(name, _Count())
            if one.is_over:
                return True
            one.untold += 1
            telling = one.untold if one.untold >= batch else 0
            one.untold -= telling
        known = self._told(f"{self.purpose}:{window}:{name}", telling) if telling else None
        with self._lock:
            one.known = one.known + telling if known is None else max(one.known, known)
            one.is_over = one.known + one.untold > limit
            return one.is_over

    def _told(self, key: str, number: int) -> int | None:
        """Add to what all share; the sum, or None where the database is too busy to say."""
        try:
            if cache.add(key, number, timeout=2 * self.window_seconds):
                return number
            return int(cache.incr(key, number))
        except (DatabaseError, ValueError):
            return None
