"""A survey or consultation of a place that does not exist, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from placewright.questionnaires.editing import replace_question
from placewright.questionnaires.launch import Basis, LaunchFacts
from placewright.questionnaires.model import Part
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.web.engagement.codes import new_reference
from placewright.web.engagement.launching import plain_facts
from placewright.web.engagement.models import (
    Instrument,
    InstrumentKind,
    QuestionnaireVersion,
    ReachTarget,
    Response,
)
from placewright.web.engagement.services.questionnaires import working_version
from unit.questionnaires.asked import ANSWERS, EVERY_KIND

FACTS = LaunchFacts(
    purpose="The answers change the draft.",
    can_change="Priorities can change; the boundary cannot.",
    decided_by="The board",
    edition="draft-1",
    evidence=("/ledger/",),
    considered="Two officers read each answer.",
    controller="The Vale Council, which does not exist",
    basis=Basis.PUBLIC_TASK,
    recipients="Nobody else.",
    contact_email="vale@vale.example",
    officer="officer@vale.example",
    impact_assessment="DPIA 7",
    accessibility="/accessibility/",
    other_formats="Ask for paper.",
)


def make_instrument(kind: InstrumentKind = InstrumentKind.CONSULTATION, slug: str = "vale", **more: Any) -> Instrument:
    """An instrument that is being prepared, with a questionnaire of every kind of question."""
    made = Instrument.objects.create(slug=slug, kind=kind, title="Work in the Vale", **more)
    definition = plain_questionnaire(EVERY_KIND)
    QuestionnaireVersion.objects.create(instrument=made, number=1, definition=definition, digest=digest_of(EVERY_KIND))
    return made


def ask_the_name_as(instrument: Instrument, part: Part) -> None:
    """The question after a name asks for what that part says."""
    name = EVERY_KIND.question("name")
    assert name is not None
    asked = replace_question(EVERY_KIND, "name", replace(name, part=part))
    instrument.versions.update(definition=plain_questionnaire(asked), digest=digest_of(asked))


def make_ready(instrument: Instrument, opens: datetime | None = None) -> Instrument:
    """Everything that the launch check wants, for opening at that moment and closing five weeks later."""
    opens = opens or timezone.now() + timedelta(days=30)
    closes = opens + timedelta(days=42)
    decided, answered = (closes + timedelta(days=30)).date(), (closes + timedelta(days=40)).date()
    held = plain_facts(FACTS)
    instrument.facts = held | {"decided_on": decided.isoformat(), "answered_by": answered.isoformat()}
    instrument.opens_at, instrument.closes_at = opens, closes
    instrument.save()
    ReachTarget.objects.create(
        instrument=instrument, question="size", code="micro", label="Small firms", target=40, how="letters"
    )
    return instrument


def make_open(instrument: Instrument) -> Instrument:
    """Approved and open since an hour."""
    make_ready(instrument, timezone.now() - timedelta(hours=1))
    return _approved(instrument)


def make_closed(instrument: Instrument) -> Instrument:
    """Approved, opened and closed an hour ago."""
    make_ready(instrument, timezone.now() - timedelta(days=42, hours=1))
    return _approved(instrument)


def make_response(instrument: Instrument, answers: dict[str, object] | None = None, **more: Any) -> Response:
    """A finished response, with answers that nobody gave."""
    held = {name: value for name, value in (ANSWERS if answers is None else answers).items() if name != "name"}
    given: dict[str, Any] = {"submitted_at": timezone.now(), "reference": new_reference(), **more}
    given.setdefault("load_key", given["reference"])
    return Response.objects.create(instrument=instrument, version=working_version(instrument), answers=held, **given)


def _approved(instrument: Instrument) -> Instrument:
    version = working_version(instrument)
    version.frozen_at = instrument.approved_at = timezone.now() - timedelta(days=60)
    version.save()
    instrument.save()
    return instrument
