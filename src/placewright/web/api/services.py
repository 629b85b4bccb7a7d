"""Every write to tokens: made, revoked, used."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.api.models import ApiToken, Scope
from placewright.web.common.event_log import record_event

MOST_DAYS = 366
_PREFIX = "pw_"
_SHOWN = 9
_USED_AGAIN = timedelta(minutes=1)


class TokenRefused(PlacewrightError):
    """A token that cannot be made."""


def make_token(account: Account, name: str, scopes: Sequence[str], *, days: int) -> tuple[ApiToken, str]:
    """A token of the account, and its secret, which cannot be had again.

    Raises:
        TokenRefused: the account may not do what the token is to do, or it would last too long.
    """
    wanted = [Scope(scope) for scope in dict.fromkeys(scopes)]
    if not wanted or not 1 <= days <= MOST_DAYS:
        raise TokenRefused(
            _("A token needs a purpose and an end."),
            where=_("token"),
            fix=_("Choose what it may do, and at most %(days)s days.") % {"days": MOST_DAYS},
        )
    for scope in wanted:
        if not account.has_perm(scope.needs.permission):
            raise TokenRefused(
                _("You may not yourself %(what)s.") % {"what": scope.label},
                where=_("token"),
                fix=_("Leave it out, or ask an administrator for the role."),
            )
    secret = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            account=account,
            name=name,
            start=secret[:_SHOWN],
            digest=_digest(secret),
            scopes=[str(scope) for scope in wanted],  # type: ignore[misc]
            expires_at=timezone.now() + timedelta(days=days),
        )
        record_event("made", "API token", token.pk, by=account, note=", ".join(token.scopes))
    return token, secret


def revoke_token(token: ApiToken, *, by: Account) -> ApiToken:
    """The token, of no use any more."""
    with transaction.atomic():
        token.revoked_at = token.revoked_at or timezone.now()
        token.save(update_fields=["revoked_at"])
        record_event("revoked", "API token", token.pk, by=by)
    return token


def use_token(secret: str) -> ApiToken | None:
    """The token with that secret, where it can be used now; that it was used is noted once a minute."""
    if not secret.startswith(_PREFIX) or len(secret) > 200:
        return None
    token = ApiToken.objects.select_related("account").filter(digest=_digest(secret)).first()
    now = timezone.now()
    if token is None or not token.is_valid(now):
        return None
    if token.used_at is None or now - token.used_at > _USED_AGAIN:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
