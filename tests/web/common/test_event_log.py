"""The event log keeps every entry as it was."""

from __future__ import annotations

import pytest

from placewright.web.common.event_log import first_broken, record_event
from placewright.web.common.models import LogEntry, LogIsFixed

pytestmark = pytest.mark.django_db


def test_an_entry_cannot_be_changed_or_removed() -> None:
    entry = record_event("published", "claim", "lead-lost", note="read again")
    entry.note = "something else"
    with pytest.raises(LogIsFixed):
        entry.save()
    with pytest.raises(LogIsFixed):
        entry.delete()
    assert LogEntry.objects.get().note == "read again"


def test_a_log_that_nobody_touched_is_whole() -> None:
    record_event("published", "claim", "one")
    record_event("published", "claim", "two")
    assert first_broken() is None
