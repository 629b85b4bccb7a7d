"""The builder's outline: pages, groups and questions added, moved, copied and removed, and every save undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from placewright.core.errors import PlacewrightError
from placewright.questionnaires import editing
from placewright.questionnaires.editing import PartKind
from placewright.questionnaires.model import Option, Question, QuestionKind, Questionnaire, Scale
from placewright.questionnaires.xlsform.writing import lost_in_xlsform
from placewright.web.accounts.models import Account
from placewright.web.common.whole_numbers import sent_number
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.builder_outline import issues_of, measures, outline
from placewright.web.engagement.builder_saving import save_edit
from placewright.web.engagement.builder_words import KIND_WORDS
from placewright.web.engagement.issue_words import in_words, part_words
from placewright.web.engagement.models import Instrument, QuestionnaireVersion
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import (
    asked_version,
    go_back,
    state_after,
    state_before,
    working_version,
)

Edit = Callable[[Questionnaire], Questionnaire]


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions in order, each with what can be done with it."""
    instrument = run_instrument(request, slug)
    if request.method == "POST":
        return redirect(_done(request, instrument))
    version = working_version(instrument)
    issues = issues_of(instrument, version)
    asked = version.questionnaire
    more: dict[str, Any] = {
        "version": version,
        "asked": asked,
        "is_asked_now": asked_version(instrument) == version,
        "pages": outline(asked, issues),
        "issues": in_words(issues),
        "lost": lost_in_xlsform(asked),
        "kinds": [(kind.value, words) for kind, words in KIND_WORDS.items()],
        "before": state_before(version) if version.frozen_at is None else None,
        "after": state_after(version) if version.frozen_at is None else None,
        **measures(asked),
    }
    return part_page(request, instrument, "outline", more)


@require_http_methods(["GET", "HEAD", "POST"])
def saves(request: HttpRequest, slug: str) -> HttpResponse:
    """Every saved state of the version that is written on, each to go back to."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    if request.method == "POST":
        _go(request, instrument, request.POST.get("number", ""))
        return redirect("engagement_questions", slug)
    held = version.saves.select_related("by").order_by("-number")
    return part_page(request, instrument, "saves", {"version": version, "saves": held})


def new_question(asked: Questionnaire, kind: QuestionKind) -> Question:
    """A question of a kind that is ready to be filled in."""
    made = Question(editing.free_code(asked, PartKind.QUESTION, kind.value), kind, "")
    match kind:
        case QuestionKind.MATRIX:
            agree = (Option("agree", _("Agree")), Option("neither", _("Neither")), Option("disagree", _("Disagree")))
            return Question(made.code, kind, "", options=agree)
        case QuestionKind.RATING:
            return Question(made.code, kind, "", scale=Scale())
    return made


def _done(request: HttpRequest, instrument: Instrument) -> str:
    """Do what a button says; the address of what to look at next."""
    here = reverse("engagement_questions", args=[instrument.slug])
    what, _colon, rest = request.POST.get("do", "").partition(":")
    kind, _colon, code = rest.partition(":")
    if what in {"undo", "redo"}:
        version = working_version(instrument)
        state = state_before(version) if what == "undo" else state_after(version)
        if state is not None:
            _go(request, instrument, str(state.number))
        return here
    if what == "add-question":
        return _question_added(request, instrument, rest) or here
    edit, said = _edit(what, kind, code, rest)
    if edit is None:
        messages.error(request, _("This button is not known here."))
        return here
    was = working_version(instrument).questionnaire
    if save_edit(request, instrument, edit, said) and what == "remove":
        _say_removed(request, was, kind, code)
    return here if what in {"remove", "add-page", "add-group"} else f"{here}#{kind}-{code}"


def _edit(what: str, kind: str, code: str, rest: str) -> tuple[Edit | None, str]:
    if what == "add-page":
        return editing.add_page, _("Added a page")
    if what == "add-group":
        return (lambda asked: editing.add_group(asked, rest)), _("Added a screen")
    if kind not in set(PartKind):
        return None, ""
    part = PartKind(kind)
    names = {"kind": part_words(kind), "code": code}
    match what:
        case "up":
            return (lambda asked: editing.move(asked, part, code, -1)), _("Moved %(kind)s %(code)s up") % names
        case "down":
            return (lambda asked: editing.move(asked, part, code, 1)), _("Moved %(kind)s %(code)s down") % names
        case "copy":
            return (lambda asked: editing.copy(asked, part, code)), _("Copied %(kind)s %(code)s") % names
        case "remove":
            return (lambda asked: editing.remove(asked, part, code)), _("Removed %(kind)s %(code)s") % names
    return None, ""


def _question_added(request: HttpRequest, instrument: Instrument, group: str) -> str | None:
    """The address where the new question is filled in."""
    kind = request.POST.get(f"kind-{group}", "")
    if kind not in set(QuestionKind):
        messages.error(request, _("Choose a kind of question."))
        return None
    made = new_question(working_version(instrument).questionnaire, QuestionKind(kind))

    def edit(asked: Questionnaire) -> Questionnaire:
        return editing.add_questions(asked, group, [made])

    if not save_edit(request, instrument, edit, _("Added question %(code)s") % {"code": made.code}):
        return None
    return reverse("engagement_question", args=[instrument.slug, made.code])


def _say_removed(request: HttpRequest, was: Questionnaire, kind: str, code: str) -> None:
    said = _("It is removed. “Undo” brings it back.")
    lookers = editing.looks_at(was, code) if kind == PartKind.QUESTION else ()
    if lookers:
        said += " " + _("These still look at it and have to be mended: %(parts)s.") % {"parts": ", ".join(lookers)}
    messages.success(request, said)


def _go(request: HttpRequest, instrument: Instrument, number: str) -> QuestionnaireVersion | None:
    try:
        return go_back(instrument, sent_number(number) or 0, by=cast(Account, request.user))
    except PlacewrightError as error:
        messages.error(request, str(error))
    return None
