"""Every address of the web application, for every role: who reaches it, and that nobody else learns of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import CAPABILITIES, Role
from placewright.web.strategy.models import Chapter, Claim
from routes import NOBODY, ROUTES, STRANGER, VISITORS
from routes.wagtail import CLOSED, PREFIXES, needed_at

pytestmark = pytest.mark.long
WHERE = "tests/routes/<app>.py"


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, here)
        elif isinstance(one, URLPattern):
            yield here


PATTERNS = sorted(set(_patterns(get_resolver())))


def _example(pattern: str) -> str:
    """An address that a pattern of Wagtail's matches."""
    text = re.sub(r"<int:\w+>|\\d\+|\(\\d\+\)", "1", pattern)
    text = re.sub(r"<(?:\w+:)?\w+>", "x", text)
    text = text.replace("(live|earliest|1)", "live").replace("(live|latest|1)", "latest").replace(".*", "x")
    return "/" + re.sub(r"[\^$\\()]", "", text)


WAGTAILS = [_example(one) for one in PATTERNS if one not in ROUTES and one.startswith(PREFIXES)]


def _client(visitor: str) -> Client:
    client = Client(raise_request_exception=False)
    if visitor == NOBODY:
        return client
    account = Account.objects.create_user(
        f"{visitor.replace(' ', '-')}@example.org", "a password of no use", name=visitor
    )
    if visitor != STRANGER:
        account.groups.add(Group.objects.get(name=visitor))
    client.force_login(account)
    return client


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    """A browser for each visitor: nobody, an account without a role, and an account of each role."""
    return {visitor: _client(visitor) for visitor in VISITORS}


def test_every_address_is_in_the_matrix() -> None:
    unlisted = [one for one in PATTERNS if one not in ROUTES and not one.startswith((*PREFIXES, *CLOSED))]
    assert not unlisted, (
        f"These addresses are in no permission matrix: {unlisted}. Add a line for each to {WHERE}: `public(...)`, "
        "`for_accounts(...)`, `needs(pattern, May.X)`, or `team(pattern, May.X)` for a page in the team's area."
    )


def test_the_matrix_lists_no_address_that_is_gone() -> None:
    assert not sorted(set(ROUTES) - set(PATTERNS))


def test_each_role_gets_what_the_matrix_says(clients: dict[str, Client]) -> None:
    wrong: dict[str, dict[str, tuple[int, int]]] = {}
    for route in ROUTES.values():
        with transaction.atomic():  # what the address needed is gone before the next
            address = route.address()
            got = {who: getattr(client, route.method)(address).status_code for who, client in clients.items()}
            transaction.set_rollback(True)
        differing = {who: (got[who], route.status_for(who)) for who in VISITORS if got[who] != route.status_for(who)}
        if differing:
            wrong[f"{route.pattern} at {address}"] = differing
    assert not wrong, f"(got, expected) for each visitor: {wrong}"


def test_who_may_not_do_what_a_page_of_the_team_is_for_may_not_post_to_it(clients: dict[str, Client]) -> None:
    wrong: dict[str, list[str]] = {}
    for route in (one for one in ROUTES.values() if one.may):
        with transaction.atomic():
            address = route.address()
            barred = [who for who in VISITORS if not route.may_post(who)]
            got = {who: clients[who].post(address).status_code for who in barred}
            transaction.set_rollback(True)
        refusals = {404, 405}  # a page that nobody posts to says so before it asks who is there
        if let_in := [who for who in barred if got[who] not in ({302} if who == NOBODY else refusals)]:
            wrong[f"{route.pattern} at {address}"] = [f"{who}: {got[who]}" for who in let_in]
    assert not wrong, f"these were not refused: {wrong}"


def test_closed_doors_are_closed_for_every_role(clients: dict[str, Client]) -> None:
    got = {prefix: {client.get(f"/{prefix}").status_code for client in clients.values()} for prefix in CLOSED}
    assert got == {prefix: {404} for prefix in CLOSED}


@pytest.mark.django_db
def test_wagtails_addresses_keep_strangers_out() -> None:
    visitor, stranger = _client(NOBODY), _client(STRANGER)
    for address in WAGTAILS:
        answer = visitor.get(address)
        assert answer.status_code == 302, address
        assert answer.headers["Location"].split("?")[0] in {"/account/login/", "/team/login/"}, address
        assert stranger.get(address).status_code == 404, address


def test_wagtails_addresses_are_not_there_for_roles_that_may_not_use_them(clients: dict[str, Client]) -> None:
    Chapter.objects.create(pk=1, slug="people", title="People", order=1, text="Words.", live=False)
    Claim.objects.create(pk=1, slug="pay", title="Pay", live=False)
    wrong = [
        (role.value, method, address, answer.status_code)
        for address in WAGTAILS
        for role in Role
        if not needed_at(address) & CAPABILITIES[role]
        for method in ("get", "post")
        if (answer := getattr(clients[role], method)(address)).status_code != 404
    ]
    assert not wrong, "\n".join(map(str, wrong))


def test_wagtails_addresses_are_there_for_roles_that_use_them(clients: dict[str, Client]) -> None:
    Chapter.objects.create(pk=1, slug="people", title="People", order=1, text="Words.", live=False)
    used = [
        "/team/account/",
        "/team/snippets/strategy/chapter/",
        "/team/snippets/strategy/chapter/add/",
        "/team/snippets/strategy/chapter/edit/1/",
        "/team/snippets/strategy/chapter/history/1/",
        "/team/snippets/choose/strategy/claim/",
        "/team/images/add/",
        "/team/images/chooser/",
        "/team/documents/multiple/add/",
        "/team/choose-page/",
        "/team/pages/",
        "/team/pages/1/add_subpage/",
        "/team/redirects/add/",
        "/team/workflows/list/",
    ]
    wrong = [
        (role.value, address, answer.status_code)
        for address in used
        for role in Role
        if needed_at(address) & CAPABILITIES[role] and (answer := clients[role].get(address)).status_code != 200
    ]
    assert not wrong, "\n".join(map(str, wrong))


def test_a_key_that_no_record_can_have_is_not_there_to_choose(clients: dict[str, Client]) -> None:
    by_key = [one for one in WAGTAILS if one.endswith("/chosen/x/")]
    by_list = [
        f"{one}?id={key}" for one in WAGTAILS if one.endswith("/chosen-multiple/") for key in ("x", "1&id=²", "9" * 20)
    ]
    assert by_key, "lists to choose from"
    assert by_list, "and those to choose several from"
    wrong = [
        (role.value, address, answer.status_code)
        for address in [*by_key, *by_list]
        for role in Role
        if (answer := clients[role].get(address)).status_code != 404
    ]
    assert not wrong, "\n".join(map(str, wrong))


def test_a_claim_is_still_there_to_choose(clients: dict[str, Client]) -> None:
    Claim.objects.create(pk=1, slug="pay", title="Pay", live=False)
    for address in (
        "/team/snippets/choose/strategy/claim/chosen/1/",
        "/team/snippets/choose/strategy/claim/chosen-multiple/?id=1",
    ):
        assert clients[Role.EDITOR].get(address).json()["step"], address
