"""What holds for every release read here: one schema, one figure a key, canonical periods, codes of their vintage."""

from __future__ import annotations

import doctest
from importlib import import_module

import duckdb
import pytest

from placewright.core.periods import parse_period
from placewright.places import registry
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import reader_names
from placewright.sources.live.ordering import CONNECTORS
from placewright.sources.tidy import schema

RELEASES = (
    "aps-employment-rate", "ashe-residence-2023", "ashe-residence-annual-2024", "ashe-workplace", "beis-place",
    "brownfield-register", "census-2021-commuting", "census-2021-migration", "companies-house-extract",
    "dluhc-net-dwellings", "hmrc-spi", "iod-2019-lad", "iod-2019-lsoa", "iod-2025-lad", "iod-2025-lsoa-lookup",
    "iod-2025-lsoa", "ons-affordability", "ons-business-demography-harmonised", "ons-business-demography",
    "ons-house-prices", "ons-modelled-unemployment", "ons-subnational-indicators", "ons-subnational-workbook",
    "ons-uk-business", "voa-office-floorspace",
)  # fmt: skip


@pytest.mark.parametrize("source_id", RELEASES)
def test_a_source_says_who_publishes_it_and_how_it_is_read(source_id):
    source = packaged_sources()[source_id]
    assert source.reader in reader_names()
    assert source.landing_page.startswith("https://")
    assert all((source.title, source.publisher, source.licence, source.attribution, source.rounding, source.coverage))


def test_every_source_of_the_survey_of_businesses_says_that_the_error_of_its_sample_comes_on_top():
    of_the_survey = [one for one in packaged_sources().values() if "Register and Employment Survey" in one.title]
    assert len(of_the_survey) == 6
    assert all("error of its sample comes on top" in one.not_in_interval for one in of_the_survey)


@pytest.mark.parametrize("source_id", RELEASES)
def test_a_source_that_can_be_fetched_names_a_connector_and_what_to_ask_it(source_id):
    live = packaged_sources()[source_id].live
    if live:
        assert live["connector"] in CONNECTORS
        assert {"url", "dataset"} & set(live)
        assert live.get("reader", "long") in reader_names()


@pytest.mark.parametrize("module", ["_when", "_table"])
def test_the_examples_in_the_helpers_hold(module):
    found = doctest.testmod(import_module(f"placewright.sources.readers.{module}"))
    assert (found.failed, found.attempted > 0) == (0, True)


@pytest.mark.publisher
@pytest.mark.parametrize("source_id", RELEASES)
def test_a_release_has_its_schema_and_one_figure_for_each_key(release, source_id):
    table = release(source_id).observations
    dimensions = packaged_sources()[source_id].dimensions
    assert table.schema.names == schema(dimensions).names
    keys = ", ".join(f'"{name}"' for name in ("place", "period", *dimensions, "measure", "place_vintage"))
    with duckdb.connect() as connection:
        connection.register("observations", table)
        repeated = connection.execute(f"SELECT {keys}, count(*) AS n FROM observations GROUP BY ALL HAVING n > 1")
        assert repeated.fetchall() == []
        units = connection.execute("SELECT measure FROM observations GROUP BY 1 HAVING count(DISTINCT unit) > 1")
        assert units.fetchall() == []
        for (period,) in connection.execute("SELECT DISTINCT period FROM observations").fetchall():
            assert str(parse_period(period)) == period


@pytest.mark.publisher
@pytest.mark.parametrize("source_id", RELEASES)
def test_every_district_is_in_the_vintage_it_is_said_to_be_of(release, source_id):
    table = release(source_id).observations
    with duckdb.connect() as connection:
        connection.register("observations", table)
        pairs = connection.execute("SELECT DISTINCT place, place_vintage FROM observations").fetchall()
    places = registry().places
    yearly = [(code, vintage) for code, vintage in pairs if code in places and vintage.startswith(("lad-", "nuts-"))]
    levels = {"lad", "nuts2", "nuts3"}
    strays = [(c, v) for c, v in yearly if places[c].level in levels and not places[c].is_in(v)]
    assert strays == []
