"""Removing what is kept of people when its time is over, and proving that it is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.launch import Retention
from placewright.questionnaires.model import QuestionKind, Questionnaire
from placewright.web.common.event_log import Actor, record_event
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import (
    DeviceSighting,
    Identity,
    Instrument,
    Invitation,
    Response,
    ResponseChange,
    SentFile,
    Shredding,
    Stage,
    TextReview,
)
from placewright.web.engagement.sent_files import drop_unused_files

_AT_ONCE = 500
"""Rows in one statement: a database takes only so many values."""

_WRITTEN = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})


class NotDue(PlacewrightError):
    """Something that may not be removed yet, or a rule that there is not."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A class of data, for how many months after closing it is kept, and how it is removed and looked for."""

    name: str
    label: str | Promise
    months: Callable[[Retention], int]
    count: Callable[[Instrument], int]
    remove: Callable[[Instrument], list[str]]
    """Removes; gives the references of what it removed from."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a class of data is to be removed, and how much of it there is now."""

    rule: Rule
    on: date | None
    count: int

    @property
    def is_due(self) -> bool:
        """Whether its time is over and something is there."""
        return self.on is not None and self.on <= timezone.localdate() and self.count > 0


def schedule(instrument: Instrument) -> tuple[Due, ...]:
    """Every class of data that a survey or consultation keeps, with its day; none before it has a closing time."""
    kept = facts_of(instrument).retention
    closes = instrument.closes_at
    found = []
    for rule in RULES:
        on = None
        if closes is not None:
            closed = timezone.localtime(closes, instrument.zone).date()
            on = closed + relativedelta(months=rule.months(kept))
        found.append(Due(rule, on, rule.count(instrument)))
    return tuple(found)


def shred(instrument: Instrument, name: str, reason: str, *, by: Actor | None = None) -> Shredding:
    """Remove a class of data now, look whether it is gone, and keep the proof.

    Somebody may remove it before its day, with a reason: keeping less is always allowed.

    Raises:
        NotDue: there is no such rule, it is open still, or it is before the day and no reason is given.
    """
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        raise NotDue(_now("There is no such rule."), where=name)
    if instrument.stage() in {Stage.SCHEDULED, Stage.OPEN}:
        raise NotDue(_now("It has not closed."), fix=_now("Close it first."))
    due = next(due for due in schedule(instrument) if due.rule is rule)
    if not due.is_due and not reason.strip():
        what = _now("Its day has not come.")
        raise NotDue(what, where=name, fix=_now("Say why it is removed before its day."))
    with transaction.atomic():
        references = rule.remove(Instrument.objects.select_for_update().get(pk=instrument.pk))
        left = rule.count(instrument)
        counted: Any = {"removed": due.count}
        checked: Any = {"left": left}
        made = Shredding.objects.create(
            instrument=instrument,
            instrument_slug=instrument.slug,
            rule=name,
            reason=reason.strip()[:500],
            counts=counted,
            references_digest=digest_of(references),
            checked=checked,
            by_id=by.pk if by is not None else None,
        )
        if left:
            raise NotDue(_now("%(count)s are still there.") % {"count": left}, where=name)
        record_event("removed from", "instrument", instrument.slug, by=by, note=f"{name}: {due.count}")
    files = drop_unused_files()
    checked = {"left": left, "files_removed": files, "files_left": _files_left(), "pages_cleared": clear_pages()}
    made.checked = checked
    made.save(update_fields=["checked"])
    return made


def shred_what_is_due() -> None:
    """Remove every class of data whose day has come; the worker calls it."""
    for instrument in Instrument.objects.filter(rehearsal_of=None).exclude(closes_at=None):
        for due in schedule(instrument):
            if due.is_due:
                shred(instrument, due.rule.name, "")


def empty(responses: models.QuerySet[Response]) -> None:
    """Remove all that responses hold: answers, also those that were replaced, identifiers, quotations, and files.

    The rows stay without them, so that counts of responses remain what they were. Their files leave the disk with
    `drop_unused_files`, once the transaction is over.
    """
    chosen = list(responses.values_list("pk", flat=True))
    for start in range(0, len(chosen), _AT_ONCE):
        some = chosen[start : start + _AT_ONCE]
        for kind in (TextReview, Identity, SentFile, DeviceSighting):
            kind.objects.filter(response__in=some).delete()  # type: ignore[attr-defined]
        ResponseChange.objects.filter(response__in=some).update(answers=None, reason="")
        found = Response.objects.filter(pk__in=some)
        found.update(answers={}, shredded_at=timezone.now(), receipt_hash=None, seconds=None)


