"""Whether the means of several groups of a survey differ by more than its design would let them by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods._distributions import f_above
from placewright.methods._vectors import finite_vector, require_same_length
from placewright.methods.survey_design import SurveyDesign

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class MeansTest:
    """The means of groups, in the order of the groups' codes, and Wald's test that all are the same.

    `statistic` is an F with `numerator_df` and `denominator_df`, `p` its tail. `reason` says why there is none.
    """

    means: FloatArray
    statistic: float
    numerator_df: float
    denominator_df: float
    p: float
    reason: str | None = None


def compare_means(
    values: ArrayLike, groups: ArrayLike, design: SurveyDesign, *, domain: ArrayLike | None = None
) -> MeansTest:
    """Wald's test that the means of all groups are the same.

    W is the quadratic form of the differences from the first group's mean under their linearised covariance, which
    knows that groups share clusters and margins. With k differences and d clusters less strata, F = W / k has k and
    d - k degrees of freedom: the same as `regTermTest` of `svyglm(y ~ group)` of R's `survey` (Lumley
    2010), and of two groups the square of the t of its `svyttest`. Of a domain, errors are those of the whole design,
    and d counts the clusters and strata that have members in it. Values outside it are not looked at.

    Raises:
        Undefined: a value is missing, or there are not two groups with a weight.

    >>> design = SurveyDesign([1.0] * 6)
    >>> found = compare_means([1.0, 2.0, 3.0, 3.0, 4.0, 5.0], ["a", "a", "a", "b", "b", "b"], design)
    >>> found.means.tolist(), round(found.statistic, 6), found.numerator_df, found.denominator_df
    ([2.0, 4.0], 7.5, 1, 4)
    """
    where = "compare_means"
    given, codes = np.asarray(values, dtype=np.float64), np.asarray(groups)
    inside = np.ones(design.final.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    for answers in (given, codes, inside):
        require_same_length(design.final.size, answers.size, name="answers", where=where)
    inside = inside & (design.final > 0)
    finite_vector(given[inside], name="values", where=where)
    names, group = np.unique(codes[inside], return_inverse=True)
    if names.size < 2:
        raise Undefined("There are not two groups.", where=where, fix="Compare groups that have members.")
    weight, y = design.final[inside], given[inside]
    sums = np.bincount(group, weights=weight)
    means = np.bincount(group, weights=weight * y) / sums
    influence = np.zeros((design.final.size, names.size))
    influence[np.flatnonzero(inside), group] = (y - means[group]) / sums[group]
    k, d = names.size - 1, design.degrees_of_freedom_of(inside)
    if d - k < 1:
        return MeansTest(means, np.nan, np.nan, np.nan, np.nan, "The design has too few clusters for a test.")
    contrasts = np.hstack([-np.ones((k, 1)), np.eye(k)])
    difference, spread = contrasts @ means, contrasts @ design.covariance(influence) @ contrasts.T
    scale = np.sqrt(np.diag(spread))
    if not (scale > 0).all() or np.linalg.matrix_rank(spread / np.outer(scale, scale), tol=1e-9) < k:
        return MeansTest(means, np.nan, np.nan, np.nan, np.nan, "The values do not vary within the design.")
    wald = float(difference @ np.linalg.solve(spread, difference))
    return MeansTest(means, wald / k, k, d - k, f_above(wald / k, k, d - k))
