"""Compilations: the subnational indicators, long and as workbook, and the R&D indicators by place."""

from __future__ import annotations

from dataclasses import replace

import pyarrow.compute as pc
import pytest

from placewright.core.errors import BadSourceFile
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader
from placewright.sources.readers._when import period_of

LONG = "\ufeffunique,group,Geography,Indicator,id,Category,Period,Measure,unit,real,value\n"


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        ("2021", "2021"),
        ("2019 revised", "2019"),
        ("2022/23", "2022-23"),
        ("10/2022 - 09/2023", "P1Y/2023-09"),
        ("04/2022-03/2023", "2022-23"),
        ("04/2020 - 03/2023", "2020..2023"),
        ("2018 - 2020", "2018..2020"),
        ("16/11/2021 - 15/11/2022", "P1Y/2022-11"),
        ("Financial year ending 2023", "2022-23"),
        ("As at 31 January 2024", "2024-01-31"),
        ("Sep-23", "2023-09-30"),
        ("09/2023", "2023-09-30"),
        ("2022/24", None),
        ("last year", None),
    ],
)
def test_printed_periods_become_canonical_ones(printed, period):
    assert period_of(printed) == period


def test_the_column_real_holds_the_figure(text_file, read, one):
    name = "Gigabit capable broadband"
    text = LONG + f"E07000243,Stevenage,Local Authority District,{name},{name},Pay,Sep-23,Percentage,%,90.6,1.234\n"
    found = one(read("ons-subnational-indicators", text_file("l.csv", text)), measure="gigabit-broadband")
    assert (found["value"], found["period"], found["column"]) == (90.6, "2023-09-30", "real")


def test_an_indicator_the_source_does_not_know_is_wrong(text_file, read):
    text = LONG + "E07000243,Stevenage,Local Authority District,Joy,Joy,Pay,2023,Score,0-10,5,1\n"
    with pytest.raises(BadSourceFile, match="'Joy' is not an indicator the source knows"):
        read("ons-subnational-indicators", text_file("l.csv", text))


def _sheet(dated: str, header: list[str], rows: list[list[object]]) -> list[list[object]]:
    return [["(Back to Data Dictionary)"], ["Metric:", "Something"], ["Date:", dated], [""], header, *rows]


CI = ["Lower 95% Confidence Interval", "Upper 95% Confidence Interval", "Notes"]


@pytest.fixture
def read_sheet(workbook):
    """Reads one sheet of the workbook of indicators."""

    def read_one(name: str, rows: list[list[object]]):
        source = packaged_sources()["ons-subnational-workbook"]
        sheets = {name: source.options["sheets"][name]}
        only = replace(source, options={"sheets": sheets})
        return find_reader(source.reader)([workbook("s.xlsx", {name: rows})], only)

    return read_one


def test_a_published_confidence_interval_is_a_sampling_interval(read_sheet, one):
    rows = [["E07000243", "", "Stevenage", 76.5, 71.0, 82.0, ""], ["E07000242", "", "East Herts", "na", "na", "na", ""]]
    header = ["Area Code", "Nation", "Local Authority District", "Employment rate (%)", *CI]
    reading = read_sheet("Employment rate", _sheet("10/2022 - 09/2023", header, rows))
    rate = one(reading, place="E07000243")
    assert (rate["low"], rate["high"], rate["error"], rate["period"]) == (71.0, 82.0, "sampling", "P1Y/2023-09")
    assert one(reading, place="E07000242")["status"] == "not_available"


def test_old_codes_keep_the_last_vintage_they_were_in(read_sheet, one):
    rows = [
        ["E07000243", "Stevenage", 12.0, ""],
        ["E07000026", "Allerdale", 20.0, "Obsolete code since 2023 (replaced by E06000063 Cumberland)"],
        ["E06000063", "Cumberland", 21.0, ""],
    ]
    header = ["Area Code", "Local Authority District", "Average travel time (minutes)", "Notes"]
    reading = read_sheet("Drive to employer", _sheet("2019 revised", header, rows))
    assert one(reading, place="E07000026")["place_vintage"] == "lad-2022"
    assert one(reading, place="E07000243")["place_vintage"] == "lad-2023"


