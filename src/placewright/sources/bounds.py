"""The intervals that a publisher's rounding rule gives to the figures of a source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.core.errors import BadRecord
from placewright.core.quantities import ErrorKind
from placewright.core.said import worded
from placewright.methods.rounding import bres_base, bres_interval

_RULES = ("bres", "bres-strict")
_BAND_ENDS = (50.0, 250.0, 500.0, 1_000.0, 2_500.0, 5_000.0, np.inf)


@dataclass(frozen=True, slots=True)
class Ends:
    """The low and high end of each value, and the error they hold; NaN where no interval is known."""

    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    error: str = str(ErrorKind.ROUNDING)


def rounding_ends(values: npt.NDArray[np.float64], rule: str) -> Ends:
    """What each published value may stand for under a rounding rule, by its name.

    `bres` is the rule of public estimates of the Business Register and Employment Survey, which rounds some cells more
    strictly than others and does not say which: a value that no strict base divides was rounded to the relaxed base,
    any other is taken to be strict. `bres-strict` takes every value to be strict.

    >>> ends = rounding_ends(np.array([3000.0, 2250.0, 35.0]), "bres")
    >>> ends.low.tolist(), ends.high.tolist()
    ([2500.0, 2125.0, 32.5], [3500.0, 2375.0, 37.5])
    """
    if rule not in _RULES:
        raise BadRecord(
            worded("No rounding rule '%(rule)s'.", rule=rule),
            fix=worded("Use one of %(list)s.", list=", ".join(_RULES)),
        )
    encoded = pa.array(values).dictionary_encode()
    distinct = _ends_of_distinct(encoded.dictionary.to_numpy(zero_copy_only=False), rule)
    rows = encoded.indices.to_numpy(zero_copy_only=False)
    return Ends(distinct.low[rows], distinct.high[rows])


def ends_of_sums(
    ends: Ends, values: npt.NDArray[np.float64], *, totals: npt.NDArray[np.bool_], groups: npt.NDArray[np.int64]
) -> Ends:
    """The same ends, but those of totals are the sums of the ends of their parts.

    A total is the row of a group that `totals` marks; its parts are the other rows of the group. Where the parts do not
    add to the total, or one is missing, the total keeps the ends it had.
    """
    size = int(groups.max(initial=-1)) + 1
    parts = ~totals
    sums = [
        np.bincount(groups[parts], weights=column[parts], minlength=size) for column in (ends.low, ends.high, values)
    ]
    add = totals & np.isclose(sums[2][groups], values, rtol=1e-9, atol=0.5)
    return Ends(np.where(add, sums[0][groups], ends.low), np.where(add, sums[1][groups], ends.high), ends.error)


def _ends_of_distinct(values: npt.NDArray[np.float64], rule: str) -> Ends:
    low, high = np.full(len(values), np.nan), np.full(len(values), np.nan)
    there = ~np.isnan(values)
    strict = bres_interval(values[there])
    low[there], high[there] = strict.low, strict.high
    if rule == "bres":
        bases = np.array([bres_base(end / 2 if end < np.inf else 5_000.0, True) for end in _BAND_ENDS])
        bands = np.searchsorted(np.array(_BAND_ENDS[:-1]), np.nan_to_num(values), side="right")
        relaxed = there & (np.mod(np.nan_to_num(values), bases[bands]) != 0)
        ends = bres_interval(values[relaxed], False)
        low[relaxed], high[relaxed] = ends.low, ends.high
    return Ends(low, high)
