"""Finding all that is kept of one person, giving them a copy, and erasing it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.model import Part, QuestionKind, Questionnaire
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.answering_pages import words_of
from placewright.web.engagement.codes import typed_code
from placewright.web.engagement.identities import opened_identity
from placewright.web.engagement.models import (
    Identity,
    Invitation,
    QuestionnaireVersion,
    Response,
    ResponseChange,
    ResponseState,
    SentFile,
)
from placewright.web.engagement.sealing import CannotOpen, code_hash, known_hashes
from placewright.web.engagement.sent_files import drop_unused_files, file_content, names_of
from placewright.web.engagement.services.invitations import contact_of
from placewright.web.engagement.services.retention import clear_pages, empty
from placewright.web.engagement.services.taking_out import take_out

ERASED = "erased"
_LEAST_LETTERS = 3
_MOST_MENTIONS = 200
_WORDS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})


class NotFoundSo(PlacewrightError):
    """A search for a person, or an erasure, that cannot be done."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of a person: responses with the identifiers they gave, and invitations with their contact."""

    responses: tuple[Response, ...]
    invitations: tuple[tuple[Invitation, dict[str, str]], ...]
    mentions: tuple[Response, ...] = ()
    """Other responses in whose words the text stands: what others wrote may be of the person."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return not self.responses and not self.invitations and not self.mentions


def find_person(text: str, *, by: Account) -> Found:
    """All that is kept under a name or an e-mail address, wherever it was given; that somebody looked is logged.

    Names and addresses are sealed: they are found whole, whatever their case and spaces, not in part. Answers that came
    without a name are found by their receipt code, their reference or the organisation's name; with each come those of
    which it was decided that they are duplicates. What others wrote is looked through for the very words.

    Raises:
        NotFoundSo: it is too short to be a name or an address.
    """
    if len(text.strip()) < _LEAST_LETTERS:
        what = _("That is too short.")
        raise NotFoundSo(what, where="text", fix=_("Write a whole name, an e-mail address, or a reference."))
    wanted = reduce(or_, (Q(search_hashes__contains=one) for one in known_hashes(text)))
    identities = Identity.objects.filter(wanted).select_related("response__instrument")
    plain = " ".join(text.split())
    given = Response.objects.filter(shredded_at=None).select_related("instrument")
    direct = given.filter(Q(reference=plain.lower()) | Q(receipt_hash=code_hash(typed_code(plain) or plain)))
    named, written = _where(plain)
    responses = {row.response.pk: row.response for row in identities}
    responses |= {row.pk: row for row in (*direct, *given.filter(pk__in=named))}
    originals = {row.duplicate_of_id for row in responses.values()} - {None}
    alike = Q(duplicate_of__in=list(responses)) | Q(pk__in=originals) | Q(duplicate_of__in=originals)
    responses |= {row.pk: row for row in given.filter(alike)}
    mentions = tuple(given.filter(pk__in=written).exclude(pk__in=responses).order_by("reference"))
    invited = Invitation.objects.filter(wanted).select_related("instrument")
    found = Found(tuple(responses.values()), tuple((row, _contact(row)) for row in invited), mentions)
    note = f"responses: {len(found.responses)}, invitations: {len(found.invitations)}"
    record_event("looked for a person in", "engagement", "all", by=by, note=note)
    return found


def _where(text: str) -> tuple[list[int], list[int]]:
    """The responses in which a text is the organisation's name, and the first of those in whose words it stands."""
    wanted = text.casefold()
    organisation: dict[int, set[str]] = {}
    words: dict[int, set[str]] = {}
    for version in QuestionnaireVersion.objects.exclude(frozen_at=None):
        questions = [one for one in version.questionnaire.questions() if not one.identifies]
        organisation[version.pk] = {one.code for one in questions if one.part is Part.ORGANISATION}
        words[version.pk] = {one.code for one in questions if one.kind in _WORDS} | {
            f"{one.code}.{option.code}" for one in questions for option in one.options if option.words
        }
    named: list[int] = []
    written: list[int] = []
    rows: Any = Response.objects.filter(shredded_at=None).order_by("pk").values_list("pk", "version_id", "answers")
    for pk, version_pk, answers in rows.iterator(chunk_size=2_000):
        said = {name: " ".join(str(answer).split()).casefold() for name, answer in answers.items()}
        if any(said.get(code) == wanted for code in organisation.get(version_pk, ())):
            named.append(pk)
        elif len(written) < _MOST_MENTIONS and any(wanted in said.get(name, "") for name in words.get(version_pk, ())):
            written.append(pk)
    return named[:_MOST_MENTIONS], written


