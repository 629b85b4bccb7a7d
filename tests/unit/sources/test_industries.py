"""The names of industries and what they are made of."""

from __future__ import annotations

import pytest

from placewright.sources.industries import UnknownIndustry, divisions_of, find_industry, industries


def test_the_classification_has_its_sections_divisions_and_subclasses() -> None:
    levels = [industry.level for industry in industries().values()]

    assert (levels.count("section"), levels.count("division"), levels.count("subclass")) == (21, 88, 729)


def test_every_subclass_lies_in_a_group_a_division_and_a_section() -> None:
    every = industries()
    for industry in every.values():
        if industry.level == "subclass":
            group = every[industry.parent]
            assert (group.level, every[group.parent].level) == ("group", "division")
            assert every[every[group.parent].parent].level == "section"


def test_every_published_group_is_made_of_divisions() -> None:
    for industry in industries().values():
        assert divisions_of(industry.code), industry


def test_sections_and_total_hold_every_division_once() -> None:
    sections = [industry.code for industry in industries().values() if industry.level == "section"]

    assert sorted(code for section in sections for code in divisions_of(section)) == sorted(divisions_of("total"))


def test_an_unknown_industry_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownIndustry, match="No industry '62013'"):
        find_industry("62013")
