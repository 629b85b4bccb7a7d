"""The launch page is one form: no button loses what was written beside it, and no officer what another wrote."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone

from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Instrument, InstrumentKind
from web.engagement.made import make_instrument, make_open, make_ready

pytestmark = pytest.mark.django_db
PAGE = "/team/engagement/vale/launch/"


class _Fields(HTMLParser):
    """What a browser without scripts would send of a page: each field with what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {}
        self._text = self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        name = held.get("name", "")
        if tag == "input" and name and (held.get("type") != "checkbox" or "checked" in held):
            self.held[name] = held.get("value", "on")
        elif tag == "textarea":
            self._text, self.held[name] = name, ""
        elif tag == "select":
            self._choice = name
        elif tag == "option" and "selected" in held:
            self.held[self._choice] = held["value"]

    def handle_endtag(self, tag: str) -> None:
        self._text = "" if tag == "textarea" else self._text

    def handle_data(self, data: str) -> None:
        if self._text:
            self.held[self._text] = (self.held[self._text] + data).removeprefix("\n")


def _shown(browser: Client) -> dict[str, str]:
    return _fields(browser.get(PAGE).content.decode())


def _fields(page: str) -> dict[str, str]:
    parser = _Fields()
    parser.feed(page)
    return parser.held


def _fresh() -> Instrument:
    return Instrument.objects.get(slug="vale")


@pytest.mark.parametrize("button", ["facts", "who", "times", "keep"])
def test_whichever_button_is_pressed_all_that_was_written_is_kept(browser: Client, button: str) -> None:
    make_ready(make_instrument(kind=InstrumentKind.QUOTA))
    sent = _shown(browser) | {"do": button, "purpose": "To know.", "who-fewest_seconds": "33"}
    sent["closes_at"] = "2031-03-01T23:59"

    assert browser.post(PAGE, sent).status_code == 302

    vale = _fresh()
    assert (facts_of(vale).purpose, vale.fewest_seconds) == ("To know.", 33)
    assert vale.closes_at is not None
    assert f"{vale.closes_at:%Y-%m-%d %H:%M}" == "2031-03-01 23:59"
    assert vale.has_open_link and vale.asks_for_proof


def test_what_has_to_be_mended_loses_nothing_of_the_rest(browser: Client) -> None:
    make_ready(make_instrument())
    wrong = _shown(browser) | {"do": "times", "purpose": "To know.", "who-fewest_seconds": "a while"}

    answer = browser.post(PAGE, wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing is kept yet" in page
    assert _fields(page)["purpose"] == "To know."
    assert facts_of(_fresh()).purpose == "The answers change the draft."
    mended = _fields(page) | {"do": "times", "who-fewest_seconds": "12"}
    assert browser.post(PAGE, mended).status_code == 302
    assert (facts_of(_fresh()).purpose, _fresh().fewest_seconds) == ("To know.", 12)


def test_two_officers_at_once_keep_what_each_of_them_changed(browser: Client) -> None:
    make_ready(make_instrument())
    one, other = _shown(browser), _shown(browser)

    browser.post(PAGE, one | {"do": "facts", "purpose": "One wrote this."})
    browser.post(PAGE, other | {"do": "facts", "decided_by": "The other", "who-fewest_seconds": "7"})

    told = facts_of(_fresh())
    assert (told.purpose, told.decided_by, _fresh().fewest_seconds) == ("One wrote this.", "The other", 7)


def test_two_officers_in_one_field_are_told_and_the_later_is_asked_again(browser: Client) -> None:
    make_ready(make_instrument())
    one, other = _shown(browser), _shown(browser)
    browser.post(PAGE, one | {"do": "facts", "purpose": "One wrote this."})

    asked = browser.post(PAGE, other | {"do": "facts", "purpose": "The other wrote that."})

    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Somebody else wrote here meanwhile: “One wrote this.”" in page
    assert facts_of(_fresh()).purpose == "One wrote this."
    assert _fields(page)["purpose"] == "The other wrote that."
    assert browser.post(PAGE, _fields(page) | {"do": "facts"}).status_code == 302
    assert facts_of(_fresh()).purpose == "The other wrote that."


def test_a_reason_written_for_another_button_stays_where_it_was_written(browser: Client) -> None:
    vale = make_open(make_instrument())
    late = (timezone.now() + timedelta(days=90)).strftime("%Y-%m-%dT%H:%M")
    sent = _shown(browser) | {"do": "facts", "purpose": "To know.", "extend-closes_at": late, "close-reason": "Too"}

    answer = browser.post(PAGE, sent)

    held = _fields(answer.content.decode())
    assert answer.status_code == 200
    assert (held["extend-closes_at"], held["close-reason"]) == (late, "Too")
    assert "This field is required" not in answer.content.decode()
    assert facts_of(_fresh()).purpose == "To know."
    assert _fresh().closes_at == vale.closes_at


def test_approving_keeps_first_what_was_written(browser: Client) -> None:
    make_ready(make_instrument())

    browser.post(PAGE, _shown(browser) | {"do": "approve", "purpose": "To know."})

    assert _fresh().approved_at is not None
    assert facts_of(_fresh()).purpose == "To know."


def test_a_check_is_waived_with_the_reason_beside_it(browser: Client) -> None:
    make_ready(make_instrument()).reach.all().delete()
    name = next(key for key in _shown(browser) if key.startswith("reason-")).removeprefix("reason-")

    browser.post(PAGE, _shown(browser) | {"do": f"waive:{name}", f"reason-{name}": "The board asked for it."})

    assert [(one.check_name, one.reason) for one in _fresh().waivers.all()] == [(name, "The board asked for it.")]
    browser.post(PAGE, _shown(browser) | {"do": f"unwaive:{name}"})
    assert not _fresh().waivers.exists()
