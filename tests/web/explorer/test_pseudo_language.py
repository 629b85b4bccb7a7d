"""The public pages of the application leave no fixed word that cannot be translated, whoever read them before."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from placewright.web.common.error_views import not_understood, went_wrong
from placewright.web.site.first_texts import first_pages
from pseudo_language import left_over, printed_claims, pseudo, speak_pseudo, words_of

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "placewright"
PAGES = (
    "/about/",
    "/privacy/",
    "/api/",
    "/explore/embed/?indicator=gva-per-hour&view=bars",
    "/have-your-say/continue/",
    "/have-your-say/receipt/",
    "/have-your-say/invitation/",
    "/have-your-say/desk/",
    "/account/inactive/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/password/reset/key/1-x/",
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
    "/delivery/measures/stevenage-income/",
    "/have-your-say/",
    "/trace/claim:lead-lost/",
    "/account/login/",
    "/account/password/reset/",
)
_FILE = re.compile(r"[a-z-]+\.(?:zip|csv|json)")
"""Files for download, which have one name for everybody."""
_RANK = re.compile(r"\b\d+ of \d+\b|\(\d+ to \d+\)")


@pytest.fixture(scope="module")
def data() -> str:
    """What indicators, sources, places and records say, and the pages that editors write anew."""
    with override("en-gb"):  # in which the pages of this database were begun
        begun = " ".join(f"{page.title} {page.lede} {page.text}" for page in first_pages())
    written = re.sub(r"<[^>]*>", " ", begun)
    folders = (PACKAGE / "evidence", PACKAGE / "sources", PACKAGE / "places", ROOT / "places" / "hertfordshire")
    return f"{words_of(*folders)} {' '.join(written.split())}"


@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_a_public_page_stays_english(
    explored: Path, client: Client, data: str, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    plain = client.get(address)
    assert plain.status_code == 200
    speak_pseudo(monkeypatch)
    page = client.get(address, headers={"Accept-Language": "cy"}).content.decode()
    assert '<html lang="cy">' in page
    said = f"{data} {printed_claims(explored)}"
    assert [text for text in left_over(page, said) if not _FILE.fullmatch(text)] == []


@pytest.mark.parametrize("address", ["/explore/place/E07000243/", "/explore/?indicator=gva-per-hour&view=table"])
def test_a_rank_and_its_span_are_said_in_the_language_of_the_page(
    explored: Path, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    plain = client.get(address).content.decode()
    speak_pseudo(monkeypatch)
    page = client.get(address, headers={"Accept-Language": "cy"}).content.decode()
    assert _RANK.search(plain) and _RANK.search(page) is None


def test_the_foot_of_a_page_names_the_edition_to_each_reader_in_their_language(
    explored: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Drafft." in client.get("/privacy/", headers={"Accept-Language": "cy"}).content.decode()
    speak_pseudo(monkeypatch)
    first = client.get("/privacy/", headers={"Accept-Language": "cy"}).content.decode()
    second = client.get("/privacy/").content.decode()
    third = client.get("/privacy/", headers={"Accept-Language": "cy"}).content.decode()
    assert "Draft." in second and pseudo("Draft") not in second
    assert all(pseudo("Draft") in page and "Draft." not in page for page in (first, third))


@pytest.mark.parametrize(
    ("address", "status"), [("/no-such-page/", 404), ("/explore/place/nowhere/", 404), ("/account/login/", 403)]
)
def test_no_word_of_a_page_of_refusal_stays_english(
    explored: Path, data: str, monkeypatch: pytest.MonkeyPatch, address: str, status: int
) -> None:
    speak_pseudo(monkeypatch)
    client = Client(enforce_csrf_checks=True)
    ask = client.post if status == 403 else client.get
    found = ask(address, headers={"Accept-Language": "cy"})
    assert found.status_code == status
    assert left_over(found.content.decode(), data) == []


@pytest.mark.parametrize("page", [went_wrong, not_understood])
def test_no_word_of_a_page_that_is_drawn_without_a_database_stays_english(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, page: Callable[[HttpRequest], HttpResponse]
) -> None:
    speak_pseudo(monkeypatch)
    with override("cy"):
        text = page(rf.get("/")).content.decode()
    assert '<html lang="cy">' in text and re.search("[а-я]{3}", text)
    assert left_over(text, "") == []


def test_a_view_to_be_embedded_names_its_language(explored: Path, client: Client) -> None:
    address = "/explore/embed/?indicator=gva-per-hour&view=bars"
    assert '<html lang="cy">' in client.get(address, headers={"Accept-Language": "cy"}).content.decode()
    assert '<html lang="en-gb">' in client.get(address).content.decode().lower()
