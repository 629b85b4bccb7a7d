"""Places are found by code and name, and an unknown one errors with the nearest."""

from __future__ import annotations

import subprocess
import sys

import pytest

from placewright.core.errors import UnknownPlace
from placewright.places import UnknownVintage, how_new, registry, vintages_of
from placewright.places.vintages import CLASSIFIED
from placewright.records.place import YEARLY_LEVELS


def test_a_code_gives_its_name_level_and_years() -> None:
    place = registry().get("E07000097")
    assert (place.name, place.level, place.last) == ("East Hertfordshire", "lad", 2012)
    assert place.is_in("lad-2012")
    assert not place.is_in("lad-2013")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hertfordshire", "E10000015"),
        ("stevenage", "E07000243"),
        ("Greater Manchester", "E47000001"),
        ("Cornwall", "E06000052"),
        ("London", "E12000007"),
        ("united kingdom", "K02000001"),
        ("England", "E92000001"),
        ("UKH23", "UKH23"),
        ("Stevenage 013A", "E01035582"),
        ("Bristol", "E06000023"),
        ("bristol, city of", "E06000023"),
        ("Herefordshire", "E06000019"),
    ],
)
def test_a_code_or_name_finds_the_place_meant(text: str, code: str) -> None:
    assert registry().find(text).code == code


def test_a_name_of_different_territories_is_an_error_that_lists_their_codes() -> None:
    with pytest.raises(UnknownPlace, match="E12000005") as caught:
        registry().find("West Midlands")
    assert "E47000007" in str(caught.value)


def test_a_level_tells_which_place_of_the_name_is_meant() -> None:
    assert registry().find("West Midlands", level="region").code == "E12000005"
    assert registry().find("Hertfordshire", level="lsip").code == "E69000016"


def test_an_unknown_name_errors_with_the_nearest_name_and_its_code() -> None:
    with pytest.raises(UnknownPlace, match=r"No place 'Stevenge'\. Did you mean Stevenage \(E07000243\)\?"):
        registry().find("Stevenge")


def test_an_unknown_code_errors_with_the_nearest_codes() -> None:
    with pytest.raises(UnknownPlace, match=r"Did you mean .*\(E0700024\d\)"):
        registry().get("E0700024")


def test_a_small_area_that_never_was_is_unknown() -> None:
    assert not registry().is_known("E01999999")
    with pytest.raises(UnknownPlace):
        registry().get("E01999999")


def test_a_code_of_the_series_before_2011_errors_with_its_successor() -> None:
    with pytest.raises(UnknownPlace, match="E07000243"):
        registry().get("26UH")


@pytest.mark.parametrize(
    ("vintage", "count"),
    [("lad-2008", 354), ("lad-2009", 326), ("lad-2018", 326), ("lad-2019", 317), ("lad-2021", 309), ("lad-2024", 296)],
)
def test_england_has_as_many_districts_as_it_had(vintage: str, count: int) -> None:
    codes = registry().known_codes("lad", vintage)
    assert sum(code.startswith("E") for code in codes) == count


def test_small_areas_and_regions_are_all_known() -> None:
    known = registry()
    of_2021 = known.known_codes("lsoa", "lsoa-2021")
    assert sum(code.startswith("E") for code in of_2021) == 33_755
    assert sum(code.startswith("E") for code in known.known_codes("lsoa", "lsoa-2011")) == 32_844
    assert [len(known.known_codes("itl3", one)) for one in vintages_of("itl3")] == [179, 179, 182]


def test_a_small_area_is_found_by_its_code_alone_since_their_table_is_in_the_order_of_codes() -> None:
    areas = registry().small_areas
    codes = areas.table["code"].to_pylist()
    assert codes == sorted(codes)
    both = areas.get("E01000001")
    assert both is not None and (both.name, both.vintages) == ("City of London 001A", ("lsoa-2011", "lsoa-2021"))
    assert areas.get("E01999999") is None and areas.get("A") is None


def test_a_vintage_that_a_level_lacks_is_an_error_with_those_it_has() -> None:
    with pytest.raises(UnknownVintage, match="lsoa-2011, lsoa-2021"):
        registry().known_codes("lsoa", "lsoa-2019")


def test_a_files_codes_tell_their_vintage_and_strays() -> None:
    known = registry()
    codes = {*known.known_codes("lad", "lad-2021"), "E99999999"}
    fit = known.vintage_of(codes, "lad")
    assert (fit.vintage, fit.fitting, fit.strays) == ("lad-2022", (), ("E99999999",))
    assert known.vintage_of(["TLK21", "TLH23"], "itl3").fitting == ("nuts-2016",)


def test_importing_places_imports_no_arrow_and_no_frame_library() -> None:
    code = "import sys, placewright.places; print([m for m in ('pyarrow', 'pandas', 'ibis') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_looking_up_a_district_reads_no_small_areas() -> None:
    code = (
        "import sys; from placewright.places import registry; r = registry(); r.find('Stevenage'); "
        "r.parents('E07000243'); print('pyarrow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("level", [*CLASSIFIED, *YEARLY_LEVELS])
def test_the_vintages_of_a_level_are_listed_from_the_oldest_to_the_newest(level: str) -> None:
    assert list(vintages_of(level)) == sorted(vintages_of(level), key=how_new)
