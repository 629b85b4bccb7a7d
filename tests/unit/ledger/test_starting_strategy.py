"""What the claims say that a place may start with, for figures that barely move."""

from __future__ import annotations

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
