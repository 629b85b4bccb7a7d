"""A derived figure rests on the cells that its parts name: computed from those alone it is the same."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placewright.analysis.area import Area
from placewright.analysis.derived_parts import PARTS, parts_of
from placewright.analysis.derived_series import SERIES
from placewright.analysis.grids import Figures
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.derived import DerivedInputs, compute_derived
from placewright.evidence.parts import MOST_LISTED, cells_of_part, trace_parts
from placewright.records.indicator import ComputeKind, Indicator

DERIVED = [item for item in packaged_indicators().values() if item.compute.kind is ComputeKind.DERIVED]
WITH_HOME = packaged_indicators()["self-containment-with-home"]


def newest_of(indicator: Indicator, places: list[str], files: dict[str, Path], area: Area) -> dict[str, object]:
    rows = compute_derived([indicator], SERIES, observations=files, bundles={area.code: area.members}).to_pylist()
    return max((row for row in rows if row["place"] in places), key=lambda row: str(row["period"]))


def inputs_of(indicator: Indicator, figures: Figures, area: Area) -> DerivedInputs:
    return DerivedInputs(indicator, figures.paths, {area.code: area.members})


def test_every_series_has_parts_and_no_parts_are_idle() -> None:
    assert set(PARTS) == set(SERIES)


@pytest.mark.parametrize("places", [["E10000015", "TLH23", "UKH2"], ["E07000243", "TLH23", "UKH2", "E12000006"]])
@pytest.mark.parametrize("indicator", DERIVED, ids=lambda item: item.id)
def test_the_parts_alone_give_the_same_figure(
    indicator: Indicator, places: list[str], pilot_figures: Figures, pilot_area: Area, tmp_path: Path
) -> None:
    if indicator.id == "income-inequality-between-districts":
        places = ["E10000015"]
    whole = newest_of(indicator, places, dict(pilot_figures.paths), pilot_area)
    place, period = str(whole["place"]), str(whole["period"])
    parts = list(parts_of(inputs_of(indicator, pilot_figures, pilot_area), place, period))
    if indicator.theme == "commuting":  # the flows are not read at all without those at home, who are then left out
        parts += parts_of(inputs_of(WITH_HOME, pilot_figures, pilot_area), place, period)[-1:]
    kept: dict[str, list[pa.Table]] = {}
    for part in parts:
        kept.setdefault(part.dataset, []).append(cells_of_part(part, pilot_figures.paths[part.dataset]))
    files = {name: tmp_path / f"{name}.parquet" for name in kept}
    for name, tables in kept.items():
        pq.write_table(pa.concat_tables(tables), files[name])
    alone = newest_of(indicator, [place], files, pilot_area)
    assert alone["period"] == whole["period"]
    for name in ("value", "low", "high"):
        assert alone[name] == (whole[name] and pytest.approx(whole[name], rel=1e-9))


def test_the_place_and_its_comparator_are_listed_with_their_cells(pilot_figures: Figures, pilot_area: Area) -> None:
    indicator = packaged_indicators()["location-quotient-manufacturing"]
    traced = trace_parts(
        parts_of(inputs_of(indicator, pilot_figures, pilot_area), "TLH23", "2022"), pilot_figures.paths
    )
    made = {cell.role: cell for cell in traced.cells if dict(cell.members)["industry"] == "C"}
    assert (made["place"].value, made["place"].low, made["place"].high) == (34_000, 33_000, 35_000)
    assert made["comparator"].place == "K03000001"
    assert all(cell.file and cell.row and cell.column for cell in traced.cells)
    assert traced.counted == ()


def test_thousands_of_other_cells_are_counted_and_the_own_listed(pilot_figures: Figures, pilot_area: Area) -> None:
    indicator = packaged_indicators()["economic-complexity"]
    inputs = inputs_of(indicator, pilot_figures, pilot_area)
    traced = trace_parts(parts_of(inputs, "UKH2", "2021"), pilot_figures.paths)
    assert {(cell.role, cell.place) for cell in traced.cells} == {("place", "UKH2")}
    others = next(cells for cells in traced.counted if cells.role == "others")
    assert others.cells == others.places * len(traced.cells) > MOST_LISTED
    assert others.total is None


def test_flows_that_are_counted_have_the_total_that_the_figure_divides_by(
    pilot_figures: Figures, pilot_area: Area
) -> None:
    indicator = packaged_indicators()["self-containment-residence"]
    inputs = inputs_of(indicator, pilot_figures, pilot_area)
    traced = trace_parts(parts_of(inputs, pilot_area.code, "2021-03-21"), pilot_figures.paths)
    within = sum(cell.value or 0 for cell in traced.cells)
    (out,) = traced.counted
    assert (within, within + (out.total or 0)) == (189_242, 277_428)
