"""The team's page on which a survey or consultation is rehearsed with respondents who do not exist."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.rehearsing import MOST, end_rehearsal, rehearse


class RehearsalForm(forms.Form):
    """How many answer, and from which number chance begins."""

    count = forms.IntegerField(label=_("How many answer"), min_value=1, max_value=MOST, initial=450)
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text=_("The same number gives the same answers again."),
    )


@require_http_methods(["GET", "POST"])
def rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a rehearsal, look at the one there is, or delete it with everything in it."""
    instrument = run_instrument(request, slug)
    if instrument.rehearsal_of is not None and request.method == "GET":
        return redirect("engagement_rehearsal", instrument.rehearsal_of.slug)
    account = cast(Account, request.user)
    form = RehearsalForm(request.POST if request.POST.get("do") == "rehearse" else None)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "end":
                for one in instrument.rehearsals.all():
                    end_rehearsal(one, by=account)
                messages.success(request, _now("The rehearsal is deleted, with every invented answer."))
                return redirect("engagement_rehearsal", slug)
            if form.is_valid():
                made = rehearse(instrument, form.cleaned_data["count"], form.cleaned_data["seed"], by=account)
                messages.success(request, _now("The rehearsal stands: every answer in it is invented."))
                return redirect("engagement_watch", made.slug)
        except PlacewrightError as error:
            messages.error(request, str(error))
    there = instrument.rehearsals.first()
    more = {"form": form, "there": there, "number": there.responses.count() if there else 0}
    return part_page(request, instrument, "rehearsal", more, status=422 if form.errors else 200)
