"""The team's pages on which a survey or a consultation is prepared, opened, watched, extended and closed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from placewright.core.csv_cells import plain_cell
from placewright.core.errors import PlacewrightError
from placewright.core.printing import number
from placewright.publish.inline_svg import inline_svg
from placewright.publish.pictures import plain_svg
from placewright.publish.views import Bar, BarChart
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.launch import Grade, days_in_words, open_days
from placewright.questionnaires.model import Question
from placewright.web.accounts.models import Account
from placewright.web.common.mends import said_by
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.issue_words import in_words
from placewright.web.engagement.launching import checks_of, facts_of, plan_of
from placewright.web.engagement.models import Instrument, Mode, Stage
from placewright.web.engagement.monitoring import Monitor, monitor
from placewright.web.engagement.running_forms import (
    ExtensionForm,
    FactsForm,
    ReachForm,
    ReasonForm,
    TimesForm,
    WhoForm,
    in_zone,
    reach_lines,
)
from placewright.web.engagement.services import running
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.tabs import tabs_for

_GRADES = {Grade.PASSED: _lazy("passed"), Grade.LOOK: _lazy("look at it"), Grade.FAILED: _lazy("does not pass")}
_MOST_BARS = 60
_MOVES: dict[str, tuple[str, type[forms.Form], str | None]] = {
    "times": ("times_form", TimesForm, None),
    "extend": ("extension_form", ExtensionForm, "extend"),
    "close": ("close_form", ReasonForm, "close"),
}
"""For what is asked: the name of its form in the page, the form, and the prefix of its fields."""


def part_page(
    request: HttpRequest, instrument: Instrument, name: str, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of one instrument under its tabs."""
    zone = instrument.zone
    held = {
        "page_title": instrument.title,
        "header_icon": "comment",
        "instrument": instrument,
        "stage": instrument.stage(),
        "tabs": list(tabs_for(request, instrument)),
        "opens": _clock(instrument.opens_at, zone),
        "closes": _clock(instrument.closes_at, zone),
        **more,
    }
    return render(request, f"engagement/{name}.html", held, status=status)


