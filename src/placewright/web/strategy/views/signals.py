"""Signals: what stands out in the evidence, to be taken on as the draft of a claim or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from placewright.analysis.signals import Signal, SignalKind
from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.mends import told_by
from placewright.web.strategy.bench import authored_now
from placewright.web.strategy.current import shown
from placewright.web.strategy.services.suggesting import claim_from_signal
from placewright.web.strategy.signals import key_of_signal, signals_now


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal as the list shows it; `claims` are the live claims that rest on its indicator already."""

    key: str
    signal: Signal
    place: str
    strength: str
    claims: tuple[str, ...]


@only(May.SEE_TEAM.permission)
@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """What stands out, narrowed by kind, by place and by words."""
    now = shown()
    found = signals_now()
    kind, place = request.GET.get("kind", ""), request.GET.get("place", "")
    words = request.GET.get("words", "").casefold().split()
    names = {signal.place: now.world.name(signal.place) for signal in found} if now else {}
    said = _claims_by_indicator()
    rows = [
        SignalRow(key_of_signal(one), one, names[one.place], f"{abs(one.score):.1f}", said.get(one.indicator, ()))
        for one in found
        if (not kind or one.kind == kind)
        and (not place or one.place == place)
        and all(word in f"{one.words} {names[one.place]} {one.indicator}".casefold() for word in words)
    ]
    context = {
        "page_title": _("Signals"),
        "header_icon": "view",
        "rows": rows,
        "all": len(found),
        "kind": kind,
        "place": place,
        "words": request.GET.get("words", ""),
        "kinds": [str(one) for one in SignalKind],
        "places": _told_apart(names),
        "may_edit": request.user.has_perm(May.EDIT_RECORDS.permission),
        "is_built": now is not None,
    }
    return render(request, "strategy/signals.html", context)


@only(May.EDIT_RECORDS.permission)
@require_POST
def make_claim(request: HttpRequest) -> HttpResponseBase:
    """Write the draft of a claim from a signal, and open it."""
    try:
        row = claim_from_signal(request.POST.get("signal", ""), by=request.user)
    except PlacewrightError as error:
        messages.error(request, told_by(error))
        return redirect("strategy_signals")
    messages.success(request, _("A draft was written. Read it, make it yours, and publish it."))
    return redirect("wagtailsnippets_strategy_claim:edit", row.pk)


def _told_apart(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes with the names of their places, in order of name; a name that several codes have stands with its code."""
    often = Counter(names.values())
    said = {code: f"{name} ({code})" if often[name] > 1 else name for code, name in names.items()}
    return sorted(said.items(), key=lambda item: item[1])


def _claims_by_indicator() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for id, claim in authored_now().claims.items():
        for name in dict.fromkeys(figure.indicator for figure in claim.figures.values() if figure.indicator):
            found[name] = (*found.get(name, ()), id)
    return found
