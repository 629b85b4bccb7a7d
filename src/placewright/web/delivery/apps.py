"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Watching what was decided: programmes, measures and their readings."""

    name = "placewright.web.delivery"
    label = "delivery"