@require_http_methods(["GET", "POST"])
def launch(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that must stand before it opens, and the buttons that open, extend and close it."""
    instrument = run_instrument(request, slug)
    shown = _launch_forms(instrument)
    if request.method == "POST":
        try:
            if _do(request, instrument, shown):
                return redirect("engagement_launch", slug)
        except PlacewrightError as error:
            messages.error(request, said_by(error))
    checks = checks_of(instrument)
    version = working_version(instrument)
    plan = plan_of(instrument)
    days = open_days(plan.opens, plan.closes, facts_of(instrument).away) if plan.opens and plan.closes else None
    rows = [
        {"check": check, "grade": _GRADES[check.grade], "waiver": checks.waivers.get(check.name)}
        for check in checks.all
    ]
    extensions = list(instrument.extensions.select_related("by"))
    for item in extensions:
        item.before_in_zone = _clock(item.before, instrument.zone)  # type: ignore[attr-defined]
        item.after_in_zone = _clock(item.after, instrument.zone)  # type: ignore[attr-defined]
    more = {
        "checks": checks,
        "rows": rows,
        "issues": in_words(check_questionnaire(version.questionnaire)),
        "is_preparing": instrument.stage() is Stage.DRAFT and not instrument.is_rehearsal,
        "days": days_in_words(*days) if days else "",
        "extensions": extensions,
        **shown,
    }
    return part_page(request, instrument, "launch", more, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, slug: str) -> HttpResponse:
    """The reach plan: who is to be heard, and how they are reached."""
    instrument = run_instrument(request, slug)
    questionnaire = working_version(instrument).questionnaire
    form = ReachForm(request.POST or None, questionnaire=questionnaire, initial={"plan": reach_lines(instrument)})
    if request.method == "POST" and form.is_valid():
        running.keep_reach(instrument, form.cleaned_data["plan"], by=cast(Account, request.user))
        messages.success(request, _("The plan is kept."))
        return redirect("engagement_reach", slug)
    suggestions = [
        {"question": question.code, "codes": _codes_of(question)}
        for question in questionnaire.questions()
        if question.options or question.areas
    ]
    suggestions.append({"question": _("(empty)"), "codes": ", ".join(Mode.values)})
    more = {
        "form": form,
        "reached": monitor(instrument).reached,
        "suggestions": suggestions,
        "newer": ", ".join(running.newer_populations(instrument)),
    }
    return part_page(request, instrument, "reach", more, status=422 if form.errors else 200)


def _codes_of(question: Question) -> str:
    """The codes that a line of the plan may name, those of areas with their names."""
    areas = area_names(question.areas)
    return ", ".join([*(option.code for option in question.options), *(f"{code} {areas[code]}" for code in areas)])


@require_safe
def watch(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts while it is open: never what anybody answered."""
    instrument = run_instrument(request, slug)
    now = monitor(instrument)
    gaps = "; ".join(
        f"{row.target.label} ({row.gap}{', ' + row.target.how if row.target.how else ''})"
        for row in sorted(now.reached, key=lambda row: -row.gap)
        if row.gap
    )
    more = {
        "now": now,
        "has_closed": instrument.stage() in {Stage.CLOSED, Stage.PUBLISHED},
        "reached": now.reached,
        "gaps": gaps,
        "picture": inline_svg(plain_svg(_days_chart(now)), "days") if now.days else None,
        "days_in_words": _days_in_words(now),
        "drops": [{"drop": row, "percent": _percent(row.lost)} for row in now.drops],
    }
    return part_page(request, instrument, "watch", more)


@require_safe
def counts(request: HttpRequest, slug: str) -> HttpResponse:
    """The counts as CSV: one line for each count."""
    instrument = run_instrument(request, slug)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{instrument.slug}-counts.csv"'
    mark = ("REHEARSAL: invented",) if instrument.is_rehearsal else ()
    lines = csv.writer(answer)
    lines.writerow((*(("rehearsal",) if mark else ()), "what", "which", "count", "of"))
    lines.writerows((*mark, *row) for row in _count_rows(monitor(instrument)))
    return answer


def _count_rows(now: Monitor) -> Iterator[tuple[object, ...]]:
    yield ("responses", "all", now.total, "")
    yield from (("day", day.isoformat(), number, "") for day, number in now.days)
    yield from (("mode", label, number, "") for label, number in now.modes)
    yield from (("language", code, number, "") for code, number in now.languages)
    yield from (("group", row.target.code, row.came, row.target.target) for row in now.reached)
    yield from (("screen", row.step, row.passed, row.shown) for row in now.drops)
    yield from (("stratum", plain_cell(row.stratum), row.answered, row.invited) for row in now.strata)


def _launch_forms(instrument: Instrument) -> dict[str, Any]:
    times = {
        name: timezone.localtime(moment, instrument.zone).replace(tzinfo=None)
        for name, moment in (("opens_at", instrument.opens_at), ("closes_at", instrument.closes_at))
        if moment is not None
    }
    return {
        "facts_form": FactsForm.filled(facts_of(instrument)),
        "times_form": TimesForm(initial=times | {"time_zone": instrument.time_zone}),
        "who_form": WhoForm(prefix="who", initial=vars(instrument) | {"has_open_link": instrument.is_open_to_all}),
        "extension_form": ExtensionForm(prefix="extend"),
        "close_form": ReasonForm(prefix="close"),
    }


def _do(request: HttpRequest, instrument: Instrument, shown: dict[str, Any]) -> bool:
    """Do what was asked for; False where a form has to be mended first, which then stands among `shown`."""
    by, given = cast(Account, request.user), request.POST
    match given.get("do"):
        case "facts":
            return _keep_facts(request, instrument, shown, by)
        case "who":
            form = shown["who_form"] = WhoForm(given, prefix="who")
            if not form.is_valid():
                return False
            running.keep_who(instrument, **form.cleaned_data, by=by)
            messages.success(request, _("It is kept."))
        case "times" | "extend" | "close":
            return _move(request, instrument, shown, by)
        case "waive":
            running.waive(instrument, given.get("check", ""), given.get("reason", ""), by=by)
        case "unwaive":
            running.take_back_waiver(instrument, given.get("check", ""), by=by)
        case "approve":
            running.approve(instrument, by=by)
            messages.success(request, _("It is approved: nobody can change its questions any more."))
        case "take-back":
            running.take_back_approval(instrument, by=by)
        case _:
            return False
    return True


def _keep_facts(request: HttpRequest, instrument: Instrument, shown: dict[str, Any], by: Account) -> bool:
    form = shown["facts_form"] = FactsForm(request.POST)
    if not form.is_valid():
        return False
    running.keep_facts(instrument, form.facts(facts_of(instrument)), by=by)
    messages.success(request, _("It is kept."))
    return True


def _move(request: HttpRequest, instrument: Instrument, shown: dict[str, Any], by: Account) -> bool:
    """Set, extend or end the time it is open."""
    do = request.POST["do"]
    name, kind, prefix = _MOVES[do]
    form = shown[name] = kind(request.POST, prefix=prefix)
    if not form.is_valid():
        return False
    held = form.cleaned_data
    if do == "times":
        zone = ZoneInfo(held["time_zone"])
        opens, closes = (in_zone(held[moment], zone) for moment in ("opens_at", "closes_at"))
        running.keep_times(instrument, opens, closes, by=by, time_zone=held["time_zone"])
        messages.success(request, _("The times are kept."))
    elif do == "extend":
        running.extend(instrument, in_zone(held["closes_at"], instrument.zone), held["reason"], by=by)
        messages.success(request, _("It is extended; everybody is told."))
    else:
        running.close_now(instrument, held["reason"], by=by)
        messages.success(request, _("It is closed."))
    return True


def _clock(moment: Any, zone: Any) -> str:
    return formats.date_format(timezone.localtime(moment, zone), "j M Y, H:i") if moment else ""


def _days_chart(now: Monitor) -> BarChart:
    shown = now.days[-_MOST_BARS:]
    bars = tuple(Bar(formats.date_format(day, "j M"), float(number)) for day, number in shown)
    return BarChart(bars, unit=_("responses"), decimals=0)


def _days_in_words(now: Monitor) -> str:
    if not now.days or not now.total:
        return _("No response yet.")
    day, most = max(now.days, key=lambda row: row[1])
    came = ngettext("%(number)d response", "%(number)d responses", now.total) % {"number": now.total}
    said = ngettext(
        "%(came)s in %(days)d day; most, %(most)s, on %(day)s.",
        "%(came)s in %(days)d days; most, %(most)s, on %(day)s.",
        len(now.days),
    )
    return said % {"came": came, "days": len(now.days), "most": most, "day": formats.date_format(day, "j M")}


def _percent(share: float | None) -> str | None:
    return None if share is None else number(share * 100)
