"""Forms that staff type in: going back, mistakes, and two people with one form lose nothing and count nothing twice."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.engagement.asked import asked_now
from placewright.web.engagement.models import (
    Instrument,
    InstrumentKind,
    Invitation,
    InvitationState,
    Response,
    TextReview,
)
from placewright.web.engagement.services.answering import all_answers
from placewright.web.engagement.services.entry import NotEntered, enter_form
from web.engagement.made import make_instrument, make_open

pytestmark = pytest.mark.django_db
ENTRY = "/team/engagement/vale/entry/"
DAY = {"of-mode": "paper", "of-answered_on": "2026-11-01"}


def opened(kind: InstrumentKind = InstrumentKind.CONSULTATION) -> Instrument:
    made = make_open(make_instrument(kind, asks_for_proof=False, fewest_seconds=0))
    made.opens_at = datetime(2026, 10, 20, 9, tzinfo=made.zone)
    made.save()
    return made


def drawn() -> Instrument:
    vale = opened(InstrumentKind.SURVEY)
    for number, stratum in ((1, "micro"), (2, "micro"), (3, "larger")):
        Invitation.objects.create(
            instrument=vale,
            number=number,
            stratum=stratum,
            base_weight=2.0,
            token_hash=str(number),
            sealed_contact=b"",
        )
    return vale


def page(browser: Client) -> str:
    """The address of an empty page, which holds the key of its form."""
    return str(browser.get(ENTRY).headers["Location"])


def key_of(address: str) -> dict[str, str]:
    return {"form_key": address.rpartition("form=")[2]}


def typed(browser: Client, address: str, **more: str) -> Any:
    return browser.post(address, {**DAY, **key_of(address), **more})


def only() -> Response:
    return Response.objects.get()


def test_who_goes_back_to_a_form_that_was_kept_is_asked_which_form_it_is(browser: Client) -> None:
    opened()
    address = page(browser)
    typed(browser, address, more="Trains.")
    first = only()
    back = browser.get(address).content.decode()
    assert f"This page was kept before, as {first.reference}." in back
    assert key_of(address)["form_key"] in back, "a page that is loaded anew is the same form"

    asked = typed(browser, address, more="More trains.")
    assert asked.status_code == 422
    assert "say below which form it is" in asked.content.decode()
    assert "More trains.</textarea>" in asked.content.decode()
    assert only().answers == {"more": "Trains."}

    typed(browser, address, **{"more": "More trains.", "as": first.reference, "name": "Nobody Real"})
    assert all_answers(only()) == {"more": "More trains.", "name": "Nobody Real"}
    change = only().changes.get()
    assert (change.what, change.answers) == ("retyped", {"more": "Trains."})
    assert change.by is not None

    typed(browser, address, **{"more": "Buses.", "as": "another"})
    assert sorted(one.answers["more"] for one in Response.objects.all()) == ["Buses.", "More trains."]


def test_a_form_that_was_mistyped_is_put_right_by_its_reference_in_a_drawn_survey_too(browser: Client) -> None:
    drawn()
    typed(browser, page(browser), **{"of-invitation": "1", "mood": "4"})
    first = only()
    for number in ("1", ""):  # as it stands on the letter, or left open
        told = typed(
            browser,
            page(browser),
            **{"of-invitation": number, "of-replaces": f" {first.reference.upper()}", "mood": "2"},
        )
        assert told.status_code == 302, told.content.decode()
    assert (only().answers, only().stratum, only().base_weight) == ({"mood": 2}, "micro", 2.0)
    strange = typed(browser, page(browser), **{"of-invitation": "3", "of-replaces": "0123456789ab", "mood": "2"})
    assert "No form that was typed in has this reference." in strange.content.decode()
    assert Invitation.objects.get(number=3).state == InvitationState.WAITING


def test_the_same_form_of_a_drawn_survey_sent_twice_is_told_its_reference_twice(browser: Client) -> None:
    drawn()
    address = page(browser)
    for _twice in range(2):
        told = typed(browser, address, **{"of-invitation": "1", "mood": "4"})
        assert told.status_code == 302
    assert only().reference in browser.get(told.headers["Location"]).content.decode()


def test_two_who_type_in_one_invitation_at_once_make_one_response(officer: Account) -> None:
    vale = drawn()
    seen = [Invitation.objects.get(number=1) for _each in range(2)]  # both looked before either kept it
    held: dict[str, Any] = {"mode": "paper", "answered_on": timezone.now().date(), "by": officer}
    enter_form(vale, asked_now(vale), {"mood": 4}, invitation=seen[0], form_key="a", **held)
    with pytest.raises(NotEntered, match="answered already"):
        enter_form(vale, asked_now(vale), {"mood": 4}, invitation=seen[1], form_key="b", **held)
    assert Response.objects.count() == 1


def test_what_was_withdrawn_or_came_online_is_not_typed_in_anew(browser: Client) -> None:
    vale = opened()
    typed(browser, page(browser), more="Trains.")
    Response.objects.update(state="withdrawn")
    online = Response.objects.create(
        instrument=vale,
        version_id=asked_now(vale).version,
        reference="0123456789ab",
        load_key="online",
        submitted_at=timezone.now(),
    )
    gone = Response.objects.exclude(pk=online.pk).get()
    for one in (gone, online):
        told = typed(browser, page(browser), **{"of-replaces": one.reference, "more": "Other."})
        assert "No form that was typed in has this reference." in told.content.decode()


def test_a_decision_to_quote_words_that_were_mistyped_does_not_outlive_them(browser: Client) -> None:
    opened()
    address = page(browser)
    typed(browser, address, more="No trains.", mood="4")
    for question in ("more", "barriers.other"):
        TextReview.objects.create(response=only(), question=question, may_quote=True, redacted="No trains.")
    typed(browser, address, **{"more": "Now trains.", "mood": "4", "as": only().reference})
    assert [one.question for one in TextReview.objects.all()] == ["barriers.other"]


def test_a_day_after_closing_is_pointed_out(browser: Client) -> None:
    vale = opened()
    vale.closes_at = timezone.now() - timedelta(days=3)
    vale.save()
    day = f"{timezone.now():%Y-%m-%d}"
    told = browser.post(page(browser), {**DAY, "of-answered_on": day, "more": "Late."}, follow=True)
    assert re.search("It is of a day after closing", told.content.decode())
    assert Response.objects.count() == 1
