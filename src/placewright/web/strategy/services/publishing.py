"""Records going live and being taken back: checked first, logged, and followed by a build."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Revision

from placewright.web.common.event_log import record_event
from placewright.web.strategy.building import NotReady, ask_for_build
from placewright.web.strategy.exchange import record_of
from placewright.web.strategy.gate import refuse_in_use, refuse_trouble
from placewright.web.strategy.models.base import AuthoredRecord


def check_before_publishing(revision: Revision) -> AuthoredRecord:
    """The row that a revision would make live.

    Raises:
        PublicationStopped: something stops it.
        BadRecord: it holds what is no record.
    """
    row: AuthoredRecord = revision.as_object()
    refuse_trouble(row)
    return row


def after_publishing(row: AuthoredRecord, *, by: Any = None) -> None:
    """Log that a row is live, and have the public's pages follow."""
    with transaction.atomic():
        record_event("published", row.kind, row.slug, by=by)
        follow(f"{row.reference} was published", by=by)


def take_back(row: AuthoredRecord, *, by: Any = None) -> None:
    """Log that a row is no longer live, and have the public's pages follow."""
    with transaction.atomic():
        record_event("unpublished", row.kind, row.slug, by=by)
        follow(f"{row.reference} was taken back", by=by)


def drafted(row: AuthoredRecord, *, by: Any = None, is_new: bool) -> None:
    """Log that a draft was saved."""
    record_event("drafted" if is_new else "edited", row.kind, row.slug, by=by)


def delete(row: AuthoredRecord, *, by: Any = None) -> None:
    """Remove a record for good.

    Raises:
        StillInUse: others rest on it.
    """
    was_live = row.live
    if was_live:
        refuse_in_use(row)
    with transaction.atomic():
        record_event("deleted", row.kind, row.slug, by=by, note=_last_words(row))
        row.delete()
        if was_live:
            follow(f"{row.reference} was deleted", by=by)


def follow(reason: str, *, by: Any = None) -> None:
    """Ask for a build so that the public's pages follow; before there is evidence there is nothing to follow."""
    try:
        ask_for_build(reason, by=by if by is not None and by.is_authenticated else None)
    except NotReady:
        return


def _last_words(row: AuthoredRecord) -> str:
    """What a record said when it was removed, so that it can be written again."""
    from placewright.workspace.authored import dump

    return dump(row.kind, record_of(row))[:20_000]
