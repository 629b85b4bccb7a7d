"""Bringing in what was answered elsewhere: forms that staff type, and files of other tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.flow import kept
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.asked import Asked
from placewright.web.engagement.models import Instrument, InstrumentKind, Invitation, InvitationState, Stage
from placewright.web.engagement.response_files import FoundResponse
from placewright.web.engagement.services.answering import Entered, Submitted, enter

_TAKES = frozenset({Stage.OPEN, Stage.CLOSED})


class NotEntered(PlacewrightError):
    """A response that cannot be brought in now."""


def enter_form(
    instrument: Instrument,
    asked: Asked,
    answers: Mapping[str, object],
    *,
    mode: str,
    answered_on: date,
    invitation: Invitation | None,
    form_key: str,
    by: Account,
) -> Submitted:
    """Keep a form that staff typed; the same form sent twice is one response. Forms may still come in after closing.

    Raises:
        NotEntered: it is not open yet, its results are published, nothing is answered, or nobody who was drawn did.
    """
    refuse_where_fixed(instrument)
    if instrument.kind == InstrumentKind.SURVEY and invitation is None:
        fix = _("Give the number of its invitation, which stands on the letter.")
        raise NotEntered(_("Only who was drawn can answer: others have no stratum and no weight."), fix=fix)
    if not kept(asked.questionnaire, answers):
        fix = _("An empty form is no response: fill in what the paper says.")
        raise NotEntered(_("Nothing is answered, so nothing was kept."), fix=fix)
    with transaction.atomic():
        of = invitation or Invitation()
        entered = Entered(mode, answered_on, by.pk, of.stratum, of.cluster, of.base_weight)
        made = enter(instrument, asked, answers, entered, load_key=f"form {form_key}"[:64])
        if made.is_new:
            if invitation is not None:
                Invitation.objects.filter(pk=invitation.pk).update(
                    state=InvitationState.ANSWERED, ended_at=timezone.now()
                )
            record_event("typed in", "response", made.reference, by=by, note=mode)
    return made


def bring_in(
    instrument: Instrument,
    asked: Asked,
    found: Iterable[FoundResponse],
    *,
    mode: str,
    content: bytes,
    by: Account,
) -> tuple[int, int]:
    """Bring in the responses of a file, all or none; how many are new, and how many it had brought before.

    Raises:
        NotEntered: it is not open yet, or its results are published.
    """
    refuse_where_fixed(instrument)
    digest = sha256(content).hexdigest()
    new = known = 0
    with transaction.atomic():
        for one in found:
            entered = Entered(mode, one.answered_on, by.pk, one.stratum, one.cluster, one.base_weight)
            key = sha256(f"file {instrument.pk} {digest} {one.row}".encode()).hexdigest()
            if enter(instrument, asked, one.answers, entered, load_key=key).is_new:
                new += 1
            else:
                known += 1
        record_event(
            "brought responses to", "instrument", instrument.slug, by=by, note=f"{new} from file {digest[:12]}"
        )
    return new, known


def why_closed(instrument: Instrument) -> str:
    """Why no response may be brought in now; empty where it may."""
    if instrument.is_rehearsal:
        return _("A rehearsal has invented answers alone.")
    if instrument.stage() not in _TAKES:
        return _("Responses come in from its opening until its results are published.")
    return ""


def refuse_where_fixed(instrument: Instrument) -> None:
    """Go on where responses may still come in.

    Raises:
        NotEntered: they may not.
    """
    if why := why_closed(instrument):
        raise NotEntered(why)


def first_day(instrument: Instrument) -> date | None:
    """The day on which it opened: nobody can have answered before."""
    return timezone.localtime(instrument.opens_at, instrument.zone).date() if instrument.opens_at else None
