"""The search: claims, indicators, places and chapters of the shown build, ranked, marked and forgiving."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from placewright.web.explorer.search_index import Entry, SearchIndex, excerpt

pytestmark = pytest.mark.django_db


def finds(page: str) -> list[tuple[str, str]]:
    """The address and the kind of each find of a page."""
    return re.findall(r'<li><h2><a href="([^"]+)">.*?<span class="tag">(\w+)</span>', page, re.DOTALL)


def test_a_place_is_found_first_by_its_name(explored: Path, client: Client) -> None:
    page = client.get("/search/?q=stevenage").content.decode()
    assert finds(page)[0] == ("/places/E07000243.html", "Place")


def test_an_indicator_is_found_by_a_word_of_its_name(explored: Path, client: Client) -> None:
    page = client.get("/search/?q=house+price&kind=indicator").content.decode()
    found = finds(page)
    assert found and {kind for _, kind in found} == {"Indicator"}
    assert ("/explore/?indicator=median-house-price", "Indicator") in found


def test_claims_are_found_as_they_read_with_their_figures(explored: Path, client: Client) -> None:
    claim = json.loads((explored / "claims.json").read_bytes())["claims"][0]
    words = " ".join(re.findall(r"[A-Za-z]{5,}", claim["text"])[:5])
    page = client.get("/search/", {"q": words, "kind": "claim"}).content.decode()
    assert f"/ledger/{claim['id']}.html" in [href for href, _ in finds(page)][:3]


def test_chapters_are_found_by_words_of_their_text(explored: Path, client: Client) -> None:
    page = client.get("/search/?q=skills&kind=chapter").content.decode()
    assert any(href.startswith("/strategy/") for href, _ in finds(page))


def test_the_words_are_marked_and_nothing_else_is_markup(explored: Path, client: Client) -> None:
    page = client.get("/search/?q=housing+<b>").content.decode()
    assert "<mark>" in page and "<b>" not in page


def test_a_word_that_nothing_holds_is_met_with_the_nearest(explored: Path, client: Client) -> None:
    page = client.get("/search/?q=stevenige").content.decode()
    assert re.search(r'Did you mean\s*<a href="\?q=stevenage">stevenage</a>', page)


def test_other_words_for_the_same_are_understood_and_those_that_are_asked_for_come_first() -> None:
    entries = [
        Entry("a", "Median weekly pay", "In Watford.", "pay"),
        Entry("a", "Age", "Of people in Watford.", "age"),
        Entry("a", "Wages", "Of women.", "wages"),
    ]
    index = SearchIndex(entries)
    assert [found.entry.href for found in index.find("wages in Watford")] == ["pay"]
    assert [found.entry.href for found in index.find("wages")] == ["wages", "pay"]
    assert SearchIndex(entries[:2]).did_you_mean("wages in Watford") == ""
    assert "<mark>pay</mark>" in excerpt("Median weekly pay", "wages")


def test_what_is_found_is_counted_in_plain_words(explored: Path, client: Client) -> None:
    page = client.get("/search/?q=salaries").content.decode()
    assert re.search(r'role="status">\d+ results<', page) and finds(page)


def test_kinds_are_counted_and_chosen(explored: Path, client: Client) -> None:
    page = client.get("/search/?q=pay").content.decode()
    counts = {kind: int(number) for kind, number in re.findall(r">(\w+) <span class=\"num\">(\d+)<", page)}
    assert counts["All"] == sum(number for kind, number in counts.items() if kind != "All")


def test_a_search_asks_little_of_the_database(
    explored: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        assert client.get("/search/?q=productivity").status_code == 200


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(asked=st.text(max_size=30), kind=st.sampled_from(["", "claim", "nothing"]), page=st.text(max_size=4))
def test_no_question_breaks_the_search(explored: Path, client: Client, asked: str, kind: str, page: str) -> None:
    assert client.get("/search/", {"q": asked, "kind": kind, "page": page}).status_code == 200


@pytest.mark.parametrize("asked", ['"', "'pay", "a OR (b", "pay*", '\x1f"', "NEAR(", "-", "ŵ"])
def test_signs_of_a_query_language_are_only_signs(explored: Path, client: Client, asked: str) -> None:
    assert client.get("/search/", {"q": asked}).status_code == 200


def test_without_a_build_the_search_says_so(db: None, client: Client) -> None:
    page = client.get("/search/?q=anything").content.decode()
    assert "There is no evidence to search yet." in page


def test_what_holds_every_word_goes_before_what_holds_some() -> None:
    index = SearchIndex([Entry("a", "Pay of women", "", "1"), Entry("a", "Pay", "of men and of women", "2")])
    assert [found.entry.href for found in index.find("pay women")] == ["1", "2"]
    assert [found.entry.href for found in index.find("men pay")] == ["2"]


@given(text=st.text(max_size=400), asked=st.text(max_size=20))
def test_an_excerpt_is_always_safe_markup(text: str, asked: str) -> None:
    plain = re.sub(r"</?mark>|&(?:lt|gt|amp|#34|#39);", "", str(excerpt(text, asked)))
    assert "<" not in plain and ">" not in plain
