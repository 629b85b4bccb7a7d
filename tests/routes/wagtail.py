"""The permission matrix of the team's area as far as it is Wagtail's own: rules for whole prefixes.

At each address that begins so, visitors are led to sign in and accounts without a role get a 404. What each role may
do there is Wagtail's permissions, which `test_roles` holds against `roles.CAPABILITIES`.
"""

from __future__ import annotations

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
    "team/test404/",
    "team/workflows/",
    "team/^.*/$",
)
"""Wagtail's own addresses; a page of ours is listed in the module of its app instead, with `team(...)`."""

CLOSED: tuple[str, ...] = ("team/users/", "team/groups/", "team/sites/", "team/password_reset/", "team/failwhale/")
"""Wagtail's addresses that a closed door stands before."""

ROUTES: list[Route] = [
    team("team/"),
    public("team/sprite/"),
    public("team/jsi18n/"),
]
