"""The gap per employee adds up, is cut by recorded territory, and says what it lacks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from placewright.analysis.area import Area, Missing
from placewright.analysis.grids import Figures
from placewright.analysis.industry_accounts import BRES, INDUSTRIES, employees, value_added
from placewright.analysis.productivity import Gap, Levels, analyse_productivity
from placewright.methods.productivity_gap import decompose_gap

from .invented_figures import GREAT_BRITAIN, VALE, write, write_accounts, write_employees

HERE = {"C": (100.0, 200.0), "N": (300.0, 600.0), "Q": (200.0, 200.0)}
THERE = {"C": (9_000.0, 9_000.0), "N": (5_000.0, 6_000.0), "Q": (8_000.0, 8_000.0)}


def invented(folder: Path, *, rounding: float = 0.0) -> Figures:
    files = write_accounts(folder, {"A-E": 24.0, "C": 20.0, "N": 18.0}, {"A-E": 700.0, "C": 600.0, "N": 210.0})
    files[BRES] = write_employees(folder, {"TLX11": HERE, GREAT_BRITAIN: THERE}, rounding=rounding)
    return Figures(files)


def test_mix_and_within_add_to_the_gap(tmp_path: Path) -> None:
    gap = analyse_productivity(invented(tmp_path), VALE).gap
    assert isinstance(gap, Gap)
    assert gap.gap.value == pytest.approx(gap.mix.value + gap.within.value)
    assert gap.mix.value == pytest.approx(sum(part.value for part in gap.mix_by))
    assert gap.within.value == pytest.approx(sum(part.value for part in gap.within_by))
    assert gap.gap.value == pytest.approx(gap.level.value - gap.wider_level.value)


def test_the_parts_are_those_of_the_method(tmp_path: Path) -> None:
    gap = analyse_productivity(invented(tmp_path), VALE).gap
    assert isinstance(gap, Gap)
    parts = decompose_gap(gap.share, gap.productivity, gap.wider_share, gap.wider_productivity, shares_of="employees")
    assert (gap.gap.value, gap.mix.value) == pytest.approx((parts.gap, parts.midpoint_mix))
    np.testing.assert_allclose([part.value for part in gap.mix_by], parts.by_industry.centred_midpoint_mix)


def test_the_year_is_one_that_both_sources_have(tmp_path: Path) -> None:
    gap = analyse_productivity(invented(tmp_path), VALE).gap
    assert isinstance(gap, Gap) and gap.year == 2022


def test_a_section_left_out_is_left_out_of_both_sides(tmp_path: Path) -> None:
    found = analyse_productivity(invented(tmp_path), VALE, left_out=("N",)).gap_without
    assert isinstance(found, Gap)
    assert "N" not in found.industries and len(found.industries) == len(INDUSTRIES) - 1
    assert found.share.sum() == pytest.approx(1) and found.wider_share.sum() == pytest.approx(1)


def test_rounding_of_employees_widens_the_gap(tmp_path: Path) -> None:
    gap = analyse_productivity(invented(tmp_path, rounding=0.4), VALE).gap
    assert isinstance(gap, Gap) and gap.gap.low is not None and gap.gap.high is not None
    assert gap.gap.low < gap.gap.value < gap.gap.high


def test_employees_of_another_territory_are_never_joined(tmp_path: Path) -> None:
    elsewhere = replace(VALE, territories=(("E10900001",), ("TLX99",)))
    found = analyse_productivity(invented(tmp_path), elsewhere)
    assert isinstance(found.gap, Missing) and "BRES" in str(found.gap)


def test_imputed_rent_is_left_out_of_real_estate(tmp_path: Path) -> None:
    value = value_added(invented(tmp_path), VALE)
    assert value is not None
    assert value.here[0, INDUSTRIES.index("L")] == pytest.approx(3.0)
    assert value.here[0, INDUSTRIES.index("ABDE")] == pytest.approx(4.0)


def test_nothing_at_all_is_said_and_does_not_fail() -> None:
    found = analyse_productivity(Figures({}), VALE)
    parts = (found.levels, found.volumes, found.gap, found.revisions, found.districts)
    assert all(isinstance(part, Missing) for part in parts)


def test_a_caveated_district_is_left_out_beside_the_whole(tmp_path: Path) -> None:
    rows = [
        {"place": place, "period": "2022", "measure": measure, "unit": "x", "value": value}
        for place, per_hour, hours in zip(
            (*VALE.members, "UKX"), (20.0, 40.0, 50.0, 40.0), (100.0, 50.0, 50.0, 1.0), strict=True
        )
        for measure, value in (("gva-per-hour", per_hour), ("hours", hours))
    ]
    figures = Figures({"ons-productivity-lad": write(tmp_path, "ons-productivity-lad", rows)})
    districts = analyse_productivity(figures, VALE, troubled=(VALE.members[0],)).districts
    assert not isinstance(districts, Missing)
    assert districts.together == pytest.approx((20 * 100 + 40 * 50 + 50 * 50) / 200)
    assert districts.together_without == pytest.approx(45.0)


def test_the_pilots_index_and_gap_are_as_published(pilot_figures: Figures, pilot_area: Area) -> None:
    found = analyse_productivity(pilot_figures, pilot_area, troubled=("E07000096",))
    assert isinstance(found.levels, Levels) and found.levels.code == "TLH23"
    index = dict(zip(found.levels.years, found.levels.smoothed.tolist(), strict=True))
    assert [index[year] for year in (2004, 2017, 2022)] == [114.8, 97.7, 102.6]
    assert not isinstance(found.districts, Missing)
    assert round(found.districts.together, 1) == 40.8
    assert round(found.districts.together_without or 0, 1) == 43.7
    assert isinstance(found.gap, Gap)
    assert found.gap.gap.value == pytest.approx(found.gap.mix.value + found.gap.within.value)
    people = employees(pilot_figures, pilot_area)
    assert people is not None and people.codes == ("TLH23",) and people.here[-1].sum() == 634_900
