"""Taking the words and the name of who withdrew out of tables that stand: their numbers stay as they were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from placewright.core.words import marked
from placewright.questionnaires.personal_data import without_personal_data
from placewright.questionnaires.results_coding import reply_of
from placewright.questionnaires.results_frozen import tables_digest
from placewright.questionnaires.results_model import (
    NamedAnswers,
    Quote,
    Results,
    plain_results,
    results_from_plain,
)
from placewright.questionnaires.results_named import named_answers
from placewright.questionnaires.results_profile import listed_organisations
from placewright.web.common.event_log import Actor, record_event
from placewright.web.engagement.models import Response, ResultSet, TextReview
from placewright.web.engagement.monitoring import COUNTED
from placewright.web.engagement.result_replies import with_area_names

TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class _Said:
    """What tables may hold of one response beside its numbers."""

    words: frozenset[tuple[str, str]]
    """Questions with the words as they were given, as they are quoted, and as they might have been."""
    named: tuple[NamedAnswers, ...]
    listed: frozenset[str]
    """The organisation's name in small letters, where no other response that counts gives it."""


def take_out(response: Response, *, by: Actor | None = None) -> int:
    """Take quotations and the organisation's name of a response out of all tables of its survey or consultation.

    Call it inside the transaction that ends the response, once it counts no more and while its words are there. The
    digest of the tables follows, where they were whole; the event log says which were changed. Gives how many.
    """
    said = _said(response)
    changed = 0
    with transaction.atomic():
        for made in ResultSet.objects.select_for_update().filter(instrument=response.instrument_id):
            changed += _take_out_of(made, said, by)
    return changed


def _take_out_of(made: ResultSet, said: _Said, by: Actor | None) -> bool:
    held = results_from_plain(made.tables)
    left = _without(held, said)
    if left == held:
        return False
    was_whole = tables_digest(made.tables) == made.frozen.get("tables")
    made.tables = plain_results(left)  # type: ignore[assignment]
    if was_whole:
        made.frozen = {**made.frozen, "tables": tables_digest(made.tables)}
    if quotes := len(held.quotes) - len(left.quotes):
        made.withheld = [*made.withheld, {"what": marked("texts"), "why": TAKEN_BACK, "number": quotes}]
    made.save(update_fields=["tables", "frozen", "withheld"])
    note = f"results {made.number}: its words and its name"
    record_event("took a response out of", "instrument", made.instrument.slug, by=by, note=note)
    return True


def _without(held: Results, said: _Said) -> Results:
    listed = tuple(name for name in held.listed if name.casefold() not in said.listed)
    return replace(
        held,
        quotes=_less(held.quotes, [one for one in held.quotes if (one.question, one.text) in said.words]),
        named=_less_named(held.named, said.named),
        listed=listed,
        unlisted=held.unlisted + len(held.listed) - len(listed),
    )


def _less(quotes: Sequence[Quote], out: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotations without one of each question: others may have said the very same."""
    questions = {one.question: one for one in out}
    left = list(quotes)
    for one in questions.values():
        left.remove(one)
    return tuple(left)


def _less_named(named: Sequence[NamedAnswers], out: Sequence[NamedAnswers]) -> tuple[NamedAnswers, ...]:
    """Without what the organisation answered; where two gave one name, only with the same answers."""
    left = list(named)
    for one in out:
        same = [other for other in left if other.name.casefold() == one.name.casefold()]
        if one in left:
            left.remove(one)
        elif len(same) == 1:
            left.remove(same[0])
    return tuple(left)


def _said(response: Response) -> _Said:
    asked = with_area_names(response.version.questionnaire)
    reply = reply_of(asked, response.reference, response.answers, flagged=False)
    words = {(name, text) for name, text in response.answers.items() if isinstance(text, str)}
    words = {(name, one) for name, text in words for one in (text, text.strip(), without_personal_data(text).strip())}
    reviewed = TextReview.objects.filter(response=response).exclude(redacted="").values_list("question", "redacted")
    names = {name.casefold() for name in listed_organisations(asked, [reply])[0]}
    return _Said(
        words=frozenset(words.union(reviewed)), named=named_answers(asked, [reply]), listed=_alone(response, names)
    )


def _alone(response: Response, names: set[str]) -> frozenset[str]:
    """The names that no other response that counts gives."""
    if not names:
        return frozenset()
    versions = {one.pk: one.questionnaire for one in response.instrument.versions.all()}
    others = response.instrument.responses.filter(state__in=COUNTED, shredded_at=None).exclude(pk=response.pk)
    rows: Any = others.values_list("version_id", "reference", "answers").iterator()
    for version, reference, answers in rows:
        asked = versions[version]
        found, _others = listed_organisations(asked, [reply_of(asked, reference, answers, flagged=False)])
        names = names - {name.casefold() for name in found}
    return frozenset(names)
