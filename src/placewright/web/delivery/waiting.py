"""What waits in delivery, for the team's first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from placewright.web.accounts.what_waits import HOOK, Waiting
from placewright.web.delivery.queries import delivery


@hooks.register(HOOK)
def delivery_waits(request: HttpRequest) -> Iterator[Waiting]:
    """How many measures people have to read that nobody has read yet."""
    now = delivery()
    every = list(now.watched.values()) if now else []
    unread = sum(one.is_read_here and one.newest is None for one in every)
    says: tuple[str, ...] = ()
    if unread:
        text = ngettext("%(n)s measure was never read.", "%(n)s measures were never read.", unread)
        says = (text % {"n": unread},)
    watched = ngettext("%(n)s measure is watched.", "%(n)s measures are watched.", len(every)) % {"n": len(every)}
    yield Waiting(_("Delivery"), reverse("team_delivery"), says, watched if every else _("There are no measures yet."))
