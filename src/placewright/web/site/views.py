"""The public's pages: those that a build made, and the style and scripts that all pages share."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from placewright.publish import render as publisher
from placewright.publish.site import chart_library
from placewright.publish.strategy_site import QUIET_MARKS, VERDICTS
from placewright.web.common.folder_files import file_response
from placewright.web.common.media_types import MEDIA_TYPES
from placewright.web.site import themes as theme_queries
from placewright.web.site.front_page import front_page
from placewright.web.site.offline import registering
from placewright.web.strategy.co_design.standing import FOOT, standing_edition
from placewright.web.strategy.current import Shown, seen_build, shown

_EVERY_PAGE = "site.js"
"""The script of every page, built ones and others: what all of them are to do from now on is added to it."""

WORDS = {"verdicts": VERDICTS, "quiet_marks": QUIET_MARKS}
"""What the pieces of pages that show claims ask for."""


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The front page; before the first build, what to do."""
    now = shown()
    if now is None:
        return render(request, "site/nothing_yet.html")
    return front_page(request, now)


@require_safe
def built_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page, picture, document or table of the build that the public sees."""
    build = seen_build()
    if build is None:
        raise Http404
    edition = standing_edition()
    swap = (FOOT, edition.line(build.pk)) if edition is not None else None
    return file_response(request, build.site, path, swap=swap)


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """The themes, with how much is said of each."""
    found = theme_queries.themes(_shown())
    return render(request, "site/themes.html", {"themes": found, "section": "Themes", "trail": ((_("Themes"), ""),)})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """What the strategy and the evidence say of one theme."""
    found = theme_queries.theme_named(_shown(), slug)
    if found is None:
        raise Http404
    context = WORDS | {
        "theme": found,
        "section": "Themes",
        "trail": ((_("Themes"), "themes/"), (found.name, "")),
        "at": lambda href: href if href.startswith("#") or "://" in href else f"/{href}",
    }
    return render(request, "site/theme.html", context)


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """A style, script or font that pages share; there before anything is built."""
    content = _assets().get(f"assets/{name}")
    if content is None:
        raise Http404
    if name == _EVERY_PAGE:
        content += registering()
    kind = MEDIA_TYPES.get(f".{name.rpartition('.')[2]}", "text/plain; charset=utf-8")
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "public, max-age=300"})


def _shown() -> Shown:
    now = shown()
    if now is None:
        raise Http404
    return now


@lru_cache(maxsize=1)
def _assets() -> dict[str, bytes]:
    return publisher.site_assets() | chart_library()
