"""What machines ask for: the feed of changes, the map of the site, the rules for crawlers, social cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from placewright.publish.feed import FILE, chapter_feed_file
from placewright.web.site.cards import card_png
from placewright.web.site.changes import changes_feed, chapter_feed
from placewright.web.site.composed import live_pages
from placewright.web.strategy.current import Shown, shown

_ENTRIES = ("explore", "search", "themes", "delivery", "data_and_api")
"""The names of the addresses from which the rest of an app is reached; those that are not there are left out."""


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The editions and what was brought up to date, as an Atom feed."""
    now = _shown()
    return _atom(changes_feed(now, _built(now, FILE)))


@require_safe
def chapter_feed_page(request: HttpRequest, chapter: str) -> HttpResponse:
    """The editions and builds that changed one chapter, as an Atom feed."""
    now = _shown()
    return _atom(chapter_feed(now, chapter, _built(now, chapter_feed_file(chapter))))


def _built(now: Shown, name: str) -> bytes:
    path = now.out / "site" / name
    if not path.is_file():
        raise Http404
    return path.read_bytes()


def _atom(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8", headers=_for_a_while())


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that the public can read: the built ones, the entries of the explorer, and those of editors."""
    now = _shown()
    root = request.build_absolute_uri("/")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    built = datetime.fromtimestamp((now.out / "report.json").stat().st_mtime, UTC).date().isoformat()
    pages = built_pages(now.number, now.out / "site")
    lines += [f"<url><loc>{escape(root + page)}</loc><lastmod>{built}</lastmod></url>" for page in pages]
    lines += [f"<url><loc>{escape(root + path.lstrip('/'))}</loc></url>" for path in _entries()]
    for path, changed in live_pages():
        lines.append(f"<url><loc>{escape(root + path.lstrip('/'))}</loc><lastmod>{changed}</lastmod></url>")
    content = "\n".join([*lines, "</urlset>", ""])
    return HttpResponse(content, content_type="application/xml; charset=utf-8", headers=_for_a_while())


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything that is public."""
    closed = "".join(f"Disallow: {path}\n" for path in ("/team/", "/account/", "/review/"))
    text = f"User-agent: *\n{closed}Sitemap: {request.build_absolute_uri('/sitemap.xml')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=_for_a_while())


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """The mark, for browsers that ask for it without having read a page."""
    return HttpResponsePermanentRedirect("/assets/mark.svg")


@require_safe
def card(request: HttpRequest, page: str) -> HttpResponseBase:
    """The social card of a page, drawn when it is first asked for and kept as long as the build is."""
    now = _shown()
    kept = Path(settings.DATA) / "builds" / str(now.number) / "cards"
    made = card_png(now.out / "site", page, kept)
    if made is None:
        raise Http404
    return FileResponse(made.open("rb"), content_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


@lru_cache(maxsize=2)
def built_pages(number: int, site: Path) -> tuple[str, ...]:
    """The addresses of a build's pages, the front page first; a build does not change."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return ("", *(page for page in found if page not in ("index.html", "404.html")))


def _entries() -> Iterator[str]:
    for name in _ENTRIES:
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def _shown() -> Shown:
    now = shown()
    if now is None:
        raise Http404
    return now


def _for_a_while() -> dict[str, str]:
    return {"Cache-Control": "public, max-age=300"}
