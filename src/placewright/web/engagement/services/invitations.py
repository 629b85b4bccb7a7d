"""Inviting people: their contacts sealed, a single-use link each, mail in the background, reminders, and refusals."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.common.mailing import mail_goes_out
from placewright.web.engagement.codes import new_code
from placewright.web.engagement.invitation_files import Contact, filled_text, link_of, missing_in_text
from placewright.web.engagement.models import (
    Instrument,
    Invitation,
    InvitationState,
    Sending,
    SendingState,
    Stage,
)
from placewright.web.engagement.sealing import code_hash, known_hashes, seal, search_hash, unseal

logger = logging.getLogger(__name__)

UNANSWERED = (InvitationState.SENT, InvitationState.STARTED)
_ENDED = (InvitationState.ANSWERED, InvitationState.REFUSED, InvitationState.NOT_ELIGIBLE)
_MARKS = frozenset(
    {InvitationState.SENT, InvitationState.REFUSED, InvitationState.FAILED, InvitationState.NOT_ELIGIBLE}
)


class NotInvited(PlacewrightError):
    """Invitations that cannot be made, sent or marked."""


def invite(instrument: Instrument, contacts: Iterable[Contact], *, by: Account) -> tuple[int, int]:
    """Make an invitation for each contact; how many were made, and how many were left out as invited before."""
    made, known = [], 0
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=instrument.pk)
        if held.is_rehearsal:
            raise NotInvited(_("Nobody is invited to a rehearsal."))
        number = held.invitations.aggregate(last=Max("number"))["last"] or 0
        taken = {one for hashes in held.invitations.values_list("search_hashes", flat=True) for one in hashes}
        for contact in contacts:
            hashes = contact_hashes(contact.email, contact.name)
            if contact.email and not taken.isdisjoint(known_hashes(contact.email)):
                known += 1
                continue
            number += 1
            made.append(_invitation(held, number, contact, hashes))
        Invitation.objects.bulk_create(made, batch_size=500)
        record_event("invited to", "instrument", held.slug, by=by, note=f"contacts: {len(made)}")
    return len(made), known


def ask_for_sending(
    instrument: Instrument, *, is_reminder: bool, subject: str, text: str, address: str, by: Account
) -> Sending:
    """Have mail sent in the background to those who wait for an invitation, or who did not answer theirs.

    Raises:
        NotInvited: no mail server is set, it is not open, the text lacks the link, mail is being sent already, or there
            is nobody to mail.
    """
    from placewright.web.engagement.tasks import sending_task

    if missing_in_text(text):
        raise NotInvited(_("The text has no {link}."), where="text", fix=_("Put {link} where the link is to stand."))
    if not mail_goes_out():
        raise NotInvited(
            _("No mail server is set."),
            fix=_("Set PLACEWRIGHT_MAIL_URL where the server runs, or take the list for a mail merge."),
        )
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=instrument.pk)
        if held.stage() is not Stage.OPEN:
            raise NotInvited(_("It is not open."), fix=_("Send when it is: a link that does not work yet is lost."))
        if held.sendings.filter(state__in=(SendingState.WAITING, SendingState.RUNNING)).exists():
            raise NotInvited(_("Mail is being sent already."), fix=_("Wait until it is done."))
        total = _to_mail(held, is_reminder).count()
        if not total:
            raise NotInvited(_("There is nobody to send it to."))
        made = Sending.objects.create(
            instrument=held,
            is_reminder=is_reminder,
            subject=" ".join(subject.split()),
            text=text,
            address=address.rstrip("/"),
            total=total,
            by=by,
        )
        verb = "reminds of" if is_reminder else "sends invitations to"
        record_event(verb, "instrument", held.slug, by=by, note=str(total))
    sending_task.enqueue(made.pk)
    return made


def run_sending(sending: Sending) -> None:
    """Mail one after the other, each marked as soon as it has left; stopped midway, it goes on where it was.

    An address that is refused marks its invitation as failed; a contact without one is counted, and stays as it was; a
    server that does not answer stops the round.
    """
    Sending.objects.filter(pk=sending.pk).update(state=SendingState.RUNNING, unaddressed=0)
    numbers = list(_to_mail(sending.instrument, sending.is_reminder, sending).values_list("pk", flat=True))
    connection = get_connection()
    try:
        for pk in numbers:
            _mail_one(sending, pk, connection)
    except (OSError, SMTPException) as error:
        logger.error("Invitations stopped: %s. Check PLACEWRIGHT_MAIL_URL.", type(error).__name__)
        trouble = _("The mail server did not take it (%(why)s). Look at the settings, and send again.")
        ended = {"state": SendingState.STOPPED, "trouble": trouble % {"why": type(error).__name__}}
        Sending.objects.filter(pk=sending.pk).update(**ended, ended_at=timezone.now())
        return
    finally:
        connection.close()
    Sending.objects.filter(pk=sending.pk).update(state=SendingState.DONE, ended_at=timezone.now())


def mark(instrument: Instrument, numbers: Iterable[int], state: InvitationState, *, by: Account) -> int:
    """Say what became of invitations that the software cannot know of: sent by post, refused, came back; how many.

    Raises:
        NotInvited: the state is not one that is given by hand.
    """
    if state not in _MARKS:
        raise NotInvited(_("This state follows from what people do."), where="state")
    now = timezone.now()
    ended = None if state == InvitationState.SENT else now
    with transaction.atomic():
        found = instrument.invitations.filter(number__in=set(numbers)).exclude(state=InvitationState.ANSWERED)
        if state == InvitationState.SENT:
            found.filter(sent_at=None).update(sent_at=now)
        changed = found.update(state=state, ended_at=ended)
        if changed:
            record_event("marked invitations of", "instrument", instrument.slug, by=by, note=f"{changed} {state.value}")
    return changed


def begun(number: int) -> None:
    """Note that somebody began to answer by an invitation."""
    waiting = (InvitationState.WAITING, InvitationState.SENT, InvitationState.FAILED)
    Invitation.objects.filter(pk=number, state__in=waiting).update(state=InvitationState.STARTED)


def declined(number: int) -> None:
    """Note that an invited person will not answer: they get no reminder."""
    Invitation.objects.filter(pk=number).exclude(state=InvitationState.ANSWERED).update(
        state=InvitationState.REFUSED, ended_at=timezone.now()
    )


def by_token(token: str) -> Invitation | None:
    """The invitation of a link; None where there is none."""
    return Invitation.objects.filter(token_hash=code_hash(token)).select_related("instrument").first()


def opened_contacts(instrument: Instrument) -> Iterator[tuple[int, dict[str, str], str]]:
    """Number, contact and link's token of every invitation that is not over, for letters; whoever asks is logged."""
    for row in instrument.invitations.exclude(state__in=_ENDED).order_by("number").iterator(chunk_size=500):
        contact = contact_of(row)
        yield row.number, contact, contact.get("token", "")


