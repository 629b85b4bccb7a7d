"""A result is traced to the cells that its analysis reads: the place's one by one, those of other places as counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.analysis.area import Area
from placewright.analysis.grids import Figures
from placewright.analysis.result_cells import (
    ELSEWHERE,
    MEMBERS,
    OTHERS,
    OWN,
    CellsRead,
    WatchedFigures,
    cells_read,
    own_codes,
    parts_of_result,
)
from placewright.analysis.results import PARTS, RESULTS
from placewright.analysis.results_series import ResultInputs
from placewright.evidence.parts import trace_parts

FIGURES = Path(__file__).resolve().parents[3] / "places" / "hertfordshire" / "figures"
AREA = Area(
    "Vale",
    "E10000015",
    ("E07000102", "E07000103"),
    (("E10000015",), ("TLH23",)),
    small_areas={"lsoa-2021": {"E01023858": "E07000103"}},
)
SPACE = "voa-office-floorspace"
FLOWS = "census-2021-commuting"


def inputs(*datasets: str) -> ResultInputs:
    return ResultInputs(Figures({name: FIGURES / f"{name}.parquet" for name in datasets}), AREA)


def test_what_an_analysis_reads_is_seen_while_it_makes_its_rows() -> None:
    [read] = cells_read(PARTS["floorspace"], inputs(SPACE))
    assert read.source == SPACE and read.where["sector"] == ("office",)
    assert {"E07000102", "E07000103"} <= set(read.where["place"]) and "2021" in read.where["period"]


def test_watched_figures_give_what_others_give() -> None:
    files = {SPACE: FIGURES / f"{SPACE}.parquet"}
    asked = {"place": ("E07000103",), "period": None}
    plain, watched = (
        figures.grid(SPACE, asked, measure="floorspace", sector="office")
        for figures in (Figures(files), WatchedFigures(files))
    )
    assert plain is not None and watched is not None and plain.value.tolist() == watched.value.tolist()


def test_a_figure_of_a_district_is_traced_to_its_own_cell_and_is_its_value() -> None:
    given = inputs(SPACE)
    reads = cells_read(PARTS["floorspace"], given)
    row = next(
        row
        for row in PARTS["floorspace"].make(given)
        if (row.result, row.place, row.period) == ("floorspace/offices", "E07000103", "2021")
    )
    parts = parts_of_result(RESULTS["floorspace/offices"], reads, AREA, place="E07000103", period="2021")
    traced = trace_parts(list(parts), given.figures.paths)
    [cell] = [cell for cell in traced.cells if cell.role == OWN]
    assert cell.value == row.value and cell.place == "E07000103" and (cell.file, cell.row) != ("", None)
    [others] = traced.counted
    assert others.role == OTHERS and others.cells == others.places


def test_a_change_over_years_rests_on_the_cells_of_those_years() -> None:
    reads = (CellsRead(SPACE, {"place": ("E07000103",), "period": ("2009", "2010", "2011", "2021")}),)
    series = RESULTS["floorspace/change-since-base"]
    [own, _] = parts_of_result(series, reads, AREA, place="E07000103", period="2010..2021")
    assert own.where["period"] == ("2010", "2011", "2021")


def test_flows_into_a_place_are_counted_apart_from_those_of_others() -> None:
    reads = cells_read(PARTS["commuting"], inputs(FLOWS))
    parts = list(parts_of_result(RESULTS["commuting/into"], reads, AREA, place="E07000103", period="2021-03-21"))
    assert {part.role for part in parts} >= {OWN, ELSEWHERE, OTHERS}
    into = next(part for part in parts if part.role == ELSEWHERE)
    assert into.where["workplace"] == own_codes(AREA, "E07000103") and into.but["place"] == into.where["workplace"]


def test_cells_of_the_figures_own_industry_stand_apart_from_those_it_is_a_share_of() -> None:
    reads = (CellsRead("bres-itl3-sections", {"place": ("TLH23",), "industry": ("J", "K")}),)
    series = RESULTS["sectors/quotient-employees"]
    own, members, others = parts_of_result(series, reads, AREA, place="E10000015", period="2022", member="industry=J")
    assert (own.role, own.where["industry"]) == (OWN, ("J",))
    assert (members.role, members.but["industry"]) == (MEMBERS, ("J",)) and not members.listed
    assert others.role == OTHERS


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("E07000103", ("E07000103", "E01023858")),
        ("E10000015", ("E10000015", "TLH23", "E07000102", "E07000103", "E01023858")),
        ("TLH23", ("E10000015", "TLH23", "E07000102", "E07000103", "E01023858")),
        ("E92000001", ("E92000001",)),
    ],
)
def test_the_cells_of_a_place_stand_under_its_codes_its_districts_and_its_small_areas(
    place: str, codes: tuple[str, ...]
) -> None:
    assert own_codes(AREA, place) == codes


def test_a_set_of_cells_within_another_is_named_once() -> None:
    files = {SPACE: FIGURES / f"{SPACE}.parquet"}
    figures = WatchedFigures(files)
    for places in (("E07000103",), ("E07000102", "E07000103")):
        figures.grid(SPACE, {"place": places, "period": None}, measure="floorspace", sector="office")
    assert len(figures.reads) == 2
    series = RESULTS["floorspace/offices"]
    made = list(parts_of_result(series, figures.reads[1:], AREA, place="E07000103", period="2021"))
    assert len(made) == 2
