"""The newest tables as a file, for the team, before they are public."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.result_public_views import tables_file


@require_safe
def team_tables(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The newest checked tables; every download is logged."""
    instrument = run_instrument(request, slug)
    made = instrument.results.order_by("-number").first()
    if made is None:
        raise Http404
    record_event("downloaded results of", "instrument", slug, by=cast(Account, request.user), note=form)
    return tables_file(instrument, made, form)
