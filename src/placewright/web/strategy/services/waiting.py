"""Changes that programs make to what live records rest on: they wait as drafts until an editor agrees to them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.build.what_changed import ClaimChanged, claims_changed
from placewright.core.errors import BadRecord, PlacewrightError
from placewright.ledger.link_reviews import LinkStand, stand_of_links
from placewright.ledger.links import all_links
from placewright.ledger.standing import RuledIssue
from placewright.records.verdict import BROKEN
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.bench import authored_now
from placewright.web.strategy.exchange import MODELS, record_of
from placewright.web.strategy.gate import PublicationStopped, Together, judge_together
from placewright.web.strategy.models import AuthoredRecord, WaitingChange, WaitingState
from placewright.web.strategy.services.drafting import draft_of, save_draft
from placewright.web.strategy.services.publishing import follow
from placewright.web.strategy.services.reviewing import sign_off
from placewright.web.strategy.services.together import publish_together


class NotWaiting(PlacewrightError):
    """A change that was decided already."""


@dataclass(frozen=True, slots=True)
class WhatWaits:
    """What a change that waits would do: to which claims, what it leaves to be read again, and what stops it.

    `rewritten` are the claims whose drafts would go live with it, since as they are live it would break them.
    """

    claims: tuple[ClaimChanged, ...] = ()
    others: tuple[str, ...] = ()
    rewritten: tuple[str, ...] = ()
    troubles: tuple[RuledIssue, ...] = ()


def publish_or_wait(kind: str, records: Sequence[Any], *, reason: str, by: Account) -> WaitingChange | None:
    """Make records of one kind live where nothing live rests on what they change; else they wait, which is given.

    Args:
        kind: the kind of record, such as `summary`.
        records: what they are to say.
        reason: why, in words for the list of changes that wait.
        by: whose work they come from.

    Raises:
        BadRecord: one holds what cannot be kept.
        NotNow: one is locked by somebody else.
    """
    if not _is_rested_on(kind, records):
        with suppress(PublicationStopped):
            publish_together(kind, records, by=by)
            return None
    return _hold(kind, records, reason=reason, by=by)


def what_waits(waiting: WaitingChange) -> WhatWaits:
    """What it would change now, with the drafts as they are; what was agreed to, where it is decided.

    Raises:
        BadRecord: a draft holds what is no record.
    """
    together, rewritten = _judged(waiting)
    if together is None:
        return WhatWaits()
    return WhatWaits(
        claims_changed(together.before, together.after),
        _to_be_read(together),
        tuple(row.slug for row in rewritten),
        together.troubles,
    )


def agree(waiting: WaitingChange, *, by: Account, role: str, note: str) -> WaitingChange:
    """Make the drafts live, with the rewritten claims that need them, and sign off what changed with them.

    Raises:
        NotWaiting: it is decided.
        BadRecord: the role or the note is empty.
        PublicationStopped: a claim would break, or something else is wrong with it; all of it is in `issues`.
    """
    if not role.strip() or not note.strip():
        fix = _("Say in which role, what you looked at and why it stands.")
        raise BadRecord(_("Who agrees, and why, is not said."), where=str(waiting), fix=fix)
    with transaction.atomic():
        held = _open(waiting)
        together, rewritten = _judged(held)
        if together is not None and (troubles := together.troubles):
            raise PublicationStopped(troubles, where=held.reason)
        for row in (*_rows(held), *rewritten):
            revision = row.latest_revision
            if revision is not None and (row.has_unpublished_changes or not row.live):
                row.publish_among_others(revision, by)
                record_event("published", row.kind, row.slug, by=by, role=role, note=note)
        if together is not None:
            changed = claims_changed(together.before, together.after)
            held.found = [asdict(claim) for claim in changed]
            names = [f"claim:{claim.id}" for claim in changed] + list(_to_be_read(together))
            if names:
                sign_off(names, by=by, role=role, note=note, builds=False)
        held.role, held.note = role.strip()[:120], note.strip()
        _close(held, WaitingState.PUBLISHED, by=by)
        record_event("agreed to", "waiting change", held.pk, by=by, role=role, note=note)
        follow(held.reason, by=by)
    return held


def leave(waiting: WaitingChange, *, by: Account, note: str = "") -> WaitingChange:
    """Leave what is live as it is; the drafts stay drafts.

    Raises:
        NotWaiting: it is decided.
    """
    with transaction.atomic():
        held = _open(waiting)
        held.note = note.strip()
        _close(held, WaitingState.DROPPED, by=by)
        record_event("left", "waiting change", held.pk, by=by, note=note)
    return held


def _hold(kind: str, records: Sequence[Any], *, reason: str, by: Account) -> WaitingChange:
    slugs = [record.id for record in records]
    with transaction.atomic():
        for record in records:
            row = draft_of(kind, record.id)
            if row is None or record_of(row) != record:
                save_draft(kind, record, by=by)
        for earlier in WaitingChange.objects.select_for_update().filter(kind=kind, state=WaitingState.WAITING):
            if set(earlier.slugs) <= set(slugs):
                _close(earlier, WaitingState.REPLACED, by=by)
        made = WaitingChange.objects.create(kind=kind, slugs=slugs, reason=reason[:300], asked_by=by)
        record_event("put forward", "waiting change", made.pk, by=by, note=reason[:300])
    return made


def _is_rested_on(kind: str, records: Sequence[Any]) -> bool:
    """Whether a live record rests on one of them that is live and says something else now."""
    live = authored_now().of_kind(kind)
    changed = {f"{kind}:{record.id}" for record in records if record.id in live and live[record.id] != record}
    return any(link.target in changed for link in all_links(authored_now())) if changed else False


def _judged(waiting: WaitingChange) -> tuple[Together | None, tuple[AuthoredRecord, ...]]:
    """Everything with the drafts in place, and the rewritten claims that are among them."""
    records = [(row.kind, record_of(row.get_latest_revision_as_object())) for row in _rows(waiting)]
    together = judge_together(records)
    if together is None:
        return None, ()
    broken = [
        claim.id
        for claim in claims_changed(together.before, together.after)
        if claim.after in BROKEN and claim.before not in BROKEN
    ]
    rewritten = tuple(
        MODELS["claim"]
        .objects.filter(slug__in=broken, has_unpublished_changes=True)  # type: ignore[attr-defined]
        .order_by("slug")
    )
    if not rewritten:
        return together, ()
    drafts = [("claim", record_of(row.get_latest_revision_as_object())) for row in rewritten]
    return judge_together([*records, *drafts]), rewritten


def _to_be_read(together: Together) -> tuple[str, ...]:
    """The records other than claims whose links would be suspect and are not now."""
    before, after = (
        {one.link.source for one in stand_of_links(judged.authored) if one.stand is LinkStand.SUSPECT}
        for judged in (together.before, together.after)
    )
    return tuple(sorted(name for name in after - before if not name.startswith("claim:")))


def _rows(waiting: WaitingChange) -> tuple[AuthoredRecord, ...]:
    model = MODELS[waiting.kind]
    return tuple(model.objects.filter(slug__in=waiting.slugs).order_by("slug"))  # type: ignore[attr-defined]


def _open(waiting: WaitingChange) -> WaitingChange:
    held = WaitingChange.objects.select_for_update().get(pk=waiting.pk)
    if not held.is_open:
        raise NotWaiting(
            _("“%(what)s” is decided: %(state)s.") % {"what": held, "state": held.get_state_display()},
            fix=_("Look at the list of what waits."),
        )
    return held


def _close(held: WaitingChange, state: WaitingState, *, by: Account) -> None:
    held.state, held.decided_at, held.decided_by = state, timezone.now(), by
    held.save()
