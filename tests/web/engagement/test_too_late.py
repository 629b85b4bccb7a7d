"""It closes, or half a day goes by, while somebody writes: it stays theirs, and nobody is thanked for it."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.web.engagement.models import Draft, Instrument, InstrumentKind, Invitation, InvitationState, Response
from placewright.web.engagement.services.desks import start_desk
from web.engagement.made import make_instrument, make_open
from web.engagement.test_answering import ABOUT, HINDERS, begin, fill, send

pytestmark = pytest.mark.django_db
HOME = "/have-your-say/vale/"


@pytest.fixture
def vale() -> Instrument:
    return make_open(make_instrument(asks_for_proof=False, fewest_seconds=0))


def close(vale: Instrument) -> None:
    vale.closes_at = timezone.now()
    vale.save()


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_who_sends_in_too_late_is_told_so_and_reads_what_they_wrote(client: Client, vale: Instrument) -> None:
    fill(client)
    close(vale)
    told = words(client.post(f"{HOME}check/", {"go": "send"}, follow=True))
    assert "Your answers were not sent in" in told and "Thank you" not in told
    assert "write to vale@vale.example" in told
    assert "Nothing more." in told and "Nobody Real" in told
    assert not Response.objects.exists()
    removed = words(client.post(f"{HOME}check/", {"go": "over"}, follow=True))
    assert "It has closed. Thank you" in removed and "Nothing more." not in removed
    assert not Draft.objects.exists()


@pytest.mark.parametrize("go", ["on", "back", "later"])
def test_the_screen_on_which_it_closed_is_kept_too(client: Client, vale: Instrument, go: str) -> None:
    begin(client)
    client.post(f"{HOME}answer/about/", ABOUT)
    close(vale)
    told = words(client.post(f"{HOME}answer/hinders/", {**HINDERS, "go": go, "mood": "often"}, follow=True))
    assert "Your answers were not sent in" in told
    assert "Nothing more." in told, "the words of the last screen"
    assert "<li>often</li>" in told, "what is no answer too"


def test_what_stands_on_one_screen_is_kept_too(client: Client, vale: Instrument) -> None:
    from dataclasses import replace

    from unit.questionnaires.asked import EVERY_KIND

    page = replace(EVERY_KIND.pages[1], groups=EVERY_KIND.pages[1].groups[:1])
    one = replace(EVERY_KIND, pages=(page,))
    vale.versions.update(definition=plain_questionnaire(one), digest=digest_of(one))
    begin(client)
    close(vale)
    told = words(client.post(f"{HOME}answer/hinders/", {"more": "All of it."}, follow=True))
    assert "Your answers were not sent in" in told and "All of it." in told


def test_a_correction_that_is_late_leaves_what_was_sent_in(client: Client, vale: Instrument) -> None:
    fill(client)
    receipt = send(client)
    client.post("/have-your-say/receipt/", {"code": receipt})
    client.post("/have-your-say/receipt/", {"go": "correct"})
    close(vale)
    told = words(client.post(f"{HOME}answer/hinders/", {"more": "Other."}, follow=True))
    assert "Your correction was not sent in" in told and "What you had sent in before stands" in told
    assert Response.objects.get().answers["more"] == "Nothing more."


def test_a_shared_tablet_forgets_what_came_too_late_and_says_so(client: Client, vale: Instrument, officer: Any) -> None:
    _desk, code = start_desk(vale, "Market day", 4, by=officer)
    client.post("/have-your-say/desk/", {"code": code})
    fill(client)
    close(vale)
    told = words(client.post(f"{HOME}check/", {"go": "send"}, follow=True))
    assert "this tablet has forgotten them" in told and "Nothing more." not in told
    assert not Draft.objects.exists()
    assert "Nothing more." not in words(client.get(HOME))


def test_who_sent_in_or_wrote_nothing_is_thanked(client: Client, vale: Instrument) -> None:
    fill(client)
    send(client)
    begin(other := Client())
    close(vale)
    for browser in (client, other, Client()):
        assert "It has closed. Thank you" in words(browser.get(HOME))


def test_who_goes_on_after_a_night_in_the_same_tab_loses_nothing(
    client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(client)
    client.post(f"{HOME}answer/about/", ABOUT)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 14 * 3600)
    assert "Go on where you were" not in words(client.get(HOME)), "nobody else reads it on a computer that was left"
    client.post(f"{HOME}answer/hinders/", HINDERS)
    assert client.get(f"{HOME}check/").status_code == 200
    send(client)
    assert Response.objects.get().answers["size"] == "larger"


def test_each_screen_that_is_kept_renews_the_half_day(
    client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(client)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 10 * 3600)
    client.post(f"{HOME}answer/about/", ABOUT)
    monkeypatch.setattr(time, "time", lambda: now() + 20 * 3600)
    assert "Go on where you were" in words(client.get(HOME))


def test_an_invitation_that_was_answered_on_paper_meanwhile_says_so_and_whom_to_write_to(
    client: Client, vale: Instrument
) -> None:
    vale.kind = InstrumentKind.SURVEY
    vale.save()
    one = Invitation.objects.create(instrument=vale, number=1, token_hash="1", sealed_contact=b"")
    from placewright.web.engagement.sealing import code_hash

    code = "234567-89ABCD-EFGHJK"
    Invitation.objects.update(token_hash=code_hash(code))
    client.post("/have-your-say/invitation/", {"code": code})
    fill(client)
    Invitation.objects.filter(pk=one.pk).update(state=InvitationState.ANSWERED, ended_at=timezone.now() - timedelta(1))
    told = words(client.post(f"{HOME}check/", {"go": "send"}))
    assert "or on paper" in told and "Your answers are kept here. Write to vale@vale.example." in told
    assert not Response.objects.exists()
