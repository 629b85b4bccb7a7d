"""Pages through which people get in."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.views import IndexView
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.views.account import LogoutView

from placewright.web.accounts import queries, services
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.devices import device
from placewright.web.accounts.forms import JoinForm
from placewright.web.accounts.models import Account
from placewright.web.accounts.second_factor import has_second_factor, needs_second_factor


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """A one-time link: looking at it changes nothing, filling it in uses it up and signs in."""
    link = queries.open_link(secret)
    if link is None:
        return render(request, "accounts/link_gone.html", status=404)
    form = JoinForm(link, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data.get(name, "") for name in ("email", "name")}
        try:
            account = services.accept_link(secret, password=form.cleaned_data["password"], **given)
        except services.LinkGone:
            return render(request, "accounts/link_gone.html", status=404)
        logout(request)
        return perform_password_login(
            request, {"email": account.email}, Login(user=account, redirect_url=reverse("wagtailadmin_home"))
        )
    return render(request, "accounts/join.html", {"form": form, "link": link}, status=422 if form.errors else 200)


@login_required
@require_safe
def your_account(request: HttpRequest) -> HttpResponse:
    """What is one's own here: name, roles, password, second step, devices."""
    account = cast(Account, request.user)
    context = {
        "account": account,
        "roles": queries.roles_of(account),
        "has_second_factor": has_second_factor(account),
        "is_in_team": account.has_perm(May.SEE_TEAM.permission),
    }
    return render(request, "accounts/your_account.html", context)


class SecondStepView(IndexView):
    """What is set up beside the password, and whether the account's role asks for it."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the library says, and whether it is needed."""
        return super().get_context_data(**more) | {"is_needed": needs_second_factor(self.request.user)}


class DevicesView(ListUserSessionsView):
    """Where the account is signed in, in words; one device, or all others, can be signed out."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the library says, and each device by name."""
        context = super().get_context_data(**more)
        return context | {"devices": [(one, device(one.user_agent)) for one in context["sessions"]]}

    def post(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        """Sign one device out where one is named, else all others."""
        if named := request.POST.get("session"):
            services.sign_out_device(cast(Account, request.user), named)
            return redirect("usersessions_list")
        return super().post(request, *args, **more)


@require_safe
def sign_in_elsewhere(request: HttpRequest) -> HttpResponse:
    """Wagtail's own sign-in asks for no second factor: there is one way in, and this leads to it."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_asked(request: HttpRequest) -> HttpResponseBase:
    """Wagtail's own way out, as its menu posts it; who only follows a link to it is asked first.

    Wagtail takes the session's cookie away from whoever comes here, a link or a picture of another site included.
    """
    if request.method == "POST":
        return LogoutView.as_view()(request)
    return redirect("account_logout" if request.user.is_authenticated else "account_login")


def nothing(request: HttpRequest, **given: object) -> HttpResponse:
    """A page that a library offers and that is not used here.

    Raises:
        Http404: always.
    """
    raise Http404
