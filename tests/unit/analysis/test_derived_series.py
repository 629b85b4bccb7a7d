"""Every derived indicator has a series, and series give rows that can be ranked."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.analysis.area import Area
from placewright.analysis.derived_series import SERIES
from placewright.analysis.grids import Figures
from placewright.analysis.needs import ANALYSIS_NEEDS, OWN, SMALL_AREAS
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.derived import compute_derived
from placewright.evidence.table import EVIDENCE, empty_evidence
from placewright.records.indicator import ComputeKind
from placewright.sources.catalogue import packaged_sources

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
        evidence=empty_evidence(),
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
        evidence=empty_evidence(),
        bundles={pilot_area.code: pilot_area.members},
    )
    county = next(row for row in table.to_pylist() if row["place"] == "E10000015")
    assert county["value"] == pytest.approx(100 * 189_242 / 277_428)
