"""The team's page of exchange: the whole workspace to take away, and an archive to bring in, compared first."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.mends import said_by
from placewright.web.strategy.exporting import export_to_archive
from placewright.web.strategy.incoming import send_in, take_over
from placewright.web.strategy.models import Exchange, Incoming, IncomingState
from placewright.web.strategy.rows_in_bulk import drafts_behind

TITLE = gettext_lazy("Export and import")
_MOST = 20


class ArchiveForm(forms.Form):
    """An archive to bring in."""

    archive = forms.FileField(label=gettext_lazy("Archive that an export made"))


@only(May.SEE_TEAM.permission)
@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """What can be taken away, what was brought in, and which drafts were overtaken."""
    context = {
        "page_title": TITLE,
        "header_icon": "resubmit",
        "form": ArchiveForm(),
        "sent": Incoming.objects.select_related("sent_by")[:_MOST],
        "exchanges": Exchange.objects.select_related("by").defer("files")[:_MOST],
        "drafts": drafts_behind(),
        "may_import": request.user.has_perm(May.PUBLISH_RECORDS.permission),
    }
    return render(request, "strategy/keeping/exchange.html", context)


@only(May.SEE_TEAM.permission)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """The workspace as one archive."""
    with tempfile.TemporaryDirectory(prefix="placewright-export-") as scratch:
        file = Path(scratch) / "workspace.zip"
        try:
            manifest = export_to_archive(file, by=request.user)  # type: ignore[arg-type]
        except PlacewrightError as error:
            messages.error(request, said_by(error))
            return redirect("team_exchange")
        stream = file.open("rb")  # it outlives its name
    return FileResponse(
        stream, as_attachment=True, filename=f"{manifest.workspace}.zip", content_type="application/zip"
    )


@only(May.PUBLISH_RECORDS.permission)
@require_POST
def upload(request: HttpRequest) -> HttpResponseBase:
    """Bring an archive in, to be compared."""
    form = ArchiveForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("team_exchange")
    given = form.cleaned_data["archive"]
    try:
        sent = send_in(given.name, given.chunks(), by=request.user)  # type: ignore[arg-type]
    except PlacewrightError as error:
        messages.error(request, said_by(error))
        return redirect("team_exchange")
    return redirect("team_exchange_incoming", sent.pk)


@only(May.SEE_TEAM.permission)
@require_safe
def incoming(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking an archive over would change."""
    sent = _sent(pk)
    context = {
        "page_title": sent.name,
        "header_icon": "resubmit",
        "sent": sent,
        "found": sent.found,
        "conflicts": [file for file in sent.found.get("files", []) if file["is_conflict"]],
        "others": [file for file in sent.found.get("files", []) if not file["is_conflict"]],
        "may_import": request.user.has_perm(May.PUBLISH_RECORDS.permission),
        "can_apply": sent.state == IncomingState.COMPARED,
        "under_way": sent.state in (IncomingState.WAITING, IncomingState.RUNNING),
    }
    response = render(request, "strategy/keeping/incoming.html", context)
    if request.htmx and not context["under_way"]:  # type: ignore[attr-defined]
        response.headers["HX-Refresh"] = "true"  # the page is another one now
    return response


@only(May.PUBLISH_RECORDS.permission)
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a compared archive over."""
    try:
        take_over(_sent(pk), by=request.user)  # type: ignore[arg-type]
    except PlacewrightError as error:
        messages.error(request, said_by(error))
        return redirect("team_exchange_incoming", pk)
    messages.success(request, _("It was taken over. The public sees it once the build is ready."))
    return redirect("team_exchange")


def _sent(pk: int) -> Incoming:
    sent = Incoming.objects.filter(pk=pk).first()
    if sent is None:
        raise Http404
    return sent
