"""The team's addresses of running a survey or consultation."""

from __future__ import annotations

from typing import Any

from django.urls import path, re_path
from wagtail import hooks

from placewright.web.engagement import launch_views, response_views, running_views


@hooks.register("register_admin_urls")
def running_addresses() -> list[Any]:
    """Launch, reach, counts, responses and files."""
    return [
        path("engagement/<slug:slug>/launch/", launch_views.launch, name="engagement_launch"),
        path("engagement/<slug:slug>/reach/", running_views.reach, name="engagement_reach"),
        path("engagement/<slug:slug>/watch/", running_views.watch, name="engagement_watch"),
        path("engagement/<slug:slug>/counts.csv", running_views.counts, name="engagement_counts"),
        path("engagement/<slug:slug>/responses/", response_views.responses, name="engagement_responses"),
        path("engagement/<slug:slug>/responses/<slug:reference>/", response_views.response, name="engagement_response"),
        path(
            "engagement/<slug:slug>/responses/<slug:reference>/files/<slug:code>/",
            response_views.sent_file,
            name="engagement_sent_file",
        ),
        re_path(
            r"^engagement/(?P<slug>[a-z0-9-]{1,60})/answers\.(?P<form>csv|xlsx|parquet|sav|dictionary\.csv)$",
            response_views.export,
            name="engagement_export",
        ),
    ]
