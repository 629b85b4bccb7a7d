"""Rounding to twelve digits is exact, whatever a processor's own powers and logarithms give in their last bit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.significant_digits import at_twelve_digits, magnitudes, powers_of_ten, steady

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e290, max_value=1e290).filter(
    lambda number: number == 0 or abs(number) > 1e-290
)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_the_exponent_is_that_of_the_number_as_it_is_written(numbers: list[float]) -> None:
    exact = [Decimal(number).adjusted() if number else 0 for number in numbers]
    nearest = [Decimal(repr(number)).adjusted() if number else 0 for number in numbers]
    for found, *either in zip(magnitudes(np.array(numbers)).tolist(), exact, nearest, strict=True):
        assert found in either


@given(st.lists(st.floats(min_value=-1e15, max_value=1e15).filter(lambda x: x == 0 or abs(x) > 1e-9), min_size=1))
def test_rounding_gives_the_double_that_the_digits_give_and_once_is_enough(numbers: list[float]) -> None:
    rounded = at_twelve_digits(np.array(numbers))
    assert rounded == pytest.approx([float(f"{number:.11e}") for number in numbers], rel=3e-12)
    assert (at_twelve_digits(rounded) == rounded).all()


def test_powers_are_the_doubles_nearest_to_them() -> None:
    assert powers_of_ten(np.arange(-307, 309)).tolist() == [float(f"1e{power}") for power in range(-307, 309)]


def test_neither_a_logarithm_nor_a_power_of_the_processor_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("log10", "power", "float_power", "log", "exp"):
        monkeypatch.setattr(np, name, None)
    assert at_twelve_digits(np.array([0.1 + 0.2, 1e23, 12_821_000.0])).tolist() == [0.3, 1e23, 12_821_000.0]


def test_what_is_no_number_and_what_is_out_of_reach_stays_as_it_is() -> None:
    kept = np.array([np.nan, np.inf, -np.inf, 0.0, 5e-324, 1.7e308])
    assert [repr(number) for number in at_twelve_digits(kept).tolist()] == [repr(number) for number in kept.tolist()]


@given(st.integers(min_value=1, max_value=999_999_999_999), st.integers(min_value=-290, max_value=280))
def test_a_number_of_twelve_digits_is_the_double_nearest_to_it_at_any_size(digits: int, power: int) -> None:
    number = float(f"{digits}e{power}")
    close = [float(np.nextafter(number, end)) for end in (-np.inf, np.inf)]
    assert at_twelve_digits(np.array([number, *close])).tolist() == [number] * 3


@dataclass(frozen=True)
class _Point:
    name: str
    value: float | None
    more: tuple[float, ...] = ()


def test_floats_within_records_are_rounded_and_what_has_none_is_the_same_object() -> None:
    point, plain = _Point("a", 0.1 + 0.2, (1 / 3,)), _Point("b", None)
    assert steady([point, plain]) == [_Point("a", 0.3, (0.3333333333,)), plain]
    assert steady(plain) is plain
    assert steady({"a": np.float64(1 / 3)}, digits=3) == {"a": 0.333}
