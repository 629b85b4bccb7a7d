"""The event log keeps every entry as it was."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

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


@pytest.mark.parametrize("change", ["update", "delete", "raw"])
def test_the_database_itself_refuses_a_change(change: str) -> None:
    record_event("published", "claim", "one")
    with pytest.raises(DatabaseError, match="cannot be changed or removed"), transaction.atomic():
        if change == "update":
            LogEntry.objects.update(note="something else")
        elif change == "delete":
            LogEntry.objects.all()._raw_delete("default")
        else:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE common_logentry SET verb = 'nothing'")
    assert LogEntry.objects.get().verb == "published"
