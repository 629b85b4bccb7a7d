"""Whoever answers loses nothing by going back, by a mistake or by a double tap, and can come back with a code."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from placewright.questionnaires.model import Part
from placewright.web.engagement import answering_views
from placewright.web.engagement.models import (
    Draft,
    Identity,
    Instrument,
    Response,
    ResponseChange,
    ResponseState,
    StepCount,
)
from placewright.web.engagement.monitoring import monitor
from web.engagement.made import ask_the_name_as, make_instrument, make_open, make_ready

pytestmark = pytest.mark.django_db

ABOUT = {
    "size": "larger",
    "staff": "12",
    "sales.decline": "1",
    "since.day": "28",
    "since.month": "2",
    "where": "al1 3jw",
}
ABOUT |= {"since.year": "1999", "area": "E07000240"}
HINDERS = {"barriers": ["skills", "other"], "barriers.other.words": "trains", "order.space": "1", "order.skills": "2"}
HINDERS |= {"mood": "4", "agree.homes": "yes", "name": "Nobody Real", "more": "Nothing more."}
CODE = re.compile(r'class="say-code" translate="no">([A-Z2-9-]{20})<')


@pytest.fixture
def vale() -> Instrument:
    return make_open(make_instrument(summary="About work.", asks_for_proof=False, fewest_seconds=0))


def begin(browser: Client) -> None:
    browser.post("/have-your-say/vale/begin/", {"go": "anew"})


def fill(browser: Client) -> None:
    begin(browser)
    browser.post("/have-your-say/vale/answer/about/", ABOUT)
    browser.post("/have-your-say/vale/answer/hinders/", HINDERS)


def send(browser: Client) -> str:
    """Send in, and give the receipt code."""
    answer = browser.post("/have-your-say/vale/check/", {"go": "send"}, follow=True)
    found = CODE.search(answer.content.decode())
    assert found is not None
    return found[1]


def test_the_list_and_the_landing_page_say_what_it_is_until_when_and_how_answers_are_used(
    client: Client, vale: Instrument
) -> None:
    make_ready(make_instrument(slug="draft"))
    listed = client.get("/have-your-say/").content.decode()
    assert "/have-your-say/vale/" in listed
    assert "/have-your-say/draft/" not in listed
    page = client.get("/have-your-say/vale/").content.decode()
    for words in (
        "The answers change the draft.",
        "Two officers read each answer.",
        "vale@vale.example",
        "Ask for paper.",
    ):
        assert words in page
    assert client.get("/have-your-say/draft/").status_code == 404
    assert "Figures as released by" not in page  # nothing is built: there are no figures


def test_answers_go_screen_by_screen_and_become_a_response(client: Client, vale: Instrument) -> None:
    begin(client)
    assert client.get("/have-your-say/vale/answer/").headers["Location"].endswith("/answer/about/")
    first = client.post("/have-your-say/vale/answer/about/", ABOUT)
    assert first.headers["Location"].endswith("/answer/hinders/")
    page = client.get("/have-your-say/vale/answer/hinders/").content.decode()
    assert "What hinders 10 people or more?" in page
    assert client.post("/have-your-say/vale/answer/hinders/", HINDERS).headers["Location"].endswith("/check/")
    read = client.get("/have-your-say/vale/check/").content.decode()
    for words in ("28 February 1999", "AL1", "trains", "you prefer not to say", "Build homes: Yes", "Nobody Real"):
        assert words in read
    assert not Response.objects.exists()
    send(client)
    response = Response.objects.get()
    assert response.state == ResponseState.ACCEPTED
    assert response.answers["where"] == "AL1"
    assert response.answers["barriers.other"] == "trains"
    assert response.answers["order"] == ["space", "skills"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("part", "purpose"), [(Part.NAME, "name"), (Part.EMAIL, "email")])
def test_a_browser_fills_in_what_somebody_is_asked_about_themselves(
    client: Client, vale: Instrument, part: Part, purpose: str
) -> None:
    ask_the_name_as(vale, part)
    begin(client)
    client.post("/have-your-say/vale/answer/about/", ABOUT)
    assert f'autocomplete="{purpose}"' in client.get("/have-your-say/vale/answer/hinders/").content.decode()


def test_names_are_kept_sealed_and_apart_from_answers(client: Client, vale: Instrument) -> None:
    fill(client)
    send(client)
    response = Response.objects.get()
    assert "name" not in response.answers
    assert b"Nobody" not in bytes(Identity.objects.get(response=response).sealed)


def test_a_mistake_is_said_with_a_link_to_its_field_and_nothing_is_lost(client: Client, vale: Instrument) -> None:
    begin(client)
    answer = client.post("/have-your-say/vale/answer/about/", ABOUT | {"staff": "about twelve", "since.month": "13"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#f-staff"' in page
    assert 'href="#f-since-day"' in page
    assert 'value="about twelve"' in page
    again = client.get("/have-your-say/vale/answer/about/").content.decode()
    assert 'value="about twelve"' in again
    assert 'value="13"' in again
    assert "Write a number" in again


def test_a_question_that_an_answer_leads_to_is_asked_on_the_same_screen_without_a_script(
    client: Client, vale: Instrument
) -> None:
    begin(client)
    page = client.get("/have-your-say/vale/answer/about/").content.decode()
    assert 'name="staff"' not in page
    seen = {"seen": "size sales since where area", "size": "larger"}
    answer = client.post("/have-your-say/vale/answer/about/", seen)
    assert answer.headers["Location"] == "/have-your-say/vale/answer/about/#f-staff"
    assert 'name="staff"' in client.get("/have-your-say/vale/answer/about/").content.decode()
    on = client.post("/have-your-say/vale/answer/about/", {"size": "larger", "seen": f"{seen['seen']} staff"})
    assert on.headers["Location"].endswith("/answer/hinders/")


def test_back_keeps_even_what_is_no_answer_yet(client: Client, vale: Instrument) -> None:
    begin(client)
    client.post("/have-your-say/vale/answer/about/", ABOUT)
    back = client.post("/have-your-say/vale/answer/hinders/", {"order.space": "1", "order.skills": "1", "go": "back"})
    assert back.headers["Location"].endswith("/answer/about/")
    page = client.get("/have-your-say/vale/answer/hinders/").content.decode()
    assert page.count('value="1"') >= 2
    sent = client.post("/have-your-say/vale/check/", {"go": "send"})
    assert sent.status_code == 422
    assert "Give each place in the order to one answer only" in sent.content.decode()
    assert not Response.objects.exists()


def test_what_routing_passes_over_is_not_kept(client: Client, vale: Instrument) -> None:
    fill(client)
    client.post("/have-your-say/vale/answer/about/", ABOUT | {"size": "micro"})
    send(client)
    assert "staff" not in Response.objects.get().answers


def test_sent_twice_from_two_tabs_it_is_one_response_with_one_receipt(client: Client, vale: Instrument) -> None:
    fill(client)
    other = Client()
    other.cookies = client.cookies.copy()
    assert other.get("/have-your-say/vale/check/").status_code == 200
    first = send(client)
    assert send(other) == first
    assert send(client) == first
    assert Response.objects.count() == 1
    assert first in client.get("/have-your-say/vale/done/").content.decode()


def test_saved_answers_are_opened_on_another_device_with_their_code(client: Client, vale: Instrument) -> None:
    begin(client)
    later = client.post("/have-your-say/vale/answer/about/", ABOUT | {"go": "later"}, follow=True).content.decode()
    found = CODE.search(later)
    assert found is not None
    assert found[1].replace("-", "").encode() not in bytes(Draft.objects.get().sealed)
    device = Client()
    wrong = device.post("/have-your-say/continue/", {"code": "H7KM2P-9QRSTV-XY2345"})
    assert wrong.status_code == 422
    opened = device.post("/have-your-say/continue/", {"code": found[1].lower().replace("-", " ")}, follow=True)
    assert 'value="12"' in opened.content.decode()
    assert opened.redirect_chain[-1][0].endswith("/answer/about/")


def test_an_expired_draft_is_not_opened(client: Client, vale: Instrument) -> None:
    begin(client)
    later = client.post("/have-your-say/vale/answer/about/", ABOUT | {"go": "later"}, follow=True).content.decode()
    found = CODE.search(later)
    assert found is not None
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post("/have-your-say/continue/", {"code": found[1]}).status_code == 422


def test_the_receipt_opens_what_was_sent_in_lets_it_be_corrected_and_withdrawn(
    client: Client, vale: Instrument
) -> None:
    fill(client)
    receipt = send(client)
    home = Client()
    shown = home.post("/have-your-say/receipt/", {"code": receipt}, follow=True).content.decode()
    assert "Nobody Real" in shown
    step = home.post("/have-your-say/receipt/", {"go": "correct"}, follow=True)
    assert 'value="12"' in step.content.decode()
    home.post("/have-your-say/vale/answer/about/", ABOUT | {"staff": "15"})
    done = home.post("/have-your-say/vale/check/", {"go": "send"}, follow=True)
    assert "Your correction was taken." in done.content.decode()
    response = Response.objects.get()
    assert response.answers["staff"] == 15
    assert ResponseChange.objects.get().answers["staff"] == 12
    copy = home.post("/have-your-say/receipt/", {"go": "copy"})
    assert copy.headers["Content-Disposition"] == f'attachment; filename="{response.reference}.json"'
    assert copy.headers["Cache-Control"] == "no-store"
    assert {line["code"]: line["answer"] for line in copy.json()["answers"]}["staff"] == "15"
    assert {line["code"]: line["answer"] for line in copy.json()["history"][0]["answers_replaced"]}["staff"] == "12"
    assert {line["code"]: line["answer"] for line in copy.json()["answers"]}["name"] == "Nobody Real"
    assert Client().post("/have-your-say/receipt/", {"go": "copy"}).status_code == 422
    home.post("/have-your-say/receipt/", {"go": "withdraw"})
    assert Response.objects.get().state == ResponseState.ACCEPTED
    gone = home.post("/have-your-say/receipt/", {"go": "withdraw", "sure": "1"}, follow=True)
    assert "You withdrew it" in gone.content.decode()
    assert Response.objects.get().state == ResponseState.WITHDRAWN


def test_how_many_saw_a_screen_and_went_on_is_counted_once_each(client: Client, vale: Instrument) -> None:
    fill(client)
    client.post("/have-your-say/vale/answer/about/", ABOUT)
    counts = {row.step: (row.shown, row.passed) for row in StepCount.objects.all()}
    assert counts == {"about": (1, 1), "hinders": (1, 1), "@check": (1, 0)}


def test_who_reads_all_again_and_sends_nothing_in_is_counted_as_leaving_there(client: Client, vale: Instrument) -> None:
    fill(client)
    fill(other := Client())
    receipt = send(other)
    other.post("/have-your-say/receipt/", {"code": receipt})
    other.post("/have-your-say/receipt/", {"go": "correct"})
    other.post("/have-your-say/vale/answer/about/", ABOUT)
    rows = {row.step: (row.title, row.shown, row.passed) for row in monitor(vale).drops}
    assert rows["@check"] == ("Check your answers, and send them in", 2, 1)
    assert rows["about"][1:] == (2, 2), "who corrects was counted before"


def test_who_answered_nothing_is_told_so_and_makes_no_response(client: Client, vale: Instrument) -> None:
    version = vale.versions.get()
    for page in version.definition["pages"]:
        for group in page["groups"]:
            for question in group["questions"]:
                question.pop("required", None)
    version.digest = "nothing is required"
    version.save()
    begin(client)
    client.post("/have-your-say/vale/answer/about/", {"go": "on"})
    client.post("/have-your-say/vale/answer/hinders/", {"go": "on"})
    answer = client.post("/have-your-say/vale/check/", {"go": "send"})
    assert answer.status_code == 409
    assert "there is nothing to send in" in answer.content.decode()
    assert not Response.objects.exists()


def test_a_browser_carries_nothing_of_it_once_it_is_told_to_forget(client: Client, vale: Instrument) -> None:
    fill(client)
    receipt = send(client)
    client.post("/have-your-say/vale/forget/")
    assert receipt not in client.get("/have-your-say/vale/done/", follow=True).content.decode()


def test_pages_with_answers_are_kept_by_no_cache(client: Client, vale: Instrument) -> None:
    fill(client)
    for address in ("answer/about/", "check/", "later/"):
        assert client.get(f"/have-your-say/vale/{address}").headers["Cache-Control"] == "no-store"


def test_a_cookie_that_somebody_changed_opens_nothing(client: Client, vale: Instrument) -> None:
    begin(client)
    held: Any = client.cookies["say-vale"]
    held.set("say-vale", held.value[:-2] + "xx", held.value[:-2] + "xx")
    assert client.get("/have-your-say/vale/answer/").headers["Location"] == "/have-your-say/vale/"


def test_the_front_page_invites_to_what_anybody_can_answer(vale: Instrument) -> None:
    from placewright.web.site.consultations import open_consultations

    assert [(one.title, one.href) for one in open_consultations()] == [("Work in the Vale", "/have-your-say/vale/")]


def test_who_has_sent_in_is_led_to_the_receipt_and_not_back_into_answers(client: Client, vale: Instrument) -> None:
    begin(client)
    assert "Go on where you were" in client.get("/have-your-say/vale/").content.decode()
    fill(client)
    send(client)
    page = client.get("/have-your-say/vale/").content.decode()
    assert "Go on where you were" not in page and "Look at your receipt again" in page


@pytest.mark.parametrize(("at_most", "said"), [(31.0, ", up to 31 minutes where you answer everything"), (1.0, "")])
def test_the_landing_page_says_how_long_it_takes_at_least_and_at_most(
    client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch, at_most: float, said: str
) -> None:
    def minutes(_asked: object, *, questions: object = None) -> float:
        return at_most if questions is None else 5.5

    monkeypatch.setattr(answering_views, "minutes_to_fill", minutes)
    page = client.get("/have-your-say/vale/").content.decode()
    assert f"<dt>Takes about</dt><dd>6 minutes{said}</dd>" in page
