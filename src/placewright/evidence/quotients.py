"""Sums into figures: quotient, interval, kind of error and status of every row at once, by the rules of the methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.plan import Plan
from placewright.evidence.reasons import LACKING, NO_DIVISOR, REPEATED
from placewright.methods.intervals import NEGLIGIBLE

STATUSES: Sequence[Status] = (
    Status.OK,
    Status.ESTIMATED,
    Status.PROVISIONAL,
    Status.NOT_APPLICABLE,
    Status.NOT_AVAILABLE,
    Status.SUPPRESSED,
)
"""The statuses from the best to the worst; a figure has the worst of its cells'."""

ERRORS: Sequence[ErrorKind] = (ErrorKind.UNKNOWN, ErrorKind.SAMPLING, ErrorKind.ROUNDING, ErrorKind.REVISION)
UNKNOWN, SAMPLING, ROUNDING, REVISION = range(4)

RANKS: Mapping[str, int] = {str(status): rank for rank, status in enumerate(STATUSES)}
NOT_APPLICABLE, NOT_AVAILABLE = RANKS[str(Status.NOT_APPLICABLE)], RANKS[str(Status.NOT_AVAILABLE)]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Quotients:
    """The figures of the rows; NaN where there is none. `met` says that there is a denominator, where one is needed.

    `error`, `status` and `reason` are places in `ERRORS`, `STATUSES` and `reasons.REASONS`.
    """

    value: FloatArray
    low: FloatArray
    high: FloatArray
    error: IntArray
    status: IntArray
    reason: IntArray
    met: BoolArray


@dataclass(frozen=True, slots=True)
class _Sums:
    """One side of the quotient: its sum, the ends by bounds, the squared half-widths and the counts of its parts."""

    value: FloatArray
    low: FloatArray
    high: FloatArray
    square: FloatArray
    parts: IntArray
    present: IntArray
    blind: IntArray
    worst: IntArray
    kinds: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, sums: pa.Table, prefix: str = "") -> _Sums:
        def numbers(name: str) -> FloatArray:
            return sums[f"{prefix}{name}"].to_numpy().astype(np.float64)

        def counts(name: str) -> IntArray:
            return np.nan_to_num(numbers(name)).astype(np.int64)

        kinds = np.stack([counts(name) > 0 for name in ("vague", "sampled", "rounded", "revised")])
        return cls(
            numbers("value"), numbers("bound_low"), numbers("bound_high"), np.nan_to_num(numbers("square")),
            counts("parts"), counts("present"), counts("blind"), counts("worst"), kinds,
        )  # fmt: skip


def divide(sums: pa.Table, plan: Plan, sizes: Mapping[str, int]) -> Quotients:
    """The figure of each row: offset + scale x numerator / denominator, with its interval.

    Bounds go to the corners of both sides, sampling errors by the delta method, as in `methods.intervals`; `sizes` is
    how many places each list has, so how often a part of it must be there.
    """
    line = sums["line"].to_numpy()
    info = {name: plan.info[name].to_numpy(zero_copy_only=False)[line] for name in plan.info.schema.names}
    above, below = _Sums.of(sums), _Sums.of(sums, "d_")
    divided: BoolArray = info["divided"].astype(bool)
    size = _sizes(sums, sizes)
    lacks_parts = (above.parts < info["parts_wanted"] * size) | (
        divided & (below.parts < info["divisors_wanted"] * size)
    )
    lacking = (above.present < info["parts_wanted"] * size) | (
        divided & (below.present < info["divisors_wanted"] * size)
    )
    repeated = (above.parts > info["parts_wanted"] * size) | (divided & (below.parts > info["divisors_wanted"] * size))
    zero = divided & (below.value == 0)
    gone = lacking | repeated | zero
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        value, low, high, half, width = _interval(above, below, divided, info, sums)
    straddles = divided & (below.low <= 0) & (below.high >= 0)
    blind = (
        gone | straddles | (above.blind > 0) | (divided & (below.blind > 0)) | ~np.isfinite(low) | ~np.isfinite(high)
    )
    missing = np.maximum(
        np.where(above.worst >= NOT_APPLICABLE, above.worst, NOT_AVAILABLE), np.where(divided, below.worst, 0)
    )
    status = np.maximum(above.worst, np.where(divided, below.worst, 0))
    status = np.select([lacking, repeated, zero], [missing, NOT_AVAILABLE, NOT_APPLICABLE], status)
    single = (above.parts == 1) & ~divided
    error = _error(above.kinds | (below.kinds & divided), half, width, single)
    return Quotients(
        value=np.where(gone, np.nan, value),
        low=np.where(blind, np.nan, low),
        high=np.where(blind, np.nan, high),
        error=np.where(blind, UNKNOWN, error),
        status=status,
        reason=np.select([repeated & ~lacking, zero & ~lacking, lacks_parts], [REPEATED, NO_DIVISOR, LACKING], 0),
        met=~divided | ~np.isnan(below.value),
    )


def _interval(
    above: _Sums, below: _Sums, divided: BoolArray, info: Mapping[str, FloatArray], sums: pa.Table
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Value, low, high, half the sampling interval, and the width that bounds alone give."""
    scale, offset = info["scale"], info["offset"]
    divisor, least, most = (np.where(divided, end, 1.0) for end in (below.value, below.low, below.high))
    value = above.value / divisor * scale + offset
    corners = np.stack([end / by for end in (above.low, above.high) for by in (least, most)]) * scale + offset
    square = above.square / divisor**2 + np.where(divided, above.value**2 / divisor**4 * below.square, 0.0)
    half = np.sqrt(square) * np.abs(scale)
    low, high = corners.min(axis=0), corners.max(axis=0)
    width = high - low
    ends = [sums[name].to_numpy().astype(np.float64) * scale + offset for name in ("end_low", "end_high")]
    single = (above.parts == 1) & ~divided
    low = np.where(single, np.minimum(*ends), low - half)
    high = np.where(single, np.maximum(*ends), high + half)
    floor, ceiling = info["least"].astype(np.float64), info["most"].astype(np.float64)
    low = np.where(np.isnan(floor), low, np.maximum(low, np.minimum(floor, value)))
    high = np.where(np.isnan(ceiling), high, np.minimum(high, np.maximum(ceiling, value)))
    return value, np.minimum(low, value), np.maximum(high, value), half, width


def _error(kinds: npt.NDArray[np.bool_], half: FloatArray, width: FloatArray, single: BoolArray) -> IntArray:
    """The kind of error: one kind is itself; sampling outweighs bounds a tenth its size; other mixtures are unknown."""
    vague, sampled, rounded, revised = kinds
    bounds = vague.astype(int) + rounded + revised
    mixed = sampled & (bounds > 0) & ~single & (width > NEGLIGIBLE * 2 * half)
    conditions = [mixed, sampled, (bounds > 1) | vague, revised]
    return np.select(conditions, [UNKNOWN, SAMPLING, UNKNOWN, REVISION], ROUNDING).astype(np.int64)


def _sizes(sums: pa.Table, sizes: Mapping[str, int]) -> IntArray:
    """How many places each row stands for: one, or as many as its list has."""
    place = sums["place"].combine_chunks()
    of_code = np.array([sizes.get(code, 1) for code in place.dictionary.to_pylist()] or [1], np.int64)
    bundled = sums["bundled"].to_numpy()
    codes = place.indices.to_numpy(zero_copy_only=False)
    return np.where(bundled, of_code[codes] if len(codes) else 1, 1)
