"""A place may be a list of codes: of one vintage, without overlap, made of whole members."""

from __future__ import annotations

import pytest

from placewright.core.errors import UnknownPlace
from placewright.places import BadBundle, registry, resolve_place


@pytest.mark.parametrize("code", ["E10000015", "TLH23", "E37000048", "E69000016", "Hertfordshire"])
def test_hertfordshire_under_any_code_is_its_ten_districts(code: str) -> None:
    bundle = resolve_place(code)
    assert len(bundle.members("lad")) == 10
    assert len(bundle.members("lsoa")) == 713


def test_two_regions_together_are_the_county_and_the_older_region() -> None:
    bundle = resolve_place(["TLH26", "TLH27"])
    assert bundle.members("lad") == resolve_place("E10000015").members("lad")
    assert [p.code for p in bundle.members("itl3", "itl-2021")] == ["TLH23"]
    assert [p.code for p in bundle.members("county")] == ["E10000015"]


def test_other_places_of_england_work_alike() -> None:
    assert len(resolve_place("E47000001").members("lad")) == 10
    assert [p.code for p in resolve_place("E06000052").members("lad")] == ["E06000052"]
    assert len(resolve_place("E06000052").members("lsoa")) == 336


def test_a_town_is_a_bundle_of_small_areas() -> None:
    bundle = resolve_place(["E01035582", "E01035581"])
    assert [p.code for p in bundle.members("lsoa")] == ["E01035581", "E01035582"]


@pytest.mark.parametrize(
    "codes",
    [["E10000015", "E07000243"], ["E10000015", "TLH26"], ["E07000243", "E01035582"], ["TLH23", "E69000016"]],
)
def test_places_that_overlap_do_not_make_a_place(codes: list[str]) -> None:
    with pytest.raises(BadBundle, match="overlap"):
        resolve_place(codes)


def test_codes_of_different_times_do_not_make_a_place() -> None:
    with pytest.raises(BadBundle, match=r"Allerdale \(E07000026\) ended before 2023"):
        resolve_place(["E07000026", "E06000064"])
    with pytest.raises(BadBundle, match="No vintage has all"):
        resolve_place(["TLH23", "TLH26"])


def test_ended_districts_of_one_time_make_a_place_of_that_time() -> None:
    bundle = resolve_place(["E07000026", "E07000028", "E07000029"])
    assert bundle.year == 2022
    assert [p.code for p in bundle.members("lad")] == ["E07000026", "E07000028", "E07000029"]
    assert [p.code for p in bundle.members("lad", "lad-2024")] == ["E06000063"]


def test_a_part_of_a_merged_district_is_not_that_district() -> None:
    with pytest.raises(BadBundle, match="whole places"):
        resolve_place("E07000026").members("lad", "lad-2024")


def test_a_region_that_divides_a_district_is_not_made_of_districts() -> None:
    with pytest.raises(BadBundle, match="whole places of level 'lad'"):
        resolve_place("TLM63").members("lad")


def test_an_empty_or_repeating_list_is_an_error() -> None:
    with pytest.raises(BadBundle, match="at least one"):
        resolve_place([])
    with pytest.raises(BadBundle, match="more than once"):
        resolve_place(["E07000243", "E07000243"])


def test_an_unknown_code_in_a_list_is_named() -> None:
    with pytest.raises(UnknownPlace, match="E07000999"):
        registry().bundle(["E07000243", "E07000999"])


def test_a_bundle_is_named_by_its_places() -> None:
    assert resolve_place(["E07000099", "E07000242", "E07000243"]).name == (
        "North Hertfordshire, East Hertfordshire and Stevenage"
    )
