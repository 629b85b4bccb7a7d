"""The team's pages leave no fixed word that cannot be translated."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from kept import PILOT, PROGRAM
from placewright.core.said import Worded
from placewright.web.accounts.roles import Role
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.models import Build, Claim, Priority
from pseudo_language import left_over, printed_claims, speak_pseudo, words_of
from strategy_tests import as_sent, client_of

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
    speak_pseudo(monkeypatch)
    found = client_of(Role.EDITOR).get(address, headers={"Accept-Language": "cy"})
    assert found.status_code == 200
    page = "".join(_MAIN.findall(found.content.decode()))
    assert re.search("[а-я]{3}", page), "it is said in the language that was asked for"
    assert left_over(page, f"{data} {printed_claims(live_pilot.out)}") == []


def test_what_is_added_to_the_built_front_page_is_in_the_readers_language(
    live_pilot: Build, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = left_over((live_pilot.out / "site" / "index.html").read_text(encoding="utf-8"), data)
    speak_pseudo(monkeypatch)
    found = Client().get("/", headers={"Accept-Language": "cy"})
    assert found.status_code == 200
    assert set(left_over(found.content.decode(), data)) <= set(build), "the rest speaks the language of the place"


def test_what_the_ledger_says_while_one_writes_is_in_the_writers_language(
    live_pilot: Build, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_pseudo(monkeypatch)
    claim, priority = Claim.objects.get(slug="lead-lost"), Priority.objects.first()
    assert priority is not None
    slips: tuple[tuple[Claim | Priority, dict[str, Any]], ...] = (
        (claim, {"text": f"{claim.text} GDP rose by 3% from 70% to 73%. {{{{ nowhere }}}} {{{{ now.words }}}}"}),
        (claim, {"holds": [{"figure": "now", "is": "above", "than": "then"}]}),
        (claim, {"holds": [{"figure": "nothing", "is": "above", "than": "then"}]}),
        (priority, {"claims": ["no-such-claim"]}),
    )
    client = client_of(Role.EDITOR)
    for row, changed in slips:
        kept = {name: getattr(row, name) for name in changed}
        for name, value in changed.items():
            setattr(row, name, value)
        sent = as_sent(row)
        address = f"/team/editing/check/{row.kind}/{row.pk}/"
        answer = client.post(address, sent, headers={"Accept-Language": "cy"}).content.decode()
        assert "pw-issue-error" in answer, changed
        sentence = "".join(re.findall("<blockquote.*?</blockquote>", answer, re.DOTALL))
        bare = " ".join(re.sub(r"\{\{.*?\}\}", "", row.text).split())
        written = f"{data} {re.sub('<[^>]*>', '', sentence)} {bare} {changed}"
        assert left_over(answer, written) == [], changed
        for name, value in kept.items():
            setattr(row, name, value)


def test_whatever_a_check_finds_can_be_said_in_another_language(live_pilot: Build) -> None:
    judged = judged_now()
    assert judged is not None and judged.issues
    plain = [ruled.issue.what for ruled in judged.issues if not isinstance(ruled.issue.what, Worded)]
    assert plain == []
