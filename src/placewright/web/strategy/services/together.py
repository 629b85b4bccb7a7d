"""Several records that a program writes and makes live at once, judged together: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.exchange import MODELS, record_of
from placewright.web.strategy.gate import refuse_trouble_of_all
from placewright.web.strategy.services.drafting import save_draft
from placewright.web.strategy.services.publishing import follow


def publish_together(kind: str, records: Sequence[Any], *, by: Account) -> tuple[str, ...]:
    """Make records of one kind live; gives the ids of those that were not live as they are already.

    They are saved as drafts first, and stay drafts where something stops them.

    Raises:
        BadRecord: one holds what cannot be kept.
        NotNow: one is locked by somebody else.
        PublicationStopped: together they would bring errors that are not there now.
    """
    changed = [record for record in records if not _is_live(kind, record)]
    if not changed:
        return ()
    with transaction.atomic():
        revisions = [save_draft(kind, record, by=by) for record in changed]
    refuse_trouble_of_all(kind, changed)
    with transaction.atomic():
        for record, revision in zip(changed, revisions, strict=True):
            revision.content_object.publish_among_others(revision, by)
            record_event("published", kind, record.id, by=by)
        follow(f"{len(changed)} records of the kind {kind} were published", by=by)
    return tuple(record.id for record in changed)


def _is_live(kind: str, record: Any) -> bool:
    row = MODELS[kind].objects.filter(slug=record.id).first()  # type: ignore[attr-defined]
    return bool(row is not None and row.live and not row.has_unpublished_changes and record_of(row) == record)
