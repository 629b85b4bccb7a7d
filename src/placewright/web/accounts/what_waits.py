"""What waits for somebody, at the head of the team's first page; each app says its own by the hook `what_waits`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from placewright.web.accounts.capabilities import May

HOOK = "what_waits"
"""Functions under this name take the request and give what waits."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part of the work in a line or two: where it stands, what is to be done, and where one does it.

    `says` is a sentence for each thing that waits; with none, `rests` says that all is well.
    """

    subject: str
    href: str
    says: tuple[str, ...] = ()
    rests: str = ""
    is_pressing: bool = False


class WhatWaits(Component):  # type: ignore[misc]
    """The panel; what presses comes first."""

    name = "what_waits"
    order = 10
    template_name = "accounts/what_waits.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """What every app says, to those who see the team's pages."""
        request: HttpRequest = parent_context["request"]
        may_see = request.user.has_perm(May.SEE_TEAM.permission)
        waiting = sorted(_said(request), key=lambda one: not one.is_pressing) if may_see else []
        return {"waiting": waiting}


def _said(request: HttpRequest) -> Iterator[Waiting]:
    for says in hooks.get_hooks(HOOK):
        found: Iterable[Waiting] = says(request)
        yield from found
