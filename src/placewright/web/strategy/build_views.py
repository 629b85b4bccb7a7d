"""The team's pages on builds: which there are, how they went, and which of them the public sees."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.folder_files import PRIVATE, file_response
from placewright.web.common.mends import told_by
from placewright.web.common.templating import fragment
from placewright.web.strategy import building
from placewright.web.strategy import data_queries as queries
from placewright.web.strategy.acting import account_of
from placewright.web.strategy.data_forms import NoteForm
from placewright.web.strategy.models import Build, BuildState
from placewright.web.strategy.worker_presence import why_nothing_goes_on

TITLE = gettext_lazy("Builds")
_A_PAGE = 30
_MAIN = '<main id="main"'
_MADE_BY_BUILDS = ("home", "home_file", "built_page", "asset", "changes_feed", "chapter_feed")
"""The names of the addresses whose answer lies in a build's folder."""


@only(May.SEE_TEAM.permission)
@require_GET
def builds(request: HttpRequest) -> HttpResponse:
    """Every build: when, why, who asked, how it went and how long it took."""
    pages = Paginator(Build.objects.select_related("asked_by", "evidence"), _A_PAGE)
    page = pages.get_page(request.GET.get("p"))
    lines = queries.build_lines(page.object_list)
    context = {
        "page_title": TITLE,
        "header_icon": "cogs",
        "lines": lines,
        "page": page,
        "under_way": any(line.build.state in (BuildState.WAITING, BuildState.RUNNING) for line in lines),
        "may_build": request.user.has_perm(May.REFRESH_DATA.permission),
        "why_nothing_goes_on": why_nothing_goes_on(),
    }
    name = "strategy/builds_table.html" if request.htmx else "strategy/builds.html"  # type: ignore[attr-defined]
    return render(request, name, context)


@only(May.SEE_TEAM.permission)
@require_GET
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """One build, with what stopped it or what it warned of."""
    line = queries.build_lines([queries.build_or_404(pk)])[0]
    context = {
        "page_title": str(line.build),
        "header_icon": "cogs",
        "line": line,
        "switches": line.build.switches.select_related("by"),
        "may_show": request.user.has_perm(May.SHOW_BUILDS.permission),
        "form": NoteForm(),
    }
    return render(request, "strategy/build.html", context)


@only(May.REFRESH_DATA.permission)
@require_POST
def ask(request: HttpRequest) -> HttpResponseBase:
    """Build what is live, with the evidence that the public sees."""
    form = NoteForm(request.POST)
    note = (form.cleaned_data["note"] if form.is_valid() else "") or _("asked for on the list of builds")
    try:
        building.ask_for_build(note, by=account_of(request), to_publish=False)
    except PlacewrightError as error:
        messages.error(request, told_by(error))
    else:
        messages.success(request, _("A build was asked for; it is shown to nobody until somebody does so."))
    return redirect("team_builds")


@only(May.SHOW_BUILDS.permission)
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a build to the public, a newer or an earlier one."""
    found, form = queries.build_or_404(pk), NoteForm(request.POST)
    try:
        building.show(found, by=account_of(request), note=form.cleaned_data["note"] if form.is_valid() else "")
    except PlacewrightError as error:
        messages.error(request, told_by(error))
    else:
        messages.success(request, _("The public sees build %(number)s now.") % {"number": found.pk})
    return redirect("team_builds")


@only(May.SEE_TEAM.permission)
@require_safe
def read(request: HttpRequest, pk: int, path: str) -> HttpResponseBase:
    """A page or file of a build as the public would read it; what no build makes is where the public finds it."""
    made = queries.build_or_404(pk)
    wanted = path.lstrip("/\\")
    if resolve(f"/{wanted}").url_name not in _MADE_BY_BUILDS:
        return redirect(f"/{wanted}{_asked_for(request)}")
    if not queries.has_pages(made):
        raise Http404
    return file_response(
        request, made.site, wanted, cache=PRIVATE, change=lambda page: page.replace(_MAIN, _banner(made) + _MAIN, 1)
    )


def _asked_for(request: HttpRequest) -> str:
    given = request.META.get("QUERY_STRING", "")
    return f"?{given}" if given else ""


def _banner(made: Build) -> str:
    """What says above a page that the public does not see it, and leads back to where it is decided."""
    line = queries.build_lines([made])[0]
    waiting = queries.refresh_to_decide(made)
    about = reverse("team_refresh", args=[waiting.pk]) if waiting else reverse("team_build", args=[made.pk])
    context = {"name": str(made), "is_shown": line.is_shown, "is_waiting": waiting is not None, "about": about}
    return fragment("strategy/build_banner.html", context)
