"""Signals taken on: a draft of a claim is written from what stands out in the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.build.signal_claims import claim_of_signal
from placewright.core.errors import UnknownName
from placewright.core.words import marked
from placewright.web.common.event_log import record_event
from placewright.web.strategy.bench import authored_now, bench
from placewright.web.strategy.exchange import row_of
from placewright.web.strategy.models import Claim
from placewright.web.strategy.signals import key_of_signal, signals_now


class UnknownSignal(UnknownName):
    """Nothing of that name stands out in the evidence that the public sees."""

    kind = marked("signal")


def claim_from_signal(key: str, *, by: Any) -> Claim:
    """The draft of a claim that says what a signal suggests, saved under an id of its own.

    Raises:
        UnknownSignal: there is no such signal any more.
    """
    built = bench()
    found = next((signal for signal in signals_now() if key_of_signal(signal) == key), None)
    if built is None or found is None:
        raise UnknownSignal.named(key, [])
    record = claim_of_signal(found, built, authored_now(), today=timezone.localdate())
    wanted, number = record.id, 2
    while Claim.objects.filter(slug=record.id).exists():
        record = replace(record, id=f"{wanted}-{number}")
        number += 1
    record = replace(record, note=_("From a signal: %(words)s") % {"words": found.words})
    with transaction.atomic():
        row: Claim = row_of("claim", record)  # type: ignore[assignment]
        row.live, row.has_unpublished_changes = False, True
        row.save()
        row.save_revision(user=by)
        record_event("drafted", "claim", row.slug, by=by, note=_("from a signal"))
    return row
