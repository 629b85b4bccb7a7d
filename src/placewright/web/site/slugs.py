"""Which first parts of an address are taken, so that a composed page never stands before a built one, nor behind it."""

from __future__ import annotations

from django.urls import Resolver404, resolve

_BUILT = frozenset({"strategy", "ledger", "places", "indicators", "analysis", "actions", "data", "downloads", "assets"})
_FILES = frozenset({"documents", "media", "static"})
_WAGTAIL = "wagtail_serve"


def is_taken(slug: str) -> bool:
    """Whether something other than a composed page answers at that address, or below it."""
    if slug in _BUILT | _FILES:
        return True
    for address in (f"/{slug}/", f"/{slug}", f"/{slug}/x/"):
        try:
            found = resolve(address)
        except Resolver404:
            continue
        if found.url_name != _WAGTAIL:
            return True
    return False
