"""Planning a survey: how many to draw in each stratum for a wanted precision, and what that gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods._distributions import normal_quantile
from placewright.methods._vectors import finite_vector, require_same_length

FloatArray = NDArray[np.float64]
Rule = Literal["proportional", "neyman", "equal"]


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """How many answers and how many to draw in each stratum, and the margin of error of a share of the whole.

    `answers` are those wanted, `drawn` those to be drawn given `response`; `margin` is the half-width of the interval
    of a share of `share` over all strata, and `margins` of each stratum. `short` names strata that are drawn whole
    and still give fewer answers than wanted.
    """

    answers: NDArray[np.int64]
    drawn: NDArray[np.int64]
    margin: float
    margins: FloatArray
    share: float
    confidence: float
    short: tuple[int, ...]


def sample_size(margin: float, *, share: float = 0.5, population: float = np.inf, confidence: float = 0.95) -> int:
    """How many answers a simple random sample needs for a share to be known to a margin.

    n0 = z^2 p (1 - p) / m^2, and n0 / (1 + (n0 - 1) / N) from a population of N (Cochran 1977, 4.4).

    Raises:
        PlacewrightError: the margin or the share does not lie between 0 and 1.

    >>> sample_size(0.05), sample_size(0.05, population=2_000)
    (385, 323)
    """
    if not 0 < margin < 1 or not 0 < share < 1:
        raise PlacewrightError("Margin and share lie between 0 and 1.", where="sample_size")
    needed = normal_quantile((1 + confidence) / 2) ** 2 * share * (1 - share) / margin**2
    if np.isfinite(population):
        needed /= 1 + (needed - 1) / population
    return int(np.ceil(needed - 1e-9))


def allocate(
    sizes: ArrayLike,
    answers: int,
    *,
    rule: Rule = "proportional",
    deviations: ArrayLike | None = None,
    at_least: int = 2,
    response: float | Sequence[float] = 1.0,
    share: float = 0.5,
    confidence: float = 0.95,
) -> Allocation:
    """How many of so many answers each stratum should give, and how many to draw for them.

    `proportional` follows the number of units; `neyman` the number times the standard deviation of what is measured
    (Neyman 1934), which is best for a total that few large units make; `equal` gives each stratum as many. No stratum
    gets fewer than `at_least` answers, or more than it has units; what that takes or leaves goes to the others.

    Args:
        sizes: the units of the population in each stratum.
        answers: how many answers are wanted in all.
        rule: how they are shared out.
        deviations: for `neyman`, the standard deviation in each stratum.
        at_least: the fewest answers of a stratum; two are needed for an error.
        response: the share of those drawn that will answer, one or one a stratum.
        share: the share that the margins of error are given for; 0.5 is the widest.
        confidence: of the margins of error.

    Raises:
        PlacewrightError: there are fewer units than answers wanted, or too few answers for the fewest of each stratum.

    >>> plan = allocate([900, 90, 10], 100, at_least=5, response=0.5)
    >>> plan.answers.tolist(), plan.drawn.tolist()
    ([86, 9, 5], [172, 18, 10])
    """
    where = "allocate"
    units = finite_vector(sizes, name="strata", where=where)
    if (units < 1).any():
        raise Undefined("A stratum has no units.", where=where, fix="Leave it out.")
    fewest = np.minimum(at_least, units)
    if not fewest.sum() <= answers <= units.sum():
        raise PlacewrightError(
            f"{answers} answers cannot be had: the strata need {fewest.sum():.0f} and hold {units.sum():.0f}.",
            where=where,
            fix="Change the number of answers, or the fewest a stratum gives.",
        )
    shared = _shared(_pull(rule, units, deviations, where), float(answers), fewest, units)
    wanted = _whole(shared, fewest, units, answers)
    rate = np.broadcast_to(np.asarray(response, dtype=np.float64), units.shape)
    if not ((rate > 0) & (rate <= 1)).all():
        raise PlacewrightError("A response rate lies above 0 and is at most 1.", where=where)
    needed = np.ceil(wanted / rate - 1e-9)
    drawn = np.minimum(needed, units)
    got = np.minimum(drawn * rate, wanted)
    margins = margins_of_share(got, units, share=share, confidence=confidence)
    return Allocation(
        wanted.astype(np.int64),
        drawn.astype(np.int64),
        float(np.sqrt(np.sum(np.square(units / units.sum() * margins)))),
        margins,
        share,
        confidence,
        tuple(np.flatnonzero(needed > units).tolist()),
    )


def margins_of_share(
    answers: ArrayLike, units: ArrayLike, *, share: float = 0.5, confidence: float = 0.95
) -> FloatArray:
    """Half the width of the interval of a share in each stratum, from so many answers of so many units.

    z sqrt(p (1 - p) (1 - n / N) / (n - 1)) (Cochran 1977, 3.2); 0 where all answer, one of one too, and NaN where fewer
    than two of several do, from which no error can be told.

    >>> margins_of_share([101, 1, 1], [1e9, 1, 9]).round(3).tolist()
    [0.098, 0.0, nan]
    """
    given, held = np.asarray(answers, dtype=np.float64), np.asarray(units, dtype=np.float64)
    several = np.where(given > 1, given - 1, np.nan)
    spread = np.where(given >= held, 0.0, share * (1 - share) * (1 - given / held) / several)
    found: FloatArray = normal_quantile((1 + confidence) / 2) * np.sqrt(spread)
    return found


def _pull(rule: Rule, units: FloatArray, deviations: ArrayLike | None, where: str) -> FloatArray:
    if rule == "equal":
        return np.ones_like(units)
    if rule == "proportional":
        return units
    if deviations is None:
        raise PlacewrightError(
            "Neyman's allocation needs the deviation in each stratum.",
            where=where,
            fix="Give `deviations`, from an earlier survey or the frame.",
        )
    spread = finite_vector(deviations, name="deviations", where=where)
    require_same_length(units.size, spread.size, name="deviations", where=where)
    if (spread < 0).any() or not spread.any():
        raise Undefined("Deviations are not negative, and one is above 0.", where=where)
    return units * spread


def _shared(pull: FloatArray, answers: float, fewest: FloatArray, most: FloatArray) -> FloatArray:
    """The answers in proportion to the pull, between bounds; what a bound takes or leaves goes to the others."""
    low, high = 0.0, 1.0
    while np.clip(pull * high, fewest, most).sum() < answers and high < 1e18:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if np.clip(pull * middle, fewest, most).sum() < answers:
            low = middle
        else:
            high = middle
    found: FloatArray = np.clip(pull * high, fewest, most)
    return found


def _whole(shared: FloatArray, fewest: FloatArray, most: FloatArray, answers: int) -> FloatArray:
    """Whole numbers near the shared ones that add to the answers: largest remainders first."""
    whole = np.clip(np.floor(shared + 1e-9), fewest, most)
    order = np.argsort(-(shared - whole), kind="stable")
    at = 0
    while whole.sum() < answers:
        place = order[at % order.size]
        if whole[place] + 1 <= most[place]:
            whole[place] += 1
        at += 1
    return whole
