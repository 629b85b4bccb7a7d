"""Whether poorer places catch up (beta) and whether places grow alike (sigma)."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BetaConvergence:
    """The regression of growth per year (in logs) on the log of the starting level.

    `slope` below 0 means that places which started lower grew faster. `speed` is the part of the distance closed each
    year and `half_life` the years to close half of it; each is NaN where the slope gives none, and `reason` says why.
    `p` is two-sided, of Student's t with `degrees_of_freedom`. `left_out` counts places without two positive levels.
    """

    slope: float
    standard_error: float
    p: float
    r_squared: float
    speed: float
    half_life: float
    intercept: float
    places: int
    left_out: int
    degrees_of_freedom: int
    reason: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SigmaConvergence:
    """The spread of log levels in each year, and its trend; `change` below 0 means that places grew alike.

    `deviation` is the sample standard deviation (n-1) of logs by year; `slope` its least-squares change per year with
    `p` two-sided, NaN for fewer than three years. `places` counts those with a positive level in every year.
    """

    deviation: FloatArray
    change: float
    slope: float
    p: float
    places: int
    left_out: int
    reason: str | None = None


def beta_convergence(start: npt.ArrayLike, end: npt.ArrayLike, years: float) -> BetaConvergence:
    """Whether places that started lower grew faster, how fast they close the distance, and how sure that is.

    ln(end / start) / years = a + b ln(start), by ordinary least squares, each place counting once.
    speed = -ln(1 + b years) / years; half-life = ln 2 / speed.

    Places that bounce (a low start by error or chance, then a normal end) look like convergence: a noisy series or a
    rebased index will do that, as will one outlier among ten districts. Levels must be real, or the same price in both
    years for all places; smoothed series converge by construction.

    Args:
        start: positive levels, one a place; others are left out and counted.
        end: the same places at the end.
        years: the time between, above 0.

    Reference: Barro and Sala-i-Martin (1992), where 2 % a year goes with a half-life of about 35 years.

    Raises:
        PlacewrightError: the two lists differ in length, or no years lie between them.

    >>> start = [10.0, 15.0, 20.0, 40.0]
    >>> end = [level * (40 / level) ** (1 - math.exp(-0.02 * 10)) for level in start]
    >>> result = beta_convergence(start, end, 10)
    >>> round(result.speed, 6), round(result.half_life, 1)
    (0.02, 34.7)
    """
    first, last = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    if first.ndim != 1 or first.shape != last.shape:
        raise PlacewrightError(f"Convergence needs two lists of the same places, not {first.shape} and {last.shape}.")
    if not years > 0:
        raise PlacewrightError(f"Convergence runs over more than 0 years, not {years}.")
    usable = (first > 0) & (last > 0) & np.isfinite(first) & np.isfinite(last)
    level = np.log(first[usable])
    line = _line(level, (np.log(last[usable]) - level) / years)
    speed, half_life, reason = _speed(line.slope, years)
    return BetaConvergence(
        slope=line.slope,
        standard_error=line.standard_error,
        p=line.p,
        r_squared=line.r_squared,
        speed=speed,
        half_life=half_life,
        intercept=line.intercept,
        places=len(level),
        left_out=len(first) - len(level),
        degrees_of_freedom=len(level) - 2,
        reason=reason,
    )


def sigma_convergence(values: npt.ArrayLike, *, years: npt.ArrayLike | None = None) -> SigmaConvergence:
    """Whether the spread between places narrows: the standard deviation of logs in each year, and its trend.

    Only places with a positive level in every year count, so that the spread never changes because places come or go.

    Args:
        values: (year, place) levels.
        years: when each row is, where the rows are not one year apart.

    Reference: Barro and Sala-i-Martin (1992).

    Raises:
        PlacewrightError: the levels are no (year, place) array, or not one row a year.
        Undefined: fewer than two places have positive levels in each year, or fewer than two years are given.

    >>> result = sigma_convergence([[10.0, 40.0], [12.0, 40.0], [15.0, 40.0]])
    >>> result.deviation.round(3).tolist(), round(result.change, 3)
    ([0.98, 0.851, 0.694], -0.287)
    """
    levels = np.asarray(values, dtype=np.float64)
    if levels.ndim != 2:
        raise PlacewrightError(f"The spread needs a (year, place) array, not one of shape {levels.shape}.")
    when = np.arange(len(levels), dtype=np.float64) if years is None else np.asarray(years, dtype=np.float64)
    if when.shape != (len(levels),):
        raise PlacewrightError(f"{len(levels)} rows of levels need as many years, not {when.size}.")
    usable = ((levels > 0) & np.isfinite(levels)).all(axis=0)
    if int(usable.sum()) < 2 or len(levels) < 2:
        raise Undefined("The spread needs two places and two years with positive levels.")
    deviation = np.log(levels[:, usable]).std(axis=1, ddof=1)
    enough = len(levels) >= 3
    line = _line(when, deviation) if enough else None
    return SigmaConvergence(
        deviation=deviation,
        change=float(deviation[-1] - deviation[0]),
        slope=line.slope if line else math.nan,
        p=line.p if line else math.nan,
        places=int(usable.sum()),
        left_out=int((~usable).sum()),
        reason=None if enough else "a trend needs three years",
    )


def significance_in_words(p: float, *, level: float = 0.05) -> str:
    """How a p-value is printed: in words, with the level it was held to.

    >>> significance_in_words(0.03), significance_in_words(0.4)
    ('significant at 5 %', 'not significant at 5 %')
    """
    if math.isnan(p):
        return "not tested"
    return f"{'' if p < level else 'not '}significant at {level * 100:g} %"


@dataclass(frozen=True, slots=True)
class _Line:
    slope: float
    intercept: float
    standard_error: float
    p: float
    r_squared: float


def _line(x: FloatArray, y: FloatArray) -> _Line:
    if len(x) < 3:
        raise Undefined(f"A regression needs three usable points, not {len(x)}.")
    from_mean, rise = x - x.mean(), y - y.mean()
    spread = float(from_mean @ from_mean)
    if spread <= 1e-24 * max(1.0, float(x @ x)):
        raise Undefined("All starting points are equal, so nothing can be said of what followed from them.")
    slope = float(from_mean @ rise) / spread
    residuals = rise - slope * from_mean
    unexplained, total = float(residuals @ residuals), float(rise @ rise)
    freedom = len(x) - 2
    error = math.sqrt(unexplained / freedom / spread)
    from scipy.special import stdtr

    p = float(2 * stdtr(freedom, -abs(slope) / error)) if error > 0 else float(slope == 0)
    return _Line(
        slope=slope,
        intercept=float(y.mean() - slope * x.mean()),
        standard_error=error,
        p=p,
        r_squared=1 - unexplained / total if total > 0 else math.nan,
    )


def _speed(slope: float, years: float) -> tuple[float, float, str | None]:
    left = 1 + slope * years
    if left <= 0:
        return math.nan, math.nan, "the slope overshoots: places would swap order within the period"
    speed = -math.log(left) / years
    if speed <= 0:
        return speed, math.nan, "the places do not converge, so there is no half-life"
    return speed, math.log(2) / speed, None