def clear_pages() -> bool:
    """Have SQLite empty its journal, whose old pages still hold what was removed; PostgreSQL does so by itself in time.

    Removed rows are written over as they go (`secure_delete`). False where another reader keeps the journal for now.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return not busy


def digest_of(references: list[str]) -> str:
    """What proves later which references were meant, without naming them."""
    return sha256("\n".join(sorted(references)).encode()).hexdigest()


def written_codes(questionnaire: Questionnaire) -> frozenset[str]:
    """Codes under which a response holds what people wrote: texts, and words beside options."""
    found = {question.code for question in questionnaire.questions() if question.kind in _WRITTEN}
    words = (
        f"{question.code}.{option.code}"
        for question in questionnaire.questions()
        for option in question.options
        if option.words
    )
    return frozenset(found.union(words))


def _identities(instrument: Instrument) -> list[str]:
    """What questions that identify were answered with, files among it."""
    asked = (question for version in instrument.versions.all() for question in version.questionnaire.questions())
    codes = {question.code for question in asked if question.identifies}
    SentFile.objects.filter(response__instrument=instrument, question__in=codes).delete()
    found = Identity.objects.filter(response__instrument=instrument)
    references = list(found.values_list("response__reference", flat=True))
    found.delete()
    return references


def _invitations(instrument: Instrument) -> list[str]:
    """Contacts go; states and strata stay, since response rates need them and name nobody."""
    found = _with_contact(instrument)
    references = [str(number) for number in found.values_list("number", flat=True)]
    found.update(sealed_contact=b"", search_hashes=[])
    return references


def _with_contact(instrument: Instrument) -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(instrument=instrument).exclude(sealed_contact=b"")


def _files(instrument: Instrument) -> list[str]:
    found = SentFile.objects.filter(response__instrument=instrument)
    references = list(found.values_list("response__reference", flat=True))
    found.delete()
    return references


def _texts(instrument: Instrument) -> list[str]:
    """What people wrote, in answers and in those that corrections replaced, and what was made of it for quoting."""
    changed = []
    codes = {version.pk: written_codes(version.questionnaire) for version in instrument.versions.all()}
    for response in instrument.responses.all():
        kept = _without(response.answers, codes[response.version_id])
        if len(kept) < len(response.answers):
            response.answers = kept
            response.save(update_fields=["answers"])
            changed.append(response.reference)
    every = frozenset().union(*codes.values())
    for change in ResponseChange.objects.filter(response__instrument=instrument).exclude(answers=None):
        change.answers = _without(change.answers, every)
        change.save(update_fields=["answers"])
    TextReview.objects.filter(response__instrument=instrument).delete()
    return changed


def _count_texts(instrument: Instrument) -> int:
    codes = {version.pk: written_codes(version.questionnaire) for version in instrument.versions.all()}
    rows = instrument.responses.values_list("version_id", "answers")
    return sum(any(name in codes[version] for name in answers) for version, answers in rows)


def _answers(instrument: Instrument) -> list[str]:
    """All answers; the rows stay without them, so that counts of responses remain what they were."""
    found = instrument.responses.filter(shredded_at=None)
    references = list(found.values_list("reference", flat=True))
    empty(found)
    return references


def _without(answers: Mapping[str, object], codes: frozenset[str]) -> dict[str, object]:
    return {name: answer for name, answer in answers.items() if name not in codes}


def _files_left() -> int:
    """Files on disk that no row knows."""
    return drop_unused_files()


RULES: tuple[Rule, ...] = (
    Rule(
        "identities",
        _("Names and addresses that respondents gave"),
        lambda kept: kept.identities_months,
        lambda one: Identity.objects.filter(response__instrument=one).count(),
        _identities,
    ),
    Rule(
        "invitations",
        _("Contacts that were invited"),
        lambda kept: kept.invitations_months,
        lambda one: _with_contact(one).count(),
        _invitations,
    ),
    Rule(
        "files",
        _("Files that respondents sent"),
        lambda kept: kept.files_months,
        lambda one: SentFile.objects.filter(response__instrument=one).count(),
        _files,
    ),
    Rule("texts", _("What respondents wrote"), lambda kept: kept.texts_months, _count_texts, _texts),
    Rule(
        "answers",
        _("All answers"),
        lambda kept: kept.answers_months,
        lambda one: Response.objects.filter(Q(instrument=one), shredded_at=None).count(),
        _answers,
    ),
)
"""In the order in which they become due by this software's own periods."""
