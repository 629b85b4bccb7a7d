"""Rounding as the publishers do it, and the bounds that it puts on sums, differences, quotients and shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any, Literal, overload

import numpy as np
import numpy.typing as npt

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Interval

FloatArray = npt.NDArray[np.float64]
Access = Literal["public", "licensed"]

_BAND_STARTS = np.array([0.0, 50.0, 250.0, 500.0, 1_000.0, 2_500.0, 5_000.0])
_BRES_BASES: dict[tuple[Access, bool], FloatArray] = {
    ("public", False): np.array([5.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0]),
    ("public", True): np.array([10.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0]),
    ("licensed", False): np.array([5.0, 10.0, 25.0, 50.0, 125.0, 250.0, 500.0]),
    ("licensed", True): np.array([5.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0]),
}
_CONTROLLED_ROUNDING_REACH = 4.0


class BadBounds(PlacewrightError):
    """Bounds that cannot be combined as they are."""

    @classmethod
    def sampling(cls) -> BadBounds:
        """The error for a sampling interval given to arithmetic by bounds."""
        return cls(
            "A sampling interval is not a bound.",
            fix="Combine quantities with `placewright.methods.intervals`, which adds variances.",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """An array of intervals: what each cell may be, from `low` to `high`, and the kind of error that makes it so."""

    low: FloatArray
    high: FloatArray
    error: ErrorKind = ErrorKind.ROUNDING

    def __post_init__(self) -> None:
        if self.low.shape != self.high.shape:
            raise BadBounds(f"Bounds have one shape, not {self.low.shape} and {self.high.shape}.")
        if bool(np.any(self.low > self.high)):
            raise BadBounds("Bounds run from low to high; in some cells the low end is above the high end.")

    def __getitem__(self, place: Any) -> Interval | Bounds:
        """The interval of one cell, or the bounds of several; `place` is whatever indexes a numpy array."""
        low, high = self.low[place], self.high[place]
        if np.ndim(low) == 0:
            return Interval(float(low), float(high), self.error)
        return Bounds(low, high, self.error)

    @property
    def width(self) -> FloatArray:
        """How far apart the ends are in each cell."""
        return self.high - self.low


Operand = Interval | Bounds | float | FloatArray
"""What the arithmetic takes: an interval, an array of them, or exact numbers."""


def bres_base(count: float, strict: bool | None = None, *, access: Access = "public") -> float:
    """The base to which the Business Register and Employment Survey rounds an estimate of that size.

    >>> bres_base(300), bres_base(300, strict=False)
    (100.0, 50.0)
    """
    band = int(np.searchsorted(_BAND_STARTS, abs(count), side="right")) - 1
    return float(_bases(strict, access)[band])


@overload
def bres_interval(count: float, strict: bool | None = None, *, access: Access = "public") -> Interval: ...
@overload
def bres_interval(
    count: Sequence[float] | npt.NDArray[Any], strict: bool | None = None, *, access: Access = "public"
) -> Bounds: ...
def bres_interval(
    count: float | Sequence[float] | npt.NDArray[Any], strict: bool | None = None, *, access: Access = "public"
) -> Interval | Bounds:
    """What a published count of the Business Register and Employment Survey may stand for, in jobs.

    Half a base each way and never below 0. The base grows with the count, and is the stricter one for cells with few
    firms or a dominant one; `strict=None` says that this is not known, and the strict base is then taken. At the lower
    edge of a band the interval is wider than it need be, never narrower.

    The sum of rounded cells is not itself rounded to a base: add the intervals with `add_intervals`.

    Args:
        count: a published count, or an array of them; NaN stays NaN.
        strict: True or False where the publisher's flag is known.
        access: "public" for what anyone may fetch, "licensed" for the finer rounding of users with a notice.

    Reference: Nomis, "BRES rounding" (article 1103).

    >>> bres_interval(3_000)
    Interval(low=2500.0, high=3500.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    >>> bres_interval(3_000, strict=False).low, bres_interval(3_000, strict=True, access="licensed").low
    (2750.0, 2750.0)
    """
    counts = np.asarray(count, dtype=np.float64)
    bases = _bases(strict, access)[np.searchsorted(_BAND_STARTS, np.abs(counts), side="right") - 1]
    return _around(counts, bases / 2)


@overload
def business_counts_interval(count: float) -> Interval: ...
@overload
def business_counts_interval(count: Sequence[float] | npt.NDArray[Any]) -> Bounds: ...
def business_counts_interval(count: float | Sequence[float] | npt.NDArray[Any]) -> Interval | Bounds:
    """What a published count of UK Business Counts or Business Demography may stand for, in businesses.

    Both are rounded to base 5 so that tables still add (controlled rounding): a count then goes to either multiple of 5
    beside it, not always the nearest, and may be up to 4 away. Never below 0.

    >>> business_counts_interval(3_320)
    Interval(low=3316.0, high=3324.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    >>> business_counts_interval(0).high
    4.0
    """
    counts = np.asarray(count, dtype=np.float64)
    return _around(counts, np.full(counts.shape, _CONTROLLED_ROUNDING_REACH))


@overload
def rounded_interval(value: float, base: float, *, floor: float = -math.inf) -> Interval: ...
@overload
def rounded_interval(value: Sequence[float] | npt.NDArray[Any], base: float, *, floor: float = -math.inf) -> Bounds: ...
def rounded_interval(
    value: float | Sequence[float] | npt.NDArray[Any], base: float, *, floor: float = -math.inf
) -> Interval | Bounds:
    """What a figure printed to the nearest `base` may stand for: half a base each way, never below `floor`.

    >>> interval = rounded_interval(34.2, 0.1)
    >>> round(interval.low, 2), round(interval.high, 2)
    (34.15, 34.25)
    """
    if base <= 0:
        raise BadBounds(f"A rounding base is above 0, not {base}.")
    values = np.asarray(value, dtype=np.float64)
    return _around(values, np.full(values.shape, base / 2), floor=floor)


def add_intervals(parts: Sequence[Interval] | Bounds, *, axis: int | None = None) -> Interval | Bounds:
    """The bounds of a sum of rounded parts: the sum of the low ends to the sum of the high ends.

    `axis` names the axis of an array of bounds that is summed; without it all cells are.

    >>> add_intervals([bres_interval(100), bres_interval(20)])
    Interval(low=90.0, high=150.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    if isinstance(parts, Bounds):
        _refuse_sampling([parts.error])
        low, high = parts.low.sum(axis=axis), parts.high.sum(axis=axis)
        return _made(np.asarray(low), np.asarray(high), parts.error)
    error = _joint_error([part.error for part in parts])
    return Interval(math.fsum(part.low for part in parts), math.fsum(part.high for part in parts), error)


def subtract_intervals(first: Operand, second: Operand) -> Interval | Bounds:
    """The bounds of `first - second`, when each may be anywhere in its own.

    >>> subtract_intervals(bres_interval(100), bres_interval(20))
    Interval(low=50.0, high=110.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    (low_1, high_1, kind_1), (low_2, high_2, kind_2) = _ends(first), _ends(second)
    return _made(low_1 - high_2, high_1 - low_2, _joint_error([kind_1, kind_2]))


def multiply_intervals(first: Operand, second: Operand) -> Interval | Bounds:
    """The bounds of `first * second`, of any sign; an exact number may stand for either.

    >>> multiply_intervals(bres_interval(100), 2.0)
    Interval(low=150.0, high=250.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    (low_1, high_1, kind_1), (low_2, high_2, kind_2) = _ends(first), _ends(second)
    corners = [a * b for a, b in product((low_1, high_1), (low_2, high_2))]
    return _made(np.minimum.reduce(corners), np.maximum.reduce(corners), _joint_error([kind_1, kind_2]))


def divide_intervals(first: Operand, second: Operand) -> Interval | Bounds:
    """The bounds of `first / second`, for a divisor that is never negative.

    Where the divisor may be 0 the quotient has no bound on that side, and infinity says so. Where the divisor can only
    be 0 an array holds NaN and a scalar raises.

    >>> divide_intervals(bres_interval(100), bres_interval(20))
    Interval(low=3.0, high=8.333333333333334, error=<ErrorKind.ROUNDING: 'rounding'>)
    >>> divide_intervals(bres_interval(100), bres_interval(0)).high
    inf
    """
    (low_1, high_1, kind_1), (low_2, high_2, kind_2) = _ends(first), _ends(second)
    if bool(np.any(low_2 < 0)):
        raise BadBounds("The divisor may be negative, so its quotient has no single interval.")
    error = _joint_error([kind_1, kind_2])
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(low_1 >= 0, low_1 / high_2, low_1 / low_2)
        high = np.where(high_1 > 0, high_1 / low_2, high_1 / high_2)
    undefined = high_2 == 0
    if undefined.ndim == 0 and low.ndim == 0 and bool(undefined):
        raise BadBounds("The divisor can only be 0.", fix="Treat the quotient as not applicable.")
    return _made(np.where(undefined, np.nan, low), np.where(undefined, np.nan, high), error)


def share_interval(part: Operand, whole: Operand) -> Interval | Bounds:
    """The bounds of a part's share in its whole, both rounded on their own: a quotient kept within 0 and 1.

    Where the whole is only known as the sum of its rounded parts, `shares_of_parts` is tighter.

    >>> share_interval(bres_interval(90), bres_interval(100))
    Interval(low=0.52, high=1.0, error=<ErrorKind.ROUNDING: 'rounding'>)
    """
    share = divide_intervals(part, whole)
    return _made(np.clip(share.low, 0.0, 1.0), np.clip(share.high, 0.0, 1.0), share.error)


def shares_of_parts(parts: Bounds, *, axis: int = -1) -> Bounds:
    """The bounds of each part's share in the sum of all parts along `axis`.

    A part is in its own whole, so its share is least when it is small and the others large: p / (p + others). This is
    never wider than dividing by the interval of the sum.

    Raises:
        BadBounds: a part may be negative, or the bounds are sampling intervals, which do not bound.

    >>> shares = shares_of_parts(bres_interval([100.0, 100.0]))
    >>> shares.low.tolist(), shares.high.tolist()
    ([0.375, 0.375], [0.625, 0.625])
    """
    _refuse_sampling([parts.error])
    if bool(np.any(parts.low < 0)):
        raise BadBounds("A share is of parts that are never negative.")
    others_low = parts.low.sum(axis=axis, keepdims=True) - parts.low
    others_high = parts.high.sum(axis=axis, keepdims=True) - parts.high
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(parts.low == 0, 0.0, parts.low / (parts.low + others_high))
        alone = np.where(others_low <= 0, 1.0, parts.high / (parts.high + others_low))
        high = np.where(parts.high == 0, 0.0, alone)
    undefined = parts.high + others_high == 0
    return Bounds(np.where(undefined, np.nan, low), np.where(undefined, np.nan, np.clip(high, low, 1.0)), parts.error)


def joint_error(kinds: Sequence[ErrorKind]) -> ErrorKind:
    """The kind of a result bounded by intervals of these kinds: their own where they agree, else unknown."""
    return kinds[0] if len(set(kinds)) == 1 else ErrorKind.UNKNOWN


def _bases(strict: bool | None, access: Access) -> FloatArray:
    return _BRES_BASES[access, strict is not False]


def _around(values: FloatArray, reach: FloatArray, *, floor: float = 0.0) -> Interval | Bounds:
    if floor == 0.0 and bool(np.any(values < 0)):
        raise BadBounds("A published count is never negative.", fix="Pass the counts, not their changes.")
    return _made(np.maximum(values - reach, floor), values + reach, ErrorKind.ROUNDING)


def _made(low: npt.NDArray[Any], high: npt.NDArray[Any], error: ErrorKind) -> Interval | Bounds:
    low, high = np.broadcast_arrays(low, high)
    if low.ndim:
        return Bounds(low, high, error)
    if np.isnan(low) or np.isnan(high):
        raise BadBounds("A missing value has no interval.", fix="Leave missing values out, or pass an array.")
    return Interval(float(low), float(high), error)


def _ends(operand: Operand) -> tuple[FloatArray, FloatArray, ErrorKind | None]:
    if isinstance(operand, Interval | Bounds):
        return np.asarray(operand.low), np.asarray(operand.high), operand.error
    exact = np.asarray(operand, dtype=np.float64)
    return exact, exact, None


def _refuse_sampling(kinds: Sequence[ErrorKind]) -> None:
    if ErrorKind.SAMPLING in kinds:
        raise BadBounds.sampling()


def _joint_error(kinds: Sequence[ErrorKind | None]) -> ErrorKind:
    known = [kind for kind in kinds if kind is not None]
    _refuse_sampling(known)
    if not known:
        raise BadBounds("Neither side has an interval.", fix="Compute with the plain numbers.")
    return joint_error(known)
