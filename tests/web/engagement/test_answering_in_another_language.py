"""The pages on which people answer leave no fixed word that cannot be translated."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.translation import trans_real

from kept import PROGRAM
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.web.engagement.models import Instrument
from pseudo_language import Pseudo, left_over, words_of
from unit.questionnaires.asked import EVERY_KIND

from .made import FACTS, make_instrument, make_open

pytestmark = pytest.mark.django_db

ABOUT = {"size": "10-49", "where": "AL1"}
_CODE = re.compile(r"[A-Z0-9]{6}(-[A-Z0-9]{6})+")
"""A code to come back with."""

PAGES = (
    "/have-your-say/",
    "/have-your-say/vale/",
    "/have-your-say/vale/answer/about/",
    "/have-your-say/vale/answer/hinders/",
    "/have-your-say/vale/check/",
    "/have-your-say/vale/later/",
)


@pytest.fixture
def vale() -> Instrument:
    """A consultation whose questionnaire is in that language, which the pages for answering speak."""
    made = make_instrument(summary="About work.", asks_for_proof=False, fewest_seconds=0)
    welsh = replace(EVERY_KIND, language="cy")
    version = made.versions.get()
    version.definition, version.digest = plain_questionnaire(welsh), digest_of(welsh)
    version.save()
    return make_open(made)


def written() -> str:
    """What the questionnaire and the notice say."""
    names = words_of(PROGRAM / "places")
    return f"Work in the Vale About work. {plain_questionnaire(EVERY_KIND)} {FACTS} GMT BST {names}"


@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_the_pages_for_answering_stays_english(
    client: Client, vale: Instrument, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    client.post("/have-your-say/vale/begin/", {"go": "anew"})
    client.post("/have-your-say/vale/answer/about/", ABOUT)
    monkeypatch.setitem(trans_real._translations, "cy", Pseudo())
    found = client.get(address, headers={"Accept-Language": "cy"})
    assert found.status_code == 200
    page = found.content.decode()
    assert re.search("[а-я]{3}", page) and '<html lang="cy">' in page
    assert [text for text in left_over(page, written()) if not _CODE.fullmatch(text)] == []
