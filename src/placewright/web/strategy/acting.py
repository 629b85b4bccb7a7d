"""The account that acts in a request which only accounts reach."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from placewright.web.accounts.models import Account


def account_of(request: HttpRequest) -> Account:
    """The account.

    Raises:
        Http404: nobody is signed in.
    """
    if isinstance(request.user, Account):
        return request.user
    raise Http404
