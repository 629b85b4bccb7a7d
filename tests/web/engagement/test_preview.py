"""The preview shows what respondents will see, follows their answers, and keeps nothing."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.engagement.models import Draft, Instrument, Response
from placewright.web.engagement.services.questionnaires import make_instrument
from unit.questionnaires.asked import EVERY_KIND

pytestmark = pytest.mark.django_db
SCREEN = "/team/engagement/work/preview/screen/"


@pytest.fixture
def made(client: Client) -> Instrument:
    """A consultation whose officer is signed in."""
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Nobody Real")
    account.groups.add(AccountGroup.objects.get(name=str(Role.ENGAGEMENT_OFFICER)))
    client.force_login(account)
    return make_instrument(title="Work", kind="consultation", questionnaire=EVERY_KIND, by=account)


def held(page: str) -> dict[str, str]:
    """The fields that a screen of the preview carries on."""
    return dict(re.findall(r'type="hidden" name="(held|at)" value="([^"]*)"', page))


def test_it_is_shown_for_a_phone_and_a_desktop(client: Client, made: Instrument) -> None:
    page = client.get("/team/engagement/work/preview/").content.decode()
    assert page.count("<iframe") == 2
    assert "Reading age" in page


def test_going_on_follows_the_answers_and_keeps_none(client: Client, made: Instrument) -> None:
    assert "The Vale does not exist." in client.get(SCREEN).content.decode()
    first = client.post(SCREEN, {"go": "begin"}).content.decode()
    assert "How many work there?" in first
    wrong = client.post(SCREEN, {"go": "on", **held(first)})
    assert wrong.status_code == 422
    assert "Answer this question" in wrong.content.decode()
    same = client.post(SCREEN, {"go": "on", "size": "larger", **held(first)}).content.decode()
    assert "How many?" in same  # what the answer leads to on the same screen, as respondents see it
    second = client.post(SCREEN, {"go": "on", "size": "larger", "staff": "12", **held(same)}).content.decode()
    assert "What hinders 10 people or more?" in second
    back = client.post(SCREEN, {"go": "back", **held(second)}).content.decode()
    assert "How many?" in back
    assert "The end" in client.post(SCREEN, {"go": "on", **held(second)}).content.decode()
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


def test_one_screen_can_be_looked_at_alone(client: Client, made: Instrument) -> None:
    assert "Do you agree?" in client.get(SCREEN, {"at": "hinders"}).content.decode()


def test_answers_that_were_tampered_with_are_forgotten(client: Client, made: Instrument) -> None:
    page = client.post(SCREEN, {"go": "begin", "held": "forged"})
    assert page.status_code == 200
