"""What holds for every place of the registry."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from placewright.places import Place, registry, vintages_of
from placewright.records.place import SMALL_AREA_LEVELS, YEARLY_LEVELS

ALL = sorted(registry().places)
DISTRICTS = sorted(registry().known_codes("lad"))
places = st.sampled_from(ALL).map(lambda code: registry().places[code])


def _vintage(place: Place) -> str:
    return place.newest_vintage


@given(places)
def test_a_place_is_among_the_children_of_each_of_its_parents(place: Place) -> None:
    known = registry()
    vintage = _vintage(place) if place.level in YEARLY_LEVELS else None
    for parent in known.parents(place.code, vintage):
        if place.level == "nations":
            continue
        children = known.children(parent.code, place.level, _vintage(place))
        assert place in children, (place, parent)


@given(st.sampled_from(sorted(registry().known_codes("county") | registry().known_codes("cauth"))))
def test_every_child_of_a_county_or_authority_lies_in_it_and_in_its_region(code: str) -> None:
    known = registry()
    place = known.get(code)
    region = known.parent(code, "region")
    for district in known.children(code, "lad"):
        parents = known.parents(district.code, f"lad-{place.last or 2025}")
        assert place in parents
        assert region is None or region in parents


@settings(max_examples=200)
@given(places, st.data())
def test_resolving_what_was_resolved_changes_nothing(place: Place, data: st.DataObject) -> None:
    known = registry()
    vintage = data.draw(st.sampled_from(vintages_of(place.level)))
    if place.level in ("region", "country", "nations"):
        vintage = place.newest_vintage
    found = known.resolve(place.code, vintage)
    assert (found.rule == "unknown") == (not found.codes)
    for code in found.codes:
        again = known.resolve(code, vintage)
        assert (again.codes, again.rule) == ((code,), "same")


@given(st.sampled_from(DISTRICTS))
def test_a_district_of_today_resolved_back_and_forth_comes_home(code: str) -> None:
    known = registry()
    if not known.get(code).is_in("lad-2025"):
        return
    for vintage in ("lad-2021", "lad-2015"):
        back = known.resolve(code, vintage)
        forward = {one for old in back.codes for one in known.resolve(old, "lad-2025").codes}
        assert forward == {code}


@given(st.sampled_from(sorted(registry().borders)))
def test_borders_are_mutual(code: str) -> None:
    for other, _ in registry().borders[code]:
        assert code in {back for back, _ in registry().borders[other]}


@given(places)
def test_equivalents_are_mutual_and_known(place: Place) -> None:
    known = registry()
    for equivalent in known.equivalents(place.code):
        assert equivalent.note
        assert all(known.is_known(code) for code in equivalent.codes)
        if equivalent.relation != "together":
            back = {e.codes for e in known.equivalents(equivalent.codes[0]) if e.relation == equivalent.relation}
            assert (place.code,) in back


@given(places)
def test_a_place_is_found_by_its_code_and_lives_in_its_vintages(place: Place) -> None:
    known = registry()
    assert known.find(place.code) == place
    assert place.vintages
    for vintage in place.vintages:
        assert place.code in known.known_codes(place.level, vintage)


@settings(max_examples=60)
@given(st.sampled_from(sorted(registry().known_codes("lsoa"))))
def test_a_small_area_lies_among_the_small_areas_of_its_district(code: str) -> None:
    known = registry()
    place = known.get(code)
    assert place.level in SMALL_AREA_LEVELS
    for parent in known.parents(code):
        if parent.level == "lad":
            assert place in known.children(parent.code, "lsoa", place.newest_vintage)
