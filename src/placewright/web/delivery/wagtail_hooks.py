"""Where the team finds delivery in its menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May
from placewright.web.delivery import team_views, waiting

__all__ = ["waiting"]


class _Delivery(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(May.SEE_TEAM.permission))


@hooks.register("register_admin_urls")
def delivery_addresses() -> list[Any]:
    """The addresses of the team's pages of delivery."""
    return [
        path("delivery/", team_views.board, name="team_delivery"),
        path("delivery/measures/<slug:slug>/", team_views.measure, name="team_delivery_measure"),
        path("delivery/import/", team_views.import_readings, name="team_delivery_import"),
        path("delivery/spending/", team_views.spending, name="team_delivery_spending"),
        path("delivery/returns/", team_views.returns, name="team_delivery_returns"),
        path("delivery/returns/new/", team_views.write_return, name="team_delivery_new_return"),
        path("delivery/returns/<int:pk>/", team_views.write_return, name="team_delivery_return"),
        re_path(
            r"^delivery/returns/(?P<pk>[0-9]{1,9})/return\.(?P<form>xlsx|csv)$",
            team_views.export_return,
            name="team_delivery_export",
        ),
    ]


@hooks.register("register_admin_menu_item")
def delivery_in_menu() -> MenuItem:
    """An entry in the menu."""
    return _Delivery(_("Delivery"), reverse("team_delivery"), icon_name="tasks", order=250)
