"""A plan shares answers out among strata and says how precise that is."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError
from placewright.methods.survey_plan import allocate, sample_size


def test_cochrans_sample_size_for_five_points() -> None:
    assert sample_size(0.05) == 385
    assert sample_size(0.05, population=1_000) == 278


def test_neyman_draws_more_where_units_differ_more() -> None:
    plan = allocate([1_000, 1_000], 100, rule="neyman", deviations=[1.0, 3.0])
    assert plan.answers.tolist() == [25, 75]


def test_a_small_stratum_is_taken_whole_and_the_rest_goes_to_others() -> None:
    plan = allocate([10, 500, 500], 210, rule="equal")
    assert plan.answers.tolist() == [10, 100, 100]


def test_a_response_rate_raises_what_is_drawn_and_names_strata_that_fall_short() -> None:
    plan = allocate([55_000, 4_500, 255], 600, rule="equal", at_least=30, response=[0.1, 0.2, 0.25])
    assert plan.answers.tolist() == [200, 200, 200]
    assert plan.drawn.tolist() == [2_000, 1_000, 255]
    assert plan.short == (2,)


def test_the_margin_of_a_whole_census_is_nothing() -> None:
    assert allocate([50, 60], 110).margin == pytest.approx(0.0, abs=1e-12)


def test_a_stratum_of_one_unit_that_answers_adds_no_error() -> None:
    plan = allocate([100, 1], 10)
    alone = allocate([100], 9)
    assert plan.margins.tolist() == [alone.margin, 0.0]
    assert plan.margin == pytest.approx(alone.margin * 100 / 101)


def test_more_answers_than_units_are_refused() -> None:
    with pytest.raises(PlacewrightError, match="hold 30"):
        allocate([10, 20], 40)


def test_answers_always_add_to_what_was_asked() -> None:
    rng = np.random.default_rng(6)
    for _ in range(30):
        sizes = rng.integers(5, 5_000, 7)
        plan = allocate(sizes, 200, at_least=3)
        assert plan.answers.sum() == min(200, sizes.sum())
        assert (plan.answers <= sizes).all()
