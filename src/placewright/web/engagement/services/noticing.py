"""Marking responses whose free text is nearly the same as another's: a sign for who reads them, no verdict."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from placewright.questionnaires.alike import alike_with
from placewright.questionnaires.model import QuestionKind
from placewright.web.common.event_log import Actor, record_event
from placewright.web.engagement.models import Instrument, ResponseFlag, ResponseState, Stage
from placewright.web.engagement.services.questionnaires import asked_version

ALIKE = "same-text"

_COUNTED = (ResponseState.ACCEPTED, ResponseState.FLAGGED, ResponseState.HELD)


def mark_alike(instrument: Instrument, *, by: Actor | None = None) -> int:
    """Flag every response with a long text that another has too; how many carry a new flag.

    Nothing else about them changes: many people who send a campaign's words are many people.
    """
    version = asked_version(instrument)
    if version is None:
        return 0
    asked = version.questionnaire.questions()
    codes = [one.code for one in asked if one.kind is QuestionKind.LONG_TEXT and not one.identifies]
    rows: list[Any] = list(
        instrument.responses.filter(state__in=_COUNTED, shredded_at=None).values_list("pk", "reference", "answers")
    )
    number = {reference: pk for pk, reference, _answers in rows}
    alike: dict[str, str] = {}
    for code in codes:
        texts = {reference: str(answers[code]) for _pk, reference, answers in rows if code in answers}
        for reference, other in alike_with(texts).items():
            alike.setdefault(reference, f"{code}: {other}")
    known = set(
        ResponseFlag.objects.filter(response__instrument=instrument, kind=ALIKE).values_list("response_id", flat=True)
    )
    fresh = {number[reference]: detail for reference, detail in alike.items() if number[reference] not in known}
    if not fresh:
        return 0
    with transaction.atomic():
        ResponseFlag.objects.bulk_create(
            [ResponseFlag(response_id=pk, kind=ALIKE, detail=detail) for pk, detail in fresh.items()],
            ignore_conflicts=True,
        )
        flagged = instrument.responses.filter(flags__kind=ALIKE, flags__cleared_at=None, state=ResponseState.ACCEPTED)
        flagged.update(state=ResponseState.FLAGGED)
        record_event("looked for like texts in", "instrument", instrument.slug, by=by, note=f"{len(fresh)} flagged")
    return len(fresh)


def mark_alike_everywhere() -> None:
    """Look through what came in since this was done last; the worker calls it every few minutes."""
    for instrument in Instrument.objects.filter(rehearsal_of=None, published_at=None).exclude(approved_at=None):
        if instrument.stage() not in {Stage.OPEN, Stage.CLOSED}:
            continue
        came = instrument.responses.aggregate(number=Count("id"), last=Max("id"), changed=Max("changes__id"))
        seen = (came["number"], came["last"], came["changed"])
        if _seen.get(instrument.pk) != seen:
            mark_alike(instrument)
            _seen[instrument.pk] = seen


_seen: dict[int, tuple[object, ...]] = {}
