"""What a visitor sees when something went wrong; nothing here tells whether a thing exists."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for what is not there, and for what is somebody else's: the two look alike."""
    return render(request, "404.html", status=404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for a request that makes no sense; drawn without asking anything of it."""
    return HttpResponse(render_to_string("400.html", _spoken()), status=400)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for our own mistake; drawn without database, session or build, since one of them may be the trouble."""
    return HttpResponse(render_to_string("500.html", _spoken()), status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose token does not fit: an old tab, or cookies refused."""
    return render(request, "form_too_old.html", status=403)


def _spoken() -> dict[str, str]:
    return {"language": get_language() or settings.LANGUAGE_CODE}
