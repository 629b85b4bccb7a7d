"""What editors composed, as the rest of the site needs it: the front page's section, and addresses of live pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone
from markupsafe import Markup
from wagtail.models import Page

from placewright.web.site.models import ComposedPage, HomePage


def home_sections(request: HttpRequest) -> list[Markup]:
    """The pieces that editors put on the front page."""
    page = HomePage.objects.filter(live=True).first()
    return drawn_blocks(page, request) if page else []


def drawn_blocks(page: ComposedPage, request: HttpRequest, *, for_editors: bool = False) -> list[Markup]:
    """Each block of a page as it is drawn; those with nothing to show are left out."""
    context = {"request": request, "for_editors": for_editors}
    drawn = (child.block.render(child.value, context=context) for child in page.body)
    return [Markup(text) for text in drawn if str(text).strip()]  # noqa: S704 - drawn by templates that escape


def live_pages() -> Iterator[tuple[str, str]]:
    """The addresses of the composed pages that are live and open to all, and the day each changed."""
    pages = Page.objects.live().public().filter(depth__gt=2).order_by("path")
    for page in pages:
        address = page.get_url()
        if address and page.last_published_at:
            yield address, timezone.localtime(page.last_published_at).date().isoformat()
