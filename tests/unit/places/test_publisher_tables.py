"""The tables of the package agree with the publishers' files they were made from."""

from __future__ import annotations

import csv
import filecmp
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from placewright.places import registry
from placewright.places.tables import DATA

TOOL = Path(__file__).parents[3] / "tools" / "make_place_registry.py"


def test_every_table_has_its_source_release_and_licence() -> None:
    declared = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    tables = {path.name for path in DATA.iterdir()} - {"SOURCES.toml"}
    assert {entry["file"] for entry in declared.values()} == tables
    assert all(
        entry["licence"] and all(s["release"] and s["publisher"] for s in entry["sources"])
        for entry in declared.values()
    )
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 2_000_000


@pytest.mark.publisher
def test_making_the_tables_again_gives_the_same_bytes(publisher_files: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(TOOL), str(publisher_files), "--out", str(tmp_path)], check=True, capture_output=True
    )
    made = sorted(path.name for path in tmp_path.iterdir())
    _, different, missing = filecmp.cmpfiles(tmp_path, DATA, made, shallow=False)
    assert (different, missing) == ([], [])


@pytest.mark.publisher
def test_every_small_area_of_the_deprivation_file_lies_in_the_district_it_names(publisher_files: Path) -> None:
    known = registry()
    path = publisher_files / "deprivation" / "iod2025_msa_map.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        pairs = [
            (row["LSOA code (2021)"], row["Local Authority District code (2024)"]) for row in csv.DictReader(stream)
        ]
    assert len(pairs) == 33_755
    wrong = [(code, lad) for code, lad in pairs if known.small_areas.district_of(code, 2024) != lad]
    assert wrong == []
