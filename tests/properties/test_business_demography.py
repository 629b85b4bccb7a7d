"""What is true of every rate of births, deaths and survival, and of land."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.methods.business_demography import birth_rate, death_rate, is_high_growth, net_rate, survival

counts = st.integers(0, 100_000)


@given(counts, counts, st.integers(1, 1_000_000))
def test_the_net_rate_is_births_less_deaths(births: int, deaths: int, active: int) -> None:
    born, died = birth_rate(births, active), death_rate(deaths, active)
    assert born is not None and died is not None
    assert net_rate(births, deaths, active) == pytest.approx(born - died)


@given(st.lists(counts, min_size=1, max_size=5))
def test_survival_never_rises_as_businesses_die(alive: list[int]) -> None:
    alive.sort(reverse=True)
    shares = survival(alive, max(alive[0], 1))
    assert (np.diff(shares) <= 0).all() and (shares <= 1).all() and (shares >= 0).all()


@given(st.integers(10, 10_000), st.integers(0, 40_000))
def test_many_firms_are_judged_as_each_alone(start: int, end: int) -> None:
    alone = is_high_growth(start, end)
    assert alone == (1_000 * end > 1_728 * start)
    assert is_high_growth([start], [end]).tolist() == [alone]
