"""Intervals of whole columns as plain arrays: what rounding and sampling leave open."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from placewright.methods.rounding import business_counts_interval, rounded_interval

Floats = npt.NDArray[np.float64]

NORMAL_95 = 1.96
"""Standard errors either side of an estimate that hold 95 % of a normal distribution, as the publishers take it."""


_SMALLEST_PRINTED = 0.05


def base_five(counts: Floats) -> tuple[Floats, Floats]:
    """What counts may be that were control-rounded to base 5; NaN stays NaN."""
    bounds = business_counts_interval(np.maximum(counts, 0.0))
    return bounds.low, bounds.high


def nearest(values: Floats, step: float, *, least: float = -np.inf, most: float = np.inf) -> tuple[Floats, Floats]:
    """What values may be that were rounded to the nearest `step` and by their nature lie between `least` and `most`."""
    if least == 0.0:
        values = np.maximum(values, 0.0)
    bounds = rounded_interval(values, step, floor=least)
    return bounds.low, np.minimum(bounds.high, most)


def sampling(values: Floats, coefficient: Floats) -> tuple[Floats, Floats]:
    """The 95 % interval of estimates whose coefficient of variation, in per cent, is given; NaN where it is not.

    Coefficients are published to one decimal: one printed as 0.0 is taken as 0.05, since no estimate is exact.
    """
    half = np.abs(values) * NORMAL_95 * np.where(coefficient == 0, _SMALLEST_PRINTED, coefficient) / 100
    return values - half, values + half
