"""The team's pages on data: which datasets there are, files for them, and refreshes from asking to showing."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.mends import told_by
from placewright.web.strategy import data_queries as queries
from placewright.web.strategy import refreshing
from placewright.web.strategy.acting import account_of
from placewright.web.strategy.current import shown
from placewright.web.strategy.data_forms import AcceptForm, NoteForm, RefreshForm, UploadForm
from placewright.web.strategy.models import Refresh
from placewright.web.strategy.models.refreshes import STEPS
from placewright.web.strategy.uploads import keep_upload, kept_files, remove_upload
from placewright.web.strategy.worker_presence import why_nothing_goes_on

TITLE = gettext_lazy("Data")
_RECENT = 10


@only(May.SEE_TEAM.permission)
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """The datasets, how old they are, the files that were uploaded, and the refreshes so far."""
    now = shown()
    lines = queries.dataset_lines(now, queries.today()) if now else []
    sources = queries.declared_sources()
    context = {
        "page_title": TITLE,
        "header_icon": "table",
        "datasets": lines,
        "stale": sum(line.is_stale for line in lines),
        "files": kept_files(sources),
        "refreshes": queries.refreshes()[:_RECENT],
        "waiting": queries.waiting_changes(),
        "open": queries.refreshes().filter(is_open=True).first(),
        "upload_form": UploadForm(),
        "refresh_form": RefreshForm(datasets=[(line.id, line.title) for line in lines]),
        "may_refresh": request.user.has_perm(May.REFRESH_DATA.permission),
    }
    return render(request, "strategy/data.html", context)


@only(May.REFRESH_DATA.permission)
@require_POST
def upload(request: HttpRequest) -> HttpResponseBase:
    """Keep publishers' files; each that is refused is named, the others are kept."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        for error in form.errors.get("chosen", [_("Choose a file first.")]):
            messages.error(request, str(error))
        return redirect("team_data")
    sources = list(queries.declared_sources().values())
    for file in form.cleaned_data["chosen"]:
        try:
            kept = keep_upload(file, sources, by=account_of(request))
        except PlacewrightError as error:
            messages.error(request, told_by(error))
        else:
            messages.success(request, _("%(name)s was kept.") % {"name": kept.name})
    return redirect("team_data")


@only(May.REFRESH_DATA.permission)
@require_POST
def remove_file(request: HttpRequest) -> HttpResponseBase:
    """Remove an uploaded file."""
    return _tried(
        request,
        lambda: remove_upload(request.POST.get("path", ""), by=account_of(request)),
        _("The file was removed."),
        "team_data",
    )


@only(May.REFRESH_DATA.permission)
@require_POST
def begin(request: HttpRequest) -> HttpResponseBase:
    """Begin a refresh."""
    form = RefreshForm(request.POST, datasets=[(name, name) for name in queries.declared_sources()])
    if not form.is_valid():
        messages.error(request, _("Choose where new figures come from."))
        return redirect("team_data")
    try:
        asked = refreshing.ask_for_refresh(
            by=account_of(request),
            from_publishers=form.cleaned_data["way"] == "publishers",
            datasets=form.cleaned_data["datasets"],
        )
    except PlacewrightError as error:
        messages.error(request, told_by(error))
        return redirect("team_data")
    return redirect("team_refresh", asked.pk)


@only(May.SEE_TEAM.permission)
@require_GET
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a refresh is, and what the new figures change."""
    found = queries.refresh_or_404(pk)
    return render(request, "strategy/refresh.html", _refresh_context(request, found))


@only(May.SEE_TEAM.permission)
@require_GET
def refresh_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The piece of the page that says how far it is; once it has ended, word that the page is to be loaded anew."""
    found = queries.refresh_or_404(pk)
    response = render(request, "strategy/refresh_progress.html", _progress_context(found))
    if not found.is_under_way:
        response.headers["HX-Refresh"] = "true"
    return response


@only(May.REVIEW_LINKS.permission)
@require_http_methods(["POST"])
def accept(request: HttpRequest, pk: int, claim: str) -> HttpResponseBase:
    """Let a claim stand with the new figures."""
    found = queries.refresh_or_404(pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in which role, what you looked at and why it stands."))
        return redirect("team_refresh", pk)
    said = form.cleaned_data
    return _tried(
        request,
        lambda: refreshing.accept_claim(found, claim, by=account_of(request), role=said["role"], note=said["note"]),
        _("The claim stands with the new figures."),
        "team_refresh",
        pk,
    )


@only(May.REFRESH_DATA.permission)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Build once more with what was accepted."""
    found = queries.refresh_or_404(pk)
    return _tried(request, lambda: refreshing.build_again(found, by=account_of(request)), "", "team_refresh", pk)


@only(May.SHOW_BUILDS.permission)
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the new figures to the public."""
    found, form = queries.refresh_or_404(pk), NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return _tried(
        request,
        lambda: refreshing.show_refresh(found, by=account_of(request), note=note),
        _("The public sees the new figures now."),
        "team_refresh",
        pk,
    )


@only(May.REFRESH_DATA.permission)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Leave the evidence as it is."""
    found = queries.refresh_or_404(pk)
    done = _("The refresh was dropped; the evidence is as it was.")
    return _tried(request, lambda: refreshing.drop_refresh(found, by=account_of(request)), done, "team_data")


@only(May.SHOW_BUILDS.permission)
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the evidence from before a refresh again."""
    found = queries.refresh_or_404(pk)
    done = _("The public sees the evidence from before the refresh again.")
    return _tried(request, lambda: refreshing.take_back(found, by=account_of(request)), done, "team_refresh", pk)


def _progress_context(found: Refresh) -> dict[str, object]:
    return {"refresh": found, "steps": STEPS, "why_nothing_goes_on": why_nothing_goes_on()}


def _refresh_context(request: HttpRequest, found: Refresh) -> dict[str, object]:
    claims = queries.claims_to_read(found)
    return {
        "page_title": str(found),
        "header_icon": "rotate",
        **_progress_context(found),
        "claims": claims,
        "left": sum(bool(line["needs_review"] and not line["accepted"] and not line["is_broken"]) for line in claims),
        "broken": sum(bool(line["needs_review"] and line["is_broken"]) for line in claims),
        "accepted_since": found.build is not None and found.acceptances.filter(at__gt=found.build.asked_at).exists(),
        "pages": queries.pages_to_look_at(found),
        "pages_at": queries.pages_address(found),
        "accept_form": AcceptForm(),
        "may_refresh": request.user.has_perm(May.REFRESH_DATA.permission),
        "may_review": request.user.has_perm(May.REVIEW_LINKS.permission),
        "may_show": request.user.has_perm(May.SHOW_BUILDS.permission),
    }


def _tried(request: HttpRequest, act: Callable[[], object], done: str, to: str, *where: object) -> HttpResponseBase:
    """Act, say how it went, and go to a page."""
    try:
        act()
    except PlacewrightError as error:
        messages.error(request, told_by(error))
    else:
        if done:
            messages.success(request, done)
    return redirect(to, *where)
