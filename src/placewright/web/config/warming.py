"""Having at hand, before the first visitor comes, what every page needs: addresses, templates and the evidence."""

from __future__ import annotations

import atexit
import gc
import logging

from django.db import DatabaseError, connections
from django.template import engines
from django.urls import get_resolver

from placewright.core.errors import PlacewrightError
from placewright.web.explorer.evidence_shown import evidence_shown
from placewright.web.explorer.search_entries import search_index

logger = logging.getLogger(__name__)

_EVERYWHERE = ("base.html", "parts.html", "strategy_parts.html")


def warm() -> None:
    """Load what every page needs; a server that forks afterwards shares it, and starts whatever is wrong here.

    Connections to the database are closed at the end, since processes must not share them.
    """
    try:
        _ = get_resolver().url_patterns
        for name in _EVERYWHERE:
            engines["jinja2"].get_template(name)
        evidence = evidence_shown()
        if evidence is not None:
            search_index(evidence)
    except (DatabaseError, PlacewrightError, OSError) as error:
        logger.warning("Nothing could be loaded ahead: %s", error)
    finally:
        connections.close_all()


def set_apart() -> None:
    """Leave what is loaded by now out of the search for unused cycles.

    It stays as long as the server does, and to go through it stopped a page for a quarter of a second now and then.
    Processes that are forked afterwards share it, too, since the search writes to whatever it looks at.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # libraries in C++ count what is left of them when Python ends
