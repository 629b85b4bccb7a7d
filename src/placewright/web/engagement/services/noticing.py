"""Marking responses whose free text is nearly the same as another's: a sign for who reads them, no verdict."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from placewright.questionnaires.alike import pairs_alike
from placewright.questionnaires.model import QuestionKind
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.asked import asked_now
from placewright.web.engagement.models import Instrument, ResponseFlag, ResponseState

ALIKE = "same-text"


def mark_alike(instrument: Instrument, *, by: Account | None = None) -> int:
    """Flag every response with a long text that another has too; how many carry a new flag.

    Nothing else about them changes: many people who send a campaign's words are many people.
    """
    questionnaire = asked_now(instrument).questionnaire
    codes = [one.code for one in questionnaire.questions() if one.kind is QuestionKind.LONG_TEXT and not one.identifies]
    counted = (ResponseState.ACCEPTED, ResponseState.FLAGGED, ResponseState.HELD)
    rows: list[Any] = list(
        instrument.responses.filter(state__in=counted, shredded_at=None).values_list("pk", "reference", "answers")
    )
    number = {reference: pk for pk, reference, _answers in rows}
    alike: dict[str, str] = {}
    for code in codes:
        texts = {reference: str(answers[code]) for _pk, reference, answers in rows if code in answers}
        for pair in pairs_alike(texts):
            alike.setdefault(pair.one, f"{code}: {pair.other}")
            alike.setdefault(pair.other, f"{code}: {pair.one}")
    made = 0
    with transaction.atomic():
        for reference, detail in alike.items():
            _flag, is_new = ResponseFlag.objects.get_or_create(
                response_id=number[reference], kind=ALIKE, defaults={"detail": detail}
            )
            made += is_new
        found = instrument.responses.filter(pk__in=[number[one] for one in alike], state=ResponseState.ACCEPTED)
        found.filter(flags__kind=ALIKE, flags__cleared_at=None).update(state=ResponseState.FLAGGED)
        if made:
            record_event("looked for like texts in", "instrument", instrument.slug, by=by, note=f"{made} flagged")
    return made
