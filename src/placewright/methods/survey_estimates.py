"""Estimates of a population from a survey: means, totals, shares, ratios and quantiles, with errors of the design."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods._distributions import beta_quantile, t_above, t_quantile
from placewright.methods._vectors import finite_vector, require_same_length
from placewright.methods.survey_design import LonelyCluster, SurveyDesign

__all__ = [
    "Difference",
    "Estimate",
    "LonelyCluster",
    "SurveyDesign",
    "estimate_difference",
    "estimate_mean",
    "estimate_proportion",
    "estimate_quantile",
    "estimate_ratio",
    "estimate_total",
]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

Interval = Literal["wilson", "logit", "clopper-pearson", "normal"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its linearised standard error and confidence interval.

    `degrees_of_freedom` are those of the design (clusters less strata), for Student's t. `design_effect` is the
    variance over that of a simple random sample of as many, drawn without replacement where the weights add to a
    population; NaN where that has none. `base` counts the respondents it rests on, unweighted, and `effective_size`
    how many drawn at random from an endless population would be as precise.
    """

    value: float
    standard_error: float
    low: float
    high: float
    degrees_of_freedom: int
    design_effect: float
    base: int
    effective_size: float
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two domains are apart: first less second, with its error, t and two-sided p."""

    value: float
    standard_error: float
    low: float
    high: float
    degrees_of_freedom: int
    t: float
    p: float
    confidence: float = 0.95


def estimate_mean(
    values: ArrayLike, design: SurveyDesign, *, domain: ArrayLike | None = None, confidence: float = 0.95
) -> Estimate:
    """The mean of the population, or of a domain of it.

    sum(w y) / sum(w); its error by the influence values (y - mean) / sum(w) (Taylor linearisation; Sarndal, Swensson
    and Wretman 1992). The same as `svymean` of R's `survey`.

    Raises:
        Undefined: a value is missing, or nobody is in the domain.

    >>> design = SurveyDesign([2.0] * 4)
    >>> result = estimate_mean([1.0, 2.0, 3.0, 4.0], design)
    >>> result.value, round(result.standard_error, 6)
    (2.5, 0.645497)
    """
    y, inside = _values(values, design, domain, "estimate_mean")
    weight = design.final if domain is None else design.final * inside
    whole = float(weight.sum())
    mean = float(weight @ y) / whole
    simple = _of_simple_sample(y, weight)
    del weight  # of a million respondents each vector is 8 MB
    influence = y - mean
    influence *= inside
    influence /= whole
    return _estimate(mean, design.variance(influence), simple, design, inside, confidence)


def estimate_total(
    values: ArrayLike, design: SurveyDesign, *, domain: ArrayLike | None = None, confidence: float = 0.95
) -> Estimate:
    """The total of the population, or of a domain of it: sum(w y). The same as `svytotal` of R's `survey`.

    >>> result = estimate_total([1.0, 2.0, 3.0, 4.0], SurveyDesign([2.0] * 4))
    >>> result.value, round(result.standard_error, 6)
    (20.0, 5.163978)
    """
    y, inside = _values(values, design, domain, "estimate_total")
    held = inside * y
    variance = design.variance(held)
    whole = float(design.final.sum())
    simple = _of_simple_sample(held, design.final) * whole**2
    return _estimate(float(design.final @ held), variance, simple, design, inside, confidence)


def estimate_proportion(
    values: ArrayLike,
    design: SurveyDesign,
    *,
    domain: ArrayLike | None = None,
    method: Interval = "wilson",
    confidence: float = 0.95,
) -> Estimate:
    """The share of the population, or of a domain of it, for which something is so: 0 to 1.

    The interval never leaves 0 to 1. `wilson` puts the effective size into Wilson's score interval, with Student's t
    for z; `logit` is symmetric on the logit scale; `clopper-pearson` is Korn and Graubard's (1998), which puts an
    effective size corrected for the degrees of freedom into the exact interval; the last two are `svyciprop`'s "logit"
    and "beta". With none or all, where no variance can be estimated, the unweighted base stands for the effective size.

    Args:
        values: true or false, 1 or 0.
        design: the design.
        domain: who belongs to the domain; all without it.
        method: the kind of interval.
        confidence: the confidence of the interval.

    Raises:
        PlacewrightError: a value is neither 0 nor 1.
        Undefined: a value is missing, or nobody is in the domain.

    Wilson's own interval, for 9 of 10 drawn at random, is 0.596 to 0.982; with t for z it is a little wider:

    >>> result = estimate_proportion([1] * 9 + [0], SurveyDesign([1.0] * 10))
    >>> result.value, round(result.low, 2), round(result.high, 2)
    (0.9, 0.54, 0.99)
    """
    where = "estimate_proportion"
    y, inside = _values(values, design, domain, where)
    if not np.isin(y[inside], (0.0, 1.0)).all():
        raise PlacewrightError("A share is of values that are 0 or 1.", where=where)
    mean = estimate_mean(y, design, domain=domain, confidence=confidence)
    share, error = min(max(mean.value, 0.0), 1.0), mean.standard_error
    size = mean.effective_size if 0 < share < 1 else float(mean.base)
    low, high = _share_bounds(method, share, error, size, mean)
    return Estimate(share, error, low, high, mean.degrees_of_freedom, mean.design_effect, mean.base, size, confidence)


def estimate_ratio(
    numerator: ArrayLike,
    denominator: ArrayLike,
    design: SurveyDesign,
    *,
    domain: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """The ratio of two totals, such as turnover an employee. The same as `svyratio` of R's `survey`.

    Influence values (y - R x) / sum(w x).

    Raises:
        Undefined: the denominator adds to 0.

    >>> round(estimate_ratio([1.0, 2.0, 6.0], [1.0, 2.0, 3.0], SurveyDesign([1.0] * 3)).value, 3)
    1.5
    """
    where = "estimate_ratio"
    y, inside = _values(numerator, design, domain, where)
    x, _ = _values(denominator, design, domain, where)
    weight = design.final * inside
    below = float(weight @ x)
    if below == 0:
        raise Undefined("The denominator adds to 0.", where=where)
    ratio = float(weight @ y) / below
    residual = inside * (y - ratio * x)
    variance = design.variance(residual / below)
    simple = _of_simple_sample(residual, weight) * (float(weight.sum()) / below) ** 2
    return _estimate(ratio, variance, simple, design, inside, confidence)


def estimate_quantile(
    values: ArrayLike,
    design: SurveyDesign,
    share: float = 0.5,
    *,
    domain: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """The value that a share of the population does not exceed: the median at 0.5.

    The least value whose cumulated weight reaches the share. The interval is Woodruff's (1952): the interval of the
    share of those not above it, carried back through the weighted distribution; the standard error is its length over
    twice Student's t.

    Raises:
        Undefined: nobody is in the domain.

    >>> estimate_quantile([1.0, 2.0, 3.0, 4.0, 5.0], SurveyDesign([1.0] * 5)).value
    3.0
    """
    where = "estimate_quantile"
    if not 0 < share < 1:
        raise PlacewrightError(f"A quantile is of a share between 0 and 1, not {share}.", where=where)
    y, inside = _values(values, design, domain, where)
    weight = design.final * inside
    order = np.argsort(y, kind="stable")
    order = order[weight[order] > 0]
    below = np.cumsum(weight[order]) / weight.sum()
    value = _reached(y[order], below, share)
    at_most = estimate_mean((y <= value).astype(np.float64), design, domain=domain, confidence=confidence)
    t = _t(at_most.degrees_of_freedom, confidence)
    reach = _reach(at_most.degrees_of_freedom, confidence, at_most.standard_error)
    low = _reached(y[order], below, max(share - reach, 0.0))
    high = _reached(y[order], below, min(share + reach, 1.0))
    return Estimate(
        value, (high - low) / (2 * t), low, high, at_most.degrees_of_freedom, at_most.design_effect, at_most.base,
        at_most.effective_size, confidence,
    )  # fmt: skip


def estimate_difference(
    values: ArrayLike, design: SurveyDesign, *, first: ArrayLike, second: ArrayLike, confidence: float = 0.95
) -> Difference:
    """How far the means of two domains are apart, with an error that knows that both come from one sample.

    >>> result = estimate_difference(
    ...     [1.0, 2.0, 5.0, 6.0], SurveyDesign([1.0] * 4), first=[0, 0, 1, 1], second=[1, 1, 0, 0]
    ... )
    >>> result.value
    4.0
    """
    influences, means = [], []
    for domain in (first, second):
        y, inside = _values(values, design, domain, "estimate_difference")
        weight = design.final * inside
        means.append(float(weight @ y) / float(weight.sum()))
        influences.append(inside * (y - means[-1]) / weight.sum())
    value = means[0] - means[1]
    error = float(np.sqrt(max(design.variance(influences[0] - influences[1]), 0.0)))
    df = design.degrees_of_freedom
    t = value / error if error > 0 else np.nan
    p = 2 * t_above(abs(t), df) if df > 0 else np.nan
    reach = _reach(df, confidence, error)
    return Difference(value, error, value - reach, value + reach, df, float(t), p, confidence)


def _values(
    values: ArrayLike, design: SurveyDesign, domain: ArrayLike | None, where: str
) -> tuple[FloatArray, BoolArray]:
    """The values, 0 outside the domain, and who is inside it."""
    given = np.asarray(values, dtype=np.float64)
    require_same_length(design.final.size, given.size, name="values", where=where)
    if domain is None:
        y = finite_vector(given, name="values", where=where)
        return y, np.ones(y.size, dtype=bool)
    inside = np.asarray(domain, dtype=bool)
    require_same_length(design.final.size, inside.size, name="answers to who is in the domain", where=where)
    if not (design.final[inside] > 0).any():
        raise Undefined("Nobody with a weight is in the domain.", where=where)
    finite_vector(given[inside], name="values", where=where)
    return np.where(inside, given, 0.0), inside


def _of_simple_sample(y: FloatArray, weight: FloatArray) -> FloatArray:
    """The variance of the mean of a simple random sample of as many: from the population, and from an endless one."""
    whole = float(weight.sum())
    size = int(np.count_nonzero(weight))
    if size < 2:
        return np.array([np.nan, np.nan])
    mean = float(weight @ y) / whole
    away = y - mean
    np.square(away, out=away)
    endless = float(weight @ away) / whole / (size - 1)
    return np.array([endless * (1 - size / whole) if whole > size else endless, endless])


def _estimate(
    value: float, variance: float, simple: FloatArray, design: SurveyDesign, inside: BoolArray, confidence: float
) -> Estimate:
    error = float(np.sqrt(max(variance, 0.0)))
    df = design.degrees_of_freedom
    reach = _reach(df, confidence, error)
    base = int(np.count_nonzero((design.final > 0) & inside))
    effect = float(variance / simple[0]) if simple[0] > 0 else np.nan
    size = base * float(simple[1]) / variance if variance > 0 and simple[1] > 0 else float(base)
    return Estimate(value, error, value - reach, value + reach, df, effect, base, size, confidence)


def _t(degrees_of_freedom: int, confidence: float) -> float:
    if degrees_of_freedom < 1:
        return np.inf
    return t_quantile((1 + confidence) / 2, degrees_of_freedom)


def _reach(degrees_of_freedom: int, confidence: float, error: float) -> float:
    """How far an interval reaches each way; nowhere where nothing was left to chance, as when all were asked."""
    return _t(degrees_of_freedom, confidence) * error if error > 0 else 0.0


def _reached(ordered: FloatArray, below: FloatArray, share: float) -> float:
    at = int(np.searchsorted(below, share - 1e-12))
    return float(ordered[min(at, ordered.size - 1)])


def _share_bounds(method: Interval, share: float, error: float, size: float, mean: Estimate) -> tuple[float, float]:
    t = _t(mean.degrees_of_freedom, mean.confidence)
    if method == "normal":
        return max(share - t * error, 0.0), min(share + t * error, 1.0)
    if method == "logit" and 0 < share < 1:
        centre, reach = np.log(share / (1 - share)), t * error / (share * (1 - share))
        return float(1 / (1 + np.exp(reach - centre))), float(1 / (1 + np.exp(-reach - centre)))
    if method == "clopper-pearson" or method == "logit":
        return _korn_graubard(share, size, mean)
    if not np.isfinite(t):
        return 0.0, 1.0
    middle = (share + t**2 / (2 * size)) / (1 + t**2 / size)
    reach = t / (1 + t**2 / size) * np.sqrt(share * (1 - share) / size + t**2 / (4 * size**2))
    return float(max(middle - reach, 0.0)), float(min(middle + reach, 1.0))


def _korn_graubard(share: float, size: float, mean: Estimate) -> tuple[float, float]:
    """The exact interval with an effective size corrected for the degrees of freedom (Korn and Graubard 1998)."""
    df, outside = mean.degrees_of_freedom, (1 - mean.confidence) / 2
    if df < 1 or mean.base < 2:
        return 0.0, 1.0
    scale = (mean.base - 1) / mean.base if 0 < share < 1 else 1.0  # the variance itself, as `svyciprop` takes it
    corrected = size * scale * (t_quantile(outside, mean.base - 1) / t_quantile(outside, df)) ** 2
    count = share * corrected
    low = 0.0 if share <= 0 else beta_quantile(outside, count, corrected - count + 1)
    high = 1.0 if share >= 1 else beta_quantile(1 - outside, count + 1, corrected - count)
    return low, high
