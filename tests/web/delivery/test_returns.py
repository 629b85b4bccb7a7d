"""Spending is kept against funds, and returns come out in the layout that funders ask for."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.delivery.models import Return, Spend
from placewright.web.delivery.services import keep_spend

pytestmark = pytest.mark.usefixtures("shown_number")

FUND = "connect-to-work-hertfordshire"


def spend(manager: Account, **more: Any) -> Spend:
    """Money spent in the first quarter."""
    given = {"fund": FUND, "intervention": "connect-to-work", "quarter": "2025-26 Q1", "purpose": "delivery"}
    return keep_spend(given | {"amount": "1000.50"} | more, by=manager)


@pytest.fixture
def made(client: Client, manager: Account) -> Return:
    """A half-yearly return with spending in and outside its period."""
    client.force_login(manager)
    spend(manager)
    spend(manager, quarter="2025-26 Q2", purpose="management", amount="99.50", note="=1+1")
    spend(manager, quarter="2025-26 Q3", amount="5000")
    given = {"fund": FUND, "kind": "half-year", "period": "2025-26 H1", "narrative": "We began.", "underspend": "10"}
    answer = client.post("/team/delivery/returns/new/", given)
    assert answer.status_code == 302
    return Return.objects.get()


def test_the_public_reads_money_as_short_as_elsewhere_and_in_full_behind_it(client: Client, manager: Account) -> None:
    spend(manager, amount="1254321.50")
    page = client.get("/delivery/").content.decode()
    assert '<data value="1254321.50">£1.25m</data>' in page
    assert "GBP" not in page.split('id="money"')[1]


def test_spending_of_the_same_quarter_is_corrected_and_the_earlier_row_kept(manager: Account) -> None:
    first, second = spend(manager), spend(manager, amount="900")
    first.refresh_from_db()
    assert (first.is_current, second.corrects) == (False, first)


def test_a_return_as_csv_holds_the_spending_of_its_quarters_alone(client: Client, made: Return) -> None:
    answer = client.get(f"/team/delivery/returns/{made.pk}/return.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    facts = {row[1]: row[2] for row in rows if row and row[0] == "return"}
    spending = [row for row in rows if row and row[0] == "spending"]
    outputs = [row for row in rows if row and row[0] == "outputs"]
    assert facts["Spent in the period, GBP"] == "1,100.00"
    assert facts["Of which management, GBP"] == "99.50"
    assert [row[3] for row in spending] == ["2025-26 Q1", "2025-26 Q2"]
    assert spending[1][-1] == "'=1+1"
    assert any(row[1] for row in outputs)


def test_a_return_as_a_workbook_says_the_same(client: Client, made: Return) -> None:
    answer = client.get(f"/team/delivery/returns/{made.pk}/return.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"Return", "Spending", "Outputs"} <= set(book.sheetnames)
    assert "We began." in cells
    assert "1000.5" in cells


@pytest.mark.parametrize(
    "change",
    [
        {"narrative": "word " * 251},
        {"forward_look": "word " * 201},
        {"period": "2025-26 Q1"},
        {"period": "soon"},
        {"kind": "quarter", "period": "2025-26 H1"},
        {"fund": "no-such-fund"},
    ],
)
def test_a_return_that_funders_would_refuse_is_not_kept(
    client: Client, manager: Account, change: dict[str, str]
) -> None:
    client.force_login(manager)
    given = {"fund": FUND, "kind": "half-year", "period": "2025-26 H1", "narrative": "word " * 250}
    answer = client.post("/team/delivery/returns/new/", given | change)
    assert answer.status_code == 422
    assert not Return.objects.exists()


def test_spending_is_recorded_in_the_browser(client: Client, manager: Account) -> None:
    client.force_login(manager)
    given = {"fund": FUND, "intervention": "", "quarter": "2025-26 Q1", "purpose": "delivery", "amount": "12.30"}
    assert client.post("/team/delivery/spending/", given | {"quarter": "2025-27 Q1"}).status_code == 422
    assert client.post("/team/delivery/spending/", given).status_code == 302
    assert "12.30" in client.get("/team/delivery/spending/").content.decode()
