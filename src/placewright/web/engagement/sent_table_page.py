"""The page of a table before it is taken in: what its columns are, and what is wrong with its rows."""

from __future__ import annotations

from collections.abc import Sequence

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from placewright.web.engagement.models import Instrument
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.tables_in import SentTable

_TROUBLES_SHOWN = 50


def sent_table_page(
    request: HttpRequest,
    instrument: Instrument,
    form: Form,
    *,
    name: str,
    table: SentTable,
    found: Sequence[object],
    troubles: Sequence[object],
) -> HttpResponse:
    """The page with the columns to name, how many rows can be taken in, and the first of those that cannot."""
    more = {
        "form": form,
        "file_name": name,
        "rows": len(table.rows),
        "good": len(found),
        "troubles": [str(one) for one in troubles[:_TROUBLES_SHOWN]],
        "more_troubles": max(0, len(troubles) - _TROUBLES_SHOWN),
    }
    return part_page(request, instrument, "contacts", more)
