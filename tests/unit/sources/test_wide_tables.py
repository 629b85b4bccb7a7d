"""Wide tables: the layouts of the regional accounts, productivity and population, with all that stands around them."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.core.errors import BadRecord, BadSourceFile
from placewright.sources.readers.wide import read

HEADER = ["ITL1 region", "LA code", "LA name", "SIC07", "SIC07 description", "2021", "2022"]
OPTIONS: dict[str, Any] = {
    "place": ["LA code"],
    "provisional": ["2022"],
    "members": {"industry": {"column": "SIC07", "names": {"Total": "total"}, "drop": r"\s*\(.*\)$"}},
    "sheets": {"Table 3": {"title": "current prices", "measure": "gva-current", "unit": "GBP million"}},
}


def accounts(rows: list[list[object]], title: str = "Table 3: GVA, current prices, pounds million [note 3]") -> Any:
    notes = [["", "", "", "", "", "", ""], ["Source: a publisher", "", "", "", "", "", ""]]
    return {"Information": [["These tables ..."]], "Table 3": [[title], HEADER, *rows, *notes]}


def row(code: str = "E07000243", industry: object = "Total", *values: object) -> list[object]:
    return ["East ", code, "Stevenage", industry, "words", *(values or (1.0, 2.0))]


def districts(count: int) -> list[list[object]]:
    """Rows enough that one wrong one is less than 1 %: each of ten districts with many industries."""
    codes = [f"E070000{number}" for number in (95, 96, 98, 99)] + [f"E0700010{n}" for n in (2, 3)]
    return [row(codes[number % 6], f"{number // 6}-{number}") for number in range(count)]


def values(table: Any, column: str = "value") -> list[object]:
    return table[column].to_pylist()


def test_a_cell_keeps_where_it_stood(make_source: Any, make_workbook: Any) -> None:
    book = make_workbook(accounts([row("E07000243", "Total", 3108, 3124.0)]))

    found = read([book], make_source("wide", dimensions=["industry"], **OPTIONS)).observations.to_pylist()[1]

    assert (found["file"], found["sheet"], found["row"], found["column"]) == ("book.xlsx", "Table 3", 3, "G")
    assert (found["place"], found["period"], found["industry"], found["value"]) == (
        "E07000243",
        "2022",
        "total",
        3124.0,
    )
    assert (found["measure"], found["unit"], found["status"]) == ("gva-current", "GBP million", "provisional")


def test_the_publisher_names_no_interval_so_none_is_made_up(make_source: Any, make_workbook: Any) -> None:
    table = read(
        [make_workbook(accounts([row()]))], make_source("wide", dimensions=["industry"], **OPTIONS)
    ).observations

    assert set(values(table, "error")) == {"unknown"}
    assert values(table, "low") == [None, None]


def test_industries_are_named_by_section_group_or_division(make_source: Any, make_workbook: Any) -> None:
    codes: list[object] = ["Total", "C (10-33)", "CA-CB (10-15)", 41.0, "68IMP", "72-75", "A-E"]
    book = make_workbook(accounts([row("E07000243", code) for code in codes]))

    table = read([book], make_source("wide", dimensions=["industry"], **OPTIONS)).observations

    assert values(table, "industry")[::2] == ["total", "C", "CA-CB", "41", "68IMP", "72-75", "A-E"]


def test_marks_and_thousands_separators_are_read(make_source: Any, make_workbook: Any) -> None:
    book = make_workbook(accounts([row("E07000243", "Total", "[c]", "1,234.5"), row("E07000243", "C", "", "..")]))

    table = read([book], make_source("wide", dimensions=["industry"], **OPTIONS)).observations

    assert values(table) == [None, 1234.5, None, None]
    assert values(table, "status") == ["suppressed", "provisional", "not_available", "not_available"]


def test_footers_and_blank_rows_are_no_wrong_rows(make_source: Any, make_workbook: Any) -> None:
    reading = read([make_workbook(accounts([row()]))], make_source("wide", dimensions=["industry"], **OPTIONS))

    assert reading.rows == 1
    assert reading.issues == ()


def test_shuffled_columns_are_found_by_their_header(make_source: Any, make_workbook: Any) -> None:
    order = [5, 3, 1, 6, 0, 2, 4]
    content = accounts([row("E07000243", "Total", 3108, 3124)])
    content["Table 3"] = [content["Table 3"][0], *([cells[i] for i in order] for cells in content["Table 3"][1:3])]

    table = read([make_workbook(content)], make_source("wide", dimensions=["industry"], **OPTIONS)).observations

    assert dict(zip(values(table, "period"), values(table), strict=True)) == {"2021": 3108.0, "2022": 3124.0}


def test_renumbered_tables_are_refused(make_source: Any, make_workbook: Any) -> None:
    book = make_workbook(accounts([row()], title="Table 3: implied deflator"))

    with pytest.raises(BadSourceFile, match=r"should hold 'current prices'.*renumbered"):
        read([book], make_source("wide", dimensions=["industry"], **OPTIONS))


def test_a_file_without_its_header_is_refused(make_source: Any, make_workbook: Any) -> None:
    book = make_workbook({"Table 3": [["current prices"], ["code", "name", "2022"], ["E07000243", "Stevenage", 1]]})

    with pytest.raises(BadSourceFile, match="header row was not found"):
        read([book], make_source("wide", dimensions=["industry"], **OPTIONS))


def test_two_columns_of_one_year_are_refused(make_source: Any, make_workbook: Any) -> None:
    content = accounts([row()])
    content["Table 3"][1] = [*HEADER[:5], "2022", "2022"]

    with pytest.raises(BadSourceFile, match="Two columns are the same period"):
        read([make_workbook(content)], make_source("wide", dimensions=["industry"], **OPTIONS))


def test_a_wrong_code_is_named_with_its_row_and_the_rest_kept(make_source: Any, make_workbook: Any) -> None:
    rows = [*districts(199), row("E0700024X", "Total")]

    reading = read([make_workbook(accounts(rows))], make_source("wide", dimensions=["industry"], **OPTIONS))

    assert [issue.where for issue in reading.issues] == ["book.xlsx, sheet 'Table 3', row 202"]
    assert "has not the shape of a place code" in reading.issues[0].what
    assert reading.observations.num_rows == 199 * 2


def test_a_district_that_was_abolished_is_no_place_of_a_later_vintage(make_source: Any, make_workbook: Any) -> None:
    rows = [*districts(199), row("E07000026", "Total")]

    reading = read([make_workbook(accounts(rows))], make_source("wide", dimensions=["industry"], **OPTIONS))

    assert reading.issues[0].what == "'E07000026' (Allerdale) is no place of lad-2023: it was one until 2022."


def test_a_wrong_cell_is_named_with_its_column_and_the_rest_of_its_row_kept(
    make_source: Any, make_workbook: Any
) -> None:
    rows = [*districts(199), row("E07000243", "Total", "twelve", 5)]

    reading = read([make_workbook(accounts(rows))], make_source("wide", dimensions=["industry"], **OPTIONS))

    assert [issue.where for issue in reading.issues] == ["book.xlsx, sheet 'Table 3', row 202, column 'F'"]
    assert reading.observations.num_rows == 200 * 2 - 1


def test_negative_counts_are_wrong_where_the_source_says_so(make_source: Any, make_workbook: Any) -> None:
    rows = [*districts(199), row("E07000243", "Total", -3, 5)]
    source = make_source("wide", dimensions=["industry"], **{**OPTIONS, "least": 0})

    reading = read([make_workbook(accounts(rows))], source)

    assert "'-3.0' cannot be a value here" in reading.issues[0].what


def test_a_row_that_repeats_another_is_wrong(make_source: Any, make_workbook: Any) -> None:
    rows = [*districts(199), districts(1)[0]]

    reading = read([make_workbook(accounts(rows))], make_source("wide", dimensions=["industry"], **OPTIONS))

    assert reading.issues[0].what == "It repeats row 3."


def test_half_a_percent_of_bad_rows_is_named_and_kept_and_two_percent_refused(
    make_source: Any, make_workbook: Any
) -> None:
    source = make_source("wide", dimensions=["industry"], **OPTIONS)
    good = districts(400)
    few = [*good[:398], row("E07999999", "a"), row("E07999999", "b")]
    many = [*good[:392], *(row("E07999999", str(number)) for number in range(8))]

    assert len(read([make_workbook(accounts(few), "few.xlsx")], source).issues) == 2
    with pytest.raises(
        BadSourceFile, match=r"8 of 400 rows are wrong, which is more than 1 %: many\.xlsx, sheet 'Table 3', row"
    ):
        read([make_workbook(accounts(many), "many.xlsx")], source)


def test_a_refused_file_does_not_stop_the_others(make_source: Any, make_workbook: Any, make_file: Any) -> None:
    good, broken = make_workbook(accounts([row()]), "good.xlsx"), make_file(b"PK\x03\x04 cut off", "broken.xlsx")

    reading = read([broken, good], make_source("wide", dimensions=["industry"], **OPTIONS))

    assert reading.observations.num_rows == 2
    assert [issue.where for issue in reading.refused] == ["broken.xlsx"]


def test_productivity_columns_carry_their_measure_in_front_of_the_year(make_source: Any, make_workbook: Any) -> None:
    rows = [
        ["Table A1: smoothed"],
        [""],
        ["LAD_Code", "LAD_Name", "Index_2004", "Index_2005"],
        [" UKX", "UK", 100, "100.0"],
    ]
    sheets = {"A1": {"measure": "gva-per-hour-index", "unit": "index UK=100", "title": "smoothed"}}
    source = make_source("wide", place=["LAD_Code"], periods=r"(?:Index|Jobs)_(\d{4})", sheets=sheets)

    table = read([make_workbook({"A1 ": rows})], source).observations

    assert values(table, "place") == ["UKX", "UKX"]
    assert values(table, "period") == ["2004", "2005"]


def test_a_csv_file_with_a_byte_order_mark_and_quoted_thousands_is_read(make_source: Any, make_file: Any) -> None:
    file = make_file('\ufeffBorough,Sector,2019,2020\nCamden,Health,"1,000",*\nCamden,"Arts, other",900,250\n')
    source = make_source(
        "wide", dimensions=["industry"], place="Borough", recode={"Camden": "E09000007"},
        members={"industry": {"column": "Sector", "slug": True}},
        sheets={"*.csv": {"measure": "jobs", "unit": "jobs"}},
    )  # fmt: skip

    table = read([file], source).observations

    assert values(table) == [1000.0, None, 900.0, 250.0]
    assert values(table, "industry") == ["health", "health", "arts-other", "arts-other"]
    assert set(values(table, "place")) == {"E09000007"}


def test_a_mid_year_estimate_is_of_a_day(make_source: Any, make_file: Any) -> None:
    file = make_file("areacd,areanm,2022\nE07000243,Stevenage,89700\n")
    sheets = {"table.csv": {"measure": "population", "unit": "people"}}
    source = make_source("wide", place="areacd", period="{}-06-30", sheets=sheets)

    assert values(read([file], source).observations, "period") == ["2022-06-30"]


def test_members_may_go_across_instead_of_years(make_source: Any, make_file: Any) -> None:
    file = make_file("code,name,all,0,90+\nE07000243,Stevenage,12,5,7\n")
    source = make_source(
        "wide", dimensions=["age"], place="code", across="age", period="2023-06-30", periods=r"(all|\d{1,2}\+?)",
        members={"age": {"names": {"all": "total"}}}, sheets={"*": {"measure": "population", "unit": "people"}},
    )  # fmt: skip

    table = read([file], source).observations

    assert values(table, "age") == ["total", "0", "90+"]
    assert set(values(table, "period")) == {"2023-06-30"}


def test_a_place_may_have_another_vintage_than_its_table(make_source: Any, make_file: Any) -> None:
    file = make_file("code,2022\nE07000243,1\nTLH23,2\n")
    source = make_source("wide", place="code", vintages={"TL": "itl-2021"}, sheets={"*": {"measure": "m", "unit": "u"}})

    assert values(read([file], source).observations, "place_vintage") == ["lad-2023", "itl-2021"]


def test_an_unknown_option_is_named_with_the_nearest(make_source: Any, make_file: Any) -> None:
    source = make_source("wide", place="code", periodz="x", sheets={})

    with pytest.raises(BadRecord, match=r"no option 'periodz'.*Did you mean 'period"):
        read([make_file("code,2022\n")], source)
