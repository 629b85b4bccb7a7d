"""What is true of every convergence regression."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placewright.methods.convergence import beta_convergence, sigma_convergence

levels = arrays(np.float64, 8, elements=st.floats(5, 500))


@given(levels, st.floats(0.001, 0.2), st.integers(1, 40))
def test_a_known_speed_is_found_again(start: np.ndarray, speed: float, years: int) -> None:
    assume(np.log(start).std() > 0.01)
    end = start * (100 / start) ** (1 - math.exp(-speed * years))
    result = beta_convergence(start, end, years)
    assume(math.exp(-speed * years) > 1e-4)
    assert result.speed == pytest.approx(speed, rel=1e-6)
    assert result.half_life == pytest.approx(math.log(2) / speed, rel=1e-6)


@given(levels, levels, st.floats(0.1, 50))
def test_the_unit_of_the_levels_does_not_matter(start: np.ndarray, end: np.ndarray, unit: float) -> None:
    assume(np.log(start).std() > 0.01)
    plain, scaled = beta_convergence(start, end, 10), beta_convergence(start * unit, end * unit, 10)
    assert scaled.slope == pytest.approx(plain.slope, abs=1e-9)
    assert scaled.p == pytest.approx(plain.p, abs=1e-6)
    assert 0 <= plain.p <= 1
    spread = sigma_convergence(np.array([start, end]))
    assert sigma_convergence(np.array([start, end]) * unit).change == pytest.approx(spread.change, abs=1e-9)
