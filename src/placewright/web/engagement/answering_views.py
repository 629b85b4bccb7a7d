"""The public's way in: what is open, what one survey or consultation is about, and beginning to answer it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placewright.questionnaires.flow import steps
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.reading_age import minutes_to_fill
from placewright.web.engagement.access import SEEN_BY_ALL, public_instrument
from placewright.web.engagement.answering_pages import Part, answered_parts, private_page, when_words
from placewright.web.engagement.asked import Asked, asked_now, asked_then
from placewright.web.engagement.codes import typed_code
from placewright.web.engagement.launching import facts_of, is_public_edition
from placewright.web.engagement.lawful_bases import BASES
from placewright.web.engagement.models import Extension, Instrument, InstrumentKind, Stage
from placewright.web.engagement.services.answering import sent_in
from placewright.web.engagement.services.counting import count_steps
from placewright.web.engagement.services.drafts import open_draft, resumed
from placewright.web.engagement.services.invitations import begun
from placewright.web.engagement.shown import paragraphs
from placewright.web.engagement.sitting import Sitting, again, forget_sitting, keep_sitting, new_sitting, read_sitting
from placewright.web.engagement.steps_views import first_step
from placewright.web.engagement.ways import read_way

_CLOSED = frozenset({Stage.CLOSED, Stage.PUBLISHED})
_KINDS = {
    InstrumentKind.SURVEY: gettext_lazy(
        "Those asked were drawn by chance: results are estimates for all, with a margin of error."
    ),
    InstrumentKind.QUOTA: gettext_lazy(
        "Those asked were not drawn by chance: results are weighted shares, without a margin of error."
    ),
    InstrumentKind.CONSULTATION: gettext_lazy(
        "Anybody may answer: results say how many said what, and do not stand for those who did not answer."
    ),
}


@require_safe
def all_open(request: HttpRequest) -> HttpResponse:
    """What is open, what opens soon, and what has closed."""
    listed = Instrument.objects.filter(rehearsal_of=None).exclude(approved_at=None)
    seen = [one for one in listed if one.stage() in SEEN_BY_ALL]
    by_stage: dict[str, list[Instrument]] = {"open": [], "coming": [], "closed": []}
    for one in seen:
        stage = one.stage()
        place = {Stage.OPEN: "open", Stage.SCHEDULED: "coming"}.get(stage, "closed")
        one.when = _when(one, stage)  # type: ignore[attr-defined]
        by_stage[place].append(one)
    latest = timezone.now()
    by_stage["open"].sort(key=lambda one: one.closes_at or latest)
    by_stage["coming"].sort(key=lambda one: one.opens_at or latest)
    by_stage["closed"].sort(key=lambda one: one.closes_at or latest, reverse=True)
    return render(request, "engagement/all_open.html", by_stage | {"trail": ((_("Have your say"), ""),)})


@require_safe
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, until when, how answers are used, and the button to begin."""
    instrument = public_instrument(slug)
    asked = asked_now(instrument)
    language = request.GET.get("language", "")
    language = language if language in asked.languages else asked.questionnaire.language
    questionnaire = asked.in_words_of(language)
    facts, zone = facts_of(instrument), instrument.zone
    sitting, way = read_sitting(request, slug), read_way(request, instrument)
    has_sent = sitting is not None and open_draft(sitting) is None and sent_in(sitting) is not None
    context = {
        "instrument": instrument,
        "questionnaire": questionnaire,
        "introduction": paragraphs(questionnaire.introduction),
        "facts": facts,
        "basis": BASES.get(facts.basis, ""),
        "stage": instrument.stage(),
        "opens": when_words(instrument.opens_at, zone),
        "closes": when_words(instrument.closes_at, zone),
        "minutes": _minutes(questionnaire),
        "minutes_at_most": math.ceil(minutes_to_fill(questionnaire)),
        "extensions": list(_extensions(instrument)),
        "languages": [(code, _language_name(code)) for code in asked.languages],
        "language": language,
        "may_begin": instrument.is_open_to_all or way is not None or sitting is not None,
        "has_sent": has_sent,
        "has_begun": sitting is not None and not has_sent and not (way is not None and way.desk),
        "is_invited": way is not None and bool(way.invitation),
        "is_desk": way is not None and bool(way.desk),
        "edition": _edition(facts.edition),
        "evidence": [_link(address) for address in facts.evidence],
        "said_of_kind": _KINDS[instrument.kind_of],
        "unsent": _unsent(asked_now(instrument), instrument, sitting),
        "is_late": bool(request.GET.get("late")) and instrument.stage() in _CLOSED,
        "contact": facts.contact,
        "results": f"{reverse('say', args=[slug])}results/" if _has_results(instrument) else "",
    }
    return private_page(request, "landing", context, language=language)


