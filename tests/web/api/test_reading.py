"""What programs read: places, indicators, observations, claims, editions, datasets and the build that is shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.test import Client

from placewright.sources.catalogue import packaged_sources
from placewright.web.api.catalogue import current
from placewright.web.api.figures import figures_in
from placewright.web.explorer.evidence_shown import evidence_shown
from placewright.web.explorer.prepared import figures_table

Ask = Callable[..., Any]


def pages(ask: Ask, address: str) -> Iterator[dict[str, Any]]:
    """Every item of a list, page after page."""
    while address:
        page = ask(address).json()
        yield from page["items"]
        address = (page["next"] or "").partition("/api/v1/")[2]


def test_a_place_is_found_by_its_name_and_by_its_code(ask: Ask) -> None:
    by_name = ask("places?q=stevenage&current=true").json()["items"]
    by_code = ask("places?q=E07000243").json()["items"]
    assert [place["code"] for place in by_name] == [place["code"] for place in by_code] == ["E07000243"]


def test_a_place_says_what_it_lies_in_and_which_codes_are_the_same_territory(ask: Ask) -> None:
    county = ask("places/E10000015").json()
    district = ask("places/E07000243").json()
    assert ["TLH23"] in [same["codes"] for same in county["equivalents"] if same["relation"] == "same"]
    assert "E10000015" in [parent["code"] for parent in district["parents"]]
    assert "gva-per-hour" in district["indicators"]


def test_places_within_a_county_are_its_ten_districts(ask: Ask) -> None:
    assert ask("places?within=E10000015&level=lad").json()["total"] == 10


def test_a_small_area_is_found_by_its_code(ask: Ask) -> None:
    assert ask("places?q=E01023963").json()["items"][0]["level"] == "lsoa"


def test_indicators_are_filtered_by_foundation_words_and_place(ask: Ask) -> None:
    every = ask("indicators").json()["total"]
    people = ask("indicators?foundation=people&limit=500").json()["items"]
    hours = ask("indicators?q=per hour worked&place=TLH23").json()["items"]
    assert 0 < len(people) < every
    assert {item["foundation"] for item in people} == {"people"}
    assert "gva-per-hour" in [item["id"] for item in hours]


def test_an_indicator_carries_definition_limits_sources_and_licences(ask: Ask) -> None:
    item = ask("indicators/gva-per-hour").json()
    assert item["definition"] and item["method"] and item["not_shown"]
    assert item["datasets"][0]["licence"]["name"] == "Open Government Licence v3.0"
    assert item["observations"].endswith("/api/v1/observations?indicator=gva-per-hour")


def test_following_next_gives_every_observation_once_in_the_order_of_the_evidence(ask: Ask, built_data: Path) -> None:
    evidence = pq.read_table(next(built_data.glob("builds/*/out/evidence.parquet"))).to_pylist()
    expected = [row for row in evidence if row["indicator"] == "jobs-density"]
    found = list(pages(ask, "observations?indicator=jobs-density&limit=700"))
    assert [row["fingerprint"] for row in found] == [row["fingerprint"] for row in expected]
    assert [row["value"] for row in found] == pytest.approx([row["value"] for row in expected], nan_ok=True)


def test_the_columns_laid_out_hold_what_the_evidence_holds(built_data: Path) -> None:
    path = next(built_data.glob("builds/*/out/evidence.parquet"))
    figures = figures_in(figures_table(path))
    rows = figures.rows_of("broadband-speed")
    expected = [row for row in pq.read_table(path).to_pylist() if row["indicator"] == "broadband-speed"]
    for given, figure in zip(expected, figures.read(rows), strict=True):
        assert {name: value or "" for name, value in given.items() if isinstance(value, str | None)}.items() >= {
            name: value for name, value in figure._asdict().items() if isinstance(value, str) and value
        }.items()
        assert [figure.low, figure.high] == [
            None if value is None else pytest.approx(value) for value in (given["low"], given["high"])
        ]


def test_of_a_code_in_several_vintages_the_latest_is_that_of_the_newest_vintage(built_data: Path) -> None:
    table = figures_table(next(built_data.glob("builds/*/out/evidence.parquet")))
    one = table.slice(0, 1).to_pylist()[0]
    vintages = ("itl-2021", "nuts-2016", "itl-2025", "nuts-2010")
    rows = pa.Table.from_pylist([one | {"place_vintage": vintage} for vintage in vintages], schema=table.schema)
    figures = figures_in(rows)
    [found] = figures.read(figures.newest(figures.rows_of(one["indicator"])))
    assert found.place_vintage == "itl-2025"


def test_the_latest_period_is_the_newest_with_a_value(ask: Ask) -> None:
    every = ask("observations?indicator=gva-per-hour&place=TLH23").json()["items"]
    newest = ask("observations?indicator=gva-per-hour&place=TLH23&period=latest").json()["items"]
    assert newest == [max((row for row in every if row["value"] is not None), key=lambda row: row["period"])]


def test_years_and_levels_narrow_what_is_given(ask: Ask) -> None:
    rows = ask("observations?indicator=gva-per-hour&level=itl3&since=2019&until=2020&limit=10000").json()["items"]
    assert {row["period"] for row in rows} == {"2019", "2020"}
    assert len({row["place"] for row in rows}) > 100


def test_a_line_of_a_breakdown_is_asked_for_by_name(ask: Ask) -> None:
    line = ask("indicators/gva-share-by-section").json()["dimensions"][0]
    rows = ask(f"observations?indicator=gva-share-by-section&dimensions={line}").json()["items"]
    assert {row["dimensions"] for row in rows} == {line}


def test_a_missing_value_is_null_with_a_status_and_never_zero(ask: Ask) -> None:
    for name in ("gva-per-hour", "jobs-density", "employment-rate"):
        for row in pages(ask, f"observations?indicator={name}&limit=10000"):
            assert (row["value"] is None) == (row["status"] in ("suppressed", "not_available", "not_applicable"))


def test_a_place_without_figures_is_told_which_code_of_its_territory_has_some(ask: Ask) -> None:
    answer = ask("observations?indicator=air-pollution&place=E10000015").json()
    assert answer["items"] == []
    assert "E37000017" in answer["notes"][0]


def test_the_same_observations_come_as_csv(ask: Ask) -> None:
    asked = "indicator=gva-per-hour&place=TLH23"
    text = b"".join(ask(f"observations.csv?{asked}").streaming_content).decode()
    rows = ask(f"observations?{asked}").json()["items"]
    read = list(csv.DictReader(io.StringIO(text)))
    assert [row["fingerprint"] for row in read] == [row["fingerprint"] for row in rows]
    assert [float(row["value"]) for row in read] == [row["value"] for row in rows]


def test_a_cell_of_a_spreadsheet_can_ask_for_one_number(ask: Ask) -> None:
    answer = ask("value?indicator=gva-per-hour&place=TLH23&period=2022")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert float(answer.content) == 40.8


def test_a_number_that_is_not_there_is_a_problem_and_no_zero(ask: Ask) -> None:
    answer = ask("value?indicator=air-pollution&place=E10000015")
    assert answer.status_code == 404
    assert "E37000017" in answer.json()["fix"]


def test_claims_are_filtered_by_verdict_mark_and_what_they_use(ask: Ask) -> None:
    by_indicator = ask("claims?indicator=air-pollution").json()["items"]
    assert [claim["id"] for claim in by_indicator] == ["air-quality"]
    assert {claim["verdict"] for claim in pages(ask, "claims?verdict=holds")} == {"holds"}
    assert all("caveated" in claim["marks"] for claim in pages(ask, "claims?mark=caveated"))


def test_a_claim_carries_figures_cells_tests_verdict_and_where_its_chain_is(ask: Ask, built_data: Path) -> None:
    written = json.loads(next(built_data.glob("builds/*/out/claims.json")).read_text())["claims"]
    expected = next(claim for claim in written if claim["id"] == "air-quality")
    answer = ask("claims/air-quality").json()
    assert answer["figures"][1]["of"] == 38
    assert answer["figures"][0]["cells"][0]["fingerprint"] == expected["figures"][0]["cells"][0]["fingerprint"]
    assert answer["tests"] == expected["tests"]
    assert answer["page"].endswith("/ledger/air-quality.html")


def test_an_edition_carries_its_pins(ask: Ask) -> None:
    assert "first-draft" in [one["id"] for one in ask("editions").json()["items"]]
    answer = ask("editions/first-draft").json()
    assert answer["records"] == {"claim:air-quality": "aaaa"}
    assert answer["outputs"] == {"index.html": "dddd"}


def test_a_dataset_carries_release_licence_and_the_files_that_were_read(ask: Ask) -> None:
    listed = list(pages(ask, "datasets?limit=10"))
    answer = ask(f"datasets/{listed[0]['id']}").json()
    assert len(listed) == ask("datasets").json()["total"]
    assert answer["licence"]["url"].startswith("https://")
    assert all(len(file["sha256"]) == 64 for file in answer["files"])


def test_a_dataset_says_what_no_interval_of_its_figures_holds(ask: Ask) -> None:
    beyond, nothing = (
        ask(f"datasets/{name}").json()["not_in_interval"] for name in ("bres-itl3-sections", "beis-place")
    )
    assert beyond.split() == packaged_sources()["bres-itl3-sections"].not_in_interval.split()
    assert nothing == ""


def test_the_build_that_is_shown_says_what_it_holds(ask: Ask, shown_number: int) -> None:
    answer = ask("builds/current").json()
    assert answer["number"] == shown_number
    assert answer["indicators"] == ask("indicators").json()["total"]


@pytest.mark.django_db
def test_before_the_first_build_that_is_said(client: Client) -> None:
    answer = client.get("/api/v1/indicators")
    assert answer.status_code == 404
    assert answer.json()["what"] == "Nothing has been published yet."


def test_the_interface_and_the_explorer_read_one_mapping_of_the_figures(ask: Ask) -> None:
    assert ask("observations?indicator=gva-per-hour&limit=1").status_code == 200
    shown = evidence_shown()
    assert shown is not None
    mine, theirs = current().figures.numbers["value"], shown.figures.table["value"].to_numpy()
    assert np.shares_memory(mine, theirs)
