"""The team's pages of delivery: measures and readings, files of readings, spending, and returns to funders."""

from __future__ import annotations

import base64
from typing import Any, cast

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.access import only, require
from placewright.web.common.mends import said_by, told_by
from placewright.web.delivery.exports import as_csv, as_workbook, content_of
from placewright.web.delivery.forms import FileForm, JudgementForm, ReadingForm, ReturnForm, SpendForm
from placewright.web.delivery.models import Reading, Return, Spend
from placewright.web.delivery.queries import Delivery, delivery, years_of
from placewright.web.delivery.services import bring_readings, judge, keep_reading, keep_return, keep_spend, look_through
from placewright.web.delivery.services.importing import COLUMNS
from placewright.web.delivery.services.readings import checked_reading

_SALT = "placewright.delivery.readings"
_HALF_AN_HOUR = 1800


@only(May.SEE_TEAM.permission)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every measure with its rating and how fresh it is, and where the rest is done."""
    now = delivery()
    return _page(request, "board", _("Delivery"), {"now": now, "may": _may(request)})


@only(May.SEE_TEAM.permission)
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """A measure's readings with what they corrected, and forms to write another or to rate it otherwise."""
    now = _now()
    if slug not in now.watched:
        raise Http404
    account = cast(Account, request.user)
    reading, judgement = ReadingForm(), JudgementForm()
    if request.method == "POST":
        require(request, May.RUN_DELIVERY.permission)
        reading, judgement = _bound(request)
        form = reading if reading.is_bound else judgement
        if form.is_valid():
            try:
                if form is reading:
                    measures = now.shown.world.authored.measures
                    keep_reading(checked_reading(measures, {**form.cleaned_data, "measure": slug}), by=account)
                else:
                    judge(slug, form.cleaned_data["rating"], form.cleaned_data["reason"], by=account)
            except PlacewrightError as error:
                form.add_error(error.where if error.where in form.fields else None, said_by(error))
            else:
                messages.success(request, _("It is kept."))
                return redirect("team_delivery_measure", slug)
    every = Reading.objects.filter(measure=slug).select_related("by").order_by("-period", "-id")
    more = {"one": now.watched[slug], "readings": every, "reading_form": reading, "judgement_form": judgement}
    status = 422 if request.method == "POST" else 200
    return _page(request, "measure", now.watched[slug].measure.title, more | {"may": _may(request)}, status=status)


@only(May.RUN_DELIVERY.permission)
@require_http_methods(["GET", "POST"])
def import_readings(request: HttpRequest) -> HttpResponse:
    """A file of readings: looked through first, kept when somebody says so."""
    measures = _now().shown.world.authored.measures
    form, found, held, trouble = FileForm(), None, "", ""
    if request.method == "POST":
        try:
            if "held" in request.POST:
                content = base64.b64decode(TimestampSigner(salt=_SALT).unsign(request.POST["held"], _HALF_AN_HOUR))
                kept = bring_readings(content, measures, by=cast(Account, request.user))
                said = {"new": kept.count("new"), "corrected": kept.count("corrects")}
                messages.success(request, _("%(new)s readings are new, %(corrected)s were corrected.") % said)
                return redirect("team_delivery")
            form = FileForm(request.POST, request.FILES)
            if form.is_valid():
                content = form.cleaned_data["file"].read()
                found = look_through(content, measures)
                held = TimestampSigner(salt=_SALT).sign(base64.b64encode(content).decode())
        except BadSignature:
            trouble = _("That took too long. Choose the file again.")
        except PlacewrightError as error:
            trouble = told_by(error)
    is_wrong = bool(trouble or form.errors) or (found is not None and bool(found.wrong))
    more = {"form": form, "found": found, "held": held, "trouble": trouble, "columns": COLUMNS}
    return _page(request, "import", _("Readings from a file"), more, status=422 if is_wrong else 200)


@only(May.SEE_TEAM.permission)
@require_http_methods(["GET", "POST"])
def spending(request: HttpRequest) -> HttpResponse:
    """What was spent of each fund, and a form to record more."""
    now = _now()
    authored = now.shown.world.authored
    actions = [(one.id, one.title) for one in authored.interventions.values()]
    choices: dict[str, Any] = {"funds": _funds(now), "actions": actions}
    form = SpendForm(request.POST or None, **choices)
    if request.method == "POST":
        require(request, May.RUN_DELIVERY.permission)
        if form.is_valid():
            keep_spend(form.cleaned_data, by=cast(Account, request.user))
            messages.success(request, _("It is kept."))
            return redirect("team_delivery_spending")
    years = years_of(authored.funding.values())
    rows = Spend.objects.filter(is_current=True).select_related("by").order_by("-quarter", "fund", "intervention")
    more = {"form": form, "years": [(f, y) for f, y in years if y], "rows": rows, "may": _may(request)}
    return _page(request, "spending", _("Spending"), more, status=422 if form.errors else 200)


@only(May.SEE_TEAM.permission)
@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """Every return."""
    every = Return.objects.select_related("by")
    return _page(request, "returns", _("Returns"), {"returns": every, "may": _may(request)})


@only(May.RUN_DELIVERY.permission)
@require_http_methods(["GET", "POST"])
def write_return(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write the words of a return, new or there already."""
    now, made = _now(), _return(pk) if pk else None
    form = ReturnForm(request.POST or None, instance=made, funds=_funds(now))
    if request.method == "POST" and form.is_valid():
        kept = keep_return(form.save(commit=False), by=cast(Account, request.user))
        messages.success(request, _("It is kept."))
        return redirect("team_delivery_return", kept.pk)
    title = str(made) if made else _("A new return")
    content = content_of(made, now, today=timezone.localdate()) if made else None
    more = {"form": form, "made": made, "content": content}
    return _page(request, "return", title, more, status=422 if form.errors else 200)


@only(May.SEE_TEAM.permission)
@require_safe
def export_return(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A return as a file in the funder's layout."""
    made, now, today = _return(pk), _now(), timezone.localdate()
    content = content_of(made, now, today=today)
    name = f"return-{made.fund}-{made.period.replace(' ', '-')}.{form}"
    if form == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        body: bytes | str = as_workbook(content, today=today, publisher=now.shown.site.publisher)
    else:
        kind, body = "text/csv; charset=utf-8", as_csv(content)
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _page(request: HttpRequest, name: str, title: str, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {"page_title": title, "header_icon": "tasks"} | more
    return render(request, f"delivery/team_{name}.html", context, status=status)


def _may(request: HttpRequest) -> bool:
    return bool(request.user.has_perm(May.RUN_DELIVERY.permission))


def _now() -> Delivery:
    now = delivery()
    if now is None:
        raise Http404
    return now


def _return(pk: int) -> Return:
    made = Return.objects.filter(pk=pk).first()
    if made is None:
        raise Http404
    return made


def _funds(now: Delivery) -> list[tuple[str, str]]:
    return [(fund.id, fund.title) for fund in now.shown.world.authored.funding.values()]


def _bound(request: HttpRequest) -> tuple[ReadingForm, JudgementForm]:
    if "reason" in request.POST:
        return ReadingForm(), JudgementForm(request.POST)
    return ReadingForm(request.POST), JudgementForm()
