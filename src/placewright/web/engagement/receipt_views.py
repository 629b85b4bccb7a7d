"""What a receipt opens: reading, copying, correcting and withdrawing what one sent in."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from placewright.questionnaires.flow import steps
from placewright.web.engagement.answering_pages import answered_parts, private_page, when_words
from placewright.web.engagement.asked import asked_then
from placewright.web.engagement.codes import typed_code
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Response, ResponseState
from placewright.web.engagement.sent_files import names_of
from placewright.web.engagement.services.answering import all_answers, may_correct, with_receipt, withdraw
from placewright.web.engagement.services.drafts import Held, keep_draft
from placewright.web.engagement.services.rights import copy_as_json
from placewright.web.engagement.sitting import Sitting, keep_sitting, new_sitting

_NAME = "say-receipt"
_PATH = "/have-your-say/receipt/"
_SALT = "placewright.engagement.receipt"
_SECONDS = 1800


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then show what was sent in, with what may be done with it."""
    response = _opened(request)
    if response is None:
        return _asked_for_code(request)
    if request.method == "POST":
        return _done(request, response)
    return _page(request, response)


def _asked_for_code(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("code", "")
    context = {
        "heading": _("Your receipt"),
        "explanation": _("Type the code of your receipt to read, correct or withdraw what you sent in."),
        "typed": typed,
        "error": "",
    }
    if request.method == "POST":
        code = typed_code(typed)
        if code and with_receipt(code) is not None:
            page = redirect("say_receipt")
            _keep(page, code)
            return page
        context["error"] = _(
            "No answers have this code. Look at each sign; answers are removed some time after closing."
        )
    return private_page(request, "code_form", context, status=422 if context["error"] else 200)


def _done(request: HttpRequest, response: Response) -> HttpResponse:
    page: HttpResponse
    match request.POST.get("go", ""):
        case "withdraw" if request.POST.get("sure"):
            withdraw(response)
        case "correct" if may_correct(response):
            sitting = _correcting(response)
            page = redirect("say_answer", response.instrument.slug)
            keep_sitting(page, response.instrument.slug, sitting)
            return page
        case "copy":
            page = HttpResponse(copy_as_json(response), content_type="application/json; charset=utf-8")
            page.headers["Content-Disposition"] = f'attachment; filename="{response.reference}.json"'
            page.headers["Cache-Control"] = "no-store"
            return page
        case "close":
            page = redirect("say_all")
            page.delete_cookie(_NAME, path=_PATH, samesite="Lax")
            return page
    return redirect("say_receipt")


def _correcting(response: Response) -> Sitting:
    """A sitting whose draft holds the answers as they are, to be changed and sent in anew."""
    asked = asked_then(response.version_id)
    fresh = new_sitting(response.language, response.mode)
    sitting = Sitting(fresh.code, int(time.time()), fresh.language, fresh.mode, corrects=response.reference)
    answers = all_answers(response)
    keep_draft(response.instrument, asked, sitting, Held(asked.version, answers=answers))
    return sitting


def _page(request: HttpRequest, response: Response) -> HttpResponse:
    asked = asked_then(response.version_id)
    questionnaire = asked.in_words_of(response.language)
    answers = all_answers(response)
    facts = facts_of(response.instrument)
    context: dict[str, Any] = {
        "questionnaire": questionnaire,
        "answered": answered_parts(
            steps(questionnaire, answers, response.seed),
            questionnaire,
            answers,
            names=names_of(response.files.all()),
        ),
        "when": when_words(response.submitted_at, response.instrument.zone),
        "is_withdrawn": response.state == ResponseState.WITHDRAWN,
        "is_held": response.state == ResponseState.HELD,
        "may_correct": may_correct(response),
        "contact": facts.contact,
    }
    return private_page(request, "receipt", context, language=response.language)


def _opened(request: HttpRequest) -> Response | None:
    try:
        code = signing.loads(request.COOKIES.get(_NAME, ""), salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    return with_receipt(str(code))


def _keep(page: HttpResponseBase, code: str) -> None:
    page.set_cookie(
        _NAME,
        signing.dumps(code, salt=_SALT),
        path=_PATH,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
