"""The builder's pages of one question, of a page or screen, and of the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from placewright.questionnaires import editing
from placewright.questionnaires.editing import PartKind, UnknownPart
from placewright.questionnaires.model import Question, Questionnaire
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.builder_outline import issues_of
from placewright.web.engagement.builder_question_forms import GroupForm, PageForm, QuestionSheet, WholeForm
from placewright.web.engagement.builder_saving import save_edit
from placewright.web.engagement.builder_words import rule_words
from placewright.web.engagement.issue_words import part_words
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import working_version

_FORMS: dict[str, type[forms.Form]] = {"whole": WholeForm, "page": PageForm, "group": GroupForm}


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One question: its words, its answers, its limits."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    asked = version.questionnaire
    try:
        held = editing.find_question(asked, code)
    except UnknownPart as error:
        raise Http404 from error
    sheet = QuestionSheet.of(asked, held, request.POST if request.method == "POST" else None)
    if request.method == "POST" and sheet.is_valid():
        address = _saved(request, instrument, held, sheet.question())
        if address:
            return redirect(address)
    where = {f"question {code}", f"{code}.label"}
    before = editing.before(asked, PartKind.QUESTION, code)
    more: dict[str, Any] = {
        "version": version,
        "sheet": sheet,
        "question": held,
        "rule": rule_words(held.shown_if, asked),
        "issues": [issue for issue in issues_of(instrument, version) if issue.where in where],
        "earlier": before,
        "translated": sorted(lang for lang, words in asked.texts.items() if f"{code}.label" in words),
    }
    return part_page(request, instrument, "question", more, status=422 if sheet.form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, slug: str, kind: str, code: str) -> HttpResponse:
    """Title, text and code of a page or a screen, or the introduction and thanks of the whole."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    asked = version.questionnaire
    if kind not in _FORMS:
        raise Http404
    held = _part(asked, kind, code)
    initial = {name: getattr(held, name) for name in _FORMS[kind].base_fields}
    form = _FORMS[kind](request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _code_is_free(asked, kind, code, form):

        def edit(now: Questionnaire) -> Questionnaire:
            return _with_part(now, kind, code, form.cleaned_data)

        said = _("Changed %(kind)s %(code)s") % {"kind": part_words(kind), "code": code}
        if save_edit(request, instrument, edit, said):
            messages.success(request, _("It is kept."))
            address = reverse("engagement_questions", args=[slug])
            return redirect(address if kind == "whole" else f"{address}#{kind}-{form.cleaned_data['code']}")
    more = {"version": version, "form": form, "kind": kind, "code": code}
    return part_page(request, instrument, "part", more, status=422 if form.errors else 200)


def _saved(request: HttpRequest, instrument: Instrument, was: Question, made: Question) -> str | None:
    """The address to go to once the question is saved; a button may have moved one of its answers as well."""
    what, _colon, rest = request.POST.get("do", "save").partition(":")
    if what in {"option-up", "option-down", "row-up", "row-down"}:
        name = "options" if what.startswith("option") else "rows"
        made = _item_moved(made, name, rest, -1 if what.endswith("up") else 1)

    def edit(asked: Questionnaire) -> Questionnaire:
        return editing.replace_question(asked, was.code, made)

    if not save_edit(request, instrument, edit, _("Changed question %(code)s") % {"code": made.code}):
        return None
    messages.success(request, _("It is kept."))
    if what == "save":
        return reverse("engagement_questions", args=[instrument.slug]) + f"#question-{made.code}"
    anchor = {"option-up": "#answers", "option-down": "#answers", "row-up": "#lines", "row-down": "#lines"}
    return reverse("engagement_question", args=[instrument.slug, made.code]) + anchor.get(what, "")


def _item_moved(question: Question, name: str, code: str, step: int) -> Question:
    items = list(getattr(question, name))
    at = next((number for number, item in enumerate(items) if item.code == code), None)
    if at is None or not 0 <= at + step < len(items):
        return question
    items[at], items[at + step] = items[at + step], items[at]
    changed: dict[str, Any] = {name: tuple(items)}
    return replace(question, **changed)


def _part(asked: Questionnaire, kind: str, code: str) -> Any:
    try:
        if kind == "whole":
            return asked
        return editing.find_page(asked, code) if kind == "page" else editing.find_group(asked, code)
    except UnknownPart as error:
        raise Http404 from error


def _code_is_free(asked: Questionnaire, kind: str, code: str, form: forms.Form) -> bool:
    new = form.cleaned_data.get("code", code)
    if kind != "whole" and new != code and new in editing.codes(asked, PartKind(kind)):
        form.add_error("code", _("Another has this code."))
        return False
    return True


def _with_part(asked: Questionnaire, kind: str, code: str, given: dict[str, Any]) -> Questionnaire:
    if kind == "whole":
        return replace(asked, **given)
    texts = {
        language: {_path(path, kind, code, given["code"]): text for path, text in words.items()}
        for language, words in asked.texts.items()
    }
    asked = replace(asked, texts=texts)
    if kind == "page":
        return editing.replace_page(asked, code, replace(editing.find_page(asked, code), **given))
    return editing.replace_group(asked, code, replace(editing.find_group(asked, code), **given))


def _path(path: str, kind: str, old: str, new: str) -> str:
    start = f"{kind}.{old}."
    return f"{kind}.{new}.{path.removeprefix(start)}" if path.startswith(start) else path
