"""Sending in, correcting and withdrawing a response: each in one transaction, however often it is asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.flow import kept
from placewright.web.engagement.asked import Asked, asked_then
from placewright.web.engagement.codes import new_reference
from placewright.web.engagement.identities import Parted, parted, sealed_identity, search_hashes
from placewright.web.engagement.models import (
    DeviceSighting,
    Draft,
    Identity,
    Instrument,
    Invitation,
    InvitationState,
    Mode,
    Response,
    ResponseChange,
    ResponseFlag,
    ResponseState,
    SentFile,
    SpentProof,
    Stage,
    TextReview,
)
from placewright.web.engagement.sealing import code_hash
from placewright.web.engagement.services.taking_out import take_out
from placewright.web.engagement.sitting import Sitting

CORRECTED = "corrected"
RETYPED = "retyped"
WITHDRAWN = "withdrawn"


class NotTaken(PlacewrightError):
    """Answers that cannot be taken now; they stay in the draft."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What was noticed while the answers came in: nothing of it drops a response.

    Args:
        flags: kind of flag and a detail, such as `quick` and `7 seconds`.
        is_held: whether a person looks at it before it counts.
        device: window and keyed hash of the device; empty where none is kept.
        proof: digest of a proof of work, and when it may be forgotten.
    """

    flags: tuple[tuple[str, str], ...] = ()
    is_held: bool = False
    device: tuple[str, str] | None = None
    proof: tuple[str, float] | None = None


NOTHING_NOTICED = Signs()


@dataclass(frozen=True, slots=True)
class Submitted:
    """The response that the answers became, and whether it is new: sent twice, it is the same one."""

    reference: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """What staff or an import know of a response beyond its answers."""

    mode: str
    answered_on: date | None = None
    by: int | None = None
    stratum: str = ""
    cluster: str = ""
    base_weight: float | None = None


@dataclass(slots=True)
class _Making:
    instrument: Instrument
    response: Response
    identity: Parted
    signs: Signs = field(default_factory=Signs)


def submit(
    instrument: Instrument,
    asked: Asked,
    sitting: Sitting,
    answers: Mapping[str, object],
    *,
    signs: Signs = NOTHING_NOTICED,
) -> Submitted:
    """Make the answers a response, durably; the same sitting sent again gives the response that it became.

    Raises:
        NotTaken: it is not open, nothing is answered, or the invitation was answered from another sitting.
    """
    if sitting.corrects:
        return correct(instrument, asked, sitting, answers)
    if instrument.stage() is not Stage.OPEN:
        if found := sent_in(sitting):
            return Submitted(found.reference, is_new=False)
        raise NotTaken(_("It has closed: these answers were not sent in."))
    making = _made(instrument, asked, answers, load_key=sitting.load_key, signs=signs)
    if not making.response.answers and not making.identity.identity:
        raise NotTaken(_("Nothing is answered yet, so there is nothing to send in."))
    making.response.seed = sitting.seed
    making.response.language = sitting.language or asked.questionnaire.language
    making.response.mode = sitting.mode
    making.response.seconds = min(max(0, int(time.time()) - sitting.began), 2**31 - 1)
    making.response.receipt_hash = code_hash(sitting.receipt)
    try:
        with transaction.atomic():
            if sitting.invitation:
                _answer_invitation(making.response, sitting.invitation)
            _write(making)
            _end_draft(making.response, making.identity, code_hash(sitting.code))
    except IntegrityError:
        found = sent_in(sitting)
        if found is None:
            raise
        return Submitted(found.reference, is_new=False)
    return Submitted(making.response.reference, is_new=True)


def enter(
    instrument: Instrument, asked: Asked, answers: Mapping[str, object], entered: Entered, *, load_key: str
) -> Submitted:
    """A response that staff typed or a file brought; the same key again gives the response that it became."""
    making = _made(instrument, asked, answers, load_key=load_key, signs=NOTHING_NOTICED)
    response = making.response
    response.mode, response.answered_on, response.entered_by_id = entered.mode, entered.answered_on, entered.by
    response.stratum, response.cluster, response.base_weight = entered.stratum, entered.cluster, entered.base_weight
    response.language = asked.questionnaire.language
    try:
        with transaction.atomic():
            _write(making)
    except IntegrityError:
        found = Response.objects.filter(load_key=load_key).first()
        if found is None:
            raise
        return Submitted(found.reference, is_new=False)
    return Submitted(response.reference, is_new=True)


def sent_in(sitting: Sitting) -> Response | None:
    """The response that a sitting became; None where nothing was sent in."""
    if sitting.corrects:
        return Response.objects.filter(reference=sitting.corrects).first()
    return Response.objects.filter(load_key=sitting.load_key).first()


def with_receipt(receipt: str) -> Response | None:
    """The response that a receipt code belongs to; None where there is none, or it was removed in time."""
    return (
        Response.objects.filter(receipt_hash=code_hash(receipt), shredded_at=None)
        .select_related("instrument", "version")
        .first()
    )


def may_correct(response: Response) -> bool:
    """Whether its giver may change it now: while it is open, since what is counted afterwards stands still."""
    return response.instrument.stage() is Stage.OPEN and response.state != ResponseState.WITHDRAWN


def correct(instrument: Instrument, asked: Asked, sitting: Sitting, answers: Mapping[str, object]) -> Submitted:
    """Replace the answers of a response with those of the sitting that corrects it; what they were is kept beside.

    Raises:
        NotTaken: it has closed, or the response was withdrawn meanwhile.
    """
    name = code_hash(sitting.code)
    with transaction.atomic():
        response = (
            Response.objects.select_for_update(of=("self",))
            .select_related("instrument")
            .get(reference=sitting.corrects, instrument=instrument)
        )
        if not Draft.objects.filter(code_hash=name).exists():
            return Submitted(response.reference, is_new=False)
        if not may_correct(response):
            raise NotTaken(_("It has closed, or was withdrawn: the correction was not taken."))
        apart = parted(asked.questionnaire, kept(asked.questionnaire, answers))
        _replace(response, asked, apart, what=CORRECTED)
        _end_draft(response, apart, name)
    return Submitted(response.reference, is_new=False)


def retype(response: Response, asked: Asked, answers: Mapping[str, object], entered: Entered) -> None:
    """Replace what staff had typed in of a form with what it says; what was typed before is kept beside.

    Call it inside a transaction that holds the response. A form without a place in the sample keeps the one it had.
    """
    response.mode, response.answered_on = entered.mode, entered.answered_on
    if entered.stratum or entered.cluster or entered.base_weight is not None:
        response.stratum, response.cluster, response.base_weight = entered.stratum, entered.cluster, entered.base_weight
    response.save(update_fields=["mode", "answered_on", "stratum", "cluster", "base_weight"])
    apart = parted(asked.questionnaire, kept(asked.questionnaire, answers))
    _replace(response, asked, apart, what=RETYPED, by=entered.by)


def withdraw(response: Response, reason: str = "") -> None:
    """Take a response back for who gave it: it counts and is quoted nowhere. Doing so twice is once."""
    with transaction.atomic():
        held = Response.objects.select_for_update().get(pk=response.pk)
        if held.state == ResponseState.WITHDRAWN:
            return
        before, held.state = held.state, ResponseState.WITHDRAWN
        held.save(update_fields=["state"])
        ResponseChange.objects.create(
            response=held, what=WITHDRAWN, before=before, after=held.state, reason=reason.strip()[:500]
        )
        take_out(held)


def all_answers(response: Response) -> dict[str, object]:
    """The answers of a response with its direct identifiers, for who gave it."""
    from placewright.web.engagement.identities import opened_identity

    asked = asked_then(response.version_id)
    row = Identity.objects.filter(response=response).first()
    return kept(asked.questionnaire, {**response.answers, **opened_identity(response.reference, row)})


def _made(
    instrument: Instrument, asked: Asked, answers: Mapping[str, object], *, load_key: str, signs: Signs
) -> _Making:
    apart = parted(asked.questionnaire, kept(asked.questionnaire, answers))
    state = ResponseState.HELD if signs.is_held else ResponseState.FLAGGED if signs.flags else ResponseState.ACCEPTED
    response = Response(
        instrument=instrument,
        version_id=asked.version,
        reference=new_reference(),
        answers=apart.answers,  # type: ignore[misc]
        state=state,
        submitted_at=timezone.now(),
        load_key=load_key,
        mode=Mode.OPEN,
    )
    return _Making(instrument, response, apart, signs)


def _replace(response: Response, asked: Asked, apart: Parted, *, what: str, by: int | None = None) -> None:
    """Give a response other answers; those it had, and decisions on words that changed, do not stay its own."""
    before = dict(response.answers)
    ResponseChange.objects.create(
        response=response,
        what=what,
        before=response.state,
        after=response.state,
        answers=before,  # type: ignore[misc]
        by_id=by,
    )
    response.answers, response.version_id = apart.answers, asked.version
    response.save(update_fields=["answers", "version"])
    for review in TextReview.objects.filter(response=response):
        if before.get(review.question) != apart.answers.get(review.question):
            review.delete()
    Identity.objects.filter(response=response).delete()
    _keep_identity(response, apart)


def _write(making: _Making) -> None:
    response, signs = making.response, making.signs
    response.save(force_insert=True)
    flags = list(signs.flags)
    if signs.proof is not None and not _spend(*signs.proof):
        flags.append(("proof-used", ""))
        response.state = ResponseState.HELD
        response.save(update_fields=["state"])
    if flags:
        ResponseFlag.objects.bulk_create(
            [ResponseFlag(response=response, kind=kind, detail=detail) for kind, detail in dict(flags).items()]
        )
    if signs.device is not None:
        window, digest = signs.device
        DeviceSighting.objects.create(response=response, window=window, digest=digest)
    _keep_identity(response, making.identity)


def _spend(digest: str, expires: float) -> bool:
    """Use a proof of work up; False where it was used before. One statement, so that two cannot use it at once."""
    table = connection.ops.quote_name(SpentProof._meta.db_table)
    until = timezone.datetime.fromtimestamp(expires, tz=timezone.get_default_timezone())  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (digest, expires_at) VALUES (%s, %s) ON CONFLICT (digest) DO NOTHING",
            [digest, connection.ops.adapt_datetimefield_value(until)],
        )
        return bool(cursor.rowcount == 1)


def _keep_identity(response: Response, apart: Parted) -> None:
    if apart.identity:
        Identity.objects.create(
            response=response,
            sealed=sealed_identity(response.reference, apart.identity),
            search_hashes=search_hashes(apart.searched),  # type: ignore[misc]
        )


def _end_draft(response: Response, apart: Parted, name: str) -> None:
    """The draft is a response now: its files go over, and it goes."""
    draft = Draft.objects.filter(code_hash=name).values_list("pk", flat=True).first()
    if draft is None:
        return
    wanted = {answer for answer in (*apart.answers.values(), *apart.identity.values()) if isinstance(answer, str)}
    SentFile.objects.filter(draft_id=draft, digest__in=wanted).update(draft=None, response=response)
    Draft.objects.filter(pk=draft).delete()


def _answer_invitation(response: Response, number: int) -> None:
    """Use an invitation up, and give the response its place in the sample.

    Raises:
        NotTaken: it was used before.
        IntegrityError: it was, by this same sitting.
    """
    row = Invitation.objects.select_for_update().get(pk=number)
    if row.state == InvitationState.ANSWERED:
        if Response.objects.filter(load_key=response.load_key).exists():
            raise IntegrityError
        raise NotTaken(_("This invitation was answered already: from another device or browser, or on paper."))
    response.stratum, response.cluster, response.base_weight = row.stratum, row.cluster, row.base_weight
    row.state, row.ended_at = InvitationState.ANSWERED, timezone.now()
    row.save(update_fields=["state", "ended_at"])
