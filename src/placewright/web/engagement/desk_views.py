"""A shared tablet that nobody touches: it asks whether somebody is there, and then forgets what was answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from placewright.web.engagement.access import public_instrument
from placewright.web.engagement.answering_pages import private_page
from placewright.web.engagement.asked import asked_now
from placewright.web.engagement.idle import WARNED_SECONDS, is_idle
from placewright.web.engagement.models import Stage
from placewright.web.engagement.services.answering import sent_in
from placewright.web.engagement.services.drafts import Held, drop_draft, keep_draft, open_draft
from placewright.web.engagement.sitting import forget_sitting, read_sitting


@require_http_methods(["GET", "HEAD", "POST"])
def still_there(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether somebody is there; unanswered, the tablet is cleared after a minute, with and without scripts."""
    instrument = public_instrument(slug)
    sitting = read_sitting(request, slug)
    if sitting is None or not sitting.desk or instrument.stage() is not Stage.OPEN:
        return redirect("say", slug)
    if sent_in(sitting) is not None:
        return redirect("say_done", slug)
    if request.method == "POST":
        asked = asked_now(instrument)
        keep_draft(instrument, asked, sitting, open_draft(sitting) or Held(asked.version))
        return redirect("say_answer", slug)
    response = private_page(
        request, "still_there", {"instrument": instrument, "seconds": WARNED_SECONDS}, language=sitting.language
    )
    response.headers["Refresh"] = f"{WARNED_SECONDS}; url={reverse('say_idle', args=[slug])}"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def idle(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget what was answered at a desk and begin with the first page. A link does so only after the time is over."""
    public_instrument(slug)
    sitting = read_sitting(request, slug)
    if sitting is None or not sitting.desk:
        return redirect("say", slug)
    if request.method != "POST" and not is_idle(sitting, open_draft(sitting), sent_in(sitting)):
        return redirect("say_answer", slug)
    drop_draft(sitting)
    response = redirect("say", slug)
    forget_sitting(response, slug)
    return response
