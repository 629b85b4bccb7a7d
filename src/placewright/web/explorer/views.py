"""The explorer's pages: a view of the evidence, the same to embed elsewhere, and its downloads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from placewright.build.page_jobs import newest_data
from placewright.core.fingerprints import fingerprint
from placewright.web.explorer import drawing
from placewright.web.explorer.choices import BadChoice, Choice, place_named, read_choice, usual_choice
from placewright.web.explorer.evidence_shown import EvidenceShown, evidence_shown
from placewright.web.explorer.forms import chooser_form, view_links
from placewright.web.explorer.looks import Look, look_at, name_of
from placewright.web.explorer.place_suggestions import suggested

_CACHE = "public, max-age=60"
Made = Callable[[HttpRequest, EvidenceShown, Choice], HttpResponse]


def _of_a_choice(view: Made) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view of what the address asks for: kept by caches, refused with a mend where the address asks amiss."""

    @require_safe
    @wraps(view)
    def look(request: HttpRequest) -> HttpResponseBase:
        evidence = evidence_shown()
        if evidence is None:
            return render(request, "explorer/nothing_yet.html", status=404)
        etag = _etag(request, evidence)
        if request.headers.get("If-None-Match") == etag:
            return _kept(HttpResponseNotModified(), etag)
        try:
            choice = _asked(request.GET, evidence)
            if _is_loose(request.GET):
                return redirect(f"{request.path}?{choice.query()}")
            return _kept(view(request, evidence, choice), etag)
        except BadChoice as error:
            return _refused(request, evidence, error)

    return look


@_of_a_choice
def explore(request: HttpRequest, evidence: EvidenceShown, choice: Choice) -> HttpResponse:
    """The view with its words, table and sources, and the form that changes it."""
    return render(request, "explorer/explore.html", _context(request, evidence, choice))


@_of_a_choice
def _embedded(request: HttpRequest, evidence: EvidenceShown, choice: Choice) -> HttpResponse:
    response = render(request, "explorer/embed.html", _context(request, evidence, choice))
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


embed = csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(_embedded))
"""The view alone, to stand in a frame on another site."""


@_of_a_choice
def figures_csv(request: HttpRequest, evidence: EvidenceShown, choice: Choice) -> HttpResponse:
    """The rows of the evidence behind the view as CSV."""
    return _file(drawing.table_file(look_at(choice, evidence)), "text/csv; charset=utf-8", choice, "csv")


@_of_a_choice
def figures_xlsx(request: HttpRequest, evidence: EvidenceShown, choice: Choice) -> HttpResponse:
    """The rows of the evidence behind the view as a workbook."""
    address = request.build_absolute_uri(f"{reverse('explore')}?{choice.query()}")
    content = drawing.workbook(look_at(choice, evidence), address, as_of=_as_of(evidence))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(content, kind, choice, "xlsx")


@_of_a_choice
def picture_svg(request: HttpRequest, evidence: EvidenceShown, choice: Choice) -> HttpResponse:
    """The view's picture as SVG."""
    return _file(_picture(choice, evidence).encode(), "image/svg+xml", choice, "svg")


@_of_a_choice
def picture_png(request: HttpRequest, evidence: EvidenceShown, choice: Choice) -> HttpResponse:
    """The view's picture as PNG."""
    return _file(drawing.raster(_picture(choice, evidence)), "image/png", choice, "png")


@require_safe
def place_names(request: HttpRequest) -> HttpResponse:
    """Places whose names begin as typed, for the form to offer."""
    evidence = evidence_shown()
    found = suggested(request.GET.get("q", ""), evidence) if evidence else []
    from django.http import JsonResponse

    return JsonResponse({"places": found}, headers={"Cache-Control": _CACHE})


def _asked(given: QueryDict, evidence: EvidenceShown) -> Choice:
    """The choice of the address, with the place that was written into the form added to it."""
    choice = read_choice(given, evidence)
    added = given.get("add", "").strip()
    if not added:
        return choice
    return choice.but(places=tuple(dict.fromkeys((*choice.places, place_named(added, evidence)))))


def _is_loose(given: QueryDict) -> bool:
    """Whether the address is as a form sends it, with empty and passing parts, and so not the one to share."""
    return bool(given.get("add", "").strip()) or any(not value for _name, value in given.items())


def _context(request: HttpRequest, evidence: EvidenceShown, choice: Choice) -> dict[str, Any]:
    look = look_at(choice, evidence)
    query = choice.query()
    share = request.build_absolute_uri(f"{reverse('explore')}?{query}")
    framed = request.build_absolute_uri(f"{reverse('explore_embed')}?{query}")
    return {
        "evidence": evidence,
        "choice": choice,
        "look": look,
        "indicator": evidence.indicators[choice.indicator],
        "name": name_of(evidence, choice.indicator, choice.member),
        "drawn": drawing.drawn(look),
        "form": chooser_form(choice, evidence),
        "views": view_links(choice),
        "query": query,
        "share": share,
        "framed": framed,
        "downloads": _downloads(look, query),
        "as_of": _as_of(evidence),
    }


def _downloads(look: Look, query: str) -> list[tuple[str, str]]:
    names = [("CSV", "explore_csv"), ("XLSX", "explore_xlsx")] if look.has_rows else []
    names += [("SVG", "explore_svg"), ("PNG", "explore_png")] if look.figure is not None else []
    return [(words, f"{reverse(name)}?{query}") for words, name in names]


def _picture(choice: Choice, evidence: EvidenceShown) -> str:
    look = look_at(choice, evidence)
    picture = drawing.picture_file(look)
    if picture is None:
        raise BadChoice.of("view", look.empty or look.title)
    return picture


def _refused(request: HttpRequest, evidence: EvidenceShown, error: BadChoice) -> HttpResponse:
    usual = usual_choice(evidence)
    context = {"error": error, "form": chooser_form(usual, evidence), "choice": usual, "evidence": evidence}
    response = render(request, "explorer/refused.html", context, status=400)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _file(content: bytes, kind: str, choice: Choice, ending: str) -> HttpResponse:
    name = f"{choice.indicator}-{choice.view}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _etag(request: HttpRequest, evidence: EvidenceShown) -> str:
    asked = {"at": request.get_full_path(), "host": request.get_host(), "language": get_language() or ""}
    return quote_etag(fingerprint({"evidence": evidence.key, **asked})[:32])


def _kept(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _CACHE
    return response


def _as_of(evidence: EvidenceShown) -> date:
    return newest_data(evidence.world)
