"""The preview: the questionnaire as respondents see it, on a phone and on a desktop; nothing that is typed is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from placewright.questionnaires.answers import Problem, read_sent
from placewright.questionnaires.flow import Step, steps
from placewright.questionnaires.model import QuestionKind, Questionnaire
from placewright.questionnaires.texts import in_language
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.builder_language_views import language_name
from placewright.web.engagement.builder_outline import measures
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.shown import paragraphs, shown_screen

_SALT = "placewright.engagement.preview"
_LONGEST_SIGNED = 200_000
_SEED = "preview"


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The questionnaire on a phone and on a desktop, side by side."""
    instrument = run_instrument(request, slug)
    asked = working_version(instrument).questionnaire
    screens = [(group.code, group.title or page.title or group.code) for page in asked.pages for group in page.groups]
    language = request.GET.get("language", asked.language)
    more: dict[str, Any] = {
        "screens": screens,
        "at": request.GET.get("at", ""),
        "language": language if language in {asked.language, *asked.texts} else asked.language,
        "languages": [(code, language_name(code)) for code in (asked.language, *asked.texts)],
        **measures(asked),
    }
    return part_page(request, instrument, "preview", more)


@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """One screen as it will be; going on shows the next for the answers that were given."""
    instrument = run_instrument(request, slug)
    asked = working_version(instrument).questionnaire
    language = request.GET.get("language", asked.language)
    asked = in_language(asked, language)
    answers = _answers(request.POST.get("held", ""))
    at = request.POST.get("at") or request.GET.get("at", "")
    if not at and request.method != "POST":
        return _drawn(request, instrument, asked, language, {"is_first": True})
    order = steps(asked, answers, _SEED)
    now = next((step for step in order if step.code == at), None)
    if now is None and at and request.method != "POST":
        now = _alone(asked, at)
    if now is None:
        now = order[0] if order else None
    if request.method != "POST" or now is None or request.POST.get("go") == "begin":
        return _step(request, instrument, asked, language, now, answers)
    if request.POST.get("go") == "back":
        return _step(request, instrument, asked, language, _beside(order, now.code, -1), answers)
    sent = {name: request.POST.getlist(name) for name in request.POST}
    questions = [question for question in now.questions if question.kind is not QuestionKind.FILE]
    entry = read_sent(questions, sent)
    for question in questions:
        answers.pop(question.code, None)
    answers.update(entry.answers)
    order = steps(asked, answers, _SEED)
    after = next((step for step in order if step.code == now.code), now)
    codes = {question.code for question in after.questions}
    problems = tuple(problem for problem in entry.problems if problem.question in codes)
    if problems:
        return _step(request, instrument, asked, language, after, answers, sent=sent, problems=problems)
    if codes - {question.code for question in now.questions}:  # what these answers lead to on the same screen
        return _step(request, instrument, asked, language, after, answers)
    return _step(request, instrument, asked, language, _beside(order, now.code, 1), answers)


def _step(
    request: HttpRequest,
    instrument: Instrument,
    asked: Questionnaire,
    language: str,
    now: Step | None,
    answers: dict[str, object],
    *,
    sent: Mapping[str, Sequence[str]] | None = None,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    if now is None:
        return _drawn(request, instrument, asked, language, {"is_over": True})
    order = [step.code for step in steps(asked, answers, _SEED)]
    number = order.index(now.code) + 1 if now.code in order else 1
    areas = tuple(code for question in now.questions for code in question.areas)
    found = shown_screen(now, asked, answers, sent=sent or {}, problems=problems, names=area_names(areas))
    more = {
        "screen": found,
        "number": number,
        "of": max(len(order), number),
        "held": signing.dumps(answers, salt=_SALT, compress=True),
        "before": number > 1,
    }
    return _drawn(request, instrument, asked, language, more, status=422 if problems else 200)


def _drawn(
    request: HttpRequest,
    instrument: Instrument,
    asked: Questionnaire,
    language: str,
    more: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    with translation.override(language):
        context = {
            "instrument": instrument,
            "questionnaire": asked,
            "language": language,
            "introduction": paragraphs(asked.introduction),
            "thanks": paragraphs(asked.thanks),
            "trail": ((_("Have your say"), "have-your-say/"),),
            "is_first": False,
            "is_over": False,
            "screen": None,
            **more,
        }
        response = render(request, "engagement/previewed.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answers(held: str) -> dict[str, object]:
    """The answers that a form of the preview carried; none where it was tampered with."""
    if not held or len(held) > _LONGEST_SIGNED:
        return {}
    try:
        found: dict[str, object] = signing.loads(held, salt=_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return {}
    return found


def _alone(asked: Questionnaire, code: str) -> Step | None:
    """A screen that these answers do not lead to, as it would be."""
    for page in asked.pages:
        for group in page.groups:
            if group.code == code:
                return Step(page, group, group.questions)
    return None


def _beside(order: Sequence[Step], code: str, step: int) -> Step | None:
    """The screen before or after; the first where there is none before it, nothing after the last."""
    at = next((number for number, one in enumerate(order) if one.code == code), None)
    if at is None:
        return order[0] if order else None
    if at + step < 0:
        return order[0]
    return order[at + step] if at + step < len(order) else None
