"""What holds of economic complexity for any counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placewright.core.errors import Undefined
from placewright.methods.complexity import EconomicComplexity, economic_complexity, presence_of

tables = st.tuples(st.integers(3, 9), st.integers(3, 9)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 50))
)


def complexity_or_none(counts: np.ndarray) -> EconomicComplexity | None:
    try:
        return economic_complexity(counts)
    except Undefined:
        return None


@given(tables)
def test_results_are_in_range_or_refused(counts: np.ndarray) -> None:
    result = complexity_or_none(counts)
    assume(result is not None)
    assert result is not None
    known = np.isfinite(result.eci)
    assert (known == (counts.sum(axis=1) > 0)).all()
    assert result.eci[known].std() == pytest.approx(1)
    assert 0 < result.second_eigenvalue < 1
    for share in (result.proximity, result.density):
        finite = share[np.isfinite(share)]
        assert ((finite >= 0) & (finite <= 1 + 1e-12)).all()
    near = result.proximity[np.ix_(result.ubiquity > 0, result.ubiquity > 0)]
    assert near == pytest.approx(near.T)


@given(tables, st.sampled_from([3, 10, 0.5, 1e-3]))
def test_the_unit_of_the_counts_does_not_matter(counts: np.ndarray, scale: float) -> None:
    assert (presence_of(counts) == presence_of(counts * scale)).all()


@given(tables)
def test_every_place_with_counts_has_an_industry(counts: np.ndarray) -> None:
    presence = presence_of(counts)
    assert (presence.any(axis=1) == (counts.sum(axis=1) > 0)).all()
    assert (presence.any(axis=0) == (counts.sum(axis=0) > 0)).all()


@given(tables, st.integers(0, 1_000))
def test_the_order_of_places_and_industries_does_not_matter(counts: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(counts.shape[0]), rng.permutation(counts.shape[1])
    one, other = complexity_or_none(counts), complexity_or_none(counts[np.ix_(rows, columns)])
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.eci[rows] == pytest.approx(other.eci, abs=1e-5, nan_ok=True)
        assert one.density[np.ix_(rows, columns)] == pytest.approx(other.density, abs=1e-9, nan_ok=True)
