"""Where the team finds tokens in its menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May
from placewright.web.api import team_views


class _Tokens(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(May.SEE_TEAM.permission))


@hooks.register("register_admin_urls")
def token_addresses() -> list[Any]:
    """The addresses of the pages about tokens."""
    return [
        path("api-tokens/", team_views.tokens, name="api_tokens"),
        path("api-tokens/<int:pk>/revoke/", team_views.revoke, name="api_token_revoke"),
    ]


@hooks.register("register_settings_menu_item")
def tokens_in_menu() -> MenuItem:
    """An entry in the menu."""
    return _Tokens(_("API tokens"), reverse("api_tokens"), icon_name="key", order=900)
