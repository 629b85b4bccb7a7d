"""How people come who did not find it by themselves: by an invitation of their own, or at a desk that staff started."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from placewright.web.engagement.access import public_instrument
from placewright.web.engagement.answering_pages import private_page
from placewright.web.engagement.codes import typed_code
from placewright.web.engagement.models import Desk, Invitation, InvitationState, Mode
from placewright.web.engagement.sealing import code_hash
from placewright.web.engagement.services.invitations import by_token, declined
from placewright.web.engagement.sitting import forget_sitting, read_sitting
from placewright.web.engagement.ways import Way, forget_way, keep_way, read_way, way_of


@require_http_methods(["GET", "HEAD"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Follow the link of an invitation. Looking at it uses nothing up: mail programs look at links too."""
    code = typed_code(token)
    found = by_token(code) if code else None
    if found is None:
        raise Http404
    return _arrived(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
def typed_invitation(request: HttpRequest) -> HttpResponse:
    """Type the code of a letter."""
    typed = request.POST.get("code", "")
    context = {
        "heading": _("Your invitation"),
        "explanation": _("Type the code that stands in your letter."),
        "typed": typed,
        "error": "",
    }
    if request.method == "POST":
        code = typed_code(typed)
        found = by_token(code) if code else None
        if found is not None:
            return _arrived(request, found)
        context["error"] = _("No invitation has this code. Look at each sign.")
    return private_page(request, "code_form", context, status=422 if context["error"] else 200)


@require_POST
def decline(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that one will not answer, and get no reminder."""
    instrument = public_instrument(slug)
    way = read_way(request, instrument)
    if way is None or not way.invitation:
        return redirect("say", slug)
    declined(way.invitation)
    response = private_page(request, "declined", {"instrument": instrument})
    forget_way(response)
    forget_sitting(response, slug)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Make this browser a desk, with the code that staff started it under."""
    typed = request.POST.get("code", "")
    context = {
        "heading": _("A tablet for an event"),
        "explanation": _("Type the code of the event. From then on many people answer here, one after the other."),
        "typed": typed,
        "error": "",
    }
    if request.method == "POST":
        code = typed_code(typed)
        now = timezone.now()
        found = Desk.objects.filter(code_hash=code_hash(code), ends_at__gt=now).first() if code else None
        if found is not None:
            response = redirect("say", found.instrument.slug)
            keep_way(response, found.instrument.slug, way_of(found))
            forget_sitting(response, found.instrument.slug)
            return response
        context["error"] = _("No event has this code, or it is over.")
    return private_page(request, "code_form", context, status=422 if context["error"] else 200)


def _arrived(request: HttpRequest, found: Invitation) -> HttpResponse:
    instrument = found.instrument
    if instrument.is_rehearsal:
        raise Http404
    public_instrument(instrument.slug)
    if found.state == InvitationState.ANSWERED:
        return private_page(request, "answered_already", {"instrument": instrument})
    response = redirect("say", instrument.slug)
    sitting = read_sitting(request, instrument.slug)
    if sitting is not None and sitting.invitation != found.pk:
        forget_sitting(response, instrument.slug)
    keep_way(response, instrument.slug, Way(Mode.INVITED, invitation=found.pk))
    return response
