"""Making surveys and consultations, and changing what they ask: each save is a state that can be gone back to."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.core.issues import Severity
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.reading import digest_of, plain_questionnaire, questionnaire_from_plain
from placewright.questionnaires.versions import meaning_issues
from placewright.web.common.event_log import Actor, record_event
from placewright.web.engagement.issue_words import where_words
from placewright.web.engagement.models import Instrument, InstrumentKind, QuestionnaireSave, QuestionnaireVersion

RESERVED = frozenset(
    {
        "banks", "continue", "desk", "invitation", "new", "people", "planner", "receipt", "rehearsal", "rehearsals",
        "results", "retention", "tools",
    }
)  # fmt: skip
"""Names that addresses of the team's and the public's pages use themselves."""


class CannotChange(PlacewrightError):
    """A change of a questionnaire that is refused: somebody else was faster, or it is frozen."""


@transaction.atomic
def make_instrument(
    *, title: str, kind: str, questionnaire: Questionnaire, by: Actor, summary: str = "", slug: str = ""
) -> Instrument:
    """A new survey or consultation with its first version; without a `slug` its title gives one."""
    slug = slug or free_slug(title)
    is_drawn = kind == InstrumentKind.SURVEY
    about = {"slug": slug, "kind": kind, "title": title, "summary": summary, "time_zone": settings.TIME_ZONE}
    made = Instrument.objects.create(**about, has_open_link=not is_drawn, made_by_id=by.pk)
    version = QuestionnaireVersion(instrument=made, number=1)
    _save(version, questionnaire, what=_("Begun"), by=by)
    record_event("made", "instrument", slug, by=by, note=kind)
    return made


def free_slug(title: str) -> str:
    """A name in addresses that no other has."""
    stem = slugify(title)[:50].strip("-") or "questions"
    taken = set(Instrument.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    return next(
        name for number in range(1, 10_000) if (name := stem if number == 1 else f"{stem}-{number}") not in taken
    )


@transaction.atomic
def change_details(instrument: Instrument, *, title: str, summary: str, kind: str, by: Actor) -> Instrument:
    """Another title or summary; another kind only before anything was approved, since it decides what may be said.

    Raises:
        CannotChange: the kind would change after approval.
    """
    held = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if kind != held.kind and held.approved_at is not None:
        what = _("The kind cannot change once it was approved: it decides what may be said of the results.")
        raise CannotChange(what, fix=_("Copy it to a new one of the other kind."))
    if kind != held.kind:
        held.has_open_link = kind != InstrumentKind.SURVEY
    held.title, held.summary, held.kind = title, summary, kind
    held.save(update_fields=["title", "summary", "kind", "has_open_link"])
    record_event("changed", "instrument", held.slug, by=by)
    return held


def working_version(instrument: Instrument) -> QuestionnaireVersion:
    """The newest version: the one that is written on where it is not frozen."""
    return instrument.versions.order_by("-number")[0]


def asked_version(instrument: Instrument) -> QuestionnaireVersion | None:
    """The version that people answer: the newest frozen one; None before any is."""
    return instrument.versions.exclude(frozen_at=None).order_by("-number").first()


@transaction.atomic
def change_questionnaire(
    instrument: Instrument, changed: Questionnaire, *, seen: str, what: str, by: Actor
) -> QuestionnaireVersion:
    """Save the questionnaire as changed; after a frozen version this begins the next.

    Args:
        seen: the digest of the questionnaire that whoever changed it had before them.
        what: what was done, in a few words.

    Raises:
        CannotChange: somebody else changed it meanwhile.
    """
    version = _held(instrument, seen)
    if digest_of(changed) == version.digest:
        return version
    if version.frozen_at is not None:
        version = QuestionnaireVersion(instrument=instrument, number=version.number + 1)
    _save(version, changed, what=what, by=by)
    record_event("changed", "questionnaire", f"{instrument.slug} {version.number}", by=by, note=what)
    return version


@transaction.atomic
def go_back(instrument: Instrument, number: int, *, by: Actor) -> QuestionnaireVersion:
    """Have the questionnaire stand at a saved state again; the states after it are kept.

    Raises:
        CannotChange: it is frozen, or there is no such state.
    """
    version = _held(instrument, None)
    if version.frozen_at is not None:
        raise CannotChange(_("This version is frozen."), fix=_("Change something, and the next version begins."))
    save = version.saves.filter(number=number).first()
    if save is None:
        raise CannotChange(_("There is no such state."), fix=_("Choose one of the list."))
    version.definition, version.save_number = save.definition, save.number
    version.digest = digest_of(questionnaire_from_plain(save.definition))
    version.save()
    record_event("went back", "questionnaire", f"{instrument.slug} {version.number}", by=by, note=str(number))
    return version


def state_before(version: QuestionnaireVersion) -> QuestionnaireSave | None:
    """The state that undoing leads to."""
    here = version.saves.filter(number=version.save_number).first()
    return version.saves.filter(number=here.before).first() if here is not None and here.before else None


def state_after(version: QuestionnaireVersion) -> QuestionnaireSave | None:
    """The state that doing again leads to: the newest that was made from this one."""
    return version.saves.filter(before=version.save_number).order_by("-number").first()


@transaction.atomic
def freeze(version: QuestionnaireVersion, *, by: Actor, note: str = "") -> QuestionnaireVersion:
    """Freeze a version, so that what was asked can be shown for ever; a frozen one stays as it is.

    Raises:
        CannotChange: it has errors, or a code in it means something else than in a version that was asked before.
    """
    held = QuestionnaireVersion.objects.select_for_update().select_related("instrument").get(pk=version.pk)
    if held.frozen_at is not None:
        return held
    earlier = held.instrument.versions.filter(number__lt=held.number).exclude(frozen_at=None).order_by("number")
    asked = held.questionnaire
    issues = (*check_questionnaire(asked), *meaning_issues([one.questionnaire for one in earlier], asked))
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    if errors:
        raise CannotChange(errors[0].what, where=where_words(errors[0].where), fix=errors[0].fix)
    held.frozen_at, held.frozen_by_id, held.note = timezone.now(), by.pk, note or held.note
    held.save()
    record_event("froze", "questionnaire", f"{held.instrument.slug} {held.number}", by=by, note=held.digest)
    return held


def _held(instrument: Instrument, seen: str | None) -> QuestionnaireVersion:
    """The newest version, locked until the write is done."""
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    version = working_version(instrument)
    if seen is not None and seen != version.digest:
        what = _("Somebody changed this questionnaire while you had it open. Nothing of yours was saved.")
        raise CannotChange(what, fix=_("Look at it as it is now, and make your change again."))
    return version


def _save(version: QuestionnaireVersion, changed: Questionnaire, *, what: str, by: Actor) -> None:
    if version.pk and not version.save_number:
        version.save_number = 1
        QuestionnaireSave.objects.create(
            version=version, number=1, definition=version.definition, what=_("As it came"), by_id=None
        )
    before = version.save_number
    last = version.saves.order_by("-number").values_list("number", flat=True).first() if version.pk else 0
    version.definition, version.digest = plain_questionnaire(changed), digest_of(changed)
    version.save_number = (last or 0) + 1
    version.save()
    QuestionnaireSave.objects.create(
        version=version,
        number=version.save_number,
        before=before,
        definition=version.definition,
        what=what[:200],
        by_id=by.pk,
    )
