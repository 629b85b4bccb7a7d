"""Theil's inequality split into what lies between groups and what lies within them, with bootstrap intervals."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Interval, NotEstimated
from placewright.methods._vectors import FloatArray, IntArray, amounts, require_same_length

Measure = Literal["T", "L"]
Resampling = Literal["units", "within-groups"]

NO_REPLICATES = NotEstimated("no bootstrap replicates were asked for")
PERFECT_EQUALITY = NotEstimated("all are equal, so that there is nothing to split")


@dataclass(frozen=True, slots=True, eq=False)
class TheilDecomposition:
    """Inequality in total, between groups and within them, with intervals, and each group's part in it.

    `between_share` is None where the total is zero. `between_bias` is what the bootstrap finds the estimate of
    `between` to be too high by. `group_share` is a group's share of the amount for T, of the weight for L: it weights
    `group_inequality` in `within`.
    """

    measure: Measure
    total: float
    between: float
    within: float
    between_share: float | None
    total_interval: Interval | NotEstimated
    between_interval: Interval | NotEstimated
    within_interval: Interval | NotEstimated
    between_share_interval: Interval | NotEstimated
    between_bias: float | None
    replicates: int
    groups: NDArray[np.generic]
    group_mean: FloatArray
    group_share: FloatArray
    group_inequality: FloatArray


def theil_decomposition(
    values: ArrayLike,
    groups: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    measure: Measure = "T",
    replicates: int = 0,
    rng: np.random.Generator | None = None,
    resample: Resampling = "units",
    confidence: float = 0.95,
) -> TheilDecomposition:
    """Theil's inequality of all units as the sum of that between the groups' means and that within the groups.

    T = sum_g s_g ln(mean_g / mean) + sum_g s_g T_g, s_g the group's share of the amount; for L the shares are those
    of the weights and the first term has ln(mean / mean_g). No unit. Theil (1967), Economics and Information Theory;
    Shorrocks (1980), Econometrica 48.

    With `replicates` each part gets a bootstrap interval: units are drawn with replacement from all ("units", for a
    sample) or within each group ("within-groups", where every group's number of units is fixed), keeping their
    weights. A bootstrap of `between` is biased upwards, because chance differences of group means are drawn a second
    time; so is, by about as much, the estimate itself. The interval is therefore the basic one (Davison and Hinkley
    1997, section 5.2), reflected about the estimate: low = 2 estimate - upper quantile. It may lie wholly below an
    estimate that is mostly chance. With 40 groups of 25 lognormal units it holds the truth in 97 of 100 trials, plain
    quantiles in 9. It speaks of sampling only: for a complete count of places read it as how much rests on few of
    them.

    Undefined for negative values, a mean of zero, and for L a value of zero.

    Two groups of Störmann's five incomes:

    >>> result = theil_decomposition([10, 10, 10, 20, 50], ["a", "a", "a", "b", "b"])
    >>> round(result.total, 6), round(result.between, 6), round(result.within, 6)
    (0.250201, 0.183787, 0.066414)

    Args:
        values: An amount of each unit (its mean, where a unit holds many).
        groups: The group of each unit.
        weights: How many a unit stands for; 1 each unless given.
        measure: "T", sensitive at the top, or "L", at the bottom.
        replicates: How often to draw anew; 999 is usual, 0 gives no intervals.
        rng: Seeded by the caller; needed for replicates.
        resample: From where units are drawn.
        confidence: The share of such intervals that hold the truth.
    """
    where = "theil_decomposition"
    _require_options(measure, resample, replicates, confidence, rng, where=where)
    x, w = amounts(values, weights, where=where)
    labels = np.asarray(groups)
    require_same_length(x.size, labels.size, name="groups", where=where)
    x, w, labels = x[w > 0], w[w > 0], labels[w > 0]
    if measure == "L" and (x == 0).any():
        raise Undefined("Theil L is infinite where a value is zero.", where=where, fix="Use Theil T.")
    names, code = np.unique(labels, return_inverse=True)
    order = np.argsort(code, kind="stable")
    starts = np.searchsorted(code[order], np.arange(names.size))
    summands = _summands((x / np.average(x, weights=w))[order], w[order], measure)
    sums = np.add.reduceat(summands, starts, axis=1)
    total, between, share, inequality = _parts(sums, measure)
    mean = np.bincount(code, x * w) / np.bincount(code, w)
    estimate = np.array([float(total), float(between), max(0.0, float(total - between))])
    equal = bool(total <= 1e-15)
    intervals: list[Interval | NotEstimated] = [NO_REPLICATES] * 4
    bias = None
    if replicates and rng is not None:
        drawn = _replicate(summands, starts, replicates, rng, resample=resample, measure=measure)
        bias = float(np.mean(drawn[1]) - between)
        intervals = [_basic_interval(one, many, confidence) for one, many in zip(estimate.tolist(), drawn, strict=True)]
        intervals.append(_share_interval(estimate, drawn, confidence))
    return TheilDecomposition(
        measure=measure,
        total=float(estimate[0]),
        between=float(estimate[1]),
        within=float(estimate[2]),
        between_share=None if equal else float(between / total),
        total_interval=intervals[0],
        between_interval=intervals[1],
        within_interval=intervals[2],
        between_share_interval=PERFECT_EQUALITY if equal else intervals[3],
        between_bias=bias,
        replicates=replicates,
        groups=names,
        group_mean=mean,
        group_share=share,
        group_inequality=inequality,
    )


def _require_options(
    measure: str, resample: str, replicates: int, confidence: float, rng: np.random.Generator | None, *, where: str
) -> None:
    if measure not in get_args(Measure):
        raise PlacewrightError(f"No measure '{measure}'.", where=where, fix="Use 'T' or 'L'.")
    if resample not in get_args(Resampling):
        raise PlacewrightError(f"No resampling '{resample}'.", where=where, fix="Use 'units' or 'within-groups'.")
    if replicates < 0 or (replicates and rng is None):
        raise PlacewrightError("Replicates are drawn with a random generator.", where=where, fix="Pass `rng`.")
    if not 0 < confidence < 1:
        raise PlacewrightError(f"Confidence lies between 0 and 1: {confidence} does not.", where=where)


def _summands(ratio: FloatArray, w: FloatArray, measure: Measure) -> FloatArray:
    """Three numbers a unit whose sums by group give all: weight, weighted ratio, weighted (ratio) logarithm."""
    logarithm = np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)
    return np.stack([w, w * ratio, w * ratio * logarithm if measure == "T" else w * logarithm])


def _parts(sums: FloatArray, measure: Measure) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Total and between, and share and inequality of each group, from sums of (summand, ..., group)."""
    weight, amount, logarithm = sums
    count, total_amount, total_logarithm = weight.sum(axis=-1), amount.sum(axis=-1), logarithm.sum(axis=-1)
    mean = total_amount / count
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.log(amount / weight / mean[..., None])
        relative[~np.isfinite(relative)] = 0
        if measure == "T":
            share = amount / total_amount[..., None]
            total = total_logarithm / total_amount - np.log(mean)
            between = np.sum(share * relative, axis=-1)
            inequality = logarithm / amount - np.log(amount / weight)
        else:
            share = weight / count[..., None]
            total = np.log(mean) - total_logarithm / count
            between = -np.sum(share * relative, axis=-1)
            inequality = np.log(amount / weight) - logarithm / weight
    return np.maximum(total, 0), np.maximum(between, 0), share, np.maximum(inequality, 0)


def _replicate(
    summands: FloatArray,
    starts: IntArray,
    replicates: int,
    rng: np.random.Generator,
    *,
    resample: Resampling,
    measure: Measure,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Total, between and within of every replicate, from how often each unit is drawn."""
    n = summands.shape[1]
    sizes = np.diff(np.append(starts, n))
    first, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    drawn = np.empty((3, replicates, starts.size))
    for replicate in range(replicates):
        picked = rng.integers(n, size=n) if resample == "units" else first + (rng.random(n) * size).astype(np.int64)
        times = np.bincount(picked, minlength=n)
        drawn[:, replicate] = np.add.reduceat(summands * times, starts, axis=1)
    total, between, _, _ = _parts(drawn, measure)
    return total, between, np.maximum(total - between, 0)


def _basic_interval(estimate: float, drawn: FloatArray, confidence: float) -> Interval:
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist()
    return Interval(max(0.0, 2 * estimate - high), max(0.0, 2 * estimate - low), ErrorKind.SAMPLING)


def _share_interval(
    estimate: FloatArray, drawn: tuple[FloatArray, FloatArray, FloatArray], confidence: float
) -> Interval | NotEstimated:
    total, between, _ = drawn
    if estimate[0] <= 0 or not (total > 0).all():
        return NotEstimated("some replicates have no inequality to split")
    interval = _basic_interval(float(estimate[1] / estimate[0]), between / total, confidence)
    return Interval(min(1.0, interval.low), min(1.0, interval.high), interval.error)
