"""What the front page invites to: the surveys and consultations that anybody can answer now."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from placewright.web.common.consultations import OpenConsultation
from placewright.web.engagement.models import Instrument, Stage


def open_now() -> Iterable[OpenConsultation]:
    """Each with its title, its address, what it is about and the day on which it closes."""
    for one in Instrument.objects.filter(rehearsal_of=None, has_open_link=True, approved_at__isnull=False):
        if one.is_open_to_all and one.stage() is Stage.OPEN:
            closes = timezone.localtime(one.closes_at, one.zone).date() if one.closes_at else None
            yield OpenConsultation(one.title, reverse("say", args=[one.slug]), one.summary, closes)
