"""The team's page on the event log: looking, taking away as CSV, and checking that the chain is whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from placewright.core.csv_cells import plain_cell
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.log_queries import Wanted, entries, with_names, words_used
from placewright.web.accounts.models import Account
from placewright.web.common.access import only
from placewright.web.common.event_log import first_broken
from placewright.web.common.models import LogEntry

TITLE = _("Event log")
_PAGE = 100
_COLUMNS = ("number", "when", "who", "did", "kind", "object", "note", "digest")
_READS = only(May.READ_LOG.permission)


class LogForm(forms.Form):
    """What a reader looks for."""

    verb = forms.ChoiceField(label=_("Did"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    key = forms.CharField(label=_("Object or note"), required=False, max_length=200)
    by = forms.ModelChoiceField(
        label=_("Who"), queryset=Account.objects.all(), required=False, empty_label=_("anybody")
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type]
        for name in ("verb", "kind"):
            self.fields[name].choices = [("", _("any")), *((word, word) for word in words_used(name))]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What to look for; a field that is wrong looks for everything."""
        self.is_valid()
        given = self.cleaned_data
        by = given.get("by")
        return Wanted(
            verb=given.get("verb") or "",
            kind=given.get("kind") or "",
            key=given.get("key") or "",
            by=by.pk if by else None,
            since=given.get("since"),
            until=given.get("until"),
        )


@_READS
@require_safe
def event_log(request: HttpRequest) -> HttpResponse:
    """The entries that were looked for, a page at a time; with `check`, whether the chain is whole."""
    form = LogForm(request.GET)
    page = Paginator(entries(form.wanted()), _PAGE).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    asked.pop("check", None)
    context = {
        "page_title": TITLE,
        "header_icon": "history",
        "form": form,
        "page": page,
        "entries": list(with_names(page)),
        "query": asked.urlencode(),
        "is_checked": "check" in request.GET,
        "broken": first_broken() if "check" in request.GET else None,
    }
    return render(request, "accounts/log.html", context)


@_READS
@require_safe
def event_log_csv(request: HttpRequest) -> HttpResponseBase:
    """The entries that were looked for as CSV; no cell can be taken for a formula."""
    found = entries(LogForm(request.GET).wanted())
    response = StreamingHttpResponse(_lines(found.iterator(chunk_size=1_000)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="event-log.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(found: Iterator[LogEntry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(_COLUMNS)
    names: dict[int | None, str] = {}
    for entry in found:
        if entry.by_id not in names or entry.by_id is None:
            names[entry.by_id] = next(iter(with_names([entry])))[1]
        cells = [entry.pk, entry.at.isoformat(), names[entry.by_id], entry.verb, entry.kind, entry.key, entry.note]
        yield writer.writerow([plain_cell(cell) for cell in (*cells, entry.digest)])
