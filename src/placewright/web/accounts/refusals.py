"""What an account may not do in the team's area is not there for it, on Wagtail's own pages as on ours."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from django.http import Http404, HttpRequest

from placewright.web.accounts.capabilities import May
from placewright.web.common.whole_numbers import sent_number

_NEEDED: tuple[tuple[re.Pattern[str], frozenset[May]], ...] = (
    (re.compile(r"/team/(?:pages|redirects|collections)/"), frozenset({May.COMPOSE_PAGES})),
    (re.compile(r"/team/(?:workflows|settings)/"), frozenset({May.MANAGE_PEOPLE})),
    (re.compile(r"/team/snippets/\w+/\w+/workflow/"), frozenset({May.EDIT_RECORDS})),
    (
        re.compile(
            r"/team/(?:api|block-preview|bulk|documents|editing-sessions|embeds|images|snippets/choose"
            r"|tag-autocomplete)/|/team/choose-"
        ),
        frozenset({May.EDIT_RECORDS, May.COMPOSE_PAGES}),
    ),
)
"""Wagtail's addresses by how they begin, and of what one has to be held; what it asks besides is its permissions.

Many of them Wagtail opens to everybody who enters the area: lists to choose from, and answers to its own scripts.
"""

_CHOSEN = re.compile(r"/team/.*/chosen/(?P<key>[^/]*)/$")


def is_there_for(path: str, account: Any) -> bool:
    """Whether an address of Wagtail's is one for this account, as far as the address tells."""
    for beginning, needed in _NEEDED:
        if beginning.match(path):
            return any(account.has_perm(one.permission) for one in needed)
    return True


def names_what_can_be(request: HttpRequest) -> bool:
    """Whether the keys that one of Wagtail's lists to choose from is asked for are such as records have: numbers.

    It looks them up as they come, and takes any other for a fault of its own.
    """
    if found := _CHOSEN.match(request.path):
        return sent_number(found["key"]) is not None
    if request.path.endswith("/chosen-multiple/"):
        return all(sent_number(key) is not None for key in request.GET.getlist("id"))
    return True


def answer_refusals_as_not_there() -> None:
    """Have every page of Wagtail's that refuses an account answer as an address that does not exist.

    Wagtail would lead it to the front of the area with a message. All its checks end in one function, which it looks
    up when it refuses; no setting of its replaces it.
    """
    from wagtail.admin import auth

    auth.permission_denied = _not_there


def _not_there(request: HttpRequest) -> NoReturn:
    raise Http404
