"""DuckDB and Spark run the same expressions, so they must give the same evidence, fingerprints included."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.engine import compute_evidence
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader
from placewright.sources.reading import SourceFile
from placewright.sources.tidy import Origin, tidy_table

pytestmark = [pytest.mark.long, pytest.mark.spark]

DISTRICTS = ("E07000243", "E07000103", "E07000240")
BUNDLES = {"E10000015": DISTRICTS}
SOURCES = (
    "ons-productivity-lad",
    "ons-business-demography",
    "ashe-workplace",
    "ons-population-mye",
    "bres-itl3-sections",
)
TOLERANCE = 2e-11
"""Sums may be added up in another order, and evidence is rounded at 12 significant digits."""


def assert_engines_agree(files: dict[str, Path]) -> None:
    pytest.importorskip("pyspark")
    indicators = list(packaged_indicators().values())
    duck = compute_evidence(files, indicators, bundles=BUNDLES)
    spark = compute_evidence(files, indicators, bundles=BUNDLES, engine="spark://local")
    assert duck.num_rows == spark.num_rows > 0
    for name in duck.schema.names:
        if pa.types.is_floating(duck.schema.field(name).type):
            assert pc.is_null(duck[name]).equals(pc.is_null(spark[name])), name
            np.testing.assert_allclose(duck[name].to_numpy(), spark[name].to_numpy(), rtol=TOLERANCE, err_msg=name)
        else:
            assert duck[name].cast(pa.string()).to_pylist() == spark[name].cast(pa.string()).to_pylist(), name


def test_both_engines_give_the_same_evidence_of_invented_figures(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    rows = [(d, str(y), m) for d in DISTRICTS for y in range(2019, 2025) for m in ("births", "deaths", "active")]
    values = rng.integers(50, 4000, len(rows)) * 5.0
    demography = tidy_table(
        place=[row[0] for row in rows],
        place_vintage="lad-2024",
        period=[row[1] for row in rows],
        measure=[row[2] for row in rows],
        unit="enterprises",
        value=values,
        low=values - 4,
        high=values + 4,
        error="rounding",
        dimensions={"industry": "total", "duration": "total"},
        origin=Origin(file="invented.csv", row=list(range(len(rows)))),
    )
    people = tidy_table(
        place=list(DISTRICTS) * 6,
        place_vintage="lad-2023",
        period=[f"{year}-06-30" for year in range(2018, 2024) for _ in DISTRICTS],
        measure="population",
        unit="people",
        value=rng.uniform(80_000, 150_000, 18),
        caveat="rolled forward",
        origin=Origin(file="invented.csv", row=list(range(18))),
    )
    files = {}
    for name, table in (("ons-business-demography", demography), ("ons-population-mye-long", people)):
        files[name] = tmp_path / f"{name}.parquet"
        pq.write_table(table, files[name])
    pq.write_table(people, tmp_path / "mye.parquet")
    assert_engines_agree({**files, "ons-population-mye": tmp_path / "mye.parquet"})


@pytest.mark.publisher
def test_both_engines_give_the_same_evidence_of_real_figures(tmp_path: Path, publisher_files: Path) -> None:
    files = {}
    for name in SOURCES:
        source = packaged_sources()[name]
        found = sorted({path for pattern in source.files for path in publisher_files.rglob(pattern)})
        reading = find_reader(source.reader)([SourceFile(path, path.name) for path in found], source)
        files[name] = tmp_path / f"{name}.parquet"
        pq.write_table(reading.observations, files[name])
    assert_engines_agree(files)
