"""Responses after closing: what each counts as, single answers for who may read them, and files for other tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from placewright.core.errors import PlacewrightError
from placewright.publish.answer_files import as_csv, as_parquet, as_xlsx, dictionary_csv
from placewright.publish.answer_table import AnswerTable
from placewright.publish.spss_file import as_spss
from placewright.questionnaires.model import Question
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.access import require
from placewright.web.common.event_log import record_event
from placewright.web.engagement.access import read_instrument
from placewright.web.engagement.answer_table import answer_table
from placewright.web.engagement.answering_pages import words_of
from placewright.web.engagement.models import Instrument, Response, ResponseState, Stage
from placewright.web.engagement.running_forms import DecisionForm, chosen_references
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.sealing import CannotOpen
from placewright.web.engagement.sent_files import file_content, names_of
from placewright.web.engagement.services.noticing import mark_alike
from placewright.web.engagement.services.responses import decide, undo_decision

_A_PAGE = 50
_CLOSED = frozenset({Stage.CLOSED, Stage.PUBLISHED})
_FORMS: dict[str, tuple[Any, Callable[[AnswerTable], bytes], str]] = {
    "csv": (gettext_lazy("CSV"), as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        gettext_lazy("Excel workbook, with the data dictionary"),
        as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "parquet": (gettext_lazy("Parquet"), as_parquet, "application/vnd.apache.parquet"),
    "sav": (gettext_lazy("SPSS"), as_spss, "application/x-spss-sav"),
    "dictionary.csv": (gettext_lazy("Data dictionary, CSV"), dictionary_csv, "text/csv; charset=utf-8"),
}


@require_http_methods(["GET", "POST"])
def responses(request: HttpRequest, slug: str) -> HttpResponse:
    """Every response with its state and flags, and a form to decide on several at once."""
    instrument = read_instrument(request, slug)
    form = DecisionForm(request.POST or None)
    may_decide = request.user.has_perm(May.RUN_ENGAGEMENT.permission)
    if request.method == "POST":
        require(request, May.RUN_ENGAGEMENT.permission)
        if request.POST.get("do") == "alike":
            return _looked_for_alike(request, instrument)
        if form.is_valid() and _decided(request, instrument, form):
            return redirect(request.get_full_path())
    state = request.GET.get("state", "")
    found = instrument.responses.select_related("duplicate_of").prefetch_related("flags").order_by("id")
    if state in ResponseState.values:
        found = found.filter(state=state)
    numbers = dict(instrument.responses.order_by().values_list("state").annotate(number=Count("id")))
    more = {
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("p")),
        "state": state,
        "states": [
            {"value": one.value, "label": one.label, "number": numbers.get(one.value, 0), "is_here": one.value == state}
            for one in ResponseState
        ],
        "form": form,
        "may_decide": may_decide,
        "may_read": instrument.stage() in _CLOSED or instrument.is_rehearsal,
        "forms": [(name, label) for name, (label, _make, _type) in _FORMS.items()],
    }
    return part_page(request, instrument, "responses", more, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def response(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """One response as it was answered; reading it is logged."""
    instrument = _closed(read_instrument(request, slug))
    one = get_object_or_404(
        Response.objects.select_related("version", "duplicate_of"), instrument=instrument, reference=reference
    )
    if request.method == "POST":
        require(request, May.RUN_ENGAGEMENT.permission)
        try:
            undo_decision(one, by=cast(Account, request.user))
        except PlacewrightError as error:
            messages.error(request, str(error))
        return redirect("engagement_response", slug, reference)
    record_event("read", "response", reference, by=cast(Account, request.user), note=instrument.slug)
    names = names_of(one.files.all())
    answers = [
        {
            "code": question.code,
            "label": question.label,
            "words": words_of(question, one.answers) or "–",
            "file": names.get(str(one.answers[question.code])),
        }
        for question in _not_kept_apart(one)
        if question.code in one.answers
    ]
    changes = list(one.changes.select_related("by"))
    more = {
        "response": one,
        "answers": answers,
        "changes": changes,
        "may_undo": bool(changes) and request.user.has_perm(May.RUN_ENGAGEMENT.permission),
    }
    return part_page(request, instrument, "response", more)


@require_safe
def sent_file(request: HttpRequest, slug: str, reference: str, code: str) -> HttpResponse:
    """A file that came with a response, to be saved and never shown in the browser; every download is logged."""
    instrument = _closed(read_instrument(request, slug))
    one = get_object_or_404(Response.objects.select_related("version"), instrument=instrument, reference=reference)
    digest = next((one.answers.get(question.code) for question in _not_kept_apart(one) if question.code == code), None)
    file = one.files.filter(question=code, digest=digest).first()
    if file is None:
        raise Http404
    try:
        content = file_content(file)
    except CannotOpen as error:
        messages.error(request, str(error))
        return redirect("engagement_response", slug, reference)
    note = f"{instrument.slug}, {code}"
    record_event("downloaded a file of", "response", reference, by=cast(Account, request.user), note=note)
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = content_disposition_header(as_attachment=True, filename=names_of([file])[file.digest])
    answer.headers["Content-Disposition"] = str(name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def export(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """All answers as a file; every download is logged."""
    instrument = _closed(read_instrument(request, slug))
    if form not in _FORMS:
        raise Http404
    _label, make, media_type = _FORMS[form]
    content = make(answer_table(instrument))
    record_event("downloaded answers of", "instrument", instrument.slug, by=cast(Account, request.user), note=form)
    answer = HttpResponse(content, content_type=media_type)
    mark = "-rehearsal" if instrument.is_rehearsal else ""
    answer.headers["Content-Disposition"] = f'attachment; filename="{instrument.slug}{mark}.{form}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _not_kept_apart(response: Response) -> tuple[Question, ...]:
    """The questions whose answers are no direct identifiers."""
    return tuple(question for question in response.version.questionnaire.questions() if not question.identifies)


def _decided(request: HttpRequest, instrument: Instrument, form: DecisionForm) -> bool:
    held = form.cleaned_data
    try:
        number = decide(
            instrument,
            chosen_references(request.POST.getlist("reference")),
            ResponseState(held["state"]),
            held["reason"],
            by=cast(Account, request.user),
            duplicate_of=held["duplicate_of"],
        )
    except PlacewrightError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("%(number)s changed.") % {"number": number})
    return True


def _looked_for_alike(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    number = mark_alike(instrument, by=cast(Account, request.user))
    said = ngettext("%(number)s response was flagged.", "%(number)s responses were flagged.", number)
    messages.success(request, said % {"number": number} if number else _("No more texts are nearly the same."))
    return redirect(request.get_full_path())


def _closed(instrument: Instrument) -> Instrument:
    """Raises Http404 while it is open: single answers are nobody's to read until it has closed."""
    if instrument.stage() not in _CLOSED and not instrument.is_rehearsal:
        raise Http404
    return instrument
