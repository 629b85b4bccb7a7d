"""The tabs of one survey or consultation in the team's area; each part of the app adds its own here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.capabilities import May
from placewright.web.engagement.models import Instrument


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of an instrument: what it is called, the name of its address, and who may see it."""

    label: str | Promise
    url_name: str
    may: May = May.RUN_ENGAGEMENT


TABS: list[Tab] = [
    Tab(_("Overview"), "engagement_instrument", May.SEE_TEAM),
    Tab(_("Questions"), "engagement_questions"),
    Tab(_("Languages"), "engagement_languages"),
    Tab(_("Versions"), "engagement_versions"),
    Tab(_("Before it opens"), "engagement_launch"),
    Tab(_("Rehearsal"), "engagement_rehearsal"),
    Tab(_("Reach"), "engagement_reach"),
    Tab(_("Who has answered"), "engagement_watch"),
    Tab(_("Invitations"), "engagement_invitations"),
    Tab(_("Type in"), "engagement_entry"),
    Tab(_("Events"), "engagement_desks"),
    Tab(_("From a file"), "engagement_bring"),
    Tab(_("Responses"), "engagement_responses", May.READ_ANSWERS),
    Tab(_("Weights"), "engagement_weights"),
    Tab(_("Texts"), "engagement_texts", May.READ_ANSWERS),
    Tab(_("Results"), "engagement_results"),
    Tab(_("Keeping and removing"), "engagement_retention"),
]
"""In the order in which they are shown."""


def tabs_for(request: HttpRequest, instrument: Instrument) -> Iterator[dict[str, object]]:
    """The tabs that the account may open, each with its address and whether it is the one shown."""
    for tab in TABS:
        if request.user.has_perm(tab.may.permission):
            href = reverse(tab.url_name, args=[instrument.slug])
            yield {"label": tab.label, "href": href, "is_here": request.path == href}
