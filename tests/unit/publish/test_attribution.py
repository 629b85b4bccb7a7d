"""What licences ask to be said names the year of the boundaries that are shown."""

from __future__ import annotations

from pathlib import Path

from placewright.build.outlines import Outlines
from placewright.publish.attribution import attribution, boundaries_line
from placewright.records.workspace import Workspace
from placewright.workspace.folder import open_workspace

PILOT = Path(__file__).parents[3] / "places" / "hertfordshire"


def test_boundaries_without_a_known_year_are_given_none() -> None:
    assert boundaries_line(0).endswith("database right.")
    assert boundaries_line(2023).endswith("database right 2023.")


def test_the_lines_of_a_document_name_the_year_of_the_newest_boundaries() -> None:
    record = Workspace("vale", "The Vale", ("E10000015",))
    drawn = Outlines({"lad": "lad.geojson", "lsoa": "lsoa.geojson"}, {"lad": 2023, "lsoa": 2021}).recorded_in(record)
    assert attribution(drawn.boundaries_year)[-1] == boundaries_line(2023)


def test_a_level_that_is_drawn_anew_from_a_file_without_a_year_loses_the_old_one() -> None:
    record = Workspace("vale", "The Vale", ("E10000015",))
    before = Outlines({"lad": "lad.geojson"}, {"lad": 2023}).recorded_in(record)
    assert Outlines({"lad": "lad.geojson"}).recorded_in(before).boundaries_year == 0


def test_the_districts_of_the_pilot_are_those_of_december_2023() -> None:
    assert open_workspace(PILOT).record.boundaries_year == 2023
