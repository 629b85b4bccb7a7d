"""The team's pages of bringing in answers: typing forms, desks at events, and files of other tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from placewright.core.errors import PlacewrightError
from placewright.publish.paper_form import numbered
from placewright.questionnaires.answers import Problem, Trouble, read_sent
from placewright.questionnaires.flow import Step, kept
from placewright.questionnaires.model import QuestionKind, Questionnaire
from placewright.web.accounts.models import Account
from placewright.web.common.templating import fragment
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.asked import Asked, asked_now
from placewright.web.engagement.entry_forms import DeskForm, EntryForm, TargetsForm
from placewright.web.engagement.held_uploads import drop, held, hold, responses_about
from placewright.web.engagement.invitation_forms import TableForm
from placewright.web.engagement.models import Desk, Instrument
from placewright.web.engagement.response_files import responses_in
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.sent_table_page import sent_table_page
from placewright.web.engagement.services.desks import end_desk, renew_code, start_desk, why_no_desk
from placewright.web.engagement.services.entry import (
    OtherAnswers,
    bring_in,
    dated_after_closing,
    enter_form,
    first_day,
    retype_form,
    typed_before,
    why_closed,
)
from placewright.web.engagement.shown import Screen, shown_screen
from placewright.web.engagement.sitting import new_form_key
from placewright.web.engagement.tables_in import read_table

_OPEN = frozenset({Trouble.REQUIRED, Trouble.ROW_MISSING, Trouble.NO_WORDS})
"""What a paper form may leave open."""


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in one form after the other: all questions on one page, in the order of the form.

    The key of the form stands in the page's address. Whoever goes back to a page that was kept is told so, and asked
    whether what they send is that form put right, or another one: nothing is lost or counted twice unasked.
    """
    instrument = run_instrument(request, slug)
    closed = why_closed(instrument)
    key = (request.POST.get("form_key") or request.GET.get("form", ""))[:48]
    if request.method != "POST" and not key and not closed:
        return redirect(_page_of(request, new_form_key(), request.GET.get("mode", ""), request.GET.get("on", "")))
    key = key or new_form_key()
    before = typed_before(instrument, key)
    sent = request.POST.copy()
    if before is not None and sent.get("as"):
        key = new_form_key() if sent["as"] == "another" else key
        sent["of-replaces"] = "" if sent["as"] == "another" else before.reference
        before = before if sent["of-replaces"] else None
    asked = asked_now(instrument)
    first = {"mode": request.GET.get("mode", ""), "answered_on": request.GET.get("on", "")}
    form = EntryForm(sent or None, instrument=instrument, before=before, initial=first, prefix="of")
    values: dict[str, Sequence[str]] = {name: sent.getlist(name) for name in sent}
    questions = [one for one in asked.questionnaire.questions() if one.kind is not QuestionKind.FILE]
    read = read_sent(questions, values) if request.method == "POST" else None
    problems = tuple(one for one in read.problems if one.trouble not in _OPEN) if read else ()
    if read is not None and form.is_valid() and not problems:
        try:
            return _typed(request, instrument, asked, form=form, answers=read.answers, key=key)
        except OtherAnswers as error:
            before = typed_before(instrument, key)
            messages.warning(request, str(error))
        except PlacewrightError as error:
            messages.error(request, str(error))
    more = {
        "form": form,
        "why_closed": closed,
        "questions": _questions(asked.questionnaire, values, problems),
        "form_key": key,
        "before": before,
    }
    return part_page(request, instrument, "entry", more, status=422 if request.method == "POST" else 200)


def _typed(
    request: HttpRequest,
    instrument: Instrument,
    asked: Asked,
    *,
    form: EntryForm,
    answers: Mapping[str, object],
    key: str,
) -> HttpResponse:
    """Keep what was typed, say as what, and lead to the next form."""
    given = dict(form.cleaned_data)
    by, replaced = cast(Account, request.user), given.pop("replaces")
    if replaced is not None:
        retype_form(instrument, asked, replaced.reference, answers, by=by, **given)
        said = _("%(reference)s is put right; what was typed in before is in its history.")
        said %= {"reference": replaced.reference}
    else:
        made = enter_form(instrument, asked, answers, form_key=key, by=by, **given)
        said = _("Kept as %(reference)s. Write this on the form.") % {"reference": made.reference}
    if over := len(answers) - len(kept(asked.questionnaire, answers)):
        words = ngettext(
            "%(number)s answer was left out, since the form's routing passes it over.",
            "%(number)s answers were left out, since the form's routing passes them over.",
            over,
        )
        said += " " + words % {"number": over}
    if late := dated_after_closing(instrument, given["answered_on"]):
        said += " " + late
    messages.success(request, said)
    return redirect(_page_of(request, new_form_key(), given["mode"], f"{given['answered_on']:%Y-%m-%d}"))


