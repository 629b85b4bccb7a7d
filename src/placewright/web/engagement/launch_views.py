"""The page on which a survey or a consultation is told of, timed, approved, extended and closed."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.launch import Grade, days_in_words, open_days
from placewright.web.accounts.models import Account
from placewright.web.common.mends import said_by
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.issue_words import in_words
from placewright.web.engagement.launch_sections import Sections, keep_sections, sections_of
from placewright.web.engagement.launching import checks_of, facts_of, plan_of
from placewright.web.engagement.models import Instrument, Stage
from placewright.web.engagement.running_forms import in_zone
from placewright.web.engagement.running_views import clock_words, part_page
from placewright.web.engagement.services import running
from placewright.web.engagement.services.questionnaires import working_version

_GRADES = {Grade.PASSED: _lazy("passed"), Grade.LOOK: _lazy("look at it"), Grade.FAILED: _lazy("does not pass")}


@require_http_methods(["GET", "POST"])
def launch(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that must stand before it opens, and the buttons that open, extend and close it.

    One form holds all of the page: whichever button is pressed, what was changed in any part is kept first, or shown
    again with what is to be mended. Reasons that were written for another button stay where they are.
    """
    instrument = run_instrument(request, slug)
    if request.method != "POST":
        return _page(request, instrument, sections_of(instrument), QueryDict(), status=200)
    sections = sections_of(instrument, request.POST)
    try:
        is_done = _do(request, instrument, sections)
    except PlacewrightError as error:
        messages.error(request, said_by(error))
        is_done = False
    if not is_done:
        return _page(request, instrument, sections, request.POST, status=422)
    left = _left_over(request.POST, sections)
    if not left:
        return redirect("engagement_launch", slug)
    instrument = run_instrument(request, slug)
    return _page(request, instrument, sections_of(instrument, left), left, status=200)


def _page(
    request: HttpRequest, instrument: Instrument, sections: Sections, given: QueryDict, *, status: int
) -> HttpResponse:
    checks = checks_of(instrument)
    plan = plan_of(instrument)
    days = open_days(plan.opens, plan.closes, facts_of(instrument).away) if plan.opens and plan.closes else None
    rows = [
        {
            "check": check,
            "grade": _GRADES[check.grade],
            "waiver": checks.waivers.get(check.name),
            "reason": given.get(f"reason-{check.name}", ""),
        }
        for check in checks.all
    ]
    extensions = list(instrument.extensions.select_related("by"))
    for item in extensions:
        item.before_in_zone = clock_words(item.before, instrument.zone)  # type: ignore[attr-defined]
        item.after_in_zone = clock_words(item.after, instrument.zone)  # type: ignore[attr-defined]
    more = {
        "checks": checks,
        "rows": rows,
        "issues": in_words(check_questionnaire(working_version(instrument).questionnaire)),
        "is_preparing": instrument.stage() is Stage.DRAFT and not instrument.is_rehearsal,
        "days": days_in_words(*days) if days else "",
        "extensions": extensions,
        **sections.for_page(),
    }
    return part_page(request, instrument, "launch", more, status=status)


def _do(request: HttpRequest, instrument: Instrument, sections: Sections) -> bool:
    """Keep what was changed, then do what was asked for; False where a form has to be mended first."""
    by, given = cast(Account, request.user), request.POST
    if not keep_sections(instrument, sections, by=by):
        messages.error(request, _("Nothing is kept yet: there is something to mend below."))
        return False
    do, _colon, name = given.get("do", "").partition(":")
    match do:
        case "keep" | "facts" | "who":
            messages.success(request, _("It is kept."))
        case "times":
            messages.success(request, _("The times are kept."))
        case "extend" | "close":
            return _move(request, instrument, sections, by)
        case "waive":
            running.waive(instrument, name, given.get(f"reason-{name}", ""), by=by)
        case "unwaive":
            running.take_back_waiver(instrument, name, by=by)
        case "approve":
            running.approve(instrument, by=by)
            messages.success(request, _("It is approved: nobody can change its questions any more."))
        case "take-back":
            running.take_back_approval(instrument, by=by)
        case _:
            return False
    return True


def _move(request: HttpRequest, instrument: Instrument, sections: Sections, by: Account) -> bool:
    """Extend or end the time it is open."""
    form = sections.extension if request.POST["do"] == "extend" else sections.close
    if not form.is_valid():
        return False
    held = form.cleaned_data
    if form is sections.extension:
        running.extend(instrument, in_zone(held["closes_at"], instrument.zone), held["reason"], by=by)
        messages.success(request, _("It is extended; everybody is told."))
    else:
        running.close_now(instrument, held["reason"], by=by)
        messages.success(request, _("It is closed."))
    return True


def _left_over(given: QueryDict, sections: Sections) -> QueryDict:
    """What was written as a reason, or a later time, for a button that was not pressed."""
    do, _colon, name = given.get("do", "").partition(":")
    others = {
        form.add_prefix(field)
        for asked, form in (("extend", sections.extension), ("close", sections.close))
        if do != asked
        for field in form.fields
    }
    left = QueryDict(mutable=True)
    for key, value in given.items():
        is_reason = key.startswith("reason-") and not (do == "waive" and key == f"reason-{name}")
        if value and (is_reason or key in others):
            left[key] = str(value)
    return left
