"""The publishers' own files of regional accounts, productivity, population, BRES, Nomis and boundaries: spot checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import shapely

from placewright.sources.boundaries import dissolve, read_boundaries, simplify_together, write_geojson
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader
from placewright.sources.reading import Reading, SourceFile

pytestmark = pytest.mark.publisher

DISTRICTS = (
    "E07000095",
    "E07000096",
    "E07000098",
    "E07000099",
    "E07000102",
    "E07000103",
    *(f"E0700024{n}" for n in range(4)),
)
"""The ten districts of the pilot's county."""

FAMILY = {
    "ons-gva-by-industry-lad": 1_839_656,
    "ons-gva-by-industry-lad-tidy": 1_839_656,
    "ons-gva-by-industry-itl": 1_845_792,
    "ons-productivity-lad": 43_440,
    "ons-productivity-itl": 56_160,
    "ons-productivity-lad-tidy": 28_960,
    "ons-productivity-lad-2022": 13_313,
    "ons-gdhi-lad": 319_124,
    "ons-gdhi-2020-vintage": 9_360,
    "ons-gfcf": 124_974,
    "ons-population-mye": 9_386,
    "ons-population-mye-long": 13_662,
    "ons-population-age-2023": 33_120,
    "ons-population-2020-vintage": 8_400,
    "bres-itl3-sections": 38_720,
    "bres-itl2-2digit": 24_640,
    "bres-itl2-5digit": 204_120,
    "bres-lad-shares-2019": 6_534,
    "bres-lad-is8-2024": 2_450,
    "nomis-bres-region-2015": 979,
    "nomis-aps-pcon-2023": 5_688,
    "gla-borough-jobs": 26_400,
}
"""How many observations each source holds."""


@pytest.fixture(scope="session")
def read_source(publisher_files: Path) -> Callable[[str], Reading]:
    """Reads a packaged source from the publishers' files, once."""
    every = sorted(path for path in publisher_files.rglob("*") if path.is_file())

    @lru_cache(maxsize=6)
    def read(name: str) -> Reading:
        source = packaged_sources()[name]
        files = [
            SourceFile(path, path.name) for path in every if any(fnmatch(path.name, glob) for glob in source.files)
        ]
        return find_reader(source.reader)(files, source)

    return read


def cells(reading: Reading, **wanted: str) -> list[dict[str, Any]]:
    """The observations whose words are these."""
    observations = reading.observations  # noqa: F841 (DuckDB finds it by name)
    where = " and ".join(f"{name} = ?" for name in wanted)
    found = duckdb.execute(f"select * from observations where {where}", list(wanted.values()))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def one(reading: Reading, **wanted: str) -> dict[str, Any]:
    (found,) = cells(reading, **wanted)
    return found


@pytest.mark.parametrize(("name", "rows"), FAMILY.items())
def test_every_row_is_read_and_none_is_wrong(read_source: Callable[[str], Reading], name: str, rows: int) -> None:
    reading = read_source(name)

    assert (reading.observations.num_rows, reading.issues, reading.refused) == (rows, (), ())


def test_gva_of_a_district_is_what_the_workbook_prints(read_source: Callable[[str], Reading]) -> None:
    stevenage: Mapping[str, str] = {"place": "E07000243", "measure": "gva-current", "industry": "total"}
    reading = read_source("ons-gva-by-industry-lad")

    assert one(reading, **stevenage, period="1998")["value"] == 1_489
    newest = one(reading, **stevenage, period="2023")
    assert (newest["value"], newest["status"], newest["sheet"], newest["row"]) == (3_124, "provisional", "Table 3", 346)


def test_gva_of_ten_districts_adds_to_a_county(read_source: Callable[[str], Reading]) -> None:
    found = cells(read_source("ons-gva-by-industry-lad"), measure="gva-current", industry="total", period="2023")

    assert sum(cell["value"] for cell in found if cell["place"] in DISTRICTS) == pytest.approx(49_700, abs=50)


