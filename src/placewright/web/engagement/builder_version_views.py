"""Versions of a questionnaire: what changed from one to the next, and letting the next take its place."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from placewright.core.errors import PlacewrightError
from placewright.core.issues import Severity
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.versions import ChangeKind, compare, recoded
from placewright.web.accounts.models import Account
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.builder_outline import issues_of
from placewright.web.engagement.builder_saving import save_edit
from placewright.web.engagement.issue_words import in_words
from placewright.web.engagement.models import Instrument, QuestionnaireVersion
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import asked_version, freeze, working_version

_SHORTEST_NOTE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """What the newest version changes, and every version."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    if request.method == "POST":
        _do(request, instrument, version)
        return redirect("engagement_versions", slug)
    every = list(instrument.versions.select_related("frozen_by").order_by("-number"))
    before = every[1] if len(every) > 1 else None
    words = {
        ChangeKind.ADDED: _("new"),
        ChangeKind.REMOVED: _("asked no more"),
        ChangeKind.MOVED: _("moved"),
        ChangeKind.REWORDED: _("other words"),
        ChangeKind.ASKED_OTHERWISE: _("asked otherwise"),
        ChangeKind.MEANS_OTHERWISE: _("would mean something else"),
    }
    changes = compare(before.questionnaire, version.questionnaire) if before is not None else ()
    asked = asked_version(instrument)
    issues = issues_of(instrument, version)
    more: dict[str, Any] = {
        "version": version,
        "before": before,
        "asked": asked,
        "versions": every,
        "changes": [(one, words[one.kind], one.kind is ChangeKind.MEANS_OTHERWISE) for one in changes],
        "errors": in_words(issue for issue in issues if issue.severity is Severity.ERROR),
        "may_replace": asked is not None and version.frozen_at is None,
    }
    return part_page(request, instrument, "versions", more)


def _do(request: HttpRequest, instrument: Instrument, version: QuestionnaireVersion) -> None:
    what, _colon, code = request.POST.get("do", "").partition(":")
    if what == "recode":
        older = [one.questionnaire for one in instrument.versions.exclude(pk=version.pk).order_by("number")]

        def edit(now: Questionnaire) -> Questionnaire:
            return recoded(now, code, taken=older)

        if code in {one.code for one in version.questionnaire.questions()}:
            save_edit(request, instrument, edit, _("Gave question %(code)s a new code") % {"code": code})
        return
    note = request.POST.get("note", "").strip()
    if what != "replace" or asked_version(instrument) is None:
        messages.error(request, _("This button is not known here."))
    elif request.POST.get("seen") != version.digest:
        messages.error(request, _("Somebody changed it meanwhile. Look at it again first."))
    elif len(note) < _SHORTEST_NOTE:
        messages.error(request, _("Say in a sentence what changed and why; it stands beside the version."))
    else:
        _replaced(request, version, note)


def _replaced(request: HttpRequest, version: QuestionnaireVersion, note: str) -> None:
    try:
        freeze(version, by=cast(Account, request.user), note=note)
    except PlacewrightError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("From now on this version is asked. Who had begun goes on with the one before."))
