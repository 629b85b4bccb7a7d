"""The launch check of one survey or consultation, from what the database holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from placewright.questionnaires.launch import (
    Grade,
    LaunchCheck,
    LaunchFacts,
    Plan,
    Reach,
    launch_checks,
)
from placewright.questionnaires.reading_age import minutes_to_fill, readability
from placewright.web.engagement.models import Instrument, LaunchWaiver
from placewright.web.engagement.services.questionnaires import working_version
from placewright.workspace.records_in_toml import plain_record, record_from_plain


@dataclass(frozen=True, slots=True)
class Checks:
    """Every launch check as it stands, and the waivers by the name of the check."""

    all: tuple[LaunchCheck, ...]
    waivers: Mapping[str, LaunchWaiver]

    @property
    def failed(self) -> tuple[LaunchCheck, ...]:
        """What does not pass, waived or not."""
        return tuple(check for check in self.all if check.grade is Grade.FAILED)

    @property
    def unwaived(self) -> tuple[LaunchCheck, ...]:
        """What stops it from opening."""
        return tuple(check for check in self.failed if check.name not in self.waivers)


def checks_of(instrument: Instrument) -> Checks:
    """The launch check now; a waiver whose check passes is left out."""
    plan = plan_of(instrument)
    checks = launch_checks(facts_of(instrument), plan)
    failed = {check.name for check in checks if check.grade is Grade.FAILED}
    waivers = {item.check_name: item for item in instrument.waivers.select_related("by") if item.check_name in failed}
    return Checks(checks, waivers)


def facts_of(instrument: Instrument) -> LaunchFacts:
    """What the public is told, as it was written so far."""
    return record_from_plain(instrument.facts or {}, LaunchFacts, where=instrument.slug)


def plain_facts(facts: LaunchFacts) -> dict[str, Any]:
    """The facts as the database keeps them."""
    return plain_record(facts)


def plan_of(instrument: Instrument) -> Plan:
    """What else the check looks at."""
    questionnaire = working_version(instrument).questionnaire
    reach = tuple(Reach(item.label, item.target, item.population, item.how) for item in instrument.reach.all())
    zone = instrument.zone
    opens = timezone.localtime(instrument.opens_at, zone).date() if instrument.opens_at else None
    closes = timezone.localtime(instrument.closes_at, zone).date() if instrument.closes_at else None
    return Plan(
        kind=instrument.kind,
        questionnaire=questionnaire,
        opens=opens,
        closes=closes,
        reach=reach,
        reading_age=readability(questionnaire).age if questionnaire.language.startswith("en") else None,
        minutes=minutes_to_fill(questionnaire),
        has_sample=instrument.invitations.exists(),
    )
