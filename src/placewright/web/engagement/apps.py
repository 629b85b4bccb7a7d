"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Surveys and consultations, from questionnaire to published result."""

    name = "placewright.web.engagement"
    label = "engagement"
