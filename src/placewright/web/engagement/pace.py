"""How often answers may be sent in a minute: far above what people do, and too little for a machine to flood us."""

from __future__ import annotations

import os
import threading
import time
from hashlib import blake2b
from ipaddress import ip_network

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest

from placewright.web.engagement.sitting import Sitting

OF_ONE_PERSON = 60
"""Screens that one respondent sends in a minute. Who reads them sends a few."""

WINDOW_SECONDS = 60


def seconds_to_wait(request: HttpRequest, sitting: Sitting, moment: float | None = None) -> int:
    """Count what is being sent; for how many seconds it must wait, 0 where it need not.

    One respondent and one network address have a number each, counted by every process for itself and forgotten after a
    minute. A desk at an event is counted by respondent alone, since all of them come from one address.
    """
    now = time.monotonic() if moment is None else moment
    is_over = _count(sitting.code, now) > OF_ONE_PERSON
    if not sitting.desk:
        is_over = _count(_network(request), now) > settings.PLACEWRIGHT_ANSWERS_A_MINUTE or is_over
    return WINDOW_SECONDS - int(now % WINDOW_SECONDS) if is_over else 0


def forget_counts() -> None:
    """Begin counting anew."""
    with _lock:
        _counts.clear()


def _count(whose: str, now: float) -> int:
    """How often this was counted in the minute, with this time. Only a number of it is held, which tells nothing."""
    global _minute
    name = blake2b(whose.encode(), digest_size=16, key=_KEY).digest()
    minute = int(now // WINDOW_SECONDS)
    with _lock:
        if minute != _minute:
            _minute = minute
            _counts.clear()
        _counts[name] = _counts.get(name, 0) + 1
        return _counts[name]


def _network(request: HttpRequest) -> str:
    """The network address; of an IPv6 address the half that a household or office has to itself."""
    address = get_client_ip(request) or ""
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


_KEY = os.urandom(16)
_lock = threading.Lock()
_counts: dict[bytes, int] = {}
_minute = 0
