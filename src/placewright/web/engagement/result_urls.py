"""The public's addresses of results."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from placewright.web.engagement import result_public_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:slug>/results/", result_public_views.public_results, name="say_results"),
    re_path(
        r"^(?P<slug>[a-z0-9-]{1,60})/results/tables\.(?P<form>csv|xlsx|json)$",
        result_public_views.public_tables,
        name="say_tables",
    ),
]
