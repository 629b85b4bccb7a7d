"""The team's addresses of rehearsals."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from placewright.web.engagement import rehearsal_views


@hooks.register("register_admin_urls")
def rehearsal_addresses() -> list[Any]:
    """Beginning and ending a rehearsal."""
    return [path("engagement/<slug:slug>/rehearsal/", rehearsal_views.rehearsal, name="engagement_rehearsal")]
