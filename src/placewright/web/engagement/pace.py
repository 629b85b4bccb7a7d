"""How often answers may be sent in a minute: far above what people do, and too little for a machine to flood us."""

from __future__ import annotations

import time
from ipaddress import ip_network

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest

from placewright.web.common.shared_counts import SharedCounts
from placewright.web.engagement.devices import hash_of_window, window_of
from placewright.web.engagement.sitting import Sitting

OF_ONE_PERSON = 60
"""Screens that one respondent sends in a minute. Who reads them sends a few."""

WINDOW_SECONDS = 60
_KEY_HOURS = 1


def seconds_to_wait(request: HttpRequest, sitting: Sitting, moment: float | None = None) -> int:
    """Count what is being sent; for how many seconds it must wait, 0 where it need not.

    One respondent and one network address have a number each, which all processes count together and forget after a
    minute. A desk at an event is counted by respondent alone, since all of them come from one address.
    """
    now = time.time() if moment is None else moment
    is_over = _is_over(f"person {sitting.code}", OF_ONE_PERSON, now)
    if not sitting.desk:
        is_over = _is_over(f"network {_network(request)}", settings.PLACEWRIGHT_ANSWERS_A_MINUTE, now) or is_over
    return WINDOW_SECONDS - int(now % WINDOW_SECONDS) if is_over else 0


def _is_over(whose: str, limit: int, now: float) -> bool:
    """Whether this was counted more often than that in the minute. It is held as a hash whose key is soon destroyed."""
    return _counts.is_over(hash_of_window(window_of(now, _KEY_HOURS), f"pace\n{whose}"), limit, now)


def _network(request: HttpRequest) -> str:
    """The network address; of an IPv6 address the half that a household or office has to itself."""
    address = get_client_ip(request) or ""
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


_counts = SharedCounts("pace", WINDOW_SECONDS)
