"""The team's first page says where things stand and what waits for somebody."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from placewright.web.accounts.roles import Role
from placewright.web.strategy.models import Build, BuildState, Claim
from strategy_tests import client_of

pytestmark = pytest.mark.django_db


def _cards(client: Client) -> dict[str, tuple[bool, str]]:
    """Each card by its subject: whether it presses, and its words."""
    page = client.get("/team/").content.decode()
    found = re.findall(
        r'<li class="pw-home-card( pw-home-pressing)?"><h3><a href="[^"]*">(.*?)</a></h3>(.*?)</li>', page, re.S
    )
    return {
        subject: (bool(presses), " ".join(re.sub("<[^>]+>", " ", words).split())) for presses, subject, words in found
    }


def test_where_nothing_waits_each_part_says_that_it_rests(live_pilot: Build) -> None:
    cards = _cards(client_of(Role.EDITOR))
    assert list(cards)[-1] != "The ledger"
    presses, words = cards["The ledger"]
    assert not presses and re.fullmatch(r"\d+ of \d+ claims hold, and none fails\.", words)
    assert cards["Drafts"] == (False, "Every record is public as it stands.")
    assert cards["Co-design"] == (False, "No edition is under way.")
    assert {"The public&#x27;s pages", "Data", "Signals", "Delivery", "Surveys and consultations"} <= set(cards)


def test_a_claim_whose_evidence_changed_presses_and_comes_first(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.figures = {**row.figures, "now": row.figures["now"] | {"period": "2021"}}
    row.save_revision().publish(skip_permission_checks=True)
    cards = _cards(client_of(Role.EDITOR))
    assert next(iter(cards)) == "The ledger"
    assert cards["The ledger"][0] and "changed or was never reviewed" in cards["The ledger"][1]


def test_a_draft_that_is_not_public_is_counted_with_its_kind(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.title = "Another title"
    row.save_revision()
    assert _cards(client_of(Role.EDITOR))["Drafts"][1] == "1 record has changes that are not public yet: claims."


def test_a_build_that_failed_presses(live_pilot: Build) -> None:
    Build.objects.create(evidence=live_pilot.evidence, state=BuildState.FAILED)
    presses, words = _cards(client_of(Role.EDITOR))["The public&#x27;s pages"]
    assert presses and "did not come to its end: failed" in words


def test_before_the_first_build_the_page_says_what_to_do() -> None:
    presses, words = _cards(client_of(Role.EDITOR))["The public&#x27;s pages"]
    assert presses and "Ask for a build" in words


def test_how_priorities_were_chosen_is_written_in_rows_and_not_in_code(live_pilot: Build) -> None:
    page = client_of(Role.EDITOR).get("/team/choice/").content.decode()
    assert 'aria-labelledby="label-criteria"' in page
    assert 'value="Leverage"' in page and "[{&quot;id&quot;" not in page


def test_where_nothing_presses_the_parts_stand_in_the_order_of_the_chain(live_pilot: Build) -> None:
    page = client_of("administrator").get("/team/").content.decode()
    parts = [page.index(f">{name}</a></h3>") for name in ("The public&#x27;s pages", "Data", "Drafts", "Delivery")]
    assert parts == sorted(parts)


def test_a_team_page_that_is_not_there_leads_back_in_the_products_words() -> None:
    gone = client_of(Role.EDITOR).get("/team/no/such/page/")
    page = gone.content.decode()
    assert gone.status_code == 404
    assert "There is no such page" in page and "Wagtail admin" not in page
    assert '<a href="/team/">' in page


@pytest.mark.parametrize("role", ["viewer", "reviewer", "editor", "engagement officer", "administrator"])
def test_every_card_leads_somewhere_for_whoever_sees_it(db: None, role: str) -> None:
    browser = client_of(role)
    cards = re.findall(r'pw-home-card[^>]*><h3><a href="([^"]+)"', browser.get("/team/").content.decode())
    assert len(cards) > 3
    assert {address: browser.get(address).status_code for address in cards} == dict.fromkeys(cards, 200)
