"""The Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Who works here: accounts, roles, organisations, invitations and sign-in."""

    name = "placewright.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Have roles made whenever the database was made current, and hear what the libraries of sign-in say."""
        from placewright.web.accounts.own_settings import ask_for_no_other_names
        from placewright.web.accounts.refusals import answer_refusals_as_not_there
        from placewright.web.accounts.third_party_events import connect
        from placewright.web.common.policy import give_choosers_the_nonce

        connect()
        give_choosers_the_nonce()
        answer_refusals_as_not_there()
        ask_for_no_other_names()
        post_migrate.connect(_make_roles, dispatch_uid="accounts.roles")


def _make_roles(sender: AppConfig, using: str, **more: Any) -> None:
    """Make the roles once every app's permissions exist, which is after the last app with models."""
    from placewright.web.accounts.services import synchronise_roles

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.label == last.label and using == "default":
        synchronise_roles()
