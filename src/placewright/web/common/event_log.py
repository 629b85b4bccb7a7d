"""Adding to the event log, and checking that nobody tampered with it."""

from __future__ import annotations

from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from placewright.web.common.models import LogEntry


class Actor(Protocol):
    """Whoever acts: an account, or a visitor who is none."""

    @property
    def is_authenticated(self) -> bool:
        """Whether it is an account."""
        ...

    @property
    def pk(self) -> int | None:
        """The account's number."""
        ...


_LOCK = 7_216_403
"""The number under which entries wait for each other, so that the chain of digests has no forks."""


def record_event(
    verb: str, kind: str, key: object, *, by: Actor | None = None, role: str = "", note: str = ""
) -> LogEntry:
    """Add what was done to the log; call it inside the transaction of the write that it is about.

    Args:
        verb: what was done, in one word or two: `published`, `signed in`.
        kind: the kind of object, such as `claim`.
        key: what names the object among its kind.
        by: the account that did it; None for the program itself.
        role: as what they acted, where it is not an account: `reviewer of link 4`.
        note: why, in the words of who did it.
    """
    account = by if by is not None and by.is_authenticated else None
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = LogEntry.objects.order_by("-id").values_list("digest", flat=True).first()
        entry = LogEntry(
            at=timezone.now(),
            by_id=account.pk if account else None,
            role=role,
            verb=verb,
            kind=kind,
            key=str(key)[:200],
            note=note,
            before=last or "",
        )
        entry.digest = entry.computed_digest()
        entry.save()
    return entry


def first_broken() -> LogEntry | None:
    """The first entry that does not follow from the one before it; None where the log is whole."""
    before = ""
    for entry in LogEntry.objects.order_by("id").iterator():
        if entry.before != before or entry.digest != entry.computed_digest():
            return entry
        before = entry.digest
    return None
