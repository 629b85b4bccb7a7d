"""The network as the command line gives it to connectors: real, paced by the real clock, set by the environment."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import getproxies

from placewright.sources.live.http import Http, Manners

CONTACT = "PLACEWRIGHT_CONTACT"
NOMIS_KEY = "PLACEWRIGHT_NOMIS_KEY"


def polite_http(cache: Path) -> Http:
    """The way to ask publishers; through the proxy that the environment names, with its certificates."""
    import httpx

    transport = httpx.HTTPTransport(proxy=getproxies().get("https"), retries=0)
    manners = Manners(contact=os.environ.get(CONTACT, ""))
    return Http(transport, cache, time.sleep, lambda: datetime.now(UTC), manners)


def keys_held() -> Mapping[str, str]:
    """The keys that the person has for publishers' services."""
    return {"nomis": key} if (key := os.environ.get(NOMIS_KEY)) else {}
