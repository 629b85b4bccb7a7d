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
    assert page.count("<svg", page.index('class="for-phone"')) >= 1, "drawn again for a telephone"
    assert "style=" not in page


def test_a_card_says_once_that_nothing_was_read(client: Client, shown_number: int) -> None:
    cards = client.get("/delivery/").content.decode().split('<li class="headline">')[1:]
    assert max(card.count("Nothing has been read yet.") for card in cards) == 1


def test_figures_and_days_are_written_as_on_other_pages(client: Client, shown_number: int, manager: Account) -> None:
    Reading.objects.create(measure="kept-jobs", period="2025", value=3859, source="Return", by=manager)
    overview = client.get("/delivery/").content.decode()
    assert '<p class="big">3,859</p>' in overview
    learners = overview.split("/delivery/measures/adult-learners/")[1].split("</li>")[0]
    assert '<p class="big">3,859</p><p class="period">per 100,000 people · 2022-23</p>' in learners, (
        "as its indicator is printed, without decimals"
    )
    page = client.get("/delivery/measures/gigabit/").content.decode()
    assert "2023-09-30" not in page
    assert "since the baseline (30 September 2023)" in page
    assert ">Premises that can have gigabit broadband</a>" in page
    assert "ons-subnational-workbook" not in page, "the source has a title"


def test_readings_in_words_alone_are_not_said_to_be_missing(
    client: Client, shown_number: int, manager: Account
) -> None:
    Reading.objects.create(measure="kept-jobs", period="2025", text="about as many", source="Return", by=manager)
    page = client.get("/delivery/measures/kept-jobs/").content.decode()
    assert "about as many" in page
    assert "Nothing has been read yet." not in page
    assert "the rule rates figures alone" in page


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
