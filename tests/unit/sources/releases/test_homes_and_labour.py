"""House prices, affordability, new homes, brownfield, employment and unemployment."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placewright.core.errors import BadSourceFile
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader
from placewright.sources.reading import SourceFile

PRICES = "geography_code,geography_name,date,value,Measure\n"


def test_a_price_is_of_the_year_that_ends_with_its_quarter(text_file, read, one):
    rows = ("E07000240,St Albans,Sep 2024,624500.0,Median", 'E06000010,"Hull, City of",Dec 1995,34500.0,Median')
    text = PRICES + "\n".join(rows)
    reading = read("ons-house-prices", text_file("median_house_prices_la.csv", text))
    price = one(reading, place="E07000240")
    assert (price["period"], price["value"], price["unit"]) == ("P1Y/2024-09", 624_500, "GBP")
    assert one(reading, place="E06000010")["period"] == "P1Y/1995-12"


def test_a_byte_order_mark_does_not_hide_the_first_column(text_file, read, one):
    text = "\ufeff" + PRICES + "E07000240,St Albans,Sep 2024,624500.0,Median\n"
    assert one(read("ons-house-prices", text_file("p.csv", text)), place="E07000240")["row"] == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("E07000240,St Albans,Spring 2024,1.0,Median", "'Spring 2024' is not a month"),
        ("E07000240,St Albans,Sep 2024,1.0,Mean", "'Mean' is not 'Median'"),
        ("E07000240,St Albans,Sep 2024,-5,Median", "-5 is less than 1"),
        ("E07999999,Atlantis,Sep 2024,5,Median", "'E07999999' is a code of no place known"),
        ("E07000240,St Albans,Sep 2024,5", "4 cells where the header has 5"),
    ],
)
def test_a_wrong_row_of_prices_says_why(text_file, read, row, why):
    with pytest.raises(BadSourceFile, match=why):
        read("ons-house-prices", text_file("p.csv", PRICES + row + "\n"))


def test_modelled_unemployment_is_estimated_and_blank_is_not_available(text_file, read, one):
    text = (
        "date,geo_name,geo_id,value,measure\n"
        "2023-12-01,Stevenage,E07000243,3.8,Variable\n2023-12-01,City of London,E09000001,,Variable\n"
    )
    reading = read("ons-modelled-unemployment", text_file("u.csv", text))
    rate = one(reading, place="E07000243")
    assert (rate["period"], rate["status"], rate["value"]) == ("P1Y/2023-12", "estimated", 3.8)
    assert one(reading, place="E09000001")["status"] == "not_available"


def test_the_five_year_average_is_no_year_of_the_ratio(tmp_path, read, one):
    path = tmp_path / "hp_to_wage_ratio.parquet"
    codes = ["E07000240"] * 3
    pq.write_table(
        pa.table({"geography_code": codes, "date": ["2023", "2024", "5-year average"], "value": [12.0, 13.0, 12.7]}),
        path,
    )
    reading = read("ons-affordability", SourceFile(path, path.name))
    average = one(reading, measure="house-price-to-earnings-5-year-average")
    assert (average["period"], average["value"]) == ("2020..2024", 12.7)
    assert one(reading, measure="house-price-to-earnings", period="2024")["value"] == 13.0


def test_an_abolished_district_keeps_the_last_vintage_it_was_in(text_file, read, one):
    text = (
        "geography_code,date,value,Measure\n"
        "E07000150,2019-20,500.0,net_additional_dwellings\n"
        "E07000243,2023-24,163.0,net_additional_dwellings\n"
        "E07000242,2001-02,-74.0,net_additional_dwellings\n"
        "E06000066,2001-02,,net_additional_dwellings\n"
    )
    reading = read("dluhc-net-dwellings", text_file("net_additional_dwellings_by_la.csv", text))
    assert one(reading, place="E07000150")["place_vintage"] == "lad-2020"
    assert one(reading, place="E07000243")["place_vintage"] == "lad-2024"
    assert one(reading, place="E07000242")["value"] == -74.0
    assert one(reading, place="E06000066")["status"] == "not_available"


def test_a_financial_year_that_does_not_add_up_is_wrong(text_file, read):
    text = "geography_code,date,value,Measure\nE07000243,2023-25,163.0,net_additional_dwellings\n"
    with pytest.raises(BadSourceFile, match="'2023-25' is not a financial year"):
        read("dluhc-net-dwellings", text_file("n.csv", text))


def test_brownfield_has_four_measures_of_one_register(text_file, read, one):
    text = (
        "LAD24CD,LAD24NM,hectares,maximum-net-dwellings,minimum-net-dwellings,sites\n"
        "E07000243,Stevenage,68.0,2207.0,1932.0,40\n"
    )
    reading = read("brownfield-register", text_file("brownfield_sites_by_la.csv", text))
    assert one(reading, measure="brownfield-dwellings-most")["value"] == 2207
    assert one(reading, measure="brownfield-area")["unit"] == "hectares"


@pytest.mark.publisher
@pytest.mark.parametrize(
    ("source", "words", "value"),
    [
        ("ons-house-prices", {"place": "E07000240", "period": "P1Y/2024-09"}, 624_500),
        ("ons-affordability", {"place": "E07000240", "period": "2020..2024"}, 12.7),
        ("dluhc-net-dwellings", {"place": "E07000243", "period": "2023-24"}, 163),
        ("aps-employment-rate", {"place": "E07000243", "period": "P1Y/2021-12"}, 76.5),
    ],
)
def test_figures_as_published(release, one, source, words, value):
    assert one(release(source), **words)["value"] == pytest.approx(value, abs=0.05)


@pytest.mark.publisher
def test_no_row_of_these_releases_is_wrong(release):
    sources = (
        "ons-house-prices", "ons-affordability", "dluhc-net-dwellings", "aps-employment-rate",
        "ons-modelled-unemployment", "brownfield-register",
    )  # fmt: skip
    assert [release(source).issues for source in sources] == [()] * len(sources)


def test_the_live_answer_of_nomis_has_the_surveys_confidence(text_file, one):
    source = packaged_sources()["aps-employment-rate"]
    live = replace(source, reader=source.live["reader"], options=source.live["options"])
    head = "DATE_CODE,GEOGRAPHY_CODE,VARIABLE_CODE,MEASURES_NAME,OBS_VALUE,OBS_STATUS,OBS_STATUS_NAME,OBS_CONF,"
    tail = "A,Normal Value,F,Free (free for publication)"
    text = (
        f"{head}OBS_CONF_NAME,RECORD_COUNT\n"
        f"2023-12,E07000243,45,Variable,78.0,{tail},2\n2023-12,E07000243,45,Confidence,5.5,{tail},2\n"
    )
    rate = one(find_reader(live.reader)([text_file("aps.csv", text)], live), measure="employment-rate")
    assert (rate["low"], rate["high"], rate["error"], rate["period"]) == (72.5, 83.5, "sampling", "P1Y/2023-12")
    assert rate["place_vintage"] == "lad-2023"
