"""What rounding leaves open is found at the corners of the inputs' bounds."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from placewright.analysis.bounding import Estimate, bounded
from placewright.analysis.sectors import location_quotients

counts = st.lists(st.integers(20, 5_000), min_size=4, max_size=4)


@given(counts, st.floats(0.01, 0.2))
def test_a_quotient_of_shares_reaches_as_far_as_its_best_and_worst_corner(
    given_counts: list[int], slack: float
) -> None:
    value = np.array(given_counts, dtype=float)
    low, high = value * (1 - slack), value * (1 + slack)
    found = bounded(location_quotients, value, low, high)[0]
    corners = [location_quotients(np.array([corner]))[0, 0] for corner in product(*zip(low, high, strict=True))]
    assert np.isclose(found.low or 0, min(corners)) and np.isclose(found.high or 0, max(corners))


def test_without_width_the_bounds_are_the_value() -> None:
    value = np.array([10.0, 30.0, 20.0, 20.0])
    for estimate in bounded(location_quotients, value, value, value):
        assert estimate.low == estimate.value == estimate.high


def test_bounds_that_straddle_a_threshold_cannot_tell() -> None:
    assert Estimate(1.1, 0.9, 1.3).against(1.0) == 0
    assert Estimate(1.1, 1.05, 1.3).against(1.0) == 1
    assert Estimate(0.9, 0.8, 0.95).against(1.0) == -1
