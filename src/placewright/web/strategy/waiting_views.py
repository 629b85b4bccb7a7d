"""The team's pages on changes that wait for an editor: what each would change, and agreeing to it or leaving it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.mends import told_by
from placewright.web.strategy.acting import account_of
from placewright.web.strategy.data_forms import AcceptForm, NoteForm
from placewright.web.strategy.data_queries import waiting_lines
from placewright.web.strategy.models import WaitingChange
from placewright.web.strategy.services import waiting as services


@only(May.SEE_TEAM.permission)
@require_safe
def waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """What a change would do to the live claims, or did."""
    found = get_object_or_404(WaitingChange.objects.select_related("asked_by", "decided_by"), pk=pk)
    what = services.what_waits(found) if found.is_open else services.WhatWaits()
    context = {
        "page_title": found.reason,
        "header_icon": "history",
        "waiting": found,
        "what": what,
        "claims": waiting_lines(what) if found.is_open else found.found,
        "troubles": [ruled.issue for ruled in what.troubles],
        "form": AcceptForm(),
        "may_agree": request.user.has_perm(May.PUBLISH_RECORDS.permission),
    }
    return render(request, "strategy/waiting.html", context)


@only(May.PUBLISH_RECORDS.permission)
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make it live, and sign off what changed with it."""
    found, form = get_object_or_404(WaitingChange, pk=pk), AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in which role, what you looked at and why it stands."))
        return redirect("team_waiting", pk)
    said = form.cleaned_data
    try:
        services.agree(found, by=account_of(request), role=said["role"], note=said["note"])
    except PlacewrightError as error:
        messages.error(request, told_by(error))
    else:
        messages.success(request, _("It is live; the public’s pages follow."))
    return redirect("team_waiting", pk)


@only(May.PUBLISH_RECORDS.permission)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Leave what is live as it is."""
    found, form = get_object_or_404(WaitingChange, pk=pk), NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        services.leave(found, by=account_of(request), note=note)
    except PlacewrightError as error:
        messages.error(request, told_by(error))
    else:
        messages.success(request, _("What is live stays as it is; the change is kept as a draft."))
    return redirect("team_waiting", pk)
