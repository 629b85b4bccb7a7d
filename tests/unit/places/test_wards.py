"""Wards are known by name and district, and are no places of the registry."""

from __future__ import annotations

from collections import Counter

from placewright.places import registry
from placewright.places.wards import is_ward, ward, wards_of

# How many the look-up of 2024 has in each district: 176 in all.
HERTFORDSHIRE = {
    "E07000095": 10,
    "E07000096": 25,
    "E07000098": 16,
    "E07000099": 25,
    "E07000102": 13,
    "E07000103": 12,
    "E07000240": 20,
    "E07000241": 16,
    "E07000242": 26,
    "E07000243": 13,
}


def test_each_district_of_hertfordshire_has_all_its_wards() -> None:
    assert {code: len(wards_of(code)) for code in HERTFORDSHIRE} == HERTFORDSHIRE


def test_wards_lie_in_districts_that_are_known_and_have_names() -> None:
    known = registry()
    held = [one for code in HERTFORDSHIRE for one in wards_of(code)]

    assert all(is_ward(one.code) and one.name and known.is_known(one.district) for one in held)
    assert max(Counter(one.code for one in held).values()) == 1
    assert [one.name for one in wards_of("E07000240")] == sorted(one.name for one in wards_of("E07000240"))


def test_what_is_no_ward_is_none() -> None:
    assert ward("E07000240") is None
    assert ward("E05999999") is None
    assert wards_of("S12000033") == ()
