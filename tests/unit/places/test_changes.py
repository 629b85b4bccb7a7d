"""Old codes resolve to their successors, with the rule stated."""

from __future__ import annotations

import pytest

from placewright.places import UnknownVintage, registry


@pytest.mark.parametrize(
    ("code", "vintage", "rule", "codes"),
    [
        ("E07000243", None, "same", ("E07000243",)),
        ("E07000097", None, "recoded", ("E07000242",)),
        ("E07000243", "lad-2010", "recoded", ("E07000101",)),
        ("E07000190", "lad-2021", "merged", ("E07000246",)),
        ("E07000190", None, "merged", ("E06000066",)),
        ("E07000014", None, "merged", ("E06000049",)),
        ("E06000063", "lad-2021", "split", ("E07000026", "E07000028", "E07000029")),
        ("E10000006", None, "split", ("E06000063", "E06000064")),
        ("E10000009", None, "complex", ("E06000058", "E06000059")),
        ("E47000010", None, "merged", ("E47000014",)),
        ("26UH", None, "recoded", ("E07000243",)),
        ("26UD", "lad-2010", "recoded", ("E07000097",)),
        ("00HF", None, "recoded", ("E06000053",)),
        ("TLH23", "itl-2025", "split", ("TLH26", "TLH27")),
        ("TLH26", "itl-2021", "merged", ("TLH23",)),
        ("TLI31", "itl-2025", "complex", ("TLI35", "TLI36")),
        ("TLM63", "itl-2025", "complex", ("TLM20", "TLM93")),
        ("TLC11", "itl-2025", "recoded", ("TLC31",)),
        ("TLH1", "itl-2025", "split", ("TLH4", "TLH5", "TLH6")),
        ("UKH23", "itl-2021", "recoded", ("TLH23",)),
        ("UKH23", "itl-2025", "split", ("TLH26", "TLH27")),
        ("UKN10", "itl-2021", "recoded", ("TLN0A",)),
        ("E37000017", None, "recoded", ("E37000048",)),
    ],
)
def test_a_code_resolves_by_the_rule(code: str, vintage: str | None, rule: str, codes: tuple[str, ...]) -> None:
    found = registry().resolve(code, vintage)
    assert (found.rule, found.codes) == (rule, codes)


def test_a_small_change_of_boundary_is_noted() -> None:
    assert "boundary between East Hertfordshire and Stevenage" in registry().resolve("E07000097").note


def test_successors_are_one_step_on() -> None:
    found = registry().successors("E07000190")
    assert (found.codes, found.vintage, found.rule) == (("E07000246",), "lad-2019", "merged")


def test_what_is_not_recorded_is_unknown_and_names_no_code() -> None:
    found = registry().resolve("UKM21", "itl-2021")
    assert (found.rule, found.codes) == ("unknown", ())
    assert not found.is_exact


def test_a_vintage_of_another_kind_is_an_error() -> None:
    with pytest.raises(UnknownVintage, match="lad-2024"):
        registry().resolve("E07000097", "itl-2021")


@pytest.mark.parametrize(
    ("code", "made_from"),
    [
        ("E01035581", ("E01023679", "E01023964")),
        ("E01035582", ("E01023508", "E01023768")),
        ("E01035608", ("E01023964",)),
        ("E01035609", ("E01023508",)),
    ],
)
def test_the_complex_small_areas_of_hertfordshire_are_kept(code: str, made_from: tuple[str, ...]) -> None:
    known = registry()
    assert code in {area.code for area in known.children("E10000015", "lsoa", "lsoa-2021")}
    found = known.resolve(code, "lsoa-2011")
    assert (found.rule, found.codes) == ("complex", made_from)
    assert not found.is_exact
    for old in made_from:
        assert code in known.resolve(old, "lsoa-2021").codes


def test_every_small_area_of_2011_is_accounted_for_in_2021() -> None:
    known = registry()
    of_2011 = {area.code for area in known.children("E10000015", "lsoa", "lsoa-2011")}
    of_2021 = {area.code for area in known.children("E10000015", "lsoa", "lsoa-2021")}
    resolved = [known.resolve(code, "lsoa-2021") for code in of_2011]
    assert {code for one in resolved for code in one.codes} == of_2021
    assert {one.rule for one in resolved} == {"same", "split", "complex"}
