"""What surveys and consultations have cleared away in time, whoever is at work: keys, drafts, files, spent sums."""

from __future__ import annotations

from django.utils import timezone

from placewright.web.engagement.devices import forget_devices
from placewright.web.engagement.held_uploads import drop_old_uploads
from placewright.web.engagement.models import SpentProof
from placewright.web.engagement.sent_files import drop_unused_files
from placewright.web.engagement.services.drafts import drop_expired_drafts


def clear_away() -> dict[str, int]:
    """Destroy keys of ended windows, expired drafts, files that belong to nothing, and sums that count no more.

    Gives how many of each. Doing so twice is doing so once, so it may be stopped at any moment.
    """
    sums, _each = SpentProof.objects.filter(expires_at__lte=timezone.now()).delete()
    return {
        "keys of devices": forget_devices(),
        "drafts": drop_expired_drafts(),
        "files": drop_unused_files(),
        "uploads": drop_old_uploads(),
        "sums": sums,
    }
