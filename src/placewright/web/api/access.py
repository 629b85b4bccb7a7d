"""Who writes through the interface: a token's account, for what both token and account are allowed."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from placewright.web.accounts.models import Account
from placewright.web.api.models import ApiToken, Scope
from placewright.web.api.problems import Refused
from placewright.web.api.queries import tokens_for
from placewright.web.api.services import use_token


class BearerToken(HttpBearer):
    """A token in the header `Authorization`; a cookie counts for nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token that can be used now, or None."""
        return use_token(token)


def writer(request: HttpRequest, scope: Scope) -> Account:
    """The account that writes.

    Raises:
        Refused: the token is not for that, or the account may not do it any more; status 403.
    """
    token = cast(ApiToken, request.auth)  # type: ignore[attr-defined]
    if scope not in token.scopes or not token.account.has_perm(scope.needs.permission):
        raise Refused(
            403,
            _("This token may not %(what)s.") % {"what": scope.label},
            where="Authorization",
            fix=_("Make one that may, with an account whose role allows it."),
        )
    return token.account


def token_for(account: Account, pk: int) -> ApiToken:
    """A token that the account may see.

    Raises:
        Http404: there is none.
    """
    token = tokens_for(account).filter(pk=pk).first()
    if token is None:
        raise Http404
    return token