def contact_of(row: Invitation) -> dict[str, str]:
    """The contact of an invitation, with its token."""
    return {key: str(value) for key, value in unseal(row.sealed_contact, about=contact_about(row.token_hash)).items()}


def _invitation(held: Instrument, number: int, contact: Contact, hashes: list[str]) -> Invitation:
    token = new_code()
    name = code_hash(token)
    content = {
        "name": contact.name,
        "email": contact.email,
        "organisation": contact.organisation,
        "address": contact.address,
        "token": token,
    }
    return Invitation(
        instrument=held,
        number=number,
        token_hash=name,
        sealed_contact=seal(content, about=contact_about(name)),
        search_hashes=hashes,  # type: ignore[misc]
        stratum=contact.stratum,
        cluster=contact.cluster,
        base_weight=contact.base_weight,
    )


def contact_hashes(email: str, name: str) -> list[str]:
    """What is kept of a contact's address and name to find them again."""
    return [search_hash(text) for text in (email, name) if text]


def contact_about(token_hash: str) -> str:
    return f"contact {token_hash}"


def _to_mail(instrument: Instrument, is_reminder: bool, sending: Sending | None = None) -> QuerySet[Invitation]:
    """Whom a round goes to; once it has begun, only those whom it has not reached yet."""
    found = instrument.invitations.order_by("number")
    if not is_reminder:
        return found.filter(state=InvitationState.WAITING)
    found = found.filter(state__in=UNANSWERED)
    return found.exclude(reminded_at__gte=sending.at) if sending is not None else found


def _mail_one(sending: Sending, pk: int, connection: object) -> None:
    row = Invitation.objects.get(pk=pk)
    contact = contact_of(row)
    to = contact.get("email", "")
    still = _to_mail(sending.instrument, sending.is_reminder, sending).filter(pk=pk).exists()
    if not still:
        return
    if not to:
        Sending.objects.filter(pk=sending.pk).update(unaddressed=F("unaddressed") + 1)
        return
    token = contact["token"]
    link = link_of(sending.address, token)
    text = filled_text(sending.text, contact, link, token)
    subject = filled_text(sending.subject, contact, link, token)
    try:
        EmailMessage(subject, text, None, [to], connection=connection).send()  # type: ignore[arg-type]
    except SMTPRecipientsRefused:
        Invitation.objects.filter(pk=pk).update(state=InvitationState.FAILED, ended_at=timezone.now())
        Sending.objects.filter(pk=sending.pk).update(failed=F("failed") + 1)
        return
    now = timezone.now()
    if sending.is_reminder:
        Invitation.objects.filter(pk=pk).update(reminders=F("reminders") + 1, reminded_at=now)
    else:
        waiting = Invitation.objects.filter(pk=pk, state=InvitationState.WAITING)
        waiting.update(state=InvitationState.SENT, sent_at=now)
    Sending.objects.filter(pk=sending.pk).update(sent=F("sent") + 1)
