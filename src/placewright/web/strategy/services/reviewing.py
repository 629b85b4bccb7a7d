"""Signing off: a person has looked at records and at what they rest on; reviews and one decision are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.build.judging import Judged
from placewright.core.errors import BadRecord
from placewright.core.said import worded
from placewright.ledger.link_reviews import LinkStand, decision_of_many, refuse_unsaid, reviewed, stand_of_links
from placewright.records.decision import Decision as DecisionRecord
from placewright.records.verdict import Mark
from placewright.web.common.event_log import record_event
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.exchange import add_review_row, row_of
from placewright.web.strategy.models import Decision, Review
from placewright.web.strategy.services.publishing import follow

_TRIES = 5
"""How often the next free id is asked for where others take it at the same moment."""


def unseen_records(judged: Judged) -> tuple[str, ...]:
    """Every record with a link that is suspect or was never reviewed, as `kind:id`."""
    marks = {Mark.SUSPECT, Mark.UNREVIEWED}
    found = [f"claim:{id}" for id, result in judged.results.items() if marks.intersection(result.marks)]
    stands = stand_of_links(judged.authored)
    found += [standing.link.source for standing in stands if standing.stand is not LinkStand.REVIEWED]
    return tuple(dict.fromkeys(found))


def suspect_users(judged: Judged, reference: str) -> tuple[str, ...]:
    """The records whose link to this one is suspect, since it changed after they were reviewed."""
    stands = stand_of_links(judged.authored)
    found = (one.link.source for one in stands if one.link.target == reference and one.stand is LinkStand.SUSPECT)
    return tuple(dict.fromkeys(found))


def sign_off(
    references: Sequence[str], *, by: Any, role: str, note: str, on: date | None = None, builds: bool = True
) -> Decision:
    """Record that somebody has read those records against what they rest on now; their links are no longer suspect.

    Args:
        references: the records, as `kind:id`.
        by: the account that did it.
        role: as which role, which is what the decision names.
        note: what was looked at and why it stands.
        on: the day, today without it.
        builds: whether the public's pages are to follow.

    Raises:
        UnknownRecord: one of them is not there.
        BadRecord: nothing is named, the role or the note is empty, or there is no evidence yet to look at.
    """
    day = on or timezone.localdate()
    judged = judged_now(day)
    if not references or judged is None:
        raise BadRecord(_("There is nothing to sign off."), where=_("sign-off"), fix=_("Choose records first."))
    authored = judged.authored
    names = list(dict.fromkeys(references))
    in_a_form = worded("Say in which role, what you looked at and why it stands.")
    refuse_unsaid(role, note, of=names[0], by_fix=in_a_form, note_fix=in_a_form)
    made = []
    for name in names:
        kind, _colon, id = name.partition(":")
        result = judged.results.get(id) if kind == "claim" else None
        evidence = result.evidence if result else None
        review, decision = reviewed(authored, name, by=role, on=day, note=note, evidence=evidence)
        made.append((replace(review, said=result.text if result else ""), decision))
    decision = made[0][1] if len(made) == 1 else decision_of_many(authored, made[0][1], names)
    with transaction.atomic():
        row = _kept(decision)
        # it is public as it stands: nothing of it waits to be published
        row.live_revision = row.save_revision(
            user=by if by is not None and by.is_authenticated else None, changed=False
        )
        row.save(update_fields=["live_revision"])
        for review, _decision in made:
            add_review_row(replace(review, decision=row.slug))
        for name in names:
            record_event("signed off", *name.split(":", 1), by=by, role=role, note=note)
        if builds:
            follow(_("signed off: %(records)s") % {"records": ", ".join(names)[:200]}, by=by)
    return row


def _kept(decision: DecisionRecord) -> Decision:
    """The decision as a live row; under the next id where somebody took its own a moment ago."""
    for left in reversed(range(_TRIES)):
        row: Decision = row_of("decision", _unused(decision))  # type: ignore[assignment]
        row.live, row.first_published_at, row.last_published_at = True, timezone.now(), timezone.now()
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            if not left:
                raise
        else:
            break
    return row


def _unused(decision: DecisionRecord) -> DecisionRecord:
    """The decision under an id that no row has, live or not."""
    number, wanted = 2, decision.id
    while Decision.objects.filter(slug=decision.id).exists():
        decision = replace(decision, id=f"{wanted}-{number}")
        number += 1
    return decision


def last_reviews() -> dict[str, Review]:
    """The last review of each record, by `kind:id`."""
    return {review.record: review for review in Review.objects.all()}
