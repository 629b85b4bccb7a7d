"""Quantities through a formula: rounding goes by bounds, sampling by variance, and neither is sold as the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity, Status
from placewright.methods.rounding import joint_error

Z_95 = 1.959964
"""Standard errors from the middle of a 95 % confidence interval to its end."""

NEGLIGIBLE = 0.1
"""Rounding is negligible when its width is at most this part of the sampling interval's.

A rounding error spread evenly over a tenth of a 95 % interval raises the standard error by 0.6 %.
"""


@dataclass(frozen=True, slots=True)
class Propagated:
    """A computed number, its interval or the reason for none, and the two widths that made it.

    `sampling_width` is the width of the 95 % interval from sampling alone; `bounds_width` is the width from rounding,
    revision or unknown errors alone. Where there are both, the interval is the sampling interval widened by the bounds:
    it is called `sampling` if the bounds are negligible beside it (at most a tenth of its width), else `unknown`,
    because it is then neither a 95 % interval nor a bound.
    """

    value: float | None
    interval: Interval | NotEstimated
    sampling_width: float = 0.0
    bounds_width: float = 0.0

    @property
    def low(self) -> float | None:
        """The least it may be; None where no interval is known."""
        return self.interval.low if isinstance(self.interval, Interval) else None

    @property
    def high(self) -> float | None:
        """The most it may be; None where no interval is known."""
        return self.interval.high if isinstance(self.interval, Interval) else None

    @property
    def error(self) -> ErrorKind | None:
        """The kind of error its interval holds; None where no interval is known."""
        return self.interval.error if isinstance(self.interval, Interval) else None

    @property
    def reason(self) -> str | None:
        """Why there is no interval, or no value; None where there is one."""
        return self.interval.reason if isinstance(self.interval, NotEstimated) else None

    def to_quantity(self, unit: str, *, missing: Status = Status.NOT_APPLICABLE) -> Quantity:
        """The result as a quantity in `unit`; `missing` is the status it has where there is no value."""
        status = Status.OK if self.value is not None else missing
        return Quantity(self.value, unit, self.interval, status)


def standard_error(interval: Interval) -> float:
    """The standard error behind a published 95 % confidence interval.

    Raises:
        PlacewrightError: the interval is not one of sampling.

    >>> round(standard_error(Interval(70.0, 80.0, ErrorKind.SAMPLING)), 3)
    2.551
    """
    if interval.error is not ErrorKind.SAMPLING:
        raise PlacewrightError(f"A {interval.error} interval has no standard error.")
    return interval.width / (2 * Z_95)


def confidence_interval(value: float, error: float) -> Interval:
    """The 95 % confidence interval of a value with that standard error.

    >>> interval = confidence_interval(75.0, 2.551)
    >>> round(interval.low, 2), round(interval.high, 2)
    (70.0, 80.0)
    """
    return Interval(value - Z_95 * error, value + Z_95 * error, ErrorKind.SAMPLING)


def interval_of_variation(value: float, coefficient: float) -> Interval:
    """The 95 % confidence interval of a value published with a coefficient of variation (0-1).

    Raises:
        PlacewrightError: the coefficient is negative.

    >>> interval = interval_of_variation(654.1, 0.038)
    >>> round(interval.low, 1), round(interval.high, 1)
    (605.4, 702.8)
    """
    if coefficient < 0:
        raise PlacewrightError(f"A coefficient of variation is 0 or more, not {coefficient}.")
    return confidence_interval(value, abs(value) * coefficient)


def propagate(
    formula: Callable[[Sequence[float]], float],
    quantities: Sequence[Quantity],
    *,
    slopes: Callable[[Sequence[float]], Sequence[float]],
    rising: Sequence[bool] | None = None,
    least: float = -math.inf,
    most: float = math.inf,
) -> Propagated:
    """A formula of quantities, with the interval that theirs give it.

    Sampling intervals go by the delta method: half-width 1.96 times the root of the sum of (slope x standard error)
    squared, the errors taken as independent. All other intervals go by bounds: the formula at the ends. An input
    without an interval gives a result without one; a missing input gives a missing result.

    Args:
        formula: of as many numbers as there are quantities; must be monotone in each of them within their intervals.
        quantities: what it is applied to. Units are the caller's concern.
        slopes: the partial derivatives at the values.
        rising: for each quantity, whether the formula rises with it; without it every corner is tried.
        least: what the result cannot be below.
        most: what the result cannot be above.

    >>> jobs = Quantity(100.0, "jobs", Interval(75.0, 125.0, ErrorKind.ROUNDING))
    >>> propagate(lambda x: 2 * x[0], [jobs], slopes=lambda x: [2.0]).interval
    Interval(low=150.0, high=250.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    values: list[float] = []
    for quantity in quantities:
        if quantity.value is None:
            return Propagated(None, NotEstimated(f"an input is missing ({quantity.status})"))
        values.append(quantity.value)
    try:
        value = formula(values)
    except ZeroDivisionError:
        return Propagated(None, NotEstimated("a divisor is 0"))
    intervals = [quantity.interval for quantity in quantities]
    known = [interval for interval in intervals if isinstance(interval, Interval)]
    if len(known) < len(intervals):
        reasons = {interval.reason for interval in intervals if isinstance(interval, NotEstimated)}
        return Propagated(value, NotEstimated(f"an input has no interval: {'; '.join(sorted(reasons))}"))
    try:
        low, high = _bounds(formula, values, known, rising)
        half = _half_width(slopes, values, known)
    except ZeroDivisionError:
        return Propagated(value, NotEstimated("a divisor may be 0, so the result has no upper bound"))
    low, high = min(low, value), max(high, value)
    kind = _kind([interval.error for interval in known if interval.width > 0], 2 * half, high - low)
    interval = Interval(max(low - half, min(least, value)), min(high + half, max(most, value)), kind)
    return Propagated(value, interval, sampling_width=2 * half, bounds_width=high - low)


def sum_quantities(quantities: Sequence[Quantity]) -> Propagated:
    """The sum of quantities in one unit: bounds add, variances add.

    >>> cell = Quantity(100.0, "jobs", Interval(75.0, 125.0, ErrorKind.ROUNDING))
    >>> sum_quantities([cell, cell]).interval
    Interval(low=150.0, high=250.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    _one_unit(quantities)
    return propagate(math.fsum, quantities, slopes=lambda values: [1.0] * len(values), rising=[True] * len(quantities))


def subtract_quantities(first: Quantity, second: Quantity) -> Propagated:
    """`first - second`, in one unit, their errors taken as independent.

    >>> then = Quantity(70.0, "%", Interval(67.0, 73.0, ErrorKind.SAMPLING))
    >>> now = Quantity(75.0, "%", Interval(71.0, 79.0, ErrorKind.SAMPLING))
    >>> change = subtract_quantities(now, then)
    >>> change.value, round(change.low, 6), round(change.high, 6)
    (5.0, 0.0, 10.0)
    """
    _one_unit([first, second])
    return propagate(lambda x: x[0] - x[1], [first, second], slopes=lambda x: [1.0, -1.0], rising=[True, False])


def scale_quantity(quantity: Quantity, by: float) -> Propagated:
    """A quantity times an exact number.

    >>> scale_quantity(Quantity(10.0, "%", Interval(9.5, 10.5, ErrorKind.ROUNDING)), 0.01).high
    0.105
    """
    return propagate(lambda x: x[0] * by, [quantity], slopes=lambda x: [by])


def divide_quantities(first: Quantity, second: Quantity) -> Propagated:
    """`first / second`; without an interval where the divisor may be 0, without a value where it is.

    >>> gva = Quantity(400.0, "GBP million", Interval(395.0, 405.0, ErrorKind.ROUNDING))
    >>> hours = Quantity(10.0, "million hours", Interval(10.0, 10.0, ErrorKind.ROUNDING))
    >>> divide_quantities(gva, hours).interval
    Interval(low=39.5, high=40.5, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    return _quotient(first, second, least=-math.inf, most=math.inf)


def share_quantities(part: Quantity, whole: Quantity) -> Propagated:
    """A part's share (0-1) in its whole, both in one unit; the interval stays within 0 and 1.

    The errors of part and whole are taken as independent, which makes a sampling interval wider than it need be.

    >>> part = Quantity(90.0, "jobs", Interval(65.0, 115.0, ErrorKind.ROUNDING))
    >>> whole = Quantity(100.0, "jobs", Interval(75.0, 125.0, ErrorKind.ROUNDING))
    >>> share_quantities(part, whole).interval
    Interval(low=0.52, high=1.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    _one_unit([part, whole])
    return _quotient(part, whole, least=0.0, most=1.0)


def _quotient(first: Quantity, second: Quantity, *, least: float, most: float) -> Propagated:
    if isinstance(second.interval, Interval) and second.value and second.interval.low <= 0 <= second.interval.high:
        value = None if first.value is None else first.value / second.value
        return Propagated(value, NotEstimated("a divisor may be 0, so the result has no upper bound"))
    return propagate(
        lambda x: x[0] / x[1],
        [first, second],
        slopes=lambda x: [1 / x[1], -x[0] / x[1] ** 2],
        least=least,
        most=most,
    )


def _bounds(
    formula: Callable[[Sequence[float]], float],
    values: Sequence[float],
    intervals: Sequence[Interval],
    rising: Sequence[bool] | None,
) -> tuple[float, float]:
    ends = [
        (value, value) if interval.error is ErrorKind.SAMPLING else (interval.low, interval.high)
        for value, interval in zip(values, intervals, strict=True)
    ]
    if rising is not None:
        least = [low if up else high for (low, high), up in zip(ends, rising, strict=True)]
        most = [high if up else low for (low, high), up in zip(ends, rising, strict=True)]
        return formula(least), formula(most)
    corners = [formula(corner) for corner in product(*(sorted(set(pair)) for pair in ends))]
    return min(corners), max(corners)


def _half_width(
    slopes: Callable[[Sequence[float]], Sequence[float]], values: Sequence[float], intervals: Sequence[Interval]
) -> float:
    return math.hypot(
        *(
            slope * interval.width / 2
            for slope, interval in zip(slopes(values), intervals, strict=True)
            if interval.error is ErrorKind.SAMPLING
        )
    )


def _kind(kinds: Sequence[ErrorKind], sampling_width: float, bounds_width: float) -> ErrorKind:
    bounding = [kind for kind in kinds if kind is not ErrorKind.SAMPLING]
    if not kinds:
        return ErrorKind.ROUNDING
    if not bounding:
        return ErrorKind.SAMPLING
    if len(bounding) == len(kinds):
        return joint_error(bounding)
    return ErrorKind.SAMPLING if bounds_width <= NEGLIGIBLE * sampling_width else ErrorKind.UNKNOWN


def _one_unit(quantities: Sequence[Quantity]) -> None:
    units = sorted({quantity.unit for quantity in quantities})
    if len(units) > 1:
        raise PlacewrightError(f"Quantities in {' and '.join(units)} do not go together.", fix="Convert them first.")
