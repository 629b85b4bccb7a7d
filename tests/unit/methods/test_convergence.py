"""Convergence: the textbook speed, what the regression says, and where there is no answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods.convergence import beta_convergence, sigma_convergence, significance_in_words

START = np.array([10.0, 15.0, 20.0, 40.0, 55.0])


def _after(start: np.ndarray, speed: float, years: float, goal: float = 40.0) -> np.ndarray:
    return start * (goal / start) ** (1 - math.exp(-speed * years))


def test_two_per_cent_a_year_halves_the_distance_in_about_35_years() -> None:
    # Barro and Sala-i-Martin (1992): the rate and the half-life that go together. The model is exact, so is the slope.
    result = beta_convergence(START, _after(START, 0.02, 10), 10)
    assert result.speed == pytest.approx(0.02)
    assert result.half_life == pytest.approx(34.657, abs=1e-3)
    assert result.slope == pytest.approx(-(1 - math.exp(-0.2)) / 10)
    assert result.r_squared == pytest.approx(1)
    assert result.reason is None


def test_diverging_places_have_no_half_life_and_a_reason() -> None:
    result = beta_convergence(START, _after(START, -0.02, 10), 10)
    assert result.speed == pytest.approx(-0.02)
    assert math.isnan(result.half_life)
    assert result.reason == "the places do not converge, so there is no half-life"


def test_a_slope_that_overshoots_has_neither_speed_nor_half_life() -> None:
    result = beta_convergence(START, 100 / START, 1)
    assert math.isnan(result.speed) and math.isnan(result.half_life)
    assert "swap order" in str(result.reason)


def test_places_without_two_positive_levels_are_left_out_and_counted() -> None:
    start = np.append(START, [np.nan, 0.0, 12.0])
    end = np.append(_after(START, 0.02, 10), [10.0, 10.0, -1.0])
    result = beta_convergence(start, end, 10)
    assert (result.places, result.left_out, result.degrees_of_freedom) == (5, 3, 3)


def test_too_few_places_or_equal_ones_are_undefined() -> None:
    with pytest.raises(Undefined, match="three usable points"):
        beta_convergence([1.0, 2.0], [2.0, 3.0], 5)
    with pytest.raises(Undefined, match="equal"):
        beta_convergence([2.0, 2.0, 2.0], [2.0, 3.0, 4.0], 5)


def test_unlike_lists_and_no_time_are_refused() -> None:
    with pytest.raises(PlacewrightError, match="same places"):
        beta_convergence([1.0, 2.0], [2.0, 3.0, 4.0], 5)
    with pytest.raises(PlacewrightError, match="more than 0 years"):
        beta_convergence(START, START, 0)


def test_growth_that_has_nothing_to_do_with_the_start_is_not_significant() -> None:
    result = beta_convergence([10.0, 20.0, 30.0, 40.0], [11.0, 24.0, 33.0, 49.0], 5)
    assert result.p > 0.05
    assert significance_in_words(result.p) == "not significant at 5 %"


def test_a_p_value_in_words_names_its_level() -> None:
    assert significance_in_words(0.002, level=0.01) == "significant at 1 %"
    assert significance_in_words(math.nan) == "not tested"


def test_the_spread_narrows_as_places_converge() -> None:
    levels = np.array([_after(START, 0.05, year) for year in range(5)])
    result = sigma_convergence(levels)
    assert result.deviation[0] == pytest.approx(np.log(START).std(ddof=1))
    # Under the model every log distance shrinks by the same factor, so the spread does.
    assert result.deviation[4] == pytest.approx(result.deviation[0] * math.exp(-0.2))
    assert result.change < 0 and result.slope < 0 and result.p < 0.001


def test_places_with_a_gap_are_left_out_of_every_year() -> None:
    levels = np.array([[10.0, 20.0, np.nan], [11.0, 20.0, 500.0], [12.0, 20.0, 600.0]])
    result = sigma_convergence(levels)
    assert (result.places, result.left_out) == (2, 1)
    assert result.change < 0


def test_two_years_have_a_change_and_no_trend() -> None:
    result = sigma_convergence([[10.0, 20.0], [15.0, 20.0]], years=[2010, 2020])
    assert math.isnan(result.slope) and math.isnan(result.p)
    assert result.reason == "a trend needs three years"


def test_years_apart_scale_the_trend() -> None:
    levels = np.array([_after(START, 0.05, year) for year in (0, 5, 10)])
    assert sigma_convergence(levels, years=[2000, 2005, 2010]).slope == pytest.approx(
        sigma_convergence(levels).slope / 5
    )


def test_a_spread_of_one_place_or_one_year_is_undefined() -> None:
    with pytest.raises(Undefined, match="two places and two years"):
        sigma_convergence([[10.0], [12.0]])
    with pytest.raises(PlacewrightError, match="as many years"):
        sigma_convergence([[10.0, 11.0], [12.0, 13.0]], years=[2000])
    with pytest.raises(PlacewrightError, match="array"):
        sigma_convergence([10.0, 12.0])


@pytest.mark.oracle
def test_least_squares_agrees_with_statsmodels() -> None:
    statsmodels = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(11)
    start = rng.uniform(20, 60, 60)
    end = start**0.9 * rng.lognormal(0.6, 0.08, 60)
    growth = np.log(end / start) / 12
    fitted = statsmodels.OLS(growth, statsmodels.add_constant(np.log(start))).fit()
    result = beta_convergence(start, end, 12)
    ours = [result.intercept, result.slope, result.standard_error, result.p, result.r_squared]
    theirs = [*fitted.params, fitted.bse[1], fitted.pvalues[1], fitted.rsquared]
    assert ours == pytest.approx(theirs, rel=1e-9)


def test_least_squares_agrees_with_scipy() -> None:
    from scipy.stats import linregress

    rng = np.random.default_rng(5)
    start = rng.uniform(20, 60, 12)
    end = start * rng.lognormal(0.1, 0.1, 12)
    theirs = linregress(np.log(start), np.log(end / start) / 8)
    ours = beta_convergence(start, end, 8)
    assert [ours.slope, ours.standard_error, ours.p, ours.r_squared] == pytest.approx(
        [theirs.slope, theirs.stderr, theirs.pvalue, theirs.rvalue**2], rel=1e-9
    )
