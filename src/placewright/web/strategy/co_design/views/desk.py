"""The team's desk of co-design: editions under way, what was made of them, their steps and approvals."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placewright.core.errors import PlacewrightError
from placewright.records.edition import EditionKind
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.folder_files import PRIVATE, file_response
from placewright.web.common.mends import told_by
from placewright.web.strategy.co_design import access, exporting, queries
from placewright.web.strategy.co_design.forms import MakeEdition, Note, OpenEdition, RecordApproval
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition
from placewright.web.strategy.co_design.services import making, moving, taking_over
from placewright.web.strategy.co_design.states import KIND_OF, ORDER, ReviewerRole, State

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@only(May.SEE_TEAM.permission)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The editions under way."""
    rows = [
        {"one": one, "waiting": len(queries.unanswered(one, all_kinds=True)), "made": queries.edition_in_state(one)}
        for one in EditionUnderWay.objects.all()
    ]
    context = {"rows": rows, "elsewhere": taking_over.editions_elsewhere(), **_crumbs()}
    return render(request, "strategy/co_design/index.html", context)


@only(May.MOVE_EDITIONS.permission)
@require_POST
def take_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the pages of an edition that was made elsewhere computed again."""

    def asked() -> str:
        taking_over.take_over(slug, note=request.POST.get("note", ""), by=access.account(request))
        return _("Its pages are being computed again. This takes about a minute.")

    _tell(request, asked)
    return redirect("co_design:index")


@only(May.MOVE_EDITIONS.permission)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new edition under way."""
    form = OpenEdition(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = making.open_edition(by=access.account(request), **form.cleaned_data)
            return redirect("co_design:edition", made.slug)
        except PlacewrightError as error:
            form.add_error(None, told_by(error))
    context = {"form": form, "title": _("A new edition"), **_crumbs((None, _("A new edition")))}
    return render(request, "strategy/co_design/form.html", context, status=422 if form.errors else 200)


@only(May.SEE_TEAM.permission)
@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """An edition under way: where it stands, what its next step needs, and everything that was made and done."""
    under_way = access.under_way(slug)
    made = list(under_way.made.select_related("build", "asked_by"))
    last = queries.last_step(under_way)
    kinds = making.kinds_to_make(under_way)
    context = {
        "one": under_way,
        "states": [{"state": state, "is_now": state == under_way.state} for state in ORDER],
        "made": made,
        "is_busy": any(one.is_being_made for one in made),
        "steps": [_step(under_way, to, made) for to in moving.steps_from(under_way)],
        "transitions": under_way.transitions.select_related("by", "made", "undoes"),
        "last": last,
        "approvals": [one for each in made for one in each.approvals.all()],
        "links": [link for each in made for link in each.links.all()],
        "make": MakeEdition(kinds=kinds, initial={"title": under_way.title}),
        "waits": making.kinds_that_wait(under_way),
        "approve": RecordApproval(),
        "now": timezone.now(),
        "may_move": request.user.has_perm(May.MOVE_EDITIONS.permission),
        "may_waive": request.user.has_perm(May.WAIVE.permission),
        "may_answer": request.user.has_perm(May.ANSWER_REVIEWERS.permission),
        "waiting": len(queries.unanswered(under_way, all_kinds=True)),
        **_crumbs((None, under_way.title)),
    }
    response = render(request, "strategy/co_design/edition.html", context)
    if request.htmx and not context["is_busy"]:  # type: ignore[attr-defined]
        response.headers["HX-Refresh"] = "true"  # the next step and the ways to read are others now
    return response


@only(May.MOVE_EDITIONS.permission)
@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Have an edition made in the background."""
    under_way = access.under_way(slug)
    waiting = tuple(making.kinds_that_wait(under_way))  # sent all the same, such a kind is refused with what to do
    form = MakeEdition(request.POST, kinds=(*making.kinds_to_make(under_way), *waiting))
    if form.is_valid():
        given = form.cleaned_data
        kind = EditionKind(given["kind"])

        def asked() -> str:
            making.ask_for_edition(
                under_way, kind, title=given["title"], text=given["text"], by=access.account(request)
            )
            return _("The edition is being made. This takes about a minute.")

        _tell(request, asked)
    else:
        messages.error(request, _("The edition needs a kind and a title."))
    return redirect("co_design:edition", slug)


@only(May.MOVE_EDITIONS.permission)
@require_POST
def move(request: HttpRequest, slug: str, to: str) -> HttpResponse:
    """Take a step."""
    under_way = access.under_way(slug)
    made = access.made_edition(request.POST.get("made", ""))
    form = Note(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    passed = {
        name.removeprefix("pass-"): str(value) for name, value in request.POST.items() if name.startswith("pass-")
    }

    def taken() -> str:
        if made.under_way_id != under_way.pk or to not in State.values:
            raise moving.CannotMove(_("It is no edition of this one under way."))
        moving.move(under_way, State(to), made=made, note=note, by=access.account(request), let_pass=passed)
        return _("The edition moved to: %s.") % State(to).label

    _tell(request, taken)
    return redirect("co_design:edition", slug)


@only(May.MOVE_EDITIONS.permission)
@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the last step back."""
    under_way = access.under_way(slug)

    def taken_back() -> str:
        step = queries.last_step(under_way)
        if step is None:
            raise moving.CannotMove(_("There is no step to take back."))
        moving.undo(step, why=request.POST.get("note", ""), by=access.account(request))
        return _("The step was taken back.")

    _tell(request, taken_back)
    return redirect("co_design:edition", slug)


@only(May.MOVE_EDITIONS.permission)
@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Record an approval that was given elsewhere."""
    made = access.made_edition(slug)
    form = RecordApproval(request.POST)
    if form.is_valid() and made.is_ready:
        given = form.cleaned_data
        moving.record_approval(made, by=access.account(request), **(given | {"role": ReviewerRole(given["role"])}))
        messages.success(request, _("The approval is recorded."))
    else:
        messages.error(request, _("An approval needs who gave it, for whom, and where it is written."))
    return redirect("co_design:edition", made.under_way.slug)


@only(May.MOVE_EDITIONS.permission)
@require_POST
def take_back_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an approval count no longer."""
    approval = access.approval(pk)

    def taken_back() -> str:
        moving.take_back_approval(approval, by=access.account(request), why=request.POST.get("note", ""))
        return _("The approval does not count any more.")

    _tell(request, taken_back)
    return redirect("co_design:edition", approval.made.under_way.slug)


@only(May.SEE_TEAM.permission)
@require_safe
def read(request: HttpRequest, slug: str, path: str) -> HttpResponseBase:
    """A page of an edition that need not be public, for the team."""
    return file_response(request, access.edition_for(request, slug).site, path, cache=PRIVATE)


@only(May.SEE_TEAM.permission)
@require_safe
def redline(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition's Word document with what reads otherwise now as tracked changes."""
    made = access.edition_for(request, slug)
    build = queries.current_build()
    try:
        if build is None:
            raise making.CannotMake(_("There is no build to compare with."))
        content = exporting.redline_of(made, build)
    except PlacewrightError as error:
        messages.error(request, told_by(error))
        return redirect("co_design:edition", made.under_way.slug)
    return _file(content, f"{made.slug}-redline.docx", _WORD)


@only(May.SEE_TEAM.permission)
@require_safe
def log_word(request: HttpRequest, slug: str) -> HttpResponse:
    """The change log for Word."""
    return _file(exporting.log_as_word(access.under_way(slug)), f"{slug}-log.docx", _WORD)


@only(May.SEE_TEAM.permission)
@require_safe
def log_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The change log as CSV."""
    content = exporting.log_as_csv(access.under_way(slug)).encode()
    return _file(content, f"{slug}-log.csv", "text/csv; charset=utf-8")


def _step(under_way: EditionUnderWay, to: State, made: list[MadeEdition]) -> dict[str, object]:
    """A step that may be taken, with the edition that it would show and what it needs."""
    wanted = queries.edition_in_state(under_way) if to == State.PUBLISHED else None
    ready = [one for one in made if one.is_ready and one.kind == KIND_OF[to]]
    candidate = wanted or (ready[0] if ready else None)
    found = moving.preconditions(under_way, to, candidate)
    is_again = to == under_way.state
    return {
        "to": to,
        "made": candidate,
        "found": found,
        "may_go": all(one.is_met or one.can_be_let_pass for one in found),
        "is_again": is_again,
        "is_shown": not is_again or (candidate is not None and candidate != queries.edition_in_state(under_way)),
    }


def _tell(request: HttpRequest, act: Callable[[], str]) -> None:
    """Do something, and say that it was done or what stopped it."""
    try:
        messages.success(request, act())
    except PlacewrightError as error:
        messages.error(request, told_by(error))


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _crumbs(*more: tuple[str | None, str]) -> dict[str, object]:
    items: list[dict[str, object]] = [{"url": reverse("co_design:index"), "label": _("Co-design")}]
    items += [{"url": url or "", "label": label} for url, label in more]
    return {"breadcrumbs_items": items, "header_icon": "group"}
