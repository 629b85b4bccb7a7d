"""The public's pages of results: every question, who answered, how it was made, and the tables as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from placewright.core.words import marked
from placewright.publish.result_files import results_csv, results_json, results_xlsx
from placewright.questionnaires.results_model import results_from_plain
from placewright.web.engagement.access import public_instrument
from placewright.web.engagement.models import Instrument, ResultSet
from placewright.web.engagement.result_views import frame_of

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_REHEARSAL = marked("REHEARSAL: every answer in this file is invented.")


@require_safe
def public_results(request: HttpRequest, slug: str) -> HttpResponse:
    """The results that were published last."""
    instrument = public_instrument(slug)
    made = _published(instrument)
    zone = instrument.zone
    more = {
        "instrument": instrument,
        "is_whole": request.GET.get("tables") == "all",
        "opened": timezone.localtime(instrument.opens_at, zone).date() if instrument.opens_at else None,
        "closed": timezone.localtime(instrument.closes_at, zone).date() if instrument.closes_at else None,
        "published": timezone.localtime(made.published_at, zone).date() if made.published_at else None,
        "trail": (
            (_("Have your say"), reverse("say_all").lstrip("/")),
            (instrument.title, reverse("say", args=[slug]).lstrip("/")),
            (_("Results"), ""),
        ),
    }
    return render(request, "engagement/published_results.html", frame_of(made) | more)


@require_safe
def public_tables(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The checked tables as a file."""
    instrument = public_instrument(slug)
    return tables_file(instrument, _published(instrument), form)


def tables_file(instrument: Instrument, made: ResultSet, form: str) -> HttpResponse:
    """A set of tables as a file; a rehearsal's says so in its name and on its first sheet or every line.

    CSV and JSON are the same bytes for everybody; the workbook is in the language of who asks for it.
    """
    held, frozen = results_from_plain(made.tables), dict(made.frozen)
    mark = _REHEARSAL if instrument.is_rehearsal else ""
    day = timezone.localtime(made.made_at, instrument.zone).date()
    makers: dict[str, Callable[[], Any]] = {
        "csv": lambda: results_csv(held, mark=mark),
        "xlsx": lambda: results_xlsx(held, frozen, mark=_(mark) if mark else "", day=day),
        "json": lambda: results_json(held, frozen | ({"rehearsal": mark} if mark else {})),
    }
    answer = HttpResponse(makers[form](), content_type=_TYPES[form])
    name = f"{instrument.slug}-results{'-rehearsal' if instrument.is_rehearsal else ''}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _published(instrument: Instrument) -> ResultSet:
    made = instrument.results.exclude(published_at=None).order_by("-number").first()
    if made is None:
        raise Http404
    return made
