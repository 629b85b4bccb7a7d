"""Questions of a bank put into a questionnaire, with the codes that they have there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from placewright.questionnaires.banks import BANKS, bank, insert
from placewright.questionnaires.editing import PartKind, codes
from placewright.questionnaires.model import Questionnaire
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.builder_saving import save_edit
from placewright.web.engagement.builder_words import KIND_WORDS
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import working_version


@require_http_methods(["GET", "HEAD", "POST"])
def banks(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    """Every bank, to choose questions for one screen."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    asked = version.questionnaire
    if group not in codes(asked, PartKind.GROUP):
        raise Http404
    wanted = request.POST.getlist("question")
    if request.method == "POST" and not wanted:
        messages.error(request, _("Choose at least one question."))
    elif request.method == "POST":

        def edit(now: Questionnaire) -> Questionnaire:
            return insert(now, group, wanted)

        took = ngettext("Took %(number)s question of a bank", "Took %(number)s questions of banks", len(wanted))
        if save_edit(request, instrument, edit, took % {"number": len(wanted)}):
            return redirect(reverse("engagement_questions", args=[slug]) + f"#group-{group}")
    here = {question.bank for question in asked.questions() if question.bank}
    shown = [
        (held, [(one, KIND_WORDS[one.kind], one.bank in here) for one in held.questions])
        for held in (bank(name) for name in BANKS)
    ]
    return part_page(request, instrument, "banks", {"version": version, "group": group, "banks": shown})
