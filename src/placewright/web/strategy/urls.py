"""The addresses of the app; those of the team's side are registered with Wagtail in `editor_hooks`."""

from __future__ import annotations

from django.urls import include, path

from placewright.web.strategy.views import trace

urlpatterns = [
    path("trace/<slug:kind>:<path:id>/", trace.public_trace, name="strategy_trace"),
    path("", include("placewright.web.strategy.co_design.urls")),
]