def _page_of(request: HttpRequest, key: str, mode: str, day: str) -> str:
    known = {name: value for name, value in (("mode", mode), ("on", day), ("form", key)) if value}
    return f"{request.path}?{urlencode(known)}"


@require_http_methods(["GET", "HEAD", "POST"])
def desks(request: HttpRequest, slug: str) -> HttpResponse:
    """Desks at events: start one, see its code once, end it."""
    instrument = run_instrument(request, slug)
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _desk, code = start_desk(instrument, given["title"], given["hours"], by=cast(Account, request.user))
        except PlacewrightError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _code_words(request, code))
        return redirect("engagement_desks", slug)
    more = {
        "why_closed": why_no_desk(instrument),
        "form": form,
        "desks": instrument.desks.select_related("started_by"),
        "now": timezone.now(),
    }
    return part_page(request, instrument, "desks", more, status=422 if form.errors else 200)


@require_POST
def new_code(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give a desk another code, and show it once."""
    instrument = run_instrument(request, slug)
    desk = get_object_or_404(Desk, pk=number, instrument=instrument)
    try:
        code = renew_code(desk, by=cast(Account, request.user))
    except PlacewrightError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _code_words(request, code))
    return redirect("engagement_desks", slug)


def _code_words(request: HttpRequest, code: str) -> str:
    address = {"address": request.build_absolute_uri("/have-your-say/desk/"), "code": code}
    return _("Open %(address)s on the tablet and type %(code)s. The code is shown this once: write it down.") % address


@require_POST
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End a desk."""
    instrument = run_instrument(request, slug)
    end_desk(get_object_or_404(Desk, pk=number, instrument=instrument), by=cast(Account, request.user))
    messages.success(request, _("The desk has ended."))
    return redirect("engagement_desks", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a file of responses, to be looked at first."""
    instrument = run_instrument(request, slug)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        key = hold(file.read(), file.name or "responses", responses_about(slug))
        return redirect("engagement_bring_file", slug, key)
    return part_page(
        request,
        instrument,
        "bring",
        {"form": form, "why_closed": why_closed(instrument)},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bring_file(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A file of responses before it is taken in: what its columns are, and what is wrong with its rows."""
    instrument = run_instrument(request, slug)
    name, content = held(key, responses_about(slug))
    try:
        table = read_table(name, content)
    except PlacewrightError as error:
        messages.error(request, str(error))
        return redirect("engagement_bring", slug)
    asked = asked_now(instrument)
    form = TargetsForm(request.POST or None, table=table, instrument=instrument)
    today = timezone.localtime(timezone.now(), instrument.zone).date()
    days = (first_day(instrument), today)
    found, troubles = responses_in(table, asked.questionnaire, form.mapping(), form.codes(), days=days)
    if request.method == "POST" and request.POST.get("do") == "take" and form.is_valid() and found:
        if not troubles or request.POST.get("without"):
            mode = form.cleaned_data["mode"]
            try:
                new, known = bring_in(
                    instrument, asked, found, mode=mode, content=content, by=cast(Account, request.user)
                )
            except PlacewrightError as error:
                messages.error(request, str(error))
                return redirect("engagement_bring", slug)
            drop(key)
            said = ngettext(
                "%(new)s response was taken in; here already: %(known)s.",
                "%(new)s responses were taken in; here already: %(known)s.",
                new,
            )
            messages.success(request, said % {"new": new, "known": known})
            return redirect("engagement_bring", slug)
        messages.error(request, _("Some rows are wrong. Mend the file, or take in the others alone."))
    return sent_table_page(request, instrument, form, name=name, table=table, found=found, troubles=troubles)


def _as_printed(screen: Screen, numbers: Mapping[str, str]) -> Screen:
    """The screen with the number and the code of each question that the paper form prints beside it."""
    shown = tuple(
        replace(one, label=f"{numbers[one.code]}. {one.label} · {one.code}") if one.code in numbers else one
        for one in screen.questions
    )
    return replace(screen, questions=shown)


def _questions(questionnaire: Questionnaire, sent: Mapping[str, Sequence[str]], problems: Sequence[Problem]) -> str:
    """Every question as people see it, drawn into the team's page."""
    areas = tuple(code for question in questionnaire.questions() for code in question.areas)
    names = area_names(areas)
    numbers = numbered(questionnaire)
    screens: list[Screen] = []
    for page in questionnaire.pages:
        for group in page.groups:
            asked = tuple(one for one in group.questions if one.kind is not QuestionKind.FILE)
            step = Step(page, group, asked)
            screen = shown_screen(step, questionnaire, {}, sent=sent, problems=problems, names=names)
            screens.append(_as_printed(screen, numbers))
    context: dict[str, Any] = {
        "screens": screens,
        "troubles": [trouble for screen in screens for trouble in screen.troubles],
    }
    return mark_safe(fragment("engagement/entry_questions.html", context))  # noqa: S308 - our own template, which escapes
