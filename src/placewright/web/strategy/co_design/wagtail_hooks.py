"""The desk of co-design in the team's area: its addresses and its entry in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May


class _DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(May.SEE_TEAM.permission))


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    """The desk's addresses."""
    return [path("co-design/", include("placewright.web.strategy.co_design.team_urls", namespace="co_design"))]


@hooks.register("register_admin_menu_item")
def desk_item() -> MenuItem:
    """The desk's entry in the menu."""
    return _DeskItem(_("Co-design"), reverse("co_design:index"), name="co-design", icon_name="group", order=230)
