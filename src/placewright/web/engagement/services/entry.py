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
from placewright.web.engagement.models import (
    Instrument,
    InstrumentKind,
    Invitation,
    InvitationState,
    Response,
    ResponseState,
    Stage,
)
from placewright.web.engagement.response_files import FoundResponse
from placewright.web.engagement.services.answering import Entered, Submitted, all_answers, enter, retype

_FORM = "form "
"""How the keys of forms begin that staff typed in."""
_TAKES = frozenset({Stage.OPEN, Stage.CLOSED})


class NotEntered(PlacewrightError):
    """A response that cannot be brought in now."""


class OtherAnswers(NotEntered):
    """A page of the team that was kept before, and is sent again with other answers: which form it is, is not known."""


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
        NotEntered: it is not open yet, its results are published, nothing is answered, nobody who was drawn did, or the
            invitation was answered meanwhile.
        OtherAnswers: a form of this key was kept with other answers.
    """
    refuse_where_fixed(instrument)
    _refuse_empty(asked, answers)
    if instrument.kind == InstrumentKind.SURVEY and invitation is None:
        fix = _("Give the number of its invitation, which stands on the letter.")
        raise NotEntered(_("Only who was drawn can answer: others have no stratum and no weight."), fix=fix)
    with transaction.atomic():
        entered = _entered(mode, answered_on, invitation, by)
        made = enter(instrument, asked, answers, entered, load_key=_load_key(form_key))
        if made.is_new:
            _use_up(invitation)
            record_event("typed in", "response", made.reference, by=by, note=mode)
        else:
            _refuse_other_answers(made.reference, asked, answers, entered)
    return made


def typed_before(instrument: Instrument, form_key: str) -> Response | None:
    """The response that a form of this key became; None where none was kept."""
    return instrument.responses.filter(load_key=_load_key(form_key)).first() if form_key else None


def typed_form(instrument: Instrument, reference: str) -> Response | None:
    """The response of that reference where staff typed it in and it can be typed in anew; None otherwise."""
    found = instrument.responses.filter(reference=reference.strip().lower(), load_key__startswith=_FORM)
    return found.filter(shredded_at=None).exclude(state=ResponseState.WITHDRAWN).first()


def retype_form(
    instrument: Instrument,
    asked: Asked,
    reference: str,
    answers: Mapping[str, object],
    *,
    mode: str,
    answered_on: date,
    invitation: Invitation | None,
    by: Account,
) -> None:
    """Put a form right that staff had mistyped; what they had typed is kept in the history of its response.

    Raises:
        NotEntered: nothing can come in now, nothing is answered, staff typed in no form of this reference, or the
            invitation was answered meanwhile.
    """
    refuse_where_fixed(instrument)
    _refuse_empty(asked, answers)
    with transaction.atomic():
        found = typed_form(instrument, reference)
        held = Response.objects.select_for_update().get(pk=found.pk) if found is not None else None
        if held is None or held.state == ResponseState.WITHDRAWN:
            raise NotEntered(_("No form that was typed in has this reference."), where="replaces")
        _use_up(invitation)
        retype(held, asked, answers, _entered(mode, answered_on, invitation, by))
        record_event("typed in anew", "response", held.reference, by=by, note=mode)


def _entered(mode: str, answered_on: date, invitation: Invitation | None, by: Account) -> Entered:
    of = invitation or Invitation()
    return Entered(mode, answered_on, by.pk, of.stratum, of.cluster, of.base_weight)


def _load_key(form_key: str) -> str:
    return f"{_FORM}{form_key}"[:64]


def _use_up(invitation: Invitation | None) -> None:
    """Mark an invitation as answered, once: two people may have its form before them, or one may answer it online."""
    if invitation is None:
        return
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.state == InvitationState.ANSWERED:
        fix = _("Look whether the form was typed in.")
        raise NotEntered(_("This invitation was answered already."), where="invitation", fix=fix)
    row.state, row.ended_at = InvitationState.ANSWERED, timezone.now()
    row.save(update_fields=["state", "ended_at"])


def _refuse_empty(asked: Asked, answers: Mapping[str, object]) -> None:
    if not kept(asked.questionnaire, answers):
        fix = _("An empty form is no response: fill in what the paper says.")
        raise NotEntered(_("Nothing is answered, so nothing was kept."), fix=fix)


def _refuse_other_answers(reference: str, asked: Asked, answers: Mapping[str, object], entered: Entered) -> None:
    held = Response.objects.get(reference=reference)
    given = (kept(asked.questionnaire, answers), entered.mode, entered.answered_on)
    if held.shredded_at is not None or (all_answers(held), held.mode, held.answered_on) != given:
        raise OtherAnswers(_("This page was kept before, with other answers: say below which form it is."))


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


def dated_after_closing(instrument: Instrument, day: date) -> str:
    """What is said of a form of a day after it closed, which counts as the others do; empty for others."""
    closes = instrument.closes_at
    if closes is None or day <= timezone.localtime(closes, instrument.zone).date():
        return ""
    return _("It is of a day after closing, and counts all the same: look whether the day is right.")


def first_day(instrument: Instrument) -> date | None:
    """The day on which it opened: nobody can have answered before."""
    return timezone.localtime(instrument.opens_at, instrument.zone).date() if instrument.opens_at else None
