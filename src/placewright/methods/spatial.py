"""Spatial autocorrelation: whether like values lie near one another, in all and at each unit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods._local_moran import count_extremes
from placewright.methods._vectors import BoolArray, FloatArray, IntArray, finite_vector

if TYPE_CHECKING:
    from scipy.sparse import csr_array, sparray, spmatrix

Alternative = Literal["two-sided", "directed", "greater", "less"]

SparseMatrix: TypeAlias = "sparray | spmatrix"

QUADRANTS = {1: "high-high", 2: "low-high", 3: "low-low", 4: "high-low"}
"""The meaning of a quadrant: the unit's own value, then its neighbours'. A unit without neighbours has 0."""

NO_NEIGHBOURS = "It has no neighbours."
"""The reason for a missing local statistic."""


@dataclass(frozen=True, slots=True, eq=False)
class Moran:
    """Moran's I of all units, what it is expected to be if values fell at random, and how surprising it is.

    `p` is None, with the `reason`, where every arrangement of the values has the same I.
    """

    I: float
    expected: float
    p: float | None
    variance: float
    z_score: float | None
    islands: int
    reason: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LocalMoran:
    """Local Moran's I of every unit. Where `is_island`, I and p are NaN, the quadrant is 0 and nothing is significant.

    `significant` controls the false discovery rate; `p_cut` is the largest p called significant, None where none is.
    """

    I: FloatArray
    p: FloatArray
    quadrant: IntArray
    significant: BoolArray
    is_island: BoolArray
    p_cut: float | None
    permutations: int
    alternative: Alternative

    def reason(self, unit: int) -> str | None:
        """Why a unit has no statistic, or None where it has one."""
        return NO_NEIGHBOURS if self.is_island[unit] else None


def moran(values: ArrayLike, weights: SparseMatrix, *, row_standardise: bool = True) -> Moran:
    """Moran's I: 0 or so for values that fell at random, above where neighbours are alike, below where they differ.

    I = n / S0 * sum_ij w_ij z_i z_j / sum_i z_i^2, with z the deviations from the mean and S0 the sum of the weights;
    no unit. Expected without autocorrelation: -1 / (n - 1). `p` is two-sided, by the normal approximation with the
    variance under randomisation (each arrangement of the given values equally likely): Cliff and Ord (1981), Spatial
    Processes, ch. 2.

    Units without neighbours stay in n, in the mean and in the variance, for which the formulas are exact; `islands`
    counts them (R's spdep leaves them out of n unless told otherwise). Undefined for fewer than four units, for
    constant values and where nobody has a neighbour. The normal approximation is poor for few units or very skewed
    values.

    Ten regions of de Smith, Goodchild and Longley, Geospatial Analysis, with the borders between them:

    >>> z = [2.24, 3.1, 4.55, -5.15, -4.39, 0.46, 5.54, 9.02, -2.09, -3.06]
    >>> borders = [(0, 1), (0, 3), (1, 4), (2, 3), (2, 6), (3, 4), (3, 7), (4, 5), (4, 8), (5, 9), (6, 7)]
    >>> borders += [(7, 8), (8, 9)]
    >>> one, other = np.transpose(borders)
    >>> from scipy.sparse import csr_array
    >>> weights = csr_array((np.ones(26), (np.append(one, other), np.append(other, one))), shape=(10, 10))
    >>> result = moran(z, weights)
    >>> round(result.I, 7), round(result.expected, 4)
    (0.0736124, -0.1111)
    """
    where = "moran"
    deviations = _deviations(values, where=where)
    n = deviations.size
    if n < 4:
        raise Undefined(f"The variance under randomisation needs four units, not {n}.", where=where)
    matrix = _prepare_weights(weights, n, row_standardise=row_standardise, where=where)
    squares = float(np.square(deviations).sum())
    s0 = float(matrix.sum())
    statistic = n / s0 * float(np.sum(deviations * (matrix @ deviations))) / squares
    expected = -1 / (n - 1)
    variance = _variance_under_randomisation(deviations, matrix)
    islands = int(np.count_nonzero(np.diff(matrix.indptr) == 0))
    if variance <= 1e-14:
        reason = "Every arrangement of these values has the same I under these weights."
        return Moran(statistic, expected, None, 0.0, None, islands, reason)
    z_score = (statistic - expected) / math.sqrt(variance)
    return Moran(statistic, expected, math.erfc(abs(z_score) / math.sqrt(2)), variance, z_score, islands)


def local_moran(
    values: ArrayLike,
    weights: SparseMatrix,
    permutations: int = 9_999,
    *,
    rng: np.random.Generator,
    alternative: Alternative = "two-sided",
    false_discovery_rate: float = 0.05,
    row_standardise: bool = True,
) -> LocalMoran:
    """Local Moran's I of every unit: where like values cluster, and where a unit stands out from its neighbours.

    I_i = (n - 1) z_i sum_j w_ij z_j / sum_j z_j^2 (Anselin 1995, Geographical Analysis 27, with n - 1; other software
    has n); no unit. p by conditional permutation: the unit keeps its value, its neighbours get values drawn without
    replacement from all others, p = (as extreme + 1) / (permutations + 1). "two-sided" doubles the smaller tail,
    "directed" is the smaller tail itself, half as large, which some software prints; permuted values equal to the
    observed count as extreme on either side. `significant` are the units that Benjamini and Hochberg's rule (1995)
    keeps at the given false discovery rate. The smallest p is 2 / (permutations + 1), and its Monte-Carlo error
    carries units over the cut: of a county's 713 small areas 9,999 permutations call 7 to 17 significant, by seed, and
    999,999 call 9 each time, in two seconds. Use many where units are few.

    Quadrants by the signs of z_i and of its neighbours' mean: 1 high-high, 2 low-high, 3 low-low, 4 high-low; 0
    counts as low. All units share one table of exact draws, which makes thousands of permutations cheap: see
    `_local_moran`. Units without neighbours take part in the mean but get NaN. Undefined for fewer than three units and
    for constant values.

    The same ten regions (unit 0 is high among low neighbours):

    >>> z = [2.24, 3.1, 4.55, -5.15, -4.39, 0.46, 5.54, 9.02, -2.09, -3.06]
    >>> borders = [(0, 1), (0, 3), (1, 4), (2, 3), (2, 6), (3, 4), (3, 7), (4, 5), (4, 8), (5, 9), (6, 7)]
    >>> borders += [(7, 8), (8, 9)]
    >>> one, other = np.transpose(borders)
    >>> from scipy.sparse import csr_array
    >>> weights = csr_array((np.ones(26), (np.append(one, other), np.append(other, one))), shape=(10, 10))
    >>> result = local_moran(z, weights, 999, rng=np.random.default_rng(1))
    >>> np.round(result.I[:3], 6).tolist(), result.quadrant.tolist()
    ([-0.114093, -0.199405, -0.133514], [4, 4, 4, 2, 3, 3, 1, 4, 3, 3])

    Args:
        values: One number a unit.
        weights: Row i holds the weights of the neighbours of unit i; not negative, no unit its own neighbour.
        permutations: How many draws a unit's p rests on.
        rng: Seeded by the caller; the same seed gives the same p.
        alternative: Which permuted values are extreme; "greater" tests for likeness to neighbours, "less" for contrast.
        false_discovery_rate: Share of false ones expected among the significant.
        row_standardise: Divide each row by its sum, so that the lag is the neighbours' weighted mean.
    """
    where = "local_moran"
    _require_options(permutations, alternative, false_discovery_rate, where=where)
    deviations = _deviations(values, where=where)
    n = deviations.size
    if n < 3:
        raise Undefined(f"A conditional permutation needs three units, not {n}.", where=where)
    matrix = _prepare_weights(weights, n, row_standardise=row_standardise, where=where)
    is_island = np.diff(matrix.indptr) == 0
    lag = np.asarray(matrix @ deviations, dtype=np.float64)
    statistic = (n - 1) * deviations * lag / float(np.square(deviations).sum())
    at_least, at_most = count_extremes(deviations, matrix, permutations=permutations, rng=rng)
    p = _p_values(deviations, at_least, at_most, permutations, alternative)
    quadrant = np.where(deviations > 0, np.where(lag > 0, 1, 4), np.where(lag > 0, 2, 3))
    statistic[is_island] = p[is_island] = np.nan
    quadrant[is_island] = 0
    p_cut = false_discovery_cut(p[~is_island], rate=false_discovery_rate)
    significant = np.zeros(n, dtype=np.bool_) if p_cut is None else p <= p_cut
    return LocalMoran(statistic, p, quadrant, significant, is_island, p_cut, permutations, alternative)


def false_discovery_cut(p: ArrayLike, *, rate: float = 0.05) -> float | None:
    """The largest p that may be called a discovery if a share `rate` of discoveries may be false; None if none may.

    The largest p_(k) with p_(k) <= k / m * rate, p in ascending order (Benjamini and Hochberg 1995, J. R. Stat. Soc.
    B 57). Holds for independent and for positively dependent tests.

    The fifteen p-values of the article, four of which are discoveries at 0.05:

    >>> p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    >>> p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    >>> false_discovery_cut(p)
    0.0095
    """
    ordered = np.sort(finite_vector(p, name="p-values", where="false_discovery_cut"))
    passing = np.flatnonzero(ordered <= np.arange(1, ordered.size + 1) / ordered.size * rate)
    return float(ordered[passing[-1]]) if passing.size else None


def _deviations(values: ArrayLike, *, where: str) -> FloatArray:
    vector = finite_vector(values, name="values", where=where)
    deviations: FloatArray = vector - vector.mean()
    # A constant is not always its own mean to the last bit.
    if np.ptp(vector) <= 1e-14 * np.abs(vector).max():
        raise Undefined("All values are the same: there is no variation to be arranged in space.", where=where)
    return deviations


def _prepare_weights(weights: Any, n: int, *, row_standardise: bool, where: str) -> csr_array:
    """The weights as a checked matrix of our own by rows; any scipy sparse matrix or array will do."""
    from scipy.sparse import csr_array

    matrix = csr_array(weights, dtype=np.float64, copy=True)
    if matrix.shape != (n, n):
        raise PlacewrightError(f"There are {n} values but the weights are {matrix.shape}.", where=where)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    if not np.isfinite(matrix.data).all() or (matrix.data < 0).any():
        raise PlacewrightError("A weight is negative, missing or infinite.", where=where)
    if matrix.diagonal().any():
        raise PlacewrightError(
            "A unit is its own neighbour.", where=where, fix="Set the diagonal of the weights to zero."
        )
    if matrix.nnz == 0:
        raise Undefined("No unit has a neighbour.", where=where)
    if row_standardise:
        neighbours = np.diff(matrix.indptr)
        total = np.asarray(matrix.sum(axis=1), dtype=np.float64)
        matrix.data /= np.repeat(total, neighbours)
    return matrix


def _variance_under_randomisation(deviations: FloatArray, matrix: csr_array) -> float:
    n = deviations.size
    s0 = float(matrix.sum())
    both = matrix + matrix.T
    s1 = float((both.data**2).sum()) / 2
    s2 = float(((np.asarray(matrix.sum(axis=1)) + np.asarray(matrix.sum(axis=0))) ** 2).sum())
    kurtosis = float(np.mean(deviations**4) / np.mean(deviations**2) ** 2)
    first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
    second = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
    square_expected = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0)
    return float(square_expected - 1 / (n - 1) ** 2)


def _require_options(permutations: int, alternative: str, rate: float, *, where: str) -> None:
    if permutations < 1:
        raise PlacewrightError(f"p needs at least one permutation, not {permutations}.", where=where)
    if alternative not in get_args(Alternative):
        known = ", ".join(f"'{name}'" for name in get_args(Alternative))
        raise PlacewrightError(f"No alternative '{alternative}'.", where=where, fix=f"Use one of {known}.")
    if not 0 < rate < 1:
        raise PlacewrightError(f"A false discovery rate lies between 0 and 1: {rate} does not.", where=where)


def _p_values(
    deviations: FloatArray, at_least: IntArray, at_most: IntArray, permutations: int, alternative: Alternative
) -> FloatArray:
    """From counts of lags to p of I_i, z_i times the lag: a low unit turns the tails, one at the mean always ties."""
    is_mean = np.abs(deviations) <= 1e-12 * np.sqrt(np.mean(deviations**2))
    greater = np.where(is_mean, permutations, np.where(deviations > 0, at_least, at_most))
    less = np.where(is_mean, permutations, np.where(deviations > 0, at_most, at_least))
    if alternative == "greater":
        return (greater + 1) / (permutations + 1)
    if alternative == "less":
        return (less + 1) / (permutations + 1)
    tail = (np.minimum(greater, less) + 1) / (permutations + 1)
    return tail if alternative == "directed" else np.minimum(1.0, 2 * tail)
