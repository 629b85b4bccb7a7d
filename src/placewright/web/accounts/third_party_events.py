"""Writing into the event log what the libraries of sign-in say: signed in, failed, locked out, second step changed."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from placewright.web.accounts.lockout import key_of
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event

UNKNOWN = "unknown"
"""What stands for an address that no account has: what somebody mistyped is theirs."""


def connect() -> None:
    """Listen; once, when the application starts."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.events.in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.events.out")
    user_login_failed.connect(_failed, dispatch_uid="accounts.events.failed")
    user_locked_out.connect(_locked_out, dispatch_uid="accounts.events.locked")
    account_signals.password_changed.connect(_changed_password, dispatch_uid="accounts.events.password")
    account_signals.password_reset.connect(_changed_password, dispatch_uid="accounts.events.reset")
    factor_signals.authenticator_added.connect(_added, dispatch_uid="accounts.events.added")
    factor_signals.authenticator_removed.connect(_removed, dispatch_uid="accounts.events.removed")
    factor_signals.authenticator_reset.connect(_renewed, dispatch_uid="accounts.events.renewed")
    factor_signals.authentication_failed.connect(_wrong_code, dispatch_uid="accounts.events.wrong")


def _signed_in(sender: object, user: Account, **more: Any) -> None:
    record_event("signed in", "account", user.pk, by=user)


def _signed_out(sender: object, user: Account | None, **more: Any) -> None:
    if user is not None:
        record_event("signed out", "account", user.pk, by=user)


def _failed(sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any) -> None:
    if getattr(request, "axes_locked_out", False) and getattr(request, "axes_failures_since_start", None) is None:
        return  # the lock held; nothing was tried
    email = str(credentials.get("email") or credentials.get("username") or "")
    record_event("sign-in failed", "account", _known(email))


def _locked_out(sender: object, request: HttpRequest, username: str, **more: Any) -> None:
    if getattr(request, "axes_failures_since_start", None) is None:
        return
    found = [pk for pk, email in Account.objects.values_list("pk", "email") if key_of(email) == username]
    record_event("locked out", "account", found[0] if found else UNKNOWN)


def _known(email: str) -> str:
    pk = Account.objects.filter(email__iexact=email).values_list("pk", flat=True).first() if email else None
    return UNKNOWN if pk is None else str(pk)


def _changed_password(sender: object, user: Account, **more: Any) -> None:
    record_event("changed password", "account", user.pk, by=user)


def _added(sender: object, user: Account, authenticator: Any, **more: Any) -> None:
    record_event("added second factor", "account", user.pk, by=user, note=str(authenticator.type))


def _removed(sender: object, user: Account, authenticator: Any, **more: Any) -> None:
    record_event("removed second factor", "account", user.pk, by=user, note=str(authenticator.type))


def _renewed(sender: object, user: Account, authenticator: Any, **more: Any) -> None:
    record_event("renewed second factor", "account", user.pk, by=user, note=str(authenticator.type))


def _wrong_code(sender: object, user: Account, **more: Any) -> None:
    record_event("second factor failed", "account", user.pk)
