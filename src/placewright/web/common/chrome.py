"""The frame of every page: what header and foot of the shared templates ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from placewright.publish.views import SiteInfo


def chrome(request: HttpRequest) -> dict[str, Any]:
    """What `base.html` needs and no view knows better; what a view may give has its usual value in `templating`."""
    return {
        "site": _site_info()(),
        "root": "/",
        "here": request.path.lstrip("/"),
        "language": get_language() or settings.LANGUAGE_CODE,
    }


@lru_cache(maxsize=1)
def _site_info() -> Callable[[], SiteInfo]:
    found: Callable[[], SiteInfo] = import_string(settings.PLACEWRIGHT_SITE_INFO)
    return found