def test_sections_fall_short_of_their_total_by_what_is_suppressed(read_source: Callable[[str], Reading]) -> None:
    found = cells(read_source("ons-gva-by-industry-lad"), measure="gva-current", place="E07000243", period="2023")

    sections = [cell for cell in found if cell["industry"] in {"AB", "C", "DE", *"FGHIJKLMNOPQRST"}]
    assert sum(cell["value"] or 0 for cell in sections) == 3_108
    assert [cell["industry"] for cell in sections if cell["status"] == "suppressed"] == ["AB", "DE"]


def test_the_workbooks_equal_the_tidied_copy_in_every_cell(read_source: Callable[[str], Reading]) -> None:
    books = read_source("ons-gva-by-industry-lad").observations  # noqa: F841
    copy = read_source("ons-gva-by-industry-lad-tidy").observations  # noqa: F841

    same = duckdb.execute(
        "select count(*) from books join copy using (place, period, industry, measure) "
        "where books.value is not distinct from copy.value and books.status = copy.status"
    ).fetchone()

    assert same == (1_839_656,)


def test_the_productivity_workbook_equals_its_tidied_copy(read_source: Callable[[str], Reading]) -> None:
    book = read_source("ons-productivity-lad").observations  # noqa: F841
    copy = read_source("ons-productivity-lad-tidy").observations  # noqa: F841

    differences = duckdb.execute(
        "select count(*), max(abs(book.value - copy.value)) from copy left join book using (place, period, measure)"
    ).fetchone()

    assert differences is not None
    assert differences[0] == 28_960
    assert differences[1] < 1e-9


def test_productivity_of_districts_and_regions(read_source: Callable[[str], Reading]) -> None:
    districts, regions = read_source("ons-productivity-lad"), read_source("ons-productivity-itl")

    assert one(districts, place="E07000243", period="2022", measure="gva-per-hour")["value"] == 34.2
    index = {cell["period"]: cell["value"] for cell in cells(regions, place="TLH23", measure="gva-per-hour-index")}
    assert (index["2004"], index["2017"], index["2022"]) == (114.8, 97.7, 102.6)
    jobs = cells(districts, period="2019", measure="jobs")
    assert sum(cell["value"] for cell in jobs if cell["place"] in DISTRICTS) == pytest.approx(695_608, abs=1)


def test_two_vintages_of_a_series_differ(read_source: Callable[[str], Reading]) -> None:
    where: Mapping[str, str] = {"place": "E07000243", "period": "2020", "measure": "gva-per-hour"}
    newer = one(read_source("ons-productivity-lad"), **where)
    older = one(read_source("ons-productivity-lad-2022"), **where)

    assert newer["value"] != older["value"]
    assert packaged_sources()["ons-productivity-lad-2022"].series == packaged_sources()["ons-productivity-lad"].series


def test_population(read_source: Callable[[str], Reading]) -> None:
    where = {"place": "E07000243", "period": "2023-06-30"}

    assert one(read_source("ons-population-mye"), **where)["value"] == 90_146
    assert one(read_source("ons-population-mye-long"), **where)["value"] == 90_146
    ages = cells(read_source("ons-population-age-2023"), **where)
    total = next(cell["value"] for cell in ages if cell["age"] == "total")
    assert sum(cell["value"] for cell in ages if cell["age"] != "total") == pytest.approx(total, abs=1)


def test_income_a_head(read_source: Callable[[str], Reading]) -> None:
    found = one(
        read_source("ons-gdhi-lad"), place="E07000240", period="2022", measure="gdhi-per-head",
        transaction="gross-disposable-income",
    )  # fmt: skip

    assert found["value"] == 35_264


