"""What the public sees of delivery: what is done and watched, how it stands, and plainly where nothing is known."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from placewright.web.accounts.models import Account
from placewright.web.delivery.models import Reading
from placewright.web.delivery.services import judge


def test_before_the_first_build_that_is_said(client: Client, db: None) -> None:
    assert "Nothing has been published yet." in client.get("/delivery/").content.decode()


def test_every_programme_action_and_measure_is_there(client: Client, shown_number: int) -> None:
    page = client.get("/delivery/").content.decode()
    assert "Firms and ideas" in page
    assert '<a href="/actions/skills-bootcamps.html">' in page
    assert '<a href="/delivery/measures/adult-learners/">' in page
    assert "Nothing has been read yet." in page
    assert "No spending has been recorded yet." in page


@pytest.mark.django_db
def test_the_overview_costs_few_queries(
    client: Client, shown_number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/delivery/")
    with django_assert_max_num_queries(6):
        client.get("/delivery/")


def test_a_measure_shows_a_chart_and_the_same_as_a_table(client: Client, shown_number: int) -> None:
    page = client.get("/delivery/measures/output-per-hour/").content.decode()
    assert "<svg" in page
    assert page.count("<tr>") > 3
    assert "style=" not in page


def test_a_measure_says_the_rule_beside_a_persons_rating(client: Client, shown_number: int, manager: Account) -> None:
    judge("kept-jobs", "at-risk", "Two advisers left.", by=manager)
    page = client.get("/delivery/measures/kept-jobs/").content.decode()
    assert "Two advisers left." in page
    assert "The rule alone would say cannot tell" in page


def test_a_hidden_reading_is_said_to_be_hidden(client: Client, shown_number: int, manager: Account) -> None:
    Reading.objects.create(measure="kept-jobs", period="2025-26", status="suppressed", source="Return", by=manager)
    page = client.get("/delivery/measures/kept-jobs/").content.decode()
    assert "hidden, since few people are behind it" in page
    assert "manager" not in page.casefold().replace("programme manager", "")


def test_what_is_not_there_is_not_there(client: Client, shown_number: int) -> None:
    assert client.get("/delivery/measures/no-such/").status_code == 404
