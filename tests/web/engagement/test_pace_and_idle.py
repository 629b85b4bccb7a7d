"""A flood is asked to wait and loses nothing it wrote; a tablet that was left forgets who was before."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from placewright.questionnaires.model import Part
from placewright.web.accounts.models import Account
from placewright.web.common.models import SharedEntry
from placewright.web.common.shared_counts import SharedCounts
from placewright.web.engagement import pace
from placewright.web.engagement.models import Draft, Instrument, Response
from placewright.web.engagement.services.desks import start_desk
from web.engagement.made import ask_the_name_as, make_instrument, make_open

pytestmark = pytest.mark.django_db

ANSWER = "/have-your-say/vale/answer"


@pytest.fixture
def vale() -> Instrument:
    return make_open(make_instrument(fewest_seconds=0, asks_for_proof=False))


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a test sends comes within one minute."""
    monkeypatch.setattr(pace, "time", SimpleNamespace(time=lambda: 601.0))
    monkeypatch.setattr(pace, "_counts", SharedCounts("pace", pace.WINDOW_SECONDS))


@pytest.fixture
def few(settings: object) -> None:
    """An installation that takes three screens a minute from one address."""
    settings.PLACEWRIGHT_ANSWERS_A_MINUTE = 3  # type: ignore[attr-defined]


@pytest.fixture
def tablet(vale: Instrument, analyst: Account) -> Client:
    """A tablet at an event, on which somebody has begun."""
    _desk, code = start_desk(vale, "Market day", 4, by=analyst)
    browser = Client()
    browser.post("/have-your-say/desk/", {"code": code})
    browser.post("/have-your-say/vale/begin/", {"go": "anew"})
    return browser


def begin(**more: str) -> Client:
    browser = Client(**more)  # type: ignore[arg-type]
    browser.post("/have-your-say/vale/begin/", {"go": "anew"})
    return browser


def test_too_many_screens_in_a_minute_are_asked_to_wait_with_what_was_written(vale: Instrument, few: None) -> None:
    browser = begin()
    for _time in range(3):
        assert browser.post(f"{ANSWER}/about/", {"size": "micro"}).status_code == 302
    page = browser.post(f"{ANSWER}/hinders/", {"mood": "4", "more": "Build the bridge at the ford."})
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "59"
    words = page.content.decode()
    assert "Build the bridge at the ford." in words
    assert "Nothing is lost" in words
    assert "Build the bridge" not in browser.get(f"{ANSWER}/hinders/").content.decode(), "it was not kept"


