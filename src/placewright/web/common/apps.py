"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """What every app uses: the event log, access, middleware and the frame of pages."""

    name = "placewright.web.common"
    label = "common"
