"""Surveys and consultations in the team's menu, and the addresses where they are made."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.menu import ItemFor
from placewright.web.engagement import builder_views


@hooks.register("register_admin_urls")
def builder_addresses() -> list[Any]:
    """The list, a new one, one of them, and its questions."""
    return [
        path("engagement/", builder_views.instruments, name="engagement"),
        path("engagement/new/", builder_views.new_instrument, name="engagement_new"),
        path("engagement/<slug:slug>/", builder_views.instrument, name="engagement_instrument"),
    ]


@hooks.register("register_admin_menu_item")
def engagement_item() -> MenuItem:
    """An entry in the menu."""
    return ItemFor(May.SEE_TEAM, _("Surveys"), reverse("engagement"), name="engagement", icon_name="comment", order=510)
