"""What sources declare for Nomis, on bodies invented in its documented shape: the same words as from their files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from placewright.records.source import Source
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader
from placewright.sources.live.ordering import CONNECTORS, fetch_live
from placewright.sources.reading import SourceFile

from .conftest import World

SOURCES = packaged_sources()
BY_NOMIS = sorted(name for name, source in SOURCES.items() if source.live.get("connector") == "nomis")

DISTRICT, REGION, ITL2, ITL3, SEAT = "E07000243", "E12000006", "TLH2", "TLH23", "E14001101"
Name = tuple[str, str]
Cells = Mapping[str, tuple[str, ...]]


def body(rows: Sequence[tuple[str, str, Cells, str, str, str]]) -> str:
    """A body of Nomis: for each concept its id, name, code, type, type code and order, then the value and its flags.

    A row is its date, its place, the id, name and perhaps type of each other concept, its measure, value and status.
    """
    stream = io.StringIO()
    concepts = list(rows[0][2])
    parts = ("", "_NAME", "_CODE", "_TYPE", "_TYPECODE", "_SORTORDER")
    header = [f"{concept}{part}" for concept in ("DATE", "GEOGRAPHY", *concepts) for part in parts]
    ending = "OBS_VALUE,OBS_STATUS,OBS_STATUS_NAME,OBS_CONF,OBS_CONF_NAME,URN,RECORD_OFFSET,RECORD_COUNT"
    header += ["MEASURES", "MEASURES_NAME", *ending.split(",")]
    writer = csv.writer(stream)
    writer.writerow(header)
    for offset, (date, place, cells, measure, value, status) in enumerate(rows):
        line = [date, date, date, "date", "0", "0", "1", "a place", place, "a level", "424", "0"]
        for identity, name, *kind in cells.values():
            line += [identity, name, identity, *(kind or ["a type"]), "0", "0"]
        line += ["1", measure, value, status, "said so", "F", "Free", f"Nm-{offset}", str(offset), str(len(rows))]
        writer.writerow(line)
    return stream.getvalue()


def read(name: str, text: str, world: World, folder: Path) -> tuple[Source, list[dict[str, Any]]]:
    """The observations of a packaged source, as its live table fetches and reads them."""
    world.handler = lambda request: httpx.Response(200, text=text)
    delivered = fetch_live(SOURCES[name], world.http(), folder)
    files = [SourceFile(path, path.name) for path in delivered.paths]
    reading = find_reader(delivered.source.reader)(files, delivered.source)
    assert not reading.issues
    return SOURCES[name], list(reading.observations.to_pylist())


def declared(source: Source) -> set[tuple[str, str]]:
    """The measures and units that the source's own files are read as, where its options list them."""
    options: dict[str, Any] = dict(source.options)
    listed = [*dict(options.get("sheets", {})).values(), *dict(options.get("measures", {})).values()]
    if "unit" in options:
        listed.append(options)
    if isinstance(options.get("measure"), Mapping):
        listed.append(options["measure"])
    return {(item["measure"], item["unit"]) for item in listed}


def said(row: Mapping[str, Any], source: Source) -> tuple[Any, ...]:
    named = (row[name] for name in source.dimensions)
    return (row["place"], row["place_vintage"], row["period"], *named, row["measure"], row["unit"], row["value"])


