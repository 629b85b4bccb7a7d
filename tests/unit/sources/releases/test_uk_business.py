"""UK Business: two layouts, five tables, counts rounded to base 5."""

from __future__ import annotations

import pytest

from placewright.core.errors import BadSourceFile

INDUSTRIES = ["01-03 : Agriculture, forestry & fishing", "05-39 : Production", "45 : Motor trades", "Total"]
SIZES = ["0-4", "5-9", "250+", "Total"]
TURNOVER = ["0-49", "50-99", "50000+", "Total"]


def _new_sheet(heading: str, columns: list[str], rows: list[list[object]]) -> list[list[object]]:
    return [[heading], ["This worksheet contains one table"], ["Units: Counts"], ["", *columns], *rows]


def _new_book(rows: list[list[object]]) -> dict[str, list[list[object]]]:
    return {
        "Cover sheet ": [["COVERSHEET"], ["Date published: 24th September 2025"]],
        "Table 1": _new_sheet("Table 1", INDUSTRIES, rows),
        "Table 10 ": _new_sheet("Table 10", SIZES, rows),
        "Table 11": _new_sheet("Table 11", TURNOVER, rows),
        "Table 16": _new_sheet("Table 16", INDUSTRIES, rows),
        "Table 22": _new_sheet("Table 22", SIZES, rows),
    }


def _old_book(rows: list[list[object]]) -> dict[str, list[list[object]]]:
    def sheet(columns: list[str]) -> list[list[object]]:
        foot = [["", "", ""], ["Note: All figures are rounded"], ["Source: Office for National Statistics"]]
        return [["", "", "Table"], ["", "", "UK, 2021"], [], [], ["", "", "Band"], ["", "", *columns], *rows, *foot]

    tables = (("1", INDUSTRIES), ("10 ", SIZES), ("11", TURNOVER), ("16", INDUSTRIES), ("22", SIZES))
    return {f"Table {number}": sheet(columns) for number, columns in tables}


ROWS: list[list[object]] = [
    ["E07000243 : Stevenage", 0.0, 205.0, 5.0, 210.0],
    ["E10000015 : Hertfordshire", 100.0, 300.0, 2.5 * 2, 405.0],
]


def test_a_count_may_be_four_off_and_never_below_zero(workbook, read, one):
    reading = read("ons-uk-business", workbook("ukbusinessworkbook2025.xlsx", _new_book(ROWS)))
    nought = one(reading, place="E07000243", measure="enterprises", industry="01-03")
    assert (nought["low"], nought["high"], nought["error"]) == (0.0, 4.0, "rounding")
    production = one(reading, place="E07000243", measure="local-units", industry="05-39")
    assert (production["low"], production["value"], production["high"]) == (201.0, 205.0, 209.0)


def test_totals_come_from_the_industry_tables_alone(workbook, read, one):
    reading = read("ons-uk-business", workbook("ukbusinessworkbook2025.xlsx", _new_book(ROWS)))
    total = one(reading, place="E07000243", measure="enterprises", industry="total", size="total", turnover="total")
    assert (total["value"], total["sheet"], total["row"], total["column"]) == (210.0, "Table 1", 5, "E")


def test_the_older_layout_has_code_and_name_apart_and_its_own_districts(workbook, read, one):
    rows = [["E07000150", "Corby", 5.0, 10.0, 15.0, 30.0], ["E07000243", "Stevenage", 5.0, 10.0, 15.0, 30.0]]
    reading = read("ons-uk-business", workbook("ukbusinessworkbook2021.xlsx", _old_book(rows)))
    corby = one(reading, place="E07000150", turnover="50000+")
    assert (corby["period"], corby["place_vintage"], corby["value"]) == ("2021", "lad-2020", 15.0)
    assert reading.issues == ()


def test_a_row_of_no_known_place_is_named_with_sheet_row_and_column(workbook, read):
    filler = [[f"E0700024{digit} : District", 5.0, 5.0, 5.0, 15.0] for digit in (0, 1, 2, 3)]
    book = _new_book(filler)
    rows = [[f"E010{21000 + number} : Area", 5.0, 5.0, 5.0, 15.0] for number in range(1)]
    book["Table 1"] = _new_sheet("Table 1", INDUSTRIES, [*filler * 1, *rows])
    with pytest.raises(BadSourceFile, match=r"sheet 'Table 1', row 9, column 'A': 'E01021000' is not a place code"):
        read("ons-uk-business", workbook("ukbusinessworkbook2025.xlsx", book))


def test_an_unknown_industry_column_refuses_the_workbook(workbook, read):
    book = _new_book(ROWS)
    book["Table 1"] = _new_sheet("Table 1", [*INDUSTRIES, "Mystery"], [[*row, 1.0] for row in ROWS])
    with pytest.raises(BadSourceFile, match="'Mystery' is no column of Table 1"):
        read("ons-uk-business", workbook("ukbusinessworkbook2025.xlsx", book))


def test_a_workbook_that_does_not_say_its_year_is_refused(workbook, read):
    book = _new_book(ROWS)
    book["Cover sheet "] = [["COVERSHEET"]]
    with pytest.raises(BadSourceFile, match="does not say its year"):
        read("ons-uk-business", workbook("ukbusinessworkbook2025.xlsx", book))


def test_columns_in_another_order_are_read_by_their_headings(workbook, read, one):
    book = _new_book(ROWS)
    turned = [[row[0], *row[:0:-1]] for row in ROWS]
    book["Table 1"] = _new_sheet("Table 1", INDUSTRIES[::-1], turned)
    reading = read("ons-uk-business", workbook("ukbusinessworkbook2025.xlsx", book))
    found = one(reading, place="E07000243", measure="enterprises", industry="05-39")
    assert (found["value"], found["column"]) == (205.0, "D")


@pytest.mark.publisher
@pytest.mark.parametrize(
    ("year", "measure", "count"),
    [
        ("2021", "enterprises", 3215),
        ("2024", "enterprises", 3320),
        ("2025", "enterprises", 3435),
        ("2021", "local-units", 3865),
        ("2024", "local-units", 3960),
        ("2025", "local-units", 4060),
    ],
)
def test_stevenage_as_published(release, one, year, measure, count):
    found = one(
        release("ons-uk-business"),
        place="E07000243", period=year, measure=measure, industry="total", size="total", turnover="total",
    )  # fmt: skip
    assert found["value"] == count


@pytest.mark.publisher
def test_the_publishers_workbooks_are_read_without_a_wrong_row(release):
    reading = release("ons-uk-business")
    assert (reading.observations.num_rows, reading.issues, reading.refused) == (74_400, (), ())
