"""Propagated intervals hold the value, keep kinds apart and never shrink by adding doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.quantities import ErrorKind, Interval, Quantity
from placewright.methods.intervals import (
    divide_quantities,
    share_quantities,
    standard_error,
    subtract_quantities,
    sum_quantities,
)

kinds = st.sampled_from(list(ErrorKind))


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    value = draw(st.floats(1, 1e5))
    below, above = draw(st.floats(0, 0.9)), draw(st.floats(0, 2))
    return Quantity(value, "jobs", Interval(value * (1 - below), value * (1 + above), draw(kinds)))


def _kinds(*given_quantities: Quantity) -> set[ErrorKind]:
    return {
        quantity.interval.error
        for quantity in given_quantities
        if isinstance(quantity.interval, Interval) and quantity.interval.width > 0
    }


@given(quantities(), quantities())
def test_the_interval_holds_the_value_and_sampling_is_never_made_of_rounding_alone(a: Quantity, b: Quantity) -> None:
    for result in (sum_quantities([a, b]), subtract_quantities(a, b), divide_quantities(a, b)):
        assert isinstance(result.interval, Interval) and result.value is not None
        assert result.value in result.interval
        present = _kinds(a, b)
        if result.error is ErrorKind.SAMPLING:
            assert ErrorKind.SAMPLING in present
            assert result.bounds_width <= 0.1 * result.sampling_width
        if result.error is ErrorKind.ROUNDING:
            assert present <= {ErrorKind.ROUNDING}
            assert result.sampling_width == 0


@given(quantities(), quantities())
def test_a_share_stays_within_nought_and_one_or_at_its_value(a: Quantity, b: Quantity) -> None:
    result = share_quantities(a, b)
    assert result.value is not None and result.low is not None and result.high is not None
    assert 0 <= result.low <= result.value <= result.high <= max(1.0, result.value)


@given(st.lists(quantities(), min_size=1, max_size=6))
def test_rounding_in_a_sum_is_linear_and_sampling_is_in_squares(parts: list[Quantity]) -> None:
    result = sum_quantities(parts)
    intervals = [part.interval for part in parts if isinstance(part.interval, Interval)]
    sampled = [standard_error(part) for part in intervals if part.error is ErrorKind.SAMPLING]
    bounded = [part.width for part in intervals if part.error is not ErrorKind.SAMPLING]
    assert result.bounds_width == pytest.approx(sum(bounded), abs=1e-6)
    expected = 2 * 1.959964 * sum(error**2 for error in sampled) ** 0.5
    assert result.sampling_width == pytest.approx(expected, abs=1e-6)
