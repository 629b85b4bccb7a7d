"""The team's addresses of people's rights and of keeping and removing."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from placewright.web.engagement import rights_views


@hooks.register("register_admin_urls", order=-1)  # before the addresses of instruments, which take any name
def rights_addresses() -> list[Any]:
    """Finding a person's data, giving a copy, erasing, and the schedule of removals."""
    return [
        path("engagement/people/", rights_views.people, name="engagement_people"),
        path("engagement/people/<slug:reference>.json", rights_views.copy, name="engagement_copy"),
        path("engagement/<slug:slug>/retention/", rights_views.retention, name="engagement_retention"),
        path("engagement/<slug:slug>/processing.docx", rights_views.processing, name="engagement_processing"),
    ]
