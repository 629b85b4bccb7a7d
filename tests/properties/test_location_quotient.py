"""What is true of every location quotient."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placewright.core.quantities import ErrorKind, Interval, Quantity
from placewright.methods.location_quotient import krugman_index, location_quotient, location_quotient_interval

counts = st.integers(1, 1_000_000)
tables = arrays(np.float64, (4, 5), elements=st.integers(0, 5_000).map(float))


@given(local=counts, times=st.integers(1, 50), scale=st.integers(1, 1_000))
def test_a_quotient_is_one_where_shares_are_equal(local: int, times: int, scale: int) -> None:
    assert location_quotient(local, local * times, local * scale, local * times * scale) == pytest.approx(1)


@given(tables)
def test_quotients_weighted_by_the_wider_shares_average_to_one(table: np.ndarray) -> None:
    wider = table.sum(0)
    quotients = location_quotient(table, table.sum(1, keepdims=True), wider, table.sum())
    for row, place in zip(quotients, table, strict=True):
        if place.sum() > 0:
            weights = wider / wider.sum()
            assert np.nansum(row * weights) == pytest.approx(1)


@given(tables)
def test_an_array_gives_what_its_cells_give_one_by_one(table: np.ndarray) -> None:
    totals, wider, overall = table.sum(1), table.sum(0), table.sum()
    quotients = location_quotient(table, totals[:, None], wider, overall)
    for place, industry in np.ndindex(table.shape):
        alone = location_quotient(table[place, industry], totals[place], wider[industry], overall)
        if alone is None:
            assert np.isnan(quotients[place, industry])
        else:
            assert quotients[place, industry] == alone


@given(st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 0.5)), min_size=4, max_size=4), st.data())
def test_the_bounds_hold_the_quotient_of_every_number_that_rounds_so(
    numbers: list[tuple[float, float]], data: st.DataObject
) -> None:
    quantities = [
        Quantity(value, "jobs", Interval(value * (1 - part), value * (1 + part), ErrorKind.ROUNDING))
        for value, part in numbers
    ]
    true = [value * (1 - part) + data.draw(st.floats(0, 1)) * 2 * value * part for value, part in numbers]
    result = location_quotient_interval(*quantities)
    quotient = location_quotient(*true)
    assert quotient is not None and result.low is not None and result.high is not None
    assert result.low * (1 - 1e-9) <= quotient <= result.high * (1 + 1e-9)


@given(tables)
def test_krugmans_index_is_symmetric_and_from_nought_to_two(table: np.ndarray) -> None:
    forth, back = krugman_index(table[0], table[1]), krugman_index(table[1], table[0])
    if forth is None:
        assert back is None
    else:
        assert forth == pytest.approx(back)
        assert 0 <= forth <= 2 + 1e-9
