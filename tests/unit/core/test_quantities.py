"""Quantities keep unit, interval and status together; money keeps its price base."""

from __future__ import annotations

import math

import pytest

from placewright.core.errors import PlacewrightError
from placewright.core.quantities import ErrorKind, Interval, Money, NotEstimated, Quantity, Status

UNKNOWN = NotEstimated("none published")


def test_a_missing_value_needs_a_status_that_says_why() -> None:
    assert Quantity(None, "GBP", UNKNOWN, Status.SUPPRESSED).is_missing
    with pytest.raises(PlacewrightError, match="does not go with"):
        Quantity(None, "GBP", UNKNOWN)


def test_a_value_is_never_marked_as_suppressed() -> None:
    with pytest.raises(PlacewrightError):
        Quantity(3.0, "GBP", UNKNOWN, Status.SUPPRESSED)


def test_nan_is_refused() -> None:
    with pytest.raises(PlacewrightError, match="never NaN"):
        Quantity(math.nan, "GBP", UNKNOWN)


def test_an_interval_runs_from_low_to_high() -> None:
    assert 5.0 in Interval(4, 6, ErrorKind.ROUNDING)
    with pytest.raises(PlacewrightError):
        Interval(6, 4, ErrorKind.ROUNDING)


def test_money_of_one_price_base_adds() -> None:
    assert Money(2, "2025-26") + Money(3, "2025-26") == Money(5, "2025-26")
    assert Money(2, "current") - Money(3, "current") == Money(-1, "current")


def test_money_of_two_price_bases_does_not_add() -> None:
    with pytest.raises(PlacewrightError, match="do not add"):
        Money(2, "2024") + Money(3, "current")
