"""Answers that are not finished: kept sealed under the respondent's own code, opened again, and dropped in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from placewright.web.engagement.asked import Asked
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Draft, Instrument
from placewright.web.engagement.sealing import code_hash, derived, seal, unseal
from placewright.web.engagement.sitting import Sitting


@dataclass(slots=True)
class Held:
    """What a draft holds. `raw` is what was sent for questions whose answer is none yet, field by field."""

    version: int
    answers: dict[str, object] = field(default_factory=dict)
    raw: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    """Screens that were gone through."""
    began: int = 0
    language: str = ""
    desk: int = 0
    corrects: str = ""
    expires_at: datetime | None = None
    changed_at: datetime | None = None


def open_draft(sitting: Sitting) -> Held | None:
    """The draft of a sitting; None where nothing was kept, it expired, or it was sent in."""
    row = Draft.objects.filter(code_hash=code_hash(sitting.code), expires_at__gt=timezone.now()).first()
    return None if row is None else _opened(row, sitting.code)


def resumed(code: str) -> tuple[str, Sitting] | None:
    """The name in addresses of what a code belongs to, and the sitting that goes on with it; None where there is none.

    A draft whose survey or consultation is a rehearsal is not found.
    """
    row = (
        Draft.objects.filter(code_hash=code_hash(code), expires_at__gt=timezone.now())
        .select_related("version__instrument")
        .first()
    )
    if row is None or row.version.instrument.is_rehearsal:
        return None
    held = _opened(row, code)
    sitting = Sitting(code, held.began, held.language, row.mode, row.invitation_id or 0, held.desk, held.corrects)
    return row.version.instrument.slug, sitting


def keep_draft(instrument: Instrument, asked: Asked, sitting: Sitting, held: Held) -> None:
    """Keep what was answered so far; sending in, not this, is what makes it a response."""
    content: dict[str, Any] = {
        "answers": held.answers,
        "raw": held.raw,
        "passed": held.passed,
        "began": sitting.began,
        "language": sitting.language,
        "desk": sitting.desk,
        "corrects": sitting.corrects,
    }
    name = code_hash(sitting.code)
    sealed = seal(content, about=f"draft {name}", key=derived(sitting.code.encode(), "draft"))
    values = {"sealed": sealed, "expires_at": _expiry(instrument)}
    now = timezone.now()
    if Draft.objects.filter(code_hash=name).update(**values, changed_at=now):
        return
    fresh = Draft(
        code_hash=name, version_id=asked.version, mode=sitting.mode, invitation_id=sitting.invitation or None, **values
    )
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:  # a second tab was first
        Draft.objects.filter(code_hash=name).update(**values, changed_at=now)


def drop_draft(sitting: Sitting) -> None:
    """Forget what was kept."""
    Draft.objects.filter(code_hash=code_hash(sitting.code)).delete()


def drop_expired_drafts(now: datetime | None = None) -> int:
    """Remove drafts whose time has passed; how many."""
    gone, _each = Draft.objects.filter(expires_at__lte=now or timezone.now()).delete()
    return gone


def _opened(row: Draft, code: str) -> Held:
    content: Mapping[str, Any] = unseal(row.sealed, about=f"draft {row.code_hash}", key=derived(code.encode(), "draft"))
    return Held(row.version_id, **content, expires_at=row.expires_at, changed_at=row.changed_at)


def _expiry(instrument: Instrument) -> datetime:
    return timezone.now() + timedelta(days=facts_of(instrument).retention.drafts_days)
