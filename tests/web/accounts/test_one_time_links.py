"""A one-time link lets one person in, once, for a while, and looking at it does not use it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account, OneTimeLink, Purpose
from placewright.web.accounts.roles import Role
from placewright.web.accounts.services import first_administrator_link
from placewright.web.accounts.services.links import make_link
from placewright.web.common.models import LogEntry

pytestmark = pytest.mark.django_db

GOOD = {"name": "Ada", "password": "seven quiet herons wade", "again": "seven quiet herons wade"}
FIRST = GOOD | {"email": "Ada@Example.org"}


def test_the_first_link_makes_an_administrator_who_is_signed_in(client: Client) -> None:
    answer = client.post(first_administrator_link(), FIRST)
    assert answer.status_code == 302
    account = Account.objects.get(email="ada@example.org")
    assert account.has_perm("accounts.manage_people")
    assert client.session["_auth_user_id"] == str(account.pk)


def test_looking_at_a_link_does_not_use_it_up(client: Client) -> None:
    link = first_administrator_link()
    for _look in range(3):
        assert client.get(link).status_code == 200
    assert client.post(link, FIRST).status_code == 302


def test_a_link_works_once(client: Client) -> None:
    link = first_administrator_link()
    client.post(link, FIRST)
    again = Client().post(link, FIRST | {"email": "eve@example.org"})
    assert again.status_code == 404
    assert Account.objects.count() == 1


def test_a_link_whose_time_is_over_looks_like_one_that_never_was(client: Client) -> None:
    link = first_administrator_link()
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    gone = client.get(link)
    never = client.get("/account/join/never-made/")
    assert gone.status_code == never.status_code == 404
    assert gone.content == never.content


def test_no_first_link_is_made_where_somebody_can_sign_in() -> None:
    Account.objects.create_user("ada@example.org", "seven quiet herons wade")
    assert first_administrator_link() == ""


def test_a_new_first_link_voids_the_one_before(client: Client) -> None:
    old, new = first_administrator_link(), first_administrator_link()
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_a_first_link_is_void_once_somebody_can_sign_in(client: Client) -> None:
    link = first_administrator_link()
    Account.objects.create_user("ada@example.org", "seven quiet herons wade")
    assert client.get(link).status_code == 404


def test_the_database_does_not_hold_the_secret() -> None:
    secret = first_administrator_link().rstrip("/").rpartition("/")[2]
    assert len(secret) > 40
    assert secret not in {str(value) for row in OneTimeLink.objects.values() for value in row.values()}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"again": "something else here"}, "not the same"),
        ({"email": "nonsense"}, "valid"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_leaves_the_link_as_it_is(
    client: Client, wrong: dict[str, str], words: str
) -> None:
    link = first_administrator_link()
    answer = client.post(link, FIRST | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Account.objects.exists()
    assert client.post(link, FIRST).status_code == 302


def test_an_invitation_gives_the_roles_that_it_names(client: Client) -> None:
    _link, path = make_link(Purpose.INVITATION, email="Bo@example.org", roles=[Role.ANALYST, Role.REVIEWER])
    client.post(path, GOOD)
    account = Account.objects.get(email="bo@example.org")
    assert set(account.groups.values_list("name", flat=True)) == {"analyst", "reviewer"}


def test_a_sign_in_link_sets_a_new_password_and_keeps_the_roles(client: Client) -> None:
    account = Account.objects.create_user("cy@example.org", "forgotten since last year", name="Cy")
    account.groups.add(Group.objects.get(name="editor"))
    _link, path = make_link(Purpose.SIGN_IN, account=account)
    client.post(path, {key: GOOD[key] for key in ("password", "again")})
    account.refresh_from_db()
    assert account.check_password(GOOD["password"])
    assert account.name == "Cy"
    assert account.groups.count() == 1


def test_a_sign_in_link_does_not_open_an_account_that_was_closed(client: Client) -> None:
    account = Account.objects.create_user("cy@example.org", "forgotten since last year")
    _link, path = make_link(Purpose.SIGN_IN, account=account)
    Account.objects.update(is_active=False)
    assert client.get(path).status_code == 404
    assert client.post(path, {key: GOOD[key] for key in ("password", "again")}).status_code == 404


def test_making_and_using_a_link_are_in_the_event_log(client: Client) -> None:
    client.post(first_administrator_link(), FIRST)
    did = list(LogEntry.objects.order_by("id").values_list("verb", "kind", "by"))
    account = Account.objects.get().pk
    assert did[:2] == [("made", "first link", None), ("used", "first link", account)]
