"""How much more of an industry a place has than the wider economy, and how unlike that economy it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import prod
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from placewright.core.errors import Undefined
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity
from placewright.methods.intervals import Propagated, propagate

FloatArray = npt.NDArray[np.float64]
Numbers = Sequence[Any] | npt.NDArray[Any]
"""Numbers in a list, nested lists or an array; integers will do, and NaN is a missing one."""

_BLOCK = 32_768
"""How many cells are reckoned at a time: a quarter of a megabyte for each array."""


@overload
def location_quotient(local: float, local_total: float, wider: float, wider_total: float) -> float | None: ...
@overload
def location_quotient(
    local: Numbers, local_total: float | Numbers, wider: float | Numbers, wider_total: float | Numbers
) -> FloatArray: ...
def location_quotient(
    local: float | Numbers, local_total: float | Numbers, wider: float | Numbers, wider_total: float | Numbers
) -> float | FloatArray | None:
    """The industry's share here divided by its share in the wider economy; 1 means the same.

    LQ = (local / local_total) / (wider / wider_total), in employees, value added or businesses: all four of one kind,
    one coverage and one year. Arrays broadcast, so a cube of (place, industry, year) needs no loop.

    Undefined where a total or the wider economy's own count is 0, or a number is missing or negative: None for single
    numbers, NaN in arrays; `undefined_reason` says which. Small counts make it jump: see `location_quotient_interval`.
    An LQ of 1 or more counts as presence in `complexity`; on its own it is no reason to choose a sector.

    Reference: Hoover (1936); Balassa (1965) for trade. Checked with Farhauer and Kröll, as in R's REAT.

    >>> location_quotient(local=50, local_total=1_000, wider=200, wider_total=10_000)
    2.5
    >>> round(location_quotient(1714, 79006, 879213, 15593224), 7)
    0.3847623
    >>> location_quotient(5, 100, 0, 1_000) is None
    True
    >>> location_quotient([15, 0], 100, [100, 0], 500)
    array([0.75,  nan])
    """
    parts = [np.asarray(part, dtype=np.float64) for part in (local, local_total, wider, wider_total)]
    if any(part.ndim for part in parts):
        return _quotients(*parts)
    numbers = [float(part) for part in parts]
    if undefined_reason(*numbers) is not None:
        return None
    return (numbers[0] / numbers[1]) / (numbers[2] / numbers[3])


def undefined_reason(local: float, local_total: float, wider: float, wider_total: float) -> str | None:
    """Why a location quotient of these numbers is undefined; None where it is not.

    >>> undefined_reason(5, 100, 0, 1_000)
    'the wider economy has none of this industry'
    """
    numbers = (local, local_total, wider, wider_total)
    if any(number != number for number in numbers):
        return "a number is missing"
    if any(number < 0 for number in numbers):
        return "a number is negative"
    if local_total == 0:
        return "the place has nothing at all"
    if wider_total == 0:
        return "the wider economy has nothing at all"
    if wider == 0:
        return "the wider economy has none of this industry"
    return None


def location_quotient_interval(
    local: Quantity, local_total: Quantity, wider: Quantity, wider_total: Quantity
) -> Propagated:
    """The location quotient of four quantities, with the interval that their rounding or sampling gives it.

    Rounded counts give bounds: the least quotient has the smallest `local` and `wider_total` and the largest of the
    other two. Sampling intervals give a 95 % interval by the delta method: the squared coefficients of variation add,
    their errors taken as independent. Where some are rounded and some sampled both widths are in the result; see
    `intervals.Propagated` for what the interval is then called. The interval never goes below 0, and has no upper end
    (so is not estimated) where `local_total` or `wider` may be 0.

    >>> from placewright.methods.rounding import bres_interval
    >>> local, local_total, wider, wider_total = (
    ...     Quantity(n, "jobs", bres_interval(n)) for n in (300.0, 40_000.0, 200_000.0, 30_000_000.0)
    ... )
    >>> result = location_quotient_interval(local, local_total, wider, wider_total)
    >>> round(result.value, 3), round(result.low, 3), round(result.high, 3), str(result.error)
    (1.125, 0.91, 1.353, 'rounding')
    """
    quantities = (local, local_total, wider, wider_total)
    values = [quantity.value for quantity in quantities]
    if all(value is not None for value in values):
        reason = undefined_reason(*(float(value) for value in values if value is not None))
        if reason is not None:
            return _without(None, reason)
        if any(_may_be_zero(quantity) for quantity in (local_total, wider)):
            value = location_quotient(*(float(value) for value in values if value is not None))
            return _without(value, "a divisor may be 0, so the result has no upper bound")
    return propagate(
        lambda x: (x[0] / x[1]) / (x[2] / x[3]),
        [_floored(quantity) for quantity in quantities],
        slopes=_slopes,
        rising=[True, False, False, True],
        least=0.0,
    )


@overload
def krugman_index(local: Sequence[float], wider: Sequence[float]) -> float | None: ...
@overload
def krugman_index(local: npt.NDArray[Any], wider: npt.NDArray[Any]) -> float | FloatArray | None: ...
def krugman_index(local: Numbers, wider: Numbers) -> float | FloatArray | None:
    """How unlike two industrial structures are: 0 when equal, 2 when they share no industry.

    K = sum over industries of |share here - share there|. Industries run along the last axis; with more axes there is
    one index for each place. Half of it is the share of jobs that would have to change industry. Finer industries make
    it larger, so compare only equal classifications. None (NaN in arrays) where a total is 0 or a count missing or
    negative.

    Reference: Krugman (1991), Geography and Trade. Some packages compare with all other regions, not the whole.

    >>> krugman_index([20, 10, 70, 0, 0], [0, 0, 0, 60, 40])
    2.0
    """
    here, there = np.asarray(local, dtype=np.float64), np.asarray(wider, dtype=np.float64)
    if here.shape[-1] != there.shape[-1]:
        raise Undefined(f"Structures of {here.shape[-1]} and {there.shape[-1]} industries cannot be compared.")
    if not here.shape[-1]:
        raise Undefined("A structure without industries has no index.")
    index = np.abs(_shares(here) - _shares(there)).sum(axis=-1)
    if np.ndim(index):
        return np.asarray(index)
    return None if np.isnan(index) else float(index)


def _quotients(local: FloatArray, local_total: FloatArray, wider: FloatArray, wider_total: FloatArray) -> FloatArray:
    """Large arrays go in blocks, on two threads; every cell is reckoned alone, so neither changes a result."""
    divisors = _positive(local_total), _positive(wider) / _positive(wider_total)
    shape = np.broadcast_shapes(local.shape, *(part.shape for part in divisors))
    quotients = np.empty(shape)
    parts = [np.broadcast_to(part, shape) for part in (local, *divisors)]
    if local.shape != shape or not local.flags.c_contiguous or local.size < 4 * _BLOCK:
        _fill([(...,)], quotients, *parts)
        return quotients
    blocks = list(_blocks(shape))
    half = len(blocks) // 2
    with ThreadPoolExecutor(max_workers=1) as pool:
        other = pool.submit(_fill, blocks[half:], quotients, *parts)
        _fill(blocks[:half], quotients, *parts)
        other.result()
    return quotients


def _fill(
    blocks: Sequence[tuple[Any, ...]],
    quotients: FloatArray,
    local: FloatArray,
    local_total: FloatArray,
    wider_share: FloatArray,
) -> None:
    for block in blocks:
        here, found = local[block], quotients[block]
        np.divide(here, local_total[block], out=found)
        np.divide(found, wider_share[block], out=found)
        if here.size and not here.min() >= 0:
            found[here < 0] = np.nan


def _blocks(shape: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
    """Indices that cut an array into parts that a processor's cache holds, along whole last axes where it can."""
    axis = 0
    while axis < len(shape) - 1 and prod(shape[axis + 1 :]) > _BLOCK:
        axis += 1
    step = max(1, _BLOCK // prod(shape[axis + 1 :]))
    for leading in np.ndindex(shape[:axis]):
        for start in range(0, shape[axis], step):
            yield (*leading, slice(start, start + step))


def _positive(numbers: FloatArray) -> FloatArray:
    if numbers.size and numbers.min() > 0:
        return numbers
    return np.where(numbers > 0, numbers, np.nan)


def _shares(counts: FloatArray) -> FloatArray:
    return np.where(counts >= 0, counts, np.nan) / _positive(counts.sum(axis=-1, keepdims=True))


def _slopes(x: Sequence[float]) -> Sequence[float]:
    quotient = (x[0] / x[1]) / (x[2] / x[3])
    by_local = x[3] / (x[1] * x[2])
    return [by_local, -quotient / x[1], -quotient / x[2], quotient / x[3]]


def _may_be_zero(quantity: Quantity) -> bool:
    return isinstance(quantity.interval, Interval) and quantity.interval.low <= 0


def _floored(quantity: Quantity) -> Quantity:
    interval = quantity.interval
    if not isinstance(interval, Interval) or interval.low >= 0 or interval.error is ErrorKind.SAMPLING:
        return quantity
    return Quantity(quantity.value, quantity.unit, Interval(0.0, interval.high, interval.error), quantity.status)


def _without(value: float | None, reason: str) -> Propagated:
    return Propagated(value, NotEstimated(reason))
