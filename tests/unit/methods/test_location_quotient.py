"""Location quotients against published figures, their undefined cases and their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import Undefined
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity, Status
from placewright.methods.location_quotient import (
    krugman_index,
    location_quotient,
    location_quotient_interval,
    undefined_reason,
)
from placewright.methods.rounding import bres_interval

# Printed in the help of R's EconGeo for location.quotient; quotients recomputed by hand.
MATRIX = np.array(
    [[100, 0, 0, 0, 0], [0, 15, 5, 70, 10], [0, 20, 10, 20, 50], [0, 25, 30, 5, 40], [0, 40, 55, 5, 0]], dtype=float
)
QUOTIENTS = [
    [5, 0, 0, 0, 0],
    [0, 0.75, 0.25, 3.5, 0.5],
    [0, 1, 0.5, 1, 2.5],
    [0, 1.25, 1.5, 0.25, 2],
    [0, 2, 2.75, 0.25, 0],
]


def _jobs(value: float, low: float, high: float, error: ErrorKind = ErrorKind.ROUNDING) -> Quantity:
    return Quantity(value, "jobs", Interval(low, high, error))


def _exact(value: float) -> Quantity:
    return _jobs(value, value, value)


def test_the_textbook_example_gives_its_printed_quotient() -> None:
    # Farhauer and Kröll, as printed in the help of R's REAT for locq; seven decimals are printed.
    assert location_quotient(1714, 79006, 879213, 15593224) == pytest.approx(0.3847623, abs=5e-8)


def test_a_matrix_gives_the_quotients_of_its_cells() -> None:
    quotients = location_quotient(MATRIX, MATRIX.sum(1, keepdims=True), MATRIX.sum(0), MATRIX.sum())
    np.testing.assert_allclose(quotients, QUOTIENTS, atol=1e-12)


def test_a_cube_of_years_equals_its_years_one_by_one() -> None:
    cube = np.stack([MATRIX, MATRIX + 3, MATRIX * 2 + 1], axis=2)
    together = location_quotient(
        cube, cube.sum(1, keepdims=True), cube.sum(0, keepdims=True), cube.sum((0, 1), keepdims=True)
    )
    for year in range(3):
        one = cube[:, :, year]
        apart = location_quotient(one, one.sum(1, keepdims=True), one.sum(0), one.sum())
        np.testing.assert_array_equal(together[:, :, year], apart)


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((5, 0, 10, 100), "the place has nothing at all"),
        ((5, 50, 0, 100), "the wider economy has none of this industry"),
        ((5, 50, 0, 0), "the wider economy has nothing at all"),
        ((float("nan"), 50, 10, 100), "a number is missing"),
        ((-5, 50, 10, 100), "a number is negative"),
    ],
)
def test_an_undefined_quotient_is_none_with_a_reason_and_nan_in_arrays(
    numbers: tuple[float, float, float, float], reason: str
) -> None:
    assert location_quotient(*numbers) is None
    assert undefined_reason(*numbers) == reason
    local, *rest = numbers
    assert np.isnan(location_quotient([local, local], *rest)).all()


def test_a_single_number_in_numpy_dress_is_still_a_single_number() -> None:
    assert location_quotient(np.int64(50), np.float64(1_000), 200, 10_000) == 2.5


def test_an_array_given_is_not_changed() -> None:
    local = np.array([1.0, 2.0])
    location_quotient(local, 3.0, np.array([10.0, 0.0]), 10.0)
    assert local.tolist() == [1.0, 2.0]


def test_rounding_goes_to_the_corners_of_the_bounds() -> None:
    result = location_quotient_interval(
        _jobs(100, 75, 125), _jobs(1_000, 900, 1_100), _jobs(5_000, 4_000, 6_000), _jobs(90_000, 89_000, 91_000)
    )
    assert result.value == pytest.approx(1.8)
    assert result.low == pytest.approx((75 / 1_100) / (6_000 / 89_000))
    assert result.high == pytest.approx((125 / 900) / (4_000 / 91_000))
    assert result.error is ErrorKind.ROUNDING
    assert result.sampling_width == 0


def test_sampling_adds_squared_coefficients_of_variation() -> None:
    sampled = _jobs(100, 100 - 1.959964 * 6, 100 + 1.959964 * 6, ErrorKind.SAMPLING)
    total = _jobs(1_000, 1_000 - 1.959964 * 80, 1_000 + 1.959964 * 80, ErrorKind.SAMPLING)
    result = location_quotient_interval(sampled, total, _exact(5_000), _exact(100_000))
    assert result.error is ErrorKind.SAMPLING
    assert result.value == pytest.approx(2.0)
    # cv = sqrt(0.06^2 + 0.08^2) = 0.1, so the standard error is 0.2
    assert result.high == pytest.approx(2.0 + 1.959964 * 0.2)
    assert result.low == pytest.approx(2.0 - 1.959964 * 0.2)


def test_sampling_with_coarse_rounding_is_called_neither() -> None:
    sampled = _jobs(100, 90, 110, ErrorKind.SAMPLING)
    result = location_quotient_interval(sampled, _jobs(1_000, 900, 1_100), _exact(5_000), _exact(100_000))
    assert result.error is ErrorKind.UNKNOWN
    assert result.sampling_width == pytest.approx(0.4)
    assert result.bounds_width == pytest.approx(2 / 0.9 - 2 / 1.1)
    assert result.interval.high - result.interval.low == pytest.approx(result.sampling_width + result.bounds_width)


def test_sampling_with_negligible_rounding_stays_sampling_and_is_widened() -> None:
    sampled = _jobs(100, 50, 150, ErrorKind.SAMPLING)
    result = location_quotient_interval(sampled, _jobs(1_000, 999, 1_001), _exact(5_000), _exact(100_000))
    assert result.error is ErrorKind.SAMPLING
    assert result.high > 3.0


def test_an_interval_never_goes_below_zero() -> None:
    sampled = _jobs(10, -20, 40, ErrorKind.SAMPLING)
    result = location_quotient_interval(sampled, _exact(1_000), _exact(5_000), _exact(100_000))
    assert result.low == 0.0


def test_a_divisor_that_may_be_zero_leaves_the_value_without_an_interval() -> None:
    result = location_quotient_interval(
        _jobs(5, 0, 10), _exact(1_000), Quantity(5.0, "jobs", bres_interval(5)), _exact(100_000)
    )
    assert result.value == pytest.approx(100.0)
    assert result.interval == NotEstimated("a divisor may be 0, so the result has no upper bound")


def test_a_missing_input_gives_a_missing_result_with_its_status() -> None:
    gone = Quantity(None, "jobs", NotEstimated("suppressed"), Status.SUPPRESSED)
    result = location_quotient_interval(gone, _exact(1_000), _exact(5_000), _exact(100_000))
    assert result.value is None
    assert result.reason == "an input is missing (suppressed)"
    assert result.to_quantity("ratio", missing=Status.SUPPRESSED).is_missing


def test_an_input_without_an_interval_gives_a_value_without_one() -> None:
    bare = Quantity(100.0, "jobs", NotEstimated("none published"))
    result = location_quotient_interval(bare, _exact(1_000), _exact(5_000), _exact(100_000))
    assert result.value == pytest.approx(2.0)
    assert result.reason == "an input has no interval: none published"


def test_an_undefined_quotient_of_quantities_says_why() -> None:
    result = location_quotient_interval(_exact(0), _exact(0), _exact(5), _exact(10))
    assert (result.value, result.reason) == (None, "the place has nothing at all")


def test_structures_without_a_common_industry_are_two_apart() -> None:
    # Farhauer and Kröll (2013), modified, as printed in the help of R's REAT for krugman.spec.
    assert krugman_index([20, 10, 70, 0, 0], [0, 0, 0, 60, 40]) == pytest.approx(2.0)


def test_proportional_structures_are_nought_apart() -> None:
    assert krugman_index([1, 2, 3], [10, 20, 30]) == pytest.approx(0.0, abs=1e-15)


def test_krugmans_index_of_many_places_is_one_for_each() -> None:
    index = krugman_index(np.vstack([MATRIX, np.zeros(5)]), MATRIX.sum(0))
    assert index is not None and not isinstance(index, float)
    assert index.shape == (6,)
    assert np.isnan(index[5])
    assert index[0] == pytest.approx(1.6)


def test_krugmans_index_of_a_negative_count_or_of_no_industries_is_undefined() -> None:
    assert krugman_index([-5, 10], [1, 1]) is None
    assert np.isnan(krugman_index(np.array([[1.0, 1.0], [-1.0, 3.0]]), np.array([1.0, 1.0]))).tolist() == [False, True]
    with pytest.raises(Undefined, match="without industries"):
        krugman_index([], [])


def test_krugmans_index_of_an_empty_place_is_none() -> None:
    assert krugman_index([0, 0], [1, 2]) is None


@pytest.mark.parametrize("shape", [(300_000,), (7, 180, 211), (3, 2, 60_001), (90_000, 3)])
def test_a_large_array_gives_what_its_cells_give_one_by_one(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(3)
    counts = np.floor(rng.lognormal(2, 1, shape))
    counts[rng.random(shape) < 0.2] = 0
    counts.flat[[0, 5, counts.size - 1]] = np.nan, -1, -2
    totals, wider = np.floor(rng.lognormal(6, 1, (*shape[:-1], 1))), np.floor(rng.lognormal(9, 1, shape[-1]))
    wider[4 % len(wider)] = 0
    quotients = location_quotient(counts, totals, wider, 1e7)
    for cell in [0, 5, *rng.integers(0, counts.size, 2_000), counts.size - 1]:
        place, industry = np.unravel_index(cell, shape)[:-1], cell % shape[-1]
        alone = location_quotient(counts.flat[cell], totals[(*place, 0)], wider[industry], 1e7)
        np.testing.assert_equal(quotients.flat[cell], np.nan if alone is None else alone)


def test_a_negative_count_is_undefined_beside_a_missing_one() -> None:
    np.testing.assert_array_equal(location_quotient([np.nan, -1, 5], 10, 5, 10), [np.nan, np.nan, 1])
