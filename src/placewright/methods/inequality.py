"""Inequality: how unequally an amount is spread over people or places, and between and within groups of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods._theil import TheilDecomposition, theil_decomposition
from placewright.methods._vectors import amounts, require_same_length

__all__ = [
    "TheilDecomposition",
    "gini",
    "hoover",
    "palma",
    "quantile_ratio",
    "share_ratio",
    "theil_decomposition",
    "theil_l",
    "theil_t",
    "williamson",
]


def gini(values: ArrayLike, weights: ArrayLike | None = None, *, normalised: bool = False) -> float:
    """Gini coefficient: half the mean difference of any two, relative to the mean; 0 is equality, near 1 one has all.

    G = sum_ij w_i w_j |x_i - x_j| / (2 W^2 mean), with W the sum of the weights (people in a class, households of a
    kind). `normalised` multiplies by n / (n - 1), so that one of n having all gives 1; it needs unweighted values.
    Undefined for negative values (G could pass 1) and a mean of zero. Gini (1912), Variabilità e mutabilità.

    Raises:
        Undefined: a value is missing or negative, all are zero, or a normalised one is asked for with weights or of
            one value.

    Dörsam's four incomes, and her six classes of income with their numbers:

    >>> round(gini([20, 50, 20, 10]), 4), round(gini([20, 50, 20, 10], normalised=True), 4)
    (0.3, 0.4)
    >>> round(gini([500, 1500, 2500, 4000, 7500, 15000], [1000, 1200, 1600, 400, 200, 600]), 4)
    0.5278
    """
    where = "gini"
    x, w = amounts(values, weights, where=where)
    if normalised and (weights is not None or x.size < 2):
        raise Undefined("A normalised Gini needs two or more unweighted values.", where=where)
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order]
    up_to = np.cumsum(w)
    total = up_to[-1]
    coefficient = float(np.sum(w * x * (2 * up_to - w - total)) / (total * np.sum(w * x)))
    return max(0.0, coefficient * (x.size / (x.size - 1) if normalised else 1))


def theil_t(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Theil T: the mean of (x / mean) ln(x / mean); 0 is equality, ln n one of n having all. Sensitive at the top.

    A zero adds nothing (the limit of x ln x). Undefined for negative values and a mean of zero. Not Theil L, which some
    packages print under the name of Theil. Theil (1967), Economics and Information Theory.

    Störmann's five incomes:

    >>> round(theil_t([10, 10, 10, 20, 50]), 6)
    0.250201
    """
    x, w = amounts(values, weights, where="theil_t")
    ratio = x / np.average(x, weights=w)
    logarithm = np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)
    return max(0.0, float(np.average(ratio * logarithm, weights=w)))


def theil_l(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Theil L, the mean logarithmic deviation: the mean of ln(mean / x); 0 is equality. Sensitive at the bottom.

    Undefined where a value is zero (it would be infinite) or negative. Theil (1967), Economics and Information Theory.

    Störmann's five incomes:

    >>> round(theil_l([10, 10, 10, 20, 50]), 7)
    0.2326302
    """
    where = "theil_l"
    x, w = amounts(values, weights, where=where)
    x, w = x[w > 0], w[w > 0]
    if (x == 0).any():
        raise Undefined(
            "Theil L is infinite where a value is zero.", where=where, fix="Use Theil T, or say who has none."
        )
    return max(0.0, float(np.average(np.log(np.average(x, weights=w) / x), weights=w)))


def palma(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Palma ratio: what the top tenth has, divided by what the bottom four tenths have; 1/4 is equality.

    See `share_ratio` for conventions. Palma (2011), Development and Change 42.

    >>> round(palma([1, 2, 3, 4, 5, 6, 7, 8, 9, 25]), 4)
    2.5
    """
    return share_ratio(values, weights, top=0.1, bottom=0.4)


def share_ratio(values: ArrayLike, weights: ArrayLike | None = None, *, top: float = 0.2, bottom: float = 0.2) -> float:
    """What the top share of all has, divided by what the bottom share has: S80/S20 unless told otherwise.

    Both are read off the Lorenz curve, straight between its points: a boundary that falls within a unit takes a part of
    it. Undefined where the bottom share has nothing.

    >>> round(share_ratio([10, 10, 10, 20, 50]), 4)
    5.0
    """
    where = "share_ratio"
    if not (0 < top <= 1 and 0 < bottom <= 1):
        raise PlacewrightError(f"Shares lie between 0 and 1: {top} or {bottom} does not.", where=where)
    x, w = amounts(values, weights, where=where)
    order = np.argsort(x, kind="stable")
    people = np.append(0, np.cumsum(w[order])) / w.sum()
    amount = np.append(0, np.cumsum((w * x)[order])) / np.sum(w * x)
    below, above = np.interp([bottom, 1 - top], people, amount).tolist()
    if below <= 0:
        raise Undefined(f"The bottom {bottom:.0%} have nothing.", where=where)
    return float((1 - above) / below)


def hoover(values: ArrayLike, reference: ArrayLike) -> float:
    """Hoover index: the share of the amount that would have to move for each to have its due by the reference; 0 to 1.

    H = 1/2 sum |x_i / sum x - r_i / sum r|, as of income against population by place. Undefined for negative numbers
    and totals of zero. Hoover (1936), Review of Economics and Statistics 18.

    >>> round(hoover([10, 20, 70], reference=[1, 1, 1]), 4)
    0.3667
    """
    where = "hoover"
    x, _ = amounts(values, None, where=where)
    r, _ = amounts(reference, None, where=where, name="reference numbers")
    require_same_length(x.size, r.size, name="reference numbers", where=where)
    return float(np.abs(x / x.sum() - r / r.sum()).sum() / 2)


def quantile_ratio(
    values: ArrayLike, weights: ArrayLike | None = None, *, upper: float = 0.9, lower: float = 0.1
) -> float:
    """The value that a share `upper` does not pass, divided by that for `lower`: P90/P10 unless told otherwise.

    A quantile here is the least value with at least that share of the weight at or below it (Hyndman and Fan 1996,
    type 1), so that a weight of two is the same as the unit twice; it does not interpolate. Undefined where the lower
    one is zero.

    >>> quantile_ratio([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    9.0
    """
    where = "quantile_ratio"
    if not 0 < lower < upper <= 1:
        raise PlacewrightError(f"Shares run from 0 over the lower to the upper, not {lower} to {upper}.", where=where)
    x, w = amounts(values, weights, where=where)
    x, w = x[w > 0], w[w > 0]
    order = np.argsort(x, kind="stable")
    share = np.cumsum(w[order]) / w.sum()
    low, high = x[order][np.minimum(np.searchsorted(share, np.array([lower, upper]) - 1e-12), x.size - 1)].tolist()
    if low == 0:
        raise Undefined(f"The quantile for {lower:.0%} is zero.", where=where)
    return float(high / low)


def williamson(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Williamson index: the weighted standard deviation of places' values relative to their mean; 0 is equality.

    sqrt(sum w (x - mean)^2 / W) / mean. Williamson (1965), Economic Development and Cultural Change 13.

    >>> round(williamson([10, 30], weights=[1, 1]), 4)
    0.5
    """
    x, w = amounts(values, weights, where="williamson")
    mean = np.average(x, weights=w)
    return float(np.sqrt(np.average((x - mean) ** 2, weights=w)) / mean)
