"""The publishers' rounding rules and arithmetic by bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from placewright.core.quantities import ErrorKind, Interval
from placewright.methods.rounding import (
    BadBounds,
    Bounds,
    add_intervals,
    bres_base,
    bres_interval,
    business_counts_interval,
    divide_intervals,
    multiply_intervals,
    rounded_interval,
    share_interval,
    shares_of_parts,
    subtract_intervals,
)

# Nomis, "BRES rounding" (article 1103): base by size of estimate and kind of access.
BANDS = [
    (1, 5, 10, 5, 5),
    (49, 5, 10, 5, 5),
    (50, 25, 50, 10, 25),
    (249, 25, 50, 10, 25),
    (250, 50, 100, 25, 50),
    (499, 50, 100, 25, 50),
    (500, 100, 200, 50, 100),
    (999, 100, 200, 50, 100),
    (1_000, 250, 500, 125, 250),
    (2_499, 250, 500, 125, 250),
    (2_500, 500, 1_000, 250, 500),
    (4_999, 500, 1_000, 250, 500),
    (5_000, 1_000, 2_000, 500, 1_000),
    (634_900, 1_000, 2_000, 500, 1_000),
]


@pytest.mark.parametrize(("count", "relaxed", "strict", "licensed", "licensed_strict"), BANDS)
def test_the_base_grows_with_the_count_as_published(
    count: float, relaxed: float, strict: float, licensed: float, licensed_strict: float
) -> None:
    assert bres_base(count, strict=False) == relaxed
    assert bres_base(count, strict=True) == strict
    assert bres_base(count, strict=False, access="licensed") == licensed
    assert bres_base(count, strict=True, access="licensed") == licensed_strict


def test_the_strict_base_is_taken_where_the_flag_is_unknown() -> None:
    assert bres_interval(3_000) == bres_interval(3_000, strict=True) == Interval(2_500, 3_500, ErrorKind.ROUNDING)


def test_a_published_nought_may_be_a_few_jobs_and_never_less_than_none() -> None:
    assert bres_interval(0) == Interval(0, 5, ErrorKind.ROUNDING)


def test_an_array_of_counts_has_an_array_of_bounds_and_keeps_what_is_missing() -> None:
    bounds = bres_interval([10.0, 300.0, np.nan])
    np.testing.assert_array_equal(bounds.low, [5, 250, np.nan])
    np.testing.assert_array_equal(bounds.high, [15, 350, np.nan])
    assert bounds[0] == Interval(5, 15, ErrorKind.ROUNDING)
    assert bounds.width[1] == 100


def test_some_cells_of_bounds_are_bounds() -> None:
    assert bres_interval([10.0, 300.0, 600.0])[1:].high.tolist() == [350, 700]


def test_controlled_rounding_may_move_a_count_by_four() -> None:
    assert business_counts_interval(3_320) == Interval(3_316, 3_324, ErrorKind.ROUNDING)
    assert business_counts_interval([0.0, 5.0]).low.tolist() == [0, 1]


def test_a_printed_figure_stands_for_half_a_base_each_way() -> None:
    interval = rounded_interval(-1.5, 0.5)
    assert (interval.low, interval.high) == (-1.75, -1.25)
    with pytest.raises(BadBounds, match="above 0"):
        rounded_interval(1.0, 0.0)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(BadBounds, match="never negative"):
        bres_interval(-5)


def test_a_missing_count_on_its_own_has_no_interval() -> None:
    with pytest.raises(BadBounds, match="missing value"):
        bres_interval(math.nan)


def test_a_sum_of_rounded_parts_is_as_wide_as_all_of_them() -> None:
    parts = bres_interval([100.0, 20.0, 3_000.0])
    assert add_intervals(parts) == Interval(75 + 15 + 2_500, 125 + 25 + 3_500, ErrorKind.ROUNDING)
    assert add_intervals([parts[0], parts[1], parts[2]]) == add_intervals(parts)


def test_a_table_of_bounds_is_summed_along_an_axis() -> None:
    table = Bounds(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[2.0, 3.0], [5.0, 6.0]]))
    by_row = add_intervals(table, axis=1)
    assert isinstance(by_row, Bounds)
    assert (by_row.low.tolist(), by_row.high.tolist()) == ([3, 7], [5, 11])


def test_a_difference_takes_opposite_ends() -> None:
    assert subtract_intervals(bres_interval(100), bres_interval(20)) == Interval(50, 110, ErrorKind.ROUNDING)


def test_a_product_with_a_negative_number_turns_the_ends_round() -> None:
    assert multiply_intervals(bres_interval(100), -2.0) == Interval(-250, -150, ErrorKind.ROUNDING)


def test_a_quotient_of_change_keeps_its_sign_apart() -> None:
    change = Interval(-10, 20, ErrorKind.ROUNDING)
    assert divide_intervals(change, Interval(5, 10, ErrorKind.ROUNDING)) == Interval(-2, 4, ErrorKind.ROUNDING)


def test_a_quotient_by_what_may_be_nought_has_no_upper_bound() -> None:
    assert divide_intervals(bres_interval(100), bres_interval(0)).high == math.inf


def test_a_quotient_by_nought_is_refused_alone_and_nan_in_arrays() -> None:
    with pytest.raises(BadBounds, match="only be 0"):
        divide_intervals(bres_interval(100), 0.0)
    quotients = divide_intervals(bres_interval([100.0, 100.0]), np.array([0.0, 10.0]))
    np.testing.assert_array_equal(quotients.low, [np.nan, 7.5])


def test_a_divisor_that_may_be_negative_is_refused() -> None:
    with pytest.raises(BadBounds, match="may be negative"):
        divide_intervals(bres_interval(100), Interval(-1, 1, ErrorKind.ROUNDING))


def test_a_share_stays_within_nought_and_one() -> None:
    assert share_interval(bres_interval(100), bres_interval(100)) == Interval(0.6, 1.0, ErrorKind.ROUNDING)


def test_a_part_within_its_own_sum_has_tighter_bounds() -> None:
    parts = bres_interval([1_000.0, 500.0, 100.0])
    tight = shares_of_parts(parts)
    loose = share_interval(parts, add_intervals(parts))
    assert isinstance(loose, Bounds)
    assert (tight.width < loose.width).all()
    assert tight.low[0] == pytest.approx(750 / (750 + 600 + 125))


def test_a_part_alone_in_its_whole_is_all_of_it() -> None:
    shares = shares_of_parts(bres_interval([100.0]))
    assert (shares.low.tolist(), shares.high.tolist()) == ([1], [1])


def test_a_part_that_can_only_be_nought_has_no_share() -> None:
    shares = shares_of_parts(Bounds(np.array([0.0, 0.0]), np.array([0.0, 5.0])))
    assert (shares.low.tolist(), shares.high.tolist()) == ([0, 0], [0, 1])


def test_a_sampling_interval_is_not_combined_by_bounds() -> None:
    sampled = Interval(1, 2, ErrorKind.SAMPLING)
    for combine in (subtract_intervals, multiply_intervals, divide_intervals, share_interval):
        with pytest.raises(BadBounds, match="not a bound"):
            combine(sampled, bres_interval(100))
    with pytest.raises(BadBounds, match="not a bound"):
        add_intervals([sampled, sampled])


def test_bounds_of_two_kinds_of_error_are_of_unknown_kind() -> None:
    revised = Interval(1, 2, ErrorKind.REVISION)
    assert subtract_intervals(bres_interval(100), revised).error is ErrorKind.UNKNOWN
    assert subtract_intervals(revised, 1.0).error is ErrorKind.REVISION


def test_two_exact_numbers_have_no_bounds() -> None:
    with pytest.raises(BadBounds, match="Neither side"):
        subtract_intervals(2.0, 1.0)


def test_bounds_that_run_backwards_are_refused() -> None:
    with pytest.raises(BadBounds, match="from low to high"):
        Bounds(np.array([2.0]), np.array([1.0]))
    with pytest.raises(BadBounds, match="one shape"):
        Bounds(np.array([2.0]), np.array([1.0, 2.0]))
