"""Every derived indicator has a series, and series give rows that can be ranked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from placewright.analysis.area import Area
from placewright.analysis.derived_series import SERIES
from placewright.analysis.grids import Figures
from placewright.analysis.needs import ANALYSIS_NEEDS, OWN, SMALL_AREAS
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.derived import compute_derived
from placewright.evidence.table import EVIDENCE
from placewright.records.indicator import ComputeKind
from placewright.sources.catalogue import packaged_sources

from .invented_figures import write

DERIVED = [item for item in packaged_indicators().values() if item.compute.kind is ComputeKind.DERIVED]


def test_every_derived_indicator_of_the_catalogue_has_a_series_and_no_series_is_idle() -> None:
    assert {item.compute.series for item in DERIVED} == set(SERIES)


def test_what_analyses_need_is_in_the_catalogue_of_sources() -> None:
    sources = packaged_sources()
    assert set(ANALYSIS_NEEDS) <= set(sources)
    for name, need in ANALYSIS_NEEDS.items():
        assert set(need.members) <= set(sources[name].dimensions)
        assert set(need.places) <= {OWN, SMALL_AREAS}


@pytest.mark.parametrize("indicator", DERIVED, ids=lambda item: item.id)
def test_a_series_gives_rows_for_the_pilot(indicator, pilot_figures: Figures, pilot_area: Area) -> None:  # type: ignore[no-untyped-def]
    table = compute_derived(
        [indicator],
        SERIES,
        observations=pilot_figures.paths,
        bundles={pilot_area.code: pilot_area.members},
    )
    assert table.schema == EVIDENCE and table.num_rows > 0
    rows = {row["place"]: row for row in table.to_pylist()}
    assert rows.keys() & {"E10000015", "TLH23", "UKH2"}
    value, low, high = (np.array(table[name].to_pylist(), dtype=float) for name in ("value", "low", "high"))
    assert np.isfinite(value).all()
    known = np.isfinite(low)
    assert ((low <= value + 1e-9) & (value <= high + 1e-9))[known].all()


def test_self_containment_of_the_pilot_is_that_of_its_flows(pilot_figures: Figures, pilot_area: Area) -> None:
    indicator = packaged_indicators()["self-containment-residence"]
    table = compute_derived(
        [indicator],
        SERIES,
        observations=pilot_figures.paths,
        bundles={pilot_area.code: pilot_area.members},
    )
    county = next(row for row in table.to_pylist() if row["place"] == "E10000015")
    assert county["value"] == pytest.approx(100 * 189_242 / 277_428)


def test_a_list_of_newer_districts_is_counted_in_those_of_the_census(pilot_figures: Figures) -> None:
    rows = rows_of("self-containment-residence", pilot_figures, {"new": ("E06000063", "E06000064")})
    assert "E07000029" in rows and "E06000063" not in rows
    assert 0 < rows["new"]["value"] < 100


def test_england_has_the_location_quotient_of_its_regions_together(pilot_figures: Figures) -> None:
    rows = rows_of("location-quotient-manufacturing", pilot_figures, {"TLB": tuple(f"TL{c}" for c in "CDEFGHIJK")})
    england, several = rows["TLB"], [rows[f"TL{letter}"]["value"] for letter in "CDEFGHIJK"]
    assert min(several) < england["low"] < england["value"] < england["high"] < max(several)


def test_a_list_with_a_member_that_is_not_counted_has_no_figure(pilot_figures: Figures) -> None:
    lists = {"gone": ("E06000063", "N09000001"), "lacking": ("TLC", "TLN")}
    for name in ("net-commuting", "krugman-specialisation"):
        assert not lists.keys() & rows_of(name, pilot_figures, lists).keys()


def rows_of(name: str, figures: Figures, bundles: dict[str, tuple[str, ...]]) -> dict[str, dict[str, Any]]:
    """The newest row of each place."""
    table = compute_derived(
        [packaged_indicators()[name]],
        SERIES,
        observations=figures.paths,
        bundles=bundles,
    )
    return {row["place"]: row for row in sorted(table.to_pylist(), key=lambda row: row["period"])}


def _incomes(folder: Path, heads: dict[tuple[str, str], float | None]) -> dict[str, dict[str, Any]]:
    """Inequality between districts with so much income per head, each with a thousand people, by place and period."""
    rows = [
        {"place": code, "period": period, "measure": measure, "value": value, "transaction": "gross-disposable-income"}
        for (code, period), head in heads.items()
        for measure, value in (("gdhi-per-head", head), ("gdhi-current", head and head / 1000))
    ]
    figures = Figures({"ons-gdhi-lad": write(folder, "ons-gdhi-lad", rows, dimensions=("transaction",))})
    indicator = packaged_indicators()["income-inequality-between-districts"]
    lists = {"pair": ("E07000095", "E07000096"), "alone": ("E07000095",), "lacking": ("E07000095", "E07000098")}
    table = compute_derived([indicator], SERIES, observations=figures.paths, bundles=lists)
    return {f"{row['place']} {row['period']}": row for row in table.to_pylist()}


def test_a_year_that_lacks_a_district_has_no_inequality_and_others_keep_theirs(tmp_path: Path) -> None:
    heads = {("E07000095", "2021"): 20_000.0, ("E07000096", "2021"): None}
    heads |= {("E07000095", "2022"): 10_000.0, ("E07000096", "2022"): 30_000.0}
    rows = _incomes(tmp_path, heads)
    assert list(rows) == ["pair 2022"]
    assert rows["pair 2022"]["value"] == pytest.approx((0.5 * np.log(0.5) + 1.5 * np.log(1.5)) / 2)


def test_nothing_is_unequal_within_one_district_or_told_of_a_county_that_is_not_whole(tmp_path: Path) -> None:
    heads = {(code, "2022"): 20_000.0 for code in ("E07000095", "E07000096", "E07000099")}
    assert list(_incomes(tmp_path, dict(heads))) == ["pair 2022"]
