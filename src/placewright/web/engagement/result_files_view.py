"""Tables as files for the team: the newest before they are public, and those that were made before them."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.access import result_set, run_instrument
from placewright.web.engagement.result_public_views import tables_file


@require_safe
def team_tables(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The newest checked tables, or earlier ones (`?number=2`); every download is logged."""
    instrument = run_instrument(request, slug)
    made = result_set(instrument, request.GET.get("number", ""))
    if made is None:
        raise Http404
    note = f"{made.number} {form}"
    record_event("downloaded results of", "instrument", slug, by=cast(Account, request.user), note=note)
    return tables_file(instrument, made, form)
