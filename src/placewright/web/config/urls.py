"""Every address of the web application; each app lists its own."""

from __future__ import annotations

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from placewright.web.config.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("", include("placewright.web.accounts.closed_doors")),
    path("account/", include("placewright.web.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("team/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("explore/", include("placewright.web.explorer.urls")),
    path("search/", include("placewright.web.explorer.search_urls")),
    path("delivery/", include("placewright.web.delivery.urls")),
    path("have-your-say/", include("placewright.web.engagement.urls")),
    path("api/", include("placewright.web.api.urls")),
    path("", include("placewright.web.strategy.urls")),
    path("", include("placewright.web.site.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "placewright.web.common.error_views.not_understood"
handler403 = handler404 = "placewright.web.common.error_views.not_here"
handler500 = "placewright.web.common.error_views.went_wrong"
