"""What the claims say that a place may start with, for figures that barely move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.build.starting_strategy import CANDIDATES, choose

from .evidence_for_tests import COUNTY, ENGLAND, context, indicator, row

PEOPLE = next(one for one in CANDIDATES if one.id == "people-over-ten-years")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (-0.02, "hardly changed (0.0%); in England it grew by 7.0%"),
        (0.3, "hardly changed (0.3%); in England it grew by 7.0%"),
        (-3.1, "fell by 3.1%"),
        (4.9, "grew by 4.9%, less than in England (7.0%)"),
    ],
)
def test_a_number_of_people_that_hardly_changed_is_not_said_to_fall(change: float, said: str) -> None:
    rows = [
        row(PEOPLE.indicator, place, "2023-06-30", value, unit="%")
        for place, value in ((COUNTY, change), (ENGLAND, 7.0))
    ]
    chosen = choose(PEOPLE, context(rows, indicator(PEOPLE.indicator, "%")))
    assert chosen is not None
    assert said in chosen[1].text


@pytest.mark.parametrize(("period", "said"), [("2024-05-05", "on 5 May 2024, "), ("2024", "in 2024, ")])
@pytest.mark.parametrize(("here", "of"), [(1.2, "more than"), (0.8, "fewer than")])
def test_a_figure_of_a_day_is_said_to_be_on_it_and_one_of_a_year_in_it(
    period: str, said: str, here: float, of: str
) -> None:
    jobs = next(one for one in CANDIDATES if one.id == "jobs-for-each-resident")
    rows = [
        row(jobs.indicator, place, period, value, unit="ratio") for place, value in ((COUNTY, here), (ENGLAND, 1.0))
    ]
    chosen = choose(jobs, context(rows, indicator(jobs.indicator, "ratio")))
    assert chosen is not None
    assert f"working age {said}{of}" in chosen[1].text


def test_a_place_is_not_compared_with_itself() -> None:
    births = next(one for one in CANDIDATES if one.id == "new-businesses")
    rows = [row(births.indicator, ENGLAND, "2024", 11.2, unit="%")]
    there = replace(context(rows, indicator(births.indicator, "%")), area=ENGLAND, area_name="England")
    assert choose(births, there) is None
