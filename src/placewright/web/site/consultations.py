"""The consultations that are open now, as the front page invites to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from placewright.web.common.consultations import OpenConsultation

__all__ = ["OpenConsultation", "open_consultations"]


def open_consultations() -> list[OpenConsultation]:
    """What is open now, what closes first at the front; whoever runs consultations is named in the settings."""
    found: list[OpenConsultation] = []
    for name in settings.PLACEWRIGHT_CONSULTATIONS:
        open_now: Iterable[OpenConsultation] = import_string(name)()
        found.extend(open_now)
    return sorted(found, key=lambda item: (item.closes or date.max, item.title))