AGE, FIVE = "C_AGE", "SIC 2007 subclass (5 digit)"
POPULATION = [("2023", DISTRICT, {AGE: ("200", "All Ages"), "GENDER": ("0", "Total")}, "Value", "89500", "A")]
CASES: dict[str, tuple[list[Any], list[tuple[Any, ...]]]] = {
    "ons-population-mye": (
        POPULATION,
        [(DISTRICT, "lad-2023", "2023-06-30", "population", "people", 89500.0)],
    ),
    "ons-population-mye-long": (
        [*POPULATION, ("2023", REGION, POPULATION[0][2], "Value", "6400000", "A")],
        [
            (DISTRICT, "lad-2024", "2023-06-30", "population", "people", 89500.0),
            (REGION, "lad-2024", "2023-06-30", "population", "people", 6400000.0),
        ],
    ),
    "ons-population-age-2023": (
        [
            POPULATION[0],
            ("2023", DISTRICT, {AGE: ("101", "Age 0"), "GENDER": ("0", "Total")}, "Value", "1100", "A"),
            ("2023", DISTRICT, {AGE: ("191", "Aged 90+"), "GENDER": ("0", "Total")}, "Value", "600", "A"),
        ],
        [
            (DISTRICT, "lad-2023", "2023-06-30", "total", "population", "people", 89500.0),
            (DISTRICT, "lad-2023", "2023-06-30", "0", "population", "people", 1100.0),
            (DISTRICT, "lad-2023", "2023-06-30", "90+", "population", "people", 600.0),
        ],
    ),
    "ons-modelled-unemployment": (
        [("2024-12", DISTRICT, {"ITEM": ("2", "Unemployment rate")}, "Value", "3.9", "A")],
        [(DISTRICT, "lad-2023", "P1Y/2024-12", "unemployment-rate", "%", 3.9)],
    ),
    "aps-employment-rate": (
        [
            ("2024-12", DISTRICT, {"VARIABLE": ("45", "Employment rate - aged 16-64")}, "Variable", "78.1", "A"),
            ("2024-12", DISTRICT, {"VARIABLE": ("45", "Employment rate - aged 16-64")}, "Confidence", "5.2", "A"),
        ],
        [(DISTRICT, "lad-2023", "P1Y/2024-12", "employment-rate", "%", 78.1)],
    ),
    "nomis-aps-pcon-2023": (
        [("2023-12", SEAT, {"VARIABLE": ("45", "Employment rate - aged 16-64")}, "Variable", "75.4", "A")],
        [(SEAT, "pcon-2024", "P1Y/2023-12", "employment-rate-aged-16-64", "rate", "%", 75.4)],
    ),
    "bres-itl3-sections": (
        [
            ("2023", ITL3, {"INDUSTRY": ("37748736", "Total")}, "Value", "620000", "A"),
            ("2023", ITL3, {"INDUSTRY": ("150994947", "C : Manufacturing")}, "Value", "36000", "A"),
        ],
        [
            (ITL3, "itl-2021", "2023", "total", "employees", "employees", 620000.0),
            (ITL3, "itl-2021", "2023", "C", "employees", "employees", 36000.0),
        ],
    ),
    "bres-itl2-2digit": (
        [("2023", ITL2, {"INDUSTRY": ("146800702", "62 : Computer programming")}, "Value", "31000", "A")],
        [(ITL2, "itl-2021", "2023", "62", "employment", "jobs", 31000.0)],
    ),
    "bres-itl2-5digit": (
        [
            ("2023", ITL2, {"INDUSTRY": ("146800702", "62 : Computer programming")}, "Value", "31000", "A"),
            ("2023", ITL2, {"INDUSTRY": ("1", "62012 : Business and domestic software", FIVE)}, "Value", "9000", "A"),
        ],
        [(ITL2, "itl-2021", "2023", "62012", "employment", "jobs", 9000.0)],
    ),
    "nomis-bres-region-2015": (
        [
            (
                "2015",
                REGION,
                {"INDUSTRY": ("146800702", "62 : Computer programming")},
                "Value",
                "61000",
                "A",
            )
        ],
        [(REGION, "lad-2023", "2015", "62", "employment", "jobs", 61000.0)],
    ),
    "bres-lad-shares-2019": (
        [("2023", DISTRICT, {"INDUSTRY": ("163577859", "3 : Manufacturing (C)")}, "Value", "12.1", "A")],
        [(DISTRICT, "lad-2023", "2023", "3", "employee-share", "%", 12.1)],
    ),
}
WEEKLY, HOURLY, ANNUAL = ("1", "Weekly pay - gross"), ("5", "Hourly pay - gross"), ("7", "Annual pay - gross")


def pay(
    place: str, sex: tuple[str, str], item: tuple[str, str], kind: tuple[str, str], value: str, cv: str
) -> list[Any]:
    cells = {"SEX": sex, "ITEM": item, "PAY": kind}
    return [("2025", place, cells, "Value", value, "A"), ("2025", place, cells, "Confidence", cv, "A")]


