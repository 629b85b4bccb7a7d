"""Pages through which people get in."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from placewright.web.accounts import queries, services
from placewright.web.accounts.forms import JoinForm


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


@require_safe
def sign_in_elsewhere(request: HttpRequest) -> HttpResponse:
    """Wagtail's own sign-in asks for no second factor: there is one way in, and this leads to it."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))


def nothing(request: HttpRequest, **given: object) -> HttpResponse:
    """A page that a library offers and that is not used here.

    Raises:
        Http404: always.
    """
    raise Http404
