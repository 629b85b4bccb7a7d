"""Two officers on one plan: lines of both are kept, and where both wrote in one place the later is asked."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.web.engagement.models import Instrument, InstrumentKind
from placewright.web.engagement.result_replies import recipe_of
from placewright.web.engagement.running_forms import reach_lines
from placewright.web.engagement.taking_up import comma_lines, semicolon_lines
from web.engagement.made import make_instrument, make_ready
from web.engagement.results_made import ASKED, answered, closed

pytestmark = pytest.mark.django_db
REACH = "/team/engagement/vale/reach/"
WEIGHTS = "/team/engagement/vale/weights/"
FIRST = "size,micro,Small firms,40,,,letters,"
MORE = "size,larger,Larger firms,20,,,calls,"
PAPER = ",paper,Paper forms,5,,,,"


@pytest.fixture
def vale() -> Instrument:
    return make_ready(make_instrument())


def shown(page: Any, *names: str) -> dict[str, str]:
    """Text areas, hidden and other inputs of a page as a browser would send them."""
    text = page.content.decode()
    found = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not ("checkbox" in tag and "checked" not in tag):
            found[name[1]] = unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL):
        found[name] = unescape(value)
    found = {name: value.replace("\n", "\r\n") for name, value in found.items()}
    return {name: value for name, value in found.items() if name.removeprefix("initial-") in names}


def plan(*lines: str) -> str:
    return "\r\n".join(("question,code,label,target,population,source,how,figure", *lines))


def kept() -> list[str]:
    return reach_lines(Instrument.objects.get()).splitlines()[1:]


def test_who_adds_to_a_plan_keeps_what_another_added_meanwhile(browser: Client, vale: Instrument) -> None:
    mine = theirs = shown(browser.get(REACH), "plan")
    assert FIRST in mine["plan"] and "initial-plan" in mine
    browser.post(REACH, theirs | {"plan": plan(FIRST, MORE)})
    told = browser.post(REACH, mine | {"plan": plan(FIRST, PAPER)}, follow=True)
    assert kept() == [FIRST, PAPER, MORE]
    assert "with what somebody else wrote meanwhile" in told.content.decode()


def test_where_both_changed_one_line_the_later_is_told_and_asked(browser: Client, vale: Instrument) -> None:
    mine = theirs = shown(browser.get(REACH), "plan")
    browser.post(REACH, theirs | {"plan": plan(FIRST.replace("40", "50"), MORE)})
    asked = browser.post(REACH, mine | {"plan": plan(FIRST.replace("40", "60"))})
    assert asked.status_code == 422
    assert f"Somebody else wrote here meanwhile: “{FIRST.replace('40', '50')}”" in asked.content.decode()
    assert kept() == [FIRST.replace("40", "50"), MORE], "nothing is written over yet"
    again = shown(asked, "plan")
    assert again["plan"].splitlines()[1:] == [FIRST.replace("40", "60"), MORE]
    assert browser.post(REACH, again).status_code == 302
    assert kept() == [FIRST.replace("40", "60"), MORE]


def test_what_one_removed_and_the_other_changed_is_asked_about(browser: Client, vale: Instrument) -> None:
    mine = theirs = shown(browser.get(REACH), "plan")
    browser.post(REACH, theirs | {"plan": plan()})
    asked = browser.post(REACH, mine | {"plan": plan(FIRST.replace("40", "60"))})
    assert f"removed: {FIRST}" in asked.content.decode()
    assert kept() == []


def test_what_one_removed_and_the_other_left_stays_removed(browser: Client, vale: Instrument) -> None:
    mine = theirs = shown(browser.get(REACH), "plan")
    browser.post(REACH, theirs | {"plan": plan()})
    assert browser.post(REACH, mine | {"plan": plan(FIRST, PAPER)}).status_code == 302
    assert kept() == [PAPER]


def test_a_plan_that_nobody_else_touched_is_kept_as_it_is_sent(browser: Client, vale: Instrument) -> None:
    mine = shown(browser.get(REACH), "plan")
    told = browser.post(REACH, mine | {"plan": plan(PAPER, MORE)}, follow=True).content.decode()
    assert kept() == [PAPER, MORE]
    assert "The plan is kept." in told and "meanwhile" not in told


def test_two_who_plan_weights_keep_what_each_wrote(browser: Client) -> None:
    vale = make_instrument(InstrumentKind.QUOTA)
    vale.versions.update(definition=plain_questionnaire(ASKED), digest=digest_of(ASKED))
    names = ("population", "unit", "strata", "margins", "trim_at", "clusters", "note", "breakdowns")
    browser.post(WEIGHTS, shown(browser.get(WEIGHTS), *names) | {"population": "Residents."})
    mine = theirs = shown(browser.get(WEIGHTS), *names)
    side = "side; east; East; 100; counts; 2025\nside; west; West; 200; counts; 2025"
    rail = "rail; yes; Yes; 10; poll; 2025\nrail; no; No; 20; poll; 2025"
    browser.post(WEIGHTS, theirs | {"margins": side, "breakdowns": "side", "note": "Theirs."})
    told = browser.post(WEIGHTS, mine | {"margins": rail, "unit": "people"}, follow=True).content.decode()
    assert "with what somebody else wrote meanwhile" in told
    vale.refresh_from_db()
    recipe = recipe_of(vale)
    assert [one.question for one in recipe.margins] == ["rail", "side"]
    assert (recipe.unit, recipe.note, vale.breakdowns) == ("people", "Theirs.", ["side"])

    asked = browser.post(WEIGHTS, mine | {"note": "Mine."})
    assert asked.status_code == 422 and "“Theirs.”" in asked.content.decode()
    again = shown(asked, *names)
    assert browser.post(WEIGHTS, again).status_code == 302
    vale.refresh_from_db()
    assert (recipe_of(vale).note, len(recipe_of(vale).margins), vale.breakdowns) == ("Mine.", 2, ["side"])


def test_who_decides_on_a_text_that_another_decided_on_meanwhile_is_asked_to_look_again(browser: Client) -> None:
    page = "/team/engagement/vale/texts/"
    row = answered(closed(), (1, {"who": "person", "leave": "yes", "more": "Build it, says the man at the mill."}))[0]
    key = f"{row.reference}.more"
    mine = theirs = shown(browser.get(page), f"{key}.seen", f"{key}.words")
    assert browser.post(page, theirs | {f"{key}.decision": "keep"}).status_code == 302
    asked = browser.post(page, mine | {f"{key}.decision": "quote"})
    assert asked.status_code == 422
    assert "This has changed since you opened the page" in asked.content.decode()
    assert "Not quoted." in asked.content.decode()
    assert not row.text_reviews.get().may_quote
    again = shown(asked, f"{key}.seen", f"{key}.words") | {f"{key}.decision": "quote"}
    assert browser.post(page, again).status_code == 302
    assert row.text_reviews.get().may_quote


def test_lines_are_known_by_their_first_cells() -> None:
    assert comma_lines('size, micro ,"a, b",1\n\n') == [(("size", "micro"), 'size,micro,"a, b",1')]
    assert semicolon_lines(1)("micro; Small;3\n ") == [(("micro",), "micro; Small; 3")]
