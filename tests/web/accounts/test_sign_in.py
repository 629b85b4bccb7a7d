"""Signing in: a password, a second step where the role needs one, and a lock on guessing."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry

pytestmark = pytest.mark.django_db

PASSWORD = "seven quiet herons wade"


def sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: str) -> object:
    return client.post("/account/login/", {"login": email, "password": password}, **more)


def did() -> list[tuple[str, str]]:
    return list(LogEntry.objects.order_by("id").values_list("verb", "key"))


def test_a_password_signs_in_and_the_log_says_so(client: Client, editor: Account) -> None:
    answer = sign_in(client)
    assert answer.headers["Location"] == "/team/"
    assert ("signed in", str(editor.pk)) in did()


def test_the_address_is_called_on_the_page_to_sign_in_what_it_is_called_elsewhere(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert ">E-mail address<" in page
    assert "Email" not in page


def test_an_account_without_a_role_comes_to_its_own_page(client: Client) -> None:
    Account.objects.create_user("bo@example.org", PASSWORD)
    answer = sign_in(client, "bo@example.org")
    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_link_to_the_way_out_asks_before_it_signs_out(client: Client, editor: Account) -> None:
    sign_in(client)
    answer = client.get("/team/logout/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/logout/")
    assert client.get("/team/").status_code == 200, "still signed in"


def test_the_teams_menu_signs_out(client: Client, editor: Account) -> None:
    sign_in(client)
    client.post("/team/logout/")
    assert client.get("/team/").status_code == 302


def test_a_role_that_may_publish_is_led_to_set_up_a_second_step(client: Client, editor: Account, settings: Any) -> None:
    settings.PLACEWRIGHT_SECOND_FACTOR = "required"
    sign_in(client)
    answer = client.get("/team/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/")
    assert "Your role needs it" in client.get("/account/2fa/").content.decode()


def test_a_role_that_only_reads_needs_no_second_step(client: Client, settings: Any) -> None:
    settings.PLACEWRIGHT_SECOND_FACTOR = "required"
    account = Account.objects.create_user("vi@example.org", PASSWORD)
    account.groups.add(Group.objects.get(name="viewer"))
    sign_in(client, "vi@example.org")
    assert client.get("/team/").status_code == 200


def test_a_second_step_can_be_set_up_right_after_signing_in(client: Client, editor: Account, settings: Any) -> None:
    settings.PLACEWRIGHT_SECOND_FACTOR = "required"
    sign_in(client)
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.sub(r"\s", "", page.partition("<code>")[2].partition("</code>")[0])
    answer = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/account/2fa/recovery-codes/"
    assert "Recovery codes" in client.get("/account/2fa/recovery-codes/").content.decode()
    assert client.get("/team/").status_code == 200


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06}"


def test_with_a_second_step_a_password_alone_does_not_sign_in(client: Client, editor: Account) -> None:
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    answer = sign_in(client)
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert client.get("/team/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    answer = client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/team/"
    assert client.get("/team/").status_code == 200


def test_a_wrong_code_is_an_event(client: Client, editor: Account) -> None:
    TOTP.activate(editor, generate_totp_secret())
    sign_in(client)
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert ("second factor failed", str(editor.pk)) in did()


def test_a_wrong_password_is_an_event_that_names_the_account(client: Client, editor: Account) -> None:
    sign_in(client, password="wrong")
    assert did() == [("sign-in failed", str(editor.pk))]


def test_an_address_that_no_account_has_is_kept_nowhere(client: Client) -> None:
    sign_in(client, "My-Password-By-Mistake@example.org")
    assert did() == [("sign-in failed", "unknown")]
    from axes.models import AccessAttempt

    kept = " ".join(str(value) for row in AccessAttempt.objects.values() for value in row.values())
    assert "mistake" not in kept.lower()


def test_guessing_locks_the_account_for_that_address_and_says_until_when(client: Client, editor: Account) -> None:
    for _guess in range(5):
        answer = sign_in(client, password="wrong")
    assert answer.status_code == 429
    assert "Try again after" in answer.content.decode()
    assert int(answer.headers["Retry-After"]) > 1_000
    assert sign_in(client).status_code == 429, "the right password does not open the lock"
    assert did().count(("locked out", str(editor.pk))) == 1
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302, "from elsewhere it stays open"


def test_a_lock_looks_the_same_for_an_address_that_no_account_has(client: Client, editor: Account) -> None:
    def last(email: str) -> str:
        for _guess in range(5):
            answer = sign_in(Client(), email, "wrong")
        return answer.content.decode()

    assert last("ada@example.org") == last("nobody@example.org")


def test_a_failed_sign_in_looks_the_same_whether_the_account_exists(client: Client, editor: Account) -> None:
    known = sign_in(client, password="wrong").content.decode()
    unknown = sign_in(client, "eve@example.org").content.decode()
    assert known.count("not correct") == unknown.count("not correct") == 1


def test_a_forgotten_password_gives_the_same_answer_whether_the_address_exists(client: Client, editor: Account) -> None:
    answers = [client.post("/account/password/reset/", {"email": one}) for one in ("ada@example.org", "x@example.org")]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(302, "/account/password/reset/done/")}
    assert [one.to for one in mail.outbox] == [["ada@example.org"]]


def test_the_mailed_link_sets_a_new_password(client: Client, editor: Account) -> None:
    client.post("/account/password/reset/", {"email": "ada@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = client.get(link, follow=True)
    new = {"password1": "nine grey geese go home", "password2": "nine grey geese go home"}
    assert client.post(page.request["PATH_INFO"], new).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password(new["password1"])


def test_a_device_is_listed_and_can_be_signed_out(client: Client, editor: Account) -> None:
    windows = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"
    sign_in(client, HTTP_USER_AGENT=windows)
    other = Client()
    sign_in(other, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/605")
    page = client.get("/account/sessions/", HTTP_USER_AGENT=windows).content.decode()
    assert "Firefox on Windows" in page
    assert "Safari on iPhone" in page
    client.post("/account/sessions/")
    assert other.get("/team/").status_code == 302
    assert client.get("/team/").status_code == 200


def test_nobody_can_sign_up(client: Client) -> None:
    answer = client.post("/account/signup/", {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 404
    assert not Account.objects.exists()


def test_failed_sign_ins_leave_no_address_in_the_logs(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for _guess in range(6):
            sign_in(client, "private.person@example.org", "hunter2 hunter2", REMOTE_ADDR="192.0.2.99")
        client.post("/account/password/reset/", {"email": "private.person@example.org"})
        client.get("/account/join/some-secret-of-a-link/")
    loud = [one for one in caplog.records if one.levelno >= logging.getLogger(one.name).getEffectiveLevel()]
    said = "\n".join(one.getMessage() for one in loud if not one.name.startswith(("django.db", "axes")))
    for private in ("private.person", "hunter2", "192.0.2.99"):
        assert private not in said


def test_a_session_without_the_second_step_is_a_stranger_elsewhere(
    client: Client, editor: Account, settings: Any
) -> None:
    settings.PLACEWRIGHT_SECOND_FACTOR = "required"
    seen: list[bool] = []
    from placewright.web.accounts.middleware import TeamDoor

    def page(request: object) -> object:
        seen.append(request.user.is_authenticated)  # type: ignore[attr-defined]
        from django.http import HttpResponse

        return HttpResponse()

    from django.test import RequestFactory

    for path in ("/explore/", "/account/"):
        request = RequestFactory().get(path)
        request.user = editor
        TeamDoor(page)(request)  # type: ignore[arg-type]
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={})
    request = RequestFactory().get("/explore/")
    request.user = editor
    TeamDoor(page)(request)  # type: ignore[arg-type]
    assert seen == [False, True, True]
