"""The record of how priorities were chosen, written."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from placewright.web.common.event_log import record_event
from placewright.web.strategy.models import Choice
from placewright.web.strategy.services.publishing import follow


def save_choice(row: Choice, *, by: Any) -> Choice:
    """Hold how priorities were chosen, and have the public's pages follow."""
    with transaction.atomic():
        row.save()
        record_event("edited", "choice", "priorities", by=by)
        follow("how priorities were chosen was edited", by=by)
    return row
