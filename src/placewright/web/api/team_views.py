"""The team's pages about tokens: a list, making one, whose secret is shown once, and revoking."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.api.access import token_for
from placewright.web.api.forms import TokenForm
from placewright.web.api.queries import tokens_for
from placewright.web.api.services import TokenRefused, make_token, revoke_token
from placewright.web.common.access import only


@never_cache
@only(May.SEE_TEAM.permission)
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that one may see, and a form for another."""
    account, secret = cast(Account, request.user), ""
    form = TokenForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _token, secret = make_token(account, given["name"], given["scopes"], days=given["days"])
        except TokenRefused as error:
            form.add_error(None, str(error))
        else:
            form = TokenForm(account=account)
    context: dict[str, Any] = {
        "page_title": _("API tokens"),
        "header_icon": "key",
        "form": form,
        "secret": secret,
        "tokens": list(tokens_for(account)[:200]),
        "sees_all": account.has_perm(May.MANAGE_PEOPLE.permission),
    }
    return render(request, "api/tokens.html", context, status=200 if secret or not form.is_bound else 422)


@only(May.SEE_TEAM.permission)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token."""
    account = cast(Account, request.user)
    token = revoke_token(token_for(account, pk), by=account)
    messages.success(request, _("%(token)s can no longer be used.") % {"token": token})
    return redirect("api_tokens")
