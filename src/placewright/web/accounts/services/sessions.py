"""Signing devices out."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.common.whole_numbers import sent_number


@transaction.atomic
def sign_out_device(account: Account, session: str) -> None:
    """Sign one of the account's own devices out; another's is left alone."""
    found = UserSession.objects.filter(user=account, pk=sent_number(session)).first()
    if found is None:
        return
    found.end()
    record_event("signed a device out", "account", account.pk, by=account)


def end_all_sessions(account: Account) -> int:
    """Sign an account out on every device; how many there were. The caller writes the event."""
    sessions = list(UserSession.objects.filter(user=account))
    for one in sessions:
        one.end()
    return len(sessions)