def test_sending_in_too_often_is_asked_to_wait_and_works_afterwards(
    vale: Instrument, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = begin()
    browser.post(f"{ANSWER}/about/", {"size": "micro"})
    browser.post(f"{ANSWER}/hinders/", {"mood": "4"})
    browser.post(f"{ANSWER}/hinders/", {"mood": "4"})
    page = browser.post("/have-your-say/vale/check/", {"go": "send"})
    assert page.status_code == 429
    assert not Response.objects.exists()
    monkeypatch.setattr(pace, "time", SimpleNamespace(time=lambda: 661.0))
    assert browser.post("/have-your-say/vale/check/", {"go": "send"}).status_code == 302
    assert Response.objects.count() == 1


def test_another_address_and_a_desk_are_not_held_up_by_a_flood(vale: Instrument, few: None, tablet: Client) -> None:
    browser = begin()
    for _time in range(9):
        browser.post(f"{ANSWER}/about/", {"size": "micro"})
    assert browser.post(f"{ANSWER}/about/", {"size": "micro"}).status_code == 429
    other = begin(REMOTE_ADDR="192.0.2.7")
    assert other.post(f"{ANSWER}/about/", {"size": "micro"}).status_code == 302
    assert tablet.post(f"{ANSWER}/about/", {"size": "micro"}).status_code == 302


def test_one_respondent_sends_no_more_than_a_screen_a_second(vale: Instrument, tablet: Client) -> None:
    codes = [tablet.post(f"{ANSWER}/about/", {"size": "micro"}).status_code for _time in range(pace.OF_ONE_PERSON + 1)]
    assert codes == [302] * pace.OF_ONE_PERSON + [429]


def test_counts_are_forgotten_with_the_minute(rf: object, vale: Instrument, few: None) -> None:
    from placewright.web.engagement.sitting import new_sitting

    request = rf.get("/")  # type: ignore[attr-defined]
    waits = [pace.seconds_to_wait(request, new_sitting(), 600.0 + at) for at in range(5)]
    assert waits == [0, 0, 0, 57, 56]
    assert pace.seconds_to_wait(request, new_sitting(), 660.0) == 0


def test_no_address_is_in_what_processes_share(rf: object, vale: Instrument, few: None) -> None:
    from placewright.web.engagement.sitting import new_sitting

    pace.seconds_to_wait(rf.get("/", REMOTE_ADDR="192.0.2.7"), new_sitting(), 600.0)  # type: ignore[attr-defined]

    held = list(SharedEntry.objects.filter(cache_key__contains="pace:10:").values_list("cache_key", flat=True))
    assert held
    assert all(re.fullmatch(r":1:pace:10:[0-9a-f]{64}", key) for key in held)


def test_who_sends_as_people_do_costs_no_query(
    rf: object, vale: Instrument, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    from placewright.web.engagement.sitting import new_sitting

    request, sittings = rf.get("/"), [new_sitting() for _each in range(29)]  # type: ignore[attr-defined]
    with django_assert_num_queries(0):
        waits = [pace.seconds_to_wait(request, one, 600.0) for one in sittings]
    assert not any(waits)


def test_addresses_of_one_household_count_together_and_those_of_two_do_not(
    rf: object, vale: Instrument, few: None
) -> None:
    from placewright.web.engagement.sitting import new_sitting

    def wait(address: str) -> int:
        return pace.seconds_to_wait(rf.get("/", REMOTE_ADDR=address), new_sitting(), 600.0)  # type: ignore[attr-defined]

    assert [bool(wait(f"2001:db8:1:1::{at}")) for at in range(1, 5)] == [False, False, False, True]
    assert wait("2001:db8:1:2::1") == 0


def test_a_tablet_that_nobody_touches_asks_and_then_forgets(vale: Instrument, tablet: Client) -> None:
    tablet.post(f"{ANSWER}/about/", {"size": "micro"})
    page = tablet.get(f"{ANSWER}/hinders/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="600; url=/have-your-say/vale/still-there/">' in page
    asked = tablet.get("/have-your-say/vale/still-there/")
    assert "Are you still there?" in asked.content.decode()
    assert asked.headers["Refresh"] == "60; url=/have-your-say/vale/idle/"

    assert tablet.get("/have-your-say/vale/idle/")["Location"] == "/have-your-say/vale/answer/"
    assert Draft.objects.count() == 1, "a link does nothing before the time is over"
    Draft.objects.update(changed_at=timezone.now() - timedelta(minutes=12))
    assert tablet.get("/have-your-say/vale/idle/")["Location"] == "/have-your-say/vale/"
    assert not Draft.objects.exists()
    assert tablet.get(f"{ANSWER}/hinders/")["Location"] == "/have-your-say/vale/"


def test_a_tablet_that_slept_shows_nobody_what_was_answered(vale: Instrument, tablet: Client) -> None:
    tablet.post(f"{ANSWER}/about/", {"size": "micro"})
    Draft.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    page = tablet.get("/have-your-say/vale/check/", follow=True)
    assert page.redirect_chain[-1][0] == "/have-your-say/vale/"
    assert not Draft.objects.exists()


def test_a_tablet_offers_nobody_the_name_that_somebody_else_typed(vale: Instrument, tablet: Client) -> None:
    ask_the_name_as(vale, Part.NAME)
    tablet.post("/have-your-say/vale/answer/about/", {"size": "micro"})
    page = tablet.get("/have-your-say/vale/answer/hinders/").content.decode()
    assert 'id="f-name"' in page
    assert 'autocomplete="name"' not in page


def test_who_is_still_there_goes_on_where_they_were(vale: Instrument, tablet: Client) -> None:
    tablet.post(f"{ANSWER}/about/", {"size": "micro"})
    Draft.objects.update(changed_at=timezone.now() - timedelta(minutes=10, seconds=30))
    page = tablet.post("/have-your-say/vale/still-there/", follow=True)
    assert page.redirect_chain[-1][0] == f"{ANSWER}/hinders/"
    assert Draft.objects.get().changed_at > timezone.now() - timedelta(minutes=1)


def test_who_answers_at_home_is_never_timed(vale: Instrument) -> None:
    browser = begin()
    browser.post(f"{ANSWER}/about/", {"size": "micro"})
    Draft.objects.update(changed_at=timezone.now() - timedelta(days=1))
    page = browser.get(f"{ANSWER}/hinders/")
    assert page.status_code == 200
    assert "http-equiv" not in page.content.decode()
    for address in ("still-there", "idle"):
        assert browser.get(f"/have-your-say/vale/{address}/")["Location"] == "/have-your-say/vale/"
    assert Draft.objects.count() == 1


def test_a_receipt_leaves_a_tablet_after_two_minutes(vale: Instrument, tablet: Client) -> None:
    tablet.post(f"{ANSWER}/about/", {"size": "micro"})
    tablet.post(f"{ANSWER}/hinders/", {"mood": "4"})
    page = tablet.post("/have-your-say/vale/check/", {"go": "send"}, follow=True).content.decode()
    assert 'content="120; url=/have-your-say/vale/idle/"' in page
    Response.objects.update(submitted_at=timezone.now() - timedelta(minutes=3))
    assert tablet.get("/have-your-say/vale/idle/")["Location"] == "/have-your-say/vale/"
    assert tablet.get("/have-your-say/vale/done/")["Location"] == "/have-your-say/vale/"
    assert Response.objects.count() == 1
