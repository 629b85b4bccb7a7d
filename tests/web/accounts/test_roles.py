"""What each role may do, in our own words and in Wagtail's permissions, is what the table of capabilities says."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.snippets.models import get_snippet_models

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import CAPABILITIES, Role
from placewright.web.accounts.services import synchronise_roles

pytestmark = pytest.mark.django_db


@pytest.fixture(params=list(Role))
def of_role(request: pytest.FixtureRequest) -> tuple[Role, Account]:
    """A role and an account that has it."""
    role: Role = request.param
    account = Account.objects.create_user("who@example.org", "x")
    account.groups.add(Group.objects.get(name=str(role)))
    return role, account


def test_a_role_has_exactly_its_capabilities(of_role: tuple[Role, Account]) -> None:
    role, account = of_role
    assert {one for one in May if account.has_perm(one.permission)} == CAPABILITIES[role]


def test_records_can_be_edited_and_published_by_who_may(of_role: tuple[Role, Account]) -> None:
    role, account = of_role
    held = CAPABILITIES[role]
    for model in get_snippet_models():
        if model._meta.app_label != "strategy":
            continue
        name = model._meta.model_name
        assert account.has_perm(f"strategy.change_{name}") == (May.EDIT_RECORDS in held), name
        assert account.has_perm(f"strategy.delete_{name}") == (May.PUBLISH_RECORDS in held), name


def test_pages_are_composed_by_who_may(of_role: tuple[Role, Account]) -> None:
    role, _account = of_role
    held = GroupPagePermission.objects.filter(group__name=str(role), permission__codename="publish_page")
    assert held.exists() == (May.COMPOSE_PAGES in CAPABILITIES[role])


def test_files_are_added_by_who_writes(of_role: tuple[Role, Account]) -> None:
    role, _account = of_role
    held = GroupCollectionPermission.objects.filter(group__name=str(role), permission__codename="add_document")
    assert held.exists() == bool({May.EDIT_RECORDS, May.COMPOSE_PAGES} & CAPABILITIES[role])


def test_what_was_given_by_hand_is_taken_back(of_role: tuple[Role, Account]) -> None:
    role, account = of_role
    Group.objects.get(name=str(role)).permissions.clear()
    synchronise_roles()
    again = Account.objects.get(pk=account.pk)
    assert {one for one in May if again.has_perm(one.permission)} == CAPABILITIES[role]


def test_roles_are_the_only_groups() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {str(role) for role in Role}


def test_everybody_of_the_team_enters_its_area(of_role: tuple[Role, Account], client: Client) -> None:
    client.force_login(of_role[1])
    assert client.get("/team/").status_code == 200
