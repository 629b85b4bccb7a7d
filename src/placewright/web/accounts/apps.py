"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who works here: accounts, roles, organisations, invitations and sign-in."""

    name = "placewright.web.accounts"
    label = "accounts"
