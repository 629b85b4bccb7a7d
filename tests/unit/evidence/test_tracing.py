"""A figure is traced to the very cell of the publisher's file."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.tracing import cells_behind
from placewright.workspace.folder import WorkspaceFolder, open_workspace

PILOT = Path(__file__).resolve().parents[3] / "places" / "hertfordshire"
STEVENAGE = "E07000243"


@pytest.fixture(scope="module")
def pilot() -> WorkspaceFolder:
    return open_workspace(PILOT)


def files_of(workspace: WorkspaceFolder) -> dict[str, Path]:
    return {name: file.path for name, file in workspace.figures().items()}


def test_a_ratio_is_traced_to_its_numerator_and_its_denominator(pilot: WorkspaceFolder) -> None:
    rate = packaged_indicators()["business-birth-rate"]
    births, active = cells_behind(rate, files_of(pilot), places=[STEVENAGE], members=[], period="2024")
    assert (births.role, births.value, active.role, active.value) == ("numerator", 440, "denominator", 3_530)
    assert births.sheet == "Table 1.1d"


def test_a_place_without_a_row_is_traced_to_its_members(pilot: WorkspaceFolder) -> None:
    cells = cells_behind(
        packaged_indicators()["gva"], files_of(pilot), places=["E10000015"], members=pilot.record.members, period="2023"
    )
    assert {cell.place for cell in cells} == set(pilot.record.members)
    assert sum(cell.value or 0 for cell in cells) == pytest.approx(49_739, abs=5)


@pytest.mark.parametrize(
    ("vintage", "dataset"), [("itl-2021", "ons-productivity-itl"), ("lad-2023", "ons-productivity-lad")]
)
def test_a_code_of_two_datasets_is_traced_to_the_one_that_the_figure_is_from(
    pilot: WorkspaceFolder, vintage: str, dataset: str
) -> None:
    hour = packaged_indicators()["gva-per-hour"]
    (cell,) = cells_behind(hour, files_of(pilot), places=["UKX"], members=[], period="2022", vintage=vintage)
    assert (cell.dataset, cell.place_vintage) == (dataset, vintage)


def test_a_period_that_nobody_published_has_no_cells(pilot: WorkspaceFolder) -> None:
    population = packaged_indicators()["population"]
    assert cells_behind(population, files_of(pilot), places=[STEVENAGE], members=[], period="1801-06-30") == []


@pytest.mark.publisher
@pytest.mark.parametrize(
    ("indicator", "period", "book"),
    [
        ("gva-per-hour", "2022", "gva_productivity/labourproductivitylocalauthorities.xls"),
        ("business-births", "2024", "business_demography/businessdemographyexceltables2024.xlsx"),
        ("enterprises", "2025", "employment/ukbusinessworkbook2025.xlsx"),
    ],
)
def test_the_cell_named_holds_the_value(
    pilot: WorkspaceFolder, publisher_files: Path, indicator: str, period: str, book: str
) -> None:
    (cell,) = cells_behind(
        packaged_indicators()[indicator], files_of(pilot), places=[STEVENAGE], members=[], period=period
    )
    assert cell.file == Path(book).name
    assert cell.row is not None
    rows = CalamineWorkbook.from_path(str(publisher_files / book)).get_sheet_by_name(cell.sheet)
    grid = rows.to_python(skip_empty_area=False)
    assert grid[cell.row - 1][column_index(cell.column)] == cell.value


def column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1
