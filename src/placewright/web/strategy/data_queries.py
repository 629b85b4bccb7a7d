"""What the team's pages on data and builds show: datasets with their releases, refreshes, builds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from placewright.build.releases import next_release
from placewright.core.periods import day_if_one
from placewright.records.source import Source
from placewright.records.verdict import BROKEN
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.current import Shown, shown
from placewright.web.strategy.models import TO_DECIDE, Build, BuildState, Claim, Refresh, WaitingChange, WaitingState
from placewright.web.strategy.page_changes import part_of
from placewright.web.strategy.services.waiting import WhatWaits


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """A dataset as the list shows it: what it is, how old, and whether a newer release was due."""

    id: str
    title: str
    publisher: str
    page: str
    release: str
    retrieved: datetime | None
    next_release: date | None
    is_stale: bool
    is_reachable: bool
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildLine:
    """A build as the list shows it."""

    build: Build
    is_shown: bool
    has_files: bool
    waits: bool = False

    @property
    def seconds(self) -> int | None:
        """How long it took."""
        begun, ended = self.build.started_at, self.build.finished_at
        return round((ended - begun).total_seconds()) if begun and ended else None


def dataset_lines(now: Shown, today: date) -> list[DatasetLine]:
    """The datasets of the build that the public sees, those with a release overdue first."""
    lines = []
    for name, dataset in now.workspace.datasets.items():
        source = now.workspace.source(name)
        due = next_release(now.workspace, name)
        lines.append(
            DatasetLine(
                name,
                source.title,
                source.publisher,
                source.landing_page,
                day_if_one(dataset.release or source.release),
                dataset.retrieved,
                due,
                due is not None and due <= today,
                bool(source.live),
                source.files,
            )
        )
    return sorted(lines, key=lambda line: (not line.is_stale, line.title.casefold()))


def declared_sources() -> dict[str, Source]:
    """The sources of the datasets that the shown build's workspace declares, by dataset."""
    now = shown()
    return {name: now.workspace.source(name) for name in now.workspace.datasets} if now else {}


def refreshes() -> QuerySet[Refresh]:
    """Every refresh, the newest first."""
    return Refresh.objects.select_related("asked_by", "build", "against", "evidence")


def refresh_or_404(pk: int) -> Refresh:
    """The refresh of that number."""
    return get_object_or_404(refreshes(), pk=pk)


def refresh_to_decide(build: Build) -> Refresh | None:
    """The refresh whose figures the build shows and which a person has to decide; None where there is none."""
    return refreshes().filter(build=build, state__in=TO_DECIDE).first()


def build_or_404(pk: int) -> Build:
    """The build of that number."""
    return get_object_or_404(Build.objects.select_related("asked_by", "evidence"), pk=pk)


def build_lines(builds: Iterable[Build]) -> list[BuildLine]:
    """The builds with whether the public sees them, and whether their files are there."""
    seen = shown_build()
    newest = Build.objects.first()
    return [
        BuildLine(
            build,
            bool(seen and seen.pk == build.pk),
            has_pages(build),
            waits=bool(newest and newest.pk == build.pk and build.waits),
        )
        for build in builds
    ]


def claims_to_read(refresh: Refresh) -> list[dict[str, Any]]:
    """The claims that new figures touch, those that must be read first, each with what was said of it so far."""
    said = {item.claim: item for item in refresh.acceptances.select_related("by")}
    found = refresh.found.get("claims", ())
    return _to_be_read(
        {**item, "accepted": said.get(item["id"]), "is_broken": item["after"] in BROKEN} for item in found
    )


def pages_to_look_at(refresh: Refresh) -> list[dict[str, Any]]:
    """The pages that differ by the part of the site, each with its address among the new pages where it is there."""
    pages = sorted(refresh.found.get("changed_pages", ()), key=lambda page: part_of(page["path"]))
    at = pages_address(refresh)
    return [{**page, "href": f"{at}{page['path']}" if at and page["how"] != "gone" else ""} for page in pages]


def pages_address(refresh: Refresh) -> str:
    """Where the team reads the pages with the new figures; empty where there are none, or none any more."""
    build = refresh.build
    return reverse("team_build_read", args=[build.pk, ""]) if build is not None and has_pages(build) else ""


def has_pages(build: Build) -> bool:
    """Whether the build went to its end and its files are there; one that was stopped holds pages of the one before."""
    return build.state == BuildState.READY and build.site.is_dir()


def waiting_lines(what: WhatWaits) -> list[dict[str, Any]]:
    """The claims that a change which waits would touch, those to be read first first, and where each is written."""
    return _to_be_read(asdict(claim) for claim in what.claims)


def _to_be_read(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines on changed claims, those to be read first first, each with the address where the claim is written."""
    lines = sorted(claims, key=lambda line: (not line["needs_review"], line["before"] == line["after"], line["id"]))
    rows = dict(Claim.objects.filter(slug__in=[line["id"] for line in lines]).values_list("slug", "pk"))
    return [{**line, "edit": _edit_address(rows.get(line["id"]))} for line in lines]


def waiting_changes() -> QuerySet[WaitingChange]:
    """The changes that wait for an editor, the newest first."""
    return WaitingChange.objects.filter(state=WaitingState.WAITING).select_related("asked_by")


def _edit_address(pk: int | None) -> str:
    """Where a claim is written anew; empty where claims are not edited here."""
    try:
        return reverse("wagtailsnippets_strategy_claim:edit", args=[pk]) if pk else ""
    except NoReverseMatch:
        return ""


def today() -> date:
    """The day in the time zone of the installation."""
    return timezone.localdate()
