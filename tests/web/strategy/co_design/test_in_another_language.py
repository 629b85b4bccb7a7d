"""What reviewers and the public are shown of editions leaves no fixed word that cannot be translated."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.strategy.co_design.models import MadeEdition
from placewright.web.strategy.co_design.services.inviting import Invited
from pseudo_language import left_over, speak_pseudo

from .conftest import MARKDOWN, invite_to, write_output

pytestmark = pytest.mark.django_db
Make = Callable[..., MadeEdition]
WELSH = {"Accept-Language": "cy"}


def written(made: MadeEdition) -> str:
    """What the edition and its reviewer are called, and what the edition says."""
    says = "People Places Towns differ. Who learns. Pay is £18.20. The consultation edition The agreed edition"
    said = f"{made.title} {made.under_way.title} {says} Jo Reader A department GMT BST UTC"
    return f"{said} {' '.join(MARKDOWN.split())}"


def test_no_word_that_a_reviewer_is_shown_stays_english(
    client: Client, invited: Invited, draft: MadeEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_pseudo(monkeypatch)
    entered = client.get(f"/review/{invited.token}/", headers=WELSH)
    if entered.status_code == 200:
        _all_said(entered.content.decode(), written(draft))
        entered = client.post(f"/review/{invited.token}/", headers=WELSH)
    assert entered.status_code == 302
    for address in ("/review/", "/review/read/strategy/people.html", "/review/say/people/1/"):
        found = client.get(address, headers=WELSH)
        assert found.status_code == 200, address
        _all_said(found.content.decode(), written(draft))
    client.post("/review/say/people/1/", {"kind": "comment", "text": "Well said."})
    _all_said(client.get("/review/", headers=WELSH).content.decode(), f"{written(draft)} Well said.")


def test_no_word_of_a_link_that_is_closed_stays_english(
    client: Client, draft: MadeEdition, editor: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = invite_to(draft, editor)
    closed.link.revoked_at = timezone.now()
    closed.link.save()
    speak_pseudo(monkeypatch)
    found = client.get(f"/review/{closed.token}/", headers=WELSH)
    _all_said(found.content.decode(), written(draft))


def test_no_word_about_public_editions_stays_english(
    client: Client, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [make("consultation"), make("agreed")]
    for one in made:
        one.public_since = timezone.now()
        one.save()
    speak_pseudo(monkeypatch)
    for address in (
        "/editions/",
        "/editions/one-consultation/",
        "/editions/one-consultation/strategy/people.html",
        "/editions/one-consultation..one-agreed/",
    ):
        found = client.get(address, headers=WELSH)
        assert found.status_code == 200, address
        text = b"".join(found) if found.streaming else found.content
        _all_said(text.decode(), written(made[0]))


def test_verdicts_of_figures_that_differ_are_said_in_the_readers_language(
    client: Client, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for made, more in ((make("consultation"), {}), (make("agreed"), {"pay": "£19.00", "verdict": "fails"})):
        made.public_since = timezone.now()
        made.save()
        if more:
            shutil.rmtree(made.folder)
            write_output(made.folder, **more)
    speak_pseudo(monkeypatch)
    page = client.get("/editions/one-consultation..one-agreed/", headers=WELSH).content.decode()
    assert 'class="verdict v-fails"' in page
    assert not re.findall(r'class="verdict v-[a-z-]+">[a-zA-Z ]+<', page)


def _all_said(page: str, data: str) -> None:
    assert re.search("[а-я]{3}", page)
    assert left_over(page, data) == []
