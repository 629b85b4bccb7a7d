"""The network as the web application gives it to connectors: real, paced by the real clock, set by the environment."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import getproxies

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from placewright.sources.live.http import Http

CONTACT = "PLACEWRIGHT_CONTACT"
NOMIS_KEY = "PLACEWRIGHT_NOMIS_KEY"


def polite_http(cache: Path) -> Http:
    """The way to ask publishers; through the proxy that the environment names, with its certificates.

    Whoever imports a workspace with sources of its own says what this server asks, so hosts in private networks are
    refused, but for those that the settings name.
    """
    import httpx

    from placewright.sources.live.http import Http, Manners
    from placewright.sources.live.public_hosts import PublicHosts

    proxy = getproxies().get("https")
    transport = PublicHosts(
        lambda: httpx.HTTPTransport(proxy=proxy, retries=0),
        _addresses,
        frozenset(settings.PLACEWRIGHT_PRIVATE_HOSTS),
        is_proxied=proxy is not None,
    )
    manners = Manners(contact=os.environ.get(CONTACT, ""))
    return Http(transport, cache, time.sleep, timezone.now, manners)


def keys_held() -> Mapping[str, str]:
    """The keys that the installation has for publishers' services."""
    return {"nomis": key} if (key := os.environ.get(NOMIS_KEY)) else {}


def _addresses(host: str) -> Sequence[str]:
    """The addresses of a host, each once, in the order in which the system would try them."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(at[0]) for _family, _kind, _protocol, _name, at in found))
