"""That several responses came from one device, without its address: a keyed hash whose key is soon destroyed."""

from __future__ import annotations

import hmac
import os
import secrets
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest
from django.utils import timezone

from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import DeviceSighting, Instrument
from placewright.web.engagement.sealing import key_in, keys_folder

_FOLDER = "devices"


def window_of(moment: float, hours: int) -> str:
    """The window of so many hours that a moment, in seconds since 1970, falls into; one key lasts for one window.

    Within it responses of one device are seen to be, and never across.
    """
    return f"w{hours}-{int(moment // (hours * 3600))}"


def device_of(request: HttpRequest, instrument: Instrument, moment: float | None = None) -> tuple[str, str]:
    """The window, and the keyed hash of who asks: network address and browser. Neither can be read from it.

    Each survey or consultation has hashes of its own, so that nobody's way through several can be followed. They last
    for as long as its privacy notice says.
    """
    hours = facts_of(instrument).retention.device_hours
    window = window_of(time.time() if moment is None else moment, hours)
    seen = f"{instrument.pk}\n{get_client_ip(request) or ''}\n{request.headers.get('User-Agent', '')[:300]}"
    return window, hash_of_window(window, seen)


def hash_of_window(window: str, seen: str) -> str:
    """A keyed hash of what was seen, which nobody can make or try out any more once the window's key is destroyed."""
    return hmac.new(_window_key(window), seen.encode(), sha256).hexdigest()


def forget_devices(now: datetime | None = None) -> int:
    """Destroy the keys of windows that have ended, and what was seen in them; how many keys were destroyed."""
    moment = (now or timezone.now()).timestamp()
    gone = 0
    current = []
    for path in (keys_folder() / _FOLDER).glob("w*.key"):
        if _has_ended(path.stem, moment):
            _overwrite(path)
            path.unlink(missing_ok=True)
            gone += 1
        else:
            current.append(path.stem)
    DeviceSighting.objects.exclude(window__in=current).delete()
    _held.clear()
    return gone


def _has_ended(window: str, moment: float) -> bool:
    hours = window[1:].partition("-")[0]
    return not hours.isdecimal() or not int(hours) or window != window_of(moment, int(hours))


def _window_key(window: str) -> bytes:
    path = keys_folder() / _FOLDER / f"{window}.key"
    if path not in _held:
        _held[path] = key_in(path)
    return _held[path]


_held: dict[Path, bytes] = {}


def _overwrite(path: Path) -> None:
    """Write over a key before it is removed; on disks that copy on writing this is the best that a program can do."""
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
