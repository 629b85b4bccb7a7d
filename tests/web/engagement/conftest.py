"""Who runs the surveys and consultations of the tests."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from placewright.web.accounts.models import Account


@pytest.fixture
def officer(db: None) -> Account:
    """An engagement officer who does not exist."""
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Officer")
    account.groups.add(Group.objects.get(name="engagement officer"))
    return account


@pytest.fixture
def browser(officer: Account) -> Client:
    """The officer's browser, signed in."""
    client = Client()
    client.force_login(officer)
    return client
