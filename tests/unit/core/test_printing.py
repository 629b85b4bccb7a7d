"""Numbers are printed as publishers and spreadsheets round: halves go away from zero, however a double holds them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.printing import number, rounded_to


@given(st.integers(min_value=-(10**11), max_value=10**11), st.integers(min_value=0, max_value=2))
def test_a_half_as_it_is_written_goes_away_from_zero(tenths: int, decimals: int) -> None:
    written = Decimal(tenths).scaleb(-decimals - 1)
    wanted = written.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    said = number(float(written), decimals).replace("−", "-").replace(",", "")
    assert Decimal(said) == wanted


@pytest.mark.parametrize("value", [104.65 - 100, 100 * 0.0465, 4.65])
def test_what_arithmetic_leaves_below_a_half_is_the_half(value: float) -> None:
    assert number(value, 1) == "4.7"


def test_whole_numbers_of_more_digits_than_are_kept_stay_as_they_are() -> None:
    assert number(2_274_123_456_789.0) == "2,274,123,456,789"
    assert number(-9_007_199_254_740_991.0) == "−9,007,199,254,740,991"


def test_a_number_that_is_less_than_a_half_by_its_twelfth_digit_is_less() -> None:
    assert (number(0.499999999999, 0), number(0.0499999999999, 1)) == ("0", "0.0")


@given(st.integers(min_value=-(10**9), max_value=10**9), st.sampled_from([1, 5, 10, 100, 1000]))
def test_steps_are_alike_on_both_sides_of_zero(value: int, step: int) -> None:
    wanted = (Decimal(value) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    assert rounded_to(float(value), step) == float(wanted)
    assert rounded_to(-float(value), step) == -float(wanted)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_a_dash(value: float) -> None:
    assert number(value, 1) == number(rounded_to(value, 100)) == "–"
