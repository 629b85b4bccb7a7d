"""The plan of a business survey, on the enterprises of Hertfordshire in 2025 by size (UK Business Counts, Nomis)."""

from __future__ import annotations

import pytest

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.sample_plan import Band, SpeaksOf, Wanted, plan_sample, response_after

BANDS = (
    Band("0-4", "0 to 4", 49_740, 1.8, 0.08),
    Band("5-9", "5 to 9", 5_940, 6.6, 0.1),
    Band("10-19", "10 to 19", 3_115, 13.5, 0.1),
    Band("20-49", "20 to 49", 1_575, 30, 0.12),
    Band("50-99", "50 to 99", 585, 69, 0.12),
    Band("100-249", "100 to 249", 315, 152, 0.15),
    Band("250+", "250 or more", 255, 1_100, 0.15),
)


def test_call_backs_raise_the_response_by_less_each_time() -> None:
    assert response_after(0.1, 0, 0.6) == pytest.approx(0.1)
    assert response_after(0.1, 1, 0.6) == pytest.approx(1 - 0.9 * 0.94)
    assert response_after(0.1, 3, 0.6) - response_after(0.1, 2, 0.6) < response_after(0.1, 1, 0.6) - 0.1


def test_every_stratum_gives_the_fewest_answers_and_the_rest_follows_its_units() -> None:
    plan = plan_sample(BANDS, Wanted(450, at_least=30))

    assert sum(band.answers for band in plan.bands) == 450
    assert min(band.answers for band in plan.bands) == 30
    assert plan.bands[0].answers == max(band.answers for band in plan.bands)
    assert all(band.drawn * band.response >= band.answers - 1e-6 or band.is_short for band in plan.bands)


def test_a_sample_for_firms_knows_little_of_employment_and_the_other_way_round() -> None:
    firms = plan_sample(BANDS, Wanted(450, SpeaksOf.UNITS))
    jobs = plan_sample(BANDS, Wanted(450, SpeaksOf.EMPLOYMENT))

    assert firms.margin_of_units is not None and jobs.margin_of_units is not None
    assert firms.margin_of_employment is not None and jobs.margin_of_employment is not None
    assert firms.margin_of_units < jobs.margin_of_units
    assert jobs.margin_of_employment < firms.margin_of_employment


def test_a_stratum_that_is_drawn_whole_and_still_gives_too_few_says_so() -> None:
    plan = plan_sample(BANDS, Wanted(2_000, SpeaksOf.EMPLOYMENT))

    largest = plan.bands[-1]

    assert largest.is_short
    assert largest.drawn == 255
    assert largest.expected < largest.answers


def test_the_margin_of_one_stratum_is_that_of_a_simple_sample() -> None:
    plan = plan_sample([Band("all", "All", 61_525, 9.0, 0.5)], Wanted(400, at_least=2, call_backs=0))

    # 1.96 * sqrt(0.25 * (1 - 400 / 61,525) / 399)
    assert plan.margin_of_units == pytest.approx(0.048902, abs=1e-5)
    assert plan.margin_of_units == plan.simple_margin
    assert plan.drawn == 800


def test_shares_of_employment_need_the_sizes_of_units() -> None:
    with pytest.raises(PlacewrightError, match="need the size of units"):
        plan_sample([Band("all", "All", 100)], Wanted(50, SpeaksOf.EMPLOYMENT))


def test_more_answers_than_units_cannot_be_had() -> None:
    with pytest.raises(PlacewrightError, match="cannot be had"):
        plan_sample([Band("all", "All", 100)], Wanted(500))
