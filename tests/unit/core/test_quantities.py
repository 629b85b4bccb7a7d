"""Quantities keep unit, interval and status together."""

from __future__ import annotations

import math

import pytest

from placewright.core.errors import PlacewrightError
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity, Status

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
