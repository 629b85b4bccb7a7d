"""Locking one account at one address after too many wrong passwords, without keeping what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.core.internal.httpkit import get_client_ip
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

TOO_MANY = 429


def account_key(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """What stands for the address that was typed; the address cannot be read from it."""
    given = credentials or {}
    typed = given.get("email") or given.get("login") or given.get("username") or request.POST.get("login") or ""
    return key_of(typed)


def key_of(email: str) -> str:
    """What stands for an address wherever failed attempts are counted."""
    return salted_hmac("accounts.lockout", email.strip().lower(), algorithm="sha256").hexdigest()[:40]


def client_address(request: HttpRequest) -> str:
    """The visitor's network address, as far as the proxies before us are trusted."""
    return get_client_ip(request) or ""


def lockout_page(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, str] | None = None
) -> HttpResponse:
    """Says that there were too many attempts, and when to try again."""
    last = (
        AccessAttempt.objects.filter(username=account_key(request, credentials), ip_address=client_address(request))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    cool_off = get_cool_off(request)
    until = (last or timezone.now()) + cool_off if cool_off else None
    page = render(request, "accounts/locked_out.html", {"until": until}, status=TOO_MANY)
    if until is not None:
        page.headers["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return page


def unlock(email: str) -> None:
    """Forget the failed attempts at an account."""
    AxesProxyHandler.reset_attempts(username=key_of(email))
