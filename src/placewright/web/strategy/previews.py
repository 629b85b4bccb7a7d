"""Previews beside the form: the page as the site would draw it, framed by the team's own pages alone."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.build.draft_pages import draft_chapter_page, draft_claim_page
from placewright.core.errors import PlacewrightError
from placewright.web.strategy.bench import bench, judged_now
from placewright.web.strategy.exchange import record_of


def chapter_page(row: Any) -> HttpResponse:
    """The chapter as the site would draw it."""
    return _framed(row, lambda *given, today: draft_chapter_page(*given, today=today)[0])


def claim_page(row: Any) -> HttpResponse:
    """The claim's own page as the site would draw it."""
    return _framed(row, draft_claim_page)


def _framed(row: Any, draw: Any) -> HttpResponse:
    built, judged = bench(), judged_now()
    if built is None or judged is None:
        return _allowed(HttpResponse(_sorry(_("Nothing is built yet, so there is nothing to draw it with."))))
    try:
        content: bytes | str = draw(record_of(row), built, judged, today=timezone.localdate())
    except PlacewrightError as error:
        content = _sorry(str(error))
    return _allowed(HttpResponse(content))


def _sorry(why: str) -> str:
    return render_to_string("strategy/no_preview.html", {"why": why})


def _allowed(response: HttpResponse) -> HttpResponse:
    """The answer, which the team's own pages may frame."""
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
