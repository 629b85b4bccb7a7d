"""Parents, children, equivalents and neighbours."""

from __future__ import annotations

import pytest

from placewright.core.errors import PlacewrightError
from placewright.places import registry

HERTFORDSHIRE = {
    "E07000095": "Broxbourne",
    "E07000096": "Dacorum",
    "E07000098": "Hertsmere",
    "E07000099": "North Hertfordshire",
    "E07000102": "Three Rivers",
    "E07000103": "Watford",
    "E07000240": "St Albans",
    "E07000241": "Welwyn Hatfield",
    "E07000242": "East Hertfordshire",
    "E07000243": "Stevenage",
}


def _codes(places: object) -> list[str]:
    return [place.code for place in places]  # type: ignore[attr-defined]


def test_hertfordshire_has_its_ten_districts() -> None:
    assert {place.code: place.name for place in registry().children("E10000015", "lad")} == HERTFORDSHIRE


def test_hertfordshire_before_2012_had_the_codes_of_that_time() -> None:
    codes = _codes(registry().children("E10000015", "lad", "lad-2011"))
    assert len(codes) == 10
    assert {"E07000097", "E07000100", "E07000101", "E07000104"} < set(codes)


@pytest.mark.parametrize(
    ("level", "vintage", "code"),
    [
        ("county", None, "E10000015"),
        ("region", None, "E12000006"),
        ("country", None, "E92000001"),
        ("itl3", None, "TLH26"),
        ("itl3", "itl-2021", "TLH23"),
        ("itl2", None, "TLH2"),
        ("lep", None, "E37000048"),
        ("lep", "lep-2014", "E37000017"),
        ("lsip", None, "E69000016"),
    ],
)
def test_stevenage_lies_in(level: str, vintage: str | None, code: str) -> None:
    parent = registry().parent("E07000243", level, vintage)
    assert parent is not None
    assert parent.code == code


def test_a_district_without_combined_authority_has_none() -> None:
    assert registry().parent("E07000243", "cauth") is None


def test_every_district_of_england_has_region_country_and_itl3() -> None:
    known = registry()
    districts = known.children("E92000001", "lad")
    assert len(districts) == 296
    for level, vintage in (("region", None), ("country", None), ("itl3", "itl-2025")):
        assert [d.code for d in districts if known.parent(d.code, level, vintage) is None] == []


def test_small_areas_lie_in_districts_and_middle_areas() -> None:
    known = registry()
    assert len(known.children("E10000015", "lsoa", "lsoa-2011")) == 690
    assert len(known.children("E10000015", "lsoa", "lsoa-2021")) == 713
    assert len(known.children("E10000015", "msoa", "msoa-2021")) == 154
    parents = _codes(known.parents("E01035582"))
    assert parents[1] == "E07000243"
    assert known.level(parents[0]) == "msoa"
    assert {"E10000015", "E12000006", "E92000001"} < set(parents)


def test_small_areas_follow_reorganised_districts() -> None:
    known = registry()
    cumberland = _codes(known.children("E06000063", "lsoa"))
    before = [known.children(code, "lsoa") for code in ("E07000026", "E07000028", "E07000029")]
    assert sorted(cumberland) == sorted(area.code for areas in before for area in areas)


def test_small_areas_of_a_district_that_ended_long_ago_are_an_error_not_nothing() -> None:
    with pytest.raises(PlacewrightError, match="E06000060"):
        registry().children("E07000004", "lsoa")


def test_a_district_that_the_itl_divides_says_so_and_has_no_single_parent() -> None:
    known = registry()
    assert known.parent("E06000063", "itl3", "itl-2021") is None
    links = known.straddled("E06000063", "itl3", "itl-2021")
    assert [link.code for link in links] == ["TLD11", "TLD12"]
    assert sum(link.share for link in links) == pytest.approx(1)


def test_hertfordshire_is_recorded_under_its_other_codes() -> None:
    found = {(e.codes, e.relation) for e in registry().equivalents("E10000015")}
    assert found == {
        (("TLH23",), "same"),
        (("E37000017",), "same"),
        (("E37000048",), "same"),
        (("E69000016",), "same"),
        (("TLH26", "TLH27"), "together"),
    }
    assert {e.codes for e in registry().equivalents("UKH23")} == {("TLH23",)}


@pytest.mark.parametrize("code", ["E69000013", "E37000051"])
def test_london_is_one_territory_as_a_region_as_itl_and_as_the_area_of_a_body(code: str) -> None:
    found = {e.codes for e in registry().equivalents(code) if e.relation == "same"}
    assert {("E12000007",), ("TLI",)} <= found
    assert {(code,), ("TLI",)} <= {e.codes for e in registry().equivalents("E12000007") if e.relation == "same"}


def test_the_united_kingdom_without_extra_regio_is_only_nearly_the_united_kingdom() -> None:
    (uk, ukx) = registry().equivalents("K02000001")
    assert (uk.codes, uk.relation) == (("UK",), "same")
    assert (ukx.codes, ukx.relation) == (("UKX",), "nearly")
    assert "extra-regio" in ukx.note


def test_cornwall_is_nearly_the_regions_of_its_statistics_which_hold_the_isles_of_scilly() -> None:
    found = registry().equivalents("E06000052")
    assert {one.codes for one in found} == {("TLK30",), ("TLK3",), ("UKK30",), ("UKK3",), ("E37000005",)}
    assert all(one.relation == "nearly" and "Isles of Scilly" in one.note for one in found)


def test_stevenage_borders_north_and_east_hertfordshire_in_that_order() -> None:
    assert _codes(registry().neighbours("E07000243")) == ["E07000099", "E07000242"]


def test_a_county_borders_the_districts_around_it() -> None:
    around = registry().neighbours("E10000015")
    assert {"Central Bedfordshire", "Luton", "Uttlesford", "Enfield", "Buckinghamshire"} < {p.name for p in around}
    assert not HERTFORDSHIRE.keys() & set(_codes(around))
    assert around == registry().neighbours(list(HERTFORDSHIRE))


def test_new_districts_border_districts_of_their_own_time() -> None:
    assert {p.name for p in registry().neighbours("E06000063")} == {
        "Westmorland and Furness",
        "Northumberland",
        "Dumfries and Galloway",
        "Scottish Borders",
    }


def test_an_island_has_no_neighbours() -> None:
    assert registry().neighbours("E06000046") == ()


def test_borders_before_they_are_recorded_are_an_error_not_nothing() -> None:
    with pytest.raises(PlacewrightError, match="recorded from 2021"):
        registry().neighbours("E07000097")


def test_statistical_neighbours_come_nearest_first() -> None:
    assert _codes(registry().statistical_neighbours("E07000243", kind="economic", n=3)) == [
        "E06000034",
        "E09000016",
        "E07000069",
    ]
    assert len(registry().statistical_neighbours("E10000015")) == 20
    with pytest.raises(PlacewrightError, match="global, economic, demographic"):
        registry().statistical_neighbours("E07000243", kind="social")


def test_clusters_are_given_by_kind() -> None:
    assert registry().cluster("E07000243", "economic") == "C"
    assert registry().cluster("E10000015") is None
