"""Rehearsals: a copy of a survey or consultation that is filled with respondents who do not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.flow import chosen
from placewright.questionnaires.invented import DUPLICATE, SPEEDING, STRAIGHT_LINING, Invented, invent_respondents
from placewright.questionnaires.recipe import Recipe, recipe_from_plain
from placewright.questionnaires.recipe_rehearsed import classes_to_hear, heard, question_of_strata
from placewright.web.common.event_log import Actor, record_event
from placewright.web.engagement.codes import new_reference
from placewright.web.engagement.models import (
    Instrument,
    Mode,
    QuestionnaireVersion,
    ReachTarget,
    Response,
    ResponseFlag,
    ResponseState,
    StepCount,
)
from placewright.web.engagement.services.questionnaires import working_version

MOST = 5_000
_A_BATCH = 250
_DAYS = 35
_MODES = ((Mode.OPEN, 0.75), (Mode.INVITED, 0.1), (Mode.PAPER, 0.08), (Mode.EVENT, 0.05), (Mode.TELEPHONE, 0.02))
_FLAGS = {SPEEDING: "quick", STRAIGHT_LINING: "straight-line", DUPLICATE: "near-identical"}


class CannotRehearse(PlacewrightError):
    """A rehearsal that cannot be made."""


def rehearse(
    instrument: Instrument,
    count: int,
    seed: int,
    *,
    by: Actor,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Instrument:
    """A rehearsal of so many invented respondents; the one before it is deleted. The same seed gives the same answers.

    It stands as if it had closed just now, belongs to what it rehearses, and goes when that goes.

    Raises:
        CannotRehearse: it is a rehearsal itself, or the number is not between 1 and 5,000.
    """
    if instrument.is_rehearsal:
        raise CannotRehearse(_("This is a rehearsal already."), fix=_("Rehearse what it belongs to."))
    if not 1 <= count <= MOST:
        what = _("A rehearsal has between 1 and %(most)s respondents.") % {"most": f"{MOST:,}"}
        raise CannotRehearse(what, where="count")
    version = working_version(instrument)
    known = classes_to_hear(version.questionnaire, recipe_from_plain(instrument.design or {}), count)
    people = invent_respondents(version.questionnaire, count, np.random.default_rng(seed), known=known)
    now = timezone.now()
    with transaction.atomic():
        instrument.rehearsals.all().delete()
        made = _copy(instrument, now)
        of = _copy_version(made, version, now)
        rng = np.random.default_rng([seed, 1])
        rows = list(_responses(of, people, recipe_from_plain(instrument.design or {}), rng, now))
        for start in range(0, len(rows), _A_BATCH):
            Response.objects.bulk_create(rows[start : start + _A_BATCH])
            progress(min(start + _A_BATCH, len(rows)), len(rows))
        _flag(rows, people)
        _count_steps(of, len(rows), rng, now)
        record_event("rehearsed", "instrument", instrument.slug, by=by, note=f"{count}, seed {seed}")
    return made


def end_rehearsal(rehearsal: Instrument, *, by: Actor) -> None:
    """Delete a rehearsal with everything in it.

    Raises:
        CannotRehearse: it is none.
    """
    of = rehearsal.rehearsal_of
    if of is None:
        raise CannotRehearse(_("This is no rehearsal: its answers are real."))
    with transaction.atomic():
        rehearsal.delete()
        record_event("ended the rehearsal of", "instrument", of.slug, by=by)


def _copy(instrument: Instrument, now: datetime) -> Instrument:
    made = Instrument.objects.create(
        slug=f"{instrument.slug[:50]}-rehearsal",
        kind=instrument.kind,
        title=_("Rehearsal: %(title)s") % {"title": instrument.title[:180]},
        summary=instrument.summary,
        facts=instrument.facts,
        design=instrument.design,
        breakdowns=instrument.breakdowns,
        time_zone=instrument.time_zone,
        opens_at=now - timedelta(days=_DAYS),
        closes_at=now,
        approved_at=now - timedelta(days=_DAYS),
        has_open_link=False,
        rehearsal_of=instrument,
    )
    for target in instrument.reach.all():
        kept = {field.name: getattr(target, field.name) for field in ReachTarget._meta.fields}
        ReachTarget.objects.create(**{**kept, "id": None, "instrument": made})
    return made


def _copy_version(made: Instrument, version: QuestionnaireVersion, now: datetime) -> QuestionnaireVersion:
    return QuestionnaireVersion.objects.create(
        instrument=made, number=version.number, definition=version.definition, digest=version.digest, frozen_at=now
    )


def _responses(
    version: QuestionnaireVersion,
    people: tuple[Invented, ...],
    recipe: Recipe,
    rng: np.random.Generator,
    now: datetime,
) -> Iterator[Response]:
    questionnaire = version.questionnaire
    modes, odds = [mode.value for mode, _share in _MODES], [share for _mode, share in _MODES]
    ages = np.sort(rng.beta(0.8, 0.9, len(people)))[::-1] * (_DAYS - 0.1)  # busier at the beginning and at the end
    by_stratum = question_of_strata(questionnaire, recipe)
    odds_of_strata = heard([stratum.population for stratum in recipe.strata], len(people))
    identifying = {question.code for question in questionnaire.questions() if question.identifies}
    for person, age in zip(people, ages, strict=True):
        reference = new_reference()
        yield Response(
            instrument=version.instrument,
            version=version,
            reference=reference,
            answers=_without(person.answers, identifying),
            mode=modes[int(rng.choice(len(modes), p=odds))],
            state=ResponseState.FLAGGED if person.faults else ResponseState.ACCEPTED,
            seconds=person.seconds,
            submitted_at=now - timedelta(days=float(age)),
            load_key=f"rehearsal-{reference}",
            stratum=_stratum(person, recipe, by_stratum, odds_of_strata, rng),
        )


def _without(answers: Mapping[str, object], codes: set[str]) -> Any:
    """Answers but those that identify somebody, which a rehearsal does not keep."""
    return {code: held for code, held in answers.items() if code not in codes}


def _stratum(person: Invented, recipe: Recipe, question: str, odds: list[float], rng: np.random.Generator) -> str:
    if not recipe.strata:
        return ""
    codes = [stratum.code for stratum in recipe.strata]
    answered = chosen(person.answers.get(question))
    if answered and answered[0] in codes:
        return answered[0]
    return codes[int(rng.choice(len(codes), p=odds))]


def _flag(rows: list[Response], people: tuple[Invented, ...]) -> None:
    ResponseFlag.objects.bulk_create(
        ResponseFlag(response=row, kind=_FLAGS.get(fault, fault))
        for row, person in zip(rows, people, strict=True)
        for fault in sorted(person.faults)
    )


def _count_steps(version: QuestionnaireVersion, finished: int, rng: np.random.Generator, now: datetime) -> None:
    """Screens that were shown, to a few more than finished, fewer with each."""
    begun = finished * 1.35
    groups = list(version.questionnaire.groups())
    for group, left in zip(groups, np.linspace(begun, finished, len(groups) + 1)[1:], strict=True):
        lost = int(rng.integers(0, 3))
        StepCount.objects.create(
            version=version, step=group.code, day=now.date(), shown=int(begun), passed=max(0, int(left) - lost)
        )
        begun = left
