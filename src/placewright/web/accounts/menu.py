"""Items of the team's menu for those who may use what they lead to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from placewright.web.accounts.capabilities import May


class ItemFor(MenuItem):  # type: ignore[misc]
    """An item for those who may do something."""

    def __init__(self, may: May, *given: Any, **more: Any) -> None:
        self._may = may
        super().__init__(*given, **more)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the account may."""
        return bool(request.user.has_perm(self._may.permission))
