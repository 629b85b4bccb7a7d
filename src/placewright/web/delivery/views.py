"""What the public sees of delivery: programmes, actions, and measures with their readings."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from placewright.build.strategy_actions import money_words
from placewright.publish.inline_svg import inline_svg
from placewright.publish.line_picture import line_picture
from placewright.publish.pictures import plain_svg
from placewright.web.delivery.drawing import chart_of
from placewright.web.delivery.queries import delivery, years_of


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every programme with its actions and measures, and what is spent of each fund that an action draws on."""
    now = delivery()
    context: dict[str, object] = {"trail": ((_("Delivery"), ""),), "delivery": now, "money": money_words}
    if now is not None:
        funds = now.shown.world.authored.funding.values()
        context["funds"] = [
            (fund, years) for fund, years in years_of(funds) if any(year.spent is not None for year in years)
        ]
    return render(request, "delivery/overview.html", context)


@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """One measure: where it stands, how that is known, its readings as a chart and a table."""
    now = delivery()
    if now is None or slug not in now.watched:
        raise Http404
    one = now.watched[slug]
    chart = chart_of(one)
    context = {
        "trail": ((_("Delivery"), "delivery/"), (one.measure.title, "")),
        "one": one,
        "picture": inline_svg(plain_svg(chart), "readings") if chart else None,
        "narrow": inline_svg(line_picture(chart, narrow=True), "readings-narrow") if chart else None,
        "actions": [a for a in now.shown.world.authored.interventions.values() if a.id in one.measure.interventions],
    }
    return render(request, "delivery/measure.html", context)
