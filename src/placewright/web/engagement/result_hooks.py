"""The team's addresses of results."""

from __future__ import annotations

from typing import Any

from django.urls import path, re_path
from wagtail import hooks

from placewright.web.engagement import result_files_view, result_views, sample_views


@hooks.register("register_admin_urls")
def result_addresses() -> list[Any]:
    """Weights, texts, tables and their files, and the planner of samples."""
    return [
        path("engagement/tools/sample/", sample_views.sample, name="engagement_sample"),
        path("engagement/<slug:slug>/weights/", result_views.weights, name="engagement_weights"),
        path("engagement/<slug:slug>/texts/", result_views.texts, name="engagement_texts"),
        path("engagement/<slug:slug>/results/", result_views.results, name="engagement_results"),
        re_path(
            r"^engagement/(?P<slug>[a-z0-9-]{1,60})/results/tables\.(?P<form>csv|xlsx|json)$",
            result_files_view.team_tables,
            name="engagement_tables",
        ),
    ]
