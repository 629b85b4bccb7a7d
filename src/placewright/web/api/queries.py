"""Looking tokens up."""

from __future__ import annotations

from django.db.models import QuerySet

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.api.models import ApiToken


def tokens_for(account: Account) -> QuerySet[ApiToken]:
    """The account's own tokens; everybody's for whoever manages people."""
    tokens = ApiToken.objects.select_related("account")
    return tokens if account.has_perm(May.MANAGE_PEOPLE.permission) else tokens.filter(account=account)
