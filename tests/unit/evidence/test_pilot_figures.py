"""Figures of the packaged pilot for places that stand both in a publisher's table and in a list of districts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.engine import compute_evidence
from placewright.records.indicator import Indicator
from placewright.workspace.folder import open_workspace

PILOT = Path(__file__).resolve().parents[3] / "places" / "hertfordshire"
DWELLINGS = packaged_indicators()["net-additional-dwellings"]


@pytest.mark.parametrize("indicator", [DWELLINGS, replace(DWELLINGS, levels=("lad",))], ids=["published", "summed"])
def test_a_county_has_its_homes_whether_its_row_is_meant_or_its_districts_are_added(indicator: Indicator) -> None:
    workspace = open_workspace(PILOT)
    files = {"dluhc-net-dwellings": workspace.figures()["dluhc-net-dwellings"].path}
    rows = compute_evidence(files, [indicator], bundles={"E10000015": workspace.record.members}).to_pylist()
    (homes,) = [row["value"] for row in rows if row["place"] == "E10000015" and row["period"] == "2023-24"]
    assert homes == 4_932
