"""The public's editions: the list, each edition's own pages as they were pinned, and two of them side by side."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from placewright.core.said import in_words
from placewright.ledger.editions import changes, changes_in_words
from placewright.publish.strategy_site import VERDICTS
from placewright.web.common.folder_files import FOR_A_MINUTE, FOR_EVER, file_response
from placewright.web.common.templating import fragment
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.co_design import access, queries
from placewright.web.strategy.co_design.comparing import Side, compare
from placewright.web.strategy.co_design.csv_text import csv_text
from placewright.web.strategy.co_design.figure_differences import FigureSide
from placewright.web.strategy.co_design.models import MadeEdition

NOW = "now"
"""The name of the text as it is, in the address of a comparison."""

_MAIN = '<main id="main"'


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """The editions that everybody may read, the newest first."""
    listed = queries.public_editions()
    rows = [
        {"made": made, "changes": in_words(_since_parent(made.slug, made.parent)), "before": before}
        for made, before in zip(listed, [*listed[1:], None], strict=False)
    ]
    context = {"rows": rows, "has_now": shown_build() is not None, "section": "Editions"}
    return render(request, "strategy/co_design/editions.html", context | {"trail": ((_("Editions"), ""),)})


@require_safe
def edition_page(request: HttpRequest, slug: str, path: str) -> HttpResponseBase:
    """A page, document or table of an edition, from its own folder and from nowhere else."""
    made = access.public_edition(slug)
    if not made.is_public:
        context = {"made": made, "newest": queries.newest_public(), "trail": ((_("Editions"), "editions/"),)}
        return render(request, "strategy/co_design/withdrawn.html", context, status=410)
    return file_response(
        request,
        made.site,
        path,
        cache=FOR_EVER,
        page_cache=FOR_A_MINUTE,
        change=lambda page: page.replace(_MAIN, _banner(made) + _MAIN, 1),
    )


@require_safe
def comparison(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """Two editions, or an edition and the text as it is now, side by side."""
    compared = compare(_side(request, before), _side(request, after))
    context = {
        "compared": compared,
        "verdicts": VERDICTS,
        "table": reverse("edition_figures", args=[before, after]),
        "trail": ((_("Editions"), "editions/"), (_("Compared"), "")),
        "section": "Editions",
    }
    return render(request, "strategy/co_design/comparison.html", context)


@require_safe
def figures(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """The figures that differ, as CSV."""
    compared = compare(_side(request, before), _side(request, after))
    sides = [f"{what}{side}" for side in ("before", "after") for what in ("", "interval ", "verdict ")]
    heads = ["claim", "title", "figure", *sides, "change", "why"]
    rows = [
        [one.claim, one.title, one.figure, *_cells(one.before), *_cells(one.after), one.change, one.why]
        for one in compared.figures
    ]
    response = HttpResponse(csv_text(heads, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="figures-{before}-{after}.csv"'
    return response


def _cells(side: FigureSide | None) -> tuple[str, str, str]:
    return (side.text, side.interval, side.verdict) if side else ("", "", "")


def _side(request: HttpRequest, name: str) -> Side:
    if name == NOW:
        build = shown_build()
        if build is None:
            raise Http404
        return Side(NOW, _("The text as it is now"), None, build.out, "/")
    made = access.edition_for(request, name)
    href = reverse("edition_page", args=[made.slug, ""]) if made.is_public else ""
    return Side(made.slug, made.title, made.day, made.folder, href)


def _banner(made: MadeEdition) -> str:
    newest = queries.newest_public()
    is_newest = newest is None or newest.pk == made.pk
    context = {"made": made, "newest": None if is_newest else newest}
    return fragment("strategy/co_design/edition_banner.html", context)


@lru_cache(maxsize=256)
def _since_parent(slug: str, parent: str) -> str:
    """What changed since the edition before, in a sentence; editions never change, so it is found once."""
    mine, before = queries.record_of_edition(slug), queries.record_of_edition(parent)
    if mine is None or before is None:
        return ""
    return changes_in_words(one for one in changes(before, mine) if one.what != "output")
