"""Reading accounts, roles and links."""

from __future__ import annotations

import hashlib

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from placewright.web.accounts.models import Account, OneTimeLink, Purpose
from placewright.web.accounts.roles import Role


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def somebody_can_sign_in() -> bool:
    """Whether an account exists that may sign in and has a password."""
    return Account.objects.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def open_link(secret: str) -> OneTimeLink | None:
    """The link with that secret, where it would still let somebody in."""
    link = OneTimeLink.objects.open().select_related("account").filter(digest=digest_of(secret)).first()
    if link is None or (link.purpose == Purpose.FIRST and somebody_can_sign_in()):
        return None
    return None if link.account is not None and not link.account.is_active else link


def roles_of(account: Account) -> list[Role]:
    """The roles of an account, in the order of their table."""
    held = set(account.groups.values_list("name", flat=True))
    return [role for role in Role if str(role) in held]