def test_employees_of_a_county_carry_the_interval_of_a_sum(read_source: Callable[[str], Reading]) -> None:
    reading = read_source("bres-itl3-sections")
    found = one(reading, place="TLH23", period="2022", industry="total")
    parts = [cell for cell in cells(reading, place="TLH23", period="2022") if cell["industry"] != "total"]

    assert (found["value"], found["error"]) == (634_900, "rounding")
    assert (found["low"], found["high"]) == (sum(p["low"] for p in parts), sum(p["high"] for p in parts))
    assert 600_000 < found["low"] < 634_900 < found["high"] < 670_000


def test_great_britain_is_not_called_the_united_kingdom(read_source: Callable[[str], Reading]) -> None:
    assert (
        one(read_source("bres-itl3-sections"), place="K03000001", period="2022", industry="total")["value"]
        == 30_961_000
    )


def test_shares_of_rounded_counts_do_not_add_to_a_hundred(read_source: Callable[[str], Reading]) -> None:
    observations = read_source("bres-lad-shares-2019").observations  # noqa: F841

    found = duckdb.execute(
        "select min(total), max(total) from (select sum(value) total from observations group by place)"
    ).fetchone()

    assert found is not None
    assert 93.5 < found[0] < 100 < found[1] < 104.5


def test_confidence_of_the_population_survey(read_source: Callable[[str], Reading]) -> None:
    rates = cells(read_source("nomis-aps-pcon-2023"), measure="rate")

    assert len(rates) == 632 * 3
    assert sum(cell["low"] is not None for cell in rates) == len(rates) - 3
    flags = {str(cell["caveat"])[:28] for cell in rates if cell["low"] is None}
    assert flags == {"Confidence: OBS_STATUS Q: Th", "Confidence: OBS_STATUS G: Es"}


BOUNDARIES = {
    "LAD_DEC_2023_UK_BUC.geojson": (361, "E07000243"),
    "ITL3_JAN_2021_UK_BUC.geojson": (179, "TLH23"),
    "LAD_MAY_2024_UK_BUC.zip": (361, "E07000243"),
    "lad_is8_sector_employment_shares_2024.topojson": (350, "E07000243"),
    "lsoa21_hertfordshire.geojson": (713, "E01023289"),
    "lsoa11_hertfordshire.geojson": (690, "E01023289"),
    "msoa21_hertfordshire.geojson": (154, "E02004843"),
}


@pytest.mark.parametrize(("name", "holds"), BOUNDARIES.items())
def test_boundaries_are_read_and_simplified_without_gaps(
    publisher_files: Path, tmp_path: Path, name: str, holds: tuple[int, str]
) -> None:
    (path,) = publisher_files.rglob(name)

    found = read_boundaries(SourceFile(path, name))
    small = simplify_together(found, metres=100 if "soa" in name else 2_500)

    shapes = np.array(list(small.shapes.values()), dtype=object)
    assert (len(shapes), shapely.coverage_is_valid(shapes)) == (holds[0], True)
    west, south, east, north = found.shapes[holds[1]].bounds
    assert -0.8 < west < east < 0.3
    assert 51.5 < south < north < 52.1
    assert write_geojson(tmp_path / "small.geojson", small) < 500_000


def test_every_layer_of_the_publisher_s_topology_is_read(publisher_files: Path) -> None:
    (path,) = publisher_files.rglob("ons_els_topo.json")
    file = SourceFile(path, path.name)

    assert len(read_boundaries(file, layer="ltla").shapes) == 409
    assert len(read_boundaries(file, layer="cauth").shapes) == 18


def test_one_county_is_the_same_in_two_projections_and_formats(publisher_files: Path) -> None:
    def read(name: str) -> Any:
        (path,) = publisher_files.rglob(name)
        return read_boundaries(SourceFile(path, name))

    county = read("ITL3_JAN_2021_UK_BUC.geojson").shapes["TLH23"]
    for name in ("LAD_DEC_2023_UK_BUC.geojson", "LAD_MAY_2024_UK_BUC.zip"):
        union = dissolve(read(name), {"county": DISTRICTS}).shapes["county"]
        assert union.symmetric_difference(county).area < 0.005 * county.area
