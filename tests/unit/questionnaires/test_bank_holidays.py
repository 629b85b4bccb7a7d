"""Bank holidays come out as GOV.UK lists them."""

from __future__ import annotations

from datetime import date

import pytest

from placewright.questionnaires.bank_holidays import bank_holidays, working_days


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_the_days_of_a_year_are_those_that_were_published(year: int, listed: str) -> None:
    assert {f"{day:%m-%d}" for day in bank_holidays(year)} == set(listed.split())


def test_weekends_and_bank_holidays_are_no_working_days() -> None:
    assert working_days(date(2026, 12, 21), date(2027, 1, 3)) == 7
