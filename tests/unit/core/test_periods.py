"""Periods: every kind reads back what it writes, and knows its days."""

from __future__ import annotations

from datetime import date

import pytest

from placewright.core.periods import (
    BadPeriod,
    Day,
    FinancialYear,
    Quarter,
    RollingYear,
    Year,
    YearSpan,
    parse_period,
    year_of,
    years_between,
)


@pytest.mark.parametrize(
    "period",
    [
        Year(2023),
        FinancialYear(1999),
        Quarter(2024, 3),
        RollingYear(2024, 9),
        Day(date(2021, 3, 21)),
        YearSpan(2018, 2020),
    ],
)
def test_a_period_reads_back_what_it_writes(period: Year) -> None:
    assert parse_period(str(period)) == period


@pytest.mark.parametrize(
    "text", ["2023-25", "23", "2023-Q5", "P1Y/2024-13", "2021-02-30", "2020..2020", "", "last year"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        parse_period(text)


def test_a_financial_year_runs_from_april_to_march() -> None:
    year = parse_period("2023-24")
    assert (year.start, year.end) == (date(2023, 4, 1), date(2024, 3, 31))


def test_a_rolling_year_holds_twelve_months_that_end_with_its_month() -> None:
    year = parse_period("P1Y/2024-02")
    assert (year.start, year.end, year.label) == (date(2023, 3, 1), date(2024, 2, 29), "year to February 2024")


def test_a_leap_day_shifts_to_the_last_of_february() -> None:
    assert str(Day(date(2024, 2, 29)).shifted(1)) == "2025-02-28"


def test_a_financial_year_is_plotted_at_the_year_that_holds_its_middle() -> None:
    assert year_of(FinancialYear(2023)) == 2023
    assert year_of(YearSpan(2018, 2020)) == 2019


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2012", "2022", 10.0),
        ("2015-16", "2023-24", 8.0),
        ("P1Y/2023-02", "P1Y/2024-02", 1.0),
        ("2011-03-27", "2021-03-21", 3647 / 365.25),
        ("2023", "2023", 1 / 12),
    ],
)
def test_years_between_periods_are_whole_where_both_end_on_the_same_day(first: str, last: str, years: float) -> None:
    assert years_between(parse_period(first), parse_period(last)) == years
