"""The addresses of the app."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("placewright.web.strategy.co_design.urls"))]
