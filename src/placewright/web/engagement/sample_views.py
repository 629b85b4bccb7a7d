"""The sample planner: from a list's counts and response rates to the number to draw in each stratum."""

from __future__ import annotations

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from placewright.core.csv_cells import plain_cell
from placewright.core.errors import PlacewrightError
from placewright.core.printing import number
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.questionnaires.sample_plan import Band, SamplePlan, SpeaksOf, Wanted, plan_sample
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import require
from placewright.web.engagement.sample_counts import ListCount, ListCounts, list_counts

_RATE = 0.1
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SampleForm(forms.Form):
    """The list by strata, and what is wanted."""

    bands = forms.CharField(
        label=_("Strata of the list"),
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text=_(
            "One a line: code; name; units on the list; people in a unit on average; percent that answers when asked "
            "once."
        ),
    )
    answers = forms.IntegerField(label=_("Answers wanted"), min_value=2, max_value=1_000_000, initial=450)
    speaks_of = forms.ChoiceField(
        label=_("Results speak of"),
        choices=((SpeaksOf.UNITS.value, _("% of firms")), (SpeaksOf.EMPLOYMENT.value, _("% of employment"))),
        initial=SpeaksOf.UNITS.value,
    )
    at_least = forms.IntegerField(
        label=_("Fewest answers of a stratum"),
        min_value=2,
        initial=30,
        help_text=_("An estimate of a stratum needs 30."),
    )
    call_backs = forms.IntegerField(label=_("Reminders"), min_value=0, max_value=9, initial=2)
    tiring = forms.IntegerField(
        label=_("Each reminder brings, of the rate before it, percent"), min_value=1, max_value=100, initial=60
    )

    def clean_bands(self) -> list[Band]:
        """The strata that the lines name."""
        return [
            _band(number, line)
            for number, line in enumerate(self.cleaned_data["bands"].splitlines(), 1)
            if line.strip()
        ]

    def plan(self) -> SamplePlan:
        """The plan that was asked for.

        Raises:
            PlacewrightError: it cannot be had.
        """
        held = self.cleaned_data
        return plan_sample(
            held["bands"],
            Wanted(
                held["answers"],
                SpeaksOf(held["speaks_of"]),
                held["at_least"],
                held["call_backs"],
                held["tiring"] / 100,
            ),
        )


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """The planner; its address is the plan, to be kept and shared."""
    require(request, May.RUN_ENGAGEMENT.permission)
    counts = list_counts()
    asked = "bands" in request.GET
    form = SampleForm(request.GET if asked else None, initial=_initial(counts, request.GET))
    plan, trouble = _planned(form) if asked else (None, "")
    form_of_file = request.GET.get("file", "")
    if plan is not None and form_of_file in {"csv", "xlsx"}:
        return _file(plan, form_of_file)
    context = {
        "page_title": _now("Plan a sample"),
        "header_icon": "comment",
        "form": form,
        "plan": plan,
        "rows": _rows(plan) if plan else (),
        "trouble": trouble,
        "counts": counts,
        "address": request.GET.urlencode(),
        "speaks_of_employment": plan is not None and plan.wanted.speaks_of is SpeaksOf.EMPLOYMENT,
        "margins": _margins(plan) if plan else {},
        "sums": {"drawn": f"{plan.drawn:,}", "units": f"{plan.units:,}", "expected": f"{plan.expected:,}"}
        if plan
        else {},
    }
    return render(request, "engagement/sample.html", context, status=422 if asked and plan is None else 200)


def _planned(form: SampleForm) -> tuple[SamplePlan | None, str]:
    if not form.is_valid():
        return None, ""
    try:
        return form.plan(), ""
    except PlacewrightError as error:
        return None, str(error)


def _initial(counts: ListCounts | None, given: QueryDict) -> dict[str, Any]:
    if counts is None:
        return {}
    by = counts.by_sector if given.get("by") == "sector" else counts.by_size
    return {"bands": "\n".join(_line(one) for one in by)}


def _line(one: ListCount) -> str:
    size = "" if one.mean_size is None else f"{one.mean_size:g}"
    return f"{one.code}; {one.label}; {one.units}; {size}; {100 * _RATE:g}"


def _band(number: int, line: str) -> Band:
    parts = [part.strip() for part in line.split(";")] + ["", "", ""]
    try:
        return Band(
            parts[0],
            parts[1] or parts[0],
            int(parts[2].replace(",", "")),
            float(parts[3]) if parts[3] else None,
            float(parts[4].rstrip("% ")) / 100 if parts[4] else _RATE,
        )
    except ValueError as error:
        said = _now("Line %(number)s: code; name; units; people in a unit; percent that answers.")
        raise ValidationError(said, params={"number": number}) from error


def _rows(plan: SamplePlan) -> list[dict[str, object]]:
    return [
        {
            "label": one.band.label,
            "units": f"{one.band.units:,}",
            "answers": f"{one.answers:,}",
            "response": f"{number(100 * one.response, 1)} %",
            "drawn": f"{one.drawn:,}",
            "expected": f"{one.expected:,}",
            "margin": "–" if one.margin is None else f"±{number(100 * one.margin, 1)}",
            "is_short": one.is_short,
        }
        for one in plan.bands
    ]


def _margins(plan: SamplePlan) -> dict[str, str]:
    def words(margin: float | None) -> str:
        return "–" if margin is None else f"±{number(100 * margin, 1)}"

    return {
        "units": words(plan.margin_of_units),
        "employment": words(plan.margin_of_employment),
        "simple": words(plan.simple_margin),
    }


_HEADS = ("stratum", "name", "units", "people_in_a_unit", "rate_when_asked_once", "response_after_reminders",
          "answers_wanted", "to_draw", "answers_expected", "margin_of_a_half", "drawn_whole_and_short")  # fmt: skip


def _file(plan: SamplePlan, form: str) -> HttpResponse:
    rows = [
        (
            one.band.code, one.band.label, one.band.units, one.band.mean_size, one.band.rate, round(one.response, 6),
            one.answers, one.drawn, one.expected, None if one.margin is None else round(one.margin, 6),
            "yes" if one.is_short else "",
        )
        for one in plan.bands
    ]  # fmt: skip
    answer = HttpResponse(content_type="text/csv; charset=utf-8" if form == "csv" else _XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="sample.{form}"'
    answer.write(_csv(rows) if form == "csv" else _workbook(rows, plan))
    return answer


def _csv(rows: list[tuple[Any, ...]]) -> bytes:
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(_HEADS)
    for row in rows:
        lines.writerow(plain_cell(cell) if isinstance(cell, str) else cell for cell in row)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def _workbook(rows: list[tuple[Any, ...]], plan: SamplePlan) -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("Sample")
    for down, row in enumerate((_HEADS, *rows)):
        for across, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(down, across, cell)
            elif cell is not None:
                page.write_number(down, across, cell)
    page.freeze_panes(1, 0)
    about = book.add_worksheet("About")
    of = _now("% of employment") if plan.wanted.speaks_of is SpeaksOf.EMPLOYMENT else _now("% of firms")
    margins = _margins(plan)
    said = (
        _now("Results speak of: %(of)s") % {"of": of},
        _now("To draw: %(number)s") % {"number": plan.drawn},
        _now("Margin of a share of firms, points: %(margin)s") % {"margin": margins["units"]},
        _now("Margin of a share of employment, points: %(margin)s") % {"margin": margins["employment"]},
    )
    for down, line in enumerate(said):
        about.write_string(down, 0, line)
    book.close()
    return repeatable_zip(held.getvalue(), day=timezone.localdate())
