"""What holds of every measure of inequality."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.methods.inequality import (
    gini,
    palma,
    quantile_ratio,
    theil_decomposition,
    theil_l,
    theil_t,
    williamson,
)

amounts = st.lists(st.floats(0.01, 1e6), min_size=2, max_size=30)
MEASURES = [gini, theil_t, theil_l, palma, quantile_ratio, williamson]
every_measure = pytest.mark.parametrize("measure", MEASURES)


@every_measure
@given(values=amounts, scale=st.sampled_from([0.5, 2.0, 1024.0]))
def test_the_unit_of_the_amount_does_not_matter(
    measure: Callable[..., float], values: list[float], scale: float
) -> None:
    assert measure(np.array(values) * scale) == pytest.approx(measure(values), rel=1e-9, abs=1e-12)


@every_measure
@given(values=amounts, times=st.integers(2, 4))
def test_a_population_repeated_is_as_unequal(measure: Callable[..., float], values: list[float], times: int) -> None:
    once = measure(values)
    assert measure(values * times) == pytest.approx(once, rel=1e-9, abs=1e-12)
    assert measure(values, [times] * len(values)) == pytest.approx(once, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("measure", [gini, theil_t, theil_l, williamson])
@given(value=st.floats(0.01, 1e6), count=st.integers(1, 20))
def test_equality_is_zero(measure: Callable[..., float], value: float, count: int) -> None:
    assert measure([value] * count) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("measure", [gini, theil_t, theil_l, williamson])
@given(values=amounts, part=st.floats(0, 0.5))
def test_a_gift_of_the_richest_to_the_poorest_never_widens_inequality(
    measure: Callable[..., float], values: list[float], part: float
) -> None:
    after = sorted(values)
    gift = part * (after[-1] - after[0])
    after[0] += gift
    after[-1] -= gift
    assert measure(after) <= measure(values) + 1e-9


@given(values=amounts, data=st.data(), measure=st.sampled_from(["T", "L"]))
def test_between_and_within_add_to_the_total(values: list[float], data: st.DataObject, measure: str) -> None:
    groups = data.draw(st.lists(st.integers(0, 4), min_size=len(values), max_size=len(values)))
    result = theil_decomposition(values, groups, measure=measure)  # type: ignore[arg-type]
    assert result.between + result.within == pytest.approx(result.total, abs=1e-9)
    assert float(np.sum(result.group_share * result.group_inequality)) == pytest.approx(result.within, abs=1e-9)
    assert result.group_share.sum() == pytest.approx(1)
    assert result.total == pytest.approx(theil_t(values) if measure == "T" else theil_l(values), abs=1e-9)


@given(values=amounts)
def test_every_unit_a_group_is_all_between_and_one_group_all_within(values: list[float]) -> None:
    apart = theil_decomposition(values, range(len(values)))
    together = theil_decomposition(values, [0] * len(values))
    assert apart.between == pytest.approx(apart.total, abs=1e-9)
    assert together.within == pytest.approx(together.total, abs=1e-9)
