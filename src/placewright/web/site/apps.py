"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """What the public sees: the built pages, and pages that editors compose."""

    name = "placewright.web.site"
    label = "site"
