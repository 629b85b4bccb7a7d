"""The jackknife: the error of any statistic, by leaving out each cluster in turn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.methods.survey_design import SurveyDesign

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JackknifeError:
    """A statistic of the whole sample, its jackknife standard error, and how many times it was computed again."""

    value: float
    standard_error: float
    replicates: int


def jackknife(statistic: Callable[[FloatArray], float], design: SurveyDesign) -> JackknifeError:
    """The error of a statistic of the weights, leaving out each cluster of the first stage (JKn).

    Without one of the n clusters of a stratum, the others of it count n / (n - 1) times; the variance is the sum over
    clusters of (n - 1) / n (1 - n / N) (replicate - value)^2 (Wolter 2007, chapter 4; `as.svrepdesign(type="JKn")` of
    R's `survey`). For totals it equals the linearised error; it needs no formula, but as many runs as clusters.

    Args:
        statistic: computes a number from the weights of the respondents.
        design: strata, clusters and base weights. Margins are not raked again for each replicate, so a design with
            margins is refused: have the statistic rake.

    >>> values = np.array([1.0, 2.0, 3.0, 4.0])
    >>> result = jackknife(lambda w: float(w @ values / w.sum()), SurveyDesign([2.0] * 4))
    >>> result.value, round(result.standard_error, 6)
    (2.5, 0.645497)
    """
    if design.margins:
        raise PlacewrightError(
            "The jackknife would treat raked weights as fixed.",
            where="jackknife",
            fix="Give the design base weights alone, and rake inside the statistic.",
        )
    first = design.stages[0]
    stratum = first.stratum_of_unit
    number = stratum.size
    unit_of_each = np.arange(number) if first.unit is None else first.unit
    units = np.bincount(stratum)
    left = np.ones(units.size)
    if first.population is not None:
        population = np.ones(units.size)
        population[first.stratum] = first.population
        left = 1 - units / population
    value, variance = statistic(design.base), 0.0
    for unit in range(number):
        drawn = units[stratum[unit]]
        if drawn < 2:
            continue  # a stratum taken whole adds nothing
        raised = np.where(first.stratum == stratum[unit], drawn / (drawn - 1.0), 1.0)
        replicate = statistic(design.base * raised * (unit_of_each != unit))
        variance += (drawn - 1) / drawn * left[stratum[unit]] * (replicate - value) ** 2
    return JackknifeError(value, float(np.sqrt(variance)), number)
