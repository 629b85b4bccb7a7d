"""What is true of every need for floorspace and every balance of land."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.methods.employment_land import Density, Measurement, floorspace_need, jobs_in_floorspace, land_balance

densities = st.floats(5, 100).map(lambda size: Density("use", size, Measurement.GIA, size, size, "drawn"))
amounts = st.floats(0, 1e3)


@given(densities, st.floats(-1e5, 1e5), st.floats(0, 0.9))
def test_the_floorspace_needed_holds_the_jobs_that_need_it(density: Density, jobs: float, vacancy: float) -> None:
    need = floorspace_need([jobs], [[1.0]], [density], vacancy=vacancy)
    assert need.total is not None
    assert jobs_in_floorspace(need.total, density.square_metres, vacancy=vacancy) == pytest.approx(jobs, abs=1e-6)


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=5), densities)
def test_the_need_of_industries_is_the_sum_of_each(changes: list[float], density: Density) -> None:
    shares = np.full((len(changes), 1), 0.5)
    together = floorspace_need(changes, shares, [density]).total
    apart = [floorspace_need([change], [[0.5]], [density]).total or 0.0 for change in changes]
    assert together == pytest.approx(sum(apart), abs=1e-6)


@given(st.floats(-1e6, 1e6), st.floats(0.1, 5), amounts, st.floats(0, 1), amounts)
def test_the_balance_is_supply_less_need_replacement_and_margin(
    floorspace: float, plot_ratio: float, losses: float, margin: float, allocations: float
) -> None:
    result = land_balance(
        floorspace, plot_ratio=plot_ratio, losses=losses, choice_margin=margin, allocations=allocations
    )
    assert result.balance == pytest.approx(allocations - result.need - result.replacement - result.margin, abs=1e-9)
    more = land_balance(
        floorspace, plot_ratio=plot_ratio, losses=losses, choice_margin=margin, allocations=allocations + 1
    )
    assert more.balance == pytest.approx(result.balance + 1)
