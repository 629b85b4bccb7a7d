"""Bounds hold what they say they hold."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placewright.core.quantities import ErrorKind, Interval
from placewright.methods.rounding import (
    Bounds,
    add_intervals,
    bres_base,
    bres_interval,
    business_counts_interval,
    divide_intervals,
    multiply_intervals,
    share_interval,
    shares_of_parts,
    subtract_intervals,
)

SLACK = 1e-9
"""Relative float error allowed at the ends of an interval."""


@st.composite
def intervals(draw: st.DrawFn, least: float = -1e4, most: float = 1e4) -> tuple[Interval, float]:
    """An interval and a number in it."""
    low, high = sorted((draw(st.floats(least, most)), draw(st.floats(least, most))))
    inside = min(max(low + draw(st.floats(0, 1)) * (high - low), low), high)
    return Interval(low, high, ErrorKind.ROUNDING), inside


def _holds(interval: object, value: float) -> bool:
    assert isinstance(interval, Interval)
    slack = SLACK * max(1.0, abs(value))
    return interval.low - slack <= value <= interval.high + slack


@given(st.integers(0, 200_000), st.booleans(), st.sampled_from(["public", "licensed"]))
def test_a_count_lies_in_the_interval_of_what_is_published_for_it(count: int, strict: bool, access: str) -> None:
    base = bres_base(count, strict, access=access)  # type: ignore[arg-type]
    published = np.floor(count / base + 0.5) * base
    assert count in bres_interval(published, strict, access=access)  # type: ignore[arg-type]
    assert count in bres_interval(published, access=access)  # type: ignore[arg-type]


@given(st.integers(0, 100_000), st.booleans())
def test_a_business_count_lies_in_the_interval_of_either_multiple_beside_it(count: int, up: bool) -> None:
    published = 5 * (-(-count // 5) if up else count // 5)
    assert count in business_counts_interval(published)


@given(intervals(), intervals())
def test_arithmetic_holds_every_result(one: tuple[Interval, float], other: tuple[Interval, float]) -> None:
    (first, a), (second, b) = one, other
    assert _holds(subtract_intervals(first, second), a - b)
    assert _holds(multiply_intervals(first, second), a * b)
    assert _holds(add_intervals([first, second]), a + b)


@given(intervals(), intervals(least=1e-3))
def test_a_quotient_holds_every_quotient(one: tuple[Interval, float], other: tuple[Interval, float]) -> None:
    (first, a), (second, b) = one, other
    assert _holds(divide_intervals(first, second), a / b)


@given(intervals(least=0), intervals(least=0.01))
def test_a_share_holds_every_share_that_is_one(one: tuple[Interval, float], other: tuple[Interval, float]) -> None:
    (part, a), (whole, b) = one, other
    if a <= b:
        assert _holds(share_interval(part, whole), a / b)


@given(
    arrays(np.float64, 5, elements=st.one_of(st.just(0.0), st.floats(0.01, 1e4))),
    arrays(np.float64, 5, elements=st.floats(0, 100)),
    arrays(np.float64, 5, elements=st.floats(0, 1)),
)
def test_shares_of_parts_hold_every_share_and_are_never_wider(
    low: np.ndarray, width: np.ndarray, along: np.ndarray
) -> None:
    parts = Bounds(low, low + width)
    true = np.clip(low + along * width, low, low + width)
    if true.sum() == 0:
        return
    shares, loose = shares_of_parts(parts), share_interval(parts, add_intervals(parts))
    assert isinstance(loose, Bounds)
    assert (shares.low - SLACK <= true / true.sum()).all() and (true / true.sum() <= shares.high + SLACK).all()
    assert (shares.low >= loose.low - SLACK).all() and (shares.high <= loose.high + SLACK).all()


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
def test_arrays_and_single_numbers_agree(counts: list[int]) -> None:
    together = bres_interval(np.array(counts))
    alone = [bres_interval(count) for count in counts]
    assert together.low.tolist() == [interval.low for interval in alone]
    assert add_intervals(together) == add_intervals(alone)
