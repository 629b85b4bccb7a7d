"""Office floorspace rises and falls within the bounds of its rounding."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from placewright.analysis.area import Area, Missing
from placewright.analysis.derived_series import SERIES
from placewright.analysis.floorspace import Floorspace, analyse_floorspace
from placewright.analysis.grids import Figures
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.derived import DerivedInputs

from .invented_figures import MEMBERS, VALE, write

STOCKS = {
    MEMBERS[0]: (100, 120, 90),
    MEMBERS[1]: (50, 50, 50),
    MEMBERS[2]: (10, 12, 11),
    "E92000001": (1_000, 1_100, 1_050),
}


def invented(folder: Path) -> Figures:
    rows = [
        {
            "place": place,
            "period": period,
            "sector": "office",
            "measure": "floorspace",
            "unit": "thousand m2",
            "value": float(value),
            "low": value - 0.5,
            "high": value + 0.5,
        }
        for place, values in STOCKS.items()
        for period, value in zip(("2001", "2010", "2021"), values, strict=True)
    ]
    source = "voa-office-floorspace"
    return Figures({source: write(folder, source, rows, dimensions=("sector",))})


def test_districts_stand_for_an_area_without_a_row(tmp_path: Path) -> None:
    found = analyse_floorspace(invented(tmp_path), VALE)
    assert isinstance(found, Floorspace) and found.is_sum
    assert found.area.value.tolist() == [160, 182, 151] and found.area.peak_year == 2010
    assert found.area.since_base.value == pytest.approx(151 / 182 - 1)


def test_changes_have_the_bounds_of_both_years(tmp_path: Path) -> None:
    found = analyse_floorspace(invented(tmp_path), VALE)
    assert isinstance(found, Floorspace)
    smallest = found.districts[2].since_base
    assert (smallest.low, smallest.high) == pytest.approx((10.5 / 12.5 - 1, 11.5 / 11.5 - 1))


def test_a_district_that_the_table_lacks_leaves_the_area_unmeasured(tmp_path: Path) -> None:
    beyond = replace(VALE, members=(*MEMBERS, "E07900077"))
    assert isinstance(analyse_floorspace(invented(tmp_path), beyond), Missing)
    assert isinstance(analyse_floorspace(Figures({}), VALE), Missing)


def test_the_loss_since_the_peak_has_the_bounds_of_both_years(tmp_path: Path) -> None:
    inputs = DerivedInputs(packaged_indicators()["office-floorspace-below-peak"], invented(tmp_path).paths, {})
    rows = {row["place"]: row for row in SERIES["office-floorspace-below-peak"](inputs).to_pylist()}

    lost, never = rows[MEMBERS[0]], rows[MEMBERS[1]]

    assert lost["value"] == pytest.approx(100 * (1 - 90 / 120))
    assert (lost["low"], lost["high"]) == pytest.approx((100 * (1 - 90.5 / 119.5), 100 * (1 - 89.5 / 120.5)))
    assert (never["value"], never["low"]) == (0, 0)
    assert never["high"] == pytest.approx(100 * (1 - 49.5 / 50.5))


@pytest.mark.publisher
def test_the_pilots_offices_are_those_of_the_publishers_table(
    publisher_files: Path, pilot_figures: Figures, pilot_area: Area
) -> None:
    path = publisher_files / "floorspace_land" / "voa_floorspace_la_msoa_lsoa_2001_2021.csv"
    rows: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["ons_code"] in ("E10000015", "E92000001"):
                rows[row["ons_code"]] = row

    def change(code: str) -> float:
        then, now = (float(rows[code][year].replace(",", "")) for year in ("2010", "2021"))
        return now / then - 1

    found = analyse_floorspace(pilot_figures, pilot_area)
    assert isinstance(found, Floorspace) and not found.is_sum
    values = dict(zip(found.area.years, found.area.value.tolist(), strict=True))
    assert (values[2010], values[2021]) == (1_957, 1_735)
    country = next(stock for stock in found.comparators if stock.code == "E92000001")
    assert found.area.since_base.value == pytest.approx(change("E10000015")) == pytest.approx(-0.113, abs=5e-4)
    assert country.since_base.value == pytest.approx(change("E92000001")) == pytest.approx(-0.017, abs=5e-4)
