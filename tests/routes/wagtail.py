"""The permission matrix of the team's area as far as it is Wagtail's own: rules for whole prefixes.

At each address that begins so, visitors are led to sign in, and whoever may not use it gets a 404. `NEEDS` says which
capabilities open what; `test_roles` holds Wagtail's permissions against `roles.CAPABILITIES`.
"""

from __future__ import annotations

import re

from placewright.web.accounts.capabilities import May
from routes.kinds import Route, public, team

PREFIXES: tuple[str, ...] = (
    "team/account/",
    "team/api/main/",
    "team/block-preview/",
    "team/bulk/",
    "team/choose-",
    "team/collections/",
    "team/dismissibles/",
    "team/documents/",
    "team/editing-sessions/",
    "team/embeds/",
    "team/images/",
    "team/logout/",
    "team/pages/",
    "team/redirects/",
    "team/reports/",
    "team/settings/",
    "team/snippets/",
    "team/tag-autocomplete/",
    "team/workflows/",
    "team/^.*/$",
)
"""Wagtail's own addresses; a page of ours is listed in the module of its app instead, with `team(...)`."""

CLOSED: tuple[str, ...] = (
    "team/users/",
    "team/groups/",
    "team/sites/",
    "team/password_reset/",
    "team/failwhale/",
    "team/test404/",
)
"""Wagtail's addresses that a closed door stands before."""

_WRITES = frozenset({May.EDIT_RECORDS, May.COMPOSE_PAGES})

NEEDS: tuple[tuple[str, frozenset[May]], ...] = (
    (r"team/(account|dismissibles|logout)/", frozenset({May.SEE_TEAM})),
    (r"team/reports/site-history/", frozenset({May.SEE_TEAM})),
    (r"team/snippets/strategy/\w+/(results/)?$", frozenset({May.SEE_TEAM})),
    (r"team/snippets/strategy/", frozenset({May.EDIT_RECORDS})),
    (r"team/(api|block-preview|bulk|documents|editing-sessions|embeds|images|tag-autocomplete)/", _WRITES),
    (r"team/(choose-|snippets/choose/)", _WRITES),
    (r"team/(collections|pages|redirects|reports)/", frozenset({May.COMPOSE_PAGES})),
    (r"team/(settings|workflows)/", frozenset({May.MANAGE_PEOPLE})),
    (r"team/", frozenset({May.SEE_TEAM})),
)
"""For Wagtail's addresses by how they begin, the first that fits: of which capabilities one has to be held."""


def needed_at(address: str) -> frozenset[May]:
    """Of which capabilities one has to be held to find anything at an address of Wagtail's."""
    return next(needed for beginning, needed in NEEDS if re.match(f"/{beginning}", address))


ROUTES: list[Route] = [
    team("team/"),
    public("team/sprite/"),
    public("team/jsi18n/"),
]
