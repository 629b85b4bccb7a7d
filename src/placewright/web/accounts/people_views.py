"""The team's pages on people: who is here, inviting, roles, closing, organisations and teams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placewright.web.accounts import queries, services
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.mails import send_link
from placewright.web.accounts.models import Account, OneTimeLink, Organisation, Team
from placewright.web.accounts.people_forms import InviteForm, OrganisationForm, PersonForm, TeamForm, TeamNameForm
from placewright.web.accounts.roles import Role
from placewright.web.common.access import only
from placewright.web.common.mailing import mail_goes_out

TITLE = gettext_lazy("People")
_PAGE = 50
_MANAGES = only(May.MANAGE_PEOPLE.permission)


@_MANAGES
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who can sign in, and who is invited."""
    page = Paginator(queries.people(), _PAGE).get_page(request.GET.get("p"))
    context = {
        "page_title": TITLE,
        "header_icon": "group",
        "page": page,
        "people": [(one, _role_words(one.groups.all())) for one in page],
        "invitations": [(one, _words(one.roles)) for one in queries.invitations()],
    }
    return render(request, "accounts/people/people.html", context)


@_MANAGES
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail address."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        link, path = services.invite(
            given["email"], given["roles"], by=_me(request), organisation=given["organisation"], team=given["team"]
        )
        return _show_link(request, link, path)
    return render(request, "accounts/people/form.html", _form(form, _("Invite somebody"), _("Invite")))


@_MANAGES
@require_POST
def invitation(request: HttpRequest, pk: int, action: str) -> HttpResponseBase:
    """Send an invitation again with a new link, or take it back."""
    link = queries.invitations().filter(pk=pk).first()
    if link is None or action not in ("send-again", "take-back"):
        raise Http404
    if action == "take-back":
        services.revoke(link, by=_me(request))
        messages.success(request, _("The invitation is taken back; its link does not work any more."))
        return redirect("people")
    try:
        again, path = services.invite_again(link, by=_me(request))
    except services.NotPossible as error:
        messages.error(request, str(error))
        return redirect("people")
    return _show_link(request, again, path)


@_MANAGES
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One account: its name, roles, organisation and teams, and what can be done with it."""
    account = _account(pk)
    first = {
        "name": account.name,
        "roles": [str(role) for role in queries.roles_of(account)],
        "organisation": account.organisation,
        "teams": account.teams.all(),
    }
    form = PersonForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.change_person(
                account,
                roles=given["roles"],
                name=given["name"],
                organisation=given["organisation"],
                teams=given["teams"],
                by=_me(request),
            )
        except services.NotPossible as error:
            form.add_error("roles", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("people")
    context = _form(form, str(account), _("Save")) | {"account": account, "is_me": account.pk == request.user.pk}
    return render(request, "accounts/people/person.html", context)


@_MANAGES
@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponseBase:
    """Close, open, remove or sign out an account, take its second step away, or make it a link."""
    account, me = _account(pk), _me(request)
    try:
        if action == "sign-in-link":
            return _show_link(request, *services.sign_in_link(account, by=me))
        if action not in _ACTIONS:
            raise Http404
        write, done = _ACTIONS[action]
        write(account, by=me)
    except services.NotPossible as error:
        messages.error(request, str(error))
        return redirect("person", pk=pk)
    messages.success(request, done)
    return redirect("people") if action == "remove" else redirect("person", pk=pk)


_ACTIONS: dict[str, tuple[Callable[..., object], Any]] = {
    "close": (services.close, gettext_lazy("The account is closed and signed out everywhere.")),
    "open": (services.reopen, gettext_lazy("The account is open again.")),
    "remove": (services.remove, gettext_lazy("The account is removed.")),
    "sign-out": (services.sign_out_everywhere, gettext_lazy("The account is signed out everywhere.")),
    "take-second-step": (
        services.take_second_factor_away,
        gettext_lazy("The second step is taken away; the next sign-in sets a new one up."),
    ),
}


@_MANAGES
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Organisations and their teams; new ones are added here."""
    is_team = "organisation" in request.POST
    sent = request.POST or None
    form = OrganisationForm(None if is_team else sent, prefix=None)
    team_form = TeamForm(sent if is_team else None, auto_id="id_team_%s")
    if request.method == "POST" and is_team and team_form.is_valid():
        services.add_team(team_form.cleaned_data["name"], team_form.cleaned_data["organisation"], by=_me(request))
        return redirect("organisations")
    if request.method == "POST" and not is_team and form.is_valid():
        services.add_organisation(form.cleaned_data["name"], by=_me(request))
        return redirect("organisations")
    context = {
        "page_title": _("Organisations and teams"),
        "header_icon": "group",
        "organisations": queries.organisations(),
        "form": form,
        "team_form": team_form,
    }
    return render(request, "accounts/people/organisations.html", context)


@_MANAGES
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another name for an organisation."""
    one = get_object_or_404(Organisation, pk=pk)
    return _rename(request, one, OrganisationForm(request.POST or None, initial={"name": one.name}, organisation=one))


@_MANAGES
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another name for a team."""
    one = get_object_or_404(Team, pk=pk)
    return _rename(request, one, TeamNameForm(request.POST or None, initial={"name": one.name}, team=one))


def _rename(request: HttpRequest, one: Organisation | Team, form: OrganisationForm | TeamNameForm) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        services.rename(one, form.cleaned_data["name"], by=_me(request))
        messages.success(request, _("Saved."))
        return redirect("organisations")
    return render(request, "accounts/people/form.html", _form(form, _("Rename “%s”") % one.name, _("Save")))


def _show_link(request: HttpRequest, link: OneTimeLink, path: str) -> HttpResponse:
    """The link, once: it is not kept and cannot be shown again."""
    was_mailed = send_link(request, link, path)
    context = {
        "page_title": _("A link that works once"),
        "header_icon": "mail",
        "link": link,
        "url": request.build_absolute_uri(path),
        "was_mailed": was_mailed,
        "is_printed": was_mailed and not mail_goes_out(),
        "to": link.account.email if link.account is not None else link.email,
    }
    return render(request, "accounts/people/link.html", context)


def _account(pk: int) -> Account:
    account = Account.objects.filter(pk=pk).first()
    if account is None:
        raise Http404
    return account


def _me(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def _form(form: object, title: str, button: str) -> dict[str, object]:
    return {"form": form, "page_title": title, "header_icon": "user", "button": button}


def _role_words(groups: object) -> str:
    return _words([group.name for group in groups])  # type: ignore[attr-defined]


def _words(names: list[str]) -> str:
    return ", ".join(str(role.label) for role in Role if str(role) in names) or _("no role")
