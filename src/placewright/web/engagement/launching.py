"""The launch check of one survey or consultation, from what the database holds of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.models import Page, Site

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
from placewright.web.strategy.co_design.models import MadeEdition
from placewright.web.strategy.current import seen_build
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
        unreadable=unreadable(facts_of(instrument)),
    )


def unreadable(facts: LaunchFacts) -> frozenset[str]:
    """What people are told to read and cannot: an edition that is not public, an address at which there is no page.

    Pages of other sites are not fetched. Where there is no public site yet, nothing is looked at.
    """
    build = seen_build()
    if build is None:
        return frozenset()
    told = [facts.accessibility] if facts.accessibility.startswith("/") else []  # it may be told in words instead
    lost = {one for one in (*facts.evidence, *told) if not _is_address(one, build.site)}
    if facts.edition and not is_public_edition(facts.edition):
        lost.add(facts.edition)
    return frozenset(lost)


def is_public_edition(slug: str) -> bool:
    """Whether everybody may read the edition."""
    made = MadeEdition.objects.filter(slug=slug).first()
    return made is not None and made.is_public and made.is_ready


def _is_address(address: str, site: Path) -> bool:
    if not address.startswith("/"):
        return re.fullmatch(r"https?://[^\s/]+\.\S+", address) is not None
    path = urlsplit(address).path
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if found.url_name == "edition_page":
        return is_public_edition(found.kwargs["slug"])
    if found.url_name == "wagtail_serve":
        return _is_composed(path)
    if found.url_name != "built_page":
        return True
    file = site / path.lstrip("/")
    return file.is_file() or (file / "index.html").is_file()


def _is_composed(path: str) -> bool:
    """Whether the team composed a page at that address, and it is live."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    below = f"{path.strip('/')}/"
    return site is not None and Page.objects.live().filter(url_path=f"{site.root_page.url_path}{below}").exists()
