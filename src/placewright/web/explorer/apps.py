"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    """Looking at the evidence: charts, maps and tables of any indicator and place."""

    name = "placewright.web.explorer"
    label = "explorer"
