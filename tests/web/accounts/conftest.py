"""An administrator at work, whom the tests of people share."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role

PASSWORD = "seven quiet herons wade"


def account_of(role: Role, email: str = "", name: str = "") -> Account:
    """An account of a role."""
    account = Account.objects.create_user(email or f"{role.replace(' ', '-')}@example.org", PASSWORD, name=name)
    account.groups.add(Group.objects.get(name=str(role)))
    return account


@pytest.fixture
def chief(db: None) -> Account:
    """An administrator."""
    return account_of(Role.ADMINISTRATOR, "chief@example.org", "Chief")


@pytest.fixture
def office(chief: Account, client: Client) -> Client:
    """The administrator's browser."""
    client.force_login(chief)
    return client


@pytest.fixture
def editor(db: None) -> Account:
    """An account that may publish."""
    return account_of(Role.EDITOR, "ada@example.org", "Ada")
