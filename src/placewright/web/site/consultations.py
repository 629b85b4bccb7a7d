"""The consultations that are open now, as the front page invites to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """An invitation to take part: what it is about, where, and until when."""

    title: str
    href: str
    text: str = ""
    closes: date | None = None


def open_consultations() -> list[OpenConsultation]:
    """What is open now, what closes first at the front; whoever runs consultations is named in the settings."""
    found: list[OpenConsultation] = []
    for name in settings.PLACEWRIGHT_CONSULTATIONS:
        open_now: Iterable[OpenConsultation] = import_string(name)()
        found.extend(open_now)
    return sorted(found, key=lambda item: (item.closes or date.max, item.title))
