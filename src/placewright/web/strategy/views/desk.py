"""The ledger desk: claims narrowed, sorted, signed off several at once, and as CSV."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from placewright.core.csv_cells import plain_cell
from placewright.core.errors import PlacewrightError
from placewright.core.issues import Severity
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.mends import told_by
from placewright.web.strategy.bench import judged_and_read
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.desk_rows import SORTS, Asked, DeskRow, choices, desk_rows, narrowed, records_named
from placewright.web.strategy.models import Build
from placewright.web.strategy.services.reviewing import sign_off, unseen_records


@only(May.SEE_TEAM.permission)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Every claim, narrowed to what is asked for."""
    judged, unread = judged_and_read()
    rows = desk_rows(judged, unread) if judged else []
    asked = Asked.of(request.GET.dict())
    found = narrowed(rows, asked)
    unseen = unseen_records(judged) if judged else ()
    refused = request.session.pop(_REFUSED, {})
    context = {
        "ticked": refused.get("records", ()),
        "role": refused.get("role", ""),
        "note": refused.get("note", ""),
        "page_title": _("Ledger desk"),
        "header_icon": "list-ul",
        "rows": found,
        "all": len(rows),
        "asked": asked,
        "choices": choices(rows),
        "sorts": SORTS,
        "here": request.get_full_path(),
        "query": request.GET.urlencode(),
        "may_review": request.user.has_perm(May.REVIEW_LINKS.permission),
        "may_edit": request.user.has_perm(May.EDIT_RECORDS.permission),
        "other_unseen": records_named([name for name in unseen if not name.startswith("claim:")]),
        "errors": [one for one in judged.issues if one.issue.severity is Severity.ERROR] if judged else [],
        "last": Build.objects.first(),
        "shown": shown_build(),
    }
    return render(request, "strategy/desk.html", context)


@only(May.SEE_TEAM.permission)
@require_safe
def desk_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as CSV."""
    judged, unread = judged_and_read()
    rows = narrowed(desk_rows(judged, unread), Asked.of(request.GET.dict())) if judged else []
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="claims.csv"'
    response.write("\ufeff")
    write = csv.writer(response)
    write.writerow(_HEADS)
    write.writerows(_plain(row) for row in rows)
    return response


@only(May.REVIEW_LINKS.permission)
@require_POST
def sign_off_many(request: HttpRequest) -> HttpResponseBase:
    """Sign off the records that were ticked."""
    chosen = request.POST.getlist("record")
    role, note = request.POST.get("role", ""), request.POST.get("note", "")
    try:
        decision = sign_off(chosen, by=request.user, role=role, note=note)
    except PlacewrightError as error:
        messages.error(request, told_by(error))
        request.session[_REFUSED] = {"records": chosen, "role": role, "note": note}
    else:
        count = len(decision.about)
        said = ngettext("%(n)s record was signed off.", "%(n)s records were signed off.", count) % {"n": count}
        messages.success(request, f"{said} {_('The public pages follow with the next build.')}")
    return redirect(_back(request))


_REFUSED = "sign-off that was refused"
"""What was ticked and written, in the session until the desk is shown again."""


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if is_ours else reverse("strategy_desk")


_HEADS = (
    "id",
    "title",
    "sentence",
    "stance",
    "foundation",
    "verdict",
    "why",
    "marks",
    "chapters",
    "used by",
    "owner",
    "datasets",
    "reviewed on",
    "reviewed by",
    "sentence when reviewed",
    "unread",
)


def _plain(row: DeskRow) -> list[str]:
    """A row of the file; no cell begins with a sign that spreadsheets take for a formula."""
    cells = [
        row.id,
        row.title,
        row.text,
        row.stance,
        row.foundation,
        row.verdict,
        row.why,
        "; ".join(row.marks),
        "; ".join(id for id, _title in row.chapters),
        "; ".join(row.others),
        row.owner,
        "; ".join(row.datasets),
        row.reviewed_on.isoformat() if row.reviewed_on else "",
        row.reviewed_by,
        row.before,
        " ".join(row.unread),
    ]
    return [plain_cell(cell) for cell in cells]
