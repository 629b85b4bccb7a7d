"""A new workspace: members, comparators and neighbours by rule; nothing that is there is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from placewright.build.new_workspace import create, plan_workspace, what_no_rule_gives
from placewright.core.errors import PlacewrightError, UnknownPlace
from placewright.places import registry
from placewright.records.workspace import Workspace
from placewright.workspace.folder import open_workspace

TODAY = date(2026, 1, 31)


def planned(*codes: str, name: str = "") -> Workspace:
    return plan_workspace(codes, name=name, folder_name="My Place", framework="lgp", today=TODAY)


def test_a_county_has_its_districts_as_members_and_its_region_and_country_as_comparators() -> None:
    record = planned("E10000015")
    assert len(record.members) == 10
    assert (record.comparators.region, record.comparators.country) == ("E12000006", "E92000001")
    assert "E09000003" in record.comparators.neighbours
    assert record.comparators.fixed_on == TODAY


@pytest.mark.parametrize(
    ("code", "members"), [("E47000001", 10), ("E06000052", 1), ("E69000016", 10), ("E07000243", 1)]
)
def test_every_kind_of_place_in_england_works(code: str, members: int) -> None:
    assert len(planned(code).members) == members


def test_a_name_will_do_where_it_is_unique() -> None:
    assert planned("Stevenage").places == ("E07000243",)


def test_a_list_of_districts_is_a_place_with_a_name_of_its_own() -> None:
    record = planned("E07000243", "E07000099", name="A1(M) corridor")
    assert (record.name, record.members) == ("A1(M) corridor", ("E07000099", "E07000243"))


def test_the_reason_for_comparators_speaks_of_those_alone_that_there_are() -> None:
    whole, parts = planned("E10000015").comparators, planned("E06000031", "E07000141", name="Nene").comparators
    assert "the region, England" in whole.reason and "statistical neighbours in economy" in whole.reason
    assert (parts.region, parts.statistical_neighbours) == ("", ())
    assert "the region," not in parts.reason and "it has none" in parts.reason
    assert (whole.others, what_no_rule_gives(whole)) == ({}, [])


def test_a_place_across_two_regions_is_held_against_both_and_is_told_what_no_rule_gives() -> None:
    parts = planned("E06000031", "E07000141", name="Nene").comparators
    assert parts.others == {"East Midlands": ("E12000004",), "East of England": ("E12000006",)}
    assert [line.split(":")[0] for line in what_no_rule_gives(parts)] == [
        "No region holds all of it", "It has no statistical neighbours, which are published for single places",
    ]  # fmt: skip


def test_an_unknown_place_offers_the_nearest() -> None:
    with pytest.raises(UnknownPlace, match="Did you mean"):
        planned("Stevenidge")


def test_a_place_outside_england_says_what_is_missing() -> None:
    with pytest.raises(PlacewrightError, match="not wholly in England"):
        planned("W06000015")


def test_a_workspace_is_called_as_people_call_its_place_and_not_as_lists_do() -> None:
    for code, name in (("E06000023", "Bristol"), ("E06000019", "Herefordshire"), ("E10000015", "Hertfordshire")):
        record = planned(code)
        assert (record.name, record.cover.title) == (name, f"{name}: an economic strategy")


def test_an_unknown_framework_is_refused() -> None:
    with pytest.raises(PlacewrightError, match="lis, lgp, ceds, s3"):
        plan_workspace(["E07000243"], folder_name="x", framework="xyz", today=TODAY)


def test_a_created_workspace_opens_and_declares_what_the_indicators_need(tmp_path: Path) -> None:
    folder = tmp_path / "my-place"
    declared = create(planned("E06000052"), folder)
    opened = open_workspace(folder)
    assert opened.record.id == "my-place"
    assert "/build/" in (folder / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert declared == len(opened.datasets) > 20
    selection = opened.datasets["ons-gva-by-industry-lad"].selection
    assert "E06000052" in selection.places
    assert "lad-england" in selection.levels


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(PlacewrightError, match="nothing was touched"):
        create(planned("E07000243"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_with_accents_gives_an_id_without_them() -> None:
    record = plan_workspace(["E07000243"], folder_name="Zwei Städte", framework="lgp", today=TODAY)
    assert record.id == "zwei-stadte"


@pytest.mark.parametrize(
    ("name", "today"),
    [
        (
            "Northamptonshire",
            "Today it is North Northamptonshire (E06000061) and West Northamptonshire (E06000062): "
            "use --place E06000061,E06000062.",
        ),
        ("Corby", "It became part of North Northamptonshire (E06000061): use --place E06000061."),
        ("E07000097", "Today it is East Hertfordshire (E07000242): use --place E07000242."),
    ],
)
def test_a_place_that_is_no_more_is_refused_with_what_there_is_today(name: str, today: str) -> None:
    with pytest.raises(PlacewrightError, match="is no more") as caught:
        planned(name)
    assert caught.value.fix == today


def test_every_district_and_county_of_england_can_be_planned_or_says_why_not() -> None:
    refused = {}
    for place in registry().places.values():
        if place.level in ("lad", "county") and place.code.startswith("E"):
            try:
                planned(place.code)
            except PlacewrightError as error:
                refused[place.code] = str(error)
    assert refused
    assert [code for code, why in refused.items() if "is no more" not in why or "use --place E" not in why] == []
