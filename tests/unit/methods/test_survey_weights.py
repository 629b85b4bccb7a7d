"""Weights are held to margins exactly, and margins that cannot hold are refused by name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import minimize

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods.survey_weights import (
    NoConvergence,
    adjust_for_nonresponse,
    design_effect,
    kish_effective_size,
    rake,
    trim,
)

COUNTS = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
ROWS, COLUMNS = {0: 150.0, 1: 300.0, 2: 400.0, 3: 150.0}, {0: 200.0, 1: 300.0, 2: 400.0, 3: 100.0}
CONVERGED = [
    [64.559, 46.232, 35.384, 3.825],
    [49.968, 68.159, 156.499, 25.374],
    [56.722, 144.428, 145.082, 53.767],
    [28.752, 41.180, 63.035, 17.034],
]
"""The table of the encyclopaedia's article on iterative proportional fitting, run until it converges; what is printed
there (64.61, 46.28, ...) stops before."""


def raked(base: list[list[int]], **more: float) -> np.ndarray:
    row, column = np.repeat(range(4), 4), np.tile(range(4), 4)
    return rake({"row": row, "column": column}, {"row": ROWS, "column": COLUMNS}, np.ravel(base), **more).reshape(4, 4)


def test_the_published_table_is_fitted_until_it_converges() -> None:
    found = raked(COUNTS)
    assert np.allclose(found, CONVERGED, atol=5e-4)
    assert found.sum(axis=1) == pytest.approx(list(ROWS.values()), rel=1e-11)
    assert found.sum(axis=0) == pytest.approx(list(COLUMNS.values()), rel=1e-11)


def test_labels_may_be_words_and_margins_that_nobody_asked_for_are_left_alone() -> None:
    categories = {"sex": ["f", "m", "f"], "other": [9, 9, 9]}
    assert rake(categories, {"sex": {"f": 30.0, "m": 10.0}}).tolist() == [15.0, 10.0, 15.0]


def test_a_level_that_nobody_has_is_refused_by_name() -> None:
    with pytest.raises(Undefined, match=r"Nobody has the level '65\+' of the margin 'age'"):
        rake({"age": ["16-64", "16-64"]}, {"age": {"16-64": 60.0, "65+": 20.0}})


def test_a_level_without_a_target_is_refused_with_how_many_have_it() -> None:
    with pytest.raises(PlacewrightError, match=r"2 respondents have levels of the margin 'age'.*'none'"):
        rake({"age": ["16-64", "none", "none"]}, {"age": {"16-64": 60.0}})


def test_margins_that_add_to_different_totals_are_refused() -> None:
    with pytest.raises(Undefined, match=r"'column' adds to 30, the margin 'row' to 40"):
        rake({"row": [0, 1], "column": [0, 1]}, {"row": {0: 20, 1: 20}, "column": {0: 10, 1: 20}})


def test_margins_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(NoConvergence, match="cannot all hold"):
        rake({"a": [0, 1], "b": [0, 1]}, {"a": {0: 10.0, 1: 30.0}, "b": {0: 30.0, 1: 10.0}})


def test_a_cell_in_which_nobody_answered_is_refused() -> None:
    with pytest.raises(Undefined, match="Nobody answered in the cell 'small'"):
        adjust_for_nonresponse([1, 1], [True, False], ["large", "small"])


def test_nonresponse_keeps_the_weight_of_each_cell() -> None:
    weights = adjust_for_nonresponse([2, 2, 3, 3], [1, 0, 1, 1], [0, 0, 1, 1])
    assert weights.tolist() == [4.0, 0.0, 3.0, 3.0]


def test_trimmed_weights_keep_their_total_and_their_bounds() -> None:
    rng = np.random.default_rng(5)
    weights = rng.lognormal(0, 1, 500)
    found = trim(weights, at_most=3.0, at_least=0.3)
    assert found.sum() == pytest.approx(weights.sum())
    assert found.max() <= 3.0
    assert found.min() >= 0.3


@given(
    st.lists(st.floats(0, 50), min_size=2, max_size=12),
    st.floats(0, 1),
    st.floats(1, 4),
)
@example([0.0, 1.0], 0.9375, 2.0)
def test_trimmed_weights_keep_their_total_wherever_the_bounds_allow(
    weights: list[float], least: float, most: float
) -> None:
    mean = sum(weights) / len(weights)
    found = trim(weights, at_most=mean * most * (1 + 1e-9), at_least=mean * least * (1 - 1e-9))
    assert found.sum() == pytest.approx(sum(weights), rel=1e-9, abs=1e-9)
    assert found.max() <= mean * most * (1 + 1e-9)
    assert found.min() >= mean * least * (1 - 1e-9)
    assert (np.diff(found[np.argsort(weights, kind="stable")]) >= -1e-9).all(), "who weighed less weighs no more now"


def test_weights_trimmed_at_both_ends_are_the_nearest_with_their_total() -> None:
    weights = np.array([6.57, 0.0, 4.54, 0.14, 2.14])
    found = trim(weights, at_most=3.7, at_least=0.3)
    nearest = minimize(
        lambda x: float(np.square(x - weights).sum()),
        np.full(5, weights.mean()),
        bounds=[(0.3, 3.7)] * 5,
        constraints={"type": "eq", "fun": lambda x: x.sum() - weights.sum()},
        options={"ftol": 1e-14},
    ).x
    assert found == pytest.approx(nearest, abs=1e-5)


def test_weights_are_trimmed_from_below_alone() -> None:
    assert trim([0.0, 4.0, 5.0], at_most=np.inf, at_least=1.0).tolist() == [1.0, 3.5, 4.5]


def test_bounds_that_cannot_hold_the_total_are_refused() -> None:
    with pytest.raises(PlacewrightError, match="cannot all lie between"):
        trim([1.0, 9.0], at_most=4.0)


def test_equal_weights_cost_nothing() -> None:
    assert design_effect([3.0] * 7) == pytest.approx(1.0)
    assert kish_effective_size([3.0] * 7) == pytest.approx(7.0)
