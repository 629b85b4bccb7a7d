"""People in tests: accounts of a role, and browsers in which they are signed in."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.test import Client

from placewright.web.accounts.models import Account


def account_of(role: str) -> Account:
    """An account of that role."""
    account = Account.objects.create_user(f"{role.replace(' ', '-')}@example.org", "a password of no use", name=role)
    account.groups.add(Group.objects.get(name=role))
    return account


def client_of(role: str) -> Client:
    """A browser in which somebody of that role is signed in."""
    client = Client()
    client.force_login(account_of(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
