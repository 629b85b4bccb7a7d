"""What a response counts as, with its history and a way back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.models import Instrument, Response, ResponseChange, ResponseFlag, ResponseState

DECIDED = "decided"
UNDONE = "undone"
_TEAMS = frozenset({ResponseState.ACCEPTED, ResponseState.FLAGGED, ResponseState.HELD, ResponseState.DUPLICATE})
UNDO_WITHIN = timedelta(days=30)


class NotDecided(PlacewrightError):
    """A decision on responses that cannot be made."""


def decide(
    instrument: Instrument,
    references: Iterable[str],
    state: ResponseState,
    reason: str,
    *,
    by: Account,
    duplicate_of: str = "",
) -> int:
    """Say what several responses count as; gives how many changed. What its giver withdrew stays withdrawn.

    Raises:
        NotDecided: the state is not the team's to give, there is no reason, or the original of a duplicate is missing.
    """
    if state not in _TEAMS:
        raise NotDecided(_("Only who gave a response withdraws it."), fix=_("Use their receipt code, or erase it."))
    if not reason.strip():
        raise NotDecided(_("A decision needs a reason."), where="reason")
    wanted = set(references)
    with transaction.atomic():
        original = None
        if state == ResponseState.DUPLICATE:
            original = instrument.responses.filter(reference=duplicate_of).exclude(reference__in=wanted).first()
            if original is None:
                fix = _("Give the reference of the response that is kept.")
                raise NotDecided(_("It is not said of which response."), where="duplicate_of", fix=fix)
        found = [
            response
            for response in instrument.responses.select_for_update().filter(reference__in=wanted)
            if response.state not in {state, ResponseState.WITHDRAWN}
        ]
        for response in found:
            before, response.state, response.duplicate_of = response.state, state, original
            response.save(update_fields=["state", "duplicate_of"])
            ResponseChange.objects.create(
                response=response, what=DECIDED, before=before, after=state, reason=reason.strip()[:500], by=by
            )
        if state == ResponseState.ACCEPTED:
            ResponseFlag.objects.filter(response__in=found, cleared_at=None).update(
                cleared_by=by, cleared_at=timezone.now()
            )
        if found:
            note = f"{len(found)} {state.value}"
            record_event("decided on responses of", "instrument", instrument.slug, by=by, note=note)
    return len(found)


def undo_decision(response: Response, *, by: Account) -> None:
    """Take back the last decision on a response.

    Raises:
        NotDecided: there is none that can be taken back.
    """
    with transaction.atomic():
        held = Response.objects.select_for_update().get(pk=response.pk)
        last = held.changes.filter(what=DECIDED).order_by("-id").first()
        undone = held.changes.filter(what=UNDONE).order_by("-id").first()
        if last is None or (undone is not None and undone.pk > last.pk) or held.state != last.after:
            raise NotDecided(_("There is no decision to take back."))
        if timezone.now() - last.at > UNDO_WITHIN:
            raise NotDecided(_("The decision is too old to be taken back."), fix=_("Decide anew, with a reason."))
        held.state, held.duplicate_of = last.before, None
        held.save(update_fields=["state", "duplicate_of"])
        ResponseFlag.objects.filter(response=held, cleared_at__gte=last.at).update(cleared_by=None, cleared_at=None)
        ResponseChange.objects.create(response=held, what=UNDONE, before=last.after, after=last.before, by=by)
        record_event("took back a decision on", "response", held.reference, by=by)
