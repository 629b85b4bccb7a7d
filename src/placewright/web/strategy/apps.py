"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """What people write: every authored record, links, reviews, editions, evidence and builds."""

    name = "placewright.web.strategy"
    label = "strategy"
