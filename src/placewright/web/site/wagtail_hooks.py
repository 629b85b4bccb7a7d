"""Stops a composed page from being published while it says what the evidence does not bear out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from placewright.web.site.models import ComposedPage
from placewright.web.site.publishing import reasons_against


@hooks.register("before_publish_page")
def refuse_lies(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Keep the draft, say what stands against it, and go back to the editor."""
    if not isinstance(page, ComposedPage):
        return None
    reasons = reasons_against(page)
    for reason in reasons:
        messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk) if reasons else None
