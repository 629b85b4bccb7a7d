"""Pages about the interface, for people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from placewright.web.api.about import about, examples, sample
from placewright.web.api.catalogue import current
from placewright.web.api.problems import Refused
from placewright.web.api.reference import reference


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """That the interface has no such address; the answer becomes a problem in JSON on its way out."""
    raise Http404


@require_safe
def data_and_api(request: HttpRequest) -> HttpResponse:
    """What data there are, under which licence, and how to read them from a program or a spreadsheet."""
    site = request.build_absolute_uri("/").rstrip("/")
    context: dict[str, object] = {"address": site, "trail": ((_("Data and API"), ""),)}
    try:
        now = current()
    except Refused:
        return render(request, "api/about.html", context | {"about": None})
    found = sample(now)
    more = {"about": about(now), "sample": found, "examples": examples(site, found)}
    return render(request, "api/about.html", context | more)


@require_safe
def read_reference(request: HttpRequest) -> HttpResponse:
    """Every operation of the interface, made from its description."""
    trail = ((_("Data and API"), "api/"), (_("Reference"), ""))
    return render(request, "api/reference.html", {"reference": reference(), "trail": trail})
