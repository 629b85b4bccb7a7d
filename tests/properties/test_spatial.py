"""What holds of Moran's I for any values and weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from placewright.methods._local_moran import draw_distinct
from placewright.methods.spatial import local_moran, moran


@st.composite
def places(draw: st.DrawFn) -> tuple[np.ndarray, csr_array]:
    n = draw(st.integers(4, 25))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    matrix = rng.random((n, n)) * (rng.random((n, n)) < draw(st.floats(0.1, 1)))
    if draw(st.booleans()):
        matrix = (matrix > 0).astype(float)
    np.fill_diagonal(matrix, 0)
    matrix[0, 1] = 1
    return rng.normal(size=n) + np.arange(n) * 1e-3, csr_array(matrix)


@given(places(), st.floats(0.01, 1_000), st.floats(-100, 100))
def test_a_change_of_unit_changes_nothing(
    given_places: tuple[np.ndarray, csr_array], scale: float, shift: float
) -> None:
    values, weights = given_places
    one = local_moran(values, weights, 50, rng=np.random.default_rng(0))
    other = local_moran(values * scale + shift, weights, 50, rng=np.random.default_rng(0))
    np.testing.assert_allclose(one.I, other.I, atol=1e-6)
    np.testing.assert_allclose(one.p, other.p, atol=1e-9)
    np.testing.assert_allclose(moran(values, weights).I, moran(values * scale + shift, weights).I, atol=1e-6)


@given(places())
def test_p_lies_between_its_least_value_and_one(given_places: tuple[np.ndarray, csr_array]) -> None:
    values, weights = given_places
    result = local_moran(values, weights, 50, rng=np.random.default_rng(0))
    known = result.p[~result.is_island]
    assert ((known >= 2 / 51 - 1e-12) & (known <= 1)).all()
    assert np.isnan(result.p[result.is_island]).all()
    assert set(result.quadrant[~result.is_island]) <= {1, 2, 3, 4}
    assert not result.significant[result.is_island].any()


@given(places())
def test_the_order_of_the_units_does_not_matter(given_places: tuple[np.ndarray, csr_array]) -> None:
    values, weights = given_places
    order = np.random.default_rng(1).permutation(values.size)
    shuffled = csr_array(weights.toarray()[np.ix_(order, order)])
    one, other = moran(values, weights), moran(values[order], shuffled)
    assert (one.I, one.variance) == pytest.approx((other.I, other.variance), abs=1e-12)


@given(st.integers(1, 12), st.integers(0, 30), st.integers(0, 1_000))
def test_drawn_rows_hold_distinct_units(size: int, more: int, seed: int) -> None:
    n = size + more
    drawn = draw_distinct(n, size, rows=40, rng=np.random.default_rng(seed))
    assert drawn.shape == (40, size)
    assert ((drawn >= 0) & (drawn < n)).all()
    assert all(len(set(row)) == size for row in drawn.tolist())
