"""Administrators invite people, give roles, close accounts; nobody can lock everybody out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from wagtail.users.models import UserProfile

from placewright.web.accounts import services
from placewright.web.accounts.models import Account, OneTimeLink, Organisation, Purpose, Team
from placewright.web.accounts.roles import Role
from placewright.web.common.models import LogEntry
from pseudo_language import has_left_over, speak_pseudo

pytestmark = pytest.mark.django_db

GOOD = {"name": "Bo", "password": "nine grey geese go home", "again": "nine grey geese go home"}


def link_in(text: str) -> str:
    found = re.search(r"/account/join/[\w-]+/", text)
    assert found
    return found[0]


def test_mail_leaves_no_fixed_word_that_cannot_be_translated(
    office: Client, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_pseudo(monkeypatch)
    welsh = {"Accept-Language": "cy"}
    office.post("/team/people/invite/", {"email": "Bo@example.org", "roles": ["analyst"]}, headers=welsh)
    Account.objects.create_user("cy@example.org", "a password of no use", name="Cy")
    client.post("/account/password/reset/", {"email": "cy@example.org"}, headers=welsh)
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        assert not has_left_over(sent.subject, "Placewright testserver"), sent.subject
        assert not has_left_over(sent.body, "Cy"), sent.body


def test_an_invitation_is_mailed_and_shown_to_copy(office: Client) -> None:
    page = office.post("/team/people/invite/", {"email": "Bo@example.org", "roles": ["analyst"]}).content.decode()
    assert mail.outbox[0].to == ["bo@example.org"]
    assert link_in(mail.outbox[0].body) == link_in(page)


def test_without_a_mail_server_the_page_says_that_the_link_must_be_given_by_hand(office: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = office.post("/team/people/invite/", {"email": "Bo@example.org", "roles": ["analyst"]}).content.decode()
    assert "No mail server is set" in page and "on its way" not in page and link_in(page)


def test_who_accepts_gets_role_organisation_and_team(office: Client) -> None:
    council = Organisation.objects.create(name="Council")
    economy = Team.objects.create(name="Economy", organisation=council)
    asked = {"email": "bo@example.org", "roles": ["analyst"], "team": economy.pk}
    path = link_in(office.post("/team/people/invite/", asked).content.decode())
    Client().post(path, GOOD)
    account = Account.objects.get(email="bo@example.org")
    assert account.organisation == council
    assert list(account.teams.all()) == [economy]
    assert [group.name for group in account.groups.all()] == ["analyst"]


def test_an_invitation_sent_again_voids_the_link_before(office: Client) -> None:
    asked = {"email": "bo@example.org", "roles": ["viewer"]}
    old = link_in(office.post("/team/people/invite/", asked).content.decode())
    number = OneTimeLink.objects.get().pk
    new = link_in(office.post(f"/team/people/invitations/{number}/send-again/").content.decode())
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_an_invitation_can_be_taken_back(office: Client) -> None:
    asked = {"email": "bo@example.org", "roles": ["viewer"]}
    path = link_in(office.post("/team/people/invite/", asked).content.decode())
    office.post(f"/team/people/invitations/{OneTimeLink.objects.get().pk}/take-back/")
    assert Client().get(path).status_code == 404
    assert Client().post(path, GOOD).status_code == 404


def test_somebody_who_has_an_account_is_not_invited_again(office: Client, editor: Account) -> None:
    answer = office.post("/team/people/invite/", {"email": "ADA@example.org", "roles": ["viewer"]})
    assert "has this address already" in answer.content.decode()
    assert not OneTimeLink.objects.exists()


def test_a_change_of_roles_is_an_event_that_says_which(office: Client, chief: Account, editor: Account) -> None:
    office.post(f"/team/people/{editor.pk}/", {"name": "Ada", "roles": ["analyst", "reviewer"]})
    entry = LogEntry.objects.get(verb="changed roles")
    assert (entry.key, entry.by_id, entry.note) == (str(editor.pk), chief.pk, "+analyst, +reviewer, -editor")
    assert not Account.objects.get(pk=editor.pk).has_perm("accounts.publish_records")


@pytest.mark.parametrize("action", ["close", "remove"])
def test_the_last_administrator_stays(chief: Account, editor: Account, action: str) -> None:
    write = {"close": services.close, "remove": services.remove}[action]
    with pytest.raises(services.NotPossible):
        write(chief, by=editor)
    assert Account.objects.filter(pk=chief.pk, is_active=True).exists()


def test_the_last_administrator_cannot_give_the_role_up(office: Client, chief: Account) -> None:
    answer = office.post(f"/team/people/{chief.pk}/", {"name": "Chief", "roles": ["viewer"]})
    assert "Nobody would be left" in answer.content.decode()
    assert chief.groups.filter(name="administrator").exists()


def test_with_another_administrator_the_role_can_be_given_up(office: Client, chief: Account, editor: Account) -> None:
    editor.groups.add(Group.objects.get(name=str(Role.ADMINISTRATOR)))
    office.post(f"/team/people/{chief.pk}/", {"name": "Chief", "roles": ["viewer"]})
    assert [group.name for group in chief.groups.all()] == ["viewer"]


def test_a_closed_account_is_signed_out_everywhere_and_cannot_sign_in(office: Client, editor: Account) -> None:
    theirs = Client()
    theirs.post("/account/login/", {"login": "ada@example.org", "password": "seven quiet herons wade"})
    assert theirs.get("/team/").status_code == 200
    office.post(f"/team/people/{editor.pk}/close/")
    assert theirs.get("/team/").status_code == 302
    again = theirs.post("/account/login/", {"login": "ada@example.org", "password": "seven quiet herons wade"})
    assert "_auth_user_id" not in theirs.session
    assert again.status_code in {200, 302}


def test_a_removed_account_leaves_the_log_readable(office: Client, editor: Account) -> None:
    services.sign_out_everywhere(editor, by=editor)
    number = editor.pk
    office.post(f"/team/people/{number}/remove/")
    assert not Account.objects.filter(pk=number).exists()
    page = office.get("/team/log/").content.decode()
    assert f"account {number}, removed" in page
    assert "ada@example.org" not in page


def test_a_link_to_sign_in_opens_the_lock_and_keeps_the_second_step(office: Client, editor: Account) -> None:
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    theirs = Client()
    for _guess in range(5):
        theirs.post("/account/login/", {"login": "ada@example.org", "password": "wrong"})
    path = link_in(office.post(f"/team/people/{editor.pk}/sign-in-link/").content.decode())
    answer = theirs.post(path, {key: GOOD[key] for key in ("password", "again")})
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    login = {"login": "ada@example.org", "password": GOOD["password"]}
    assert Client().post("/account/login/", login).status_code == 302


def test_the_second_step_can_be_taken_away_for_who_lost_it(office: Client, editor: Account) -> None:
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    office.post(f"/team/people/{editor.pk}/take-second-step/")
    assert not Authenticator.objects.exists()
    assert LogEntry.objects.filter(verb="removed second factor", key=str(editor.pk)).exists()


def test_organisations_and_teams_are_added(office: Client) -> None:
    office.post("/team/people/organisations/", {"name": "Council"})
    council = Organisation.objects.get()
    office.post("/team/people/organisations/", {"name": "Economy", "organisation": council.pk})
    page = office.get("/team/people/organisations/").content.decode()
    assert "Council" in page
    assert Team.objects.get().organisation == council


def test_organisations_and_teams_are_renamed_and_the_log_keeps_both_names(office: Client) -> None:
    council = Organisation.objects.create(name="Council")
    Organisation.objects.create(name="University")
    economy = Team.objects.create(name="Economy", organisation=council)
    office.post(f"/team/people/organisations/{council.pk}/", {"name": "County Council"})
    office.post(f"/team/people/teams/{economy.pk}/", {"name": "Growth"})
    page = office.get("/team/people/organisations/").content.decode()
    assert "County Council" in page and "Growth" in page
    notes = LogEntry.objects.filter(verb="renamed").order_by("pk").values_list("kind", "note")
    assert list(notes) == [("organisation", "Council → County Council"), ("team", "Economy → Growth")]
    refused = office.post(f"/team/people/organisations/{council.pk}/", {"name": "university"})
    assert "There is one of that name" in refused.content.decode()


def test_the_list_of_people_takes_few_queries(office: Client, django_assert_max_num_queries: object) -> None:
    for number in range(20):
        account = Account.objects.create_user(f"p{number}@example.org", "x", name=f"Person {number}")
        account.groups.add(Group.objects.get(name="viewer"))
    office.get("/team/people/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert "Person 19" in office.get("/team/people/").content.decode()


def test_wagtails_pages_of_users_are_out_of_the_menu_and_closed(office: Client, chief: Account) -> None:
    Account.objects.filter(pk=chief.pk).update(is_superuser=True)
    page = office.get("/team/").content.decode()
    assert "/team/users/" not in page
    assert office.get("/team/users/").status_code == 404


def test_links_of_other_purposes_are_not_listed_as_invitations(office: Client, chief: Account, editor: Account) -> None:
    services.sign_in_link(editor, by=chief)
    assert OneTimeLink.objects.get().purpose == Purpose.SIGN_IN
    assert "Nobody is waiting" in office.get("/team/people/").content.decode()


def test_ones_own_settings_are_kept_without_names_that_nothing_uses(office: Client) -> None:
    page = office.get("/team/account/").content.decode()
    assert "first_name" not in page and "last_name" not in page
    asked = {
        "theme-theme": "dark",
        "theme-contrast": "system",
        "theme-density": "default",
        "locale-preferred_language": "",
    }
    answer = office.post("/team/account/", asked | {"locale-current_time_zone": "Europe/London"})
    assert answer.status_code == 302
    assert UserProfile.objects.get().theme == "dark"
