"""How sign-in behaves here: nobody signs up, one way in, and lock-out before anything is tried."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.capabilities import May

_FRESH = 600
"""For how many seconds signing in counts as having just said who one is."""
_SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not correct.")
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The team's area for the team, the page of their own account for everybody else."""
        is_in_team = request.user.has_perm(May.SEE_TEAM.permission)
        return reverse("wagtailadmin_home" if is_in_team else "your_account")

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether the password is that of the account, counted against guessing like a sign-in."""
        found = self.authenticate(context.request, email=getattr(user, "email", ""), password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not just after signing in, when the second step is set up; else as the library has it."""
        request = context.request
        signed_in = [one["at"] for one in get_authentication_records(request, request.user)]
        if signed_in and time.time() - signed_in[-1] < _FRESH:
            return False
        return super().is_reauthentication_required(app=app)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what happened, unless the page that follows shows it anyway."""
        if message_template not in _SILENT:
            super().add_message(request, level, message_template, message_context, extra_tags, message)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The name under which an authenticator app keeps its codes."""

    def get_totp_issuer(self) -> str:
        """The site's name."""
        return str(settings.WAGTAIL_SITE_NAME)
