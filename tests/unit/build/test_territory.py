"""Which codes are one territory, and what stands for a place that a publisher has no row for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from placewright.build.areas import _holders
from placewright.build.new_workspace import plan_workspace
from placewright.build.readings import territory_words
from placewright.build.territory import bundles_of, what_differs
from placewright.workspace.folder import open_workspace, write_workspace


def test_the_country_is_made_of_its_districts_and_under_its_regional_code_of_its_regions(tmp_path: Path) -> None:
    record = plan_workspace(["E10000015"], folder_name="vale", framework="lis", today=date(2026, 1, 1))
    write_workspace(tmp_path / "vale", record)
    bundles = bundles_of(open_workspace(tmp_path / "vale"))
    assert bundles["TLB"] == tuple(f"TL{letter}" for letter in "CDEFGHIJK")
    assert {"E07000243", "E06000052"} < set(bundles["E92000001"])
    assert "UKX" not in bundles and set(bundles["E10000015"]) < set(bundles["E12000006"])


def test_a_code_that_is_nearly_the_territory_is_said_to_be_so() -> None:
    assert (
        what_differs("E06000052", "TLK30")
        == "TLK30 holds the Isles of Scilly too, home to four in a thousand of its people."
    )
    assert territory_words("K02000001", "UKX").startswith("nearly the same territory (UKX leaves out extra-regio")


def test_a_code_of_the_same_territory_differs_in_nothing() -> None:
    assert (what_differs("E10000015", "TLH23"), what_differs("E10000015", "E10000015")) == ("", "")
    assert territory_words("E92000001", "TLB") == "the same territory"


@pytest.mark.parametrize(
    ("members", "holders"),
    [
        (["E06000023"], (("TLK5", "E47000009"), ("TLK1", "UKK1"))),  # Bristol: another ITL 2 area since 2025
        (["E07000243", "E07000095"], (("TLH2", "UKH2"),)),  # one area in every vintage
        (["E07000243", "E09000003"], ()),  # Stevenage and Barnet lie in none together
    ],
)
def test_the_area_of_each_vintage_that_holds_a_place_is_known(members: list[str], holders: tuple[object, ...]) -> None:
    assert _holders(members) == holders
