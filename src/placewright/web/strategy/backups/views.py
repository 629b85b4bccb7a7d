"""The team's page on whole copies: when the last was taken, taking another, and fetching one."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.event_log import record_event
from placewright.web.strategy.backups.services import ask_for_copy, last_copy
from placewright.web.strategy.models import CopyState, WholeCopy

TITLE = gettext_lazy("Whole copies")
_MOST = 30


@only(May.BACK_UP.permission)
@require_safe
def copies(request: HttpRequest) -> HttpResponse:
    """The copies that were taken, newest first."""
    found = list(WholeCopy.objects.select_related("asked_by")[:_MOST])
    context = {
        "page_title": TITLE,
        "header_icon": "download",
        "copies": found,
        "last": last_copy(),
        "under_way": any(copy.state in (CopyState.WAITING, CopyState.RUNNING) for copy in found),
    }
    return render(request, "strategy/keeping/copies.html", context)


@only(May.BACK_UP.permission)
@require_POST
def take(request: HttpRequest) -> HttpResponseBase:
    """Have another taken."""
    ask_for_copy(by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("A copy is being taken in the background."))
    return redirect("team_copies")


@only(May.BACK_UP.permission)
@require_safe
def fetch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a copy."""
    copy = WholeCopy.objects.filter(pk=pk).first()
    if copy is None or not copy.is_here:
        raise Http404
    record_event("fetched", "copy", copy.name, by=request.user)
    return FileResponse(copy.file.open("rb"), as_attachment=True, filename=copy.name, content_type="application/zip")
