"""The public's pages: those that a build made, and the style and scripts that all pages share."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from placewright.publish import render as publisher
from placewright.publish.site import chart_library
from placewright.web.site.built_pages import TYPES, file_response
from placewright.web.strategy.building import shown_build


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The front page; before the first build, what to do."""
    build = shown_build()
    if build is None:
        return render(request, "site/nothing_yet.html")
    return file_response(request, build.site, "index.html")


@require_safe
def built_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page, picture, document or table of the build that the public sees."""
    build = shown_build()
    if build is None:
        raise Http404
    return file_response(request, build.site, path)


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """A style, script or font that pages share; there before anything is built."""
    content = _assets().get(f"assets/{name}")
    if content is None:
        raise Http404
    kind = TYPES.get(f".{name.rpartition('.')[2]}", "text/plain; charset=utf-8")
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "public, max-age=300"})


@lru_cache(maxsize=1)
def _assets() -> dict[str, bytes]:
    return publisher.site_assets() | chart_library()
