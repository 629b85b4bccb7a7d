"""Who needs a second step to sign in, and who has one."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from placewright.web.accounts.capabilities import May

GUARDED = (
    May.PUBLISH_RECORDS,
    May.REFRESH_DATA,
    May.SHOW_BUILDS,
    May.READ_ANSWERS,
    May.READ_IDENTITIES,
    May.MANAGE_PEOPLE,
    May.BACK_UP,
)
"""What nobody may do with a password alone."""
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_factor(account: Any) -> bool:
    """Whether the account may do something that a password alone is too little for."""
    if settings.PLACEWRIGHT_SECOND_FACTOR != "required":
        return False
    return any(account.has_perm(one.permission) for one in GUARDED)


def has_second_factor(account: Any) -> bool:
    """Whether signing in to the account asks for a code or a passkey."""
    return Authenticator.objects.filter(user_id=account.pk, type__in=STRONG).exists()


def lacks_second_factor(account: Any) -> bool:
    """Whether the account must set one up before it can do anything."""
    return needs_second_factor(account) and not has_second_factor(account)