def test_counts_of_enterprises_are_rounded_to_base_five(read_sheet, one):
    header = ["Area Code", "Country", "Count of births of new enterprises (control rounded to base 5)", "Notes"]
    rows = [["E07000243", "", 440.0, ""]]
    assert one(read_sheet("New enterprises", _sheet("2022", header, rows)), place="E07000243")["high"] == 444.0


def test_places_without_a_code_are_left_out(read_sheet):
    header = ["Area Code", "City Region", "Total value of UK exports (£ million)"]
    rows = [["TLH23", "", 9000.0], ["na", "Aberdeen City Region", 10.0]]
    reading = read_sheet("UK exports", _sheet("2021", header, rows))
    assert reading.observations["place_vintage"].to_pylist() == ["itl-2021"]


def test_a_file_of_r_and_d_says_its_measure_and_each_row_its_vintage(text_file, read, one):
    text = "year,nuts_id,nuts_year_spec,gbp_research_income\n2015,UKH23,2013,4372000.0\n2018,UKH23,2016,\n"
    reading = read("beis-place", text_file("gbp_research_income.nuts3.csv", text))
    found = one(reading, period="2015")
    assert (found["measure"], found["place_vintage"], found["unit"]) == ("gbp-research-income", "nuts-2013", "GBP")
    assert one(reading, period="2018")["status"] == "not_available"


def test_rows_that_repeat_word_for_word_are_noted_and_conflicting_ones_wrong(text_file, read):
    head = "year,lep_id,lep_year_spec,travel_time_to_work\n"
    row = "2018,E37000017,2017,25.6\n"
    reading = read("beis-place", text_file("travel_time_to_work.lep.csv", head + row + row))
    assert (reading.observations.num_rows, "1 rows repeat" in str(reading.issues[0])) == (1, True)
    with pytest.raises(BadSourceFile, match="stands there twice: E37000017, lep-2017, 2018"):
        read("beis-place", text_file("travel_time_to_work.lep.csv", head + row + row.replace("25.6", "26.0")))


def test_an_unknown_indicator_file_is_refused_and_the_others_kept(text_file, read):
    head = "year,lep_id,lep_year_spec,{}\n2018,E37000017,2017,25.6\n"
    good = text_file("travel_time_to_work.lep.csv", head.format("travel_time_to_work"))
    other = text_file("number_of_dragons.lep.csv", head.format("number_of_dragons"))
    reading = read("beis-place", other, good)
    assert (reading.observations.num_rows, [issue.where for issue in reading.refused]) == (1, [other.name])


@pytest.mark.publisher
def test_broadband_in_stevenage_as_published_in_both_forms(release, one):
    for source in ("ons-subnational-indicators", "ons-subnational-workbook"):
        assert one(release(source), place="E07000243", measure="gigabit-broadband")["value"] == 90.6


@pytest.mark.publisher
def test_the_long_table_agrees_with_the_sheets_of_the_workbook(release):
    def figures(source: str) -> dict[tuple[str, str], float | None]:
        table = release(source).observations
        keys = zip(table["place"].to_pylist(), table["measure"].to_pylist(), strict=True)
        return dict(zip(keys, table["value"].to_pylist(), strict=True))

    long, sheets = figures("ons-subnational-indicators"), figures("ons-subnational-workbook")
    shared = [key for key in long if key in sheets and None not in (long[key], sheets[key])]
    apart = [key for key in shared if abs(long[key] - sheets[key]) > 0.006 * max(1.0, abs(sheets[key]))]
    assert len(shared) > 9_500
    assert apart == []


@pytest.mark.publisher
def test_the_134_files_of_r_and_d_are_read_and_one_infinite_ratio_named(release):
    reading = release("beis-place")
    table = reading.observations
    assert (len(pc.unique(table["file"])), reading.refused) == (134, ())
    wrong = [issue for issue in reading.issues if issue.severity == "warning"]
    assert [issue.where for issue in wrong] == [
        "house_price_normalised.nuts3.csv, row 30, column 'house_price_normalised'"
    ]
