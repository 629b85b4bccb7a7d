"""The Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class StrategyConfig(AppConfig):
    """What people write: every authored record, links, reviews, editions, evidence and builds."""

    name = "placewright.web.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Have the approval of records set up once the database was made."""
        post_migrate.connect(_set_up_approval, dispatch_uid="strategy.approval")


def _set_up_approval(sender: AppConfig, using: str, **more: Any) -> None:
    """Set it up once the roles exist, which is after the last app with models."""
    from placewright.web.strategy.services.approval import set_up_approval

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.label == last.label and using == "default":
        set_up_approval()
