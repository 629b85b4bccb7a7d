"""Reviewers' links: made, shown once, opened and revoked."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.co_design.models import MadeEdition, ReviewerLink
from placewright.web.strategy.co_design.states import ReviewerRole

_BYTES = 32
LONGEST = timedelta(days=365)
"""How far ahead a link may be open."""


class CannotInvite(PlacewrightError):
    """A link that cannot be made."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A link, and its token, which is known now and never again."""

    link: ReviewerLink
    token: str


def invite(
    made: MadeEdition,
    *,
    name: str,
    organisation: str,
    role: ReviewerRole,
    until: datetime,
    may_comment: bool,
    may_propose: bool,
    may_agree: bool,
    by: Account,
) -> Invited:
    """A private link to an edition for somebody outside the team; its token has 256 random bits.

    Raises:
        CannotInvite: the edition is not ready, or the link would be open in the past or for too long.
    """
    if not made.is_ready:
        raise CannotInvite(_("The edition is not ready."), fix=_("Wait until it is made."))
    if not timezone.now() < until <= timezone.now() + LONGEST:
        raise CannotInvite(_("The link would not be open."), fix=_("Choose a day from tomorrow to a year from now."))
    token = secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        link = ReviewerLink.objects.create(
            digest=digest_of(token),
            made=made,
            name=name,
            organisation=organisation,
            role=role,
            until=until,
            may_comment=may_comment,
            may_propose=may_propose,
            may_agree=may_agree,
            made_by=by,
        )
        record_event("invited", "reviewer's link", link.pk, by=by, note=f"{role}, edition {made.slug}")
    return Invited(link, token)


def revoke(link: ReviewerLink, *, by: Account) -> ReviewerLink:
    """Close a link at once; what was said through it stays."""
    with transaction.atomic():
        link.revoked_at, link.revoked_by = timezone.now(), by
        link.save(update_fields=["revoked_at", "revoked_by"])
        record_event("revoked", "reviewer's link", link.pk, by=by)
    return link


def extend(link: ReviewerLink, *, until: datetime, by: Account) -> ReviewerLink:
    """Keep a link open until another day.

    Raises:
        CannotInvite: the day has passed or is too far off, or the link was revoked.
    """
    if link.revoked_at is not None or not timezone.now() < until <= timezone.now() + LONGEST:
        raise CannotInvite(_("The link cannot be open until then."), fix=_("Make another link."))
    with transaction.atomic():
        link.until = until
        link.save(update_fields=["until"])
        record_event("extended", "reviewer's link", link.pk, by=by, note=until.date().isoformat())
    return link


def opened(link: ReviewerLink) -> ReviewerLink:
    """Remember that the link was opened."""
    now = timezone.now()
    with transaction.atomic():
        if link.first_opened is None:
            link.first_opened = now
            record_event("opened", "reviewer's link", link.pk, role=f"reviewer of link {link.pk}")
        link.last_opened = now
        link.save(update_fields=["first_opened", "last_opened"])
    return link


def digest_of(token: str) -> str:
    """What is kept of a token; it has so many random bits that no salt or slow digest is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
