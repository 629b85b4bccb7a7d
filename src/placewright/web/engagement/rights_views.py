"""The team's pages of people's rights: all data of a person, copies, erasure, and what is removed when."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.access import only
from placewright.web.common.event_log import record_event
from placewright.web.common.mends import said_by
from placewright.web.common.whole_numbers import sent_number
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.models import Invitation, Response
from placewright.web.engagement.processing_record import processing_docx
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.retention import schedule, shred
from placewright.web.engagement.services.rights import (
    Found,
    copy_as_json,
    copy_of,
    erase,
    find_person,
    forget_contact,
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PersonForm(forms.Form):
    """Whom to look for. It is sent, not put into the address, so that no log of addresses holds a name."""

    text = forms.CharField(
        label=_("Name, e-mail address, reference or receipt code"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Whole, as it was given. That you looked is logged; for whom is not."),
    )


class RemovalForm(forms.Form):
    """A reason for a removal."""

    reason = forms.CharField(label=_("Why"), max_length=500, required=False)


@only(May.READ_IDENTITIES.permission)
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Look for all data of a person, and erase what they ask to have erased."""
    account = cast(Account, request.user)
    form = PersonForm(request.POST if request.POST.get("do") == "find" else None)
    found: Found | None = None
    if request.method == "POST":
        try:
            if request.POST.get("do") == "erase":
                return _erase(request, account)
            if form.is_valid():
                found = find_person(form.cleaned_data["text"], by=account)
        except PlacewrightError as error:
            messages.error(request, said_by(error))
    rows = [{"response": one, "copy": copy_of(one)} for one in found.responses] if found else []
    held = {
        "page_title": _now("Data of a person"),
        "header_icon": "user",
        "form": form,
        "found": found,
        "rows": rows,
        "invitations": found.invitations if found else (),
    }
    answer = render(request, "engagement/people.html", held, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@only(May.READ_IDENTITIES.permission)
@require_safe
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything of one response as a file, for who gave it; that it was given out is logged."""
    one = get_object_or_404(Response, reference=reference)
    record_event("gave a copy of", "response", reference, by=cast(Account, request.user))
    answer = HttpResponse(copy_as_json(one), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="copy-{reference}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest, slug: str) -> HttpResponse:
    """What is kept until when, what was removed, and a button for each class."""
    instrument = run_instrument(request, slug)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = shred(
                instrument, request.POST.get("rule", ""), form.cleaned_data["reason"], by=cast(Account, request.user)
            )
            messages.success(
                request, _now("Removed: %(count)s. The proof is kept.") % {"count": done.counts["removed"]}
            )
            return redirect("engagement_retention", slug)
        except PlacewrightError as error:
            messages.error(request, said_by(error))
    more = {"due": schedule(instrument), "removals": instrument.shreddings.select_related("by"), "form": form}
    return part_page(request, instrument, "retention", more, status=422 if request.method == "POST" else 200)


@require_safe
def processing(request: HttpRequest, slug: str) -> HttpResponse:
    """The record of processing and the template of an impact assessment, filled with what is known, for Word."""
    instrument = run_instrument(request, slug)
    answer = HttpResponse(processing_docx(instrument), content_type=_WORD)
    answer.headers["Content-Disposition"] = f'attachment; filename="{instrument.slug}-processing.docx"'
    return answer


def _erase(request: HttpRequest, account: Account) -> HttpResponse:
    reason = request.POST.get("reason", "")
    if "invitation" in request.POST:
        one = get_object_or_404(Invitation, pk=sent_number(request.POST["invitation"]))
        forget_contact(one, reason, by=account)
    else:
        erase(get_object_or_404(Response, reference=request.POST.get("reference", "")), reason, by=account)
    messages.success(request, _now("It is erased."))
    return redirect("engagement_people")
