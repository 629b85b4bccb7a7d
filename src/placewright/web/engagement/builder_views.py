"""The team's entry to surveys and consultations: all of them, a new one, and one at a glance."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.access import only, require
from placewright.web.engagement.access import see_instrument
from placewright.web.engagement.builder_file_views import keep_findings
from placewright.web.engagement.builder_forms import KINDS, DetailsForm, NewForm
from placewright.web.engagement.builder_language_views import language_name
from placewright.web.engagement.models import Instrument, ResponseState
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import (
    asked_version,
    change_details,
    make_instrument,
    working_version,
)

TITLE = gettext_lazy("Surveys and consultations")
COUNTED = Q(responses__state__in=[ResponseState.ACCEPTED, ResponseState.FLAGGED])


@only(May.SEE_TEAM.permission)
@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """Every survey and consultation with where it stands and how many answered."""
    every = Instrument.objects.filter(rehearsal_of=None).annotate(
        answered=Count("responses", filter=COUNTED, distinct=True), rehearsed=Count("rehearsals", distinct=True)
    )
    context = {
        "page_title": TITLE,
        "header_icon": "comment",
        "instruments": [(one, one.stage()) for one in every],
        "may_run": request.user.has_perm(May.RUN_ENGAGEMENT.permission),
        "kinds": KINDS,
    }
    return render(request, "engagement/instruments.html", context)


@only(May.RUN_ENGAGEMENT.permission)
@require_http_methods(["GET", "HEAD", "POST"])
def new_instrument(request: HttpRequest) -> HttpResponse:
    """Begin a survey or a consultation."""
    form = NewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        made = make_instrument(
            title=held["title"],
            kind=held["kind"],
            summary=held["summary"],
            questionnaire=held["questionnaire"],
            by=cast(Account, request.user),
        )
        messages.success(request, _("It is begun."))
        if form.findings:
            keep_findings(request, made.slug, form.findings)
            return redirect("engagement_brought", made.slug)
        return redirect("engagement_instrument", made.slug)
    context: dict[str, Any] = {
        "page_title": _("A new survey or consultation"),
        "header_icon": "comment",
        "form": form,
        "kinds": KINDS,
        "others": Instrument.objects.filter(rehearsal_of=None).order_by("title"),
    }
    return render(request, "engagement/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """One at a glance: what it is, its questions, its versions, and what comes next."""
    held = see_instrument(request, slug)
    form = DetailsForm(request.POST or None, initial={"title": held.title, "summary": held.summary, "kind": held.kind})
    if request.method == "POST":
        require(request, May.RUN_ENGAGEMENT.permission)
        if form.is_valid():
            try:
                change_details(held, by=cast(Account, request.user), **form.cleaned_data)
            except PlacewrightError as error:
                form.add_error("kind", str(error))
            else:
                messages.success(request, _("It is kept."))
                return redirect("engagement_instrument", slug)
    version, asked = working_version(held), asked_version(held)
    questionnaire = version.questionnaire
    more = {
        "form": form,
        "kind_words": next(words for words in KINDS if words.kind == held.kind),
        "may_run": request.user.has_perm(May.RUN_ENGAGEMENT.permission),
        "version": version,
        "asked": asked,
        "versions": held.versions.select_related("frozen_by").order_by("-number"),
        "pages": len(questionnaire.pages),
        "questions": sum(1 for _each in questionnaire.questions()),
        "languages": [language_name(one) for one in sorted({questionnaire.language, *questionnaire.texts})],
    }
    return part_page(request, held, "overview", more, status=422 if form.errors else 200)
