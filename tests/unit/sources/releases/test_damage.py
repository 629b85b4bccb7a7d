"""Damaged files: truncated, shuffled, with wrong rows; a clear error, or the good rows kept and the bad ones named."""

from __future__ import annotations

import pytest

from placewright.core.errors import BadSourceFile

HEADER = "geography_code,geography_name,date,value,Measure\n"
MONTHS = ("Mar", "Jun", "Sep", "Dec")


def _prices(wrong: int, *, of: int = 400) -> str:
    rows = [f"E07000240,St Albans,{MONTHS[n % 4]} {1900 + n // 4},{1000 + n}.0,Median\n" for n in range(of)]
    for n in range(wrong):
        rows[n * (of // max(wrong, 1))] = f"E07000240,St Albans,{MONTHS[n % 4]} 2024,oops,Median\n"
    return HEADER + "".join(rows)


def test_half_a_per_cent_of_wrong_rows_are_named_and_the_rest_kept(text_file, read):
    reading = read("ons-house-prices", text_file("p.csv", _prices(2)))
    assert reading.observations.num_rows == 398
    assert [str(issue) for issue in reading.issues] == [
        "warning: p.csv, row 2, column 'value': 'oops' is neither a number nor a known mark.",
        "warning: p.csv, row 202, column 'value': 'oops' is neither a number nor a known mark.",
    ]


def test_two_per_cent_of_wrong_rows_refuse_the_file_and_name_the_first(text_file, read):
    with pytest.raises(BadSourceFile, match=r"8 of 400 rows are wrong, which is more than 1 %: p.csv, row 2, column"):
        read("ons-house-prices", text_file("p.csv", _prices(8)))


def test_columns_in_another_order_give_the_same_figures(text_file, read):
    lines = [line.split(",") for line in _prices(0).splitlines()]
    turned = "\n".join(",".join(line[::-1]) for line in lines)
    first = read("ons-house-prices", text_file("a.csv", _prices(0))).observations
    second = read("ons-house-prices", text_file("b.csv", turned)).observations
    assert first.drop_columns(["file"]).to_pylist() == second.drop_columns(["file"]).to_pylist()


def test_swapped_headings_are_refused(text_file, read):
    text = _prices(0).replace("geography_code,geography_name", "geography_name,geography_code", 1)
    with pytest.raises(BadSourceFile, match=r"'St Albans' is not a place code"):
        read("ons-house-prices", text_file("p.csv", text))


def test_negative_counts_are_wrong(text_file, read):
    text = "code,region,year,count\nE07000243,Stevenage,2017,-5\n"
    with pytest.raises(BadSourceFile, match=r"-5 is less than 0"):
        read("ons-business-demography-harmonised", text_file("births_firmdemography.csv", text))


def test_a_half_count_is_wrong(text_file, read):
    text = "code,region,year,count\nE07000243,Stevenage,2017,5.5\n"
    with pytest.raises(BadSourceFile, match=r"5\.5 is not a whole number"):
        read("ons-business-demography-harmonised", text_file("births_firmdemography.csv", text))


def test_a_truncated_zipped_file_says_so(text_file, read):
    file = text_file("p.csv.gz", _prices(0))
    file.path.write_bytes(file.path.read_bytes()[:400])
    with pytest.raises(BadSourceFile, match=r"p\.csv\.gz: The file cannot be read"):
        read("ons-house-prices", file)


def test_a_truncated_workbook_says_so(workbook, read):
    file = workbook("ukbusinessworkbook2025.xlsx", {"Table 1": [["x"] * 50] * 200})
    file.path.write_bytes(file.path.read_bytes()[: file.path.stat().st_size // 2])
    with pytest.raises(BadSourceFile, match=r"cannot be opened.*looks truncated"):
        read("ons-uk-business", file)


def test_a_workbook_without_the_sheet_names_the_nearest(workbook, read):
    file = workbook("ukbusinessworkbook2025.xlsx", {"Tabel 1": [["UK, 2025"]]})
    with pytest.raises(BadSourceFile, match=r"no sheet 'Table 1'.*Did you mean 'Tabel 1'"):
        read("ons-uk-business", file)


def test_an_empty_file_is_refused(text_file, read):
    with pytest.raises(BadSourceFile, match=r"empty"):
        read("ons-house-prices", text_file("p.csv", ""))


def test_a_file_of_a_heading_alone_is_refused(text_file, read):
    with pytest.raises(BadSourceFile, match=r"no rows"):
        read("ons-house-prices", text_file("p.csv", HEADER))


def test_another_file_in_its_place_is_refused_by_its_columns(text_file, read):
    with pytest.raises(BadSourceFile, match=r"no column 'geography_code'"):
        read("ons-house-prices", text_file("p.csv", "a,b\n1,2\n"))


def test_a_repeated_row_is_wrong_the_second_time(text_file, read):
    rows = _prices(0).splitlines(keepends=True)
    reading = read("ons-house-prices", text_file("p.csv", "".join([*rows, rows[1]])))
    assert [issue.where for issue in reading.issues] == ["p.csv, row 402"]


def test_one_refused_file_does_not_stop_the_others(text_file, read):
    good = text_file("births_firmdemography.csv", "code,region,year,count\nE07000243,Stevenage,2017,5\n")
    bad = text_file("deaths_firmdemography.csv", "code,region,year\nE07000243,Stevenage,2017\n")
    reading = read("ons-business-demography-harmonised", bad, good)
    assert reading.observations.num_rows == 1
    assert [issue.where for issue in reading.refused] == ["deaths_firmdemography.csv"]


def test_blank_lines_are_no_rows_and_do_not_shift_the_numbers_of_others(text_file, read):
    lines = _prices(0).splitlines(keepends=True)
    lines[10] = "\n"
    lines[20] = lines[20].replace(",1019.0,", ",oops,")
    reading = read("ons-house-prices", text_file("p.csv", "".join([*lines, "\n", "\n"])))
    assert [issue.where for issue in reading.issues] == ["p.csv, row 21, column 'value'"]
    assert reading.rows == 399
