"""Programs write with a token: drafts and builds, never more than token and account may, and all of it in the log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.api.models import ApiToken, Scope
from placewright.web.api.services import TokenRefused, make_token, revoke_token
from placewright.web.common.models import LogEntry
from placewright.web.strategy.models import Build, Claim, Evidence

pytestmark = pytest.mark.django_db

CLAIM = {
    "title": "Air to breathe",
    "stance": "need",
    "foundation": "places",
    "text": "The air held {{ here }} of small particles in {{ here.period }}.",
    "figures": {"here": {"indicator": "air-pollution", "place": "E37000017"}},
    "holds": [{"figure": "here", "is": "above", "than": 10.0}],
}


def account_of(role: Role) -> Account:
    """An account of that role."""
    account = Account.objects.create_user(f"{role.name.lower()}@example.org", "a password of no use")
    account.groups.add(Group.objects.get(name=str(role)))
    return account


@pytest.fixture
def analyst() -> Account:
    """Somebody who may write drafts, sign off and ask for builds."""
    return account_of(Role.ANALYST)


@pytest.fixture
def send(client: Client, analyst: Account) -> Callable[..., Any]:
    """Sends something to the interface with a token of the analyst, or another."""
    _token, secret = make_token(analyst, "a notebook", ["draft", "build"], days=30)

    def call(method: str, address: str, body: object = None, *, token: str = secret) -> Any:
        return getattr(client, method)(
            f"/api/v1/{address}",
            body if body is not None else {},
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"} if token else {},
        )

    return call


def test_a_draft_is_kept_and_nothing_live_changes(send: Callable[..., Any]) -> None:
    made = send("put", "drafts/claims/air-to-breathe", CLAIM)
    assert made.status_code == 201
    assert not made.json()["is_live"]
    assert made.json()["claim"]["figures"]["here"]["indicator"] == "air-pollution"
    assert not Claim.objects.filter(slug="air-to-breathe", live=True).exists()
    entry = LogEntry.objects.get(kind="claim", key="air-to-breathe")
    assert entry.verb == "drafted"


def test_a_part_of_a_draft_is_changed_and_the_rest_stays(send: Callable[..., Any]) -> None:
    send("put", "drafts/claims/air-to-breathe", CLAIM)
    changed = send("patch", "drafts/claims/air-to-breathe", {"title": "Air"})
    claim = changed.json()["claim"]
    assert changed.status_code == 200
    assert (claim["title"], claim["text"]) == ("Air", CLAIM["text"])
    assert send("get", "drafts/claims/air-to-breathe").json() == changed.json()


def test_a_draft_written_against_an_older_revision_is_refused(send: Callable[..., Any]) -> None:
    first = send("put", "drafts/claims/air-to-breathe", CLAIM).json()["revision"]
    second = send("patch", f"drafts/claims/air-to-breathe?after={first}", {"title": "Mine"})
    third = send("patch", f"drafts/claims/air-to-breathe?after={first}", {"title": "Theirs"})
    assert second.status_code == 200
    assert third.status_code == 409
    assert send("get", "drafts/claims/air-to-breathe").json()["claim"]["title"] == "Mine"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"figures": {"here": {"indicater": "air-pollution"}}}, "body"),
        ({"stance": "weak"}, "body.stance"),
        ({"titel": "Air"}, "body.titel"),
        ({"title": "A" * 501}, "body.title"),
        ({"title": "A\u0000"}, "body"),
        ({"note": "\ud800"}, "body.note"),
        ({"holds": [{"figure": "here", "is": "nearly"}]}, "body"),
    ],
)
def test_a_draft_that_is_no_claim_is_told_where(send: Callable[..., Any], change: Any, where: str) -> None:
    answer = send("put", "drafts/claims/air-to-breathe", CLAIM | change)
    assert answer.status_code == 422
    assert answer.json()["where"] == where
    assert not Claim.objects.exists()


def test_a_locked_claim_cannot_be_written_over(send: Callable[..., Any]) -> None:
    send("put", "drafts/claims/air-to-breathe", CLAIM)
    Claim.objects.update(locked=True, locked_by=account_of(Role.EDITOR))
    assert send("patch", "drafts/claims/air-to-breathe", {"title": "Air"}).status_code == 409


def test_a_build_is_asked_for_and_followed(send: Callable[..., Any]) -> None:
    assert send("post", "builds", {}).status_code == 409  # there is no evidence yet
    Evidence.objects.create(digest="0" * 64)
    asked = send("post", "builds", {"reason": "new figures"})
    assert asked.status_code == 202
    assert send("get", f"builds/{asked.json()['number']}").json()["reason"] == "new figures"
    assert Build.objects.get().asked_by == Account.objects.get()
    assert send("get", "builds/999999").status_code == 404


@pytest.mark.parametrize("token", ["", "pw_wrong", "x" * 5000, "ä"])
def test_without_a_valid_token_nothing_is_written(send: Callable[..., Any], token: str) -> None:
    answer = send("put", "drafts/claims/air-to-breathe", CLAIM, token=token.encode("utf-8").decode("latin-1"))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert not Claim.objects.exists()


def test_a_signed_in_browser_is_no_token(client: Client, analyst: Account) -> None:
    client.force_login(analyst)
    answer = client.put("/api/v1/drafts/claims/air-to-breathe", CLAIM, content_type="application/json")
    assert answer.status_code == 401


def test_a_token_does_only_what_it_is_for(send: Callable[..., Any], analyst: Account) -> None:
    _token, secret = make_token(analyst, "builds alone", ["build"], days=1)
    answer = send("put", "drafts/claims/air-to-breathe", CLAIM, token=secret)
    assert answer.status_code == 403
    assert "write drafts" in answer.json()["what"]


def test_a_token_loses_with_its_account_what_the_role_allowed(send: Callable[..., Any], analyst: Account) -> None:
    analyst.groups.clear()
    assert send("put", "drafts/claims/air-to-breathe", CLAIM).status_code == 403
    Account.objects.update(is_active=False)
    assert send("put", "drafts/claims/air-to-breathe", CLAIM).status_code == 401


def test_nobody_makes_a_token_for_more_than_they_may(analyst: Account) -> None:
    with pytest.raises(TokenRefused, match="make claims live"):
        make_token(analyst, "too much", ["publish"], days=1)


@pytest.mark.parametrize("days", [0, 10_000])
def test_a_token_must_end(analyst: Account, days: int) -> None:
    with pytest.raises(TokenRefused):
        make_token(analyst, "for ever", ["draft"], days=days)


def test_a_revoked_or_ended_token_is_of_no_use(send: Callable[..., Any], analyst: Account) -> None:
    token, secret = make_token(analyst, "revoked", ["draft"], days=1)
    revoke_token(token, by=analyst)
    assert send("get", "drafts/claims/x", token=secret).status_code == 401
    other, secret = make_token(analyst, "ended", ["draft"], days=1)
    ApiToken.objects.filter(pk=other.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert send("get", "drafts/claims/x", token=secret).status_code == 401
    assert [entry.verb for entry in LogEntry.objects.filter(kind="API token", key=token.pk)] == ["revoked", "made"]


def test_the_secret_is_kept_nowhere(analyst: Account) -> None:
    token, secret = make_token(analyst, "secret", ["draft"], days=1)
    kept = " ".join(str(value) for value in ApiToken.objects.values_list().get())
    assert secret not in kept
    assert token.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert all(secret not in entry.note for entry in LogEntry.objects.all())


def test_when_a_token_was_last_used_is_known(send: Callable[..., Any]) -> None:
    send("get", "drafts/claims/x")
    assert ApiToken.objects.get().used_at is not None


def test_every_scope_needs_something_that_some_role_may() -> None:
    admin = account_of(Role.ADMINISTRATOR)
    token, _secret = make_token(admin, "all", list(Scope), days=1)
    assert token.scopes == [str(scope) for scope in Scope]


def test_the_team_page_makes_shows_once_and_revokes(client: Client, analyst: Account) -> None:
    client.force_login(analyst)
    page = client.post("/team/api-tokens/", {"name": "R on my desk", "scopes": ["draft"], "days": 30})
    token = ApiToken.objects.get()
    shown = page.content.decode()
    assert 'value="pw_' in shown
    assert 'value="pw_' not in client.get("/team/api-tokens/").content.decode()
    client.post(f"/team/api-tokens/{token.pk}/revoke/")
    assert not ApiToken.objects.get().is_valid()


def test_somebody_elses_token_is_not_there(client: Client, analyst: Account) -> None:
    token, _secret = make_token(analyst, "mine", ["draft"], days=1)
    client.force_login(account_of(Role.EDITOR))
    assert client.post(f"/team/api-tokens/{token.pk}/revoke/").status_code == 404
    assert "mine" not in client.get("/team/api-tokens/").content.decode()


def test_whoever_manages_people_sees_and_revokes_every_token(client: Client, analyst: Account) -> None:
    token, _secret = make_token(analyst, "of the analyst", ["draft"], days=1)
    client.force_login(account_of(Role.ADMINISTRATOR))
    assert "of the analyst" in client.get("/team/api-tokens/").content.decode()
    client.post(f"/team/api-tokens/{token.pk}/revoke/")
    assert not ApiToken.objects.get().is_valid()


def test_a_token_publishes_a_draft_through_the_editors_gate(client: Client) -> None:
    editor = account_of(Role.EDITOR)
    _token, secret = make_token(editor, "a pipeline", ["draft", "publish"], days=30)
    given = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
    draft = client.put("/api/v1/drafts/claims/air-to-breathe", CLAIM, **given).json()
    stale = client.post(f"/api/v1/drafts/claims/air-to-breathe/publish?after={draft['revision'] + 1}", {}, **given)
    assert stale.status_code == 409
    done = client.post(f"/api/v1/drafts/claims/air-to-breathe/publish?after={draft['revision']}", {}, **given)
    assert (done.status_code, done.json()["is_live"]) == (200, True)
    assert LogEntry.objects.filter(verb="published", kind="claim", key="air-to-breathe", by=editor).exists()


def test_an_analysts_token_may_not_publish(client: Client, analyst: Account) -> None:
    _token, secret = make_token(analyst, "a notebook", ["draft"], days=30)
    given = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
    client.put("/api/v1/drafts/claims/air-to-breathe", CLAIM, **given)
    refused = client.post("/api/v1/drafts/claims/air-to-breathe/publish", {}, **given)
    assert refused.status_code == 403
    assert not Claim.objects.filter(slug="air-to-breathe", live=True).exists()


def test_a_claim_that_nobody_published_cannot_be_signed_off(client: Client, analyst: Account) -> None:
    _token, secret = make_token(analyst, "a notebook", ["draft", "review"], days=30)
    given = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
    client.put("/api/v1/drafts/claims/air-to-breathe", CLAIM, **given)
    body = {"role": "analyst", "note": "read against its evidence"}
    assert client.post("/api/v1/claims/air-to-breathe/reviews", body, **given).status_code == 404
