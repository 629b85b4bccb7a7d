"""The network as the web application gives it to connectors: real, paced by the real clock, set by the environment."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import getproxies

from django.utils import timezone

if TYPE_CHECKING:
    from placewright.sources.live.http import Http

CONTACT = "PLACEWRIGHT_CONTACT"
NOMIS_KEY = "PLACEWRIGHT_NOMIS_KEY"


def polite_http(cache: Path) -> Http:
    """The way to ask publishers; through the proxy that the environment names, with its certificates."""
    import httpx

    from placewright.sources.live.http import Http, Manners

    transport = httpx.HTTPTransport(proxy=getproxies().get("https"), retries=0)
    manners = Manners(contact=os.environ.get(CONTACT, ""))
    return Http(transport, cache, time.sleep, timezone.now, manners)


def keys_held() -> Mapping[str, str]:
    """The keys that the installation has for publishers' services."""
    return {"nomis": key} if (key := os.environ.get(NOMIS_KEY)) else {}
