"""Quantities through formulas: what each kind of error does, alone and together."""

from __future__ import annotations

import math

import pytest

from placewright.core.errors import PlacewrightError
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity, Status
from placewright.methods.intervals import (
    Z_95,
    confidence_interval,
    divide_quantities,
    interval_of_variation,
    scale_quantity,
    share_quantities,
    standard_error,
    subtract_quantities,
    sum_quantities,
)


def _rounded(value: float, reach: float) -> Quantity:
    return Quantity(value, "jobs", Interval(value - reach, value + reach, ErrorKind.ROUNDING))


def _sampled(value: float, error: float) -> Quantity:
    return Quantity(value, "jobs", confidence_interval(value, error))


def test_a_confidence_interval_and_its_standard_error_undo_each_other() -> None:
    assert standard_error(confidence_interval(50.0, 3.0)) == pytest.approx(3.0)


def test_a_rounding_interval_has_no_standard_error() -> None:
    with pytest.raises(PlacewrightError, match="no standard error"):
        standard_error(Interval(1, 2, ErrorKind.ROUNDING))


def test_a_coefficient_of_variation_is_a_share_of_the_value() -> None:
    assert standard_error(interval_of_variation(600.0, 0.05)) == pytest.approx(30.0)
    with pytest.raises(PlacewrightError, match="0 or more"):
        interval_of_variation(600.0, -0.05)


def test_rounding_adds_and_sampling_adds_in_squares() -> None:
    assert sum_quantities([_rounded(100, 5)] * 4).bounds_width == pytest.approx(40)
    total = sum_quantities([_sampled(100, 5)] * 4)
    assert total.sampling_width == pytest.approx(2 * Z_95 * 10)
    assert total.error is ErrorKind.SAMPLING


def test_a_published_interval_that_is_not_symmetric_gives_half_its_width_each_way() -> None:
    lopsided = Quantity(10.0, "jobs", Interval(9.0, 13.0, ErrorKind.SAMPLING))
    result = scale_quantity(lopsided, 1.0)
    assert (result.low, result.high) == (8.0, 12.0)


def test_a_difference_of_samples_is_wider_than_either() -> None:
    change = subtract_quantities(_sampled(75, 3), _sampled(70, 4))
    assert change.sampling_width == pytest.approx(2 * Z_95 * 5)


def test_a_quotient_of_samples_follows_the_delta_method() -> None:
    result = divide_quantities(_sampled(400, 12), _sampled(10, 0.4))
    assert result.value == pytest.approx(40)
    assert result.sampling_width == pytest.approx(2 * Z_95 * 40 * 0.05)


def test_a_negative_numerator_takes_the_other_end_of_the_divisor() -> None:
    result = divide_quantities(_rounded(-100, 10), _rounded(10, 5))
    assert (result.low, result.high) == pytest.approx((-110 / 5, -90 / 15))


def test_a_share_never_leaves_nought_and_one() -> None:
    whole = share_quantities(_sampled(95, 10), _sampled(100, 1))
    assert whole.high == 1.0
    assert share_quantities(_sampled(1, 10), _sampled(100, 1)).low == 0.0


def test_sampling_beside_coarse_rounding_is_unknown_and_shows_both_widths() -> None:
    result = sum_quantities([_sampled(100, 5), _rounded(100, 25)])
    assert result.error is ErrorKind.UNKNOWN
    assert result.sampling_width == pytest.approx(2 * Z_95 * 5)
    assert result.bounds_width == pytest.approx(50)
    assert result.high == pytest.approx(200 + Z_95 * 5 + 25)


def test_a_rounding_result_is_never_called_sampling_however_small() -> None:
    assert sum_quantities([_rounded(100, 1e-9)]).error is ErrorKind.ROUNDING


def test_sampling_beside_negligible_rounding_is_sampling() -> None:
    result = sum_quantities([_sampled(100, 5), _rounded(100, 0.05)])
    assert result.error is ErrorKind.SAMPLING
    assert result.high == pytest.approx(200 + Z_95 * 5 + 0.05)


def test_an_exact_quantity_does_not_change_the_kind() -> None:
    exact = Quantity(10.0, "jobs", Interval(10.0, 10.0, ErrorKind.ROUNDING))
    assert sum_quantities([_sampled(100, 5), exact]).error is ErrorKind.SAMPLING


def test_revision_beside_rounding_is_unknown() -> None:
    revised = Quantity(10.0, "jobs", Interval(8.0, 12.0, ErrorKind.REVISION))
    assert sum_quantities([revised, revised]).error is ErrorKind.REVISION
    assert sum_quantities([revised, _rounded(10, 1)]).error is ErrorKind.UNKNOWN


def test_a_missing_part_makes_the_sum_missing_and_not_smaller() -> None:
    gone = Quantity(None, "jobs", NotEstimated("suppressed"), Status.SUPPRESSED)
    assert sum_quantities([_rounded(10, 1), gone]).value is None


def test_a_part_without_an_interval_leaves_the_sum_without_one() -> None:
    result = sum_quantities([_rounded(10, 1), Quantity(5.0, "jobs", NotEstimated("none published"))])
    assert (result.value, result.low, result.error) == (15.0, None, None)
    assert result.reason == "an input has no interval: none published"


def test_division_by_nought_has_no_value() -> None:
    result = divide_quantities(_rounded(10, 1), Quantity(0.0, "jobs", Interval(0.0, 0.0, ErrorKind.ROUNDING)))
    assert (result.value, result.reason) == (None, "a divisor is 0")


def test_division_by_what_may_be_nought_has_a_value_and_no_interval() -> None:
    result = divide_quantities(_rounded(10, 1), _rounded(2, 2))
    assert result.value == 5.0
    assert isinstance(result.interval, NotEstimated)


def test_units_are_not_mixed() -> None:
    with pytest.raises(PlacewrightError, match="jobs and percent"):
        sum_quantities([_rounded(1, 1), Quantity(1.0, "percent", NotEstimated("none"))])


def test_a_result_becomes_a_quantity_with_its_interval() -> None:
    quantity = sum_quantities([_rounded(100, 5)]).to_quantity("jobs")
    assert (quantity.value, quantity.low, quantity.high, quantity.unit) == (100.0, 95.0, 105.0, "jobs")
    assert math.isclose(quantity.high - quantity.low, 10.0)
