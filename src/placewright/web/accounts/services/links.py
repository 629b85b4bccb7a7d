"""Making links that let somebody in once, and letting them in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import get_script_prefix
from django.utils import timezone

from placewright.core.errors import PlacewrightError
from placewright.web.accounts import queries
from placewright.web.accounts.models import Account, OneTimeLink, Organisation, Purpose, Team
from placewright.web.accounts.roles import Role
from placewright.web.common.event_log import record_event

LASTS = {Purpose.FIRST: timedelta(hours=24), Purpose.INVITATION: timedelta(days=7), Purpose.SIGN_IN: timedelta(hours=2)}
"""How long a link of each purpose lets somebody in."""

JOIN = "account/join/"
"""Below it lie the links; written here too, since to look it up takes seconds where no page was asked for yet."""


class LinkGone(PlacewrightError):
    """A link that was used, revoked or has expired, or never was one."""


@transaction.atomic
def first_administrator_link() -> str:
    """The path of a link that signs the first administrator in, once; empty where somebody can sign in already.

    A link made before that nobody used is void from now on, since its secret is not known any more.
    """
    if queries.somebody_can_sign_in():
        return ""
    OneTimeLink.objects.waiting().filter(purpose=Purpose.FIRST).update(revoked_at=timezone.now())
    _link, path = make_link(Purpose.FIRST, roles=[Role.ADMINISTRATOR])
    return path


def make_link(
    purpose: Purpose,
    *,
    roles: Sequence[Role] = (),
    email: str = "",
    account: Account | None = None,
    organisation: Organisation | None = None,
    team: Team | None = None,
    by: Account | None = None,
) -> tuple[OneTimeLink, str]:
    """A link and its path; the path holds the secret, and cannot be had again."""
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    link = OneTimeLink.objects.create(
        purpose=purpose,
        digest=queries.digest_of(secret),
        email=email.lower(),
        account=account,
        roles=[str(role) for role in roles],
        organisation=organisation,
        team=team,
        made_at=now,
        made_by=by,
        expires_at=now + LASTS[purpose],
    )
    record_event("made", f"{purpose} link", link.pk, by=by, note=", ".join(link.roles))
    return link, f"{get_script_prefix()}{JOIN}{secret}/"


@transaction.atomic
def accept_link(secret: str, *, email: str = "", name: str = "", password: str) -> Account:
    """Use a link up: the account that it makes or opens, with the password that its owner chose.

    Raises:
        LinkGone: it does not let anybody in any more; what was typed changes nothing.
    """
    link = OneTimeLink.objects.select_for_update().open().filter(digest=queries.digest_of(secret)).first()
    if link is None or (link.purpose == Purpose.FIRST and queries.somebody_can_sign_in()):
        raise LinkGone("This link does not work any more.", fix="Ask whoever sent it for another.")
    if link.account is not None and not link.account.is_active:
        raise LinkGone("This link does not work any more.", fix="Ask whoever sent it for another.")
    link.used_at = timezone.now()
    account = link.account or Account.objects.create_user(
        link.email or email, name=name, organisation=link.organisation
    )
    account.set_password(password)
    account.save(update_fields=["password"])
    if link.account is None:
        account.groups.set(Group.objects.filter(name__in=link.roles))
        if link.team is not None:
            link.team.members.add(account)
    link.account = account
    link.save(update_fields=["used_at", "account"])
    record_event("used", f"{link.purpose} link", link.pk, by=account, note=", ".join(link.roles))
    return account
