"""The addresses of the interface, and of its pages for people."""

from __future__ import annotations

from django.urls import path, re_path

from placewright.web.api import views
from placewright.web.api.api import api

urlpatterns = [
    path("", views.data_and_api, name="data_and_api"),
    path("reference/", views.read_reference, name="api_reference"),
    path("v1/", api.urls),
    re_path(r"^v1(?:/.*)?$", views.nothing, name="api_nothing"),
]
