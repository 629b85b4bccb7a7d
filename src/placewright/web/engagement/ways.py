"""By which way somebody comes to answer: an invitation of their own, or a desk at an event."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from placewright.web.engagement.models import Desk, Instrument, Invitation, InvitationState, Mode

_SALT = "placewright.engagement.way"
_NAME = "say-way"
_PATH = "/have-your-say/"
_SECONDS = 14 * 24 * 3600
_MARK = 16
"""Letters of the hash of a desk's code that its tablets carry, by which a newer code ends them."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way, with the mode that a response keeps of it."""

    mode: str
    invitation: int = 0
    desk: int = 0
    code: str = ""
    """Of a desk: which of its codes was typed, as the beginning of the code's hash."""


def read_way(request: HttpRequest, instrument: Instrument) -> Way | None:
    """The way that the browser came by; None where it came by the open link, or its way has ended."""
    try:
        slug, invitation, desk, *code = signing.loads(request.COOKIES.get(_NAME, ""), salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    if slug != instrument.slug:
        return None
    if desk:
        held = Desk.objects.filter(pk=desk, instrument=instrument, ends_at__gt=timezone.now()).first()
        return way_of(held) if held is not None and code == [way_of(held).code] else None
    ended = (InvitationState.ANSWERED, InvitationState.REFUSED, InvitationState.NOT_ELIGIBLE)
    there = Invitation.objects.filter(pk=invitation, instrument=instrument).exclude(state__in=ended).exists()
    return Way(Mode.INVITED, invitation=invitation) if there else None


def way_of(desk: Desk) -> Way:
    """The way of a tablet on which the desk's code was typed, for as long as the desk keeps that code."""
    return Way(Mode.EVENT, desk=desk.pk, code=desk.code_hash[:_MARK])


def keep_way(response: HttpResponseBase, slug: str, way: Way) -> None:
    """Have the browser carry the way."""
    held = signing.dumps((slug, way.invitation, way.desk, way.code), salt=_SALT)
    response.set_cookie(
        _NAME, held, path=_PATH, secure=bool(settings.SESSION_COOKIE_SECURE), httponly=True, samesite="Lax"
    )


def forget_way(response: HttpResponseBase) -> None:
    """Have the browser forget it."""
    response.delete_cookie(_NAME, path=_PATH, samesite="Lax")