def _unsent(asked: Asked, instrument: Instrument, sitting: Sitting | None) -> dict[str, Any] | None:
    """What a browser's person wrote and did not send in before it closed; None where there is no such."""
    if sitting is None or sitting.desk or instrument.stage() not in _CLOSED:
        return None
    held = open_draft(sitting)
    if held is None or not (held.answers or held.raw):
        return None
    asked = asked_then(held.version) if held.version != asked.version else asked
    questionnaire = asked.in_words_of(sitting.language)
    listed = answered_parts(steps(questionnaire, held.answers, sitting.seed), questionnaire, held.answers)
    return {
        "parts": [part for part in (_written_alone(part) for part in listed) if part.answers],
        "unread": [text for fields in held.raw.values() for values in fields.values() for text in values if text],
        "until": when_words(held.expires_at, instrument.zone),
        "is_correction": bool(sitting.corrects),
    }


def _written_alone(part: Part) -> Part:
    return replace(part, answers=tuple(one for one in part.answers if one.text))


def _minutes(questionnaire: Questionnaire) -> int:
    """Whole minutes that it takes who is asked nothing beyond what everybody is asked."""
    asked = [question for step in steps(questionnaire, {}) for question in step.questions]
    return math.ceil(minutes_to_fill(questionnaire, questions=asked))


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin, or go on where one was; a new beginning has a code of its own."""
    instrument = public_instrument(slug)
    if instrument.stage() is not Stage.OPEN:
        return redirect("say", slug)
    asked = asked_now(instrument)
    wanted = request.POST.get("language", "")
    language = wanted if wanted in asked.languages else ""
    sitting, way = read_sitting(request, slug), read_way(request, instrument)
    if sitting is not None and request.POST.get("go") == "on":
        response = redirect("say_answer", slug)
        keep_sitting(response, slug, again(sitting, language) if language else sitting)
        return response
    if way is None and not instrument.is_open_to_all:
        return redirect("say", slug)
    fresh = new_sitting(language)
    if way is not None:
        fresh = new_sitting(language, way.mode, invitation=way.invitation, desk=way.desk)
    step = first_step(asked, fresh)
    response = redirect("say_step", slug, step) if step else redirect("say_check", slug)
    keep_sitting(response, slug, fresh)
    if fresh.invitation:
        begun(fresh.invitation)
    if step:
        count_steps(instrument, asked.version, shown=[step])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: HttpRequest) -> HttpResponse:
    """Open saved answers with their code."""
    typed = request.POST.get("code", "")
    context = {
        "heading": _("Go on with saved answers"),
        "explanation": _("Type the code that you were given when you saved your answers."),
        "typed": typed,
        "error": "",
    }
    if request.method == "POST":
        code = typed_code(typed)
        found = resumed(code) if code else None
        if found is not None:
            slug, sitting = found
            response = redirect("say_answer", slug)
            keep_sitting(response, slug, sitting)
            return response
        context["error"] = _(
            "No saved answers have this code. Look at each sign; codes end some weeks after saving, and when answers "
            "are sent in."
        )
    return private_page(request, "code_form", context, status=422 if context["error"] else 200)


@require_POST
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the browser carry nothing of it any more; what was saved or sent in stays."""
    instrument = public_instrument(slug)
    way = read_way(request, instrument)
    response = redirect("say", slug)
    forget_sitting(response, slug)
    if way is None or not way.desk:
        response.delete_cookie(settings.CSRF_COOKIE_NAME)
    return response


def _when(instrument: Instrument, stage: Stage) -> str:
    zone = instrument.zone
    if stage is Stage.SCHEDULED:
        return _("Opens on %(when)s.") % {"when": when_words(instrument.opens_at, zone)}
    if stage is Stage.OPEN:
        return _("Open until %(when)s.") % {"when": when_words(instrument.closes_at, zone)}
    return _("Closed on %(when)s.") % {"when": when_words(instrument.closes_at, zone)}


def _extensions(instrument: Instrument) -> Iterable[dict[str, Any]]:
    found: Iterable[Extension] = instrument.extensions.all()
    for one in found:
        yield {
            "is_early": one.after < one.before,
            "before_words": when_words(one.before, instrument.zone),
            "after_words": when_words(one.after, instrument.zone),
            "reason": one.reason,
        }


def _edition(slug: str) -> dict[str, str] | None:
    if not slug or not is_public_edition(slug):
        return None
    return {"href": reverse("edition_page", args=[slug, ""]), "words": _("The draft that is consulted on")}


def _link(address: str) -> dict[str, str]:
    named = {
        "/ledger.html": _("The claims and their evidence"),
        "/strategy/": _("The strategy"),
        "/data.html": _("The data and their licences"),
    }
    href = address if address.startswith(("/", "https://", "http://")) else ""
    return {"href": href, "words": str(named.get(address, address))}


def _language_name(code: str) -> str:
    try:
        return str(translation.get_language_info(code)["name_local"])
    except KeyError:
        return code


def _has_results(instrument: Instrument) -> bool:
    return instrument.stage() is Stage.PUBLISHED
