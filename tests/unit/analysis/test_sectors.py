"""Industries are set against Great Britain's by what is counted, with what rounding leaves open."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from placewright.analysis.area import Area, Missing
from placewright.analysis.diversification import Diversification, NearIndustry, Reach, diversification, nearest_first
from placewright.analysis.grids import Figures
from placewright.analysis.industry_accounts import BRES, INDUSTRIES
from placewright.analysis.sector_changes import EmployeeShift, VolumeShift, employee_shift, volume_shift
from placewright.analysis.sectors import Concentration, concentration
from placewright.methods.shift_share import dynamic_shift_share

from .invented_figures import GREAT_BRITAIN, VALE, write_employees

HERE = {"C": (100.0, 200.0), "J": (50.0, 100.0), "M": (100.0, 100.0)}
THERE = {"C": (1_000.0, 1_000.0), "J": (500.0, 1_000.0), "M": (4_000.0, 4_000.0)}


def invented(folder: Path, *, rounding: float = 0.0) -> Figures:
    return Figures({BRES: write_employees(folder, {"TLX11": HERE, GREAT_BRITAIN: THERE}, rounding=rounding)})


def test_a_quotient_is_the_share_here_over_the_share_there(tmp_path: Path) -> None:
    found = concentration(invented(tmp_path), VALE)
    assert isinstance(found, Concentration)
    manufacturing = next(line for line in found.lines if line.code == "C")
    here, there = 200 / (400 + 18), 1_000 / (6_000 + 18)
    assert manufacturing.by_employees.value == pytest.approx(here / there)
    assert manufacturing.growth.value == pytest.approx(1.0)


def test_an_industry_that_rounding_may_put_on_either_side_of_one_cannot_be_told(tmp_path: Path) -> None:
    found = concentration(invented(tmp_path, rounding=60.0), VALE)
    assert isinstance(found, Concentration)
    digital = next(line for line in found.lines if line.code == "J")
    assert digital.by_employees.against(1.0) == 0


def test_value_added_and_businesses_that_are_not_there_are_missing_not_zero(tmp_path: Path) -> None:
    found = concentration(invented(tmp_path), VALE)
    assert isinstance(found, Concentration) and found.value_added_year is None
    assert all(line.by_value_added is None and line.by_businesses is None for line in found.lines)


def test_a_jump_within_a_year_is_named(tmp_path: Path) -> None:
    found = concentration(invented(tmp_path), VALE)
    assert isinstance(found, Concentration)
    assert {line.code: line.jumps for line in found.lines}["C"] == (2022,)
    assert {line.code: line.jumps for line in found.lines}["J"] == ()


def test_the_parts_of_a_shift_share_add_to_the_change(tmp_path: Path) -> None:
    found = employee_shift(invented(tmp_path), VALE)
    assert isinstance(found, EmployeeShift)
    assert found.change.value == pytest.approx(found.national.value + found.mix.value + found.regional.value)
    assert found.regional.value == pytest.approx(sum(part.value for part in found.regional_by))
    assert found.change_by.sum() == pytest.approx(150)


def test_an_industry_that_the_country_has_not_makes_no_shift_share_of_infinite_parts(tmp_path: Path) -> None:
    gone = THERE | {"M": (0.0, 4_000.0)}
    figures = Figures({BRES: write_employees(tmp_path, {"TLX11": HERE, GREAT_BRITAIN: gone})})
    found = employee_shift(figures, VALE)
    assert isinstance(found, Missing) and "an industry without employees" in str(found.what)


def test_an_area_without_employees_says_so() -> None:
    for part in (concentration(Figures({}), VALE), employee_shift(Figures({}), VALE), volume_shift(Figures({}), VALE)):
        assert isinstance(part, Missing) and part.how
    assert isinstance(diversification(Figures({}), VALE), Missing)


def test_the_pilots_real_value_added_is_split_without_rest(pilot_figures: Figures, pilot_area: Area) -> None:
    found = volume_shift(pilot_figures, pilot_area)
    assert isinstance(found, VolumeShift) and len(found.codes) == 10
    np.testing.assert_allclose(found.national + found.mix + found.regional, found.change, atol=1e-6)
    assert (found.first_year, found.last_year) == (2013, 2023)


def test_the_pilots_employees_are_split_as_by_the_method(pilot_figures: Figures, pilot_area: Area) -> None:
    found = employee_shift(pilot_figures, pilot_area)
    assert isinstance(found, EmployeeShift)
    parts = dynamic_shift_share(
        np.stack([[0.0] * len(INDUSTRIES), found.change_by]) + 1.0, np.ones((2, len(INDUSTRIES)))
    )
    assert float(parts.total.change) == pytest.approx(found.change.value)
    assert found.regional.sign == 0


def test_the_pilots_complexity_is_that_of_its_itl2_area(pilot_figures: Figures, pilot_area: Area) -> None:
    found = diversification(pilot_figures, pilot_area)
    assert isinstance(found, Diversification)
    assert found.code == "UKH2" and len(found.codes) == 40
    assert found.index.mean() == pytest.approx(0, abs=1e-9) and found.index.std() == pytest.approx(1)
    assert all(1 <= rank <= 40 for _, rank, _ in found.ranks)


def test_industries_near_to_an_area_come_before_those_hard_to_win() -> None:
    def industry(code: str, *, nearness: float, density: float, presence: int = -1) -> NearIndustry:
        return NearIndustry(code, 0.5, 0.4, 0.6, presence, density, nearness, 0.0, 10.0)

    made = [
        industry("06", nearness=0.95, density=0.9),
        industry("12", nearness=0.2, density=0.8),
        industry("73", nearness=0.9, density=0.4),
        industry("15", nearness=0.5, density=0.5),
        industry("62", nearness=1.0, density=0.9, presence=1),
        industry("66", nearness=0.9, density=0.5),
    ]
    assert [(item.code, item.reach) for item in nearest_first(made)] == [
        ("66", Reach.NEAR),
        ("73", Reach.NEAR),
        ("15", Reach.BETWEEN),
        ("12", Reach.FAR),
        ("06", Reach.BOUND),
    ]


@pytest.mark.publisher
def test_construction_here_against_great_britain_by_hand(
    publisher_files: Path, pilot_figures: Figures, pilot_area: Area
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = publisher_files / "employment" / "bres_nuts3_sic_sections_2015_2022.parquet"
    rows = parquet.read_table(path, columns=["dates.date", "geography.code", "industry.name", "value"]).to_pylist()
    counts = {
        (row["geography.code"], row["industry.name"]): row["value"] or 0.0
        for row in rows
        if row["dates.date"].year == 2022 and not row["industry.name"].startswith("All")
    }
    totals = {place: sum(n for (code, _), n in counts.items() if code == place) for place in ("TLH23", "UK")}
    name = next(industry for (_, industry) in counts if "onstruction" in industry)
    by_hand = counts["TLH23", name] / totals["TLH23"] / (counts["UK", name] / totals["UK"])
    found = concentration(pilot_figures, pilot_area)
    assert isinstance(found, Concentration)
    construction = next(line for line in found.lines if line.code == "F")
    assert construction.by_employees.value == pytest.approx(by_hand)
    assert construction.by_employees.against(1.0) == 1
