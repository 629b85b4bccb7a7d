"""How measures are rated: by direction, target, baseline and intervals, and always said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.records.measure import Measure
from placewright.web.delivery.periods import BadQuarter, quarters_of
from placewright.web.delivery.rules import Point, Rating, Written, rate, target_of


def measure(**more: str) -> Measure:
    """A measure that should go up from 2020."""
    return Measure(**({"id": "jobs", "title": "Jobs", "direction": "up", "baseline_period": "2020"} | more))


@pytest.mark.parametrize(
    ("points", "direction", "rating"),
    [
        ([], "up", Rating.CANNOT_TELL),
        ([Point("2020", 10)], "up", Rating.CANNOT_TELL),
        ([Point("2020", 10), Point("2022", 12)], "up", Rating.ON_TRACK),
        ([Point("2020", 10), Point("2022", 12)], "down", Rating.OFF_TRACK),
        ([Point("2020", 10), Point("2022", 10)], "up", Rating.AT_RISK),
        ([Point("2020", 10, 9, 11), Point("2022", 11.5, 10.5, 12.5)], "up", Rating.AT_RISK),
        ([Point("2020", 10, 9, 11), Point("2022", 13, 12, 14)], "up", Rating.ON_TRACK),
        ([Point("2020", 10), Point("2022", 12)], "", Rating.CANNOT_TELL),
        ([Point("2018", 20), Point("2020", 10), Point("2022", 12)], "up", Rating.ON_TRACK),
    ],
)
def test_without_a_target_the_direction_counts(points: list[Point], direction: str, rating: Rating) -> None:
    assert rate(measure(direction=direction), points).rating == rating


@pytest.mark.parametrize(
    ("now", "rating"), [(150, Rating.ON_TRACK), (146, Rating.ON_TRACK), (140, Rating.AT_RISK), (120, Rating.OFF_TRACK)]
)
def test_a_target_in_figures_is_held_against_a_straight_line(now: float, rating: Rating) -> None:
    # From 100 at the end of 2020 to 200 by the end of 2030, half of the way is 150 at the end of 2025.
    rated = rate(measure(target="200 jobs by 2030"), [Point("2020", 100), Point("2025", now)])
    assert rated.rating == rating
    assert "200 by 2030 asks for 150" in rated.why


def test_the_reason_writes_figures_and_days_as_pages_do() -> None:
    watched = measure(baseline_period="2023-09-30")
    points = [Point("2023-09-30", 20_612.4, 20_000, 21_200), Point("2024-09-30", 23_859.0, 23_400, 24_300)]
    assert rate(watched, points, Written("GBP", 0)).why == (
        "From £20,610 (30 September 2023) to £23,860 (30 September 2024), the way it should go."
    )
    assert rate(watched, points[:1]).why == "Nothing has been read since the baseline (30 September 2023)."
    assert Written().said(1_234_567.0) == "1,234,567", "and never in powers of ten"


def test_a_target_that_is_a_fall_is_reached_by_falling() -> None:
    rated = rate(measure(target="50 firms by 2030", direction="down"), [Point("2020", 100), Point("2025", 70)])
    assert rated.rating == Rating.ON_TRACK


@given(base=st.floats(-1e6, 1e6), now=st.floats(-1e6, 1e6), target=st.integers(-1000, 1000))
def test_every_rating_is_said_in_words(base: float, now: float, target: int) -> None:
    points = [Point("2020", base), Point("2024", now)]
    for one in (measure(), measure(target=f"{target} jobs by 2030"), measure(direction="down")):
        assert rate(one, points).why


def test_a_target_in_words_alone_names_no_figure() -> None:
    assert target_of("as decided for the team, from its second year on") is None
    assert target_of("1,200 jobs by 2027-28") == (1200.0, "2027-28")


@pytest.mark.parametrize("text", ["2025-26 H3", "2025-27 H1", "2025 H1", "2025-26 Q5", "", "2025-26 Q٣"])
def test_what_is_no_quarter_or_half_is_refused(text: str) -> None:
    with pytest.raises(BadQuarter):
        quarters_of(text)
