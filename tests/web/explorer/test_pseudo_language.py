"""The public pages of the application leave no fixed word that cannot be translated, whoever read them before."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import trans_real

from pseudo_language import Pseudo, left_over, words_of

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "placewright"
PAGES = (
    "/explore/",
    "/explore/?indicator=gva-per-hour&view=bars",
    "/explore/?indicator=gva-per-hour&view=map",
    "/explore/?indicator=gva-per-hour&view=table",
    "/explore/?indicator=unemployment-rate&view=bars",
    "/explore/place/",
    "/explore/place/E07000243/",
    "/search/",
    "/search/?q=xyzzy",
    "/themes/",
    "/themes/people/",
    "/editions/",
    "/delivery/",
    "/have-your-say/",
    "/trace/claim:lead-lost/",
    "/account/login/",
    "/account/password/reset/",
)


@pytest.fixture(scope="module")
def data() -> str:
    """What the texts of indicators, sources, places and records say."""
    return words_of(PACKAGE / "evidence", PACKAGE / "sources", PACKAGE / "places", ROOT / "places" / "hertfordshire")


@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_a_public_page_stays_english(
    explored: Path, client: Client, data: str, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    plain = client.get(address)
    assert plain.status_code == 200
    monkeypatch.setitem(trans_real._translations, "cy", Pseudo())
    page = client.get(address, headers={"Accept-Language": "cy"}).content.decode()
    assert '<html lang="cy">' in page
    assert left_over(page, data) == []
