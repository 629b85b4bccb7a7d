"""Birth, death and survival rates against published ones, and the definition of high growth."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods.business_demography import birth_rate, death_rate, is_high_growth, net_rate, survival


def test_the_rates_of_the_united_kingdom_in_2024_are_as_published() -> None:
    # ONS, Business demography, UK: 2024: 317,000 births (11.1 %), 280,000 deaths (9.8 %), about 2.856 million active.
    # Published to 0.1 percentage points.
    assert birth_rate(317_000, 2_856_000) == pytest.approx(0.111, abs=0.0005)
    assert death_rate(280_000, 2_856_000) == pytest.approx(0.098, abs=0.0005)
    assert net_rate(317_000, 280_000, 2_856_000) == pytest.approx(0.013, abs=0.0005)


def test_births_of_2008_survived_as_published() -> None:
    # ONS, Business demography 2013: 91.2 % alive after one year and 41.3 % after five.
    np.testing.assert_allclose(survival([912, 413], 1_000), [0.912, 0.413])


def test_rates_of_many_places_keep_what_is_undefined() -> None:
    rates = birth_rate([10, 5, np.nan], [100, 0, 50])
    np.testing.assert_array_equal(rates, [0.1, np.nan, np.nan])
    np.testing.assert_array_equal(net_rate([10, 5], [20, 1], [100, 0]), [-0.1, np.nan])


def test_a_rate_without_businesses_is_none() -> None:
    assert birth_rate(5, 0) is None
    assert death_rate(float("nan"), 100) is None
    assert net_rate(5, 3, 0) is None
    assert survival(0, 0) is None


def test_more_alive_than_born_is_refused() -> None:
    with pytest.raises(PlacewrightError, match="alive than were born"):
        survival(11, 10)


def test_high_growth_is_more_than_twenty_per_cent_a_year_for_three_years() -> None:
    # 125 x 1.2^3 = 216 exactly: not more than 20 % a year.
    assert is_high_growth(125, 216) is False
    assert is_high_growth(125, 217) is True


def test_high_growth_needs_ten_employees_at_the_start() -> None:
    assert is_high_growth(9, 100) is False
    assert is_high_growth(10, 18) is True
    assert is_high_growth(1_000_000, 2_000_000, employees_at_start=9) is False
    assert is_high_growth(1_000_000, 2_000_000, employees_at_start=10) is True


def test_other_rates_and_spans_can_be_asked_for() -> None:
    assert is_high_growth(10, 12, years=1, growth_per_year=0.1) is True
    assert is_high_growth(5, 10, least_employees=5) is True


def test_a_missing_size_is_none_alone_and_refused_among_many() -> None:
    assert is_high_growth(float("nan"), 20) is None
    with pytest.raises(Undefined, match="1 firms lack a size"):
        is_high_growth([10, np.nan], [20, 20])


def test_many_firms_are_judged_at_once() -> None:
    assert is_high_growth([10, 10, 9], [18, 17, 90]).tolist() == [True, False, False]
