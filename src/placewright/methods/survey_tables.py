"""Two questions of a survey crossed: the share of each combination, and whether the questions hang together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods._distributions import f_above
from placewright.methods._vectors import require_same_length
from placewright.methods.survey_design import SurveyDesign

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CrossTable:
    """The share of the population in each combination, (row, column), and a test of independence.

    `share` adds to 1; `standard_error` is linearised; `base` counts respondents. `statistic` is Pearson's, corrected
    for the design as Rao and Scott (1984) have it (second order), an F with `numerator_df` and `denominator_df`; `p` is
    its tail. `reason` says why there is no test, where there is none.
    """

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    share: FloatArray
    standard_error: FloatArray
    base: NDArray[np.int64]
    statistic: float
    numerator_df: float
    denominator_df: float
    p: float
    reason: str | None = None


def cross_table(
    rows: ArrayLike, columns: ArrayLike, design: SurveyDesign, *, domain: ArrayLike | None = None
) -> CrossTable:
    """Two questions crossed; the same test as `svychisq(..., statistic="F")` of R's `survey`.

    Of a domain, shares add to 1 within it, its errors are those of the whole design (as of `subset` of a design in R),
    and degrees of freedom count the clusters and strata that have members in it. Answers outside it are not looked at.
    Pearson's statistic of the weighted table, scaled to the respondents, is divided by the trace of the design effects
    of the contrasts that independence sets to 0, which gives an F with (tr D)^2 / tr D^2 degrees of freedom.

    Raises:
        Undefined: a question has but one answer.

    >>> design = SurveyDesign([1.0] * 8)
    >>> table = cross_table(["a"] * 4 + ["b"] * 4, ["x", "x", "x", "y", "x", "y", "y", "y"], design)
    >>> table.share.tolist(), round(table.statistic, 3)
    ([[0.375, 0.125], [0.125, 0.375]], 1.75)
    """
    where = "cross_table"
    row_values, column_values = np.asarray(rows), np.asarray(columns)
    inside = np.ones(design.final.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    for answers in (row_values, column_values, inside):
        require_same_length(design.final.size, answers.size, name="answers", where=where)
    row_names, row = np.unique(row_values[inside], return_inverse=True)
    column_names, column = np.unique(column_values[inside], return_inverse=True)
    if min(row_names.size, column_names.size) < 2:
        raise Undefined("One of the two questions has but one answer.", where=where, fix="Cross questions that differ.")
    shape = (row_names.size, column_names.size)
    cell = row * shape[1] + column
    weight = design.final[inside]
    whole = float(weight.sum())
    if not whole > 0:
        raise Undefined("Nobody with a weight is in the domain.", where=where)
    share = np.bincount(cell, weights=weight, minlength=shape[0] * shape[1]) / whole
    indicator = np.zeros((cell.size, share.size))
    indicator[np.arange(cell.size), cell] = 1.0
    influence = np.zeros((inside.size, share.size))
    influence[inside] = (indicator - share) / whole
    covariance = design.covariance(influence)
    size, df = int(np.count_nonzero(weight)), design.degrees_of_freedom_of(inside)
    statistic, first, second, p, reason = _rao_scott(share, covariance, shape, size, df)
    return CrossTable(
        tuple(row_names.tolist()),
        tuple(column_names.tolist()),
        share.reshape(shape),
        np.sqrt(np.maximum(np.diag(covariance), 0.0)).reshape(shape),
        np.bincount(cell[weight > 0], minlength=share.size).reshape(shape),
        statistic,
        first,
        second,
        p,
        reason,
    )


def _rao_scott(
    share: FloatArray, covariance: FloatArray, shape: tuple[int, int], size: int, df: int
) -> tuple[float, float, float, float, str | None]:
    table = share.reshape(shape)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    if (expected <= 0).any() or df < 1:
        return np.nan, np.nan, np.nan, np.nan, "The design has too few clusters for a test."
    pearson = size * float(np.sum(np.square(table - expected) / expected))
    contrasts = _interactions(shape)
    inverse = np.where(share > 0, 1 / np.where(share > 0, share, 1.0), 0.0)
    scaled = contrasts * inverse[:, None]
    under_independence = contrasts.T @ (contrasts * inverse[:, None]) / size
    effects = np.linalg.solve(under_independence, scaled.T @ covariance @ scaled)
    trace, squared = float(np.trace(effects)), float(np.trace(effects @ effects))
    if not trace > 1e-9:
        return np.nan, np.nan, np.nan, np.nan, "The answers do not vary within the design."
    first = trace**2 / squared
    statistic, second = pearson / trace, first * df
    return statistic, first, second, f_above(statistic, first, second), None


def _interactions(shape: tuple[int, int]) -> FloatArray:
    """What is left of the interactions of rows and columns once their main effects are taken out."""
    rows, columns = np.repeat(np.arange(shape[0]), shape[1]), np.tile(np.arange(shape[1]), shape[0])
    of_rows = (rows[:, None] == np.arange(1, shape[0])).astype(np.float64)
    of_columns = (columns[:, None] == np.arange(1, shape[1])).astype(np.float64)
    main = np.hstack([np.ones((rows.size, 1)), of_rows, of_columns])
    both = np.stack(
        [of_rows[:, i] * of_columns[:, j] for i in range(shape[0] - 1) for j in range(shape[1] - 1)], axis=1
    )
    fitted: FloatArray = main @ np.linalg.lstsq(main, both, rcond=None)[0]
    return both - fitted
