"""The door to the team's area: whoever has no part in the team is told that there is nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from placewright.web.accounts.capabilities import May

TEAM = "/team/"


class TeamDoor:
    """Turns accounts without a role away from the team's area; visitors are led to sign in by the area itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the page."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """Refuse before the view is asked.

        Raises:
            Http404: the account may not see the team's area.
        """
        if not request.path.startswith(TEAM) or request.path in _OPEN or not request.user.is_authenticated:
            return
        if not request.user.has_perm(May.SEE_TEAM.permission):
            raise Http404


_OPEN = frozenset({"/team/login/", "/team/sprite/", "/team/jsi18n/"})
