"""The front page: what the build made of it, with what only the application knows put in its place."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.http import quote_etag

from placewright.web.site.changes import latest_changes
from placewright.web.site.composed import home_sections
from placewright.web.site.consultations import open_consultations
from placewright.web.strategy.co_design.standing import FOOT, standing_edition
from placewright.web.strategy.current import Shown

PLACE = b"<!-- served with the site -->"
"""What a build that is served leaves in the front page: so the page is the built one, and cannot drift from it."""

_MOST_CHANGES = 4


def front_page(request: HttpRequest, now: Shown) -> HttpResponse:
    """The built front page with open consultations, the latest changes and what editors composed."""
    context = {
        "consultations": open_consultations(),
        "changes": latest_changes(now, _MOST_CHANGES),
        "sections": home_sections(request),
        "here": "index.html",
        "root": "",
    }
    parts = render_to_string("site/front_page_parts.html", context, request=request).encode()
    content = (now.out / "site" / "index.html").read_bytes().replace(PLACE, parts, 1)
    if (edition := standing_edition()) is not None:
        line = edition.line(now.number)
        content = FOOT.sub(lambda _old: line, content, count=1)
    etag = quote_etag(sha256(content).hexdigest()[:32])
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="text/html; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
