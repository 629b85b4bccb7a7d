"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The evidence and the strategy as JSON and as files."""

    name = "placewright.web.api"
    label = "api"