def _contact(invitation: Invitation) -> dict[str, str]:
    """Whom an invitation went to, without its link; empty once that was removed."""
    if not invitation.sealed_contact:
        return {}
    return {name: text for name, text in contact_of(invitation).items() if text and name != "token"}


def copy_of(response: Response) -> dict[str, Any]:
    """Everything that is kept of one response, in words and as it is kept: what who gave it has a right to.

    Source of the duty: UK GDPR, Article 15.
    """
    questionnaire = response.version.questionnaire
    row = Identity.objects.filter(response=response).first()
    held = {**response.answers, **opened_identity(response.reference, row)}
    files = names_of(response.files.all())
    return {
        "what": response.instrument.title,
        "reference": response.reference,
        "sent_in": response.submitted_at.isoformat(),
        "counts_as": response.state,
        "way": response.mode,
        "language": response.language,
        "seconds": response.seconds,
        "version": response.version.number,
        "answered_on": response.answered_on.isoformat() if response.answered_on else None,
        "stratum": response.stratum,
        "cluster": response.cluster,
        "design_weight": response.base_weight,
        "answers": _told(questionnaire, held, files),
        "flags": [flag.kind for flag in response.flags.all()],
        "history": [
            {
                "what": change.what,
                "when": change.at.isoformat(),
                "before": change.before,
                "after": change.after,
                "reason": change.reason,
                "answers_replaced": _told(questionnaire, change.answers or {}, files),
            }
            for change in response.changes.all()
        ],
    }


def _told(questionnaire: Questionnaire, held: Mapping[str, object], files: Mapping[str, str]) -> list[dict[str, Any]]:
    """Answers with their questions, in words."""
    return [
        {
            "question": question.label,
            "code": question.code,
            "answer": files.get(str(held[question.code])) or words_of(question, held),
            "kept_apart": question.identifies,
        }
        for question in questionnaire.questions()
        if question.code in held
    ]


def copy_as_json(response: Response) -> bytes:
    """The copy as a file; the files that were sent with the answers are in it."""
    files = [_file_with_content(file) for file in response.files.order_by("at", "id")]
    return json.dumps({**copy_of(response), "files": files}, ensure_ascii=False, indent=2).encode()


def _file_with_content(file: SentFile) -> dict[str, Any]:
    """A file that was sent, with what it holds in base64; without it where it cannot be opened, and why."""
    about = {
        "question": file.question,
        "name": names_of([file])[file.digest],
        "size": file.size,
        "sha256": file.digest,
        "sent": file.at.isoformat(),
    }
    try:
        return {**about, "content_base64": b64encode(file_content(file)).decode()}
    except CannotOpen as error:
        return {**about, "content_base64": None, "missing": str(error)}


def erase(response: Response, reason: str, *, by: Account) -> None:
    """Erase what one person gave: answers, identifiers, files and quotations. That there was a response stays.

    Raises:
        NotFoundSo: there is no reason.
    """
    _require(reason)
    with transaction.atomic():
        held = Response.objects.select_for_update().get(pk=response.pk)
        before, held.state = held.state, ResponseState.WITHDRAWN
        held.save(update_fields=["state"])
        take_out(held, by=by)
        empty(Response.objects.filter(pk=held.pk))
        ResponseChange.objects.create(response=held, what=ERASED, before=before, after=held.state, by=by)
        record_event(ERASED, "response", held.reference, by=by, note=reason.strip())
    drop_unused_files()
    clear_pages()


def _require(reason: str) -> None:
    if not reason.strip():
        fix = _("Say who asked for it, without a name.")
        raise NotFoundSo(_("An erasure needs a reason."), where="reason", fix=fix)


def forget_contact(invitation: Invitation, reason: str, *, by: Account) -> None:
    """Erase whom an invitation went to; its number and stratum stay for the response rate.

    Raises:
        NotFoundSo: there is no reason.
    """
    _require(reason)
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(sealed_contact=b"", search_hashes=[])
        name = f"{invitation.instrument.slug} {invitation.number}"
        record_event(ERASED, "invitation", name, by=by, note=reason.strip())
    clear_pages()
