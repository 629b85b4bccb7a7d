"""Surveys and consultations that a workspace brings along, made ready for the team to look through and open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from placewright.core.errors import BadRecord
from placewright.questionnaires.instrument_file import FOLDER, InstrumentFile, instruments_of
from placewright.questionnaires.recipe import plain_recipe
from placewright.web.engagement.launching import plain_facts
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.services.questionnaires import RESERVED, make_instrument
from placewright.web.engagement.services.running import keep_reach


@dataclass(frozen=True, slots=True)
class _Program:
    """The program itself, as the one who acts."""

    is_authenticated: bool = False
    pk: int | None = None


def bring_instruments(folder: Path) -> tuple[str, ...]:
    """Make the surveys and consultations of a workspace that are not here yet; gives their names in addresses.

    One that is here under that name is left as it is: whatever the team made of it stands.

    Raises:
        BadRecord: a file of them cannot be read; none is made then.
    """
    brought = []
    with transaction.atomic():
        for one in instruments_of(folder):
            if one.id in RESERVED:
                fix = "Give the file another name."
                raise BadRecord(f"'{one.id}' is an address of the pages.", where=f"{FOLDER}/{one.id}.toml", fix=fix)
            if not Instrument.objects.filter(slug=one.id).exists():
                _bring(one)
                brought.append(one.id)
    return tuple(brought)


def _bring(one: InstrumentFile) -> None:
    asked = one.questionnaire
    made = make_instrument(
        title=asked.title, kind=one.kind, questionnaire=asked, by=_Program(), summary=one.summary, slug=one.id
    )
    made.facts, made.design, made.breakdowns = plain_facts(one.facts), plain_recipe(one.recipe), list(one.breakdowns)
    made.note = one.note
    made.save()
    if one.reach:
        keep_reach(made, one.reach, by=_Program())
