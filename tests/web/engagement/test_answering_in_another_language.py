"""The pages on which people answer leave no fixed word that cannot be translated."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from kept import PROGRAM
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.web.accounts.models import Account
from placewright.web.engagement.invitation_files import Contact
from placewright.web.engagement.models import Instrument, Invitation
from placewright.web.engagement.services.desks import start_desk
from placewright.web.engagement.services.invitations import contact_of, invite
from pseudo_language import left_over, speak_pseudo, words_of
from unit.questionnaires.asked import EVERY_KIND

from .made import FACTS, make_instrument, make_open

pytestmark = pytest.mark.django_db

ABOUT = {"size": "10-49", "where": "AL1"}
_CODE = re.compile(r"[A-Z0-9]{6}(-[A-Z0-9]{6})+")
"""A code to come back with."""

PAGES = (
    "/have-your-say/",
    "/have-your-say/vale/",
    "/have-your-say/vale/answer/about/",
    "/have-your-say/vale/answer/hinders/",
    "/have-your-say/vale/check/",
    "/have-your-say/vale/later/",
)


@pytest.fixture
def vale() -> Instrument:
    """A consultation whose questionnaire is in that language, which the pages for answering speak."""
    made = make_instrument(summary="About work.", asks_for_proof=False, fewest_seconds=0)
    welsh = replace(EVERY_KIND, language="cy")
    version = made.versions.get()
    version.definition, version.digest = plain_questionnaire(welsh), digest_of(welsh)
    version.save()
    return make_open(made)


def written() -> str:
    """What the questionnaire and the notice say."""
    names = words_of(PROGRAM / "places")
    return f"Work in the Vale About work. {plain_questionnaire(EVERY_KIND)} {FACTS} GMT BST {names}"


@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_the_pages_for_answering_stays_english(
    client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    client.post("/have-your-say/vale/begin/", {"go": "anew"})
    client.post("/have-your-say/vale/answer/about/", ABOUT)
    speak_pseudo(monkeypatch)
    found = client.get(address, headers={"Accept-Language": "cy"})
    assert found.status_code == 200
    page = found.content.decode()
    assert re.search("[а-я]{3}", page) and '<html lang="cy">' in page
    assert [text for text in left_over(page, written()) if not _CODE.fullmatch(text)] == []


def test_no_word_of_the_thanks_stays_english(client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/have-your-say/vale/begin/", {"go": "anew"})
    client.post("/have-your-say/vale/answer/about/", {"size": "micro"})
    client.post("/have-your-say/vale/answer/hinders/", {"mood": "4"})
    speak_pseudo(monkeypatch)
    found = client.post("/have-your-say/vale/check/", {"go": "send"}, follow=True, headers={"Accept-Language": "cy"})
    assert found.redirect_chain[-1][0] == "/have-your-say/vale/done/"
    _all_said(found.content.decode())


def test_no_word_of_a_tablet_that_was_left_stays_english(
    client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account.objects.create_user("desk@vale.example", "a password of no use", name="Desk")
    _desk, code = start_desk(vale, "Market day", 4, by=account)
    client.post("/have-your-say/desk/", {"code": code})
    client.post("/have-your-say/vale/begin/", {"go": "anew"})
    speak_pseudo(monkeypatch)
    asked = client.get("/have-your-say/vale/still-there/", headers={"Accept-Language": "cy"})
    assert asked.status_code == 200
    _all_said(asked.content.decode())
    forgotten = client.get("/have-your-say/vale/idle/", follow=True, headers={"Accept-Language": "cy"})
    assert forgotten.status_code == 200
    _all_said(forgotten.content.decode())


def test_no_word_of_an_invitation_stays_english(
    client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Officer")
    invite(vale, [Contact(name="Mill One", email="one@mill.example")], by=account)
    token = contact_of(Invitation.objects.get())["token"]
    speak_pseudo(monkeypatch)
    for address in (f"/have-your-say/invitation/{token}/", "/have-your-say/invitation/nobody-has-this/"):
        found = client.get(address, follow=True, headers={"Accept-Language": "cy"})
        assert re.search("[а-я]{3}", found.content.decode())
        _all_said(found.content.decode())


def _all_said(page: str) -> None:
    assert [text for text in left_over(page, written()) if not _CODE.fullmatch(text)] == []
