"""Drafts of records that a program writes: what is live stays as it is until somebody publishes."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from placewright.core.errors import BadRecord, PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.exchange import MODELS, values_of
from placewright.web.strategy.models import AuthoredRecord


class NotNow(PlacewrightError):
    """A record that somebody else is at work on."""


def draft_of(kind: str, id: str) -> AuthoredRecord | None:
    """The record as it was last saved, live or not; None where there is none."""
    row: AuthoredRecord | None = MODELS[kind].objects.filter(slug=id).first()  # type: ignore[attr-defined]
    return row.get_latest_revision_as_object() if row and row.latest_revision_id else row


def save_draft(kind: str, record: Any, *, by: Account, after: int | None = None) -> Revision:
    """Save a record as a draft, which makes it where it is new.

    Args:
        kind: the kind of record, such as `claim`.
        record: what it says.
        by: who writes.
        after: the number of the revision that the writer saw; without it the draft is saved whatever came since.

    Raises:
        BadRecord: it holds what cannot be kept.
        NotNow: it is locked, or was saved since that revision.
    """
    values = values_of(kind, record)
    _check_text(values, where=f"{kind}:{record.id}")
    with transaction.atomic():
        model = MODELS[kind]
        kept = model.objects.select_for_update().filter(slug=record.id).first()  # type: ignore[attr-defined]
        if kept is not None:
            _refuse_conflict(kept, by, after)
        row = (draft_of(kind, record.id) if kept else None) or model(live=False)
        for name, value in values.items():
            setattr(row, name, value)
        try:
            row.full_clean(exclude=["live_revision", "latest_revision"])
        except ValidationError as error:
            name, said = next(iter(error.message_dict.items()))
            raise BadRecord(
                said[0], where=f"{kind}:{record.id}: {name}", fix=_("Change it and send it again.")
            ) from error
        if kept is None:
            row.has_unpublished_changes = True
            row.save()
        revision = row.save_revision(user=by)
        record_event("edited" if kept else "drafted", kind, record.id, by=by)
    return revision


def _refuse_conflict(row: AuthoredRecord, by: Account, after: int | None) -> None:
    if row.locked and row.locked_by_id != by.pk:
        raise NotNow(_("It is locked."), where=row.reference, fix=_("Ask whoever locked it, or an editor."))
    if after is not None and row.latest_revision_id != after:
        raise NotNow(
            _("It was saved since then: its newest revision is %(number)s.") % {"number": row.latest_revision_id},
            where=row.reference,
            fix=_("Read it again, bring the two together, and send it with that number."),
        )


def _check_text(values: dict[str, Any], *, where: str) -> None:
    """Refuse what a database cannot hold as text."""
    said = json.dumps(values, ensure_ascii=False, default=str)
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise BadRecord(_("It holds half a character."), where=where, fix=_("Send it as UTF-8.")) from error
    if "\\u0000" in said:
        raise BadRecord(_("It holds the character NUL."), where=where, fix=_("Leave it out."))
