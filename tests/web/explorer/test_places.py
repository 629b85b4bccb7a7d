"""The explorer's page of a place: any place with figures has one, and it says what is published there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["E07000243", "E10000015", "E12000006", "E92000001", "W06000015", "E06000032"])
def test_any_place_with_figures_has_a_page(
    explored: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, code: str
) -> None:
    with django_assert_max_num_queries(12):
        answer = client.get(f"/explore/place/{code}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"<code>{code}</code>" in page and "Licence" in page
    assert re.search(rf'href="/explore/\?indicator=[^"]+place={code}', page)


def test_a_place_of_the_workspace_leads_to_its_own_page(explored: Path, client: Client) -> None:
    assert 'href="/places/E07000243.html"' in client.get("/explore/place/E07000243/").content.decode()
    assert 'href="/places/E06000032.html"' not in client.get("/explore/place/E06000032/").content.decode()


def test_its_figures_are_the_newest_of_the_evidence(explored: Path, client: Client, rows: dict[Any, Any]) -> None:
    page = client.get("/explore/place/E06000032/").content.decode()
    period = max(period for (name, _, code, period) in rows if (name, code) == ("population", "E06000032"))
    value = rows["population", "", "E06000032", period]["value"]
    assert f'data-sort="{value}"' in page


def test_a_place_that_is_not_is_not_found(explored: Path, client: Client) -> None:
    assert client.get("/explore/place/E99999999/").status_code == 404
    assert client.get("/explore/place/e07000243/").headers["Location"] == "/explore/place/E07000243/"


def test_the_list_of_places_names_districts_and_regions(explored: Path, client: Client) -> None:
    page = client.get("/explore/place/").content.decode()
    assert "Stevenage" in page and "East of England" in page and "Districts" in page


def test_places_are_offered_while_a_name_is_typed(explored: Path, client: Client) -> None:
    offered = client.get("/explore/places.json?q=steve").json()["places"]
    assert offered[0] == {"code": "E07000243", "name": "Stevenage", "level": "district"}