EVERYONE, MEDIAN = ("7", "Total"), ("2", "Median")
CASES |= {
    "ashe-workplace": (
        [
            *pay(DISTRICT, EVERYONE, MEDIAN, WEEKLY, "700.0", "2.5"),
            *pay(DISTRICT, ("3", "Female Full Time Workers"), ("6", "10 percentile"), HOURLY, "12.21", "1.0"),
            *pay(REGION, ("9", "Part Time Workers"), ("4", "Mean"), ANNUAL, "15000", "0.8"),
        ],
        [
            (DISTRICT, "lad-2024", "2025", "total", "total", "median", "pay-weekly", "GBP/week", 700.0),
            (DISTRICT, "lad-2024", "2025", "female", "full-time", "p10", "pay-hourly", "GBP/hour", 12.21),
            (REGION, "lad-2024", "2025", "total", "part-time", "mean", "pay-annual", "GBP/year", 15000.0),
        ],
    ),
    "ashe-residence-2023": (
        pay(DISTRICT, ("1", "Male Full Time Workers"), ("15", "90 percentile"), WEEKLY, "1500", "4"),
        [(DISTRICT, "lad-2023", "2025", "male", "full-time", "p90", "pay-weekly", "GBP/week", 1500.0)],
    ),
    "ashe-residence-annual-2024": (
        pay(DISTRICT, EVERYONE, ("11", "60 percentile"), ANNUAL, "41000", "3"),
        [(DISTRICT, "lad-2023", "2025", "total", "total", "p60", "pay-annual", "GBP/year", 41000.0)],
    ),
}


def test_every_source_declared_for_nomis_is_tried_here() -> None:
    assert sorted(CASES) == BY_NOMIS


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_body_of_nomis_is_read_in_the_words_of_the_sources_own_files(name: str, world: World, tmp_path: Path) -> None:
    rows, expected = CASES[name]
    source, found = read(name, body(rows), world, tmp_path)
    assert [said(row, source) for row in found] == expected
    assert world.asked[0].url.path == f"/api/v01/dataset/{source.live['dataset']}.data.csv"
    if known := declared(source):
        assert {(row["measure"], row["unit"]) for row in found} <= known


def test_coefficients_of_variation_become_intervals_of_95_per_cent(world: World, tmp_path: Path) -> None:
    _, found = read("ashe-workplace", body(CASES["ashe-workplace"][0]), world, tmp_path)
    first = found[0]
    assert (first["low"], first["high"]) == pytest.approx((700 - 34.3, 700 + 34.3))
    assert first["error"] == "sampling"


def test_pay_without_a_coefficient_has_no_interval(world: World, tmp_path: Path) -> None:
    rows = pay(DISTRICT, EVERYONE, MEDIAN, WEEKLY, "700.0", "2.5")[:1]
    _, (row,) = read("ashe-workplace", body(rows), world, tmp_path)
    assert (row["low"], row["high"], row["error"]) == (None, None, "unknown")


def test_pay_that_nomis_withholds_has_no_value(world: World, tmp_path: Path) -> None:
    cells = {"SEX": EVERYONE, "ITEM": MEDIAN, "PAY": ANNUAL}
    _, (row,) = read("ashe-workplace", body([("2025", DISTRICT, cells, "Value", "", "Q")]), world, tmp_path)
    assert (row["value"], row["status"]) == (None, "not_available")
    assert row["caveat"] == "OBS_STATUS Q: said so"


def test_public_counts_of_jobs_have_the_intervals_of_their_rounding(world: World, tmp_path: Path) -> None:
    _, found = read("bres-itl3-sections", body(CASES["bres-itl3-sections"][0]), world, tmp_path)
    assert [row["error"] for row in found] == ["rounding", "rounding"]
    assert all(row["low"] < row["value"] < row["high"] for row in found)


@pytest.mark.parametrize("name", sorted(name for name, source in SOURCES.items() if source.live))
def test_every_live_table_names_a_connector_that_there_is(name: str) -> None:
    assert SOURCES[name].live["connector"] in CONNECTORS


@pytest.mark.parametrize("name", sorted(name for name, source in SOURCES.items() if not source.live))
def test_a_source_that_is_not_fetched_live_says_why(name: str) -> None:
    assert "Not fetched live: " in SOURCES[name].notes
