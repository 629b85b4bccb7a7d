"""Business Demography: counts by year, survival by year of birth, industries for the United Kingdom."""

from __future__ import annotations

import pytest

from placewright.core.errors import BadSourceFile

HEAD = [["Table"], ["This worksheet contains one table"], ["Units: Counts (control rounded to base 5)"]]
SURVIVAL = ["1-year survival", "1-year      per cent", "2-year survival", "2-year      per cent"]


def _book(**changes: list[list[object]]) -> dict[str, list[list[object]]]:
    book = {
        "Contents": [["Business Demography 2024"]],
        "Table 1.1c": [*HEAD, ["", "", "2021", 2022.0], ["E07000026 ", "Allerdale", 60.0, 65.0]],
        "Table 1.2": [*HEAD, ["", 2023.0, 2024.0], ["    051 : Mining of hard coal", 0.0, 5.0], ["Total", 5.0, 10.0]],
        "Table 5.1e": [
            *HEAD,
            ["", "", "2023 Births", *SURVIVAL],
            ["E07000243 ", "Stevenage", 100.0, 90.0, 90.0, ":", ":"],
            ["E09000001", "City of London", 0.0, 0.0, 0.0, ":", ":"],
        ],
        "Table 6.1": [
            *HEAD,
            ["", "", "2024 Employer Demography"],
            ["", "", "Births", "Deaths", "Active"],
            ["E07000243", "Stevenage", 405.0, 320.0, 3270.0],
        ],
    }
    return {**book, **{name.replace("_", " ", 1).replace("_", "."): rows for name, rows in changes.items()}}


def test_counts_stand_on_the_districts_of_their_time(workbook, read, one):
    reading = read("ons-business-demography", workbook("d.xlsx", _book()))
    births = one(reading, place="E07000026", measure="births", period="2022")
    assert (births["value"], births["low"], births["high"], births["place_vintage"]) == (65.0, 61.0, 69.0, "lad-2021")


def test_survival_has_the_year_of_birth_as_its_period_and_bounds_of_a_quotient(workbook, read, one):
    reading = read("ons-business-demography", workbook("d.xlsx", _book()))
    rate = one(reading, place="E07000243", measure="survival-rate", period="2023", duration="1")
    assert rate["value"] == 90.0
    assert rate["low"] == pytest.approx(100 * 86 / 104)
    assert rate["high"] == pytest.approx(100 * 94 / 96)


def test_survival_not_yet_known_is_not_available(workbook, read, one):
    reading = read("ons-business-demography", workbook("d.xlsx", _book()))
    assert one(reading, place="E07000243", measure="survival-count", duration="2")["status"] == "not_available"


def test_a_rate_where_none_were_born_is_not_zero_but_not_applicable(workbook, read, one):
    reading = read("ons-business-demography", workbook("d.xlsx", _book()))
    rate = one(reading, place="E09000001", measure="survival-rate", duration="1")
    assert (rate["value"], rate["status"]) == (None, "not_applicable")


def test_industries_are_of_the_united_kingdom(workbook, read, one):
    reading = read("ons-business-demography", workbook("d.xlsx", _book()))
    assert one(reading, place="K02000001", industry="051", period="2024")["value"] == 5.0


def test_enterprises_with_employees_are_measures_of_their_own(workbook, read, one):
    reading = read("ons-business-demography", workbook("d.xlsx", _book()))
    assert one(reading, measure="employer-active")["value"] == 3270.0


def test_numbers_below_the_last_place_are_no_rows_and_a_place_that_lost_its_code_is_named(workbook, read):
    rows: list[list[object]] = [*HEAD, ["", "", "2021", 2022.0]]
    rows += [[f"E0700{number:04}", "A place", 5.0, 5.0] for number in (243, 98, 99, 96)]
    stray: list[list[object]] = [["", "", 0.0, ""], [None, " ", 10.0, 5.0]]
    reading = read("ons-business-demography", workbook("d.xlsx", _book(Table_1_1c=[*rows, *stray])))
    assert not reading.issues
    with pytest.raises(BadSourceFile, match="row 9"):
        read("ons-business-demography", workbook("d.xlsx", _book(Table_1_1c=[*rows, ["", "Oldham", 5.0, 5.0], *stray])))


def test_a_workbook_without_its_tables_is_refused(workbook, read):
    with pytest.raises(BadSourceFile, match="none of the tables"):
        read("ons-business-demography", workbook("d.xlsx", {"Sheet1": [["a"]]}))


@pytest.mark.publisher
@pytest.mark.parametrize(
    ("words", "value"),
    [
        ({"measure": "births", "period": "2024"}, 440),
        ({"measure": "deaths", "period": "2024"}, 330),
        ({"measure": "active", "period": "2024"}, 3530),
        ({"measure": "survival-rate", "period": "2019", "duration": "5"}, 34.7),
    ],
)
def test_stevenage_as_published(release, one, words, value):
    assert one(release("ons-business-demography"), place="E07000243", **words)["value"] == pytest.approx(
        value, abs=0.05
    )


@pytest.mark.publisher
def test_two_numbers_below_the_last_place_with_neither_code_nor_name_are_no_wrong_rows(release):
    assert release("ons-business-demography").issues == ()


@pytest.mark.publisher
def test_the_harmonised_counts_are_those_of_the_districts_of_2022(release, one):
    reading = release("ons-business-demography-harmonised")
    assert one(reading, place="E07000243", measure="active", period="2022")["value"] == 3430
    assert reading.rows == 11_220
