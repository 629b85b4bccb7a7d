"""The doors to the team's area: who has no part in the team finds nothing, who lacks a second factor sets one up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.refusals import is_there_for, names_what_can_be
from placewright.web.accounts.second_factor import lacks_second_factor

TEAM = "/team/"
_OPEN = frozenset({"/team/login/", "/team/sprite/", "/team/jsi18n/"})
_OWN = "/account/"


class TeamDoor:
    """Turns accounts without a role away from the team's area, and leads those without a second factor to set-up.

    Until it is set up, such an account is a stranger on every other page: what it may do needs more than a password.
    Visitors without an account are led to sign in by the area itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the page."""
        if not request.path.startswith((TEAM, _OWN)):
            account = request.user
            request.user = cast(Any, SimpleLazyObject(lambda: _stranger_unless_safe(account)))
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponseBase | None:
        """Refuse or lead elsewhere before the view is asked.

        Raises:
            Http404: the account may not see the team's area, or nothing can be at the address.
        """
        if not request.path.startswith(TEAM) or request.path in _OPEN or not request.user.is_authenticated:
            return None
        if not request.user.has_perm(May.SEE_TEAM.permission) or not is_there_for(request.path, request.user):
            raise Http404
        if not names_what_can_be(request):
            raise Http404
        return redirect("mfa_index") if lacks_second_factor(request.user) else None


def _stranger_unless_safe(account: Any) -> Any:
    if account.is_authenticated and lacks_second_factor(account):
        return AnonymousUser()
    return account
