"""Figures of real places, each computed a second way: by hand in SQL over the observations, or read off the release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest

from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.engine import compute_evidence
from placewright.records.indicator import ComputeKind
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader
from placewright.sources.reading import SourceFile

pytestmark = pytest.mark.publisher

DISTRICTS = (
    "E07000095", "E07000096", "E07000098", "E07000099", "E07000102", "E07000103", "E07000240", "E07000241", "E07000242",
    "E07000243",
)  # fmt: skip
STEVENAGE, COUNTY, REGION = "E07000243", "E10000015", "TLH23"
SOURCES = (
    "ons-population-mye", "ons-population-mye-long", "ons-population-age-2023", "ons-productivity-lad",
    "ons-productivity-itl", "ons-productivity-lad-2022", "ons-gva-by-industry-lad-tidy", "ons-gdhi-lad",
    "bres-itl3-sections", "ons-uk-business", "ons-business-demography", "ashe-workplace", "iod-2025-lad",
    "dluhc-net-dwellings", "ons-house-prices", "voa-office-floorspace", "ons-subnational-workbook", "ons-gfcf",
    "ashe-residence-annual-2024",
)  # fmt: skip


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory, publisher_files: Path) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("figures")
    made = {}
    for name in SOURCES:
        source = packaged_sources()[name]
        found = sorted({path for pattern in source.files for path in publisher_files.rglob(pattern)})
        reading = find_reader(source.reader)([SourceFile(path, path.name) for path in found], source)
        stands_for = name.removesuffix("-tidy")
        made[stands_for] = folder / f"{stands_for}.parquet"
        pq.write_table(reading.observations, made[stands_for])
    return made


@pytest.fixture(scope="module")
def everywhere(figures: dict[str, Path]) -> pa.Table:
    return compute_evidence(figures, list(packaged_indicators().values()), bundles={COUNTY: DISTRICTS})


@pytest.fixture(scope="module")
def evidence(everywhere: pa.Table) -> pa.Table:
    places = [*DISTRICTS, COUNTY, REGION]
    return everywhere.filter(pa.compute.is_in(everywhere["place"].cast(pa.string()), value_set=pa.array(places)))


@pytest.fixture(scope="module")
def sql(figures: dict[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    for name, path in figures.items():
        connection.execute(f"create view \"{name}\" as select * from read_parquet('{path}')")
    yield connection
    connection.close()


def figure(evidence: pa.Table, indicator: str, place: str, period: str, dimensions: str = "") -> dict[str, Any]:
    wanted = {"indicator": indicator, "place": place, "period": period, "dimensions": dimensions}
    mask = [
        all(row[name] == value for name, value in wanted.items())
        for row in evidence.select(list(wanted)).cast(pa.schema([(name, pa.string()) for name in wanted])).to_pylist()
    ]
    rows = evidence.filter(pa.array(mask)).to_pylist()
    assert len(rows) == 1, (wanted, len(rows))
    return rows[0]


@pytest.mark.parametrize(
    ("indicator", "place", "period", "value"),
    [
        ("population", STEVENAGE, "2023-06-30", 90_146),
        ("gva-per-hour", STEVENAGE, "2022", 34.2),
        ("gva-per-hour-index", REGION, "2004", 114.8),
        ("gva-per-hour-index", REGION, "2017", 97.7),
        ("gva-per-hour-index", REGION, "2022", 102.6),
        ("employees", REGION, "2022", 634_900),
        ("enterprises", STEVENAGE, "2025", 3_435),
        ("local-units", STEVENAGE, "2025", 4_060),
        ("business-births", STEVENAGE, "2024", 440),
        ("business-deaths", STEVENAGE, "2024", 330),
        ("active-enterprises", STEVENAGE, "2024", 3_530),
        ("gdhi-per-head", "E07000240", "2022", 35_264),
        ("imd-average-score", STEVENAGE, "2025", 18.919),
        ("net-additional-dwellings", STEVENAGE, "2023-24", 163),
        ("median-house-price", "E07000240", "P1Y/2024-09", 624_500),
        ("office-floorspace", COUNTY, "2021", 1_735),
        ("gigabit-broadband", STEVENAGE, "2023-09-30", 90.6),
        ("annual-pay-workplace", "E07000096", "2024", 15_206),
        ("annual-pay-residence", "E07000096", "2024", 32_678),
    ],
)  # fmt: skip
def test_a_figure_is_the_published_one(
    evidence: pa.Table, indicator: str, place: str, period: str, value: float
) -> None:
    assert figure(evidence, indicator, place, period)["value"] == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(
    ("indicator", "place", "period", "value", "low", "high"),
    [
        ("employment-rate-2023", "E92000001", "P1Y/2023-09", 75.9, 75.6, 76.2),
        ("unemployment-rate-2023", "E92000001", "P1Y/2023-09", 3.8, 3.6, 4.0),
        ("qualified-level-3", COUNTY, "2021", 63.8, 59.9, 67.7),
        ("healthy-life-expectancy-female", COUNTY, "2018..2020", 66.27, 64.57, 67.97),
        ("smokers", COUNTY, "2022", 11.6, 9.3, 13.9),
        ("anxiety", "E92000001", "2022-23", 3.24, 3.21, 3.28),
        ("weekly-pay-residence-all", COUNTY, "2023", 651.6, 624.780_144, 678.419_856),
    ],
)  # fmt: skip
def test_a_survey_figure_has_the_interval_that_its_publisher_gives(
    everywhere: pa.Table, indicator: str, place: str, period: str, value: float, low: float, high: float
) -> None:
    found = figure(
        everywhere.filter(pa.compute.equal(everywhere["place"].cast(pa.string()), place)), indicator, place, period
    )
    assert (found["value"], found["low"], found["high"]) == pytest.approx((value, low, high))
    assert found["error"] == "sampling"


BY_HAND = {
    ("gva", COUNTY, "2023"): """
        select sum(value) from "ons-gva-by-industry-lad" where place in {districts} and period = '2023'
        and measure = 'gva-current' and industry = 'total'""",
    ("real-gva-index", STEVENAGE, "2023"): """
        select 100 * max(value) filter (period = '2023') / max(value) filter (period = '2008')
        from "ons-gva-by-industry-lad" where place = 'E07000243' and measure = 'gva-cvm' and industry = 'total'""",
    ("real-gva-growth-10", "E07000103", "2023"): """
        select 100 * (max(value) filter (period = '2023') / max(value) filter (period = '2013') - 1)
        from "ons-gva-by-industry-lad" where place = 'E07000103' and measure = 'gva-cvm' and industry = 'total'""",
    ("gva-per-head", STEVENAGE, "2023"): """
        select 1e6 * (select value from "ons-gva-by-industry-lad" where place = 'E07000243' and period = '2023'
        and measure = 'gva-current' and industry = 'total') / 90146""",
    ("gva-share-manufacturing", STEVENAGE, "2023"): """
        select 100 * max(value) filter (industry = 'C') / max(value) filter (industry = 'total')
        from "ons-gva-by-industry-lad" where place = 'E07000243' and period = '2023' and measure = 'gva-current'""",
    ("gva-per-hour", COUNTY, "2022"): """
        select sum(rate.value * hours.value) / sum(hours.value) from "ons-productivity-lad" rate
        join "ons-productivity-lad" hours using (place, period) where rate.measure = 'gva-per-hour'
        and hours.measure = 'hours' and period = '2022' and place in {districts}""",
    ("business-birth-rate", COUNTY, "2024"): """
        select 100 * max(value) filter (measure = 'births') / max(value) filter (measure = 'active')
        from "ons-business-demography" where place = 'E10000015' and period = '2024' and industry = 'total'""",
    ("business-churn", STEVENAGE, "2023"): """
        select 100 * (sum(value) filter (measure in ('births', 'deaths'))) / sum(value) filter (measure = 'active')
        from "ons-business-demography" where place = 'E07000243' and period = '2023' and industry = 'total'""",
    ("business-births-per-10000", STEVENAGE, "2023"): """
        select 10000 * value / 90146 from "ons-business-demography" where place = 'E07000243' and period = '2023'
        and measure = 'births' and industry = 'total'""",
    ("business-survival-5", STEVENAGE, "2019"): """
        select value from "ons-business-demography" where place = 'E07000243' and period = '2019'
        and measure = 'survival-rate' and duration = '5'""",
    ("enterprise-share-micro", STEVENAGE, "2025"): """
        select 100 * sum(value) filter (size in ('0-4', '5-9')) / sum(value) filter (size = 'total')
        from "ons-uk-business" where place = 'E07000243' and period = '2025' and measure = 'enterprises'
        and industry = 'total' and turnover = 'total'""",
    ("employee-share-manufacturing", REGION, "2022"): """
        select 100 * max(value) filter (industry = 'C') / max(value) filter (industry = 'total')
        from "bres-itl3-sections" where place = 'TLH23' and period = '2022'""",
    ("gender-pay-gap", STEVENAGE, "2024"): """
        select 100 * (1 - max(value) filter (sex = 'female') / max(value) filter (sex = 'male')) from "ashe-workplace"
        where place = 'E07000243' and measure = 'pay-hourly' and pattern = 'full-time' and statistic = 'median'""",
    ("hourly-pay-spread", "E07000103", "2024"): """
        select max(value) filter (statistic = 'p80') / max(value) filter (statistic = 'p20') from "ashe-workplace"
        where place = 'E07000103' and measure = 'pay-hourly' and pattern = 'total' and sex = 'total'""",
    ("weekly-pay-workplace", "E07000240", "2024"): """
        select value from "ashe-workplace" where place = 'E07000240' and measure = 'pay-weekly'
        and pattern = 'full-time' and sex = 'total' and statistic = 'median'""",
    ("population-share-working-age", STEVENAGE, "2023-06-30"): """
        select 100 * sum(value) filter (try_cast(age as int) between 16 and 64) / sum(value) filter (age <> 'total')
        from "ons-population-age-2023" where place = 'E07000243'""",
    ("population-change-10", COUNTY, "2023-06-30"): """
        select 100 * (sum(value) filter (period = '2023-06-30') / sum(value) filter (period = '2013-06-30') - 1)
        from "ons-population-mye" where place in {districts}""",
    ("net-additional-dwellings-per-1000", STEVENAGE, "2023-24"): "select 1000 * 163 / 90146",
    ("office-floorspace-change-10", COUNTY, "2021"): """
        select 100 * (max(value) filter (period = '2021') / max(value) filter (period = '2011') - 1)
        from "voa-office-floorspace" where place = 'E10000015'""",
    ("gfcf-dwellings-per-head", STEVENAGE, "2022"): """
        select 1e6 * (select value from "ons-gfcf" where place = 'E07000243' and period = '2022' and asset = 'dwellings'
        and detail = 'total') / (select value from "ons-population-mye" where place = 'E07000243'
        and period = '2022-06-30')""",
}  # fmt: skip


@pytest.mark.parametrize("key", BY_HAND, ids=["-".join(key) for key in BY_HAND])
def test_a_figure_computed_by_hand_in_sql_is_the_same(
    evidence: pa.Table, sql: duckdb.DuckDBPyConnection, key: tuple[str, str, str]
) -> None:
    answer = sql.execute(BY_HAND[key].format(districts=str(DISTRICTS))).fetchone()
    assert answer is not None
    assert figure(evidence, *key)["value"] == pytest.approx(answer[0], rel=1e-9)


def test_the_sum_of_rounded_sections_has_the_interval_of_a_sum(
    evidence: pa.Table, sql: duckdb.DuckDBPyConnection
) -> None:
    row = figure(evidence, "employees", REGION, "2022")
    ends = sql.execute(
        """select sum(low), sum(high) from "bres-itl3-sections" where place = 'TLH23' and period = '2022'
        and industry <> 'total'"""
    ).fetchone()
    assert (row["low"], row["high"]) == ends
    assert row["error"] == "rounding"
    assert row["low"] < 634_900 < row["high"]


def test_the_ten_districts_made_49_7_billion_in_2023(evidence: pa.Table) -> None:
    assert figure(evidence, "gva", COUNTY, "2023")["value"] == pytest.approx(49_700, abs=50)


def test_every_packaged_indicator_of_these_sources_gives_figures(
    everywhere: pa.Table, figures: dict[str, Path]
) -> None:
    with_rows = set(everywhere["indicator"].cast(pa.string()).unique().to_pylist())
    ready = {
        item.id
        for item in packaged_indicators().values()
        if item.compute.kind is not ComputeKind.DERIVED and set(item.sources) <= set(figures)
    }
    assert ready <= with_rows
    assert len(with_rows) >= 70


def test_revisions_of_gva_per_hour_widen_the_latest_figures(evidence: pa.Table) -> None:
    row = figure(evidence, "gva-per-hour", STEVENAGE, "2022")
    assert row["error"] == "revision"
    assert row["low"] < 34.2 < row["high"]
