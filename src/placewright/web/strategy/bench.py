"""The evidence of the build that the public sees, and the records that are live, kept in memory while they are so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from placewright.build.built import Built
from placewright.build.drafts import judge_records
from placewright.build.judging import Judged
from placewright.build.sentences_read import unread_of
from placewright.core.fingerprints import fingerprint
from placewright.ledger.link_reviews import LinkStand, stand_of_links
from placewright.ledger.links import Link
from placewright.web.common.models import LogEntry
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.current import beside, opened
from placewright.web.strategy.exchange import MODELS, authored_in_database
from placewright.web.strategy.models import Choice, Review, Waiver
from placewright.workspace.authored import Authored


def bench() -> Built | None:
    """The evidence of the build that the public sees; None before the first."""
    build = shown_build()
    return _built(build.pk, build.folder) if build else None


def authored_now() -> Authored:
    """Everything that is live in the database."""
    return _authored(_stamp())


def reviewed_links_now() -> tuple[Link, ...]:
    """The links between live records that somebody has reviewed, and that a change of their target makes suspect."""
    return _reviewed_links(_stamp())


def judged_now(today: date | None = None) -> Judged | None:
    """Everything that is live, held against the evidence of the build that the public sees; None before the first."""
    build = shown_build()
    if build is None:
        return None
    return _judged(build.pk, build.folder, _stamp(), today or timezone.localdate())


def judged_and_read() -> tuple[Judged | None, Mapping[str, tuple[str, ...]]]:
    """As `judged_now`; and by record, what is said of its live sentences with words that no rule took."""
    build = shown_build()
    if build is None:
        return None, {}
    asked = build.pk, build.folder, _stamp(), timezone.localdate()
    return _judged(*asked), _unread(*asked)


@lru_cache(maxsize=2)
def _built(number: int, folder: Path) -> Built:
    return Built(opened(number, folder).workspace, folder / "out", beside())


@lru_cache(maxsize=4)
def _authored(stamp: str) -> Authored:
    return authored_in_database()


@lru_cache(maxsize=4)
def _reviewed_links(stamp: str) -> tuple[Link, ...]:
    found = stand_of_links(_authored(stamp))
    return tuple(standing.link for standing in found if standing.stand is not LinkStand.UNREVIEWED)


@lru_cache(maxsize=4)
def _judged(number: int, folder: Path, stamp: str, today: date) -> Judged:
    return judge_records(_authored(stamp), _built(number, folder), today=today)


@lru_cache(maxsize=4)
def _unread(number: int, folder: Path, stamp: str, today: date) -> Mapping[str, tuple[str, ...]]:
    return unread_of(_judged(number, folder, stamp, today))


def _stamp() -> str:
    """What changes whenever a live record, a review or a waiver does."""
    found: list[object] = [
        model.objects.aggregate(  # type: ignore[attr-defined]
            Count("pk"),
            Max("pk"),
            Sum("latest_revision_id"),
            Sum("live_revision_id"),
            Max("last_published_at"),
            there=Count("pk", filter=Q(live=True)),
        )
        for model in MODELS.values()
    ]
    found += [model._default_manager.aggregate(Count("pk"), Max("pk")) for model in (Review, Waiver, Choice)]
    found.append(LogEntry.objects.filter(kind__in=(*MODELS, "workspace", "choice")).aggregate(Max("pk")))
    return fingerprint(repr(found))
