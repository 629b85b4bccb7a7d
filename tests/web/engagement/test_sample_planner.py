"""The sample planner: its address is the plan, its files hold the same numbers, and trouble is said in words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.engagement.sample_counts import read_counts

pytestmark = pytest.mark.django_db

_ASKED = {
    "bands": "small; Small; 9,000; 3; 10\nlarge; =Large; 100; 300; 20",
    "answers": "200",
    "speaks_of": "employment",
    "at_least": "10",
    "call_backs": "1",
    "tiring": "50",
}
_HERE = "/team/engagement/tools/sample/"


@pytest.fixture
def browser() -> Client:
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Officer")
    account.groups.add(Group.objects.get(name="engagement officer"))
    client = Client()
    client.force_login(account)
    return client


def test_a_plan_says_what_results_will_speak_of(browser: Client) -> None:
    page = browser.get(f"{_HERE}?{urlencode(_ASKED)}").content.decode()

    assert "each answer counts for the people who work there" in page
    assert "(all; still too few)" in page


def test_its_files_hold_the_plan_and_run_nothing(browser: Client) -> None:
    csv = browser.get(f"{_HERE}?{urlencode(_ASKED | {'file': 'csv'})}").content.decode("utf-8-sig")
    book = openpyxl.load_workbook(BytesIO(browser.get(f"{_HERE}?{urlencode(_ASKED | {'file': 'xlsx'})}").content))

    assert csv.splitlines()[0].startswith("stratum,name,units")
    assert "large,'=Large,100" in csv
    assert book["Sample"]["B3"].value == "=Large"
    assert book["Sample"]["B3"].data_type == "s"


def test_a_line_that_cannot_be_read_is_named(browser: Client) -> None:
    page = browser.get(f"{_HERE}?{urlencode(_ASKED | {'bands': 'small; Small; many'})}")

    assert page.status_code == 422
    assert "Line 1: code; name; units" in page.content.decode()


def test_more_answers_than_there_are_firms_is_refused_with_the_reason(browser: Client) -> None:
    page = browser.get(f"{_HERE}?{urlencode(_ASKED | {'answers': '100000'})}")

    assert "cannot be had" in page.content.decode()


def test_the_counts_of_enterprises_are_those_of_the_evidence(pilot: Path) -> None:
    found = read_counts(pilot / "figures" / "ons-uk-business.parquet", ("E10000015",), "Hertfordshire")

    assert found is not None
    assert found.year == "2025"
    assert sum(one.units for one in found.by_size) == 61_525
    assert {one.code: one.units for one in found.by_size}["250+"] == 255
    assert abs(sum(one.units for one in found.by_sector) - 61_525) <= 50
