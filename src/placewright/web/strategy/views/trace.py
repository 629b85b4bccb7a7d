"""The trace of a record as a picture with its list, for the team and for the public."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from placewright.build.trace_pictures import UnknownTrace
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.strategy import tracing

_TRACEABLE_HERE = frozenset({"publisher", "figure", "quoted", "choice"})
"""What has no trace of its own."""


@only(May.SEE_TEAM.permission)
@require_safe
def team_trace(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """The trace as the records are now."""
    try:
        traced = _found(tracing.team_trace, kind, id, "strategy_team_trace")
    except UnknownTrace as error:
        return _unknown(request, error, "strategy/team_trace_unknown.html", "strategy_team_trace", f"{kind}:{id}")
    context = {"traced": traced, "reference": f"{kind}:{id}", "page_title": traced.view.title}
    return render(request, "strategy/team_trace.html", context)


@require_safe
def public_trace(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """The trace as the public sees the records."""
    try:
        traced = _found(tracing.public_trace, kind, id, "strategy_trace")
    except UnknownTrace as error:
        return _unknown(request, error, "strategy/trace_unknown.html", "strategy_trace", f"{kind}:{id}")
    return render(request, "strategy/trace.html", {"traced": traced, "reference": f"{kind}:{id}"})


def _unknown(request: HttpRequest, error: UnknownTrace, template: str, name: str, reference: str) -> HttpResponse:
    """The answer to a name that nothing has, with the nearest that something has."""
    near = [(other, reverse(name, args=other.split(":", 1))) for other in error.near]
    return render(request, template, {"reference": reference, "near": near}, status=404)


def _found(trace: object, kind: str, id: str, name: str) -> tracing.Traced:
    def href(reference: str) -> str:
        of, _, own = reference.partition(":")
        return "" if of in _TRACEABLE_HERE else reverse(name, args=[of, own])

    traced = trace(f"{kind}:{id}", href=href)  # type: ignore[operator]
    if traced is None:
        raise Http404
    return traced  # type: ignore[no-any-return]
