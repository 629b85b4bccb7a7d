"""The team's pages on which a survey or a consultation is prepared, opened, watched, extended and closed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from placewright.core.csv_cells import plain_cell
from placewright.core.printing import number
from placewright.publish.inline_svg import inline_svg
from placewright.publish.pictures import plain_svg
from placewright.publish.views import Bar, BarChart
from placewright.questionnaires.model import Question, Questionnaire
from placewright.web.accounts.models import Account
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.models import Instrument, Mode, Stage
from placewright.web.engagement.monitoring import Monitor, monitor
from placewright.web.engagement.running_forms import (
    ReachForm,
    reach_lines,
)
from placewright.web.engagement.services import running
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.tabs import tabs_for
from placewright.web.engagement.taking_up import comma_lines, take_up

_MOST_BARS = 60


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
        "opens": clock_words(instrument.opens_at, zone),
        "closes": clock_words(instrument.closes_at, zone),
        **more,
    }
    return render(request, f"engagement/{name}.html", held, status=status)


@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, slug: str) -> HttpResponse:
    """The reach plan: who is to be heard, and how they are reached."""
    instrument = run_instrument(request, slug)
    questionnaire = working_version(instrument).questionnaire
    if request.method != "POST":
        form = ReachForm(questionnaire=questionnaire, initial={"plan": reach_lines(instrument)})
    else:
        form, words = _kept_reach(request, instrument, questionnaire)
        if words:
            messages.success(request, words)
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


def _kept_reach(request: HttpRequest, instrument: Instrument, questionnaire: Questionnaire) -> tuple[ReachForm, str]:
    """The plan as it was sent, with lines that somebody else kept meanwhile; and what is said where it is kept."""
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=instrument.pk)
        more: Any = {"questionnaire": questionnaire, "initial": {"plan": reach_lines(held)}}
        taken = take_up(ReachForm(**more), request.POST, {"plan": comma_lines})
        form = ReachForm(taken.data, **more)
        if not (form.is_valid() and taken.tell(form)):
            return form, ""
        running.keep_reach(held, form.cleaned_data["plan"], by=cast(Account, request.user))
    return form, kept_words(has_more=taken.has_more)


def kept_words(*, has_more: bool) -> str:
    """That a plan is kept, and whether somebody else's part of it is."""
    return _("The plan is kept, with what somebody else wrote meanwhile.") if has_more else _("The plan is kept.")


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


def clock_words(moment: Any, zone: Any) -> str:
    """A moment as the clock of a zone shows it; empty for none."""
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
