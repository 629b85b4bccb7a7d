"""The public addresses of surveys and consultations."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from placewright.web.engagement import answering_urls, result_urls

urlpatterns: list[URLPattern | URLResolver] = [
    *answering_urls.urlpatterns,
    *result_urls.urlpatterns,
]
