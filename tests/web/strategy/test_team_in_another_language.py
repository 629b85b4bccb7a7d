"""The team's pages leave no fixed word that cannot be translated."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import trans_real

from kept import PILOT, PROGRAM
from placewright.web.accounts.roles import Role
from placewright.web.strategy.models import Build
from pseudo_language import Pseudo, left_over, words_of
from strategy_tests import client_of

pytestmark = pytest.mark.django_db

PAGES = (
    "/team/",
    "/team/ledger/",
    "/team/signals/",
    "/team/data/",
    "/team/waivers/",
    "/team/co-design/",
    "/editions/",
    "/trace/claim:lead-lost/",
    "/trace/priority:everyone-gains/",
)
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


@pytest.fixture(scope="module")
def data() -> str:
    """What the texts of indicators, sources, places and records say."""
    folders = (PROGRAM / name for name in ("evidence", "sources", "places", "ledger"))
    return f"{words_of(*folders, PILOT)} {Role.EDITOR}"  # whose account bears that name


@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_a_page_of_the_team_stays_english(
    live_pilot: Build, data: str, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(trans_real._translations, "cy", Pseudo())
    found = client_of(Role.EDITOR).get(address, headers={"Accept-Language": "cy"})
    assert found.status_code == 200
    page = "".join(_MAIN.findall(found.content.decode()))
    assert re.search("[а-я]{3}", page), "it is said in the language that was asked for"
    assert left_over(page, data) == []
