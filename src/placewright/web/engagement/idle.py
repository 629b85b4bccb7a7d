"""When a desk at an event counts as left: nobody is to see what the person before answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from placewright.web.engagement.models import Response
from placewright.web.engagement.services.drafts import Held
from placewright.web.engagement.sitting import Sitting

ASKED_SECONDS = 180
"""With scripts: so long after the last touch or key the page asks whether somebody is there."""

ASKED_SECONDS_WITHOUT_SCRIPTS = 600
"""Without scripts the page cannot see that somebody is writing, so it waits longer from when it was shown."""

WARNED_SECONDS = 60
"""How long it waits for an answer to that."""

DONE_SECONDS = 120
"""How long the receipt stands on the tablet."""


def is_idle(sitting: Sitting, draft: Held | None, sent: Response | None, now: datetime | None = None) -> bool:
    """Whether nothing was heard of a sitting for as long as a page without scripts waits, with its warning."""
    now = now or timezone.now()
    if sent is not None:
        return now - sent.submitted_at >= timedelta(seconds=DONE_SECONDS)
    last = draft.changed_at if draft is not None and draft.changed_at else datetime.fromtimestamp(sitting.began, UTC)
    return now - last >= timedelta(seconds=ASKED_SECONDS_WITHOUT_SCRIPTS + WARNED_SECONDS)
